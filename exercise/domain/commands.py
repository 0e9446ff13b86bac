"""What somebody asks for. Imperative; may be refused."""

from __future__ import annotations

from typing import Any

import msgspec

from exercise.domain.command import Command as Command
from exercise.domain.commands_excon import (
    AskRating as AskRating,
)
from exercise.domain.commands_excon import (
    ClearDesk as ClearDesk,
)
from exercise.domain.commands_excon import (
    Deliver as Deliver,
)
from exercise.domain.commands_excon import (
    FailDelivery as FailDelivery,
)
from exercise.domain.commands_excon import (
    GiveBackTask as GiveBackTask,
)
from exercise.domain.commands_excon import (
    HandOverTask as HandOverTask,
)
from exercise.domain.commands_excon import (
    MoveAuthority as MoveAuthority,
)
from exercise.domain.commands_excon import (
    MoveLead as MoveLead,
)
from exercise.domain.commands_excon import (
    PutAwayTask as PutAwayTask,
)
from exercise.domain.commands_excon import (
    Rate as Rate,
)
from exercise.domain.commands_excon import (
    SetRolePlay as SetRolePlay,
)
from exercise.domain.commands_excon import (
    ShareSpread as ShareSpread,
)
from exercise.domain.commands_excon import (
    TakeTask as TakeTask,
)
from exercise.domain.commands_review import (
    Answer as Answer,
)
from exercise.domain.commands_review import (
    Observe as Observe,
)

# --- for controllers


class Start(Command, frozen=True):
    """STARTEX."""


class Pause(Command, frozen=True):
    """The clock stops; nothing expires."""

    why: str = ""


class Resume(Command, frozen=True):
    """The clock goes on."""


class End(Command, frozen=True):
    """ENDEX."""

    why: str = ""


class SetPace(Command, frozen=True):
    """Exercise seconds per second of wall time; 0 < pace <= 3600."""

    pace: float


class Jump(Command, frozen=True):
    """Move the clock on to this time; everything between is played at once."""

    to: int


class MarkTime(Command, frozen=True):
    """The clock had come this far. Written now and then, so that a crash loses no exercise time."""


class Release(Command, frozen=True):
    """Release an inject now, whatever it was waiting for."""

    inject: str


class Hold(Command, frozen=True):
    """Keep an inject back until it is released by hand."""

    inject: str


class Skip(Command, frozen=True):
    """An inject will not be played."""

    inject: str
    why: str = ""


class Reschedule(Command, frozen=True):
    """Give an inject another time; also lets a held one go by the clock again."""

    inject: str
    at: int


class SendInject(Command, frozen=True):
    """An inject that the MSEL does not have. Texts are in one language, or a mapping by language tag.

    With a template, what is left out is the template's; without one it is an email, amber, and not urgent.
    """

    to: tuple[str, ...] = ()
    sender: str | dict[str, str] = ""
    subject: str | dict[str, str] = ""
    text: str | dict[str, str] = ""
    channel: str = ""
    tlp: str = ""
    urgent: bool | None = None
    answer_within: int | None = None
    """Seconds; expects a written answer."""
    at: int | None = None
    """When it goes out, in exercise time; until then it is a line of the MSEL. At once without it."""
    template: str = ""
    gaps: dict[str, str] = msgspec.field(default_factory=dict)
    """What to write where the template's texts say `{gap}`."""


class Override(Command, frozen=True):
    """Change the world by hand. Effects are those of the scenario language, as plain data."""

    effects: tuple[dict[str, Any], ...]
    reason: str


class Rule(Command, frozen=True):
    """Rule on a proposed action. Effects are those of the scenario language, as plain data."""

    proposal: str
    accept: bool
    reason: str
    effects: tuple[dict[str, Any], ...] = ()
    takes: int = 0
    """Seconds until the effects come about."""


class SendAs(Command, frozen=True):
    """Write as somebody who is not at the table: a journalist, an agency nobody plays."""

    persona: str
    to: tuple[str, ...]
    subject: str
    text: str
    tlp: str = "amber"


class TakeSeat(Command, frozen=True):
    """Sit at an agency; its bot stops."""

    agency: str
    own: bool = False
    """By somebody whose own seat it is: a participant, not a controller who lends a hand."""


class LeaveSeat(Command, frozen=True):
    """Leave an agency's seat; its bot goes on."""

    agency: str


class CheckComms(Command, frozen=True):
    """Ask every seat to answer. Which seats have a line is filled in where the exercise runs."""

    here: tuple[tuple[str, str], ...] = ()
    away: tuple[tuple[str, str], ...] = ()


# --- for participants (and controllers sitting at an agency)


class Order(Command, frozen=True):
    """Order a response action."""

    activity: str
    target: str = ""
    text: str = ""


class StandDown(Command, frozen=True):
    """Stop a run of an activity that this agency ordered."""

    run: str
    why: str = ""


class Reply(Command, frozen=True):
    """Answer an inject in writing."""

    inject: str
    text: str


class Decide(Command, frozen=True):
    """Make a decision: an option of a known one, or in free words; with the reasons."""

    decision: str
    option: str = ""
    text: str = ""
    rationale: str = ""
    considered: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()


class Share(Command, frozen=True):
    """Pass a fact on."""

    fact: str
    to: tuple[str, ...]
    note: str = ""
    knowingly: bool = False
    """Also where its TLP forbids it; without this word that is refused with a warning."""


class Send(Command, frozen=True):
    """A message to other agencies, to simulated parties, to whoever sent an inject (`from/<inject>`), to `excon`."""

    to: tuple[str, ...]
    subject: str
    text: str
    tlp: str = "amber"


class FileReport(Command, frozen=True):
    """Discharge an obligation by filing its form."""

    obligation: str
    fields: dict[str, str]


class Propose(Command, frozen=True):
    """Put a joint decision to those who decide."""

    consent: str
    text: str = ""


class Vote(Command, frozen=True):
    """yes, no or abstain."""

    consent: str
    vote: str
    reason: str = ""


class Withdraw(Command, frozen=True):
    """Take back a joint decision that this agency proposed."""

    consent: str


class ProposeAction(Command, frozen=True):
    """Ask the white cell for an action the catalogue lacks."""

    text: str


class MarkRead(Command, frozen=True):
    """An inject, or `message/N`, was opened at this agency. Once is enough."""

    item: str


class AnswerCheck(Command, frozen=True):
    """This seat hears. A server fills in which seat it is."""

    station: str = ""


class CallStop(Command, frozen=True):
    """NO DUFF: stop play, something real has happened."""

    text: str = ""


AnyCommand = (
    Start
    | Pause
    | Resume
    | End
    | SetPace
    | Jump
    | MarkTime
    | Release
    | Hold
    | Skip
    | Reschedule
    | SendInject
    | Override
    | Rule
    | SendAs
    | Observe
    | TakeSeat
    | LeaveSeat
    | CheckComms
    | Order
    | StandDown
    | Reply
    | Decide
    | Share
    | Send
    | FileReport
    | Propose
    | Vote
    | Withdraw
    | ProposeAction
    | MarkRead
    | AnswerCheck
    | CallStop
    | Answer
    | AskRating
    | ClearDesk
    | Deliver
    | FailDelivery
    | GiveBackTask
    | HandOverTask
    | MoveAuthority
    | MoveLead
    | PutAwayTask
    | Rate
    | SetRolePlay
    | ShareSpread
    | TakeTask
)
