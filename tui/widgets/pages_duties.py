"""The reading pane for duties, joint decisions, proposed actions, and what is known."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rich.text import Text

from exercise.language import marked, t
from exercise.review.names import minute
from exercise.review.plain import belief_in_words
from exercise.review.rows import FactRow, RunRow
from exercise.review.rows_duties import BeliefRow, DutyRow, ProposalRow, VoteRow
from exercise.scenario.quantities import lasting
from tui.themes import Ink
from tui.widgets.columns import DUTY_STANDS, RULED
from tui.widgets.pages import Page, run_page, time_left
from tui.widgets.wording import tlp
from tui.widgets.wording_duties import VOTE_STANDS

_SAID = {"yes": marked("✔ yes"), "no": marked("x no"), "abstain": marked("· abstains")}
NOT_HEARD = marked("… not heard")


def duty_page(row: DutyRow, ink: Ink) -> Text:
    """What has to be reported, to whom, by when; or what was."""
    page = (
        Page(ink)
        .title(row.name)
        .small(t(DUTY_STANDS[row.status]), t("aware since {time}", time=minute(row.since)))
    )
    page.pairs([(t("To"), row.to), (t("Due"), _due(row))])
    if row.filed is not None:
        page.pairs([(t("Reported"), minute(row.filed))])
        return page.items(t("You wrote"), (f"{label}: {text}" for label, text in row.report)).text
    if row.status == "missed":
        page.body(t("It counts as not reported. It can still be filed."))
    wanted = (each.label if each.required else each.label + " " + t("(may stay empty)") for each in row.form)
    return page.items(t("The form asks (Enter fills it in)"), wanted).text


def _due(row: DutyRow) -> str:
    return minute(row.due) if row.left is None else time_left(row.due, row.left)


def vote_page(row: VoteRow, ink: Ink, *, word: Callable[[str], str] = str) -> Text:
    """What is to be decided together, by which rule, and who has said what."""
    page = Page(ink).title(row.name)
    page.small(
        t(VOTE_STANDS[row.status]),
        t("put by {who}", who=row.by) if row.by else "",
    )
    left = (
        t("{time} (in {left})", time=minute(row.due), left=lasting(max(0, row.left)))
        if row.due is not None and row.left is not None
        else ""
    )
    page.pairs([(t("Rule"), row.rule), (t("Times out"), left), (t("Lets you"), ", ".join(row.allows))])
    if row.text:
        page.body(row.text)
    page.items(t("Who decides"), (_voter(voter.agency, voter.vote, voter.reason) for voter in row.voters))
    if row.status == "open":
        return page.items(
            t("You can"),
            [t("Enter: vote"), *([word(t("{stand-down}: take it back"))] if row.may_withdraw else [])],
        ).text
    return page.items(
        t("You can"), [word(t("Enter or {propose}: put it to the others"))] if row.may_propose else []
    ).text


def _voter(agency: str, vote: str, reason: str) -> str:
    sign = t(_SAID.get(vote, NOT_HEARD))
    return f"{agency}: {sign}" + (f" ({reason})" if reason else "")


def proposal_page(row: ProposalRow, ink: Ink) -> Text:
    """An action of one's own and EXCON's ruling."""
    page = (
        Page(ink)
        .title(t("An action of your own"))
        .small(t(RULED[row.status]), t("proposed {time}", time=minute(row.tick)))
        .body(row.text)
    )
    if row.ruled is None:
        return page.body(t("EXCON has not ruled yet.")).text
    due = minute(row.due) if row.due is not None else ""
    page.text.append("\n")
    page.pairs(
        [
            ("EXCON", f"{t(RULED[row.status])}, {minute(row.ruled)}"),
            (t("Because"), row.reason),
            (t("Comes about"), due),
        ]
    )
    return page.items(t("What follows"), row.effects).text


def doing_page(row: RunRow | ProposalRow, ink: Ink) -> Text:
    """Whatever the agency has set going."""
    return run_page(row, ink) if isinstance(row, RunRow) else proposal_page(row, ink)


def fact_page(row: FactRow, beliefs: Iterable[BeliefRow], ink: Ink) -> Text:
    """A fact, how it came, who was told; and what all facts together make probable."""
    page = Page(ink).title(tlp(row.tlp)).small(minute(row.tick), row.how)
    page.pairs((t("From what you hold"), belief_in_words(each)) for each in beliefs)
    return page.body(row.text).items(t("You shared it with"), row.shared_with).text
