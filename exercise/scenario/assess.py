"""How play is judged: obligations, joint decisions, objectives with measures the log can answer."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Discriminator, Field, Tag, model_validator

from exercise.scenario.conditions import Condition
from exercise.scenario.effects import Effect
from exercise.scenario.part import Listed, OneOrMore, Part, Text, keyed
from exercise.scenario.quantities import Count, Duration, Share, Slug, Time


class FormField(Part):
    """A field of a form."""

    id: Slug
    text: Text
    help: Text | None = None
    """What belongs there, for somebody who fills it in for the first time."""
    required: bool = True


class Obligation(Part):
    """A clock that starts when an agency becomes aware of something."""

    name: Text
    who: Listed[Slug] = ()
    aware_of: Condition
    """What starts it, judged by what the agency knows."""
    within: Duration
    to: OneOrMore[Slug]
    form: Listed[FormField] = ()
    if_met: Listed[Effect] = ()
    if_late: Listed[Effect] = ()
    if_missed: Listed[Effect] = ()
    gives_up_after: Duration | None = None
    """From when on late counts as missed."""
    source: str = ""


class Consent(Part):
    """A joint decision."""

    name: Text
    who: Listed[Slug]
    rule: Literal["unanimity", "majority", "qualified-majority", "any"]
    any: int | None = None
    """How many, for the rule `any`."""
    within: Duration
    then: Listed[Effect] = ()
    otherwise: Listed[Effect] = ()
    source: str = ""


class _Measure(Part):
    weight: int = Field(default=1, ge=1)


class DoneBy(_Measure):
    """Has been so at some moment up to this time."""

    by: Time
    that: Condition


class SoAt(_Measure):
    """Is so at this moment."""

    at: Time
    that: Condition


class Always(_Measure):
    """Is so the whole time between `from` and `to` (the whole exercise when left out)."""

    always: Condition
    from_: Time = Field(default=0, alias="from")
    to: Time | None = None
    at_least: Share = 1.0
    """Which part of that time is enough."""


class Never(_Measure):
    """Is not so for a single second; with `while`, only looked at while that is so."""

    never: Condition
    while_: Condition | None = Field(default=None, alias="while")
    from_: Time = Field(default=0, alias="from")
    to: Time | None = None


class KnownBy(_Measure):
    """Facts are known to so many agencies by a time."""

    known: OneOrMore[Slug]
    by: Time
    at_least: Count
    of: Listed[Slug] = ()


class Answered(_Measure):
    """So large a part of the expected actions tied to this objective came in time."""

    answered: Share


MEASURE_KEYS = ("known", "always", "never", "answered", "at", "by")

Measure = Annotated[
    Annotated[KnownBy, Tag("known")]
    | Annotated[Always, Tag("always")]
    | Annotated[Never, Tag("never")]
    | Annotated[Answered, Tag("answered")]
    | Annotated[SoAt, Tag("at")]
    | Annotated[DoneBy, Tag("by")],
    Discriminator(
        keyed(MEASURE_KEYS),
        custom_error_type="measure",
        custom_error_message="a measure needs exactly one of: known, always, never, answered, at, by",
    ),
]


class Task(Part):
    """A critical task: a step needed to reach the target."""

    id: Slug | None = None
    text: Text
    measure: Measure | None = None
    """Without one, only an evaluator can rate it."""
    who: Listed[Slug] = ()


class Objective(Part):
    """What is exercised, and how it is judged."""

    name: Text
    capability: str
    target: Text
    tasks: Listed[Task]
    weight: int = Field(default=1, ge=1)

    @model_validator(mode="after")
    def _tasks(self) -> Self:
        if not self.tasks:
            raise ValueError("an objective needs at least one task")
        return self
