"""How the world changes when letters are read and comms checks are called and answered. Part of `evolve`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from exercise.domain import events as ev
from exercise.domain.world import CommsCheck, World


def _read(world: World, tick: int, event: ev.ItemRead) -> None:
    world.read.setdefault((event.agency, event.item), tick)


def _checked(world: World, tick: int, event: ev.CommsChecked) -> None:
    world.checks.append(CommsCheck(tick, event.here, event.away))


def _check_answered(world: World, tick: int, event: ev.CheckAnswered) -> None:
    if world.checks:
        world.checks[-1].answered.setdefault(event.station, (event.agency, tick))


COMMS: dict[type, Callable[[World, int, Any], None]] = {
    ev.ItemRead: _read,
    ev.CommsChecked: _checked,
    ev.CheckAnswered: _check_answered,
}
