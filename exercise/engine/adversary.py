"""Hidden campaigns: steps with triggers, countermeasures that block, delay or divert them, alternatives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exercise.domain import events as ev
from exercise.domain.conditions import Check, compile_condition
from exercise.domain.explain import explain
from exercise.engine.effects import Setting
from exercise.scenario.campaigns import Countermeasure, Step

if TYPE_CHECKING:
    from exercise.engine.play import Play


class Adversary:
    """Plays every campaign of the scenario."""

    def __init__(self, play: Play) -> None:
        self._play = play
        self._steps = {
            step.id: step for campaign in play.sim.scenario.adversary.values() for step in campaign.steps
        }
        self._since: dict[tuple[str, int], int] = {}
        """When a countermeasure was first so."""

    def start(self) -> None:
        """Set every step's trigger, and remember when each countermeasure was first there."""
        for step in self._steps.values():
            for index, measure in enumerate(step.countered_by):
                self._remember(step, index, measure)
            self._arm(step)

    def _arm(self, step: Step) -> None:
        sim = self._play.sim
        if step.at is not None:
            sim.at(step.at, lambda: self._begin(step))
        elif step.when is not None or step.after is not None:
            key = frozenset((f"step/{step.after.step}",)) if step.after else frozenset[str]()
            when = compile_condition(step.when, sim.scenario) if step.when else None

            def turned(holds: bool) -> None:
                if holds:
                    sim.unwatch(watch)
                    wait = (
                        sim.streams.takes(f"step/{step.id}/after", step.after.by)
                        if step.after and step.after.by
                        else 0
                    )
                    sim.at(sim.tick + wait, lambda: self._begin(step))

            after = step.after
            check = when or Check(
                lambda world, tick: after is not None and world.steps.get(after.step) == "done", key
            )
            watch = sim.watch(check, turned)

    def _remember(self, step: Step, index: int, measure: Countermeasure) -> None:
        sim = self._play.sim

        def turned(holds: bool) -> None:
            if holds:
                self._since.setdefault((step.id, index), sim.tick)

        sim.watch(compile_condition(measure.when, sim.scenario), turned)

    # --- one step

    def _begin(self, step: Step) -> None:
        sim = self._play.sim
        if step.id in sim.world.steps:
            return
        with sim.because(sim.record(ev.StepBegun(step.id))):
            self._play.effects.apply(step.begins, self._setting(step))
            takes = sim.streams.takes(f"step/{step.id}", step.takes) if step.takes else 0
            takes = round(takes * sim.world.scale("durations", step.id))
            sim.at(sim.tick + takes, lambda: self._strike(step, frozenset()))

    def _strike(self, step: Step, used: frozenset[int]) -> None:
        """Take effect, unless something stands in the way that has not been overcome yet."""
        sim = self._play.sim
        for index, measure in enumerate(step.countered_by):
            if index not in used and self._works(step, index, measure):
                self._countered(step, index, measure, used)
                return
        likely = min(1.0, step.chance * sim.world.scale("chances", step.id))
        if not sim.streams.happens(f"step/{step.id}/chance", likely):
            self._end(step, "failed", "")
            return
        with sim.because(sim.record(ev.StepEnded(step.id, "done"))):
            self._play.effects.apply(step.then, self._setting(step))

    def _works(self, step: Step, index: int, measure: Countermeasure) -> bool:
        sim = self._play.sim
        if measure.before is not None:
            since = self._since.get((step.id, index))
            there = since is not None and since <= measure.before
        else:
            there = sim.holds(compile_condition(measure.when, sim.scenario))
        return there and sim.streams.happens(f"step/{step.id}/countered/{index}", measure.chance)

    def _countered(self, step: Step, index: int, measure: Countermeasure, used: frozenset[int]) -> None:
        sim, words = self._play.sim, explain(measure.when, self._play.sim.scenario)
        if measure.outcome == "delayed" and measure.by is not None:
            until = sim.tick + sim.streams.takes(f"step/{step.id}/delay/{index}", measure.by)
            with sim.because(sim.record(ev.StepDelayed(step.id, until))):
                sim.at(until, lambda: self._strike(step, used | {index}))
        elif measure.outcome == "diverted" and measure.to is not None:
            self._end(step, "diverted", words)
            self._begin(self._steps[measure.to])
        else:
            self._end(step, "blocked", words)

    def _end(self, step: Step, outcome: str, by: str) -> None:
        sim = self._play.sim
        with sim.because(sim.record(ev.StepEnded(step.id, outcome, by))):  # type: ignore[arg-type]
            if outcome != "diverted":
                self._play.effects.apply(step.otherwise, self._setting(step))

    def _setting(self, step: Step) -> Setting:
        return Setting(how="effect", source=step.id)
