"""Events among controllers: the queue, authority, calls by role players; and ratings of severity."""

from __future__ import annotations

from exercise.domain.event import Event


class TaskTaken(Event, frozen=True):
    """Somebody does this item of the queue of `cell`."""

    task: str
    seat: str
    cell: str = ""


class TaskGivenBack(Event, frozen=True):
    """It waits for anybody again."""

    task: str
    seat: str
    cell: str = ""
    why: str = ""


class TaskPutAway(Event, frozen=True):
    """Nothing more is to be done about it."""

    task: str
    seat: str
    cell: str = ""
    why: str = ""


class TaskHandedOver(Event, frozen=True):
    """It is another cell's, or another seat's. Carries its words, so that whoever gets it needs nothing else."""

    task: str
    by: str
    cell: str = ""
    before: str = ""
    """The cell it was with."""
    seat: str = ""
    why: str = ""
    who: str = ""
    text: str = ""
    inject: str = ""
    agency: str = ""


class AuthorityMoved(Event, frozen=True):
    """What `cell` looks after is `to`'s; of the centre when that is empty, its own when it is the same."""

    cell: str
    to: str
    seat: str
    why: str


class LeadMoved(Event, frozen=True):
    """Another seat leads the exercise."""

    seat: str
    by: str
    why: str


class RolePlaySet(Event, frozen=True):
    """People are at hand to deliver injects in person, or no longer."""

    on: bool


class DeliveryDue(Event, frozen=True):
    """An inject is due, and waits for a role player to deliver it; after `until` it goes out in writing."""

    inject: str
    by: str
    until: int | None = None


class DeliveryDone(Event, frozen=True):
    """A role player delivered it."""

    inject: str
    seat: str
    note: str = ""


class DeliveryFailed(Event, frozen=True):
    """It could not be delivered."""

    inject: str
    seat: str
    why: str


class RatingAsked(Event, frozen=True):
    """Agencies are asked how severe the situation is."""

    step: str
    to: tuple[str, ...]
    text: dict[str, str] = {}
    due: int | None = None


class SeverityRated(Event, frozen=True):
    """One agency's rating. A second one for the same step replaces the first."""

    step: str
    agency: str
    level: str
    reason: str = ""


class SpreadShared(Event, frozen=True):
    """Those who were asked are shown how all of them rated: how often each level was chosen, lowest first."""

    step: str
    to: tuple[str, ...]
    counts: tuple[tuple[str, int], ...]
    silent: int = 0
    """How many have not rated."""
