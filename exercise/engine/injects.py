"""The MSEL at work: injects go out by the clock, on a condition or by hand; expected actions have deadlines."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from exercise.domain import events as ev
from exercise.domain.commands import SendInject
from exercise.domain.conditions import compile_condition
from exercise.domain.expected import check_expected, who_met
from exercise.domain.improvised import written
from exercise.domain.recipients import recipients
from exercise.engine.effects import Setting
from exercise.engine.sim import Timer, Watch
from exercise.scenario.model import Scenario
from exercise.scenario.play import AD_HOC, ExpectDecision, Expected, ExpectReply, Inject

if TYPE_CHECKING:
    from exercise.engine.play import Play

CLOCK, CONDITION = "clock", "condition"


class Injects:
    """Releases, holds, skips and reschedules injects, and watches what is expected of their recipients."""

    def __init__(self, play: Play) -> None:
        self._play = play
        self._timers: dict[str, Timer] = {}
        self._gates: dict[str, Watch] = {}
        self._answers: dict[str, _Answers] = {}
        self._parts = dict(play.sim.scenario.injects)
        """Those of the scenario, and those that controllers wrote on the spot."""
        self._numbers = {
            name: inject.number or place
            for place, (name, inject) in enumerate(play.sim.scenario.injects.items(), start=1)
        }

    def start(self) -> None:
        """Set every inject's trigger."""
        for name, inject in self._play.sim.scenario.injects.items():
            if inject.at is not None:
                self._timers[name] = self._play.sim.at(inject.at, lambda name=name: self._due(name))  # type: ignore[misc]
            elif inject.when is not None:
                self._gate(name, inject)

    # --- when

    def _due(self, name: str) -> None:
        inject = self._parts[name]
        if self._status(name) != "planned":
            return
        if inject.when is not None and not self._play.sim.holds(
            compile_condition(inject.when, self._play.sim.scenario)
        ):
            self._play.sim.record(ev.InjectGated(name))
            self._gate(name, inject)
        else:
            self._go(name, CLOCK)

    def _gate(self, name: str, inject: Inject) -> None:
        """Wait for its condition; a gate that opens late lets the inject through at once."""
        assert inject.when is not None
        check = compile_condition(inject.when, self._play.sim.scenario)

        def turned(holds: bool) -> None:
            if holds and self._status(name) in ("planned", "gated"):
                self._go(name, CONDITION)

        self._gates[name] = self._play.sim.watch(check, turned)

    def _go(self, name: str, by: str) -> None:
        unless = self._parts[name].unless
        if unless is not None and self._play.sim.holds(compile_condition(unless, self._play.sim.scenario)):
            self.skip(name, "not needed as things stand")
        else:
            self.go_out(name, by=by)

    def go_out(self, name: str, *, by: str) -> None:
        """Without a controller's hand: in writing, or by a role player when there are people to be called."""
        sim, inject = self._play.sim, self._parts[name]
        if inject.deliver is None or not self._somebody_to_call(inject):
            self.release(name, by=by)
            return
        if self._status(name) in ("released", "skipped", "delivering"):
            return
        self._disarm(name)
        within = inject.deliver.within
        until = None if within is None else sim.tick + within
        sim.record(ev.DeliveryDue(name, by, until))

        def waited_long_enough() -> None:
            if self._status(name) == "delivering":
                self.release(name, by=by)

        if until is not None:
            self._timers[name] = sim.at(until, waited_long_enough)

    def _somebody_to_call(self, inject: Inject) -> bool:
        world = self._play.sim.world
        to = recipients(inject.to, self._play.sim.scenario)
        return world.excon.role_play and any(agency in world.seats for agency in to)

    def set_role_play(self, *, on: bool) -> None:
        """People are at hand to deliver; when they leave, what waits for them goes out in writing."""
        sim = self._play.sim
        with sim.because(sim.record(ev.RolePlaySet(on))):
            for name, delivery in tuple(sim.world.excon.deliveries.items()) if not on else ():
                if self._status(name) == "delivering" and delivery.done is None:
                    self.release(name, by=CLOCK)

    def deliver(self, name: str, seat: str, note: str, *, by: str) -> None:
        """A role player has said it; what follows follows as from any inject."""
        sim = self._play.sim
        with sim.because(sim.record(ev.DeliveryDone(name, seat, note))):
            self.release(name, by=by)

    def fail(self, name: str, seat: str, why: str) -> None:
        """It could not be said, and will not be played."""
        sim = self._play.sim
        with sim.because(sim.record(ev.DeliveryFailed(name, seat, why))):
            self.skip(name, f"not delivered: {why}")

    def _status(self, name: str) -> str:
        return self._play.sim.world.injects[name].status

    def _disarm(self, name: str) -> None:
        if timer := self._timers.pop(name, None):
            timer.cancel()
        if gate := self._gates.pop(name, None):
            self._play.sim.unwatch(gate)

    # --- what a controller or an effect does with it

    def release(self, name: str, *, by: str) -> None:
        """Send it now. Once only: a second release does nothing."""
        if self._status(name) in ("released", "skipped"):
            return
        self._disarm(name)
        self._release(name, by=by)

    def _release(self, name: str, *, by: str) -> None:
        sim, inject = self._play.sim, self._parts[name]
        to = recipients(inject.to, sim.scenario)
        answers = [expected for expected in inject.expect if _is_answer(expected)]
        due = [self._deadline(expected) for expected in answers]
        owing = _owing(answers, to, sim.scenario)
        event = ev.InjectReleased(
            name,
            by,
            to,
            self._numbers[name],
            inject.kind,
            inject.from_,
            inject.channel,
            inject.tlp,
            inject.subject,
            inject.text,
            tuple((attachment.name, attachment.text) for attachment in inject.attachments),
            inject.questions,
            inject.facts,
            inject.urgent,
            min(due) if owing else None,
            tuple(expected.decision for expected in inject.expect if isinstance(expected, ExpectDecision)),
            owing if len(owing) < len(to) else (),
        )
        with sim.because(sim.record(event)):
            setting = Setting(how="inject", source=name)
            for agency in to:
                for fact in inject.facts:
                    self._play.effects.learn(agency, fact, "inject", name)
            self._play.effects.apply(inject.then, setting)
            self._answers[name] = _Answers(self._play, name, inject)
            self._answers[name].open(to, self._deadline)

    def _deadline(self, expected: Expected) -> int:
        now = self._play.sim.tick
        return now + expected.within if expected.within is not None else max(now, expected.by or 0)

    def hold(self, name: str) -> None:
        """Keep it back."""
        self._disarm(name)
        self._play.sim.record(ev.InjectHeld(name))

    def skip(self, name: str, why: str) -> None:
        """It will not go out."""
        if self._status(name) not in ("released", "skipped"):
            self._disarm(name)
            self._play.sim.record(ev.InjectSkipped(name, why))

    def reschedule(self, name: str, at: int) -> None:
        """It goes out at this time, whatever it was waiting for."""
        self._disarm(name)
        self._play.sim.record(ev.InjectRescheduled(name, at))
        self._set(name, at)

    def _set(self, name: str, at: int) -> None:
        def due() -> None:
            if self._status(name) == "planned":
                self._go(name, CLOCK)

        self._timers[name] = self._play.sim.at(at, due)

    def send(self, command: SendInject, by: str) -> None:
        """One that the MSEL does not have: at once, or as a line of it that goes out at its time."""
        sim = self._play.sim
        name, part = f"{AD_HOC}{sim.world.ad_hoc + 1}", written(command, sim.scenario)
        self._parts[name] = part
        self._numbers[name] = len(sim.scenario.injects) + sim.world.ad_hoc + 1
        if command.at is None and not command.template:
            self._release(name, by=by)
            return
        at = sim.tick if command.at is None else command.at
        added = sim.record(
            ev.InjectAdded(
                name,
                by,
                at,
                self._numbers[name],
                part.to,
                part.from_,
                part.channel,
                part.tlp,
                part.subject,
                part.text,
                part.urgent,
                command.answer_within,
                command.template,
            )
        )
        if command.at is not None:
            self._set(name, at)
            return
        with sim.because(added):
            self._release(name, by=by)


