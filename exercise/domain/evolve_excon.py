"""What events among controllers change. Part of `evolve`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from exercise.domain import events_excon as ev
from exercise.domain.events_msel import InjectAdded
from exercise.domain.excon import Away, Claim, Delivery, Handed, RatingStep
from exercise.domain.world import InjectState, World

CALL = "call/"
"""Before an inject's id: the item of the queue that asks a role player to deliver it."""


def _added(world: World, tick: int, event: InjectAdded) -> None:
    world.injects[event.inject] = InjectState(at=event.at)
    world.improvised[event.inject] = event
    world.ad_hoc += 1


def _taken(world: World, tick: int, event: ev.TaskTaken) -> None:
    world.excon.claims[event.task] = Claim(event.seat, tick)
    world.excon.away.pop(event.task, None)
    delivery = world.excon.deliveries.get(event.task.removeprefix(CALL))
    if event.task.startswith(CALL) and delivery is not None and delivery.taken is None:
        delivery.taken = tick


def _given_back(world: World, tick: int, event: ev.TaskGivenBack) -> None:
    world.excon.claims.pop(event.task, None)
    world.excon.away.pop(event.task, None)


def _put_away(world: World, tick: int, event: ev.TaskPutAway) -> None:
    world.excon.claims.pop(event.task, None)
    world.excon.away[event.task] = Away(event.seat, tick, event.why)


def _handed_over(world: World, tick: int, event: ev.TaskHandedOver) -> None:
    excon = world.excon
    excon.claims.pop(event.task, None)
    excon.away.pop(event.task, None)
    excon.handed[event.task] = Handed(
        tick, event.cell, event.seat, event.who, event.text, event.inject, event.agency, event.why
    )
    if event.seat:
        excon.claims[event.task] = Claim(event.seat, tick)


def _authority(world: World, tick: int, event: ev.AuthorityMoved) -> None:
    if event.to == event.cell:
        world.excon.authority.pop(event.cell, None)
    else:
        world.excon.authority[event.cell] = event.to


def _lead(world: World, tick: int, event: ev.LeadMoved) -> None:
    world.excon.lead = event.seat


def _role_play(world: World, tick: int, event: ev.RolePlaySet) -> None:
    world.excon.role_play = event.on


def _due(world: World, tick: int, event: ev.DeliveryDue) -> None:
    world.injects.setdefault(event.inject, InjectState()).status = "delivering"
    world.excon.deliveries[event.inject] = Delivery(tick, event.until)


def _ended(world: World, tick: int, event: ev.DeliveryDone | ev.DeliveryFailed) -> None:
    delivery = world.excon.deliveries.setdefault(event.inject, Delivery(tick))
    delivery.done, delivery.seat = tick, event.seat
    delivery.failed = isinstance(event, ev.DeliveryFailed)
    delivery.note = event.why if isinstance(event, ev.DeliveryFailed) else event.note


def _asked(world: World, tick: int, event: ev.RatingAsked) -> None:
    world.excon.ratings[event.step] = RatingStep(tick, event.to, event.text, event.due)


def _rated(world: World, tick: int, event: ev.SeverityRated) -> None:
    step = world.excon.ratings.setdefault(event.step, RatingStep(tick, (event.agency,), {}))
    step.given.setdefault(event.agency, []).append((tick, event.level, event.reason))


def _shared(world: World, tick: int, event: ev.SpreadShared) -> None:
    world.excon.ratings.setdefault(event.step, RatingStep(tick, event.to, {})).shared = event.counts


EXCON_CHANGES: dict[type, Callable[[World, int, Any], None]] = {
    InjectAdded: _added,
    ev.TaskTaken: _taken,
    ev.TaskGivenBack: _given_back,
    ev.TaskPutAway: _put_away,
    ev.TaskHandedOver: _handed_over,
    ev.AuthorityMoved: _authority,
    ev.LeadMoved: _lead,
    ev.RolePlaySet: _role_play,
    ev.DeliveryDue: _due,
    ev.DeliveryDone: _ended,
    ev.DeliveryFailed: _ended,
    ev.RatingAsked: _asked,
    ev.SeverityRated: _rated,
    ev.SpreadShared: _shared,
}
