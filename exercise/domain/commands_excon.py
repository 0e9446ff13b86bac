"""What controllers ask of each other: items of the queue, authority, calls by role players, severity ratings."""

from __future__ import annotations

from exercise.domain.command import Command


class TakeTask(Command, frozen=True):
    """An item of EXCON's queue is mine, so that two do not both do it."""

    task: str
    desk: str = ""
    """Whose seat; at a joint drill the server writes it, whatever was sent."""


class GiveBackTask(Command, frozen=True):
    """An item that was taken, or put away, waits for anybody again."""

    task: str
    why: str = ""
    desk: str = ""


class PutAwayTask(Command, frozen=True):
    """Nothing more is to be done about an item; it leaves the queue, and giving it back brings it there again."""

    task: str
    why: str = ""
    desk: str = ""


class HandOverTask(Command, frozen=True):
    """Somebody else shall do it: another cell (`centre` for the centre), or a seat."""

    task: str
    cell: str = ""
    seat: str = ""
    why: str = ""
    desk: str = ""


class ClearDesk(Command, frozen=True):
    """Everything that a seat has taken waits for anybody again, because nobody sits there."""

    seat: str
    why: str = ""
    desk: str = ""


class MoveAuthority(Command, frozen=True):
    """What a cell looks after is another's from now on: its injects, its agencies, its queue.

    `to` is a cell, the cell itself to give it back, or `centre`.
    """

    cell: str
    to: str
    why: str
    desk: str = ""


class MoveLead(Command, frozen=True):
    """Another seat leads the exercise from now on."""

    seat: str
    why: str
    desk: str = ""


class SetRolePlay(Command, frozen=True):
    """Whether people are at hand to deliver injects in person; without them all go out in writing."""

    on: bool


class Deliver(Command, frozen=True):
    """A role player has delivered an inject, and notes what was said."""

    inject: str
    note: str = ""
    desk: str = ""


class FailDelivery(Command, frozen=True):
    """An inject could not be delivered in person, and will not be played."""

    inject: str
    why: str
    desk: str = ""


class AskRating(Command, frozen=True):
    """Ask agencies how severe the situation is, now."""

    to: tuple[str, ...] = ("everyone",)
    within: int | None = None
    """Seconds."""
    text: str = ""


class ShareSpread(Command, frozen=True):
    """Show those who were asked how all of them rated, without saying who said what."""

    step: str


class Rate(Command, frozen=True):
    """How severe the situation is, on the scenario's scale; the last word of an agency counts."""

    step: str
    level: str
    reason: str = ""
