"""What controllers may do, and when."""

from __future__ import annotations

from exercise.domain import commands as cmd
from exercise.domain.ground import TLPS, Ground, one_of, something
from exercise.domain.improvised import written
from exercise.domain.phases import next_phase
from exercise.domain.rules_comms import judge_check
from exercise.domain.rules_effects import can_happen, checked_effects
from exercise.domain.rules_excon import FOR_EXCON, judge_excon
from exercise.domain.rules_review import judge_observation
from exercise.errors import NoSuchThing, Refused
from exercise.scenario.quantities import DAY, clock

FOR_CONTROLLERS = FOR_EXCON | frozenset(
    (
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
        cmd.SendAs,
        cmd.Override,
        cmd.Rule,
        cmd.Observe,
        cmd.TakeSeat,
        cmd.LeaveSeat,
        cmd.CheckComms,
    )
)

_LONGEST = 30 * DAY


def judge_controller(ground: Ground, command: cmd.AnyCommand) -> None:
    """Raise `Refused` when a controller may not do this now."""
    world, tick = ground.world, ground.tick
    if type(command) in FOR_EXCON:
        judge_excon(ground, command)
        return
    match command:
        case cmd.Start() | cmd.Pause() | cmd.Resume() | cmd.End():
            next_phase(world.phase, command)
        case cmd.SetPace(pace=pace):
            if not 0 < pace <= 3600:
                raise Refused("the pace lies above 0 and at most 3600")
        case cmd.Jump(to=to):
            if world.phase != "running":
                ground.playing("jump")
                raise Refused("let the clock run first: a jump plays everything on the way")
            if to <= tick:
                raise Refused(f"the clock only goes forward; it is {clock(tick)} already")
            if to > tick + _LONGEST:
                raise Refused("a jump is at most 30 days long")
        case cmd.MarkTime():
            ground.playing("mark the time")
        case cmd.Release() | cmd.Hold() | cmd.Skip() | cmd.Reschedule():
            _inject(ground, command)
        case cmd.SendInject():
            _improvised(ground, command)
        case cmd.SendAs():
            _words(ground, command)
        case cmd.Override() | cmd.Rule():
            _change(ground, command)
        case cmd.Observe():
            judge_observation(ground, command)
        case cmd.CheckComms():
            judge_check(ground)
        case cmd.TakeSeat(agency=agency) | cmd.LeaveSeat(agency=agency):
            if agency not in ground.scenario.agencies:
                raise NoSuchThing("agency", agency)
            if isinstance(command, cmd.TakeSeat) == (agency in world.seats):
                raise Refused("somebody sits there already" if agency in world.seats else "nobody sits there")


def _inject(ground: Ground, command: cmd.Release | cmd.Hold | cmd.Skip | cmd.Reschedule) -> None:
    ground.playing("release, hold or move injects")
    if command.inject not in ground.world.injects:
        raise NoSuchThing("inject", command.inject)
    inject = ground.world.injects[command.inject]
    if inject.status == "released":
        raise Refused(f"it went out at {clock(inject.released_at or 0)}")
    if inject.status == "skipped":
        raise Refused("it was skipped; a copy of it can be sent")
    if isinstance(command, cmd.Hold) and inject.status == "held":
        raise Refused("it is held already")
    if isinstance(command, cmd.Reschedule) and command.at < ground.tick:
        raise Refused(f"{clock(command.at)} is over; it is {clock(ground.tick)}")


def _words(ground: Ground, command: cmd.SendAs) -> None:
    ground.playing("send anything")
    ground.agencies(command.to)
    something(command.subject, "a subject")
    something(command.text, "a text")
    one_of(command.tlp, TLPS, "TLP label")
    something(command.persona, "the name you write as")


def _improvised(ground: Ground, command: cmd.SendInject) -> None:
    ground.playing("send anything")
    ground.agencies(written(command, ground.scenario).to)
    if command.answer_within is not None and not 0 < command.answer_within <= _LONGEST:
        raise Refused("give the time to answer as something between a second and 30 days")
    if command.at is not None and command.at < ground.tick:
        raise Refused(f"{clock(command.at)} is over; it is {clock(ground.tick)}")
    if command.at is not None and command.at > ground.tick + _LONGEST:
        raise Refused("give a time at most 30 days from now")


def _change(ground: Ground, command: cmd.Override | cmd.Rule) -> None:
    ground.playing("change the world")
    something(command.reason, "a reason")
    effects = checked_effects(command.effects)
    # A ruling is made for somebody, who may be named as the one who acts.
    actor = isinstance(command, cmd.Rule)
    for effect in effects:
        can_happen(ground, effect, actor=actor)
    if isinstance(command, cmd.Override):
        if not effects:
            raise Refused("an override needs at least one effect")
        return
    if ground.world.proposals.get(command.proposal) is None:
        raise NoSuchThing("proposed action", command.proposal)
    if ground.world.proposals[command.proposal].ruled:
        raise Refused("this has been ruled on already")
    if not 0 <= command.takes <= _LONGEST:
        raise Refused("give a duration of at most 30 days")
    if effects and not command.accept:
        raise Refused("an action that is declined has no effects")
