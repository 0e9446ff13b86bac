"""How severe it is: the scale agencies rate on, and the moments at which they are asked."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from exercise.scenario.conditions import Condition
from exercise.scenario.part import OneOrMore, Part, Text
from exercise.scenario.quantities import Duration, Slug, Time
from exercise.scenario.world import EVERYONE


class Level(Part):
    """One level of the scale. Levels stand in the order of the file, the lightest first."""

    name: Text
    means: Text
    """The definition, at hand for whoever rates."""


class RatingMoment(Part):
    """A step of the scenario at which agencies say how severe they think it is."""

    at: Time | None = None
    when: Condition | None = None
    to: OneOrMore[Slug] = (EVERYONE,)
    """Agencies, or `everyone`."""
    text: Text | None = None
    """What exactly is asked."""
    within: Duration | None = None
    """Whoever has not rated by then is shown to controllers."""

    @model_validator(mode="after")
    def _moment(self) -> Self:
        if (self.at is None) == (self.when is None):
            raise ValueError("say when to ask: either `at` or `when`")
        return self
