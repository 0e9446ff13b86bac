"""May this be done now? Yes, or `Refused` with a reason. Nothing here changes anything."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter, ValidationError

from exercise.domain import commands as cmd
from exercise.domain.conditions import compile_condition
from exercise.domain.explain import label, waits_for
from exercise.domain.phases import next_phase
from exercise.domain.stages import stages_of
from exercise.domain.views import EXCON
from exercise.domain.world import World
from exercise.errors import NoSuchThing, NotAllowed, Refused, WrongPhase
from exercise.scenario.effects import Effect
from exercise.scenario.model import Scenario
from exercise.scenario.play import ANYONE, Activity
from exercise.scenario.quantities import clock
from exercise.scenario.world import EVERYONE

LONGEST_TEXT = 20_000
"""Characters in any text somebody types."""

BOT = "bot/"
"""Prefix of a seat that a bot sits in: `bot/<agency>`."""

_EFFECTS: TypeAdapter[tuple[Effect, ...]] = TypeAdapter(tuple[Effect, ...])


def agency_of(seat: str) -> str:
    """The agency a seat belongs to, whoever sits there; "" for a controller."""
    return "" if seat == EXCON else seat.removeprefix(BOT)


def overriding_effects(effects: tuple[dict[str, Any], ...]) -> tuple[Effect, ...]:
    """The effects of an override, checked. Raises `Refused` with the reason in words."""
    try:
        return _EFFECTS.validate_python(tuple(effects))
    except ValidationError as wrong:
        first = wrong.errors()[0]
        raise Refused(f"the override is not an effect of the scenario language: {first['msg']}") from None


class Rules:
    """The rules of one exercise."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._uses = {name: _uses(part) for name, part in scenario.activities.items()}

    def judge(self, world: World, tick: int, seat: str, command: cmd.AnyCommand) -> None:
        """Return when it may be done; raise `Refused` (or a kind of it) when not."""
        if seat != EXCON and agency_of(seat) not in self._scenario.agencies:
            raise NoSuchThing("agency", agency_of(seat))
        self._lengths(command)
        if isinstance(command, _FOR_CONTROLLERS):
            self._controller(world, tick, seat, command)
        elif isinstance(command, cmd.CallStop):
            if world.phase == "ended":
                raise WrongPhase("stop play", world.phase)
        else:
            self._participant(world, tick, seat, command)

    def _lengths(self, command: cmd.AnyCommand) -> None:
        for name in command.__struct_fields__:
            value = getattr(command, name)
            if isinstance(value, str) and len(value) > LONGEST_TEXT:
                raise Refused(f"the {name} is longer than {LONGEST_TEXT:,} characters; shorten it")

    # --- controllers

    def _controller(self, world: World, tick: int, seat: str, command: cmd.AnyCommand) -> None:
        if seat != EXCON:
            raise NotAllowed("only a controller may do this")
        match command:
            case cmd.Start() | cmd.Pause() | cmd.Resume() | cmd.End():
                next_phase(world.phase, command)
            case cmd.SetPace(pace=pace):
                if not 0 < pace <= 3600:
                    raise Refused("the pace lies above 0 and at most 3600")
            case cmd.Jump(to=to):
                self._playing(world, "jump")
                if to <= tick:
                    raise Refused(f"the clock only goes forward; it is {clock(tick)} already")
                if to > tick + 30 * 86400:
                    raise Refused("a jump is at most 30 days long")
            case cmd.Release(inject=name) | cmd.Hold(inject=name) | cmd.Skip(inject=name):
                self._playing(world, "release or hold injects")
                self._waiting_inject(world, name)
                if isinstance(command, cmd.Hold) and world.injects[name].status == "held":
                    raise Refused("it is held already")
            case cmd.Reschedule(inject=name, at=at):
                self._playing(world, "reschedule")
                self._waiting_inject(world, name)
                if at < tick:
                    raise Refused(f"{clock(at)} is over; it is {clock(tick)}")
            case cmd.SendInject(to=to, subject=subject, text=text, channel=channel, tlp=tlp):
                self._playing(world, "send an inject")
                self._known_agencies(to)
                _something(subject, "a subject")
                _something(text, "a text")
                _one_of(channel, _CHANNELS, "channel")
                _one_of(tlp, _TLPS, "TLP label")
                if command.answer_within is not None and not 0 < command.answer_within <= 30 * 86400:
                    raise Refused("give the time to answer as something between a second and 30 days")
            case cmd.Override(effects=effects, reason=reason):
                self._playing(world, "override")
                _something(reason, "a reason")
                if not effects:
                    raise Refused("an override needs at least one effect")
                self._known_effects(overriding_effects(effects))
            case cmd.Observe(text=text, inject=inject, agency=agency, objective=objective, rating=rating):
                _something(text, "a text")
                _one_of(rating, ("", "P", "S", "M", "U"), "rating")
                self._exists("inject", inject, world.injects)
                self._exists("agency", agency, self._scenario.agencies)
                self._exists("objective", objective, self._scenario.objectives)
            case cmd.TakeSeat(agency=agency) | cmd.LeaveSeat(agency=agency):
                if agency not in self._scenario.agencies:
                    raise NoSuchThing("agency", agency)
                if isinstance(command, cmd.TakeSeat) == (agency in world.seats):
                    raise Refused(
                        "somebody sits there already" if agency in world.seats else "nobody sits there"
                    )
            case cmd.MarkTime():
                self._playing(world, "mark the time")

    def _waiting_inject(self, world: World, name: str) -> None:
        if name not in self._scenario.injects:
            raise NoSuchThing("inject", name)
        inject = world.injects[name]
        if inject.status == "released":
            raise Refused(f"it went out at {clock(inject.released_at or 0)}")
        if inject.status == "skipped":
            raise Refused("it was skipped")

    def _known_effects(self, effects: tuple[Effect, ...]) -> None:
        """Every id in an override must exist: nothing may fail once it is recorded."""
        from exercise.scenario.references import references

        for effect in effects:
            for kind, name in references(effect):
                known = getattr(self._scenario, kind)
                if name not in known:
                    raise NoSuchThing(kind, name)

    # --- participants

    def _participant(self, world: World, tick: int, seat: str, command: cmd.AnyCommand) -> None:
        agency = agency_of(seat)
        if isinstance(command, cmd.Send):
            if world.phase == "ended":
                raise WrongPhase("send messages", world.phase)
            self._known_agencies(command.to, also=(EXCON,))
            _something(command.text, "a text")
            _one_of(command.tlp, _TLPS, "TLP label")
            return
        self._playing(world, "act")
        if not agency:
            raise NotAllowed("sit at an agency first")
        match command:
            case cmd.Order():
                self._order(world, tick, agency, command)
            case cmd.StandDown(run=name):
                run = world.runs.get(name)
                if run is None or run.agency != agency:
                    raise NoSuchThing("activity of yours under way", name)
                if run.status in ("done", "stood-down"):
                    raise Refused("it is over already")
            case cmd.Reply(inject=name, text=text):
                inject = world.injects.get(name)
                if inject is None or inject.status != "released" or agency not in inject.to:
                    raise NoSuchThing("inject in your inbox", name)
                _something(text, "an answer")
            case cmd.Decide():
                self._decide(world, tick, agency, command)
            case cmd.Share(fact=fact, to=to):
                if fact not in world.held.get(agency, {}):
                    raise Refused("you can only share what you know")
                self._known_agencies(to)

    def _order(self, world: World, tick: int, agency: str, command: cmd.Order) -> None:
        part = self._scenario.activities.get(command.activity)
        if part is None or part.starts is not None:
            raise NoSuchThing("action", command.activity)
        if ANYONE not in part.who and agency not in part.who:
            who = ", ".join(label(self._scenario, "agencies", name) for name in part.who)
            raise NotAllowed(f"only {who} may do this")
        self._target(part, command)
        if part.needs_text:
            _something(command.text, "the words to use")
        if missing := self.staff_missing(world, agency, command.activity):
            raise Refused(f"you have no {missing}")
        runs = [world.runs[name] for name in world.runs_of.get(command.activity, ())]
        own = [run for run in runs if run.agency == agency and run.status != "stood-down"]
        if any(run.status != "done" and run.target == command.target for run in own):
            raise Refused("this is under way already")
        if own and not part.again:
            raise Refused("this was done already, and once is enough")
        if part.requires is not None and (
            missing := waits_for(
                part.requires, self._scenario, world, tick, actor=agency, target=command.target
            )
        ):
            raise Refused(f"not yet: it needs {missing}")

    def staff_missing(self, world: World, agency: str, activity: str) -> str:
        """The first resource that this agency does not have enough of, ever; "" when all can be had."""
        for name, amount in self._uses[activity]:
            pool = world.pools.get(name if name in self._scenario.resources else f"{agency}/{name}")
            if pool is None or pool.capacity < amount:
                return name if amount == 1 else f"{amount} {name}"
        return ""

    def _target(self, part: Activity, command: cmd.Order) -> None:
        if part.target is None:
            if command.target:
                raise Refused("this action takes no target")
            return
        _something(command.target, f"a target ({part.target.kind})")
        known = part.target.of or targets(part.target.kind, self._scenario)
        if part.target.kind != "text" and command.target not in known:
            raise NoSuchThing(part.target.kind, command.target)

    def _decide(self, world: World, tick: int, agency: str, command: cmd.Decide) -> None:
        part = self._scenario.decisions.get(command.decision)
        _something(command.decision, "what is decided")
        if part is None:
            _something(command.text, "what you decide")
            return
        if ANYONE not in part.who and agency not in part.who:
            who = ", ".join(label(self._scenario, "agencies", name) for name in part.who)
            raise NotAllowed(f"only {who} may decide this")
        if command.option not in part.options:
            raise Refused(f"choose one of: {', '.join(part.options)}")
        for _, made in world.decisions:
            if made.decision == command.decision:
                raise Refused(f"{label(self._scenario, 'agencies', made.agency)} has decided this already")
        if part.requires is not None:
            check = compile_condition(part.requires, self._scenario, actor=agency)
            if not check.test(world, tick):
                missing = waits_for(part.requires, self._scenario, world, tick, actor=agency)
                raise Refused(f"not yet: it needs {missing}")

    # --- common

    def _playing(self, world: World, what: str) -> None:
        if world.phase not in ("running", "paused"):
            raise WrongPhase(what, "not started" if world.phase == "briefing" else world.phase)

    def _known_agencies(self, names: tuple[str, ...], *, also: tuple[str, ...] = ()) -> None:
        if not names:
            raise Refused("say to whom")
        for name in names:
            if name not in self._scenario.agencies and name != EVERYONE and name not in also:
                raise NoSuchThing("agency", name)

    def _exists(self, what: str, name: str, known: Any) -> None:
        if name and name not in known:
            raise NoSuchThing(what, name)


