"""What a seat and the server say to each other: JSON texts, strict and bounded. No socket in sight.

A seat says `hello` once, then asks. The server answers `welcome` once, then tells: records its view holds, in the
order and with the numbers of that view, and for every question `done` or `sorry` with the question's own id.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

import msgspec

from exercise.domain.commands import AnyCommand
from exercise.domain.event import Phase
from exercise.errors import BadMessage
from exercise.log.records import Record

LONGEST_QUESTION = 256 * 1024
"""Bytes in anything a seat may send: a few texts of the longest kind, every character escaped."""

LONGEST_ANSWER = 64 * 1024 * 1024
"""Bytes in anything the server may send: the whole of a very long scenario."""

MARKING = "EXERCISE EXERCISE EXERCISE"

Word = Annotated[str, msgspec.Meta(max_length=64)]
Id = Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
Count = Annotated[int, msgspec.Meta(ge=0, le=2**53)]

More = dict[str, dict[str, Any]]
"""Parts of the scenario that records brought to light: section → id → the part as plain data."""


class _Message(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, tag_field="say"):
    """Anything said. Told apart by `say`."""


# --- from a seat


class Hello(_Message, frozen=True, tag="hello"):
    """The first word: who this is, and what it has already."""

    code: Word = ""
    """The invitation's code: sits down at the seat, wherever somebody sat before."""
    token: Word = ""
    """Instead of the code, to come back after a cut: given by `welcome`, void once the seat has moved."""
    since: Count = 0
    """How many records this seat has been told."""
    run: Word = ""
    """Of which run; records of another are not its continuation."""
    how: Literal["desk", "page", "records", "answers"] = "desk"
    """A desk takes the seat, and so does a page in a browser, which is told what to show instead of records.
    Beside it may stand whoever only follows, or only asks."""
    page: Word = ""
    """For a page: which rendering `since` counts changes of; another one is no continuation."""
    language: Word = ""
    """For a page: the language somebody chose; the agency's own when there is none."""


class Ask(_Message, frozen=True, tag="ask"):
    """A command. Sent again with the same id after a cut, it is carried out once."""

    id: Id
    command: AnyCommand
    seat: Word = ""
    """For a controller sitting at an agency: that agency."""


class Manage(_Message, frozen=True, tag="manage"):
    """About the seats and the server: list them, make an invitation void, give a new one; stop. For those in charge."""

    id: Id
    verb: str
    """`seats`, `revoke`, `renew` or `stop`."""
    seat: Word = ""


Question = Hello | Ask | Manage


# --- from the server


class Welcome(_Message, frozen=True, tag="welcome"):
    """Sit down. Everything the seat may know before the records come."""

    seat: str
    role: str
    eyes: str
    """Whose desk this is: `excon` or an agency's id; empty for a seat that only follows."""
    run: str
    token: str
    since: int
    """The number of the first record that follows."""
    held: int
    """How many records there are by now."""
    marking: str
    briefing: dict[str, Any]
    """A scenario, as plain data, with only what this seat may know; empty for one that comes back."""
    tick: int
    pace: float
    running: bool
    phase: Phase
    cell: str = ""
    """Of a controller of a cell."""
    stand_ins: dict[str, str] = {}
    """Agency → `bot` or `absent`: who answers there while nobody sits at it."""
    language: str = ""
    """Of a page."""


class Told(_Message, frozen=True, tag="told"):
    """Records, the first of which has the number `since`."""

    since: int
    records: Sequence[Record]
    more: More = {}


class Shown(_Message, frozen=True, tag="shown"):
    """What changed on a page: parts as HTML, and where they belong."""

    page: str
    """Which rendering this is; a server that was started again makes another."""
    upto: int
    """Changes so far, these included."""
    parts: dict[str, str]
    """Part → HTML with every text escaped."""
    order: dict[str, tuple[str, ...]]
    """Section → its parts from top to bottom; those not listed any more have gone."""


class Time(_Message, frozen=True, tag="time"):
    """Where the exercise clock stands, and how it goes."""

    tick: int
    pace: float
    running: bool
    trouble: str = ""
    """Why the clock stands although play runs; for controllers."""


class Done(_Message, frozen=True, tag="done"):
    """It is on disk. Whoever has `seq` records has seen what came of it."""

    id: str
    seq: int
    text: str = ""


class Sorry(_Message, frozen=True, tag="sorry"):
    """It was refused; nothing was recorded."""

    id: str
    reason: str
    knowingly: bool = False
    """To a page: it can be asked again, knowingly."""


class Bye(_Message, frozen=True, tag="bye"):
    """The last word. `again`: coming back makes sense."""

    reason: str
    again: bool = False


Answer = Welcome | Told | Shown | Time | Done | Sorry | Bye

_ENCODER = msgspec.json.Encoder()
_QUESTION: msgspec.json.Decoder[Question] = msgspec.json.Decoder(Question)
_ANSWER: msgspec.json.Decoder[Answer] = msgspec.json.Decoder(Answer)


def encoded(message: Question | Answer) -> str:
    """A message as text."""
    return _ENCODER.encode(message).decode()


def question(raw: str | bytes) -> Question:
    """What a seat said. Raises `BadMessage`, which never repeats what was sent."""
    if len(raw) > LONGEST_QUESTION:
        raise BadMessage("the message is too long")
    try:
        return _QUESTION.decode(raw)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        raise BadMessage("this is not a message") from None


def answer(raw: str | bytes) -> Answer:
    """What the server said. Raises `BadMessage`."""
    try:
        return _ANSWER.decode(raw)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as wrong:
        raise BadMessage(f"the server said what this version does not understand ({wrong})") from None
