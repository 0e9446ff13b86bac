"""Events of the world: activities, scarce things, infrastructure, indicators, the adversary."""

from __future__ import annotations

from typing import Literal

from exercise.domain.event import Event


class ActivityOrdered(Event, frozen=True):
    """`run` is the activity's id, `#` and a count."""

    run: str
    activity: str
    agency: str
    target: str = ""
    text: str = ""


class StageBegun(Event, frozen=True):
    """Work of a stage starts. `takes` is what was drawn, slowing and contacts included; None when it waits."""

    run: str
    stage: int
    takes: int | None = None


class StageWaiting(Event, frozen=True):
    """A stage waits for a scarce resource or for something to become so."""

    run: str
    stage: int
    waits_for: str


class WorkBlocked(Event, frozen=True):
    """Work stopped, with this many seconds of it left."""

    run: str
    left: int


class WorkResumed(Event, frozen=True):
    """Work goes on."""

    run: str
    left: int


class ChanceFell(Event, frozen=True):
    """A chance named in the scenario came out one way or the other."""

    run: str
    chance: str
    happened: bool


class ActivityFinished(Event, frozen=True):
    """All stages are done."""

    run: str


class ActivityStoodDown(Event, frozen=True):
    """It was stopped before its end."""

    run: str
    why: str = ""


class ResourceTaken(Event, frozen=True):
    """`pool` is a resource's id, or `agency/pool` for staff."""

    pool: str
    amount: int
    run: str


class ResourceFreed(Event, frozen=True):
    """Given back."""

    pool: str
    amount: int
    run: str


class ResourceChanged(Event, frozen=True):
    """How many there are from now on."""

    pool: str
    capacity: int


class FlagRaised(Event, frozen=True):
    """It is so."""

    flag: str


class FlagLowered(Event, frozen=True):
    """It is no longer so."""

    flag: str


class AssetHealthSet(Event, frozen=True):
    """Its own condition, whatever its needs allow."""

    asset: str
    health: float


class AssetLevelChanged(Event, frozen=True):
    """Health × what its needs allow."""

    asset: str
    level: float


class CapacityChanged(Event, frozen=True):
    """In the asset's own unit."""

    asset: str
    capacity: float


class ReserveMoved(Event, frozen=True):
    """A battery, tank or stand-in: what is left in seconds, and how fast it changes (seconds per second)."""

    owner: str
    """`asset/<id>/<need>`, `service/<id>/<need>` or `service/<id>/floor`."""
    left: float
    rate: float


class ServiceChanged(Event, frozen=True):
    """Availability 0..1, and in the service's unit what is demanded and supplied."""

    service: str
    available: float
    demanded: float = 0.0
    supplied: float = 0.0


class FallbackSet(Event, frozen=True):
    """The floor of a service from now on (the highest of those in force)."""

    service: str
    level: float


class AllocationSet(Event, frozen=True):
    """How a service shares out what is scarce."""

    service: str
    rule: str


class ScaleSet(Event, frozen=True):
    """What multiplies durations or chances of an activity, drift of an indicator, demand of a service."""

    what: Literal["durations", "chances", "drift", "demand"]
    of: str
    factor: float


class IndicatorMoved(Event, frozen=True):
    """A new stretch of its curve: value now, and how it moves until the next one.

    value'(t) = rate − pull · (value − target), or growth · value · (1 − value / ceiling); per hour.
    """

    indicator: str
    value: float
    agency: str = ""
    rate: float = 0.0
    pull: float = 0.0
    target: float = 0.0
    growth: float = 0.0
    ceiling: float = 0.0


class StepBegun(Event, frozen=True):
    """A move of the adversary is under way."""

    step: str


class StepEnded(Event, frozen=True):
    """It took effect, was blocked, diverted, or did not come off."""

    step: str
    outcome: Literal["done", "blocked", "diverted", "failed"]
    by: str = ""
    """What stopped it, in words."""


class StepDelayed(Event, frozen=True):
    """A countermeasure costs it time."""

    step: str
    until: int
