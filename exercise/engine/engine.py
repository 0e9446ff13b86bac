"""The engine: two verbs, `advance_to` and `submit`, and records coming out."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from exercise.domain import commands as cmd
from exercise.domain import events as ev
from exercise.domain.explain import explain_effect
from exercise.domain.phases import next_phase
from exercise.domain.recipients import recipients
from exercise.domain.rules import Rules
from exercise.domain.rules_effects import checked_effects
from exercise.domain.seats import agency_of
from exercise.domain.tlp import breaches
from exercise.domain.world import World
from exercise.engine import desks, review
from exercise.engine.effects import Setting
from exercise.engine.play import Play
from exercise.engine.sim import Sim
from exercise.errors import WrongPhase
from exercise.language import NOBODY, speaking
from exercise.log.records import Asked, Record
from exercise.scenario.effects import Effect
from exercise.scenario.model import Scenario

ForPeople = (
    cmd.Order
    | cmd.StandDown
    | cmd.Reply
    | cmd.Decide
    | cmd.Share
    | cmd.Send
    | cmd.FileReport
    | cmd.Propose
    | cmd.Vote
    | cmd.Withdraw
    | cmd.ProposeAction
    | cmd.MarkRead
    | cmd.AnswerCheck
    | cmd.Rate
)

ForExcon = desks.OfDesks | cmd.SetRolePlay | cmd.Deliver | cmd.FailDelivery | cmd.AskRating | cmd.ShareSpread


class Engine:
    """Plays one scenario. Synchronous; never waits, reads no clock, touches no file.

    Args:
        scenario: what is played.
        seed: together with the scenario and the commands it determines every record.
        emit: is given each record the moment it comes to be, in order.
    """

    def __init__(self, scenario: Scenario, seed: str, emit: Callable[[Record], None]) -> None:
        self.scenario, self.seed = scenario, seed
        self._emit = emit
        self._sim = Sim(scenario, seed, emit)
        self._rules = Rules(scenario)
        self._play = Play(self._sim)

    @property
    def world(self) -> World:
        """How things stand. To be read, never written."""
        return self._sim.world

    @property
    def tick(self) -> int:
        """Whole seconds since STARTEX."""
        return self._sim.tick

    @property
    def seq(self) -> int:
        """How many records there are."""
        return self._sim.seq

    @property
    def steps(self) -> int:
        """How many SimPy events were played."""
        return self._sim.steps

    def next_due(self) -> int | None:
        """The second in which the next thing is due, or None."""
        due = self._sim.env.peek()
        return None if due == float("inf") else int(due)

    def advance_to(self, tick: int) -> None:
        """Let everything before `tick` happen. Work due at `tick` itself waits until time moves on, so that a
        command at `tick` always comes first. Raises `WrongPhase` when the clock stands."""
        if tick > self._sim.tick:
            if self.world.phase != "running":
                raise WrongPhase("move the clock", self.world.phase)
            with speaking(NOBODY):
                self._sim.env.come_to(tick)

    def play_next(self, before: int) -> bool:
        """Play everything due in the next second in which anything is due, if that lies before `before`.

        False when there was nothing; the clock stays where the last work was.
        """
        with speaking(NOBODY):
            return self._sim.world.phase == "running" and self._sim.env.play_second(before)

    def submit(
        self, by: str, command: cmd.AnyCommand, *, wall: str | None = None, id: str | None = None
    ) -> int:
        """Accept, record and carry out a command now; returns its record's number.

        Raises:
            Refused: the rules do not allow it; nothing was recorded and nothing changed.
        """
        with speaking(NOBODY):
            self._rules.judge(self.world, self.tick, by, command)
            sim = self._sim
            seq = sim.seq
            sim.seq = seq + 1
            self._emit(Asked(seq, sim.tick, by, command, wall, id))
            with sim.because(seq):
                self._perform(by, command)
                sim.settle()
            sim.env.drain()
            return seq

    def _perform(self, by: str, command: cmd.AnyCommand) -> None:
        record, play = self._sim.record, self._play
        if isinstance(command, ForExcon):
            self._among_controllers(by, command)
            return
        match command:
            case cmd.Start() | cmd.Pause() | cmd.Resume() | cmd.End():
                first = self.world.phase == "briefing"
                record(ev.PhaseChanged(next_phase(self.world.phase, command), getattr(command, "why", "")))
                if first:
                    play.start()
            case cmd.SetPace(pace=pace):
                record(ev.PaceSet(pace))
            case cmd.Jump(to=to):
                record(ev.ClockJumped(to))
            case cmd.MarkTime():
                pass
            case cmd.Release(inject=name):
                play.injects.release(name, by=by)
            case cmd.Hold(inject=name):
                play.injects.hold(name)
            case cmd.Skip(inject=name, why=why):
                play.injects.skip(name, why)
            case cmd.Reschedule(inject=name, at=at):
                play.injects.reschedule(name, at)
            case cmd.SendInject():
                play.injects.send(command, by)
            case cmd.SendAs(persona=persona, to=to, subject=subject, text=text, tlp=tlp):
                record(ev.MessageSent(by, recipients(to, self.scenario), subject, text, tlp, persona))
            case cmd.Override():
                self._override(by, command)
            case cmd.Rule():
                self._rule(by, command)
            case cmd.Observe() | cmd.Answer():
                review.perform(record, self.scenario, by, command)
            case cmd.TakeSeat(agency=agency, own=own):
                record(ev.SeatTaken(agency, agency if own else by))
            case cmd.LeaveSeat(agency=agency):
                record(ev.SeatLeft(agency, by))
            case cmd.CheckComms(here=here, away=away):
                record(ev.CommsChecked(len(self.world.checks) + 1, here, away))
            case cmd.CallStop(text=text):
                record(ev.StopCalled(by, text))
                if self.world.phase == "running":
                    record(ev.PhaseChanged("paused", "NO DUFF"))
            case _:
                self._participant(agency_of(by), command)

    def _among_controllers(self, by: str, command: ForExcon) -> None:
        play, record = self._play, self._sim.record
        match command:
            case cmd.SetRolePlay(on=on):
                play.injects.set_role_play(on=on)
            case cmd.Deliver(inject=name, note=note, desk=desk):
                play.injects.deliver(name, desk or by, note, by=by)
            case cmd.FailDelivery(inject=name, why=why, desk=desk):
                play.injects.fail(name, desk or by, why)
            case cmd.AskRating():
                play.ratings.ask(command)
            case cmd.ShareSpread(step=step):
                play.ratings.share(step)
            case _:
                desks.perform(record, self.scenario, self.world, by, command)

    def _override(self, by: str, command: cmd.Override) -> None:
        effects = checked_effects(command.effects)
        words = tuple(explain_effect(effect, self.scenario) for effect in effects)
        seq = self._sim.record(ev.OverrideMade(by, command.reason, words))
        with self._sim.because(seq):
            self._play.effects.apply(effects, Setting(how="override", source=by))

    def _rule(self, by: str, command: cmd.Rule) -> None:
        """The white cell's ruling on an action the catalogue lacks."""
        sim, agency = self._sim, self.world.proposals[command.proposal].agency
        effects = checked_effects(command.effects)
        words = tuple(explain_effect(effect, self.scenario) for effect in effects)
        ruled = ev.ActionRuled(command.proposal, agency, command.accept, command.reason, words, command.takes)
        with sim.because(sim.record(ruled)):
            if command.accept:
                setting = Setting(agency, how="effect", source=command.proposal)
                sim.at(
                    sim.tick + command.takes, lambda: self._take_effect(command.proposal, effects, setting)
                )

    def _take_effect(self, proposal: str, effects: tuple[Effect, ...], setting: Setting) -> None:
        with self._sim.because(self._sim.record(ev.ActionTookEffect(proposal, setting.actor))):
            self._play.effects.apply(effects, setting)

    def _participant(self, agency: str, command: ForPeople) -> None:
        record, play = self._sim.record, self._play
        match command:
            case cmd.Order(activity=name, target=target, text=text):
                play.activities.order(name, agency, target=target, text=text)
            case cmd.StandDown(run=run, why=why):
                play.activities.stand_down(run, why or "stood down")
            case cmd.Reply(inject=inject, text=text):
                record(ev.ReplyGiven(inject, agency, text))
            case cmd.Decide():
                self._decide(agency, command)
            case cmd.Share():
                self._share(agency, command)
            case cmd.Send(to=to, subject=subject, text=text, tlp=tlp):
                record(ev.MessageSent(agency or "excon", recipients(to, self.scenario), subject, text, tlp))
            case cmd.MarkRead(item=item):
                record(ev.ItemRead(agency, item))
            case cmd.AnswerCheck(station=station):
                record(ev.CheckAnswered(len(self.world.checks), station or agency or "excon", agency))
            case cmd.Rate(step=step, level=level, reason=reason):
                record(ev.SeverityRated(step, agency, level, reason))
            case cmd.FileReport(obligation=name, fields=fields):
                play.duties.file(name, agency, fields)
            case cmd.Propose(consent=name, text=text):
                play.consents.propose(name, agency, text)
            case cmd.Vote(consent=name, vote=vote, reason=reason):
                play.consents.vote(name, agency, vote, reason)
            case cmd.Withdraw(consent=name):
                play.consents.withdraw(name)
            case cmd.ProposeAction(text=text):
                record(ev.ActionProposed(f"proposal-{len(self.world.proposals) + 1}", agency, text))
            case _:
                assert_never(command)

    def _share(self, agency: str, command: cmd.Share) -> None:
        sim, fact = self._sim, command.fact
        others = tuple(name for name in recipients(command.to, self.scenario) if name != agency)
        against = breaches(self.scenario, self.world, agency, fact, others)
        with sim.because(sim.record(ev.FactShared(fact, agency, others, command.note, against))):
            for other in others:
                self._play.effects.learn(other, fact, "shared", agency)
            if against:
                setting = Setting(agency, how="effect", source=fact)
                self._play.effects.apply(self.scenario.if_tlp_broken, setting)

    def _decide(self, agency: str, command: cmd.Decide) -> None:
        seq = self._sim.record(
            ev.DecisionMade(
                agency,
                command.decision,
                command.option,
                command.text,
                command.rationale,
                command.considered,
                command.basis,
            )
        )
        decision = self.scenario.decisions.get(command.decision)
        if decision is not None:
            with self._sim.because(seq):
                effects = decision.options[command.option].then
                self._play.effects.apply(effects, Setting(agency, how="effect", source=command.decision))
