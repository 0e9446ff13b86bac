"""The world the agencies act in: assets, services, indicators, flags, scarce resources."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Discriminator, Field, Tag, model_validator

from exercise.scenario.conditions import Condition
from exercise.scenario.part import Listed, Part, Text
from exercise.scenario.quantities import (
    Amount,
    Count,
    Duration,
    PerHour,
    Range,
    Share,
    Slug,
    Span,
    Spread,
)

EVERYONE = "everyone"


class _Need(Part):
    autonomy: Duration = 0
    """How long it runs without: battery minutes, generator hours."""
    recharge: Duration | None = None
    """How long a full recharge takes; as long as the autonomy when left out."""
    floor: Share = 0.0
    """What is left when the need is lost and the autonomy has run out."""


class AssetNeed(_Need):
    """Needs an asset."""

    asset: Slug


class ServiceNeed(_Need):
    """Needs a service; with `share`, takes that part of its demand and competes for it when it is scarce."""

    service: Slug
    share: Share | None = None


class AnyNeed(_Need):
    """Needs the best of several assets or services."""

    any: Listed[Slug]


def _need_kind(value: object) -> str | None:
    keys = value if isinstance(value, dict) else getattr(type(value), "model_fields", ())
    return next((tag for tag in ("asset", "service", "any") if tag in keys), None)


Need = Annotated[
    Annotated[AssetNeed, Tag("asset")]
    | Annotated[ServiceNeed, Tag("service")]
    | Annotated[AnyNeed, Tag("any")],
    Discriminator(
        _need_kind,
        custom_error_type="need",
        custom_error_message="a need has exactly one of: asset, service, any",
    ),
]


class Asset(Part):
    """A piece of infrastructure. Its level is its health × what its needs allow."""

    name: Text | None = None
    kind: str
    place: str = ""
    from_: str = Field(default="", alias="from")
    to: str = ""
    owner: Slug | None = None
    capacity: Amount | None = None
    health: Share = 1.0
    needs: Listed[Need] = ()
    seen_by: Listed[Slug] = ()
    """Agencies that watch its level besides its owner; `everyone` for all."""
    source: str = ""


def _a_day(hours: tuple[float, ...]) -> tuple[float, ...]:
    if len(hours) != 24 or not all(0 <= hour <= 1000 for hour in hours):
        raise ValueError("give 24 numbers, one an hour from midnight, in percent of the peak")
    return hours


class Demand(Part):
    """What is asked of a service over the day."""

    peak: Amount
    by_hour: Annotated[Listed[float | int], AfterValidator(_a_day)] = (100,) * 24
    """Percent of the peak, one number an hour from local midnight."""


class Floor(Part):
    """What is left by other means: paper, offline stand-in, satellite."""

    level: Share
    lasts: Duration | None = None
    """How long it can be kept up; for ever when left out."""
    while_: Condition | None = Field(default=None, alias="while")
    """Only while this is so."""


class Service(Part):
    """What people feel. Availability = supplied ÷ demanded, capped by what it needs."""

    name: Text
    population: Count = 0
    """How many people it serves."""
    grade: Literal[1, 2, 3] = 2
    """1 is served first when its supplier shares by priority."""
    demand: Demand | None = None
    supplied_by: Listed[Slug] = ()
    needs: Listed[Need] = ()
    floor: Floor | None = None
    allocation: Literal["priority", "proportional"] = "proportional"
    """How those that take a share of this service are served when it is short."""
    seen_by: Listed[Slug] = (EVERYONE,)
    source: str = ""

    @model_validator(mode="after")
    def _fed(self) -> Self:
        if self.supplied_by and self.demand is None:
            raise ValueError("a service with `supplied_by` needs a `demand`")
        return self


class Drift(Part):
    """Moves steadily while a condition holds (always, without one)."""

    while_: Condition | None = Field(default=None, alias="while")
    change: PerHour


class Settling(Part):
    """Moves toward a target, halving the distance every `half_life`."""

    toward: float | int
    half_life: Duration
    while_: Condition | None = Field(default=None, alias="while")


class Spreading(Part):
    """Grows like a rumour or an infection: logistic, with a rate and a ceiling."""

    while_: Condition | None = Field(default=None, alias="while")
    rate: PerHour
    ceiling: Share
    """Share of the indicator's range it can reach."""
    seed: Share = 0.01
    """Share of the range from which it starts."""


class Indicator(Part):
    """A stock with a number: trust, tension, reach of a story. An exact function of time between events."""

    name: Text
    unit: str = ""
    range: Range = Span(0, 100)
    start: float | int = 0
    each: bool = False
    """Every agency has its own."""
    good: Literal["high", "low"] = "high"
    """Which way is better, for gauges and reports."""
    drifts: Listed[Drift] = ()
    settles: Settling | None = None
    spreads: Spreading | None = None
    derived: Literal["awareness"] | None = None
    """`awareness`: the share of the facts an agency ought to know that it knows. Always `each`."""
    seen_by: Listed[Slug] = ()
    source: str = ""

    @model_validator(mode="after")
    def _one_motion(self) -> Self:
        if self.spreads and (self.settles or self.drifts):
            raise ValueError("an indicator that `spreads` cannot also drift or settle")
        if self.derived and (self.spreads or self.settles or self.drifts):
            raise ValueError("a derived indicator has no motion of its own")
        if not self.range.low <= self.start <= self.range.high:
            raise ValueError("`start` lies outside the range")
        return self


class Flag(Part):
    """Something that can be so and has no number. Declared to give it a name and an audience."""

    name: Text
    up: bool = False
    """Whether it is so at STARTEX."""
    seen_by: Listed[Slug] = ()
    overreach: bool = False
    """Somebody went further than was called for: counts against proportionality in the evaluation."""


class Lending(Part):
    """What an agency may lend of a scarce resource: ordered as an action of its own, stood down to take it back."""

    amount: int = Field(default=1, ge=1)
    takes: Spread | None = None
    """From the order until it is there."""
    for_: Duration | None = Field(default=None, alias="for")
    """How long it may stay; to the end of the exercise when left out."""


class Resource(Part):
    """A scarce pool: ships, teams, scrubbing capacity. Served by priority, then by order of asking."""

    name: Text
    kind: str = ""
    capacity: int = Field(ge=0)
    owner: Slug | None = None
    lent_by: dict[Slug, Lending] = Field(default_factory=dict)
    """Agencies that may lend more of it; each gets the action `<agency>-lends-<resource>`."""
    source: str = ""
