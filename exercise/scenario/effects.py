"""Effects: a small closed vocabulary of what can happen to the world. Sizes live in YAML, never in code."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Discriminator, Field, Tag, model_validator

from exercise.scenario.conditions import Condition
from exercise.scenario.part import Listed, OneOrMore, Part, keyed
from exercise.scenario.quantities import Amount, Change, Duration, Share, Slug

ACTOR, TARGET = "actor", "target"
"""Words an effect may use instead of an id: whoever acts, and what the action is aimed at."""


class Add(Part):
    """Move indicators by so much, in their own units: `{add: {trust: +2}}`."""

    add: dict[Slug, float | int]
    of: Slug | None = None
    """Whose, for indicators that every agency has its own of: an agency, `actor`, or `everyone`."""


class Put(Part):
    """Set indicators to a value: `{set: {tension: 40}}`."""

    set: dict[Slug, float | int]
    of: Slug | None = None


class RaiseFlag(Part):
    """Make something so: `{flag: weather-stop}`; with `lasts`, for a time."""

    flag: Slug
    lasts: Duration | None = None


class ClearFlag(Part):
    """Make something no longer so."""

    clear: Slug


class ReleaseInject(Part):
    """Release an inject now, whatever it was waiting for."""

    release: Slug


class SkipInject(Part):
    """An inject that will not be needed any more."""

    skip: Slug


class StartActivity(Part):
    """Start an activity as if somebody had ordered it."""

    start: Slug
    by: Slug = ACTOR
    target: Slug | None = None


class StopActivity(Part):
    """Stand down every run of an activity."""

    stop: Slug


class Damage(Part):
    """Set the health of an asset: `{damage: adria-link-2, to: 0%}`."""

    damage: Slug
    to: Share = 0.0


class Restore(Part):
    """Bring an asset back to full health, or to a given share."""

    restore: Slug
    to: Share = 1.0


class AddCapacity(Part):
    """Change an asset's capacity: `{capacity: southland, by: +150 Gb/s}`."""

    capacity: Slug
    by: Amount
    lasts: Duration | None = None


class AddResource(Part):
    """Change how many of a scarce resource there are."""

    resource: Slug
    by: int
    of: Slug | None = None
    """Whose staff pool, when `resource` names one: an agency or `actor`."""
    lasts: Duration | None = None


class Learn(Part):
    """An agency comes to hold facts: `{learn: ais-gap, by: actor}`."""

    learn: OneOrMore[Slug]
    by: OneOrMore[Slug] = (ACTOR,)


class Scale(Part):
    """Scale other things while it lasts: `{scale: durations, of: repair-link-2, by: -30%}`.

    `durations` and `chances` are those of an activity (or adversary step); `drift` that of an indicator;
    `demand` that of a service. Changes multiply.
    """

    scale: Literal["durations", "chances", "drift", "demand"]
    of: Slug
    by: Change
    lasts: Duration | None = None
    """Without it: for good when given as a `then`, while the stage lasts when given as a `meanwhile`."""


class Fallback(Part):
    """Lift the floor of a service (paper, satellite, stand-in): `{fallback: telemedicine, to: 40%}`."""

    fallback: Slug
    to: Share
    lasts: Duration | None = None


class Allocate(Part):
    """Change how a service shares out scarce capacity: by `priority` (grade), or `proportional`ly."""

    allocate: Slug
    rule: Literal["priority", "proportional"]
    lasts: Duration | None = None


class If(Part):
    """Effects that depend on how things stand at that moment."""

    if_: Condition = Field(alias="if")
    then: Listed[Effect] = ()
    otherwise: Listed[Effect] = ()

    @model_validator(mode="after")
    def _does_something(self) -> Self:
        if not self.then and not self.otherwise:
            raise ValueError("give `then`, `otherwise`, or both")
        return self


EFFECT_KEYS = (
    "add",
    "set",
    "flag",
    "clear",
    "release",
    "skip",
    "start",
    "stop",
    "damage",
    "restore",
    "capacity",
    "resource",
    "learn",
    "scale",
    "fallback",
    "allocate",
    "if",
)

_kind = keyed((*EFFECT_KEYS, "if_"))


def _effect_kind(value: object) -> str | None:
    kind = _kind(value)
    return "if" if kind == "if_" else kind


Effect = Annotated[
    Annotated[Add, Tag("add")]
    | Annotated[Put, Tag("set")]
    | Annotated[RaiseFlag, Tag("flag")]
    | Annotated[ClearFlag, Tag("clear")]
    | Annotated[ReleaseInject, Tag("release")]
    | Annotated[SkipInject, Tag("skip")]
    | Annotated[StartActivity, Tag("start")]
    | Annotated[StopActivity, Tag("stop")]
    | Annotated[Damage, Tag("damage")]
    | Annotated[Restore, Tag("restore")]
    | Annotated[AddCapacity, Tag("capacity")]
    | Annotated[AddResource, Tag("resource")]
    | Annotated[Learn, Tag("learn")]
    | Annotated[Scale, Tag("scale")]
    | Annotated[Fallback, Tag("fallback")]
    | Annotated[Allocate, Tag("allocate")]
    | Annotated[If, Tag("if")],
    Discriminator(
        _effect_kind,
        custom_error_type="effect",
        custom_error_message="an effect needs exactly one of: " + ", ".join(EFFECT_KEYS),
    ),
]
"""Something that happens to the world: `{add: {trust: +2}}`, `{flag: weather-stop}`, `{release: …}`."""
