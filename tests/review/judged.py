"""Scenes for what is judged and reported: a two-agency scenario, and records written by hand."""

from __future__ import annotations

from typing import Any

from exercise.domain import events as ev
from exercise.log.records import Happened
from exercise.review.measures import Judge
from exercise.review.ratings import TaskResult
from exercise.scenario.model import Scenario

HOUR = 3600

WORLD: dict[str, Any] = {
    "format": 1,
    "id": "harbour",
    "title": "HARBOUR",
    "summary": "A cable fails.",
    "startex": "2028-01-27T02:10:00+01:00",
    "duration": "10h",
    "agencies": {"csirt": {"name": "CSIRT"}, "port": {"name": "Port"}, "navy": {"name": "Navy"}},
    "services": {"pay": {"name": "Payments"}},
    "flags": {"storm": {"name": "Storm"}, "blame": {"name": "Blame"}},
    "indicators": {"trust": {"name": "Trust", "start": 60}},
    "facts": {"anchor": {"text": "An anchor."}, "ship": {"text": "A ship."}},
    "activities": {"repair": {"name": "Repair", "who": "port", "takes": "2h"}},
}


def scenario_with(*measures: dict[str, Any] | None, **parts: Any) -> Scenario:
    """The scene with one objective, a task for each measure."""
    tasks = [
        {"text": f"task {number}", **({"measure": measure} if measure else {})}
        for number, measure in enumerate(measures)
    ]
    objective = {"name": "Objective", "capability": "Capability", "target": "Target", "tasks": tasks}
    return Scenario.model_validate({**WORLD, "objectives": {"o": objective}, **parts})


Moment = tuple[int, ev.AnyEvent]


def records(*moments: Moment, end: int | None = 10 * HOUR) -> list[Happened]:
    """Records numbered in order: play begins, what is given, and ENDEX unless `end` is None."""
    all_of_them: list[Moment] = [(0, ev.PhaseChanged("running")), *moments]
    if end is not None:
        all_of_them.append((end, ev.PhaseChanged("ended")))
    return [Happened(seq, tick, event) for seq, (tick, event) in enumerate(all_of_them)]


def judged(
    measure: dict[str, Any] | None, *moments: Moment, end: int | None = 10 * HOUR, **parts: Any
) -> TaskResult:
    """How one measure comes out."""
    judge = Judge(scenario_with(measure, **parts))
    for record in records(*moments, end=end):
        judge.take(record)
    return judge.results()[0].tasks[0]


def trust(tick: int, value: float, rate: float = 0.0) -> Moment:
    """Trust is at `value` and moves by `rate` an hour."""
    return tick, ev.IndicatorMoved("trust", value, rate=rate)


def service(tick: int, available: float) -> Moment:
    """Payments are at this level."""
    return tick, ev.ServiceChanged("pay", available)


def learned(tick: int, fact: str, agency: str) -> Moment:
    """An agency comes to know a fact."""
    return tick, ev.FactLearned(fact, agency, "inject")
