"""The panes of an evaluator's desk: lists, and what stands beside the chosen line."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rich.text import Text

from exercise.language import marked, t
from exercise.log.records import Asked
from exercise.review.asked import AskedRow
from exercise.review.describe import describe
from exercise.review.evaluation import Evaluation, NoteRow
from exercise.review.names import Names, minute
from exercise.review.ratings import DEFINITIONS, ObjectiveResult, rating_words
from tui.screens.desk import Desk, DeskScreen
from tui.themes import Ink
from tui.widgets.columns import MSEL
from tui.widgets.pages import Page
from tui.widgets.rows import Column, Keyed

PANES = (
    ("objectives", marked("Objectives")),
    ("injects", marked("Injects")),
    ("agencies", marked("Agencies")),
    ("notes", marked("Noted")),
    ("questions", marked("Questions")),
    ("feed", marked("Feed")),
)

COLUMNS = {
    "objectives": (
        Column(marked("Log"), 4),
        Column(marked("You"), 4),
        Column(marked("Met"), 6),
        Column(marked("Objective"), share=1),
    ),
    "injects": MSEL[:6],
    "agencies": (
        Column(marked("Agency"), 15),
        Column(marked("Seat"), 7),
        Column(marked("Last act"), 10),
        Column(marked("Name"), share=1),
    ),
    "notes": (
        Column(marked("Time"), 9),
        Column("", 2),
        Column(marked("By"), 12, from_=50),
        Column(marked("Observation"), share=1),
    ),
    "questions": (
        Column("", 11),
        Column(marked("When"), share=1),
        Column(marked("Question set"), share=2),
    ),
}

NOTHING = {
    "objectives": marked("The scenario has no objectives."),
    "injects": marked("No inject here."),
    "agencies": marked("No agency here."),
    "notes": marked("Nothing noted yet. {observe} notes what you see about the line you have chosen."),
    "questions": marked("The scenario has no question sets for evaluators."),
}

PORTION = 2_000
"""Records gone through while a key waits."""

_SIGN = {"met": "✔", "not met": "!", "open": "…", "not measured": "?"}


class EvaluatorDesk(DeskScreen):
    """What an evaluator's actions ask of their screen."""

    ROLES = ("evaluator",)

    def __init__(self, desk: Desk, seat: str) -> None:
        super().__init__(desk, seat)
        self._told_in: Names | None = None
        self._results: tuple[ObjectiveResult, ...] = ()

    def take_in(self) -> Iterator[None]:
        """Go through the records that came since the last time, which in a drill long under way are many at first."""
        records, names = self.desk.records(), self.picture.names
        if self._told_in is not names:
            self._told_in, self._judged = names, -1
            self.evaluation = Evaluation(self.desk.scenario, names)
        while (taken := self.evaluation.taken) < len(records):
            self.evaluation.take_all(records[taken : taken + PORTION])
            yield

    def results(self) -> tuple[ObjectiveResult, ...]:
        """Where the objectives stand; judged again only when there are new records, or in another language."""
        for _ in self.take_in():
            pass
        if self._judged != self.evaluation.taken:
            self._results, self._judged = self.evaluation.objectives(), self.evaluation.taken
        return self._results

    def objective_in_hand(self) -> ObjectiveResult | None:
        """The chosen objective, while objectives are shown."""
        chosen = self.selected("objectives-list") if self.top == "objectives" else ""
        return next((row for row in self.results() if row.id == chosen), None)

    def tie(self) -> tuple[str, str, str]:
        """What a note belongs to: the chosen inject, agency or objective; nothing elsewhere."""
        chosen = self.selected(f"{self.top}-list") if self.top in COLUMNS else ""
        return (
            chosen if self.top == "injects" else "",
            chosen if self.top == "agencies" else "",
            chosen if self.top == "objectives" else "",
        )

    def words_of(self, number: int) -> str:
        """A record in words."""
        records = self.desk.records()
        if number >= len(records):
            return ""
        record = records[number]
        told = describe(record, self.desk.scenario, *self.picture.names.languages)
        who = "" if isinstance(record, Asked) else f"{told.who}: "
        return f"{minute(record.tick)} {who}{told.text}"


