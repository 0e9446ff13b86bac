"""A log along a line: which sign lies where, and which moment a column means."""

from __future__ import annotations

from exercise.domain import events as ev
from exercise.log.records import Happened
from exercise.review.stops import Kind, Stop
from exercise.review.time_bar import column, falls, lanes, moment_at, together


def stop(seq: int, tick: int, kind: Kind) -> Stop:
    return Stop(seq, tick, kind, "", "", frozenset(), "", frozenset())


def test_a_service_falls_when_it_was_higher_before() -> None:
    levels = [("net", 0.5), ("pay", 0.9), ("net", 0.2), ("net", 0.6), ("pay", 1.0)]
    records = [Happened(n, n, ev.ServiceChanged(name, level)) for n, (name, level) in enumerate(levels)]
    stops = [stop(n, n, "service") for n in range(5)]
    assert falls(records, stops) == {0: True, 1: True, 2: True, 3: False, 4: False}


def test_a_fall_is_never_hidden() -> None:
    stops = [
        stop(0, 0, "inject"), stop(1, 50, "decision"), stop(2, 50, "inject"), stop(3, 100, "service"),
        stop(4, 100, "service"), stop(5, 100, "message"),
    ]  # fmt: skip
    drawn = lanes(stops, {3: True, 4: False}, 100, 11)
    assert drawn == {
        "inject": "I    I     ",
        "decision": "     D     ",
        "service": "          ▼",
    }
    assert together(drawn) == "I    D    ▼"


def test_a_column_and_its_first_moment_agree() -> None:
    for end in (1, 59, 43_200, 259_200):
        for width in (10, 57, 110):
            for place in range(width):
                tick = moment_at(place, end, width)
                assert 0 <= tick <= end
                if end >= width:
                    assert column(tick, end, width) == place
    assert column(5, 0, 10) <= 9
    assert moment_at(-3, 100, 10) == 0
    assert moment_at(99, 100, 10) == 100
