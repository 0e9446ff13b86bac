"""Who knew what, when: for every fact the moment each agency came to know it, and its lag on the first."""

from __future__ import annotations

from dataclasses import dataclass

from exercise.domain import events as ev
from exercise.review.chronicle import Chronicle


@dataclass(frozen=True, slots=True)
class Knowing:
    """One agency's first knowledge of a fact."""

    agency: str
    tick: int
    lag: int
    """Seconds behind the first agency that knew."""
    how: str
    source: str
    seq: int


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact and everybody who came to know it, the first first."""

    fact: str
    known: tuple[Knowing, ...]
    event: int | None
    """When what it is about first failed; None when it is about nothing that did, or was known before."""
    ought: tuple[str, ...]
    """Agencies that ought to have known and never did."""
    shared: tuple[int, ...]
    """Records in which it was passed on."""


def fact_lines(chronicle: Chronicle) -> tuple[FactLine, ...]:
    """Every fact of the scenario, in the order in which it came to light; those nobody learned come last."""
    came: dict[str, list[tuple[int, int, ev.FactLearned]]] = {}
    for seq, tick, event in chronicle.all(ev.FactLearned):
        if all(event.agency != earlier.agency for _, _, earlier in came.get(event.fact, ())):
            came.setdefault(event.fact, []).append((seq, tick, event))
    shared: dict[str, list[int]] = {}
    for seq, _, passed in chronicle.all(ev.FactShared):
        shared.setdefault(passed.fact, []).append(seq)
    facts = dict.fromkeys((*came, *chronicle.scenario.facts))
    return tuple(_line(fact, came.get(fact, []), tuple(shared.get(fact, ())), chronicle) for fact in facts)


def _line(
    fact: str, came: list[tuple[int, int, ev.FactLearned]], shared: tuple[int, ...], chronicle: Chronicle
) -> FactLine:
    first = came[0][1] if came else 0
    known = tuple(
        Knowing(event.agency, tick, tick - first, event.how, event.source, seq) for seq, tick, event in came
    )
    part = chronicle.scenario.facts.get(fact)
    event = _failed(part.about, chronicle) if part and part.about else None
    event = event if event is not None and event <= first else None
    knowers = {each.agency for each in known}
    ought = tuple(name for name in (part.ought_to_know if part else ()) if name not in knowers)
    return FactLine(fact, known, event, ought, shared)


def _failed(asset: str, chronicle: Chronicle) -> int | None:
    """The first moment at which an asset lost health."""
    return next(
        (
            tick
            for _, tick, event in chronicle.all(ev.AssetHealthSet)
            if event.asset == asset and event.health < 1
        ),
        None,
    )
