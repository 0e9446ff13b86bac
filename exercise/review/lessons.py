"""Lessons sorted by who can act on them: one country, the network of those who work together, or the Union."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Literal

from exercise.review.names import Names
from exercise.review.ratings import ObjectiveResult, TaskResult
from exercise.review.report_tables import Row, Table
from exercise.review.whose import Whose
from exercise.scenario.model import Scenario

Reach = Literal["", "National", "Network", "EU"]
REACHES: tuple[Reach, ...] = ("National", "Network", "EU", "")
"""In the order in which a report sorts them; last what nobody has sorted."""

LAYERS = {"technical": "technical", "operational": "operational", "political": "strategic"}
_OF_NOBODY_ALONE = ("regional", "nato")
_NAMED = 4
"""Agencies that are named one by one."""

_KINDS = {"met": "strength", "not met": "area for improvement"}


def reach_of(agencies: Collection[str], scenario: Scenario) -> Reach:
    """Whose lesson a task of these agencies is; with none named it is everybody's.

    Of the Union's bodies alone: the Union's. Of one country alone: national. Of anybody else, together: the network's.
    """
    found = [scenario.agencies[name] for name in agencies or scenario.agencies if name in scenario.agencies]
    if found and all(part.kind == "eu" for part in found):
        return "EU"
    homes = {part.country for part in found}
    alone = len(homes) <= 1 and not any(part.kind in _OF_NOBODY_ALONE for part in found)
    return "National" if alone else "Network"


def layers_of(agencies: Collection[str], scenario: Scenario) -> str:
    """The layers that a task lies in: technical, operational, strategic."""
    levels = {scenario.agencies[name].level for name in agencies if name in scenario.agencies}
    return ", ".join(words for level, words in LAYERS.items() if level in levels) or "all"


def lessons(results: Iterable[ObjectiveResult], scenario: Scenario, names: Names) -> Table:
    """Every task that the log decided, as a lesson identified: first by who can act on it, then by layer."""
    whose = Whose(scenario)
    found = [
        (reach_of(own, scenario), layers_of(own, scenario), result, task, _who(own, names))
        for result in results
        for task in result.tasks
        if task.answer.verdict in _KINDS
        for own in (whose.of(task),)
    ]
    order = (*LAYERS.values(), "all")
    found.sort(key=lambda each: (REACHES.index(each[0]), order.index(each[1].split(",")[0]), each[1]))
    rows = tuple(map(_row, *zip(*found, strict=True))) if found else ()
    intro = (
        "National: of one country's agencies. Network: of agencies of several countries or organisations, across a "
        "border. EU: of the Union's bodies. Proposed from whose task it was, or who could do it; "
        "recommendations are in the plan."
    )
    columns = ("Level", "Layer", "Lesson", "Kind", "Objective", "Whose")
    return Table("lessons", "Lessons identified, by level", intro, columns, rows, "The log decides no task.")


def _who(own: Collection[str], names: Names) -> str:
    if not own:
        return "everybody"
    return ", ".join(map(names.agency, own)) if len(own) <= _NAMED else f"{len(own)} agencies"


def _row(reach: Reach, layers: str, result: ObjectiveResult, task: TaskResult, who: str) -> Row:
    words = f"{task.text}: {task.answer.words}"
    cells = (reach, layers, words, _KINDS[task.answer.verdict], result.name, who)
    return Row(cells, task.answer.evidence)
