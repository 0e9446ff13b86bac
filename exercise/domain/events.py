"""What has happened. Past tense, frozen, and complete: a fold needs nothing else.

Whatever was drawn by chance stands in the event, so reading a log never draws a number. Times are whole
seconds since STARTEX, levels and availabilities 0..1, rates per hour.
"""

from __future__ import annotations

from typing import Literal

import msgspec

Phase = Literal["briefing", "running", "paused", "ended"]


class _Event(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, tag_field="kind", gc=False):
    pass


def _kebab(name: str) -> str:
    return "".join("-" + letter.lower() if letter.isupper() else letter for letter in name).lstrip("-")


class Event(_Event, frozen=True, tag=_kebab):
    """Any event. The tag in the log is the class name in words with hyphens."""


# --- the exercise itself


class PhaseChanged(Event, frozen=True):
    """Play began, stopped for a while, went on, or ended."""

    phase: Phase
    why: str = ""


class PaceSet(Event, frozen=True):
    """Exercise seconds per second of wall time."""

    pace: float


class ClockJumped(Event, frozen=True):
    """The controllers moved the clock on; everything between is played at once, in order."""

    to: int


class SeatTaken(Event, frozen=True):
    """A person sat down at an agency; its bot stops."""

    agency: str
    seat: str


class SeatLeft(Event, frozen=True):
    """Nobody sits there any more; its bot goes on."""

    agency: str
    seat: str


class StopCalled(Event, frozen=True):
    """NO DUFF: something real has happened. Play is paused at once."""

    seat: str
    text: str = ""


# --- injects


class InjectReleased(Event, frozen=True):
    """An inject reached its recipients. Carries its words, so that a recipient needs no scenario."""

    inject: str
    by: str
    to: tuple[str, ...]
    number: int
    type: str
    sender: dict[str, str]
    channel: str
    tlp: str
    subject: dict[str, str]
    text: dict[str, str]
    attachments: tuple[tuple[str, dict[str, str]], ...] = ()
    questions: tuple[dict[str, str], ...] = ()
    facts: tuple[str, ...] = ()
    urgent: bool = False
    answer_by: int | None = None
    """When the first written answer or decision is due, for the recipients to see."""
    decisions: tuple[str, ...] = ()


class InjectHeld(Event, frozen=True):
    """A controller keeps it back until it is released by hand."""

    inject: str


class InjectSkipped(Event, frozen=True):
    """It will not go out."""

    inject: str
    why: str = ""


class InjectRescheduled(Event, frozen=True):
    """It has a new time."""

    inject: str
    at: int


class InjectGated(Event, frozen=True):
    """It was due, and waits for its condition."""

    inject: str


class ExpectationOpened(Event, frozen=True):
    """An expected action now has a deadline. `who` may do it."""

    inject: str
    index: int
    due: int
    who: tuple[str, ...]


class ExpectationMet(Event, frozen=True):
    """It came. `late` when after the deadline."""

    inject: str
    index: int
    by: str
    late: bool = False


class ExpectationMissed(Event, frozen=True):
    """The deadline passed. It may still be met late."""

    inject: str
    index: int


# --- what people do


class ReplyGiven(Event, frozen=True):
    """A written answer to an inject."""

    inject: str
    agency: str
    text: str


class DecisionMade(Event, frozen=True):
    """Who decided what, why, having considered what, on which basis."""

    agency: str
    decision: str
    option: str = ""
    text: str = ""
    rationale: str = ""
    considered: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()


class MessageSent(Event, frozen=True):
    """From one agency (or EXCON as somebody) to others."""

    sender: str
    to: tuple[str, ...]
    subject: str
    text: str
    tlp: str = "amber"


class FactLearned(Event, frozen=True):
    """An agency holds a fact from now on."""

    fact: str
    agency: str
    how: Literal["start", "inject", "activity", "shared", "override", "effect"]
    source: str = ""
    """The inject, run or agency it came from."""
    text: dict[str, str] = {}
    tlp: str = "amber"


class FactShared(Event, frozen=True):
    """An agency passed a fact on."""

    fact: str
    sender: str
    to: tuple[str, ...]
    note: str = ""


class ObservationMade(Event, frozen=True):
    """A controller or evaluator noted something, tied to an inject, an agency or nothing."""

    seat: str
    text: str
    inject: str = ""
    agency: str = ""
    objective: str = ""
    rating: Literal["", "P", "S", "M", "U"] = ""


class OverrideMade(Event, frozen=True):
    """A controller changed the world by hand; the changes follow as their own events."""

    seat: str
    reason: str
    effects: tuple[str, ...] = ()
    """Each effect in words."""


# --- activities


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


# --- scarce things


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


# --- the world


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


# --- the adversary


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


AnyEvent = (
    PhaseChanged
    | PaceSet
    | ClockJumped
    | SeatTaken
    | SeatLeft
    | StopCalled
    | InjectReleased
    | InjectHeld
    | InjectSkipped
    | InjectRescheduled
    | InjectGated
    | ExpectationOpened
    | ExpectationMet
    | ExpectationMissed
    | ReplyGiven
    | DecisionMade
    | MessageSent
    | FactLearned
    | FactShared
    | ObservationMade
    | OverrideMade
    | ActivityOrdered
    | StageBegun
    | StageWaiting
    | WorkBlocked
    | WorkResumed
    | ChanceFell
    | ActivityFinished
    | ActivityStoodDown
    | ResourceTaken
    | ResourceFreed
    | ResourceChanged
    | FlagRaised
    | FlagLowered
    | AssetHealthSet
    | AssetLevelChanged
    | CapacityChanged
    | ReserveMoved
    | ServiceChanged
    | FallbackSet
    | AllocationSet
    | ScaleSet
    | IndicatorMoved
    | StepBegun
    | StepEnded
    | StepDelayed
)
