"""Bots: stand-ins for agencies nobody plays. They act through the same door as people.

A bot knows its agency's plan (what is expected of it after an inject that has reached it) and what its seat was
shown, nothing else. Everything it will do follows from the records it saw and the seed, so that a bot needs no
memory of its own: after a crash it is shown the records again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from typing import Any

import msgspec

from exercise.domain import commands as cmd
from exercise.domain import events as ev
from exercise.domain.expected import who_met
from exercise.domain.improvised import as_added
from exercise.domain.parties import MESSAGE
from exercise.domain.targets import targets
from exercise.domain.tlp import may_tell
from exercise.domain.world import World
from exercise.engine.streams import Streams
from exercise.rehearsal.severity_felt import severity_felt
from exercise.scenario import conditions as c
from exercise.scenario import effects as e
from exercise.scenario import play as p
from exercise.scenario.agencies import Stand
from exercise.scenario.model import Scenario
from exercise.scenario.part import pick
from exercise.scenario.play import ANYONE
from exercise.scenario.quantities import HOUR, MINUTE, Spread, Triangle
from exercise.scenario.references import references

Try = Callable[[str, cmd.AnyCommand], bool]
"""Asks for a command as an agency's bot; False when it was refused."""


@dataclass(frozen=True, slots=True)
class Temper:
    """How a bot works. Design choices, for rehearsal only."""

    thinks: Spread
    """From an inject to the first try."""
    does: float
    """Share of what is expected that it takes up at all."""
    shares: bool
    """Passes on what it learns to its points of contact."""
    retries: int
    """How often it comes back to something that was refused."""
    again: int = 20 * MINUTE
    """Between two tries."""


def _thinks(shortest: str, mode: str, longest: str) -> Triangle:
    return Triangle.model_validate({"min": shortest, "mode": mode, "max": longest})


TEMPERS = {
    "diligent": Temper(_thinks("3min", "10min", "30min"), 1.0, True, 72),
    "slow": Temper(_thinks("45min", "2h", "7h"), 0.6, False, 12, HOUR),
    "idle": Temper(_thinks("1h", "1h", "1h"), 0.0, False, 0),
}
"""The kinds of bots there are."""


def _temper(kind: str, own: Stand | None) -> Temper:
    """A kind's temper, with the response times that the scenario gives an agency. Who does nothing has none."""
    temper = TEMPERS[kind]
    if own is None or not temper.does:
        return temper
    return replace(
        temper,
        thinks=temper.thinks if own.after is None else own.after,
        does=temper.does if own.share is None else own.share,
    )


class Intention(msgspec.Struct, frozen=True):
    """Something a bot means to do."""

    agency: str
    command: cmd.AnyCommand
    tries: int
    inject: str = ""
    index: int = -1
    letter: str = ""
    """What it read before it means to do this."""


