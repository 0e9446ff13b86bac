"""How duties, joint decisions and proposed actions become cells."""

from __future__ import annotations

from rich.text import Text

from exercise.language import marked, t
from exercise.review.names import minute
from exercise.review.rows import RunRow
from exercise.review.rows_duties import DutyRow, ProposalRow, VoteRow
from tui.themes import Ink
from tui.widgets.rows import Keyed
from tui.widgets.wording import countdown, late, run_cells

_DUTY = {
    "open": marked("? open"),
    "overdue": marked("! overdue"),
    "missed": marked("x missed"),
    "met": marked("✔ filed"),
    "late": marked("✔ late"),
}
_VOTE = {
    "none": marked("· never put"),
    "open": marked("? open"),
    "agreed": marked("✔ agreed"),
    "refused": marked("x refused"),
    "withdrawn": marked("· taken back"),
    "timed-out": marked("x timed out"),
}
_PROPOSAL = {
    "waits": marked("? asked"),
    "accepted": marked("✔ accepted"),
    "declined": marked("x declined"),
    "in effect": marked("✔ in effect"),
}

VOTE_WORDS = {"yes": marked("yes"), "no": marked("no"), "abstain": marked("abstain")}
"""What somebody may say to a joint decision."""
VOTE_STANDS = {
    "none": marked("not proposed yet"),
    "open": marked("open"),
    "agreed": marked("agreed"),
    "refused": marked("refused"),
    "withdrawn": marked("withdrawn"),
    "timed-out": marked("timed-out"),
}
"""How a joint decision stands, where it is said in a sentence."""


def _cell(words: str, style: str = "") -> Text:
    return Text(" ".join(words.split()), style=style)


def duty_cells(row: DutyRow, ink: Ink) -> Keyed:
    """State, time left, what, to whom."""
    style = {"open": ink.accent, "overdue": ink.bad, "missed": ink.bad, "met": ink.good}.get(
        row.status, ink.low
    )
    left = "" if row.left is None else countdown(row.left) if row.left >= 0 else late(-row.left, room=11)
    return row.id, (
        _cell(t(_DUTY[row.status]), style),
        _cell(left, style),
        _cell(row.name, "bold" if row.status in ("open", "overdue") else ""),
        _cell(row.to, ink.muted),
    )


def vote_cells(row: VoteRow, ink: Ink) -> Keyed:
    """State, time left, what, how the votes stand."""
    style = {"open": ink.accent, "agreed": ink.good, "refused": ink.bad}.get(row.status, ink.muted)
    cast = sum(bool(voter.vote) for voter in row.voters)
    tally = (
        ""
        if row.status == "none"
        else t("{yes} yes, {no} no of {all}", yes=row.count("yes"), no=row.count("no"), all=len(row.voters))
    )
    mine = t("your voice!") if row.waits_for_me else ""
    if row.mine and not mine:
        mine = t("you: {vote}", vote=t(VOTE_WORDS[row.mine]))
    return row.id, (
        _cell(t(_VOTE[row.status]), style),
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
    when = t("at {time}", time=minute(row.due)) if row.due is not None else ""
    return row.id, (
        _cell(t(_PROPOSAL[row.status]), style),
        _cell(row.agency),
        _cell(row.text),
        _cell(t("own")),
        _cell(when or row.reason, ink.muted),
    )