def _owing(answers: Iterable[Expected], to: tuple[str, ...], scenario: Scenario) -> tuple[str, ...]:
    """Those of the recipients who owe an answer."""
    named = {agency for each in answers for agency in (recipients(each.who, scenario) if each.who else to)}
    return tuple(agency for agency in to if agency in named)


def _is_answer(expected: Expected) -> bool:
    return isinstance(expected, ExpectReply | ExpectDecision)


class _Answers:
    """What is expected after one inject, and what follows when it comes or does not."""

    def __init__(self, play: Play, name: str, inject: Inject) -> None:
        self._play, self._name, self._inject = play, name, inject
        self._expect = inject.expect
        self._setting = Setting(how="inject", source=name)
        self._open = len(self._expect)
        self._missed = False

    def open(self, to: tuple[str, ...], deadline: Callable[[Expected], int]) -> None:
        """Set the deadlines and start watching."""
        for index, expected in enumerate(self._expect):
            who = recipients(expected.who, self._play.sim.scenario) if expected.who else to
            due = deadline(expected)
            self._play.sim.record(ev.ExpectationOpened(self._name, index, due, who))
            self._follow(index, expected, who, due)

    def _follow(self, index: int, expected: Expected, who: tuple[str, ...], due: int) -> None:
        sim = self._play.sim
        check = check_expected(expected, self._name, who, sim.scenario)

        def turned(holds: bool) -> None:
            if holds:
                sim.unwatch(watch)
                self._came(index, expected, who_met(expected, self._name, who, sim.world))

        watch = sim.watch(check, turned)
        # One second after the deadline: what comes at the very second of the deadline is in time.
        sim.at(due + 1, lambda: self._overdue(index, expected))

    def _state(self, index: int) -> str:
        return self._play.sim.world.injects[self._name].expects[index].status

    def _came(self, index: int, expected: Expected, by: str) -> None:
        if self._play.sim.tick > self._play.sim.world.injects[self._name].expects[index].due:
            # A command in the second after the deadline comes before the work due then.
            self._overdue(index, expected)
        late = self._state(index) == "missed"
        cause = self._play.sim.record(ev.ExpectationMet(self._name, index, by, late))
        if late:
            return
        self._open -= 1
        with self._play.sim.because(cause):
            self._play.effects.apply(expected.if_met, self._setting)
            if self._open == 0:
                self._play.effects.apply(self._inject.if_met, self._setting)

    def _overdue(self, index: int, expected: Expected) -> None:
        if self._state(index) != "open":
            return
        cause = self._play.sim.record(ev.ExpectationMissed(self._name, index))
        with self._play.sim.because(cause):
            self._play.effects.apply(expected.if_missed, self._setting)
            if not self._missed:
                self._missed = True
                self._play.effects.apply(self._inject.if_missed, self._setting)
