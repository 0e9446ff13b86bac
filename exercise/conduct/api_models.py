"""What the API takes and gives, as types: requests are checked against them, the document is generated from them."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec

from exercise.conduct.learned import More
from exercise.conduct.roles import Role
from exercise.conduct.wire import MARKING, Count, Id, Word
from exercise.domain.commands import AnyCommand
from exercise.domain.event import Phase
from exercise.log.records import Record

MOST = 1_000
"""Records in one answer at most."""


class Given(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Anything a request brings."""


class Nothing(Given, frozen=True):
    """A request without parameters."""


class Since(Given, frozen=True):
    """Which records."""

    after: Annotated[Count, msgspec.Meta(description="How many records you have already.")] = 0
    limit: Annotated[int, msgspec.Meta(ge=1, le=MOST, description="How many more you take at most.")] = 256


class Question(Given, frozen=True):
    """A command. Sent again with the same id, it is carried out once."""

    id: Annotated[Id, msgspec.Meta(description="Your own name for it, new for every command of this seat.")]
    command: AnyCommand
    seat: Annotated[Word, msgspec.Meta(description="For a controller sitting at an agency: that agency.")] = (
        ""
    )


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """Anything that is answered. New versions may add to it."""

    exercise: bool = True
    """Always true: nothing here is real."""


class Health(Answer, frozen=True, kw_only=True):
    """Whether the server can do its work."""

    program: str
    fine: bool


class Exercise(Answer, frozen=True, kw_only=True):
    """Which exercise this is, and where its clock stands."""

    marking: str = MARKING
    run: str
    """Which run; records of another are not its continuation."""
    title: str
    phase: Phase
    tick: int
    """Whole seconds of exercise time since STARTEX."""
    clock: str
    """The same for people: `T+05:30`."""
    pace: float
    """Exercise seconds per second."""
    running: bool
    held: int
    """How many records this seat may see by now."""


class Chair(Answer, frozen=True, kw_only=True):
    """Whose invitation this is."""

    seat: str
    role: Role
    agency: str
    cell: str
    eyes: str
    """Through whose eyes it looks: `excon` or an agency's id; empty for what everybody sees."""


class Records(Answer, frozen=True, kw_only=True):
    """What this seat was told, in order, with the numbers of its own view."""

    run: str
    after: int
    next: int
    """What to ask for `after` next time."""
    held: int
    """How many there are by now."""
    records: list[Record]
    more: More
    """Parts of the scenario that these records brought to light: section, id, the part."""


class Briefing(Answer, frozen=True, kw_only=True):
    """The scenario, with what this seat may know of it by now and nothing else."""

    scenario: dict[str, Any]


class Carried(Answer, frozen=True, kw_only=True):
    """It is on disk."""

    id: str
    after: int
    """What came of it is among the records after this many; 0 when it had been carried out before."""
    held: int


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """Why not, in the shape of RFC 9457."""

    title: str
    """The kind of problem."""
    status: int
    detail: str
    """The reason in words, for whoever asked."""
    type: str = "about:blank"
    exercise: bool = True
