"""The improvement plan as a YAML file that people edit: `plan.yaml`, beside the report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import AfterValidator, Field

from exercise.errors import ScenarioInvalid
from exercise.review.findings import Improvement
from exercise.review.lessons import Reach
from exercise.review.overview import ABOUT
from exercise.review.plan import Element, Plan, Progress
from exercise.review.ratings import Rating
from exercise.scenario.explain import validate
from exercise.scenario.part import Listed, Part
from exercise.scenario.source import read_tree

PLAN_FILE = "plan.yaml"
FORMAT = 1

HEAD = """\
# The improvement plan. Edit `about` and `actions`, then make the report again: what stands here stands in it.
# element: Planning, Organisation, Equipment, Training or Exercises. status: open, under way, done or dropped.
# level: National, Network or EU, after who can act on it.
# start, end: dates such as "2027-03-01". An action without `finding` is one of your own.
# `ratings` and `findings` are what the log said; the next drill's report compares itself with them.
"""


def _date(value: str) -> str:
    if value:
        try:
            dt.date.fromisoformat(value)
        except ValueError:
            raise ValueError("write the day as 2027-03-01") from None
    return value


Day = Annotated[str, AfterValidator(_date)]


class About(Part):
    """What only people can say about the exercise."""

    mission_areas: str = ""
    threat: str = ""
    sponsor: str = ""
    contact: str = ""


class Rated(Part):
    """How an objective came out."""

    name: str
    capability: str
    rating: Rating | Literal[""] = ""


class Action(Part):
    """A line of the plan."""

    finding: str = ""
    """Objective and task, such as `public-information/statement`; empty for a line people added."""
    capability: str = ""
    issue: str
    cause: str = ""
    reference: str = ""
    action: str
    element: Element = "Planning"
    level: Reach = ""
    owner: str = ""
    contact: str = ""
    start: Day = ""
    end: Day = ""
    status: Progress = "open"


class PlanFile(Part):
    """The whole file."""

    plan: Literal[1]
    exercise: str
    scenario: str = ""
    title: str = ""
    held: Day = ""
    about: About = Field(default_factory=About)
    ratings: dict[str, Rated] = Field(default_factory=dict)
    findings: dict[str, str] = Field(default_factory=dict)
    actions: Listed[Action] = ()


KEYS = tuple(Action.model_fields)


def plan_text(plan: Plan) -> str:
    """The plan as a file. Read again, it says the same."""
    data = {
        "plan": FORMAT,
        "exercise": plan.exercise,
        "scenario": plan.scenario,
        "title": plan.title,
        "held": plan.held,
        "about": {key: plan.about.get(key, "") for key in ABOUT},
        "actions": [{key: asdict(line)[key] for key in KEYS} for line in plan.actions],
        "ratings": {
            name: dict(zip(("name", "capability", "rating"), rated, strict=True))
            for name, rated in plan.ratings.items()
        },
        "findings": dict(plan.findings),
    }
    return HEAD + yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=110)


def read_plan(path: Path) -> Plan:
    """A plan, edited or not.

    Raises:
        ScenarioInvalid: with every complaint, located.
    """
    source = read_tree(path)
    found, complaints = validate(PlanFile, source)
    if found is None or complaints:
        raise ScenarioInvalid(path.name, complaints)
    return Plan(
        exercise=found.exercise,
        scenario=found.scenario,
        title=found.title,
        held=found.held,
        about=_said(found.about),
        ratings={name: (each.name, each.capability, each.rating) for name, each in found.ratings.items()},
        findings=found.findings,
        actions=tuple(line_of(each) for each in found.actions),
    )


def _said(about: About) -> Mapping[str, str]:
    words: dict[str, Any] = about.model_dump()
    return {key: str(value) for key, value in words.items()}


def line_of(action: Action) -> Improvement:
    """An action as a line of the plan."""
    return Improvement(evidence=(), **action.model_dump())
