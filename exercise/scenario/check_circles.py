"""What would chase its own tail in play: things that start, lower or switch themselves."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter

from exercise.scenario import conditions as c
from exercise.scenario import effects as e
from exercise.scenario.checking import Checking
from exercise.scenario.play import AD_HOC, Activity
from exercise.scenario.quantities import Fixed, Triangle
from exercise.scenario.references import references


def check_circles(checking: Checking) -> None:
    """Complain of whatever could go round for ever in one moment of the exercise."""
    _activities(checking)
    _floors(checking)
    _drifts(checking)
    for name in checking.scenario.injects:
        if name.startswith(AD_HOC):
            what = f"injects sent on the spot are called `{AD_HOC}1`, `{AD_HOC}2`…"
            checking.error(("injects", name), what, "give it another id", key=True)


def _activities(checking: Checking) -> None:
    """Activities that start each other and take no time never end."""
    starts: dict[str, list[str]] = {
        name: [] for name, part in checking.scenario.activities.items() if _takes_no_time(part)
    }
    for path, effect in checking.each(e.StartActivity):
        if path[0] == "activities" and path[1] in starts and effect.start in starts:
            starts[str(path[1])].append(effect.start)
    try:
        TopologicalSorter(starts).prepare()
    except CycleError as circle:
        names = list(reversed(circle.args[1]))
        checking.error(
            ("activities", names[0]),
            f"these start each other without taking any time: {' → '.join(names)}",
            "give one of them a `takes`",
            key=True,
        )


def _takes_no_time(part: Activity) -> bool:
    spreads = [part.takes, *(stage.takes for stage in part.stages)]
    if any(stage.until is not None for stage in part.stages):
        return False
    return all(
        spread is None
        or (isinstance(spread, Fixed) and spread.seconds == 0)
        or (isinstance(spread, Triangle) and spread.min == 0)
        for spread in spreads
    )


def _floors(checking: Checking) -> None:
    for name, service in checking.scenario.services.items():
        condition = service.floor.while_ if service.floor else None
        if condition is not None and ("services", name) in references(condition):
            what = (
                f"the floor of `{name}` depends on `{name}` itself, which it lifts: it would switch for ever"
            )
            checking.error(("services", name, "floor", "while"), what, "ask for a flag, or for what it needs")


def _drifts(checking: Checking) -> None:
    """A driver that pushes a value over the level at which it stops, while another pushes it back."""
    for name, indicator in checking.scenario.indicators.items():
        for number, drift in enumerate(indicator.drifts):
            others = indicator.drifts[:number] + indicator.drifts[number + 1 :]
            # Only what is always on surely pushes back; conditional drivers may never meet.
            against = sum(other.change for other in others if other.while_ is None)
            overcomes = against * drift.change < 0 and abs(against) < abs(drift.change)
            if overcomes and drift.while_ is not None and _reads(drift.while_, name):
                what = f"`{name}` switches its own drift against another; it would switch every second there"
                hint = "use `settles` to hold it near a value"
                checking.warn(("indicators", name, "drifts", number, "while"), what, hint)


def _reads(condition: c.Condition, indicator: str) -> bool:
    return ("indicators", indicator) in references(condition)
