"""Events of the exercise itself and of its script: phases, seats, injects, what is expected after them."""

from __future__ import annotations

from exercise.domain.event import Event, Phase


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


class InjectAdded(Event, frozen=True):
    """A controller put an inject into the MSEL that it did not have. It goes out at its time like any other."""

    inject: str
    by: str
    at: int
    number: int
    to: tuple[str, ...]
    sender: dict[str, str]
    channel: str
    tlp: str
    subject: dict[str, str]
    text: dict[str, str]
    urgent: bool = False
    answer_within: int | None = None
    template: str = ""
    """Says what is expected of its recipients."""


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
    answer_from: tuple[str, ...] = ()
    """Who owes that answer; everybody it went to when empty."""


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
