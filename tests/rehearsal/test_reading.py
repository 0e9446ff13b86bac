"""Bots read before they react, answer comms checks at once, and nothing else comes of either."""

from __future__ import annotations

from exercise.domain import commands as cmd
from exercise.domain import events as ev
from exercise.log.records import Asked, Happened, Record
from exercise.rehearsal.drill import Drill
from exercise.review.chronicle import Chronicle
from exercise.review.names import Names
from exercise.review.receipts import receipts
from tests.harbour import harbour, header

HOUR = 3600


def played(*, until: int = 12 * HOUR, deaf: bool = False) -> list[Record]:
    """A night of bots; `deaf` ones have had every receipt taken away beforehand."""
    records: list[Record] = []
    told = header()
    drill = Drill(harbour(), told.seed, told.bots, records.append)
    if deaf:
        asks = drill._ask
        drill._ask = lambda agency, command: isinstance(command, cmd.MarkRead) or asks(agency, command)  # type: ignore[method-assign]
    drill.submit("excon", cmd.CheckComms())
    drill.submit("excon", cmd.Start())
    drill.advance_to(until)
    return records


def test_a_bot_opens_a_letter_once_and_before_it_does_anything_about_it() -> None:
    records = played()
    read = [
        (record.event.agency, record.event.item)
        for record in records
        if isinstance(record, Happened) and isinstance(record.event, ev.ItemRead)
    ]
    assert read
    assert len(read) == len(set(read))
    opened: set[tuple[str, str]] = set()
    for record in records:
        if isinstance(record, Asked) and isinstance(record.command, cmd.MarkRead):
            opened.add((record.by.removeprefix("bot/"), record.command.item))
        if isinstance(record, Asked) and isinstance(record.command, cmd.Reply):
            assert (record.by.removeprefix("bot/"), record.command.inject) in opened


def test_receipts_move_no_draw_and_no_other_event() -> None:
    def rest(records: list[Record]) -> list[object]:
        events = ((record.tick, record.event) for record in records if isinstance(record, Happened))
        return [each for each in events if not isinstance(each[1], ev.ItemRead)]

    assert rest(played()) == rest(played(deaf=True))


def test_bots_answer_a_comms_check_before_play_begins() -> None:
    answered = [
        record.event.station
        for record in played(until=0)
        if isinstance(record, Happened) and isinstance(record.event, ev.CheckAnswered)
    ]
    assert sorted(answered) == sorted(header().bots)


def test_the_report_says_how_long_letters_lay_and_an_old_log_says_nothing() -> None:
    records, scenario = played(), harbour()
    (table,) = receipts(Chronicle(scenario, records), Names(scenario, ("en",)))
    assert table.columns[1:4] == ("Delivered", "Read", "Delivered to read")
    assert any(row.cells[3] and row.evidence for row in table.rows)
    old = [r for r in records if not (isinstance(r, Happened) and isinstance(r.event, ev.ItemRead))]
    assert receipts(Chronicle(scenario, old), Names(scenario, ("en",))) == ()
