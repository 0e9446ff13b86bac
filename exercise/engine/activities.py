"""Activities: response actions and background work. Each run is one story, told by one SimPy process."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, cast

import simpy

from exercise.domain import events as ev
from exercise.domain.conditions import Check, compile_condition
from exercise.domain.knowledge import indicator_value
from exercise.domain.stages import stages_of
from exercise.domain.world import pool_name
from exercise.engine.effects import Setting
from exercise.engine.pools import Request
from exercise.engine.standing import Undo
from exercise.scenario.play import Activity, Chance, Stage, Starts

if TYPE_CHECKING:
    from exercise.engine.play import Play

Steps = Generator[simpy.Event, Any, None]


class Activities:
    """Starts runs, stands them down, and lets the background happen."""

    def __init__(self, play: Play) -> None:
        self._play = play
        self._processes: dict[str, simpy.Process] = {}
        self._counts: dict[tuple[str, str], int] = {}
        self._stages = {name: stages_of(part) for name, part in play.sim.scenario.activities.items()}

    def known_from_the_start(self) -> None:
        """What agencies know before anything has happened."""
        for name, fact in self._play.sim.scenario.facts.items():
            for agency in fact.known_to:
                self._play.effects.learn(agency, name, "start", "")

    # --- orders

    def order(self, name: str, agency: str, *, target: str = "", text: str = "") -> str:
        """Start a run of an activity; returns its name. The rules have been asked before."""
        # Counted per agency, so that what one agency does moves no draw of another.
        count = self._counts[name, agency] = self._counts.get((name, agency), 0) + 1
        run = f"{name}@{agency}#{count}" if agency else f"{name}#{count}"
        cause = self._play.sim.record(ev.ActivityOrdered(run, name, agency, target, text))
        part = self._play.sim.scenario.activities[name]
        story = _Story(self._play, run, part, self._stages[name], Setting(agency, target, "activity", run))
        process = self._processes[run] = self._play.sim.env.process(story.told(cause))
        process.callbacks.append(lambda _: self._over(run))
        return run

    def _over(self, run: str) -> None:
        del self._processes[run]

    def stand_down(self, run: str, why: str) -> None:
        """Stop a run. Nothing happens when it is over already, or is just ending by itself."""
        process = self._processes.get(run)
        if process is not None and process.is_alive and process is not self._play.sim.env.active_process:
            process.interrupt((why, self._play.sim.cause))

    def stop_all(self, name: str, why: str) -> None:
        """Stop every run of an activity."""
        for run in tuple(self._play.sim.world.runs_of.get(name, ())):
            self.stand_down(run, why)

    # --- what nobody orders

    def start_background(self) -> None:
        """Set the triggers of all background activities."""
        for name, activity in self._play.sim.scenario.activities.items():
            if activity.starts is not None:
                for agency in activity.starts.at_agencies or ("",):
                    self._arm(name, agency, activity.starts)

    def _arm(self, name: str, agency: str, starts: Starts) -> None:
        sim = self._play.sim
        unless = compile_condition(starts.unless, sim.scenario, actor=agency) if starts.unless else None

        def arrive(count: int) -> None:
            lucky = sim.streams.happens(f"background/{name}/{agency}/{count}", starts.chance)
            if lucky and not (unless and sim.holds(unless)):
                self.order(name, agency)

        if starts.at is not None:
            sim.at(starts.at, lambda: arrive(1))
        elif starts.when is not None:
            self._when(compile_condition(starts.when, sim.scenario, actor=agency), lambda: arrive(1))
        elif starts.every:
            self._arrivals(f"arrivals/{name}/{agency}", starts.every, arrive)

    def _when(self, check: Check, action: Any) -> None:
        """The first time something becomes so."""
        sim = self._play.sim

        def turned(holds: bool) -> None:
            if holds:
                sim.unwatch(watch)
                action()

        watch = sim.watch(check, turned)

    def _arrivals(self, name: str, per_hour: float, arrive: Any) -> None:
        sim = self._play.sim

        def next_one(count: int) -> None:
            gap = sim.streams.gap(f"{name}/{count}", per_hour)

            def come() -> None:
                arrive(count)
                next_one(count + 1)

            sim.at(sim.tick + gap, come)

        next_one(1)


class _Story:
    """One run from order to end: queue for what it needs, work, be blocked, finish or be stood down."""

    def __init__(
        self, play: Play, run: str, activity: Activity, stages: tuple[Stage, ...], setting: Setting
    ) -> None:
        self._play, self._sim, self._run, self._part, self._setting = play, play.sim, run, activity, setting
        self._stages = stages
        self._held: dict[str, int] = {}
        self._undos: list[Undo] = []

    def told(self, cause: int) -> Steps:
        """The whole story, as a SimPy process."""
        self._sim.cause = cause
        try:
            self._play.effects.apply(self._part.begins, self._setting)
            for index, stage in enumerate(self._stages):
                yield from self._stage(index, stage)
        except simpy.Interrupt as stopped:
            why, self._sim.cause = cast("tuple[str, int | None]", stopped.cause)
            self._let_go()
            with self._sim.because(self._sim.record(ev.ActivityStoodDown(self._run, why))):
                self._play.effects.apply(self._part.if_stood_down, self._setting)
        else:
            self._let_go()
            with self._sim.because(self._sim.record(ev.ActivityFinished(self._run))):
                # First what it turned up: what follows may depend on it.
                self._find()
                self._play.effects.apply(self._part.then, self._setting)
                self._fall("", self._part.chances)

    def _stage(self, index: int, stage: Stage) -> Steps:
        if stage.uses:
            yield from self._take(index, stage.uses)
        borrowed = (yield from self._take(index, stage.borrows)) if stage.borrows else {}
        if stage.until is not None:
            yield from self._until(index, stage)
        begun = self._sim.record(ev.StageBegun(self._run, index, takes := self._takes(index, stage)))
        with self._sim.because(begun):
            self._play.effects.apply(stage.begins, self._setting)
            self._undos += self._play.effects.hold(stage.meanwhile, self._setting)
        yield from self._work(stage, takes, begun)
        self._undo()
        if borrowed:
            self._give_back(borrowed)
        self._play.effects.apply(stage.then, self._setting)
        self._fall(f"{index}/", stage.chances)

    # --- what it needs

    def _take(self, index: int, uses: Mapping[str, int]) -> Generator[simpy.Event, Any, dict[str, int]]:
        amounts: dict[str, int] = {}
        for name, amount in uses.items():
            pool = pool_name(name, self._setting.actor, self._sim.scenario)
            # Background work without an agency uses nobody's staff.
            if pool in self._sim.world.pools:
                amounts[pool] = amounts.get(pool, 0) + amount
        if not amounts:
            return {}
        request = self._play.pools.ask(self._run, amounts, priority=self._part.priority)
        if request.granted is not None:
            self._sim.record(ev.StageWaiting(self._run, index, ", ".join(amounts)))
            yield from self._wait(request, request.granted)
        for pool, amount in amounts.items():
            self._held[pool] = self._held.get(pool, 0) + amount
        return amounts

    def _wait(self, request: Request, granted: simpy.Event) -> Steps:
        try:
            self._sim.cause = yield granted
        except simpy.Interrupt as stopped:
            _, self._sim.cause = cast("tuple[str, int | None]", stopped.cause)
            # Stood down in the very moment in which it was served: what it holds by then must be given back.
            if request.served:
                for pool, amount in request.amounts.items():
                    self._held[pool] = self._held.get(pool, 0) + amount
            self._play.pools.withdraw(request)
            raise

    def _give_back(self, amounts: Mapping[str, int]) -> None:
        for pool, amount in amounts.items():
            self._held[pool] -= amount
        self._play.pools.free(self._run, amounts)

    def _let_go(self) -> None:
        self._undo()
        rest = {pool: amount for pool, amount in self._held.items() if amount > 0}
        self._held = {}
        if rest:
            self._play.pools.free(self._run, rest)

    def _undo(self) -> None:
        undos, self._undos = self._undos, []
        for undo in undos:
            undo()

    # --- waiting and working

    def _until(self, index: int, stage: Stage) -> Steps:
        assert stage.until is not None
        check = self._check(stage.until)
        if self._sim.holds(check):
            return
        self._sim.record(ev.StageWaiting(self._run, index, "until"))
        turned = self._sim.env.event()

        def on_change(holds: bool) -> None:
            if holds and not turned.triggered:
                self._sim.fire(turned, self._sim.cause)

        watch = self._sim.watch(check, on_change)
        try:
            self._sim.cause = yield turned
        finally:
            self._sim.unwatch(watch)

    def _work(self, stage: Stage, takes: int, begun: int) -> Steps:
        if stage.blocked_while is None:
            if takes:
                yield self._sim.env.timeout(takes)
                self._sim.cause = begun
            return
        check = self._check(stage.blocked_while)
        news = self._sim.env.event()

        def on_change(_: bool) -> None:
            if not news.triggered:
                self._sim.fire(news, self._sim.cause)

        watch = self._sim.watch(check, on_change)
        left = takes
        try:
            while left > 0:
                if self._sim.holds(check):
                    self._sim.record(ev.WorkBlocked(self._run, left))
                    while self._sim.holds(check):
                        news = self._sim.env.event()
                        self._sim.cause = yield news
                    begun = self._sim.record(ev.WorkResumed(self._run, left))
                since, news = self._sim.tick, self._sim.env.event()
                done = self._sim.at(since + left, lambda: on_change(False))
                cause = yield news
                done.cancel()
                left -= self._sim.tick - since
                self._sim.cause = cause if left > 0 else begun
        finally:
            self._sim.unwatch(watch)

    def _takes(self, index: int, stage: Stage) -> int:
        """Seconds this stage takes: drawn, scaled, slowed, and on the first stage what finding a contact costs."""
        sim, part, seconds = self._sim, self._part, 0.0
        if stage.takes is not None:
            drawn = sim.streams.takes(f"{self._run}/{index}", stage.takes)
            seconds = drawn * sim.world.scale("durations", sim.world.runs[self._run].activity)
            for slowing in part.slowed_by:
                seconds *= 1 + slowing.at_full * self._fullness(slowing.indicator)
        if index == 0 and part.reaches:
            seconds += self._contact(self._setting.name(part.reaches))
        return max(0, round(seconds))

    def _fullness(self, name: str) -> float:
        """How high an indicator stands in its range, 0..1; work of no agency is slowed by nobody's own."""
        sim, indicator = self._sim, self._sim.scenario.indicators[name]
        agency = self._setting.actor if indicator.each else ""
        if indicator.each and not agency:
            return 0.0
        low, high = indicator.range
        return (indicator_value(sim.scenario, sim.world, name, agency, sim.tick) - low) / (high - low)

    def _contact(self, agency: str) -> int:
        """What it costs to find the right person. Found out by calling; put right for the next time."""
        actor = self._setting.actor
        own = self._sim.scenario.agencies.get(actor)
        contact = own.contacts.get(agency) if own else None
        if contact is None or contact.fresh or contact.costs is None:
            return 0
        if (actor, agency) in self._sim.world.refreshed:
            return 0
        cost = self._sim.streams.takes(f"{self._run}/contact", contact.costs)
        self._sim.record(ev.ContactStale(actor, agency, cost))
        return cost

    # --- what comes of it

    def _fall(self, where: str, chances: tuple[Chance, ...]) -> None:
        sim = self._sim
        activity = sim.world.runs[self._run].activity
        for chance in chances:
            likely = min(1.0, chance.chance * sim.world.scale("chances", activity))
            happened = sim.streams.happens(f"{self._run}/{where}{chance.name}", likely)
            with sim.because(sim.record(ev.ChanceFell(self._run, chance.name, happened))):
                self._play.effects.apply(chance.then if happened else chance.otherwise, self._setting)

    def _find(self) -> None:
        """Facts that this activity may turn up."""
        sim, agency = self._sim, self._setting.actor
        if not agency:
            return
        run = sim.world.runs[self._run]
        for name, found_by in self._play.findings.get(run.activity, ()):
            if found_by.target not in (None, run.target) or name in sim.world.held[agency]:
                continue
            if found_by.when is not None and not sim.holds(self._check(found_by.when)):
                continue
            if sim.streams.happens(f"{self._run}/finds/{name}", found_by.chance):
                self._play.effects.learn(agency, name, "activity", self._run)

    def _check(self, condition: Any) -> Check:
        return compile_condition(
            condition, self._sim.scenario, actor=self._setting.actor, target=self._setting.target
        )
