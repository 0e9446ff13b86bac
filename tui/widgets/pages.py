"""The reading pane: one thing at length, as wrapped plain text with our own styles."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rich.text import Text

from exercise.domain.tasks import STANDS_STILL
from exercise.language import marked, t
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
from tui.widgets.columns import RUN_STANDS, STATUS
from tui.widgets.wording import countdown, seat_words, tlp

_NEED_HELP = {
    "stop": marked("Something real has happened. Play goes on only when a controller resumes it ({pause})."),
    "rule": marked("Enter rules on it: accept, with what follows and how long it takes, or decline."),
    "asked": marked("Enter writes back."),
    "party": marked("Enter answers in the name of the one they wrote to."),
    "unread": marked(
        "{message} reminds them, or call them: perhaps their line is broken. Enter shows the inject."
    ),
    "vote": marked(
        "Once it times out nothing is decided. {message} reminds them; Enter says what led to it."
    ),
    "duty": marked("{message} writes to them; Enter says what started the clock; {sit} sits there yourself."),
    "tlp": marked(
        "{observe} notes it for the report, {message} speaks to them about it; either takes it off this list."
    ),
    "overdue": marked(
        "Nobody did what the inject called for. Enter shows it; {decide} records a decision for them."
    ),
    "held": marked("Press {release} to release it, {reschedule} for another time, {skip} to skip it."),
    "call": marked(
        "Call them; then Enter (or {called}) says how it went. {release} sends it in writing instead."
    ),
    "soon": marked("Get ready: it is due at the time shown."),
    "unrated": marked("{message} reminds them; 7 shows what the others said."),
    "handed": marked("Another cell handed this to you. Hand it back when it is done."),
    "silent": marked("Enter writes to them; {sit} sits there yourself."),
}


_KINDS = {
    "stop": marked("stop"),
    "rule": marked("rule"),
    "asked": marked("asked"),
    "party": marked("party"),
    "held": marked("held"),
    "call": marked("call"),
    "soon": marked("soon"),
    "unrated": marked("unrated"),
    "handed": marked("handed"),
    "vote": marked("vote"),
    "overdue": marked("overdue"),
    "duty": marked("duty"),
    "tlp": marked("tlp"),
    "unread": marked("unread"),
    "silent": marked("silent"),
}
_EXPECTED = {
    "met": "✔",
    "late": marked("✔ late"),
    "missed": marked("! missed"),
    "open": marked("? open"),
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
    page.small(when, t(STATUS[row.status]), t(row.kind), f"{row.sender} → {row.to}", row.storyline)
    page.pairs([(t("Waits for") if row.status in ("planned", "gated", "held") else t("Why"), row.waits_for)])
    for expected in row.expected:
        sign = t(_EXPECTED.get(expected.status, "·"))
        due = " " + t("by {time}", time=minute(expected.due)) if expected.due is not None else ""
        colour = {"met": ink.good, "late": ink.low, "missed": ink.bad, "open": ink.accent}.get(
            expected.status, ""
        )
        page.text.append(f"{sign} ", style=f"bold {colour}".strip())
        page.text.append(f"{expected.who}: {expected.text}{due}\n")
    if row.read_by:
        page.pairs([(t("Read by"), read_words(row.read_by))])
    if whole:
        page.items(
            t("Opened"),
            (f"{each.short} {minute(each.read)}" for each in row.read_by if each.read is not None),
        )
        page.body(row.text)
        page.items(t("For controllers and evaluators"), [row.note] if row.note else [])
    return page.text


def agency_page(row: AgencyRow, runs: Iterable[RunRow], owed: Iterable[str], ink: Ink) -> Text:
    """An agency for a controller: what it is doing now, and what it owes."""
    page = Page(ink).title(row.name)
    last = t("never acted") if row.last_act is None else t("last act {time}", time=minute(row.last_act))
    page.small(
        row.country,
        t("seat: {seat}", seat=seat_words(row.seat)),
        t("staff {used} of {all} busy", used=row.used, all=row.capacity),
        last,
    )
    page.pairs([(t("Its own"), ", ".join(f"{name} {value}" for name, value in row.own))])
    page.items(t("Reports and votes"), owed)
    return page.items(t("Under way"), (run_words(run) for run in runs if run.ended is None)).text


def run_words(row: RunRow) -> str:
    """A run in a line."""
    target = f" → {row.target}" if row.target else ""
    stage = f", {row.stage}" if row.stage else ""
    what = f"{row.name}{target}{stage}"
    if row.due is not None:
        return t("{what}: done {time}", what=what, time=minute(row.due))
    status = t(RUN_STANDS[row.status])
    if row.waits_for:
        return t("{what}: {status} for {why}", what=what, status=status, why=row.waits_for)
    return f"{what}: {status}"


def need_page(row: NeedRow, ink: Ink, *, word: Callable[[str], str], cell: str = "") -> Text:
    """What waits for a controller, and what to press."""
    page = Page(ink)
    page.text.append(f"{' '.join(row.who.split())} · ", style=f"bold {ink.primary}")
    taken = t("taken by {who}", who=row.taken) if row.taken else ""
    page.small(minute(row.since), t(_KINDS.get(row.kind, row.kind)), cell, taken).body(row.text)
    if row.brief:
        page.body(row.brief)
    if row.away:
        why = f": {row.away_why}" if row.away_why else ""
        page.body(t("{who} put this away", who=row.away) + why)
        return page.body(word(t("{put-away} brings it back to the queue."))).text
    said = [t(_NEED_HELP[row.kind])]
    if row.kind not in STANDS_STILL:
        said.append(t("{put-away} puts it away: nothing more is to be done about it."))
    return page.body(word(" ".join(said))).text


def inbox_page(row: InboxRow, decisions: Iterable[DecisionRow], ink: Ink) -> Text:
    """An inject as its reader sees it."""
    page = Page(ink).title(row.subject)
    number = f"#{row.number}" if row.number else ""
    page.small(number, minute(row.tick), t(row.channel), tlp(row.tlp), t("URGENT") if row.urgent else "")
    page.pairs([(t("From"), row.sender), (t("To"), row.to)])
    if row.answered is not None:
        page.pairs([(t("Answered"), minute(row.answered))])
    elif row.answer_by is not None and row.answer_in is not None:
        page.pairs([(t("Answer by"), time_left(row.answer_by, row.answer_in))])
    page.body(row.text)
    for title, text in row.attachments:
        heading = t("Attached: {title}", title=title)
        page.text.append(f"\n{heading}\n", style=f"bold {ink.accent}")
        page.text.append(f"{text.strip()}\n")
    page.items(t("To discuss"), row.questions)
    asked = [decision for decision in decisions if decision.id in row.decisions and decision.made is None]
    page.items(t("To decide (press 3)"), (decision.text for decision in asked))
    page.items(t("Your answer"), (f"{minute(tick)} {text}" for tick, text in row.replies))
    return page.text


def time_left(due: int, left: int) -> str:
    """By when something is due, and how far off that is."""
    if left < 0:
        return t("{time} (late by {late})", time=minute(due), late=countdown(-left))
    return t("{time} (in {left})", time=minute(due), left=countdown(left))


def action_page(row: ActionRow, ink: Ink) -> Text:
    """What an action does, costs and needs."""
    page = Page(ink).title(row.name).small(row.code, t(row.kind))
    uses = ", ".join(
        t(
            "{amount} × {name} ({free} of {all} free)",
            amount=a,
            name=use.name,
            free=use.free,
            all=use.capacity,
        )
        for use in row.uses
        for a in (use.amount,)
    )
    state = t("done {count}×", count=row.done) if row.done else ""
    if row.under_way:
        state = t("{count} under way", count=row.under_way)
    page.pairs(
        [(t("Not now"), row.why_not), (t("At once"), t("no: {waits}", waits=row.waits) if row.waits else "")]
    )
    page.pairs(
        [(t("Takes"), row.takes), (t("Needs"), uses), (t("Only when"), row.requires), (t("So far"), state)]
    )
    page.pairs([(t("Joint decision"), row.consent_words)])
    if row.brief:
        page.body(row.brief)
    return page.items(t("Risks"), [row.risks] if row.risks else []).text


def decision_page(row: DecisionRow, ink: Ink) -> Text:
    """A question, its options, and what was decided."""
    page = Page(ink).title(row.text)
    if row.made is not None:
        page.small(t("decided {time}", time=minute(row.made))).pairs(
            [(t("Decided"), row.chosen), (t("Because"), row.rationale)]
        )
    elif row.why_not:
        page.pairs([(t("Not yet"), row.why_not)])
    return page.items(t("Options"), (option.text for option in row.options)).text


def message_page(row: MessageRow, ink: Ink) -> Text:
    """A message at length."""
    page = Page(ink).title(row.subject or t("(no subject)")).small(minute(row.tick), tlp(row.tlp))
    return page.pairs([(t("From"), row.sender), (t("To"), row.to)]).body(row.text).text


def run_page(row: RunRow, ink: Ink) -> Text:
    """A run of an action: where it stands and when it will be done."""
    page = (
        Page(ink)
        .title(row.name)
        .small(t(RUN_STANDS[row.status]), row.agency, t("ordered {time}", time=minute(row.ordered)))
    )
    stage = t("{step} of {steps}", step=row.step, steps=row.steps) + (f": {row.stage}" if row.stage else "")
    due = (
        t("{time} (in {left})", time=minute(row.due), left=lasting(row.due_in))
        if row.due is not None and row.due_in is not None
        else ""
    )
    ended = minute(row.ended) if row.ended is not None else ""
    page.pairs(
        [(t("For"), row.target), (t("Stage"), stage), (t("Stage done"), due), (t("Waits for"), row.waits_for)]
    )
    page.pairs([(t("Ended"), ended)])
    return page.body(row.text).text if row.text else page.text
