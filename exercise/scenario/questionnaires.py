"""Question sets: what evaluators note while play runs, what everybody is asked at the hot wash and afterwards."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from exercise.scenario.part import OneOrMore, Part, Text
from exercise.scenario.quantities import Slug

SeatRole = Literal["director", "lead", "controller", "simcell", "evaluator", "observer", "participant"]
Moment = Literal["before", "during", "hotwash", "feedback"]

AT_PLAY: tuple[SeatRole, ...] = ("participant", "observer")
"""Roles that may not know what is still to come."""

_MOST_STEPS = 10


class Question(Part):
    """One question. What kind of answer it takes decides which of the other keys it has."""

    ask: Text
    kind: Literal["text", "choice", "scale"] = "text"
    options: dict[Slug, Text] = Field(default_factory=dict)
    """For a choice: what can be chosen."""
    steps: int = Field(default=5, ge=2, le=_MOST_STEPS)
    """For a scale: it goes from 1 to this."""
    low: Text | None = None
    """For a scale: what 1 means."""
    high: Text | None = None
    """For a scale: what the highest step means."""
    required: bool = False
    objective: Slug | None = None
    """The objective whose evaluation the answer belongs to."""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.kind == "choice" and len(self.options) < 2:
            raise ValueError("a choice needs at least two `options`")
        if self.kind != "choice" and self.options:
            raise ValueError("only a question of the kind `choice` has `options`")
        if self.kind != "scale" and self.model_fields_set & {"steps", "low", "high"}:
            raise ValueError("only a question of the kind `scale` has `steps`, `low` and `high`")
        return self

    @property
    def known(self) -> tuple[str, ...]:
        """The answers there can be; none for a free text."""
        if self.kind == "choice":
            return tuple(self.options)
        return tuple(str(step) for step in range(1, self.steps + 1)) if self.kind == "scale" else ()


class Questionnaire(Part):
    """Questions that are put together, to the same people, at the same time."""

    name: Text
    about: Text | None = None
    """A few words before the first question."""
    phase: Moment
    move: str = ""
    """For `during`: only while this move of the MSEL is played; the whole time when left out."""
    to: OneOrMore[SeatRole]
    """Whose seats are asked, by role."""
    anonymous: bool = False
    """The log then holds the role of whoever answers, and no seat."""
    questions: dict[Slug, Question]

    @model_validator(mode="after")
    def _asks(self) -> Self:
        if not self.questions:
            raise ValueError("a questionnaire needs at least one question")
        if self.move and self.phase != "during":
            raise ValueError("only a questionnaire of the phase `during` belongs to a move")
        return self
