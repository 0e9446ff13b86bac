"""Duties to report, joint decisions and proposed actions, as an agency or a controller may see them."""

from __future__ import annotations

from collections.abc import Iterator

from exercise.domain.recipients import recipients
from exercise.domain.seats import EXCON
from exercise.domain.voting import needed
from exercise.domain.world import ConsentState, Duty, Proposal
from exercise.language import t
from exercise.review.fold import Fold
from exercise.review.names import consent_name, obligation_name
from exercise.review.rows import NextKind
from exercise.review.rows_duties import DutyRow, FormRow, ProposalRow, VoteRow, VoterRow
from exercise.scenario.assess import Consent
from exercise.scenario.play import ANYONE

_LAST = 10**9


def duties(fold: Fold, tick: int) -> tuple[DutyRow, ...]:
    """The clocks of this agency (for controllers: of all): what is owed by when it is due, then what is settled."""
    rows = (
        _duty(fold, name, agency, duty, tick)
        for (name, agency), duty in fold.world.duties.items()
        if fold.seat in (EXCON, agency)
    )
    return tuple(sorted(rows, key=lambda row: (row.left is None, row.due if row.waits else -row.due, row.id)))


def _duty(fold: Fold, name: str, agency: str, duty: Duty, tick: int) -> DutyRow:
    part, filed = fold.scenario.obligations.get(name), fold.reports.get((name, agency))
    form = part.form if part else ()
    labels = {field.id: fold.names.pick(field.text) for field in form}
    return DutyRow(
        id=f"{name}/{agency}",
        obligation=name,
        agency=fold.names.agency(agency),
        name=obligation_name(fold.names, name),
        to=fold.names.agencies(recipients(part.to, fold.scenario)) if part else "",
        status=duty.status,
        since=duty.since,
        due=duty.due,
        left=duty.due - tick if duty.status in ("open", "overdue") else None,
        form=tuple(
            FormRow(field.id, labels[field.id], field.required, fold.names.pick(field.help)) for field in form
        ),
        filed=duty.filed,
        report=tuple((labels.get(key, key), text) for key, text in filed.fields.items()) if filed else (),
    )


def votes(fold: Fold, tick: int) -> tuple[VoteRow, ...]:
    """Joint decisions this agency takes part in (for controllers: all), those open first."""
    rows = (
        _vote(fold, name, part, fold.world.consents[name], tick)
        for name, part in fold.scenario.consents.items()
        if fold.is_control or fold.seat in part.who
    )
    return tuple(sorted(rows, key=lambda row: (row.left is None, row.left or 0, row.status == "none")))


def _vote(fold: Fold, name: str, part: Consent, state: ConsentState, tick: int) -> VoteRow:
    is_open, voter = state.status == "open", fold.seat in part.who
    mine = state.votes.get(fold.seat, "")
    return VoteRow(
        id=name,
        name=consent_name(fold.names, name),
        rule=rule_in_words(part),
        status=state.status,
        by=fold.names.agency(state.by) if state.by else "",
        text=state.text,
        due=state.due if is_open else None,
        left=state.due - tick if is_open else None,
        voters=tuple(
            VoterRow(fold.names.agency(who), state.votes.get(who, ""), state.reasons.get(who, ""))
            for who in part.who
        ),
        mine=mine,
        waits_for_me=voter and is_open and not mine,
        may_propose=voter and not is_open and state.status != "agreed",
        may_withdraw=is_open and state.by == fold.seat,
        allows=tuple(_allows(fold, name)),
    )


def rule_in_words(part: Consent) -> str:
    """How the votes are counted."""
    count = len(part.who)
    if part.rule == "unanimity":
        return t("all {count} have to be heard; one no stops it, abstaining does not", count=count)
    kind = {"majority": t("more than half"), "qualified-majority": t("a qualified majority")}.get(
        part.rule, ""
    )
    words = t("{needed} of {count} have to say yes", needed=needed(part), count=count)
    return f"{words} ({kind})" if kind else words


def _allows(fold: Fold, consent: str) -> Iterator[str]:
    for name, activity in fold.scenario.activities.items():
        may = fold.is_control or ANYONE in activity.who or fold.seat in activity.who
        if activity.consent == consent and may:
            yield fold.names.activity(name)


def proposals(fold: Fold, tick: int) -> tuple[ProposalRow, ...]:
    """Actions this agency (for controllers: anybody) proposed, those without a ruling first."""
    rows = (
        _proposal(fold, name, proposal, tick)
        for name, proposal in fold.world.proposals.items()
        if fold.seat in (EXCON, proposal.agency)
    )
    return tuple(sorted(rows, key=lambda row: (row.status != "waits", -row.tick, row.id)))


def _proposal(fold: Fold, name: str, proposal: Proposal, tick: int) -> ProposalRow:
    at, ruling = fold.rulings.get(name, (None, None))
    due = None
    if at is not None and ruling is not None and ruling.accepted and proposal.took_effect is None:
        due = at + ruling.takes
    return ProposalRow(
        id=name,
        agency=fold.names.agency(proposal.agency),
        agency_id=proposal.agency,
        text=proposal.text,
        tick=proposal.tick,
        status="in effect" if proposal.took_effect is not None else proposal.ruled or "waits",
        ruled=at,
        reason=proposal.reason,
        effects=ruling.effects if ruling else (),
        due=due,
    )


def next_due(fold: Fold, tick: int) -> Iterator[tuple[int, str, NextKind]]:
    """What this agency has to report or vote on: when, what for the status line, and its kind."""
    for duty in duties(fold, tick):
        if duty.left is not None and duty.waits:
            yield duty.due, duty.name, "report"
    for vote in votes(fold, tick):
        if vote.waits_for_me:
            yield vote.due or _LAST, vote.name, "vote"
