"""The adversary's hidden campaigns: steps, their triggers, and what can stop them."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from exercise.scenario.conditions import Condition
from exercise.scenario.effects import Effect
from exercise.scenario.part import Listed, Part, Text
from exercise.scenario.quantities import Share, Slug, Spread, Time


class Countermeasure(Part):
    """Something that stops a step if it is so when the step would take effect."""

    when: Condition
    before: Time | None = None
    """Only if it was so by this time."""
    outcome: Literal["blocked", "delayed", "diverted"] = "blocked"
    by: Spread | None = None
    """How long it is delayed."""
    to: Slug | None = None
    """The step it is diverted to."""
    chance: Share = 1.0

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if (self.outcome == "delayed") != (self.by is not None):
            raise ValueError("`by` goes with `outcome: delayed`, and only with it")
        if (self.outcome == "diverted") != (self.to is not None):
            raise ValueError("`to` goes with `outcome: diverted`, and only with it")
        return self


class After(Part):
    """After another step of the same campaign."""

    step: Slug
    by: Spread | None = None


class Step(Part):
    """One move of the adversary. Without a trigger it happens only when another step is diverted to it."""

    id: Slug
    name: Text | None = None
    at: Time | None = None
    when: Condition | None = None
    after: After | None = None
    takes: Spread | None = None
    chance: Share = 1.0
    countered_by: Listed[Countermeasure] = ()
    begins: Listed[Effect] = ()
    then: Listed[Effect] = ()
    otherwise: Listed[Effect] = ()
    """When it is blocked, or its chance fails."""
    source: str = ""


class Campaign(Part):
    """A hidden plan."""

    name: Text
    goal: Text | None = None
    steps: Listed[Step]
