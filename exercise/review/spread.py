"""How knowledge spread: the path every fact took, and how much each agency told each other one.

A pure reading of the records: who told whom, when, through what, under which label, against it or not, and
whether it was news to whoever heard it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median
from typing import Literal

from exercise.domain import events as ev
from exercise.domain.seats import EXCON
from exercise.review.chronicle import Chronicle
from exercise.review.names import activity_of
from exercise.scenario.model import Scenario

Through = Literal["start", "found", "inject", "share", "publication", "consequence", "control"]
"""How a fact reached somebody: known from the start, found out, told by an inject, passed on, made public, as what
followed from something, or by a controller's hand."""

_PUBLIC = ("media", "society")
_HOW: dict[str, Through] = {
    "start": "start",
    "inject": "inject",
    "activity": "found",
    "override": "control",
    "effect": "consequence",
}


@dataclass(frozen=True, slots=True)
class Hop:
    """One telling of a fact to one agency."""

    seq: int
    tick: int
    fact: str
    sender: str
    """The agency that told it; "" when nobody at the table did."""
    to: str
    through: Through
    source: str
    """The inject or running of an activity it came from; "" for a share."""
    tlp: str
    breach: bool
    """Told against its label."""
    news: bool
    """The receiver did not know it before."""
    lag: int
    """Seconds behind the first agency that knew."""


@dataclass(frozen=True, slots=True)
class Flow:
    """What went from one agency to another."""

    sender: str
    to: str
    messages: int
    shared: int
    """Facts passed on, told twice counted twice."""
    useful: int
    """Of these, first heard from this sender."""
    breaches: int
    median_lag: float | None
    """Seconds between the first agency's knowing and this one's hearing, over what was useful."""
    evidence: tuple[int, ...]


def hops(chronicle: Chronicle) -> dict[str, tuple[Hop, ...]]:
    """Fact → every telling of it, in order. Facts nobody learned have none."""
    first: dict[str, int] = {}
    knows: set[tuple[str, str]] = set()
    found: dict[str, list[Hop]] = {}
    scenario = chronicle.scenario
    steps: list[tuple[int, int, ev.FactLearned | ev.FactShared]] = [
        *chronicle.all(ev.FactLearned),
        *chronicle.all(ev.FactShared),
    ]
    for seq, tick, event in sorted(steps, key=lambda step: step[0]):
        begun = first.setdefault(event.fact, tick)
        for hop in _tellings(scenario, seq, tick, event, begun, knows):
            knows.add((hop.fact, hop.to))
            found.setdefault(event.fact, []).append(hop)
    return {fact: tuple(path) for fact, path in found.items()}


def _tellings(
    scenario: Scenario,
    seq: int,
    tick: int,
    event: ev.FactLearned | ev.FactShared,
    first: int,
    knows: set[tuple[str, str]],
) -> Iterable[Hop]:
    fact = event.fact
    part = scenario.facts.get(fact)
    tlp = part.tlp if part else "amber"
    if isinstance(event, ev.FactShared):
        for to in event.to:
            public = to in scenario.agencies and scenario.agencies[to].kind in _PUBLIC
            through: Through = "publication" if public else "share"
            news = (fact, to) not in knows
            yield Hop(
                seq, tick, fact, event.sender, to, through, "", tlp, to in event.breach, news, tick - first
            )
    elif (fact, event.agency) not in knows:
        # What came of a share was told with the share.
        sender, source = (event.source, "") if event.how == "shared" else ("", event.source)
        how: Through = "share" if event.how == "shared" else _HOW[event.how]
        if how == "found" and _speaks_in_public(scenario, event.source):
            how = "publication"
        yield Hop(seq, tick, fact, sender, event.agency, how, source, event.tlp, False, True, tick - first)


def _speaks_in_public(scenario: Scenario, run: str) -> bool:
    activity = scenario.activities.get(activity_of(run))
    return activity is not None and activity.kind == "communication"


def flows(
    chronicle: Chronicle, paths: dict[str, tuple[Hop, ...]], *, with_messages: bool = True
) -> tuple[Flow, ...]:
    """Every pair of agencies of which one told the other anything, in the order of the scenario."""
    messages: Counter[tuple[str, str]] = Counter()
    evidence: dict[tuple[str, str], list[int]] = {}
    for seq, _, sent in chronicle.all(ev.MessageSent) if with_messages else ():
        for to in sent.to:
            messages[sent.sender, to] += 1
            evidence.setdefault((sent.sender, to), []).append(seq)
    told: dict[tuple[str, str], list[Hop]] = {}
    for path in paths.values():
        for hop in path:
            if hop.sender:
                told.setdefault((hop.sender, hop.to), []).append(hop)
                evidence.setdefault((hop.sender, hop.to), []).append(hop.seq)
    order = {name: place for place, name in enumerate((*chronicle.scenario.agencies, EXCON))}
    pairs = sorted(evidence, key=lambda pair: tuple(order.get(name, len(order)) for name in pair))
    return tuple(
        _flow(pair, messages[pair], told.get(pair, []), tuple(dict.fromkeys(sorted(evidence[pair]))))
        for pair in pairs
    )


def _flow(pair: tuple[str, str], messages: int, told: list[Hop], evidence: tuple[int, ...]) -> Flow:
    lags = [hop.lag for hop in told if hop.news]
    return Flow(
        sender=pair[0],
        to=pair[1],
        messages=messages,
        shared=len(told),
        useful=len(lags),
        breaches=sum(hop.breach for hop in told),
        median_lag=median(lags) if lags else None,
        evidence=evidence,
    )
