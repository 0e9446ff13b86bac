"""What controllers do with each other: the queue, authority, the lead. Only records; nothing here takes time."""

from __future__ import annotations

from collections.abc import Callable

from exercise.domain import commands as cmd
from exercise.domain import events as ev
from exercise.domain.excon import CENTRE
from exercise.domain.tasks import cell_now, find_task
from exercise.domain.world import World
from exercise.scenario.model import Scenario

OfDesks = (
    cmd.TakeTask
    | cmd.GiveBackTask
    | cmd.PutAwayTask
    | cmd.HandOverTask
    | cmd.ClearDesk
    | cmd.MoveAuthority
    | cmd.MoveLead
)


def perform(
    record: Callable[[ev.AnyEvent], int], scenario: Scenario, world: World, by: str, command: OfDesks
) -> None:
    """Carry out what the rules have allowed."""
    desk = command.desk or by
    match command:
        case cmd.TakeTask(task=task):
            record(ev.TaskTaken(task, desk, cell_now(scenario, world, task)))
        case cmd.GiveBackTask(task=task, why=why):
            claim = world.excon.claims.get(task)
            seat = claim.seat if claim is not None else desk
            record(ev.TaskGivenBack(task, seat, cell_now(scenario, world, task), why))
        case cmd.PutAwayTask(task=task, why=why):
            record(ev.TaskPutAway(task, desk, cell_now(scenario, world, task), why))
        case cmd.ClearDesk(seat=seat, why=why):
            for task in [task for task, claim in world.excon.claims.items() if claim.seat == seat]:
                record(ev.TaskGivenBack(task, seat, cell_now(scenario, world, task), why))
        case cmd.HandOverTask(task=name, cell=cell, seat=seat, why=why):
            found = find_task(scenario, world, name)
            before = cell_now(scenario, world, name)
            to = before if not cell else "" if cell == CENTRE else cell
            record(
                ev.TaskHandedOver(
                    name, desk, to, before, seat, why, found.who, found.text, found.inject, found.agency
                )
            )
        case cmd.MoveAuthority(cell=cell, to=to, why=why):
            record(ev.AuthorityMoved(cell, "" if to == CENTRE else to, desk, why))
        case cmd.MoveLead(seat=seat, why=why):
            record(ev.LeadMoved(seat, desk, why))
