"""What controllers may ask of each other, and agencies' ratings."""

from __future__ import annotations

from exercise.domain import commands as cmd
from exercise.domain.excon import CENTRE
from exercise.domain.ground import Ground, something
from exercise.domain.seats import EXCON
from exercise.domain.tasks import STANDS_STILL, cell_now, find_task, spoken
from exercise.errors import NoSuchThing, Refused, WrongPhase
from exercise.scenario.quantities import DAY, clock

FOR_EXCON = frozenset(
    (
        cmd.TakeTask,
        cmd.GiveBackTask,
        cmd.PutAwayTask,
        cmd.HandOverTask,
        cmd.ClearDesk,
        cmd.MoveAuthority,
        cmd.MoveLead,
        cmd.SetRolePlay,
        cmd.Deliver,
        cmd.FailDelivery,
        cmd.AskRating,
        cmd.ShareSpread,
    )
)

_LONGEST_NAME = 64


def judge_excon(ground: Ground, command: cmd.AnyCommand) -> None:
    """Raise `Refused` when a controller may not do this now."""
    match command:
        case cmd.TakeTask() | cmd.GiveBackTask() | cmd.PutAwayTask() | cmd.HandOverTask() | cmd.ClearDesk():
            ground.playing("share out the queue")
            _queue(ground, command)
        case cmd.MoveAuthority():
            _authority(ground, command)
        case cmd.MoveLead(seat=seat, why=why):
            _not_over(ground, "hand over the lead")
            _seat(seat)
            something(why, "a reason")
            if ground.world.excon.lead == seat:
                raise Refused("this seat leads already")
        case cmd.SetRolePlay(on=on):
            if ground.world.excon.role_play == on:
                raise Refused("it is so already")
        case cmd.Deliver() | cmd.FailDelivery():
            _delivery(ground, command)
        case cmd.AskRating() | cmd.ShareSpread():
            ground.playing("ask for ratings")
            _rating(ground, command)


def judge_rating(ground: Ground, agency: str, command: cmd.Rate) -> None:
    """Raise `Refused` when an agency may not rate so."""
    step = ground.world.excon.ratings.get(command.step)
    if step is None or agency not in step.to:
        raise NoSuchThing("severity rating that you were asked for", command.step)
    if command.level not in ground.scenario.severity:
        raise Refused(f"choose one of: {', '.join(ground.scenario.severity)}")


def _queue(
    ground: Ground,
    command: cmd.TakeTask | cmd.GiveBackTask | cmd.PutAwayTask | cmd.HandOverTask | cmd.ClearDesk,
) -> None:
    excon = ground.world.excon
    if isinstance(command, cmd.ClearDesk):
        if not any(claim.seat == command.seat for claim in excon.claims.values()):
            raise Refused("nothing is taken by this seat")
        return
    find_task(ground.scenario, ground.world, command.task)
    claim = excon.claims.get(command.task)
    if isinstance(command, cmd.TakeTask):
        if claim is not None:
            mine = claim.seat == (command.desk or EXCON)
            raise Refused("you have taken it already" if mine else f"it is taken by {claim.seat}")
    elif isinstance(command, cmd.GiveBackTask):
        if claim is None and command.task not in excon.away:
            raise Refused("nobody has taken it")
    elif isinstance(command, cmd.PutAwayTask):
        if command.task.partition("/")[0] in STANDS_STILL:
            raise Refused("it stands still until a controller acts, and cannot be put away")
    else:
        _hand_over(ground, command)


def _hand_over(ground: Ground, command: cmd.HandOverTask) -> None:
    if not command.cell and not command.seat:
        raise Refused("say to which cell or seat")
    if command.seat:
        _seat(command.seat)
    if command.cell not in ("", CENTRE) and command.cell not in ground.scenario.cells:
        raise NoSuchThing("cell", command.cell)
    if not command.seat and spoken(cell_now(ground.scenario, ground.world, command.task)) == command.cell:
        raise Refused("it is in the queue of this cell already")


def _authority(ground: Ground, command: cmd.MoveAuthority) -> None:
    _not_over(ground, "hand over authority")
    something(command.why, "a reason")
    for name in (command.cell, command.to):
        if name not in ground.scenario.cells and (name != CENTRE or name == command.cell):
            raise NoSuchThing("cell", name)
    if spoken(ground.world.excon.holder(command.cell)) == command.to:
        raise Refused("it lies there already")


def _delivery(ground: Ground, command: cmd.Deliver | cmd.FailDelivery) -> None:
    ground.playing("deliver injects")
    part = ground.scenario.injects.get(command.inject)
    if part is None:
        raise NoSuchThing("inject", command.inject)
    if part.deliver is None:
        raise Refused("it goes out in writing; release it")
    state = ground.world.injects[command.inject]
    if state.status == "released":
        raise Refused(f"it went out at {clock(state.released_at or 0)}")
    if state.status == "skipped":
        raise Refused("it was skipped; a copy of it can be sent")
    if isinstance(command, cmd.FailDelivery):
        something(command.why, "a reason")


def _rating(ground: Ground, command: cmd.AskRating | cmd.ShareSpread) -> None:
    if not ground.scenario.severity:
        raise Refused("this exercise has no severity scale")
    if isinstance(command, cmd.AskRating):
        ground.agencies(command.to)
        if command.within is not None and not 0 < command.within <= 30 * DAY:
            raise Refused("give the time to rate as something between a second and 30 days")
        return
    step = ground.world.excon.ratings.get(command.step)
    if step is None:
        raise NoSuchThing("severity rating", command.step)
    if not step.given:
        raise Refused("nobody has rated yet")


def _not_over(ground: Ground, what: str) -> None:
    if ground.world.phase == "ended":
        raise WrongPhase(what, ground.world.phase)


def _seat(name: str) -> None:
    if not name.strip() or len(name) > _LONGEST_NAME:
        raise NoSuchThing("seat", name[:_LONGEST_NAME])
