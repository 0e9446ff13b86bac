"""Events of what people do: answers, decisions, messages, facts, duties, votes, proposals."""

from __future__ import annotations

from typing import Literal

from exercise.domain.event import Event


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
    persona: str = ""
    """As whom EXCON writes: a journalist, an agency nobody plays."""


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
    breach: tuple[str, ...] = ()
    """Those of `to` who were told against its TLP."""


class OverrideMade(Event, frozen=True):
    """A controller changed the world by hand; the changes follow as their own events."""

    seat: str
    reason: str
    effects: tuple[str, ...] = ()
    """Each effect in words."""


class ClockStarted(Event, frozen=True):
    """An agency became aware of something it must report; its own clock runs."""

    obligation: str
    agency: str
    due: int


class ReportFiled(Event, frozen=True):
    """A report with its form's fields."""

    obligation: str
    agency: str
    to: tuple[str, ...]
    fields: dict[str, str]
    late: bool = False


class ClockOverdue(Event, frozen=True):
    """The deadline passed without a report."""

    obligation: str
    agency: str


class ObligationMissed(Event, frozen=True):
    """So late that it counts as not reported."""

    obligation: str
    agency: str


class ConsentOpened(Event, frozen=True):
    """A joint decision is put to those who decide. Carries them, so that a voter needs no scenario."""

    consent: str
    by: str
    who: tuple[str, ...]
    due: int
    text: str = ""


class VoteCast(Event, frozen=True):
    """One voice. A second vote of the same agency replaces the first."""

    consent: str
    agency: str
    vote: Literal["yes", "no", "abstain"]
    reason: str = ""


class ConsentClosed(Event, frozen=True):
    """It was decided, withdrawn, or ran out of time."""

    consent: str
    outcome: Literal["agreed", "refused", "withdrawn", "timed-out"]


class ContactStale(Event, frozen=True):
    """A point of contact turned out to be out of date, and cost so many seconds. It is fresh from now on."""

    agency: str
    other: str
    cost: int


class ActionProposed(Event, frozen=True):
    """An action the catalogue lacks, in the agency's own words, for the white cell to rule on."""

    proposal: str
    agency: str
    text: str


class ActionRuled(Event, frozen=True):
    """The white cell's ruling. When accepted, its effects follow after `takes` seconds."""

    proposal: str
    agency: str
    accepted: bool
    reason: str
    effects: tuple[str, ...] = ()
    """Each effect in words."""
    takes: int = 0


class ActionTookEffect(Event, frozen=True):
    """What was accepted has come about."""

    proposal: str
    agency: str
