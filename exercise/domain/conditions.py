"""Conditions made ready to be asked: what they read, whether they hold, and when time alone changes them.

A compiled condition is woken by the keys it reads (`touched` says which keys an event changes), never polled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from exercise.domain import events as ev
from exercise.domain.knowledge import indicator_value, posterior
from exercise.domain.world import Run, World
from exercise.scenario import conditions as c
from exercise.scenario.effects import ACTOR, TARGET
from exercise.scenario.model import Scenario

Test = Callable[[World, int], bool]
Due = Callable[[World, int], int | None]


class Check(msgspec.Struct, frozen=True):
    """A condition ready to be asked."""

    test: Test
    keys: frozenset[str]
    """What it reads: `service/x`, `flag/x`, `held/agency`…"""
    due: Due | None = None
    """The next moment at which time alone may change the answer; None when only events can."""

    def next(self, world: World, tick: int) -> int | None:
        """The next whole second at which the answer may change without any event."""
        return self.due(world, tick) if self.due else None


def compile_condition(
    condition: c.Condition, scenario: Scenario, *, actor: str = "", target: str = "", aware: bool = False
) -> Check:
    """Make a condition ready.

    Args:
        actor: stands in for that word; a fact without `known_by` is one the actor holds.
        target: stands in for that word.
        aware: judge by what the actor knows: an inject counts only when the actor received it.
    """
    return _Compiler(scenario, actor, target, aware).make(condition)


class _Compiler:
    def __init__(self, scenario: Scenario, actor: str, target: str, aware: bool) -> None:
        self._scenario, self._actor, self._target, self._aware = scenario, actor, target, aware

    def make(self, condition: c.Condition) -> Check:
        return _MAKERS[type(condition)](self, condition)

    def _name(self, word: str) -> str:
        return {ACTOR: self._actor, TARGET: self._target}.get(word, word)

    def service(self, part: c.ServiceIs) -> Check:
        name, level, above = self._name(part.service), _level(part), part.above is not None
        return Check(
            lambda world, tick: (world.services[name].available >= level) is above,
            frozenset((f"service/{name}",)),
        )

    def asset(self, part: c.AssetIs) -> Check:
        name, level, above = self._name(part.asset), _level(part), part.above is not None
        return Check(
            lambda world, tick: (world.assets[name].level >= level) is above, frozenset((f"asset/{name}",))
        )

    def indicator(self, part: c.IndicatorIs) -> Check:
        scenario, name = self._scenario, part.indicator
        agency = self._name(part.of) if part.of else (self._actor if scenario.indicators[name].each else "")
        level, above = (
            float(part.above if part.above is not None else part.below or 0),
            part.above is not None,
        )

        def test(world: World, tick: int) -> bool:
            return (indicator_value(scenario, world, name, agency, tick) >= level) is above

        if scenario.indicators[name].derived:
            return Check(test, frozenset((f"held/{agency}",)))
        return Check(
            test,
            frozenset((f"indicator/{name}/{agency}",)),
            lambda world, tick: world.indicators[name, agency].crosses(level, after=tick),
        )

    def posterior(self, part: c.PosteriorIs) -> Check:
        scenario, agency, about = self._scenario, self._name(part.of), part.about
        level, above = _level(part), part.above is not None

        def test(world: World, tick: int) -> bool:
            return (
                posterior(scenario, world, agency, about=about).get(part.posterior, 0.0) >= level
            ) is above

        return Check(test, frozenset((f"held/{agency}",)))

    def flag(self, part: c.FlagIs) -> Check:
        name, up = part.flag, part.up
        return Check(lambda world, tick: (name in world.flags) is up, frozenset((f"flag/{name}",)))

    def activity(self, part: c.ActivityIs) -> Check:
        name, by = part.activity, self._name(part.by) if part.by else None
        target = self._name(part.target) if part.target else None
        fits = self._reached(part) if part.at_least else _STANDING[part.is_]

        def test(world: World, tick: int) -> bool:
            runs = (world.runs[run] for run in world.runs_of.get(name, ()))
            return any(
                fits(run) and (by is None or run.agency == by) and (target is None or run.target == target)
                for run in runs
            )

        return Check(test, frozenset((f"activity/{name}",)))

    def _reached(self, part: c.ActivityIs) -> Callable[[Run], bool]:
        stages = self._scenario.activities[part.activity].stages
        wanted = next((index for index, stage in enumerate(stages) if stage.id == part.at_least), 0)
        return lambda run: run.status == "done" or (run.status != "stood-down" and run.stage >= wanted)

    def step(self, part: c.StepIs) -> Check:
        name, wanted = part.step, part.is_
        return Check(lambda world, tick: world.steps.get(name) == wanted, frozenset((f"step/{name}",)))

    def inject(self, part: c.InjectIs) -> Check:
        name, wanted = part.inject, part.is_
        reader = self._actor if self._aware else ""

        def test(world: World, tick: int) -> bool:
            inject = world.injects[name]
            if inject.status != "released" or (reader and reader not in inject.to):
                return False
            if wanted == "released":
                return True
            standing = [expected.status for expected in inject.expects.values()]
            if wanted == "missed":
                return "missed" in standing or "late" in standing
            return bool(standing) and all(status in ("met", "late") for status in standing)

        return Check(test, frozenset((f"inject/{name}",)))

    def decision(self, part: c.DecisionIs) -> Check:
        name, by, chose = part.decision, self._name(part.by) if part.by else None, part.chose

        def test(world: World, tick: int) -> bool:
            return any(
                made.decision == name
                and (by is None or made.agency == by)
                and (chose is None or made.option == chose)
                for _, made in world.decisions
            )

        return Check(test, frozenset((f"decision/{name}",)))

    def fact(self, part: c.FactIs) -> Check:
        name, known_by = part.fact, part.known_by
        if known_by is None and self._actor:
            known_by = self._actor
        if isinstance(known_by, str):
            agency = self._name(known_by)
            return Check(lambda world, tick: name in world.held.get(agency, ()), frozenset((f"fact/{name}",)))
        needed = known_by.at_least if known_by else 1
        among = (known_by.of if known_by else ()) or tuple(self._scenario.agencies)

        def test(world: World, tick: int) -> bool:
            return sum(name in world.held.get(agency, ()) for agency in among) >= needed

        return Check(test, frozenset((f"fact/{name}",)))

    def time(self, part: c.TimeIs) -> Check:
        moment = part.time
        return Check(
            lambda world, tick: tick >= moment,
            frozenset(),
            lambda world, tick: moment if tick < moment else None,
        )

    def every(self, part: c.AllOf) -> Check:
        parts = [self.make(each) for each in part.all]
        tests = [each.test for each in parts]
        return Check(lambda world, tick: all(test(world, tick) for test in tests), *_joined(parts))

    def some(self, part: c.AnyOf) -> Check:
        parts = [self.make(each) for each in part.any]
        tests = [each.test for each in parts]
        return Check(lambda world, tick: any(test(world, tick) for test in tests), *_joined(parts))

    def opposite(self, part: c.NotSo) -> Check:
        inner = self.make(part.not_)
        return Check(lambda world, tick: not inner.test(world, tick), inner.keys, inner.due)

    def consent(self, part: c.ConsentIs) -> Check:
        name = part.consent
        wanted = ("agreed",) if part.is_ == "agreed" else ("refused", "withdrawn", "timed-out")
        return Check(
            lambda world, tick: world.consents[name].status in wanted, frozenset((f"consent/{name}",))
        )

    def obligation(self, part: c.ObligationIs) -> Check:
        name, wanted = part.obligation, part.is_
        agencies = (self._name(part.of),) if part.of else tuple(self._scenario.agencies)

        def test(world: World, tick: int) -> bool:
            duties = (world.duties.get((name, agency)) for agency in agencies)
            return any(duty is not None and duty.status == wanted for duty in duties)

        return Check(test, frozenset((f"obligation/{name}",)))


def _level(part: c.ServiceIs | c.AssetIs | c.PosteriorIs) -> float:
    return part.above if part.above is not None else part.below or 0.0


def _joined(parts: Iterable[Check]) -> tuple[frozenset[str], Due | None]:
    parts = tuple(parts)
    keys = frozenset().union(*(part.keys for part in parts)) if parts else frozenset[str]()
    dues = [part.due for part in parts if part.due]
    if not dues:
        return keys, None

    def due(world: World, tick: int) -> int | None:
        moments = [moment for each in dues if (moment := each(world, tick)) is not None]
        return min(moments) if moments else None

    return keys, due


_STANDING: dict[str, Callable[[Run], bool]] = {
    "ordered": lambda run: True,
    "under-way": lambda run: run.status not in ("done", "stood-down"),
    "done": lambda run: run.status == "done",
    "stood-down": lambda run: run.status == "stood-down",
}

_MAKERS: dict[type, Callable[[_Compiler, Any], Check]] = {
    c.ServiceIs: _Compiler.service,
    c.AssetIs: _Compiler.asset,
    c.IndicatorIs: _Compiler.indicator,
    c.PosteriorIs: _Compiler.posterior,
    c.FlagIs: _Compiler.flag,
    c.ActivityIs: _Compiler.activity,
    c.StepIs: _Compiler.step,
    c.InjectIs: _Compiler.inject,
    c.DecisionIs: _Compiler.decision,
    c.FactIs: _Compiler.fact,
    c.ConsentIs: _Compiler.consent,
    c.ObligationIs: _Compiler.obligation,
    c.TimeIs: _Compiler.time,
    c.AllOf: _Compiler.every,
    c.AnyOf: _Compiler.some,
    c.NotSo: _Compiler.opposite,
}


def touched(world: World, event: ev.AnyEvent) -> tuple[str, ...]:
    """The keys whose answers an event may change. `world` is the one after the event."""
    keys = _TOUCHED.get(type(event))
    return keys(world, event) if keys else ()


def _of_inject(world: World, event: Any) -> tuple[str, ...]:
    return (f"inject/{event.inject}",)


def _of_run(world: World, event: Any) -> tuple[str, ...]:
    return (f"activity/{world.runs[event.run].activity}",)


def _of_flag(world: World, event: Any) -> tuple[str, ...]:
    return (f"flag/{event.flag}",)


def _of_step(world: World, event: Any) -> tuple[str, ...]:
    return (f"step/{event.step}",)


def _of_consent(world: World, event: Any) -> tuple[str, ...]:
    return (f"consent/{event.consent}",)


def _of_obligation(world: World, event: Any) -> tuple[str, ...]:
    return (f"obligation/{event.obligation}",)


_TOUCHED: dict[type, Callable[[World, Any], tuple[str, ...]]] = {
    ev.ServiceChanged: lambda world, event: (f"service/{event.service}",),
    ev.AssetLevelChanged: lambda world, event: (f"asset/{event.asset}",),
    ev.IndicatorMoved: lambda world, event: (f"indicator/{event.indicator}/{event.agency}",),
    ev.FlagRaised: _of_flag,
    ev.FlagLowered: _of_flag,
    ev.FactLearned: lambda world, event: (f"fact/{event.fact}", f"held/{event.agency}"),
    ev.ReplyGiven: lambda world, event: (f"reply/{event.inject}",),
    ev.DecisionMade: lambda world, event: (f"decision/{event.decision}",),
    ev.InjectReleased: _of_inject,
    ev.InjectSkipped: _of_inject,
    ev.ExpectationOpened: _of_inject,
    ev.ExpectationMet: _of_inject,
    ev.ExpectationMissed: _of_inject,
    ev.ActivityOrdered: lambda world, event: (f"activity/{event.activity}",),
    ev.StageBegun: _of_run,
    ev.StageWaiting: _of_run,
    ev.ActivityFinished: _of_run,
    ev.ActivityStoodDown: _of_run,
    ev.ConsentOpened: _of_consent,
    ev.ConsentClosed: _of_consent,
    ev.ClockStarted: _of_obligation,
    ev.ReportFiled: _of_obligation,
    ev.ClockOverdue: _of_obligation,
    ev.ObligationMissed: _of_obligation,
    ev.StepBegun: _of_step,
    ev.StepEnded: _of_step,
}
