"""What controllers may ask of each other's work: of their own queue, with the authority that is theirs now."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from exercise.conduct.roles import Seat
from exercise.conduct.view import View
from exercise.domain import commands as cmd
from exercise.domain.excon import CENTRE
from exercise.domain.tasks import ITEM, cell_now
from exercise.domain.world import World
from exercise.errors import NoSuchThing, NotAllowed
from exercise.scenario.model import Scenario

_CONTROL = ("director", "lead", "controller", "simcell")
_MAY_LEAD = ("director", "lead", "controller")


def judge_desk(
    seat: Seat, view: View, world: World, scenario: Scenario, seats: Iterable[Seat], command: cmd.AnyCommand
) -> None:
    """Raise `Refused` when a seat may not ask this of the queue, of authority or of the lead."""
    match command:
        case (
            cmd.TakeTask(task=task)
            | cmd.GiveBackTask(task=task)
            | cmd.PutAwayTask(task=task)
            | cmd.HandOverTask(task=task)
        ):
            if not view.sees_all and cell_now(scenario, world, task) not in view.cells:
                raise NoSuchThing(ITEM, task)
            claim = world.excon.claims.get(task)
            others = claim is not None and claim.seat != seat.name and not seat.in_charge
            if others and not isinstance(command, cmd.TakeTask):
                raise NotAllowed(
                    f"it is taken by {claim.seat if claim else ''}, and not yours to give back or away"
                )
            if isinstance(command, cmd.HandOverTask) and command.seat:
                _seat_of_control(seats, command.seat)
        case cmd.MoveAuthority(cell=cell):
            if not view.sees_all and cell in scenario.cells and cell not in view.cells:
                who = looks_after(world, cell)
                raise NotAllowed(f"the authority of this cell is not yours to hand over; {who} has it")
        case cmd.MoveLead(seat=name):
            if (found := _seat_of_control(seats, name)).cell or found.role not in _MAY_LEAD:
                raise NotAllowed("only a controller's seat that sees everything can lead")
        case cmd.Deliver(inject=name) | cmd.FailDelivery(inject=name):
            if not view.sees_all and name not in view.injects:
                raise NoSuchThing("inject", name)
        case _:
            pass


def looks_after(world: World, cell: str) -> str:
    """Who has the authority of a cell now."""
    holder = world.excon.holder(cell)
    return f"the cell '{holder}'" if holder else "the centre"


def signed(seat: Seat, seats: Iterable[Seat], command: cmd.AnyCommand) -> cmd.AnyCommand:
    """The command with the seat that asks in it, whatever was sent; and with the cell of a seat it names."""
    if "desk" not in command.__struct_fields__:
        return command
    more: dict[str, str] = {"desk": seat.name}
    if isinstance(command, cmd.Answer):
        more["role"] = seat.role
    if isinstance(command, cmd.HandOverTask) and command.seat:
        more["cell"] = _seat_of_control(seats, command.seat).cell or CENTRE
    made: cmd.AnyCommand = msgspec.structs.replace(command, **more)
    return made


def standing(seat: Seat, lead: str) -> Seat:
    """The seat with the role that is its now: the lead may have been handed to another."""
    if not lead:
        return seat
    if seat.name == lead and seat.role != "director":
        return msgspec.structs.replace(seat, role="lead")
    return msgspec.structs.replace(seat, role="controller") if seat.role == "lead" else seat


def _seat_of_control(seats: Iterable[Seat], name: str) -> Seat:
    for seat in seats:
        if seat.name == name and seat.role in _CONTROL:
            return seat
    raise NoSuchThing("seat of a controller", name)
