"""Facts and events by agency: when each came to be, and when each agency first knew of it.

An agency knows of an event when it is shown its record, when an inject about it reaches it, or when it learns a
fact about it, whichever comes first.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from exercise.domain import events as ev
from exercise.domain.views import may_see
from exercise.language import t
from exercise.log.records import Asked, Happened, Record
from exercise.review.names import Names, activity_of
from exercise.review.who_knew import FactLine
from exercise.scenario.model import Scenario
from exercise.scenario.quantities import clock

Kind = Literal["fact", "asset lost", "service degraded", "inject delivered", "public statement", "decision"]
_DEGRADED = (0.9, 0.5)
"""Levels whose first crossing counts as an event."""


@dataclass(slots=True)
class Known:
    """A fact or an event, and who knew of it when."""

    kind: Kind
    id: str
    title: str
    tick: int | None
    """When it came to be; None for a fact that nobody ever knew."""
    seq: int | None
    by: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Agency → when it first knew, and from which record."""
    ought: tuple[str, ...] = ()
    """Agencies that ought to have known and never did."""

    def lag(self, agency: str) -> int | None:
        """Seconds from the event to the agency's knowing; None when it never knew."""
        if agency not in self.by or self.tick is None:
            return None
        return self.by[agency][0] - self.tick


def known_things(
    scenario: Scenario, records: Iterable[Record], lines: Iterable[FactLine], names: Names
) -> tuple[Known, ...]:
    """Every event in its order, then every fact in the order in which it came to light."""
    watch = _Watch(scenario, names)
    for record in records:
        watch.take(record)
    facts = [
        Known(
            "fact",
            line.fact,
            names.fact(line.fact),
            line.event if line.event is not None else line.known[0].tick if line.known else None,
            line.known[0].seq if line.known else None,
            {each.agency: (each.tick, each.seq) for each in line.known},
            line.ought,
        )
        for line in lines
    ]
    return (*watch.found, *facts)


class _Watch:
    """Finds events in the records, and who hears of them."""

    def __init__(self, scenario: Scenario, names: Names) -> None:
        self.found: list[Known] = []
        self._scenario, self._names = scenario, names
        self._about: dict[str, list[Known]] = {}
        """Asset, service or fact → the events that whoever learns about it hears of."""
        self._health = {name: asset.health for name, asset in scenario.assets.items()}
        self._crossed: set[tuple[str, float]] = set()
        self._caused: dict[int, Known] = {}

    def take(self, record: Record) -> None:
        if isinstance(record, Asked):
            return
        # A flag that goes up is the word itself; a level that moves because of it tells nobody what was said.
        if record.cause in self._caused and isinstance(record.event, ev.FlagRaised):
            self._shown(self._caused[record.cause], record)
        match record.event:
            case ev.AssetHealthSet(asset=asset, health=health):
                if health < self._health.get(asset, 1.0):
                    self._add(record, "asset lost", asset, self._names.asset(asset))
                self._health[asset] = health
            case ev.ServiceChanged(service=service, available=level):
                self._service(record, service, level)
            case ev.InjectReleased(inject=inject, facts=facts):
                known = self._add(record, "inject delivered", inject, self._names.pick(record.event.subject))
                for fact in facts:
                    self._about.setdefault(fact, []).append(known)
            case ev.DecisionMade(agency=agency, decision=decision):
                title = f"{self._names.agency(agency)}: {self._names.decision(decision)}"
                self._caused[record.seq] = self._add(record, "decision", decision, title)
            case ev.ActivityFinished(run=run):
                activity = self._scenario.activities.get(activity_of(run))
                if activity is not None and activity.kind == "communication":
                    known = self._add(record, "public statement", run, self._names.run(run))
                    self._caused[record.seq] = known
            case ev.FactLearned(fact=fact, agency=agency):
                self._learned(record, fact, agency)

    def _service(self, record: Happened, service: str, level: float) -> None:
        for bound in _DEGRADED:
            if level < bound and (service, bound) not in self._crossed:
                self._crossed.add((service, bound))
                title = t(
                    "{service} below {level}", service=self._names.service(service), level=f"{bound:.0%}"
                )
                self._add(record, "service degraded", service, title)

    def _add(self, record: Happened, kind: Kind, name: str, title: str) -> Known:
        known = Known(kind, name, title, record.tick, record.seq)
        self.found.append(known)
        self._about.setdefault(name, []).append(known)
        self._shown(known, record)
        return known

    def _shown(self, known: Known, record: Happened) -> None:
        for agency in self._scenario.agencies:
            if may_see(agency, record.to):
                known.by.setdefault(agency, (record.tick, record.seq))

    def _learned(self, record: Happened, fact: str, agency: str) -> None:
        part = self._scenario.facts.get(fact)
        for name in (fact, part.about if part else None):
            for known in self._about.get(name, ()) if name else ():
                known.by.setdefault(agency, (record.tick, record.seq))


def when(known: Known) -> str:
    """Its moment for people."""
    return t("never") if known.tick is None else clock(known.tick)
