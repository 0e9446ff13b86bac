"""A participant's desk: what came, what can be done, what is known. Controllers look through it too."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.widgets import DataTable, Static, TabbedContent, TabPane

from exercise.domain.seats import EXCON
from tui.actions import bindings
from tui.play import PLAY
from tui.screens.desk import DeskScreen
from tui.widgets import pages, wording
from tui.widgets.feed import FeedLog
from tui.widgets.gauges import Gauges
from tui.widgets.rows import Column, Keyed, Rows

PANES = (
    ("inbox", "Inbox"),
    ("actions", "Actions"),
    ("decisions", "Decide"),
    ("situation", "World"),
    ("facts", "Facts"),
    ("messages", "Mail"),
    ("runs", "Doing"),
)

_COLUMNS = {
    "inbox": (Column("Time", 9), Column("", 1), Column("Inject", share=1), Column("Answer", 10)),
    "actions": (
        Column("", 1),
        Column("Action", share=3),
        Column("Kind", 13, from_=100),
        Column("Takes", 6),
        Column("Needs", 14, from_=44),
        Column("", share=2, from_=66),
    ),
    "decisions": (Column("", 1), Column("Question", share=2), Column("", share=1)),
    "facts": (
        Column("Time", 9),
        Column("TLP", 12, from_=60),
        Column("What you know", share=1),
        Column("", 16, from_=90),
    ),
    "messages": (Column("Time", 9), Column("", 1), Column("With", 14), Column("Subject", share=1)),
    "runs": (
        Column("State", 9),
        Column("", 0, from_=10_000),
        Column("Action", share=1),
        Column("", 9),
        Column("", 14),
    ),
}


class Pane(NamedTuple):
    """How a list and its page are filled."""

    rows: Sequence[Any]
    cells: Callable[[Any, Any], Keyed]
    page: Callable[[Any, Any], Text]
    nothing: str


class SeatScreen(DeskScreen):
    """An agency's desk."""

    ACTIONS = PLAY
    BINDINGS = bindings(PLAY, PANES)
    GUIDE = (
        "You play one agency. Read what comes in (1), answer it with Enter, order actions (2), decide (3), "
        "and share what you know (5). You see only what your agency can know. Asking costs nothing: "
        "e writes to the people who run the exercise. If something real happens, F8 stops play at once."
    )
    HINTS = {
        "inbox": "↑↓ choose, Enter answers. 2 shows what you can order. F1 explains.",
        "actions": "↑↓ choose, Enter orders. + can be done, … would wait, x not now.",
        "decisions": "↑↓ choose, Enter decides. f: a decision in your own words.",
        "situation": "The world as your agency sees it. ! is low, ‼ is bad.",
        "facts": "↑↓ choose something you know, Enter shares it with others. Mind its TLP.",
        "messages": "Enter answers a message, m writes a new one, e asks EXCON.",
        "runs": "What you have ordered. x stands the selected one down.",
    }

    def title_of_seat(self) -> str:
        agency = self.desk.scenario.agencies.get(self.seat)
        name = self.picture.names.pick(agency.name) if agency else self.seat
        if self.desk.home != EXCON:
            return name
        sitting = self.seat in self.desk.seats_taken_here
        return f"{name} · {'you sit here' if sitting else 'LOOKING ONLY'}"

    def body(self) -> ComposeResult:
        with TabbedContent():
            for number, (pane, title) in enumerate(PANES, start=1):
                with TabPane(f"{number} {title}", id=pane):
                    yield from self._situation() if pane == "situation" else _list_and_page(pane)

    def _situation(self) -> ComposeResult:
        with Container(classes="list-and-page"):
            with VerticalScroll(id="situation-gauges", classes="box") as box:
                box.border_title = "As your agency sees it"
                yield Gauges(name="gauges")
            with Vertical(classes="page-side"):
                with VerticalScroll(id="own", classes="box", can_focus=False) as box:
                    box.border_title = "Your people, and so now"
                    yield Static(id="own-text", markup=False)
                log = FeedLog(name="seat-feed")
                log.add_class("box")
                log.border_title = "What you have seen"
                yield log

    def on_mount(self) -> None:
        self.query_one("#inbox-list", Rows).focus()

    def status(self) -> Text:
        now = self.desk.now()
        self._count_tabs(now)
        return wording.status_line(self.picture.status(now), self.desk.ink(), next_label="answer in")

    def _count_tabs(self, now: int) -> None:
        counts = {
            "inbox": sum(row.answer_in is not None for row in self.picture.inbox(now)),
            "decisions": sum(row.made is None and bool(row.asked_by) for row in self.picture.decisions(now)),
            "runs": sum(row.ended is None for row in self.picture.runs(now)),
        }
        tabs = self.query_one(TabbedContent)
        for number, (pane, title) in enumerate(PANES, start=1):
            count = counts.get(pane, 0)
            tabs.get_tab(pane).label = f"{number} {title}" + (f" ({count})" if count else "")

    def show_pane(self) -> None:
        if self.top == "situation":
            self._show_situation()
            return
        pane, ink = self._pane(self.top), self.desk.ink()
        table = self.query_one(f"#{self.top}-list", Rows)
        table.show([pane.cells(row, ink) for row in pane.rows])
        page = next((pane.page(row, ink) for row in pane.rows if row.id == table.chosen), None)
        self.query_one(f"#{self.top}-text", Static).update(page or Text(pane.nothing))

    def _pane(self, name: str) -> Pane:
        picture, now = self.picture, self.desk.now()
        match name:
            case "inbox":
                decisions = picture.decisions(now)
                return Pane(
                    picture.inbox(now),
                    wording.inbox_cells,
                    lambda row, ink: pages.inbox_page(row, decisions, ink),
                    self._briefing(),
                )
            case "actions":
                return Pane(picture.actions(now), wording.action_cells, pages.action_page, "No actions.")
            case "decisions":
                nothing = "Nothing to decide now. f records a decision in your own words."
                return Pane(picture.decisions(now), wording.decision_cells, pages.decision_page, nothing)
            case "facts":
                return Pane(
                    picture.facts_held(), wording.fact_cells, pages.fact_page, "You know nothing special yet."
                )
            case "messages":
                return Pane(
                    picture.messages(),
                    wording.message_cells,
                    pages.message_page,
                    "No messages. m writes one.",
                )
            case _:
                return Pane(
                    picture.runs(now),
                    wording.run_cells,
                    pages.run_page,
                    "Nothing under way. 2 shows actions.",
                )

    def _briefing(self) -> str:
        """What there is to read before the first inject comes."""
        names, scenario = self.picture.names, self.desk.scenario
        agency = scenario.agencies.get(self.seat)
        parts = [
            names.pick(scenario.summary),
            names.pick(scenario.background),
            names.pick(agency.note) if agency else "",
            names.pick(scenario.disclaimer),
        ]
        return "\n\n".join(part.strip() for part in parts if part)

    def _show_situation(self) -> None:
        now, ink = self.desk.now(), self.desk.ink()
        self.query_one("#gauges", Gauges).show(self.picture.gauges(now), ink)
        text = Text()
        for pool in self.picture.pools():
            text.append(f"{pool.name}: ", style="bold").append(f"{pool.used} of {pool.capacity} busy")
            text.append(f" {', '.join(pool.holders)}\n", style=ink.muted)
        for flag in self.picture.flags():
            text.append("▲ ", style=ink.accent).append(f"{flag.name}\n")
        self.query_one("#own-text", Static).update(text)
        self.query_one("#seat-feed", FeedLog).follow(self.picture.feed, ink)

    @on(DataTable.RowSelected)
    async def _entered(self) -> None:
        await self.action_do("act")


def _list_and_page(pane: str) -> ComposeResult:
    with Container(classes="list-and-page"):
        table = Rows(*_COLUMNS[pane], name=f"{pane}-list")
        table.add_class("box")
        yield table
        with VerticalScroll(id=f"{pane}-page", classes="box page page-side"):
            yield Static(id=f"{pane}-text", markup=False)
