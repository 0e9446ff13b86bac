"""How duties, joint decisions and proposed actions become cells."""

from __future__ import annotations

from rich.text import Text

from exercise.review.names import minute
from exercise.review.rows import RunRow
from exercise.review.rows_duties import DutyRow, ProposalRow, VoteRow
from tui.themes import Ink
from tui.widgets.rows import Keyed
from tui.widgets.wording import countdown, run_cells

_DUTY = {"open": "? open", "overdue": "! overdue", "missed": "x missed", "met": "✔ filed", "late": "✔ late"}
_VOTE = {
    "none": "· never put",
    "open": "? open",
    "agreed": "✔ agreed",
    "refused": "x refused",
    "withdrawn": "· taken back",
    "timed-out": "x timed out",
}
_PROPOSAL = {
    "waits": "? asked",
    "accepted": "✔ accepted",
    "declined": "x declined",
    "in effect": "✔ in effect",
}


def _cell(words: str, style: str = "") -> Text:
    return Text(" ".join(words.split()), style=style)


def duty_cells(row: DutyRow, ink: Ink) -> Keyed:
    """State, time left, what, to whom."""
    style = {"open": ink.accent, "overdue": ink.bad, "missed": ink.bad, "met": ink.good}.get(
        row.status, ink.low
    )
    left = (
        "" if row.left is None else countdown(row.left) if row.left >= 0 else f"late {countdown(-row.left)}"
    )
    return row.id, (
        _cell(_DUTY[row.status], style),
        _cell(left, style),
        _cell(row.name, "bold" if row.status in ("open", "overdue") else ""),
        _cell(row.to, ink.muted),
    )


def vote_cells(row: VoteRow, ink: Ink) -> Keyed:
    """State, time left, what, how the votes stand."""
    style = {"open": ink.accent, "agreed": ink.good, "refused": ink.bad}.get(row.status, ink.muted)
    cast = sum(bool(voter.vote) for voter in row.voters)
    tally = (
        "" if row.status == "none" else f"{row.count('yes')} yes, {row.count('no')} no of {len(row.voters)}"
    )
    mine = "your voice!" if row.waits_for_me else f"you: {row.mine}" if row.mine else ""
    return row.id, (
        _cell(_VOTE[row.status], style),
        _cell("" if row.left is None else countdown(max(0, row.left)), style),
        _cell(row.name, "bold" if row.waits_for_me else ""),
        _cell(tally if cast else ""),
        _cell(mine, ink.accent if row.waits_for_me else ink.muted),
    )


def doing_cells(row: RunRow | ProposalRow, ink: Ink) -> Keyed:
    """A run of an action, or an action proposed, in the same columns."""
    if isinstance(row, RunRow):
        return run_cells(row, ink)
    style = {"waits": ink.low, "declined": ink.bad}.get(row.status, ink.good)
    when = f"at {minute(row.due)}" if row.due is not None else ""
    return row.id, (
        _cell(_PROPOSAL[row.status], style),
        _cell(row.agency),
        _cell(row.text),
        _cell("own"),
        _cell(when or row.reason, ink.muted),
    )