def objective_cells(row: ObjectiveResult, ink: Ink) -> Keyed:
    """An objective in a line."""
    decided = row.count("met") + row.count("not met")
    return row.id, (
        Text(row.proposed or "–", style="bold"),
        Text(row.confirmed or "–", style=f"bold {ink.accent}"),
        Text(f"{row.count('met')}/{decided}" if decided else ""),
        Text(row.name),
    )


def objective_page(row: ObjectiveResult, words_of: Callable[[int], str], ink: Ink) -> Text:
    """An objective's tasks, each with the records behind it, and what evaluators said."""
    page = Page(ink).title(row.name).small(row.capability)
    page.pairs([(t("Target"), row.target), (t("The log proposes"), _definition(row.proposed))])
    for task in row.tasks:
        colour = {"met": ink.good, "not met": ink.bad}.get(task.answer.verdict, ink.muted)
        page.text.append(f"\n{_SIGN[task.answer.verdict]} ", style=f"bold {colour}")
        page.text.append(f"{task.text}\n", style="bold").append(f"  {_so_far(task.answer.words)}\n")
        for number in task.answer.evidence:
            page.text.append(f"  #{number} {words_of(number)}\n", style=ink.muted)
        for rating in task.ratings:
            said = t("{rating} by {who}: {text}", rating=rating.rating, who=rating.by, text=rating.text)
            page.text.append(f"  {said}\n", style=ink.accent)
    page.items(
        t("Evaluators"), (f"{minute(each.tick)} {rating_words(each, row.proposed)}" for each in row.ratings)
    )
    page.items(t("Ratings"), (f"{key} {t(name)}: {t(words)}" for key, (name, words) in DEFINITIONS.items()))
    return page.text


def _so_far(words: str) -> str:
    """A verdict as it stands while play goes on: the log has not ended, it has not come so far."""
    before, _, after = t("the log ends before {time}", time="|").partition("|")
    if words.startswith(before) and words.endswith(after):
        return t("to be seen until {time}", time=words.removeprefix(before).removesuffix(after))
    return words


def _definition(rating: str) -> str:
    named = (f"{key} {t(name)}" for key, (name, _) in DEFINITIONS.items() if key == rating)
    return next(named, t("nothing yet"))


def note_cells(row: NoteRow, ink: Ink) -> Keyed:
    """A note in a line."""
    return row.id, (Text(minute(row.at)), Text(row.rating, style="bold"), Text(row.by), Text(row.text))


def note_page(row: NoteRow, words_of: Callable[[int], str], ink: Ink) -> Text:
    """A note at length."""
    page = Page(ink).title(row.about or t("The moment {time}", time=minute(row.at)))
    page.small(t("noted {time}", time=minute(row.tick)), t("about {time}", time=minute(row.at)), row.by)
    page.pairs(
        [(t("Rating"), _definition(row.rating) if row.rating else ""), (t("The log proposed"), row.proposed)]
    )
    page.body(row.text)
    return page.items(t("Rests on"), (f"#{number} {words_of(number)}" for number in row.evidence)).text


def asked_cells(row: AskedRow, ink: Ink, *, answered: bool) -> Keyed:
    """A question set in a line."""
    style = f"bold {ink.accent}" if row.is_open and not answered else ""
    state = t("answered") if answered else t("open") if row.is_open else t("later")
    return row.id, (Text(state, style=style), Text(row.move or t(row.phase)), Text(row.name))


def asked_page(row: AskedRow, ink: Ink) -> Text:
    """A question set with its questions, and the answers that stand."""
    sent = t("answered {time}", time=minute(row.answered)) if row.answered is not None else ""
    page = Page(ink).title(row.name)
    page.small(t(row.phase), row.move, t("anonymous") if row.anonymous else "", sent)
    if row.about:
        page.body(row.about)
    for each in row.questions:
        page.text.append(f"\n{each.ask}\n", style="bold")
        given = row.given.get(each.id, "")
        words = dict(each.options).get(given, given)
        choice = ", ".join(label for _, label in each.options)
        page.text.append(f"  {words or choice or '…'}\n", style="" if given else ink.muted)
    return page.text
