"""The reading pane: one thing at length, as wrapped plain text with our own styles."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rich.text import Text

from exercise.review.names import minute
from exercise.review.rows import (
    ActionRow,
    AgencyRow,
    DecisionRow,
    InboxRow,
    MessageRow,
    MselRow,
    NeedRow,
    RunRow,
)
from exercise.review.rows_comms import read_words
from exercise.scenario.quantities import lasting
from tui.themes import Ink
from tui.widgets.wording import countdown, tlp

_NEED_HELP = {
    "stop": "Something real has happened. Play goes on only when a controller resumes it ({pause}).",
    "rule": "Enter rules on it: accept, with what follows and how long it takes, or decline.",
    "asked": "Enter writes back.",
    "party": "Enter answers in the name of the one they wrote to.",
    "unread": "{message} reminds them, or call them: perhaps their line is broken. Enter shows the inject.",
    "vote": "Once it times out nothing is decided. {message} reminds them; Enter says what led to it.",
    "duty": "{message} writes to them; Enter says what started the clock; {sit} sits there yourself.",
    "tlp": "{observe} notes it for the report, {message} speaks to them about it; either takes it off this list.",
    "overdue": "Nobody did what the inject called for. Enter shows it; {decide} records a decision for them.",
    "held": "Press {release} to release it, {reschedule} for another time, {skip} to skip it.",
    "call": "Call them; then Enter (or {called}) says how it went. {release} sends it in writing instead.",
    "soon": "Get ready: it is due at the time shown.",
    "unrated": "{message} reminds them; 7 shows what the others said.",
    "handed": "Another cell handed this to you. Hand it back when it is done.",
    "silent": "Press {sit} to sit there yourself, or {inject} to send a reminder.",
}


class Page:
    """Builds a page line by line."""

    def __init__(self, ink: Ink) -> None:
        self.ink, self.text = ink, Text()

    def title(self, words: str) -> Page:
        """The first line."""
        self.text.append(f"{' '.join(words.split())}\n", style=f"bold {self.ink.primary}")
        return self

    def small(self, *words: str) -> Page:
        """A line of particulars."""
        self.text.append(" · ".join(word for word in words if word) + "\n", style=self.ink.muted)
        return self

    def body(self, words: str) -> Page:
        """What somebody wrote, unchanged."""
        self.text.append(f"\n{words.strip()}\n")
        return self

    def pairs(self, pairs: Iterable[tuple[str, str]]) -> Page:
        """Label and value, one a line; empty values are left out."""
        for label, value in pairs:
            if value:
                self.text.append(f"{label}: ", style=f"bold {self.ink.accent}")
                self.text.append(f"{value}\n")
        return self

    def items(self, heading: str, items: Iterable[str]) -> Page:
        """A short list under a heading, or nothing."""
        listed = list(items)
        if listed:
            self.text.append(f"\n{heading}\n", style=f"bold {self.ink.accent}")
            for item in listed:
                self.text.append(f"- {item}\n")
        return self


def msel_page(row: MselRow, ink: Ink, *, whole: bool = False) -> Text:
    """An inject for a controller; with `whole`, its text and note too."""
    when = "" if row.at is None else minute(row.at)
    page = Page(ink).title(f"#{row.number} {row.subject}")
    page.small(when, row.status, row.kind, f"{row.sender} → {row.to}", row.storyline)
    page.pairs([("Waits for" if row.status in ("planned", "gated", "held") else "Why", row.waits_for)])
    for expected in row.expected:
        sign = {"met": "✔", "late": "✔ late", "missed": "! missed", "open": "? open"}.get(
            expected.status, "·"
        )
        due = f" by {minute(expected.due)}" if expected.due is not None else ""
        colour = {"met": ink.good, "late": ink.low, "missed": ink.bad, "open": ink.accent}.get(
            expected.status, ""
        )
        page.text.append(f"{sign} ", style=f"bold {colour}".strip())
        page.text.append(f"{expected.who}: {expected.text}{due}\n")
    if row.read_by:
        page.pairs([("Read by", read_words(row.read_by))])
    if whole:
        page.items(
            "Opened", (f"{each.short} {minute(each.read)}" for each in row.read_by if each.read is not None)
        )
        page.body(row.text)
        page.items("For controllers and evaluators", [row.note] if row.note else [])
    return page.text


def agency_page(row: AgencyRow, runs: Iterable[RunRow], owed: Iterable[str], ink: Ink) -> Text:
    """An agency for a controller: what it is doing now, and what it owes."""
    page = Page(ink).title(row.name)
    last = "never acted" if row.last_act is None else f"last act {minute(row.last_act)}"
    page.small(row.country, f"seat: {row.seat}", f"staff {row.used} of {row.capacity} busy", last)
    page.pairs([("Its own", ", ".join(f"{name} {value}" for name, value in row.own))])
    page.items("Reports and votes", owed)
    return page.items("Under way", (run_words(run) for run in runs if run.ended is None)).text


def run_words(row: RunRow) -> str:
    """A run in a line."""
    target = f" → {row.target}" if row.target else ""
    stage = f", {row.stage}" if row.stage else ""
    if row.due is not None:
        return f"{row.name}{target}{stage}: done {minute(row.due)}"
    return f"{row.name}{target}{stage}: {row.status}" + (f" for {row.waits_for}" if row.waits_for else "")


def need_page(row: NeedRow, ink: Ink, *, word: Callable[[str], str]) -> Text:
    """What waits for a controller, and what to press."""
    page = Page(ink).title(row.who)
    page.small(minute(row.since), row.kind, f"taken by {row.taken}" if row.taken else "").body(row.text)
    if row.brief:
        page.body(row.brief)
    return page.body(word(_NEED_HELP[row.kind])).text


def inbox_page(row: InboxRow, decisions: Iterable[DecisionRow], ink: Ink) -> Text:
    """An inject as its reader sees it."""
    page = Page(ink).title(row.subject)
    number = f"#{row.number}" if row.number else ""
    page.small(number, minute(row.tick), row.channel, tlp(row.tlp), "URGENT" if row.urgent else "")
    page.pairs([("From", row.sender), ("To", row.to)])
    if row.answered is not None:
        page.pairs([("Answered", minute(row.answered))])
    elif row.answer_by is not None and row.answer_in is not None:
        late = "late by" if row.answer_in < 0 else "in"
        page.pairs([("Answer by", f"{minute(row.answer_by)} ({late} {countdown(abs(row.answer_in))})")])
    page.body(row.text)
    for title, text in row.attachments:
        page.text.append(f"\nAttached: {title}\n", style=f"bold {ink.accent}").append(f"{text.strip()}\n")
    page.items("To discuss", row.questions)
    asked = [decision for decision in decisions if decision.id in row.decisions and decision.made is None]
    page.items("To decide (press 3)", (decision.text for decision in asked))
    page.items("Your answer", (f"{minute(tick)} {text}" for tick, text in row.replies))
    return page.text


def action_page(row: ActionRow, ink: Ink) -> Text:
    """What an action does, costs and needs."""
    page = Page(ink).title(row.name).small(row.code, row.kind)
    uses = ", ".join(f"{use.amount} {use.name} ({use.free} of {use.capacity} free)" for use in row.uses)
    state = f"{row.under_way} under way" if row.under_way else f"done {row.done}×" if row.done else ""
    page.pairs([("Not now", row.why_not), ("At once", f"no: {row.waits}" if row.waits else "")])
    page.pairs([("Takes", row.takes), ("Needs", uses), ("Only when", row.requires), ("So far", state)])
    page.pairs([("Joint decision", row.consent_words)])
    if row.brief:
        page.body(row.brief)
    return page.items("Risks", [row.risks] if row.risks else []).text


def decision_page(row: DecisionRow, ink: Ink) -> Text:
    """A question, its options, and what was decided."""
    page = Page(ink).title(row.text)
    if row.made is not None:
        page.small(f"decided {minute(row.made)}").pairs([("Decided", row.chosen), ("Because", row.rationale)])
    elif row.why_not:
        page.pairs([("Not yet", row.why_not)])
    return page.items("Options", (option.text for option in row.options)).text


def message_page(row: MessageRow, ink: Ink) -> Text:
    """A message at length."""
    page = Page(ink).title(row.subject or "(no subject)").small(minute(row.tick), tlp(row.tlp))
    return page.pairs([("From", row.sender), ("To", row.to)]).body(row.text).text


def run_page(row: RunRow, ink: Ink) -> Text:
    """A run of an action: where it stands and when it will be done."""
    page = Page(ink).title(row.name).small(row.status, row.agency, f"ordered {minute(row.ordered)}")
    stage = f"{row.step} of {row.steps}" + (f": {row.stage}" if row.stage else "")
    due = (
        f"{minute(row.due)} (in {lasting(row.due_in)})"
        if row.due is not None and row.due_in is not None
        else ""
    )
    ended = minute(row.ended) if row.ended is not None else ""
    page.pairs([("For", row.target), ("Stage", stage), ("Stage done", due), ("Waits for", row.waits_for)])
    page.pairs([("Ended", ended)])
    return page.body(row.text).text if row.text else page.text
