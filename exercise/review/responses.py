"""How long agencies took to react to an inject: to the first reply, decision or expected action."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from statistics import median

from exercise.domain import events as ev
from exercise.review.chronicle import Chronicle


@dataclass(frozen=True, slots=True)
class Response:
    """One agency and one inject that reached it or asked something of it."""

    agency: str
    inject: str
    released: int
    seq: int | None
    """The record of its first reaction."""
    tick: int | None
    missed: bool
    """A deadline it shared in passed without the expected action from anybody."""

    @property
    def took(self) -> int | None:
        """Seconds from the release to the first reaction; None when there was none."""
        return None if self.tick is None else self.tick - self.released


@dataclass(frozen=True, slots=True)
class Pace:
    """The response times of one agency."""

    agency: str
    asked: int
    """Injects that expected something of it."""
    n: int
    median: float | None
    p90: int | None
    missed: int
    evidence: tuple[int, ...]


def responses(chronicle: Chronicle) -> tuple[Response, ...]:
    """Every pair of agency and inject that has a reaction, or was expected to have one."""
    released = {event.inject: (tick, event) for _, tick, event in chronicle.all(ev.InjectReleased)}
    first = _first_reactions(chronicle, released)
    missed = {
        (agency, event.inject)
        for _, _, event in chronicle.all(ev.ExpectationMissed)
        for agency in chronicle.world.injects[event.inject].expects[event.index].who
    }
    found = []
    for inject, (tick, _) in released.items():
        expected = {who for each in chronicle.world.injects[inject].expects.values() for who in each.who}
        for agency in chronicle.scenario.agencies:
            reaction = first.get((agency, inject))
            if reaction is not None or agency in expected:
                seq, at = reaction or (None, None)
                found.append(Response(agency, inject, tick, seq, at, (agency, inject) in missed))
    return tuple(found)


def _first_reactions(
    chronicle: Chronicle, released: dict[str, tuple[int, ev.InjectReleased]]
) -> dict[tuple[str, str], tuple[int, int]]:
    """(agency, inject) → record and moment of the first reaction at or after its release."""
    found: dict[tuple[str, str], tuple[int, int]] = {}

    def reacted(agency: str, inject: str, seq: int, tick: int) -> None:
        if inject in released and tick >= released[inject][0]:
            found[agency, inject] = min(found.get((agency, inject), (seq, tick)), (seq, tick))

    for seq, tick, reply in chronicle.all(ev.ReplyGiven):
        reacted(reply.agency, reply.inject, seq, tick)
    for seq, tick, met in chronicle.all(ev.ExpectationMet):
        reacted(met.by, met.inject, seq, tick)
    for seq, tick, made in chronicle.all(ev.DecisionMade):
        for inject, (_, event) in released.items():
            if made.decision in event.decisions:
                reacted(made.agency, inject, seq, tick)
    return found


def paces(found: tuple[Response, ...], agencies: tuple[str, ...]) -> tuple[Pace, ...]:
    """One line an agency that was asked anything or reacted to anything."""
    lines = []
    for agency in agencies:
        own = [each for each in found if each.agency == agency]
        if not own:
            continue
        times = sorted(each.took for each in own if each.took is not None)
        lines.append(
            Pace(
                agency=agency,
                asked=len(own),
                n=len(times),
                median=median(times) if times else None,
                p90=times[ceil(0.9 * len(times)) - 1] if times else None,
                missed=sum(each.missed for each in own),
                evidence=tuple(each.seq for each in own if each.seq is not None),
            )
        )
    return tuple(lines)
