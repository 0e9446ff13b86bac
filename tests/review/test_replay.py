"""Any moment of a log through anybody's eyes: the same as folding it anew, and where one may jump."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercise.errors import NoSuchThing
from exercise.log.records import Record
from exercise.rehearsal.headless import run_headless
from exercise.review import replay as module
from exercise.review.picture import Picture
from exercise.review.plain import as_json
from exercise.review.replay import Replay
from exercise.review.stops import Only, Stop
from exercise.scenario.model import Scenario
from tests.engine.test_properties import PLAYS, Script, perform
from tests.harbour import HOUR, harbour, header
from tests.review.played import PLAYED as DATA
from tests.review.played import played, scene

END = 48 * HOUR
RECORDS = run_headless(None, header(), harbour(), until=END)[1]


def afresh(scenario: Scenario, records: Sequence[Record], seat: str) -> Picture:
    picture = Picture(scenario, seat, languages=scenario.languages)
    picture.take_all(records)
    return picture


def same(one: Picture, other: Picture, tick: int) -> bool:
    """Whether two pictures show the same everywhere."""
    return (
        one.world == other.world
        and as_json(one, tick) == as_json(other, tick)
        and one.feed.lines == other.feed.lines
        and one.stage_takes == other.stage_takes
    )


@pytest.fixture
def dense(monkeypatch: pytest.MonkeyPatch) -> None:
    """Checkpoints every few records, and so few that they are thinned."""
    monkeypatch.setattr(module, "SPACING", 8)
    monkeypatch.setattr(module, "MOST", 5)


@pytest.mark.usefixtures("dense")
@pytest.mark.parametrize("seat", ["excon", "port", "csirt"])
def test_every_moment_is_as_if_folded_anew_in_whatever_order(seat: str) -> None:
    replay = Replay(harbour(), RECORDS)
    order = [*range(0, len(RECORDS), 7), *range(len(RECORDS) - 1, 0, -11), 3, 2, len(RECORDS) - 1, 40, 41]
    for seq in order:
        tick = RECORDS[seq].tick
        assert same(replay.at_record(seq, seat=seat), afresh(harbour(), RECORDS[: seq + 1], seat), tick), seq


def test_a_moment_holds_all_of_its_second_and_nothing_later() -> None:
    replay = Replay(harbour(), RECORDS)
    tick = next(record.tick for record in RECORDS if record.tick > HOUR)
    upto = [record for record in RECORDS if record.tick <= tick]
    assert same(replay.at(tick), afresh(harbour(), upto, "excon"), tick)
    assert same(replay.at(-1), afresh(harbour(), [], "excon"), 0)
    assert same(replay.at(END + 99), afresh(harbour(), RECORDS, "excon"), END)


@settings(deadline=None, max_examples=12)
@given(**PLAYS, seek=st.lists(st.integers(0, 10_000), min_size=1, max_size=4))
def test_whatever_was_played_any_moment_is_found(scenario: Scenario, script: Script, seek: list[int]) -> None:
    _, records = perform(scenario, script)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "SPACING", 16)
        patch.setattr(module, "MOST", 4)
        replay = Replay(scenario, records)
    for number in seek:
        seq = number % len(records)
        for seat in ("excon", *scenario.agencies):
            assert same(
                replay.at_record(seq, seat=seat),
                afresh(scenario, records[: seq + 1], seat),
                records[seq].tick,
            )


def test_loading_says_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SPACING", 8)
    told: list[tuple[int, int]] = []
    Replay(harbour(), RECORDS, progress=lambda done, total: told.append((done, total)))
    assert told == sorted(told)
    assert len({total for _, total in told}) == 1
    assert told[-1][0] <= told[-1][1]


def test_what_is_not_there_is_said() -> None:
    replay = Replay(harbour(), RECORDS)
    with pytest.raises(NoSuchThing, match="seat"):
        replay.at(0, seat="prot")
    with pytest.raises(NoSuchThing, match="record"):
        replay.at_record(len(RECORDS))


def test_an_empty_log_has_one_moment() -> None:
    replay = Replay(harbour(), [])
    assert replay.at(5).world.phase == "briefing"
    assert replay.next(-1) is None
    assert replay.last_before(5) == -1


# --- jumps

SCENE = scene()
PLAYED = played(SCENE)


def walk(replay: Replay, only: Only) -> list[Stop]:
    """Forward from the beginning."""
    found: list[Stop] = []
    while (stop := replay.next(found[-1].seq if found else -1, only)) is not None:
        found.append(stop)
    return found


@pytest.mark.parametrize(
    ("only", "kinds"),
    [
        (Only(kinds=frozenset({"inject"})), ["inject", "inject", "inject"]),
        (Only(kinds=frozenset({"decision", "override"})), ["decision", "override"]),
        (Only(kinds=frozenset({"service"})), ["service", "service"]),
        (
            Only(agency="port", kinds=frozenset({"inject", "message", "missed"})),
            ["inject", "missed", "message"],
        ),
        (Only(objective="tell"), ["inject", "answer", "share", "decision", "missed"]),
    ],
)
def test_jumps_go_to_what_is_asked_for_both_ways(only: Only, kinds: list[str]) -> None:
    replay = Replay(SCENE, PLAYED)
    stops = walk(replay, only)
    assert sorted(stop.kind for stop in stops) == sorted(kinds)
    back: list[Stop] = []
    while (stop := replay.previous(back[-1].seq if back else len(PLAYED), only)) is not None:
        back.append(stop)
    assert back[::-1] == stops
    assert list(replay.lines(0, 12 * HOUR, only)) == stops


def test_a_storyline_is_that_of_the_inject() -> None:
    injects = DATA["injects"] | {"found": DATA["injects"]["found"] | {"storyline": "sea"}}
    told = scene(storylines={"sea": {"name": "At sea"}}, injects=injects)
    stops = walk(Replay(told, played(told)), Only(storyline="sea"))
    assert {stop.kind for stop in stops} == {"inject", "answer", "share", "decision", "missed"}


def test_stops_are_told_as_they_looked_then() -> None:
    (fell, rose) = walk(Replay(SCENE, PLAYED), Only(kinds=frozenset({"service"})))
    assert fell.text == "Card payments falls from 100% to 0%."
    assert rose.text == "Card payments rises from 0% to 100%."
