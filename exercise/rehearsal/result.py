"""What came of a run, in numbers and in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from exercise.domain.events import ActivityFinished, ActivityOrdered, ActivityStoodDown
from exercise.domain.knowledge import indicator_value
from exercise.domain.world import World
from exercise.log.records import Happened, Record
from exercise.review.measures import judge
from exercise.scenario.model import Scenario
from exercise.scenario.part import pick
from exercise.scenario.quantities import clock

_DIGITS = 4


def result(
    scenario: Scenario, records: Sequence[Record], world: World, *, log: str, wall_seconds: float
) -> dict[str, Any]:
    """The numbers of `exercise run --headless --json`."""
    tick = records[-1].tick if records else 0
    return {
        "log": log,
        "records": len(records),
        "exercise_seconds": tick,
        "wall_seconds": round(wall_seconds, 3),
        "injects": _injects(world),
        "actions": _actions(records),
        "objectives": {name: status.proposed for name, status in judge(scenario, records).items()},
        "services": {name: round(state.available, _DIGITS) for name, state in world.services.items()},
        "indicators": _indicators(scenario, world, tick),
    }


def _injects(world: World) -> dict[str, int]:
    counts = {"released": 0, "skipped": 0, "waiting": 0, "expected": 0, "met": 0, "late": 0, "missed": 0}
    for inject in world.injects.values():
        counts[inject.status if inject.status in ("released", "skipped") else "waiting"] += 1
        for expected in inject.expects.values():
            counts["expected"] += 1
            if expected.status != "open":
                counts[expected.status] += 1
    return counts


def _actions(records: Sequence[Record]) -> dict[str, int]:
    kinds = {ActivityOrdered: "started", ActivityFinished: "finished", ActivityStoodDown: "stood_down"}
    counts = dict.fromkeys(kinds.values(), 0)
    for record in records:
        if isinstance(record, Happened) and (kind := kinds.get(type(record.event))):
            counts[kind] += 1
    return counts


def _indicators(scenario: Scenario, world: World, tick: int) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, part in scenario.indicators.items():
        if part.each:
            values[name] = {
                agency: round(indicator_value(scenario, world, name, agency, tick), _DIGITS)
                for agency in scenario.agencies
            }
        else:
            values[name] = round(indicator_value(scenario, world, name, "", tick), _DIGITS)
    return values


def in_words(summary: dict[str, Any], scenario: Scenario) -> list[str]:
    """The same for people, a line each."""
    injects, actions = summary["injects"], summary["actions"]
    lines = [
        f"{clock(summary['exercise_seconds'])} of play in {summary['wall_seconds']:.2f} s, "
        f"{summary['records']:,} records",
        f"injects: {injects['released']} released, {injects['skipped']} skipped; expected actions: "
        f"{injects['met']} in time, {injects['late']} late, {injects['missed']} missed",
        f"actions: {actions['started']} started, {actions['finished']} finished",
        "",
        "objectives (proposed; an evaluator confirms)",
    ]
    for name, rating in summary["objectives"].items():
        lines.append(f"  {rating:<2} {pick(scenario.objectives[name].name, *scenario.languages)}")
    lines += ["", "services at the end"]
    for name, available in summary["services"].items():
        lines.append(f"  {available:>4.0%} {pick(scenario.services[name].name, *scenario.languages)}")
    lines += ["", "indicators at the end"]
    for name, value in summary["indicators"].items():
        if not isinstance(value, dict):
            lines.append(f"  {value:>5.1f} {pick(scenario.indicators[name].name, *scenario.languages)}")
    return lines
