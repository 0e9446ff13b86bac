"""Duties to report: clocks that start when an agency becomes aware, discharged by filing a form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exercise.domain import events as ev
from exercise.domain.conditions import compile_condition
from exercise.domain.recipients import recipients
from exercise.engine.effects import Setting
from exercise.engine.sim import Watch
from exercise.scenario.assess import Obligation

if TYPE_CHECKING:
    from exercise.engine.play import Play


class Duties:
    """Watches what every agency becomes aware of, and the deadlines that follow."""

    def __init__(self, play: Play) -> None:
        self._play = play

    def start(self) -> None:
        """Listen, for each agency that an obligation binds."""
        scenario = self._play.sim.scenario
        for name, part in scenario.obligations.items():
            for agency, who in scenario.agencies.items():
                if agency in part.who or name in who.clocks:
                    self._listen(name, part, agency)

    def _listen(self, name: str, part: Obligation, agency: str) -> None:
        sim = self._play.sim
        check = compile_condition(part.aware_of, sim.scenario, actor=agency, aware=True)
        watch: Watch

        def turned(holds: bool) -> None:
            if holds:
                sim.unwatch(watch)
                self._run(name, part, agency)

        watch = sim.watch(check, turned)

    def _run(self, name: str, part: Obligation, agency: str) -> None:
        sim = self._play.sim
        due = sim.tick + part.within
        with sim.because(sim.record(ev.ClockStarted(name, agency, due))):
            # One second after the deadline: what is filed at the very second of it is in time.
            sim.at(due + 1, lambda: self._overdue(name, part, agency))
            if part.gives_up_after is not None:
                sim.at(due + part.gives_up_after + 1, lambda: self._miss(name, part, agency))

    def _overdue(self, name: str, part: Obligation, agency: str) -> None:
        if self._play.sim.world.duties[name, agency].filed is not None:
            return
        self._play.sim.record(ev.ClockOverdue(name, agency))
        if part.gives_up_after is None:
            self._miss(name, part, agency)

    def _miss(self, name: str, part: Obligation, agency: str) -> None:
        sim = self._play.sim
        if sim.world.duties[name, agency].filed is None:
            with sim.because(sim.record(ev.ObligationMissed(name, agency))):
                self._play.effects.apply(part.if_missed, Setting(agency, how="effect", source=name))

    def file(self, name: str, agency: str, fields: dict[str, str]) -> None:
        """A report is filed; the rules have seen that the form is complete."""
        sim = self._play.sim
        part = sim.scenario.obligations[name]
        late = sim.tick > sim.world.duties[name, agency].due
        event = ev.ReportFiled(name, agency, recipients(part.to, sim.scenario), fields, late)
        with sim.because(sim.record(event)):
            effects = part.if_late if late else part.if_met
            self._play.effects.apply(effects, Setting(agency, how="effect", source=name))