class Bots:
    """All bots of a drill, and what they mean to do when.

    `without` names actions that none of them ever orders: the world without them, all else and all luck the same.
    `patient` bots come back to what they meant to do while somebody sat in their seat; others leave it to that person.
    """

    def __init__(
        self,
        scenario: Scenario,
        seed: str,
        kinds: dict[str, str],
        *,
        without: frozenset[str] = frozenset(),
        patient: bool = False,
    ) -> None:
        self._without, self._patient = without, patient
        self._scenario = scenario
        self._kinds = {
            agency: _temper(kind, scenario.agencies[agency].unplayed) for agency, kind in kinds.items()
        }
        self.agencies = tuple(self._kinds)
        """Where they sit while nobody else does."""
        self._streams = Streams(f"{seed}/bots")
        self._plans: list[tuple[int, int, Intention]] = []
        self._count = 0
        self._lines = dict(scenario.injects)
        self._takers: dict[tuple[str, int], str] = {}
        self._mail: Counter[str] = Counter()
        """Agency → how many messages it has sent and received."""

    def next(self) -> int | None:
        """When the next of them means to do something."""
        return self._plans[0][0] if self._plans else None

    # --- what they are shown

    def see(self, tick: int, event: ev.AnyEvent) -> None:
        """Show an event to those bots that may see it."""
        if (looks := _LOOKS.get(type(event))) is not None:
            looks(self, tick, event)

    def _received(self, tick: int, event: ev.InjectReleased | ev.InjectAdded) -> None:
        if isinstance(event, ev.InjectAdded):
            if event.template:  # without one it asks for words only
                self._lines[event.inject] = as_added(event, self._scenario)
            return
        for agency in event.to:
            if agency in self._kinds:
                self._read(tick, agency, event)

    def _read(self, tick: int, agency: str, inject: ev.InjectReleased) -> None:
        temper, scripted = self._kinds[agency], self._lines.get(inject.inject)
        if scripted is None:
            if inject.answer_by is not None:
                reply = cmd.Reply(inject.inject, _ANSWER)
                self._plan(tick, agency, reply, temper, inject.inject, 0, letter=inject.inject)
            return
        for index, expected in enumerate(scripted.expect):
            if self._taken_up(inject, index, expected) == agency:
                for number, command in enumerate(self._commands(inject.inject, agency, expected)):
                    when, name = tick + number * MINUTE, inject.inject
                    self._plan(when, agency, command, temper, name, index, letter=name)

    def _taken_up(self, inject: ev.InjectReleased, index: int, expected: p.Expected) -> str:
        """Who takes up what is expected: the first that may."""
        name = inject.inject, index
        if name not in self._takers:
            self._takers[name] = self._first_able(expected, expected.who or inject.to)
        return self._takers[name]

    def _first_able(self, expected: p.Expected, who: tuple[str, ...]) -> str:
        allowed: tuple[str, ...] = (ANYONE,)
        if isinstance(expected, p.ExpectActivity):
            allowed = self._scenario.activities[expected.activity].who
        elif isinstance(expected, p.ExpectDecision) and expected.decision in self._scenario.decisions:
            allowed = self._scenario.decisions[expected.decision].who
        return next((agency for agency in who if ANYONE in allowed or agency in allowed), "")

    def _commands(self, inject: str, agency: str, expected: p.Expected) -> list[cmd.AnyCommand]:
        match expected:
            case p.ExpectActivity(activity=activity, target=target):
                order = self._order(activity, agency, target or "")
                consent = self._scenario.activities[activity].consent
                return [cmd.Propose(consent), order] if consent else [order]
            case p.ExpectDecision(decision=decision, chose=chose):
                part = self._scenario.decisions.get(decision)
                if part is None:
                    return [cmd.Decide(decision, text=_ANSWER, rationale=_REASON)]
                option = self._option(part, chose or part.sound or tuple(part.options))
                if not option:
                    return []
                others = tuple(part.options)
                return [cmd.Decide(decision, option, rationale=_REASON, considered=others, basis=(inject,))]
            case p.ExpectReply():
                return [cmd.Reply(inject, _ANSWER)]
            case p.ExpectShare(share=fact, with_=others):
                return [cmd.Share(fact, others)]
            case p.ExpectThat(that=condition):
                return self._towards(condition, agency)

    def _option(self, part: p.Decision, wanted: tuple[str, ...]) -> str:
        """The first wanted option, or any other, that starts nothing left out; "" when each of them does."""
        for name in (*wanted, *part.options):
            if not self._without.intersection(_started(part.options[name].then)):
                return name
        return ""

    def _towards(self, condition: c.Condition, agency: str) -> list[cmd.AnyCommand]:
        """What an agency can do to make a condition so: propose a joint decision, order an action."""
        commands: list[cmd.AnyCommand] = []
        for kind, name in references(condition):
            if kind == "consents" and agency in self._scenario.consents[name].who:
                commands.append(cmd.Propose(name))
            elif kind == "activities":
                part = self._scenario.activities[name]
                if part.starts is None and (ANYONE in part.who or agency in part.who):
                    commands.append(self._order(name, agency, ""))
        return commands

    def _report(self, tick: int, started: ev.ClockStarted) -> None:
        agency = started.agency
        if agency not in self._kinds:
            return
        form = self._scenario.obligations[started.obligation].form
        report = cmd.FileReport(started.obligation, {field.id: _ANSWER for field in form if field.required})
        self._plan(tick, agency, report, self._kinds[agency], f"duty/{started.obligation}", 0)

    def _answer(self, tick: int, sent: ev.MessageSent) -> None:
        """Whoever writes to an agency that nobody plays gets an answer; an answer gets none."""
        letters = {agency: f"{MESSAGE}{self._mail[agency]}" for agency in (sent.sender, *sent.to)}
        self._mail.update(letters.keys())
        if sent.subject.startswith(_RE):
            return
        back = (sent.sender,)
        for agency in sent.to:
            if agency in self._kinds and agency != sent.sender:
                reply = cmd.Send(back, f"{_RE}{sent.subject}", _ANSWER, sent.tlp)
                name = f"message/{sent.sender}/{tick}/{sent.subject}"
                self._plan(tick, agency, reply, self._kinds[agency], name, 0, letter=letters[agency])

    def _vote(self, tick: int, opened: ev.ConsentOpened) -> None:
        for agency in opened.who:
            if agency in self._kinds and agency != opened.by:
                vote = cmd.Vote(opened.consent, "yes", _REASON)
                # Named by the moment too: what failed may be proposed again.
                self._plan(tick, agency, vote, self._kinds[agency], f"vote/{opened.consent}/{tick}", 0)

    def _order(self, activity: str, agency: str, target: str) -> cmd.Order:
        part = self._scenario.activities[activity]
        if part.target is not None and not target:
            choice = part.target.of or targets(part.target.kind, self._scenario) or ("as needed",)
            target = next((name for name in choice if name != agency), "")
        words = pick(part.name, *self._scenario.languages) if part.needs_text else ""
        return cmd.Order(activity, target, words)

    def _pass_on(self, tick: int, learned: ev.FactLearned) -> None:
        agency, temper = learned.agency, self._kinds.get(learned.agency)
        if temper is None or not temper.shares or learned.how in ("start", "shared"):
            return
        others = tuple(
            name
            for name in self._scenario.agencies[agency].contacts
            if name in self._scenario.agencies and self._may_tell(learned, name)
        )
        if others:
            self._plan(tick, agency, cmd.Share(learned.fact, others), temper, f"fact/{learned.fact}", 0)

    def _may_tell(self, learned: ev.FactLearned, other: str) -> bool:
        """Bots keep to the TLP of what they were told; what they found out themselves is theirs to label."""
        return learned.how == "activity" or may_tell(
            self._scenario, learned.agency, learned.fact, learned.tlp, other
        )

    def _plan(
        self,
        tick: int,
        agency: str,
        command: cmd.AnyCommand,
        temper: Temper,
        inject: str,
        index: int,
        *,
        letter: str = "",
    ) -> None:
        if isinstance(command, cmd.Order) and command.activity in self._without:
            return
        name = f"{agency}/{inject}/{index}"
        if self._streams.happens(f"{name}/does", temper.does):
            wait = self._streams.takes(f"{name}/thinks", temper.thinks)
            self._push(tick + wait, Intention(agency, command, temper.retries, inject, index, letter))

    def _push(self, tick: int, intention: Intention) -> None:
        self._count += 1
        heappush(self._plans, (tick, self._count, intention))

    # --- what they do

    def act(self, tick: int, world: World, ask: Try) -> None:
        """Let them do what is due by now; what is refused they come back to."""
        while self._plans and self._plans[0][0] <= tick:
            _, _, intention = heappop(self._plans)
            taken = intention.agency in world.seats
            if (taken and not self._patient) or self._done(world, intention):
                continue
            if not taken and intention.letter and (intention.agency, intention.letter) not in world.read:
                ask(intention.agency, cmd.MarkRead(intention.letter))
            command = intention.command
            if isinstance(command, cmd.Rate):
                level = severity_felt(self._scenario, world, intention.agency)
                command = msgspec.structs.replace(command, level=level)
            if (taken or not ask(intention.agency, command)) and intention.tries > 0:
                temper = self._kinds[intention.agency]
                later = msgspec.structs.replace(intention, tries=intention.tries - 1)
                self._push(tick + temper.again, later)

    def _done(self, world: World, intention: Intention) -> bool:
        """Whether somebody has done it meanwhile."""
        inject = self._lines.get(intention.inject)
        if inject is None or intention.index >= len(inject.expect):
            return False
        state = world.injects[intention.inject].expects.get(intention.index)
        if state is None:
            return False
        by = who_met(inject.expect[intention.index], intention.inject, state.who, world)
        return by not in ("", "somebody")


def _started(effects: tuple[e.Effect, ...]) -> Iterator[str]:
    """The activities that effects may start."""
    for effect in effects:
        if isinstance(effect, e.StartActivity):
            yield effect.start
        elif isinstance(effect, e.If):
            yield from _started((*effect.then, *effect.otherwise))


def _asked_to_rate(bots: Bots, tick: int, asked: ev.RatingAsked) -> None:
    for agency in asked.to:
        if agency in bots._kinds and bots._scenario.severity:
            # Which level, it says when it is about to: from what it sees then.
            name = f"rating/{asked.step}/{tick}"
            bots._plan(tick, agency, cmd.Rate(asked.step, ""), bots._kinds[agency], name, 0)


_LOOKS: dict[type, Callable[[Bots, int, Any], None]] = {
    ev.InjectAdded: Bots._received,
    ev.InjectReleased: Bots._received,
    ev.FactLearned: Bots._pass_on,
    ev.ClockStarted: Bots._report,
    ev.ConsentOpened: Bots._vote,
    ev.MessageSent: Bots._answer,
    ev.RatingAsked: _asked_to_rate,
}
_ANSWER = "Received. We are working on it and will report."
_RE = "Re: "
_REASON = "According to our plan."
