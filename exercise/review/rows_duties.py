"""Rows about duties to report, joint decisions, actions the catalogue lacks, and how sure an agency can be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

DutyStatus = Literal["open", "overdue", "missed", "met", "late"]
ConsentStatus = Literal["none", "open", "agreed", "refused", "withdrawn", "timed-out"]
ProposalStatus = Literal["waits", "accepted", "declined", "in effect"]


@dataclass(frozen=True, slots=True)
class FormRow:
    """A field of a form to be filed."""

    id: str
    label: str
    required: bool
    help: str = ""
    """What belongs there."""


@dataclass(frozen=True, slots=True)
class DutyRow:
    """A clock that runs for an agency: what it has to report, to whom, by when."""

    id: str
    obligation: str
    agency: str
    """The short name of whose duty it is."""
    name: str
    to: str
    status: DutyStatus
    since: int
    due: int
    left: int | None
    """Seconds until it is due, negative when overdue; None once filed or given up."""
    form: tuple[FormRow, ...]
    filed: int | None = None
    report: tuple[tuple[str, str], ...] = ()
    """What was filed: label and text."""

    @property
    def waits(self) -> bool:
        """Whether a report can still be filed."""
        return self.filed is None


@dataclass(frozen=True, slots=True)
class VoterRow:
    """One of those who decide together."""

    agency: str
    vote: str
    """yes, no, abstain; empty when not heard yet."""
    reason: str


@dataclass(frozen=True, slots=True)
class VoteRow:
    """A joint decision: the rule, who has voted what, and what this seat may do about it."""

    id: str
    name: str
    rule: str
    status: ConsentStatus
    by: str
    """Who proposed it."""
    text: str
    due: int | None
    left: int | None
    """Seconds until it times out, while it is open."""
    voters: tuple[VoterRow, ...]
    mine: str
    """How this seat has voted."""
    waits_for_me: bool
    may_propose: bool
    may_withdraw: bool
    allows: tuple[str, ...]
    """Actions of this seat that wait for it."""

    def count(self, vote: str) -> int:
        """How many voted so."""
        return sum(voter.vote == vote for voter in self.voters)


@dataclass(frozen=True, slots=True)
class StandingRow:
    """What one agency has reason to believe about a subject, beside what is true."""

    agency: str
    short: str
    about: str
    truth: str
    share: int
    """Percent it may give the truth, from the facts it holds."""
    likeliest: str
    """What it must hold the likeliest."""
    misled: bool
    facts: int
    """How many facts on it the agency holds."""
    subject: str = ""
    """The id of what it is about."""

    @property
    def id(self) -> str:
        """Agency and subject."""
        return f"{self.agency}/{self.subject}"


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A fact that bears on a subject, as an agency holds it or does not."""

    text: str
    since: int | None
    """When the agency came to hold it; None when it does not."""
    points: Literal["to the truth", "away from it", "neither way"]
    others: tuple[str, ...]
    """Who else holds it, and could tell."""


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """An action the catalogue lacks, and what EXCON made of it."""

    id: str
    agency: str
    agency_id: str
    text: str
    tick: int
    status: ProposalStatus
    ruled: int | None = None
    reason: str = ""
    effects: tuple[str, ...] = ()
    due: int | None = None
    """When what was accepted comes about."""


@dataclass(frozen=True, slots=True)
class BeliefRow:
    """How probable each explanation is from what an agency holds, in whole percent, the likeliest first."""

    about: str
    """The subject; empty when the facts are about nothing in particular."""
    facts: int
    hypotheses: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class SpreadRow:
    """An indicator that every agency has its own of: the ends, the middle, and who stands there."""

    id: str
    name: str
    low: float
    lowest: str
    median: float
    high: float
    highest: str
    good: Literal["high", "low"]
