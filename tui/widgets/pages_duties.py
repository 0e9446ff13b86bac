"""The reading pane for duties, joint decisions, proposed actions, and what is known."""

from __future__ import annotations

from collections.abc import Iterable

from rich.text import Text

from exercise.review.names import minute
from exercise.review.plain import belief_in_words
from exercise.review.rows import FactRow, RunRow
from exercise.review.rows_duties import BeliefRow, DutyRow, ProposalRow, VoteRow
from exercise.scenario.quantities import lasting
from tui.themes import Ink
from tui.widgets.pages import Page, run_page
from tui.widgets.wording import countdown, tlp


def duty_page(row: DutyRow, ink: Ink) -> Text:
    """What has to be reported, to whom, by when; or what was."""
    page = Page(ink).title(row.name).small(row.status, f"aware since {minute(row.since)}")
    page.pairs([("To", row.to), ("Due", _due(row))])
    if row.filed is not None:
        page.pairs([("Reported", minute(row.filed))])
        return page.items("You wrote", (f"{label}: {text}" for label, text in row.report)).text
    if row.status == "missed":
        page.body("It counts as not reported. It can still be filed.")
    wanted = (f"{each.label}{'' if each.required else ' (may stay empty)'}" for each in row.form)
    return page.items("The form asks (Enter fills it in)", wanted).text


def _due(row: DutyRow) -> str:
    if row.left is None:
        return minute(row.due)
    left = f"in {countdown(row.left)}" if row.left >= 0 else f"late by {countdown(-row.left)}"
    return f"{minute(row.due)} ({left})"


def vote_page(row: VoteRow, ink: Ink) -> Text:
    """What is to be decided together, by which rule, and who has said what."""
    page = Page(ink).title(row.name)
    page.small(
        "not proposed yet" if row.status == "none" else row.status, f"put by {row.by}" if row.by else ""
    )
    left = (
        f"{minute(row.due)} (in {lasting(max(0, row.left))})"
        if row.due is not None and row.left is not None
        else ""
    )
    page.pairs([("Rule", row.rule), ("Times out", left), ("Lets you", ", ".join(row.allows))])
    if row.text:
        page.body(row.text)
    page.items("Who decides", (_voter(voter.agency, voter.vote, voter.reason) for voter in row.voters))
    if row.status == "open":
        return page.items("You can", ["Enter: vote", *(["x: take it back"] if row.may_withdraw else [])]).text
    return page.items("You can", ["Enter or p: put it to the others"] if row.may_propose else []).text


def _voter(agency: str, vote: str, reason: str) -> str:
    sign = {"yes": "✔ yes", "no": "x no", "abstain": "· abstains"}.get(vote, "… not heard")
    return f"{agency}: {sign}" + (f" ({reason})" if reason else "")


def proposal_page(row: ProposalRow, ink: Ink) -> Text:
    """An action of one's own and EXCON's ruling."""
    page = (
        Page(ink)
        .title("An action of your own")
        .small(row.status, f"proposed {minute(row.tick)}")
        .body(row.text)
    )
    if row.ruled is None:
        return page.body("EXCON has not ruled yet.").text
    due = minute(row.due) if row.due is not None else ""
    page.text.append("\n")
    page.pairs(
        [("EXCON", f"{row.status}, {minute(row.ruled)}"), ("Because", row.reason), ("Comes about", due)]
    )
    return page.items("What follows", row.effects).text


def doing_page(row: RunRow | ProposalRow, ink: Ink) -> Text:
    """Whatever the agency has set going."""
    return run_page(row, ink) if isinstance(row, RunRow) else proposal_page(row, ink)


def fact_page(row: FactRow, beliefs: Iterable[BeliefRow], ink: Ink) -> Text:
    """A fact, how it came, who was told; and what all facts together make probable."""
    page = Page(ink).title(tlp(row.tlp)).small(minute(row.tick), row.how)
    page.pairs(("From what you hold", belief_in_words(each)) for each in beliefs)
    return page.body(row.text).items("You shared it with", row.shared_with).text
