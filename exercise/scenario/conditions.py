"""Conditions: a small closed vocabulary of things that can be so. Never an expression, never code."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Discriminator, Field, Tag, model_validator

from exercise.scenario.part import Listed, Part, keyed
from exercise.scenario.quantities import Count, Share, Slug, Time


class _Compared(Part):
    """A share that lies below or above (or at) something."""

    below: Share | None = None
    """True while it is lower than this."""
    above: Share | None = None
    """True while it is this or higher."""

    @model_validator(mode="after")
    def _one_side(self) -> Self:
        if (self.below is None) == (self.above is None):
            raise ValueError("say either `below` or `above`")
        return self


class ServiceIs(_Compared):
    """The availability of a service: supplied ÷ demanded, capped by what it needs."""

    service: Slug


class AssetIs(_Compared):
    """The level of an asset: health × what its needs allow."""

    asset: Slug


class IndicatorIs(Part):
    """The value of an indicator, in its own units."""

    indicator: Slug
    of: Slug | None = None
    """Whose, for an indicator that every agency has its own of."""
    below: float | int | None = None
    above: float | int | None = None

    @model_validator(mode="after")
    def _one_side(self) -> Self:
        if (self.below is None) == (self.above is None):
            raise ValueError("say either `below` or `above`")
        return self


class PosteriorIs(_Compared):
    """How sure an agency can be of a hypothesis, from the facts it holds (Bayes)."""

    posterior: Slug
    of: Slug
    about: Slug | None = None
    """Only facts about this asset or service."""


class FlagIs(Part):
    """Something that is so and has no number."""

    flag: Slug
    up: bool = True


class ActivityIs(Part):
    """A response action (or background activity): ordered, under way, in a stage, done."""

    activity: Slug
    by: Slug | None = None
    """Only when this agency does it."""
    is_: Literal["ordered", "under-way", "done", "stood-down"] = Field(default="done", alias="is")
    at_least: Slug | None = None
    """Some run of it has reached this stage, or finished."""
    target: Slug | None = None


class StepIs(Part):
    """A step of the adversary: done, or blocked by a countermeasure."""

    step: Slug
    is_: Literal["done", "blocked", "under-way"] = Field(default="done", alias="is")


class InjectIs(Part):
    """An inject: released, all its expected actions met, or one of them missed."""

    inject: Slug
    is_: Literal["released", "answered", "missed"] = Field(default="released", alias="is")


class DecisionIs(Part):
    """A decision was made; with `chose`, this option of it."""

    decision: Slug
    by: Slug | None = None
    chose: Slug | None = None


class HowMany(Part):
    """At least so many of these agencies (of all, when none are named)."""

    at_least: Count
    of: Listed[Slug] = ()


class FactIs(Part):
    """A fact is held by an agency, by at least so many, or (without `known_by`) by whoever acts, or anybody."""

    fact: Slug
    known_by: Slug | HowMany | None = None


class ConsentIs(Part):
    """A joint decision was agreed (or not)."""

    consent: Slug
    is_: Literal["agreed", "refused"] = Field(default="agreed", alias="is")


class ObligationIs(Part):
    """An agency's duty to report was met, late, or missed."""

    obligation: Slug
    of: Slug | None = None
    is_: Literal["met", "late", "missed"] = Field(default="met", alias="is")


class TimeIs(Part):
    """The exercise clock has reached this time."""

    time: Time


class AllOf(Part):
    """Every one of these."""

    all: Listed[Condition]


class AnyOf(Part):
    """At least one of these."""

    any: Listed[Condition]


class NotSo(Part):
    """The opposite."""

    not_: Condition = Field(alias="not")


CONDITION_KEYS = (
    "service",
    "asset",
    "indicator",
    "posterior",
    "flag",
    "activity",
    "step",
    "inject",
    "decision",
    "fact",
    "consent",
    "obligation",
    "time",
    "all",
    "any",
    "not",
)

_kind = keyed((*CONDITION_KEYS[:-1], "not_", "not"))


def _condition_kind(value: object) -> str | None:
    kind = _kind(value)
    return "not" if kind == "not_" else kind


Condition = Annotated[
    Annotated[ServiceIs, Tag("service")]
    | Annotated[AssetIs, Tag("asset")]
    | Annotated[IndicatorIs, Tag("indicator")]
    | Annotated[PosteriorIs, Tag("posterior")]
    | Annotated[FlagIs, Tag("flag")]
    | Annotated[ActivityIs, Tag("activity")]
    | Annotated[StepIs, Tag("step")]
    | Annotated[InjectIs, Tag("inject")]
    | Annotated[DecisionIs, Tag("decision")]
    | Annotated[FactIs, Tag("fact")]
    | Annotated[ConsentIs, Tag("consent")]
    | Annotated[ObligationIs, Tag("obligation")]
    | Annotated[TimeIs, Tag("time")]
    | Annotated[AllOf, Tag("all")]
    | Annotated[AnyOf, Tag("any")]
    | Annotated[NotSo, Tag("not")],
    Discriminator(
        _condition_kind,
        custom_error_type="condition",
        custom_error_message="a condition needs exactly one of: " + ", ".join(CONDITION_KEYS),
    ),
]
"""Something that can be so: `{service: card-payments, below: 70%}`, `{all: […]}`, `{not: …}`."""
