"""A picture without a screen: plain data for `--json`, plain lines for a terminal or a pipe."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from typing import Any

from exercise.review import plain_excon
from exercise.review.comms_rows import directory, stations
from exercise.review.names import minute
from exercise.review.needs import cells
from exercise.review.picture import Picture
from exercise.review.rows import AgencyRow, DecisionRow, Gauge, InboxRow, Line, MselRow, RunRow, Status
from exercise.review.rows_duties import BeliefRow, DutyRow, ProposalRow, VoteRow
from exercise.review.severity import own_ratings, severity
from exercise.scenario.quantities import lasting

BANNER = "EXERCISE EXERCISE EXERCISE"
FEED_LINES = 40

WAITING = ("planned", "gated", "held", "delivering")

_ARROWS = {"up": "rising", "down": "falling", "steady": "steady"}


Section = Callable[..., Iterable[Any]]


def _feed(picture: Picture) -> tuple[Line, ...]:
    return tuple(picture.feed.lines)


FOR_ALL: dict[str, Section] = {
    "gauges": Picture.gauges,
    "pools": Picture.pools,
    "flags": Picture.flags,
    "runs": Picture.runs,
    "messages": Picture.messages,
    "directory": directory,
    "duties": Picture.duties,
    "votes": Picture.votes,
    "proposals": Picture.proposals,
    "feed": _feed,
}
FOR_CONTROL: dict[str, Section] = {
    "msel": Picture.msel,
    "agencies": Picture.agencies,
    "needs_you": Picture.needs_you,
    "spreads": Picture.spreads,
    "cells": cells,
    "severity": severity,
    "comms_check": stations,
}
FOR_AGENCIES: dict[str, Section] = {
    "inbox": Picture.inbox,
    "facts": Picture.facts_held,
    "beliefs": Picture.beliefs,
    "actions": Picture.actions,
    "decisions": Picture.decisions,
    "ratings": own_ratings,
}
"""Key → where its rows come from. What a server says about its pictures is read off these tables."""


def as_json(picture: Picture, tick: int) -> dict[str, Any]:
    """Everything the picture shows at a moment, as plain data; the keys are those of the rows."""
    own = FOR_CONTROL if picture.is_control else FOR_AGENCIES
    return {
        "exercise": True,
        "title": picture.names.pick(picture.scenario.title),
        "seat": picture.seat,
        "status": asdict(picture.status(tick)),
        **{key: _rows(section, picture, tick) for key, section in (FOR_ALL | own).items()},
    }


def _rows(section: Section, picture: Picture, tick: int) -> list[dict[str, Any]]:
    rows = section(picture, tick) if "tick" in section.__annotations__ else section(picture)
    return [asdict(row) for row in rows]


def as_text(picture: Picture, tick: int) -> str:
    """The same for a reader: headings, one line an item."""
    status = picture.status(tick)
    seat = "EXCON" if picture.is_control else picture.names.agency(picture.seat)
    lines = [
        f"{BANNER} · {picture.names.pick(picture.scenario.title)} · as seen by {seat}",
        headline(status),
    ]
    sections = _control(picture, tick) if picture.is_control else _agency(picture, tick)
    for title, body in (*sections, *_common(picture, tick)):
        lines += ["", title, *(body or ["  nothing"])]
    return "\n".join(lines)


def headline(status: Status) -> str:
    """The status line in words."""
    parts = [status.phase.upper(), f"×{status.pace:g}", status.clock, status.local]
    if status.next and status.next_in is not None:
        due = f"in {lasting(status.next_in)}" if status.next_in >= 0 else f"{lasting(-status.next_in)} ago"
        kind = "next" if status.next_kind in ("inject", "answer") else status.next_kind
        parts.append(f"{kind}: {status.next} {due}")
    if status.stopped:
        parts.append(f"NO DUFF: {status.stopped}")
    return "  ".join(parts)


Part = tuple[str, list[str]]


def _control(picture: Picture, tick: int) -> Iterator[Part]:
    needs = [f"  {minute(row.since)}  {row.kind:<8} {row.who}: {row.text}" for row in picture.needs_you(tick)]
    yield "NEEDS YOU", needs
    yield from plain_excon.of_control(picture, tick)
    yield "MSEL", [_msel_line(row) for row in picture.msel(tick)]
    yield "AGENCIES", [_agency_line(row) for row in picture.agencies(tick)]


def _msel_line(row: MselRow) -> str:
    when = "" if row.at is None else minute(row.at)
    waits = f" · waits for {row.waits_for}" if row.waits_for and row.status in WAITING else ""
    expected = f" · {row.count('met', 'late')}/{len(row.expected)} done" if row.expected else ""
    return f"  {row.number:>3}  {when:<10} {row.status:<8} → {row.to}: {row.subject}{expected}{waits}"


def _agency_line(row: AgencyRow) -> str:
    idle = "never acted" if row.last_act is None else f"idle {lasting(row.idle)}"
    return (
        f"  {row.short:<16} staff {row.used}/{row.capacity}  under way {row.under_way}"
        f"  unanswered {row.unanswered}  overdue {row.overdue}  reports owed {row.duties}"
        f" ({row.duties_late} late)  votes {row.votes}  awareness {row.awareness}%  {idle}  seat: {row.seat}"
    )


def _agency(picture: Picture, tick: int) -> Iterator[Part]:
    yield "INBOX", [_letter_line(row) for row in picture.inbox(tick)]
    yield from plain_excon.of_an_agency(picture)
    yield "DECISIONS", [_decision_line(row) for row in picture.decisions(tick)]
    actions = picture.actions(tick)
    now = [f"  {row.id}: {row.name} ({row.takes}){_dot(row.waits)}" for row in actions if not row.why_not]
    yield "ACTIONS YOU CAN TAKE", now
    yield "NOT NOW", [f"  {row.id}: {row.name}{_dot(row.why_not)}" for row in actions if row.why_not]
    known = [
        f"  {minute(row.tick):<10} {row.text} ({_tlp(row.tlp)}, {row.how})" for row in picture.facts_held()
    ]
    yield "WHAT YOU KNOW", known
    beliefs = picture.beliefs()
    if beliefs:
        yield "FROM WHAT YOU HOLD", [f"  {belief_in_words(row)}" for row in beliefs]


def belief_in_words(row: BeliefRow) -> str:
    """How probable each explanation is: "LINK-2: sabotage 63 %, accident 37 %"."""
    shares = ", ".join(f"{name} {share} %" for name, share in row.hypotheses)
    return f"{row.about}: {shares}" if row.about else shares


def _letter_line(row: InboxRow) -> str:
    if row.answered is not None:
        deadline = f" · answered {minute(row.answered)}"
    else:
        deadline = f" · answer by {minute(row.answer_by)}" if row.answer_by is not None else ""
    urgent = "! " if row.urgent else ""
    source = f"{row.sender}, {row.channel}, {_tlp(row.tlp)}"
    return f"  {minute(row.tick):<10} {urgent}#{row.number} {row.subject} ({source}){deadline}"


def _decision_line(row: DecisionRow) -> str:
    return (
        f"  {row.id}: {row.text} → {row.chosen or 'open: ' + ', '.join(option.id for option in row.options)}"
    )


def _tlp(label: str) -> str:
    return f"TLP:{label.upper().replace('AMBER-STRICT', 'AMBER+STRICT')}"


def _dot(words: str) -> str:
    return f" · {words}" if words else ""


def _common(picture: Picture, tick: int) -> Iterator[Part]:
    yield "UNDER WAY", [_run_line(row) for row in picture.runs(tick, over=0)]
    yield from _together(picture, tick)
    yield "SITUATION", [_gauge_line(row) for row in picture.gauges(tick)]
    yield "SCARCE", [f"  {row.name}: {row.used} of {row.capacity} in use" for row in picture.pools()]
    yield "SO NOW", [f"  {row.name} (since {minute(row.since)})" for row in picture.flags()]
    sent = [f"  {minute(row.tick):<10} {row.sender} → {row.to}: {row.subject}" for row in picture.messages()]
    yield "MESSAGES", sent
    lines = picture.feed.last(FEED_LINES)
    yield "LAST", [f"  {minute(line.tick):<10} {line.mark} {line.who}: {line.text}" for line in lines]


def _together(picture: Picture, tick: int) -> Iterator[Part]:
    """Duties, votes and proposals, where there can be any."""
    if picture.scenario.obligations:
        yield "DUTIES TO REPORT", [_duty_line(row, whose=picture.is_control) for row in picture.duties(tick)]
    if votes := picture.votes(tick):
        yield "JOINT DECISIONS", [_vote_line(row) for row in votes]
    if proposals := picture.proposals(tick):
        yield "PROPOSED ACTIONS", [_proposal_line(row) for row in proposals]


def _duty_line(row: DutyRow, *, whose: bool) -> str:
    who = f"{row.agency}: " if whose else ""
    left = (
        ""
        if row.left is None
        else f" ({lasting(row.left)} left)"
        if row.left >= 0
        else f" ({lasting(-row.left)} ago)"
    )
    filed = f" · reported {minute(row.filed)}" if row.filed is not None else ""
    return f"  {minute(row.due):<10} {row.status:<8} {who}{row.name} → {row.to}{left}{filed}"


def _vote_line(row: VoteRow) -> str:
    until = f" until {minute(row.due)}" if row.due is not None else ""
    cast = ", ".join(f"{voter.agency} {voter.vote}" for voter in row.voters if voter.vote)
    status = "not proposed" if row.status == "none" else row.status
    return f"  {status:<12} {row.name}{until}: {cast or 'no votes'} · {row.rule}"


def _proposal_line(row: ProposalRow) -> str:
    reason = f": {row.reason}" if row.reason else ""
    return f"  {minute(row.tick):<10} {row.status:<9} {row.agency}: {row.text}{reason}"


def _run_line(row: RunRow) -> str:
    until = f" until {minute(row.due)}" if row.due is not None else ""
    waits = f" for {row.waits_for}" if row.waits_for else ""
    return f"  {row.agency}: {row.name}{_dot(row.stage)} · {row.status}{until}{waits}"


def _gauge_line(row: Gauge) -> str:
    alarm = f" {row.alarm.upper()}" if row.alarm else ""
    return f"  {row.name}: {row.shown}, {_ARROWS[row.direction]}{alarm}"
