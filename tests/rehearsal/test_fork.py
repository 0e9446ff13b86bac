"""Same past, other future: what a fork plays, what it refuses, what its header proves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercise.domain import commands as cmd
from exercise.domain import events as ev
from exercise.engine.resimulate import resimulate
from exercise.errors import LogForked, ScenarioInvalid, UsageError
from exercise.log.lineage import bodies, shares_its_past
from exercise.log.records import Asked, Happened, Record
from exercise.log.store import LogFile, LogWriter, read_log
from exercise.rehearsal.changes import Changes, Removal, cut_at, cut_before, read_changes, removal
from exercise.rehearsal.drill import Drill
from exercise.rehearsal.fork import Forked, play_fork, write_fork
from exercise.rehearsal.headless import run_headless
from tests.harbour import HOUR, harbour, header

END = 48 * HOUR


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> LogFile:
    path = tmp_path_factory.mktemp("parent") / "log.jsonl"
    run_headless(path, header(), harbour(), until=END)
    return read_log(path)


def forked(log: LogFile, at: int, *, until: int | None = None, **changes: Any) -> Forked:
    return play_fork(log, harbour(), Changes(cut_at(log.records, at), **changes), until=until)


def written(log: LogFile) -> list[bytes]:
    """The records as they stand in the file, without their hashes."""
    return bodies(log, len(log))[0]


def asked(records: list[Record], kind: type, by: str = "") -> list[Asked]:
    return [
        record
        for record in records
        if isinstance(record, Asked) and isinstance(record.command, kind) and by in ("", record.by)
    ]


@pytest.mark.parametrize("bots", ["recorded", "diligent"])
@pytest.mark.parametrize("at", [0, 1, HOUR, 5 * HOUR + 1, END])
def test_without_a_change_the_future_is_the_same_byte_for_byte(
    log: LogFile, at: int, bots: str, tmp_path: Path
) -> None:
    write_fork(tmp_path / "log.jsonl", forked(log, at, bots=bots))
    assert written(read_log(tmp_path)) == written(log)


@settings(deadline=None, max_examples=20)
@given(data=st.data())
def test_a_fork_at_any_record_verifies(log: LogFile, data: st.DataObject) -> None:
    seq = data.draw(st.integers(0, len(log) - 1), label="record")
    bots = data.draw(st.sampled_from(["recorded", "diligent", "slow", "idle"]), label="bots")
    cut = cut_before(log.records, seq)
    gone = (Removal(agency="port", action="repair"),) if data.draw(st.booleans(), label="without") else ()
    fork = play_fork(log, harbour(), Changes(cut, removed=gone, bots=bots))
    assert fork.records[: cut.records] == log.records[: cut.records]
    _, beyond = resimulate(harbour(), fork.header.seed, fork.records)
    assert beyond == []


def test_what_is_left_out_changes_only_what_depends_on_it(log: LogFile) -> None:
    fork = forked(log, 0, removed=(Removal(agency="port", action="repair"),))

    def kept(records: list[Record]) -> list[tuple[int, Any]]:
        """All that does not hang on the cable."""
        return [
            (record.tick, record.event)
            for record in records
            if isinstance(record, Happened)
            and isinstance(
                record.event, ev.ActivityOrdered | ev.StageBegun | ev.ActivityFinished | ev.InjectReleased
            )
            and "repair" not in str(record.event)
            and "reminder" not in str(record.event)
        ]

    assert kept(fork.records) == kept(log.records)
    assert not any(
        isinstance(record.event, ev.ActivityOrdered) and record.event.activity == "repair"
        for record in fork.records
        if isinstance(record, Happened)
    )


def test_a_command_is_replaced_by_another(log: LogFile) -> None:
    (decided,) = asked(log.records, cmd.Decide)
    line = {"at": "T+05:00", "as": "csirt", "do": {"decide": "public-line", "choose": "blame"}}
    fork = forked(log, 5 * HOUR, removed=(Removal(seq=decided.seq),), added=(line,))
    (instead,) = asked(fork.records, cmd.Decide)
    assert (instead.by, instead.tick, instead.id) == ("csirt", 5 * HOUR, "fork/1")
    assert fork.refused == ()


def test_an_inject_that_somebody_adds_for_later_is_in_the_other_future_and_moves_no_luck(
    log: LogFile,
) -> None:
    do = {"send_inject": "Is it true?", "from": "Press", "to": "csirt", "text": "Well?", "at": "T+06:00"}
    fork = forked(log, HOUR, added=({"at": "T+05:00", "as": "excon", "do": do},), until=END)

    def of_the_world(records: list[Record]) -> list[tuple[int, ev.AnyEvent]]:
        kinds = (ev.StageBegun, ev.ChanceFell, ev.ServiceChanged, ev.InjectReleased)
        found = [(each.tick, each.event) for each in records if isinstance(each, Happened)]
        return [
            (tick, event) for tick, event in found if isinstance(event, kinds) and "ad-hoc" not in str(event)
        ]

    assert fork.refused == ()
    assert [each.tick for each in fork.records if "ad-hoc-1" in str(getattr(each, "event", ""))] == [
        *(5 * HOUR, 6 * HOUR),
    ]
    assert of_the_world(fork.records) == of_the_world(log.records)
    _, beyond = resimulate(harbour(), fork.header.seed, fork.records)
    assert beyond == []


def test_what_was_asked_about_an_inject_is_asked_about_the_same_one_when_another_was_never_written(
    log: LogFile, tmp_path: Path
) -> None:
    words = {"from": "Press", "to": "csirt", "text": "Well?"}
    lines = (
        {"at": "T+05:00", "as": "excon", "do": {"send_inject": "First", **words}},
        {"at": "T+06:00", "as": "excon", "do": {"send_inject": "Second", **words, "at": "T+20:00"}},
        {"at": "T+06:30", "as": "excon", "do": {"hold": "ad-hoc-2"}},
        {"at": "T+07:00", "as": "csirt", "do": {"reply": "ad-hoc-1", "text": "To the first."}},
    )
    write_fork(tmp_path / "log.jsonl", forked(log, HOUR, added=lines, until=END))
    parent = read_log(tmp_path)
    (first, _) = asked(parent.records, cmd.SendInject)
    fork = forked(parent, 4 * HOUR, removed=(Removal(seq=first.seq),))
    (held,) = asked(fork.records, cmd.Hold)
    assert held.command == cmd.Hold("ad-hoc-1")
    assert [(each.words, each.why) for each in fork.refused] == [
        ("reply ad-hoc-1", "there is no inject called 'ad-hoc-1'")
    ]
    more = forked(parent, 4 * HOUR, added=({**lines[0], "at": "T+04:30"},))
    (held,) = asked(more.records, cmd.Hold)
    assert held.command == cmd.Hold("ad-hoc-3")
    assert more.refused == ()
    _, beyond = resimulate(harbour(), more.header.seed, more.records)
    assert beyond == []


def test_what_is_no_longer_possible_is_told_and_not_forced(log: LogFile) -> None:
    line = {"at": "T+00:30", "as": "port", "do": {"order": "repair"}}
    fork = forked(log, 0, added=(line,))
    (refused,) = fork.refused
    assert (refused.seat, refused.words) == ("bot/port", "order repair")
    assert "under way" in refused.why
    assert fork.header.fork is not None
    assert [each["why"] for each in fork.header.fork.refused] == [refused.why]


def test_other_bots_take_over_at_the_fork_and_not_before(log: LogFile) -> None:
    fork = forked(log, 0, bots="idle")
    assert {record.by for record in fork.records if isinstance(record, Asked)} == {"excon"}
    late = forked(log, 5 * HOUR, bots="idle")
    assert all(
        record.tick < 5 * HOUR
        for record in late.records
        if isinstance(record, Asked) and record.by != "excon"
    )


def test_bots_leave_out_what_is_left_out(log: LogFile) -> None:
    fork = forked(log, 0, bots="diligent", removed=(Removal(agency="port", action="repair"),))
    assert [order.command.activity for order in asked(fork.records, cmd.Order)] == ["survey"]  # type: ignore[union-attr]


def desk_run(path: Path) -> LogFile:
    """Somebody sat at the port, ordered a survey, paused, jumped, and left the desk without ENDEX."""
    writer = LogWriter(path, header())
    records: list[Record] = []

    def keep(record: Record) -> None:
        records.append(record)
        writer.append(record)

    drill = Drill(harbour(), "7", header().bots, keep)
    wall = "2028-01-27T01:10:00.000+00:00"
    drill.submit("excon", cmd.Start(), wall=wall)
    drill.submit("excon", cmd.TakeSeat("port"), wall=wall)
    drill.advance_to(2 * HOUR)
    drill.submit("port", cmd.Order("survey"), wall=wall, id="desk-1")
    drill.submit("excon", cmd.Pause(), wall=wall)
    drill.submit("excon", cmd.Resume(), wall=wall)
    drill.submit("excon", cmd.Jump(7 * HOUR), wall=wall)
    drill.submit("excon", cmd.Pause("the desk was closed"), wall=wall)
    writer.close(finished=False)
    return read_log(path)


def test_a_drill_with_people_that_never_ended_is_forked_as_well(tmp_path: Path) -> None:
    log = desk_run(tmp_path / "log.jsonl")
    write_fork(tmp_path / "f" / "log.jsonl", forked(log, HOUR))
    assert written(read_log(tmp_path / "f")) == written(log)
    without = forked(log, HOUR, removed=(Removal(agency="port", action="survey"),))
    assert asked(without.records, cmd.Order) == []


def test_bots_sit_down_where_people_sat_and_play_on_past_the_end(tmp_path: Path) -> None:
    log = desk_run(tmp_path / "log.jsonl")
    fork = forked(log, 3 * HOUR, bots="diligent", until=END)
    left = [record.tick for record in asked(fork.records, cmd.LeaveSeat)]
    orders = [(order.by, order.command.activity) for order in asked(fork.records, cmd.Order)]  # type: ignore[union-attr]
    assert left == [3 * HOUR]
    assert orders == [("port", "survey"), ("bot/port", "repair")]
    assert (fork.records[-1].tick, fork.records[-1].event) == (
        END,
        ev.PhaseChanged("ended", "the time is up"),
    )  # type: ignore[union-attr]
    assert resimulate(harbour(), "7", fork.records)[1] == []


def test_nothing_is_played_after_an_earlier_endex(log: LogFile) -> None:
    fork = forked(log, HOUR, added=({"at": "T+04:00", "as": "excon", "do": {"end": "It is late."}},))
    assert fork.records[-1].tick == 4 * HOUR
    assert fork.refused == ()


def test_a_kept_fork_says_where_it_comes_from(log: LogFile, tmp_path: Path) -> None:
    write_fork(
        tmp_path / "f" / "log.jsonl",
        forked(log, 5 * HOUR, removed=(Removal(agency="csirt", action="decide"),)),
    )
    kept = read_log(tmp_path / "f")
    lineage = kept.header.fork
    assert lineage is not None
    assert (lineage.exercise_id, lineage.tick, lineage.removed) == (
        "harbour-night-7",
        5 * HOUR,
        ["csirt+decide"],
    )
    assert shares_its_past(kept)
    kept.header = msgspec.structs.replace(kept.header, fork=msgspec.structs.replace(lineage, hash="0" * 64))
    assert not shares_its_past(kept)
    again = play_fork(kept, harbour(), Changes(cut_at(kept.records, 9 * HOUR)))
    assert again.header.fork is not None
    assert again.header.fork.exercise_id == "harbour-night-7-fork"
    with pytest.raises(UsageError, match="never overwritten"):
        write_fork(tmp_path / "f" / "log.jsonl", again)


def test_a_forged_past_is_not_forked(log: LogFile) -> None:
    forged = LogFile(log.path, log.header, list(log.records), last_hash="")
    index = next(
        place
        for place, record in enumerate(forged.records)
        if isinstance(record, Happened) and record.tick > 0
    )
    record = forged.records[index]
    forged.records[index] = msgspec.structs.replace(record, event=ev.FlagRaised("storm"))
    with pytest.raises(LogForked):
        forked(forged, 9 * HOUR)


def test_where_a_record_is_the_cut(log: LogFile) -> None:
    (decided,) = asked(log.records, cmd.Decide)
    event = next(record for record in log.records if isinstance(record, Happened) and record.tick > HOUR)
    assert cut_before(log.records, decided.seq).records == decided.seq
    assert cut_before(log.records, event.seq).tick == event.tick + 1


@pytest.mark.parametrize(
    ("word", "complaint"),
    [
        ("repair", "neither a record's number"),
        ("ports+repair", "did you mean"),
        ("port+repare", "did you mean"),
        ("port+", "neither"),
    ],
)
def test_a_word_that_names_nothing_is_explained(word: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        removal(word, harbour())


def test_a_file_of_changes_is_read_whole_and_complained_of_whole(tmp_path: Path) -> None:
    def read(text: str) -> Callable[[], Any]:
        path = tmp_path / "changes.yaml"
        path.write_text(text, "utf-8")
        return lambda: read_changes(path, harbour())

    added, removed = read(
        "remove: [port+repair, 12]\ncommands:\n  - {at: T+01:00, as: port, do: {order: survey}}\n"
    )()
    assert [str(each) for each in removed] == ["port+repair", "#12"]
    assert [line["as"] for line in added] == ["port"]
    with pytest.raises(ScenarioInvalid) as wrong:
        read("remove: [port+repare]\ncommands:\n  - {at: T+01:00, as: prot, do: {order: survey}}\n")()
    assert [complaint.line for complaint in wrong.value.complaints] == [3, 1]  # type: ignore[attr-defined]
