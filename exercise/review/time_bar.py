"""A log drawn along a line: where injects went out, decisions were made, services fell and came back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from exercise.domain import events as ev
from exercise.log.records import Happened, Record
from exercise.review.stops import Stop

LANES = ("inject", "decision", "service")
FELL, ROSE = "▼", "▲"
_SIGNS = {"inject": "I", "decision": "D"}


def falls(records: Sequence[Record], stops: Iterable[Stop]) -> dict[int, bool]:
    """Record → whether a service fell in it, or came up."""
    levels: dict[str, float] = {}
    found: dict[int, bool] = {}
    for stop in stops:
        record = records[stop.seq]
        if isinstance(record, Happened) and isinstance(record.event, ev.ServiceChanged):
            event = record.event
            found[stop.seq] = event.available < levels.get(event.service, 1.0)
            levels[event.service] = event.available
    return found


def column(tick: int, end: int, width: int) -> int:
    """Where a moment lies on a line of so many columns."""
    return max(0, min(width - 1, tick * (width - 1) // max(1, end)))


def moment_at(place: int, end: int, width: int) -> int:
    """The first moment that lies in a column."""
    place = max(0, min(width - 1, place))
    return min(end, -(-place * max(1, end) // max(1, width - 1)))


def lanes(stops: Iterable[Stop], fell: dict[int, bool], end: int, width: int) -> dict[str, str]:
    """For each lane a line of signs; a fall is never hidden by what else happened there."""
    drawn = {lane: [" "] * width for lane in LANES}
    for stop in stops:
        if stop.kind not in drawn:
            continue
        line, place = drawn[stop.kind], column(stop.tick, end, width)
        if stop.kind != "service":
            line[place] = _SIGNS[stop.kind]
        elif fell.get(stop.seq, False):
            line[place] = FELL
        elif line[place] == " ":
            line[place] = ROSE
    return {lane: "".join(line) for lane, line in drawn.items()}


def together(drawn: dict[str, str]) -> str:
    """All lanes as one line: where several have a sign, a service's before a decision's before an inject's."""
    return "".join(
        next((sign for sign in signs if sign != " "), " ")
        for signs in zip(*(drawn[lane] for lane in reversed(LANES)), strict=True)
    )
