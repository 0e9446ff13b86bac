"""An evaluator's desk: sees everything, notes and rates, and changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static, TabbedContent, TabPane

from exercise.language import marked, t
from exercise.review.asked import AskedRow
from exercise.review.names import minute
from exercise.review.rows import AgencyRow, MselRow
from tui import questions
from tui.actions import bindings
from tui.evaluate import EVALUATE
from tui.screens import evaluator_panes as panes
from tui.screens.boxes import boxed, list_and_page
from tui.screens.desk import worded
from tui.screens.evaluator_panes import COLUMNS, PANES, EvaluatorDesk
from tui.themes import Ink
from tui.widgets import pages, wording
from tui.widgets.feed import FeedLog
from tui.widgets.rows import Keyed, Rows
from tui.widgets.words import label

Listed = tuple[Sequence[Any], Callable[[Any, Ink], Keyed], Callable[[Any, Ink], Text]]


class EvaluatorScreen(EvaluatorDesk):
    """The objectives, the evidence as it arrives, and what was noted."""

    ACTIONS = EVALUATE
    BINDINGS = bindings(EVALUATE, PANES)
    WAITS = (questions.waits,)
    GUIDE = marked(
        "You watch and judge; nothing you do here reaches the players. The log proposes P, S, M or U for each "
        "objective from its tasks: rate it ({rate}) to confirm or change that, with your reason. Note "
        "what you see with {observe}: it is tied to the inject, agency or objective you have chosen. The question "
        "sets (5) change with the phase of the exercise."
    )
    HINTS = {
        "objectives": marked(
            "↑↓ choose, {rate} rates: the log proposes, you decide. {observe} notes. {help}: all keys."
        ),
        "injects": marked("↑↓ choose an inject, {observe} (or Enter) notes what you see about it."),
        "agencies": marked("↑↓ choose an agency, {observe} notes, {look} looks through its eyes."),
        "notes": marked("What was noted so far, newest first. {moment} notes something about a moment."),
        "questions": marked("↑↓ choose, Enter answers. What is open changes with the phase."),
        "feed": marked("Everything that happens, newest last. {moment} notes something about this moment."),
    }

    def title_of_seat(self) -> str:
        return t("EVALUATOR · sees all, changes nothing")

    def body(self) -> ComposeResult:
        with TabbedContent():
            for number, (pane, title) in enumerate(PANES, start=1):
                with TabPane(f"{number} {t(title)}", id=pane):
                    if pane == "feed":
                        yield boxed(FeedLog(name="feed-log"))
                    else:
                        yield from list_and_page(pane, COLUMNS[pane])

    def make_ready(self) -> None:
        self.set_focus(self.query_one("#objectives-list", Rows))

    def status(self) -> Text:
        room, far = self.app.size.width, self.desk.far
        return wording.status_line(self.picture.status(self.desk.now()), self.desk.ink(), room=room, far=far)

    def show_counts(self) -> None:
        waiting = sum(row.is_open and not questions.is_answered(self, row) for row in questions.rows_at(self))
        words = "5 " + t("Questions")
        words = f"{words} ({waiting})" if waiting else words
        label(self.query_one(TabbedContent), "questions", Content(words))

    def pane_pieces(self) -> Iterator[None]:
        ink = self.desk.ink()
        if self.top == "feed":
            self.query_one("#feed-log", FeedLog).follow(self.picture.feed, ink)
            return
        yield from self.take_in()
        rows, cells, page = self._rows()
        yield
        table = self.query_one(f"#{self.top}-list", Rows)
        table.show_each(rows, ink, cells)
        place = table.chosen
        nothing = Text(worded(self, t(panes.NOTHING[self.top])))
        shown = next((page(row, ink) for row in rows if row.id == place), nothing)
        self.query_one(f"#{self.top}-text", Static).update(shown)

    def _rows(self) -> Listed:
        """The rows of the pane on top, how a line is made of one, and how its page is."""
        now, picture = self.desk.now(), self.picture
        match self.top:
            case "objectives":
                return (
                    self.results(),
                    panes.objective_cells,
                    lambda row, ink: panes.objective_page(row, self.words_of, ink),
                )
            case "injects":
                return picture.msel(now), _msel_cells, partial(pages.msel_page, whole=True)
            case "agencies":
                return (
                    picture.agencies(now),
                    _agency_cells,
                    lambda row, ink: pages.agency_page(row, (), (), ink),
                )
            case "notes":
                self.results()
                return (
                    self.evaluation.notes(),
                    panes.note_cells,
                    lambda row, ink: panes.note_page(row, self.words_of, ink),
                )
            case _:
                return questions.rows_at(self), self._asked_cells, panes.asked_page

    def _asked_cells(self, row: AskedRow, ink: Ink) -> Keyed:
        return panes.asked_cells(row, ink, answered=questions.is_answered(self, row))

    @on(Rows.Entered)
    async def _entered(self) -> None:
        await self.action_do("usual")


def _msel_cells(row: MselRow, ink: Ink) -> Keyed:
    key, cells = wording.msel_cells(row, ink)
    return key, cells[:6]


def _agency_cells(row: AgencyRow, ink: Ink) -> Keyed:
    last = t("never") if row.last_act is None else minute(row.last_act)
    return row.id, (
        Text(row.short),
        Text(wording.seat_words(row.seat)),
        Text(last),
        Text(row.name),
    )
