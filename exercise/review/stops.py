"""Where a debrief may want to jump: injects, decisions, changes of a service, and what people said and missed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from exercise.domain import events as ev
from exercise.domain.world import World
from exercise.log.records import Happened
from exercise.review.answers import watched
from exercise.review.describe import tell
from exercise.review.feed import is_news
from exercise.review.names import Names
from exercise.scenario.model import Scenario
from exercise.scenario.references import references

Kind = Literal[
    "inject",
    "decision",
    "service",
    "answer",
    "share",
    "message",
    "report",
    "missed",
    "override",
    "observation",
]

_KINDS: dict[type, Kind] = {
    ev.InjectReleased: "inject",
    ev.DecisionMade: "decision",
    ev.ServiceChanged: "service",
    ev.ReplyGiven: "answer",
    ev.FactShared: "share",
    ev.MessageSent: "message",
    ev.ReportFiled: "report",
    ev.ExpectationMissed: "missed",
    ev.OverrideMade: "override",
    ev.ObservationMade: "observation",
}


@dataclass(frozen=True, slots=True)
class Stop:
    """A record worth stopping at, in words."""

    seq: int
    tick: int
    kind: Kind
    who: str
    text: str
    agencies: frozenset[str]
    """Who did it, got it, or could see it."""
    storyline: str
    objectives: frozenset[str]


@dataclass(frozen=True, slots=True)
class Only:
    """Which stops count. What is left empty does not matter."""

    kinds: frozenset[Kind] = frozenset()
    agency: str = ""
    storyline: str = ""
    objective: str = ""

    def lets(self, stop: Stop) -> bool:
        """Whether a stop is among them."""
        return (
            (not self.kinds or stop.kind in self.kinds)
            and (not self.agency or self.agency in stop.agencies)
            and (not self.storyline or self.storyline == stop.storyline)
            and (not self.objective or self.objective in stop.objectives)
        )


class Stops:
    """All stops of a log, in order."""

    def __init__(self, scenario: Scenario, languages: tuple[str, ...]) -> None:
        self._scenario, self._names = scenario, Names(scenario, languages)
        self._all: list[Stop] = []
        self._serves = _serves(scenario)

    def see(self, record: Happened, world: World) -> None:
        """Take a record; `world` is the one just before it."""
        event = record.event
        kind = _KINDS.get(type(event))
        if kind is None or not is_news(event, self._scenario, world, record.tick):
            return
        told = tell(event, self._names, world, record.tick)
        inject = self._inject(event)
        part = self._scenario.injects.get(inject)
        self._all.append(
            Stop(
                seq=record.seq,
                tick=record.tick,
                kind=kind,
                who=told.who,
                text=told.text,
                agencies=frozenset(self._agencies(record, world)),
                storyline=(part.storyline or "") if part else "",
                objectives=frozenset(self._objectives(event, inject)),
            )
        )

    def _inject(self, event: ev.AnyEvent) -> str:
        """The inject an event belongs to: its own, or the one that put the question."""
        if isinstance(event, ev.DecisionMade):
            for name, part in self._scenario.injects.items():
                if any(getattr(expected, "decision", None) == event.decision for expected in part.expect):
                    return name
        if isinstance(event, ev.FactShared):
            for name, part in self._scenario.injects.items():
                if event.fact in part.facts:
                    return name
        inject = getattr(event, "inject", "")
        return inject if isinstance(inject, str) else ""

    def _agencies(self, record: Happened, world: World) -> Iterator[str]:
        event = record.event
        if "*" in record.to:
            yield from self._scenario.agencies
        yield from (name for name in record.to if name != "*")
        for field in ("agency", "sender"):
            name = getattr(event, field, "")
            if isinstance(name, str) and name in self._scenario.agencies:
                yield name
        if isinstance(event, ev.ExpectationMissed):
            state = world.injects.get(event.inject)
            if state is not None and event.index in state.expects:
                yield from state.expects[event.index].who

    def _objectives(self, event: ev.AnyEvent, inject: str) -> Iterator[str]:
        part = self._scenario.injects.get(inject)
        if part is not None:
            index = getattr(event, "index", None)
            for place, expected in enumerate(part.expect):
                if expected.objective and index in (None, place):
                    yield expected.objective
        for field in ("service", "decision", "fact"):
            yield from self._serves.get((field + "s", getattr(event, field, "")), ())
        if isinstance(event, ev.ObservationMade) and event.objective:
            yield event.objective

    # --- asked

    def __len__(self) -> int:
        return len(self._all)

    def after(self, seq: int, only: Only) -> Stop | None:
        """The first after a record."""
        begin = bisect_right(self._all, seq, key=lambda stop: stop.seq)
        return next(
            (self._all[place] for place in range(begin, len(self._all)) if only.lets(self._all[place])), None
        )

    def before(self, seq: int, only: Only) -> Stop | None:
        """The last before a record."""
        end = bisect_left(self._all, seq, key=lambda stop: stop.seq)
        return next(
            (self._all[place] for place in range(end - 1, -1, -1) if only.lets(self._all[place])), None
        )

    def between(self, since: int, until: int, only: Only) -> tuple[Stop, ...]:
        """Those from one moment to another."""
        begin = bisect_left(self._all, since, key=lambda stop: stop.tick)
        end = bisect_right(self._all, until, key=lambda stop: stop.tick)
        return tuple(stop for stop in self._all[begin:end] if only.lets(stop))


def _serves(scenario: Scenario) -> dict[tuple[str, str], list[str]]:
    """What objectives' measures speak of → the objectives."""
    found: dict[tuple[str, str], list[str]] = {}
    for name, objective in scenario.objectives.items():
        for task in objective.tasks:
            condition = watched(task.measure)
            named = set(references(condition)) if condition is not None else set()
            known = getattr(task.measure, "known", None)
            if isinstance(known, str):
                named.add(("facts", known))
            for reference in named:
                if name not in (served := found.setdefault(reference, [])):
                    served.append(name)
    return found
