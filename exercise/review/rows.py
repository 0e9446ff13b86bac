"""What a desk shows, row by row: plain values that a screen, a page or `--json` can all print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from exercise.domain.events import Phase
from exercise.review.rows_comms import ReadRow

MselStatus = Literal["planned", "gated", "held", "delivering", "released", "answered", "overdue", "skipped"]
NextKind = Literal["inject", "answer", "report", "vote"]
"""What comes next: for controllers an inject, for an agency what it owes."""

Alarm = Literal["", "low", "bad"]
"""How far a gauge is from where it should be; nothing when it is well."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the feed."""

    seq: int
    tick: int
    mark: str
    """A letter, not a colour: I inject, A action, D decision, M message, F fact, W world, X adversary."""
    who: str
    text: str


@dataclass(frozen=True, slots=True)
class Status:
    """The status line of a desk."""

    phase: Phase
    tick: int
    clock: str
    local: str
    pace: float
    left: int
    """Seconds of exercise time until the planned end."""
    stopped: str = ""
    """The words of a NO DUFF call."""
    seats_taken: int = 0
    seats: int = 0
    next: str = ""
    """Controllers: the next inject. Participants: their next deadline."""
    next_kind: NextKind = "inject"
    next_at: int | None = None
    next_in: int | None = None


@dataclass(frozen=True, slots=True)
class ExpectedRow:
    """An expected action of an inject, in words, and how it stands."""

    text: str
    status: Literal["not yet", "open", "met", "late", "missed"]
    who: str
    due: int | None = None
    by: str = ""
    met_at: int | None = None


@dataclass(frozen=True, slots=True)
class MselRow:
    """A line of the MSEL."""

    id: str
    number: int
    at: int | None
    """When it went out, or is planned to; None when only a condition or a controller decides."""
    storyline: str
    sender: str
    to: str
    subject: str
    kind: str
    status: MselStatus
    waits_for: str
    expected: tuple[ExpectedRow, ...]
    text: str
    note: str
    urgent: bool
    read_by: tuple[ReadRow, ...] = ()
    """Each recipient, and when it was opened there; empty in a log that knows no receipts."""

    def count(self, *statuses: str) -> int:
        """How many expected actions stand so."""
        return sum(expected.status in statuses for expected in self.expected)


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """How one agency is doing, for controllers."""

    id: str
    short: str
    name: str
    country: str
    used: int
    capacity: int
    under_way: int
    unanswered: int
    overdue: int
    last_act: int | None
    """When it last did something of its own; None when never."""
    idle: int
    seat: str
    """Who sits there, or `bot`; `absent` where neither people nor bots play, `nobody` where people are expected."""
    duties: int
    """Reports it owes."""
    duties_late: int
    """Of these, and of those given up, how many came to be overdue without a report."""
    votes: int
    """Joint decisions that wait for its voice."""
    awareness: int
    """Percent of what it ought to know that it knows."""
    own: tuple[tuple[str, str], ...]
    """Indicators of its own: name and value."""


@dataclass(frozen=True, slots=True)
class Gauge:
    """A service, an indicator or an asset as a bar with its recent past."""

    id: str
    kind: Literal["service", "indicator", "asset"]
    name: str
    value: float
    low: float
    high: float
    shown: str
    """The value with its unit."""
    direction: Literal["up", "down", "steady"]
    alarm: Alarm
    history: tuple[float | None, ...]
    """Oldest first; None before STARTEX."""
    note: str = ""

    @property
    def share(self) -> float:
        """Where the value lies between its ends, 0..1."""
        return (self.value - self.low) / (self.high - self.low) if self.high > self.low else 0.0


@dataclass(frozen=True, slots=True)
class PoolRow:
    """A scarce resource or a staff pool."""

    id: str
    name: str
    used: int
    capacity: int
    holders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FlagRow:
    """Something that has become so."""

    id: str
    name: str
    since: int


@dataclass(frozen=True, slots=True)
class NeedRow:
    """Something that waits for a controller."""

    id: str
    kind: Literal[
        "stop",
        "call",
        "rule",
        "asked",
        "party",
        "held",
        "handed",
        "vote",
        "unrated",
        "overdue",
        "duty",
        "soon",
        "tlp",
        "unread",
        "silent",
    ]
    since: int
    who: str
    text: str
    inject: str = ""
    agency: str = ""
    about: str = ""
    """What to ask `why` about when it is no inject: a duty, a joint decision, a proposal, a fact."""
    cell: str = ""
    """Whose queue it is in; the centre's when empty."""
    taken: str = ""
    """By which seat."""
    lost: bool = False
    """Overdue for so long that little can be saved."""
    away: str = ""
    """Put away by which seat; then it waits for nobody."""
    away_why: str = ""
    brief: str = ""
    """Of a call: what to say, and how."""


@dataclass(frozen=True, slots=True)
class InboxRow:
    """An inject that reached this agency."""

    id: str
    number: int
    tick: int
    sender: str
    channel: str
    tlp: str
    urgent: bool
    subject: str
    text: str
    attachments: tuple[tuple[str, str], ...]
    questions: tuple[str, ...]
    decisions: tuple[str, ...]
    to: str
    answer_by: int | None
    answer_in: int | None
    answered: int | None
    """When this agency answered; None when it did not, or need not."""
    replies: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A message between agencies."""

    id: str
    tick: int
    sender: str
    sender_id: str
    to: str
    subject: str
    text: str
    tlp: str
    mine: bool
    letter: str = ""
    """What it is called at this agency, to be marked as read; empty for a report."""
    read_by: tuple[ReadRow, ...] = ()


@dataclass(frozen=True, slots=True)
class FactRow:
    """Something this agency knows."""

    id: str
    tick: int
    text: str
    tlp: str
    how: str
    shared_with: tuple[str, ...]
    own: bool
    """Found by this agency itself, which may tell whom it likes."""


@dataclass(frozen=True, slots=True)
class RunRow:
    """A running of an activity."""

    id: str
    activity: str
    name: str
    agency: str
    target: str
    status: str
    stage: str
    step: int
    steps: int
    progress: float
    due: int | None
    due_in: int | None
    waits_for: str
    ordered: int
    ended: int | None
    text: str


@dataclass(frozen=True, slots=True)
class UseRow:
    """What an action needs of a pool, and what is free as far as the seat knows."""

    name: str
    amount: int
    free: int
    capacity: int


@dataclass(frozen=True, slots=True)
class ActionRow:
    """Something this agency could order."""

    id: str
    code: str
    kind: str
    name: str
    takes: str
    uses: tuple[UseRow, ...]
    requires: str
    why_not: str
    """Why it cannot be ordered now, as far as this seat knows; empty when nothing is known against it."""
    waits: str
    """It can be ordered, but work would not begin at once, and this is why."""
    brief: str
    risks: str
    target: str
    targets: tuple[tuple[str, str], ...]
    needs_text: bool
    consent: str
    """The joint decision it needs, by its id; empty when it needs none."""
    consent_words: str
    """The same for people: which, by whom, how it stands as far as this seat knows."""
    under_way: int
    done: int
    unsure: bool = False
    """It needs something that this seat cannot see: it may be refused."""


@dataclass(frozen=True, slots=True)
class OptionRow:
    """One way to decide."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A question this agency may decide, and what it decided."""

    id: str
    text: str
    options: tuple[OptionRow, ...]
    asked_by: str
    """The inject that asks for it; empty when it may be taken at any time."""
    why_not: str
    made: int | None = None
    chosen: str = ""
    rationale: str = ""