def _uses(part: Activity) -> tuple[tuple[str, int], ...]:
    return tuple(use for stage in stages_of(part) for use in (*stage.uses.items(), *stage.borrows.items()))


def _something(text: str, what: str) -> None:
    if not text.strip():
        raise Refused(f"give {what}")


def _one_of(word: str, known: tuple[str, ...], what: str) -> None:
    if word not in known:
        raise Refused(f"'{word}' is no {what}; use one of: {', '.join(known)}")


_CHANNELS = (
    "phone",
    "email",
    "portal",
    "chat",
    "press",
    "social",
    "radio",
    "misp",
    "ras",
    "ipcr-web",
    "paper",
)
_TLPS = ("red", "amber-strict", "amber", "green", "clear")
_TARGETS = {
    "asset": "assets",
    "service": "services",
    "agency": "agencies",
    "fact": "facts",
    "indicator": "indicators",
}


def targets(kind: str, scenario: Scenario) -> tuple[str, ...]:
    """Everything of a kind that an action may be aimed at; nothing for free text."""
    return tuple(getattr(scenario, _TARGETS[kind])) if kind in _TARGETS else ()


_FOR_CONTROLLERS = (
    cmd.Start,
    cmd.Pause,
    cmd.Resume,
    cmd.End,
    cmd.SetPace,
    cmd.Jump,
    cmd.MarkTime,
    cmd.Release,
    cmd.Hold,
    cmd.Skip,
    cmd.Reschedule,
    cmd.SendInject,
    cmd.Override,
    cmd.Observe,
    cmd.TakeSeat,
    cmd.LeaveSeat,
)
