"""The improvement plan: drafted from the log, completed by people, carried from drill to drill."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from exercise.review.edition import Edition
from exercise.review.findings import Finding, Improvement, ObjectiveReview
from exercise.review.lessons import REACHES

Element = Literal["Planning", "Organisation", "Equipment", "Training", "Exercises"]
"""The capability elements (POETE)."""

Progress = Literal["open", "under way", "done", "dropped"]
ELEMENTS: tuple[str, ...] = get_args(Element)
STATUSES: tuple[str, ...] = get_args(Progress)

Rated = tuple[str, str, str]
"""An objective's name, its capability, and its rating."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What people wrote into a plan, and what the program keeps in it of the drill."""

    exercise: str = ""
    scenario: str = ""
    title: str = ""
    held: str = ""
    """The day it was held, ISO; empty when nobody looked at a calendar."""
    about: Mapping[str, str] = field(default_factory=dict)
    ratings: Mapping[str, Rated] = field(default_factory=dict)
    findings: Mapping[str, str] = field(default_factory=dict)
    """Everything that was not met: finding → its words."""
    actions: tuple[Improvement, ...] = ()


NO_PLAN = Plan()


def plan_in(edition: Edition, plan: Plan, *, limits_words: bool) -> Plan:
    """What of a plan an edition may hold.

    People's own lines and reasons name whomever they like: they stand in the whole report. What is left is what
    was agreed on the findings that the edition holds; nothing at all where people's words are withheld.
    """
    if edition.is_whole:
        return plan
    if limits_words:
        return NO_PLAN
    lines = (replace(line, cause="", reference="") for line in plan.actions if line.finding)
    return replace(plan, actions=tuple(lines), ratings={}, findings={})


def planned(
    drafted: tuple[Improvement, ...], plan: Plan, objectives: tuple[ObjectiveReview, ...]
) -> tuple[Improvement, ...]:
    """The drafted lines as people completed them, then the lines that people added.

    A line about a finding that this report does not hold is not part of its plan. Sorted by who can act: national
    lines first, then the network's, then the Union's.
    """
    written: dict[str, list[Improvement]] = {}
    for line in plan.actions:
        written.setdefault(line.finding, []).append(line)
    lines: list[Improvement] = []
    for draft in drafted:
        own = written.pop(draft.finding, [])
        lines += [
            replace(line, evidence=draft.evidence, level=line.level or draft.level) for line in own
        ] or [draft]
    held = {task.id: task.evidence for each in objectives for task in each.tasks} | {"": ()}
    for finding, added in written.items():
        lines += [replace(line, evidence=held[finding]) for line in added if finding in held]
    return tuple(sorted(lines, key=lambda line: REACHES.index(line.level)))


def with_causes(review: ObjectiveReview, plan: Plan) -> ObjectiveReview:
    """The objective's findings with the root cause and reference that people gave."""
    said = {line.finding: line for line in reversed(plan.actions)}

    def explained(task: Finding) -> Finding:
        line = said.get(task.id)
        return task if line is None else replace(task, cause=line.cause, reference=line.reference)

    return replace(review, tasks=tuple(explained(task) for task in review.tasks))


def plan_of(
    exercise: str,
    scenario: str,
    title: str,
    held: str,
    objectives: tuple[ObjectiveReview, ...],
    improvements: tuple[Improvement, ...],
    about: Mapping[str, str] | None = None,
) -> Plan:
    """The plan that a report leaves behind."""
    return Plan(
        exercise=exercise,
        scenario=scenario,
        title=title,
        held=held[:10],
        about=about or {},
        ratings={
            each.id: (each.name, each.capability, each.confirmed or each.proposed) for each in objectives
        },
        findings={task.id: f"{task.text}: {task.words}" for each in objectives for task in each.areas},
        actions=improvements,
    )
