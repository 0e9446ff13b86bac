"""Sentences about the simulated world and its adversary: what changed, and from what."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from exercise.domain import events as ev
from exercise.domain.explain import explain
from exercise.domain.world import World
from exercise.language import NOBODY, marked, present, speaking, t
from exercise.language.tags import SOURCE
from exercise.review.names import Names, minute
from exercise.review.saying import ADVERSARY, WORLD
from exercise.scenario.quantities import lasting

Parts = tuple[str, str, str]
Sentence = Callable[[Names, World | None, int, Any], Parts]


def percent(share: float) -> str:
    """A share for people, such as 40%."""
    return f"{share * 100:.0f}%"


_STANDS = (
    marked("{what} is at {now}."),
    marked("{what} rises from {was} to {now}."),
    marked("{what} falls from {was} to {now}."),
)
_CONDITION = (
    marked("The condition of {what} is at {now}."),
    marked("The condition of {what} rises from {was} to {now}."),
    marked("The condition of {what} falls from {was} to {now}."),
)


def _change(
    what: str,
    was: float | None,
    now: float,
    *,
    shown: Callable[[float], str] = percent,
    words: tuple[str, str, str] = _STANDS,
) -> str:
    still, rises, falls = words
    if was is None or shown(was) == shown(now):
        return t(still, what=what, now=shown(now))
    return t(rises if now > was else falls, what=what, was=shown(was), now=shown(now))


def _taken(names: Names, world: World | None, tick: int, event: ev.ResourceTaken) -> Parts:
    gaps = {"action": names.run(event.run), "amount": event.amount, "pool": names.pool(event.pool)}
    return "A", t(WORLD), t("'{action}' takes {amount} of {pool}.", **gaps)


def _freed(names: Names, world: World | None, tick: int, event: ev.ResourceFreed) -> Parts:
    gaps = {"action": names.run(event.run), "amount": event.amount, "pool": names.pool(event.pool)}
    return "A", t(WORLD), t("'{action}' gives back {amount} of {pool}.", **gaps)


def _pool(names: Names, world: World | None, tick: int, event: ev.ResourceChanged) -> Parts:
    words = t("{pool}: there are now {count}.", pool=names.pool(event.pool), count=event.capacity)
    return "W", t(WORLD), words


def _raised(names: Names, world: World | None, tick: int, event: ev.FlagRaised) -> Parts:
    return "W", t(WORLD), t("It is now so: {what}.", what=names.flag(event.flag))


def _lowered(names: Names, world: World | None, tick: int, event: ev.FlagLowered) -> Parts:
    return "W", t(WORLD), t("It is no longer so: {what}.", what=names.flag(event.flag))


def _health(names: Names, world: World | None, tick: int, event: ev.AssetHealthSet) -> Parts:
    old = world.assets.get(event.asset) if world else None
    was = old.health if old else None
    return "W", t(WORLD), _change(names.asset(event.asset), was, event.health, words=_CONDITION)


def _level(names: Names, world: World | None, tick: int, event: ev.AssetLevelChanged) -> Parts:
    old = world.assets.get(event.asset) if world else None
    return "W", t(WORLD), _change(names.asset(event.asset), old.level if old else None, event.level)


def _capacity(names: Names, world: World | None, tick: int, event: ev.CapacityChanged) -> Parts:
    asset = names.scenario.assets.get(event.asset)
    unit = asset.capacity.unit if asset and asset.capacity else ""
    amount = f"{event.capacity:g} {unit}".rstrip()
    words = t("The capacity of {what} is now {amount}.", what=names.asset(event.asset), amount=amount)
    return "W", t(WORLD), words


def _reserve(names: Names, world: World | None, tick: int, event: ev.ReserveMoved) -> Parts:
    kind, _, rest = event.owner.partition("/")
    owner = rest.partition("/")[0]
    gaps = {
        "what": names.asset(owner) if kind == "asset" else names.service(owner),
        "time": lasting(event.left),
    }
    if event.rate < 0:
        words = t("The reserve of {what} is being used up; {time} left.", **gaps)
    elif event.rate > 0:
        words = t("The reserve of {what} is being filled; {time} left.", **gaps)
    else:
        words = t("The reserve of {what} is not in use; {time} left.", **gaps)
    return "W", t(WORLD), words


def _service(names: Names, world: World | None, tick: int, event: ev.ServiceChanged) -> Parts:
    old = world.services.get(event.service) if world else None
    was = old.available if old else None
    return "W", t(WORLD), _change(names.service(event.service), was, event.available)


def _fallback(names: Names, world: World | None, tick: int, event: ev.FallbackSet) -> Parts:
    name = names.service(event.service)
    if event.level <= 0:
        return "W", t(WORLD), t("{what} has no stand-in any more.", what=name)
    return (
        "W",
        t(WORLD),
        t("A stand-in keeps {what} at {level} or above.", what=name, level=percent(event.level)),
    )


def _allocation(names: Names, world: World | None, tick: int, event: ev.AllocationSet) -> Parts:
    what = names.service(event.service)
    words = (
        t("What is scarce of {what} is now shared out by priority.", what=what)
        if event.rule == "priority"
        else t("What is scarce of {what} is now shared out in proportion.", what=what)
    )
    return "W", t(WORLD), words


_SCALED = {
    "durations": marked("The duration of {what} is now multiplied by {factor}."),
    "chances": marked("The chances of {what} are now multiplied by {factor}."),
    "drift": marked("The drift of {what} is now multiplied by {factor}."),
    "demand": marked("The demand of {what} is now multiplied by {factor}."),
}


def _scale(names: Names, world: World | None, tick: int, event: ev.ScaleSet) -> Parts:
    named = {
        "durations": names.activity,
        "chances": names.activity,
        "drift": names.indicator,
        "demand": names.service,
    }[event.what]
    return "W", t(WORLD), t(_SCALED[event.what], what=named(event.of), factor=f"{event.factor:g}")


def _moved(names: Names, world: World | None, tick: int, event: ev.IndicatorMoved) -> Parts:
    old = world.indicators.get((event.indicator, event.agency)) if world else None
    what, was = names.indicator(event.indicator), old.at(tick) if old else None
    who = names.agency(event.agency) if event.agency else t(WORLD)
    return "W", who, _change(what, was, event.value, shown=lambda value: f"{value:.0f}")


def _step_begun(names: Names, world: World | None, tick: int, event: ev.StepBegun) -> Parts:
    return "X", t(ADVERSARY), t("The move '{step}' is under way.", step=names.step(event.step))


_ENDS = {
    "done": marked("The move '{step}' takes effect"),
    "blocked": marked("The move '{step}' is blocked"),
    "diverted": marked("The move '{step}' is diverted"),
    "failed": marked("The move '{step}' does not come off"),
}


def _step_ended(names: Names, world: World | None, tick: int, event: ev.StepEnded) -> Parts:
    words = t(_ENDS[event.outcome], step=names.step(event.step))
    return "X", t(ADVERSARY), f"{words} ({_countered(names, event)})." if event.by else f"{words}."


def _countered(names: Names, event: ev.StepEnded) -> str:
    """What stopped a step: the log has it in its own words; the scenario still has the condition itself."""
    if present() == SOURCE:
        return event.by
    steps = (step for campaign in names.scenario.adversary.values() for step in campaign.steps)
    measures = (measure.when for step in steps if step.id == event.step for measure in step.countered_by)
    for condition in measures:
        with speaking(NOBODY):
            recorded = explain(condition, names.scenario)
        if recorded == event.by:
            return explain(condition, names.scenario)
    return event.by


def _step_delayed(names: Names, world: World | None, tick: int, event: ev.StepDelayed) -> Parts:
    gaps = {"step": names.step(event.step), "time": minute(event.until)}
    return "X", t(ADVERSARY), t("The move '{step}' is delayed until {time}.", **gaps)


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
