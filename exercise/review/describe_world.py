"""Sentences about the simulated world and its adversary: what changed, and from what."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from exercise.domain import events as ev
from exercise.domain.world import World
from exercise.review.names import Names, minute
from exercise.scenario.quantities import lasting

Parts = tuple[str, str, str]
Sentence = Callable[[Names, World | None, int, Any], Parts]

_WORLD, _ADVERSARY = "WORLD", "ADVERSARY"


def percent(share: float) -> str:
    """A share for people, such as 40%."""
    return f"{share * 100:.0f}%"


def _change(was: float | None, now: float, shown: Callable[[float], str]) -> str:
    if was is None or shown(was) == shown(now):
        return f"is at {shown(now)}"
    return f"{'rises' if now > was else 'falls'} from {shown(was)} to {shown(now)}"


def _taken(names: Names, world: World | None, tick: int, event: ev.ResourceTaken) -> Parts:
    return "A", _WORLD, f"'{names.run(event.run)}' takes {event.amount} of {names.pool(event.pool)}."


def _freed(names: Names, world: World | None, tick: int, event: ev.ResourceFreed) -> Parts:
    return "A", _WORLD, f"'{names.run(event.run)}' gives back {event.amount} of {names.pool(event.pool)}."


def _pool(names: Names, world: World | None, tick: int, event: ev.ResourceChanged) -> Parts:
    return "W", _WORLD, f"{names.pool(event.pool)}: there are now {event.capacity}."


def _raised(names: Names, world: World | None, tick: int, event: ev.FlagRaised) -> Parts:
    return "W", _WORLD, f"It is now so: {names.flag(event.flag)}."


def _lowered(names: Names, world: World | None, tick: int, event: ev.FlagLowered) -> Parts:
    return "W", _WORLD, f"It is no longer so: {names.flag(event.flag)}."


def _health(names: Names, world: World | None, tick: int, event: ev.AssetHealthSet) -> Parts:
    old = world.assets.get(event.asset) if world else None
    change = _change(old.health if old else None, event.health, percent)
    return "W", _WORLD, f"The condition of {names.asset(event.asset)} {change}."


def _level(names: Names, world: World | None, tick: int, event: ev.AssetLevelChanged) -> Parts:
    old = world.assets.get(event.asset) if world else None
    return (
        "W",
        _WORLD,
        f"{names.asset(event.asset)} {_change(old.level if old else None, event.level, percent)}.",
    )


def _capacity(names: Names, world: World | None, tick: int, event: ev.CapacityChanged) -> Parts:
    asset = names.scenario.assets.get(event.asset)
    unit = asset.capacity.unit if asset and asset.capacity else ""
    return (
        "W",
        _WORLD,
        f"The capacity of {names.asset(event.asset)} is now {event.capacity:g} {unit}".rstrip() + ".",
    )


def _reserve(names: Names, world: World | None, tick: int, event: ev.ReserveMoved) -> Parts:
    kind, _, rest = event.owner.partition("/")
    owner = rest.partition("/")[0]
    name = names.asset(owner) if kind == "asset" else names.service(owner)
    how = "is being used up" if event.rate < 0 else "is being filled" if event.rate > 0 else "is not in use"
    return "W", _WORLD, f"The reserve of {name} {how}; {lasting(event.left)} left."


def _service(names: Names, world: World | None, tick: int, event: ev.ServiceChanged) -> Parts:
    old = world.services.get(event.service) if world else None
    change = _change(old.available if old else None, event.available, percent)
    return "W", _WORLD, f"{names.service(event.service)} {change}."


def _fallback(names: Names, world: World | None, tick: int, event: ev.FallbackSet) -> Parts:
    name = names.service(event.service)
    if event.level <= 0:
        return "W", _WORLD, f"{name} has no stand-in any more."
    return "W", _WORLD, f"A stand-in keeps {name} at {percent(event.level)} or above."


def _allocation(names: Names, world: World | None, tick: int, event: ev.AllocationSet) -> Parts:
    how = "by priority" if event.rule == "priority" else "in proportion"
    return "W", _WORLD, f"What is scarce of {names.service(event.service)} is now shared out {how}."


def _scale(names: Names, world: World | None, tick: int, event: ev.ScaleSet) -> Parts:
    of = {
        "durations": names.activity,
        "chances": names.activity,
        "drift": names.indicator,
        "demand": names.service,
    }[event.what](event.of)
    what = {
        "durations": "The duration",
        "chances": "The chances",
        "drift": "The drift",
        "demand": "The demand",
    }
    return "W", _WORLD, f"{what[event.what]} of {of} is now multiplied by {event.factor:g}."


def _moved(names: Names, world: World | None, tick: int, event: ev.IndicatorMoved) -> Parts:
    old = world.indicators.get((event.indicator, event.agency)) if world else None
    change = _change(old.at(tick) if old else None, event.value, lambda value: f"{value:.0f}")
    who = names.agency(event.agency) if event.agency else _WORLD
    return "W", who, f"{names.indicator(event.indicator)} {change}."


def _step_begun(names: Names, world: World | None, tick: int, event: ev.StepBegun) -> Parts:
    return "X", _ADVERSARY, f"The move '{names.step(event.step)}' is under way."


def _step_ended(names: Names, world: World | None, tick: int, event: ev.StepEnded) -> Parts:
    how = {
        "done": "takes effect",
        "blocked": "is blocked",
        "diverted": "is diverted",
        "failed": "does not come off",
    }[event.outcome]
    by = f" ({event.by})" if event.by else ""
    return "X", _ADVERSARY, f"The move '{names.step(event.step)}' {how}{by}."


def _step_delayed(names: Names, world: World | None, tick: int, event: ev.StepDelayed) -> Parts:
    return "X", _ADVERSARY, f"The move '{names.step(event.step)}' is delayed until {minute(event.until)}."


SENTENCES: dict[type, Sentence] = {
    ev.ResourceTaken: _taken,
    ev.ResourceFreed: _freed,
    ev.ResourceChanged: _pool,
    ev.FlagRaised: _raised,
    ev.FlagLowered: _lowered,
    ev.AssetHealthSet: _health,
    ev.AssetLevelChanged: _level,
    ev.CapacityChanged: _capacity,
    ev.ReserveMoved: _reserve,
    ev.ServiceChanged: _service,
    ev.FallbackSet: _fallback,
    ev.AllocationSet: _allocation,
    ev.ScaleSet: _scale,
    ev.IndicatorMoved: _moved,
    ev.StepBegun: _step_begun,
    ev.StepEnded: _step_ended,
    ev.StepDelayed: _step_delayed,
}
