"""The controllers' desk: the MSEL, the agencies, the world, the feed, and what needs a controller."""

from __future__ import annotations

from collections.abc import Callable

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import DataTable, Input, Static, TabbedContent, TabPane

from exercise.review.describe_excon import cell_name
from exercise.review.names import minute
from tui import comms, questions
from tui.actions import bindings
from tui.control import CONTROL, to_come
from tui.screens import lead_panes
from tui.screens.desk import DeskScreen
from tui.widgets import pages, wording
from tui.widgets.feed import FeedLog
from tui.widgets.gauges import Gauges
from tui.widgets.rows import Column, Rows

PANES = (
    ("msel", "MSEL"),
    ("agencies", "Agencies"),
    ("world", "World"),
    ("feed", "Feed"),
    ("needs", "Needs you"),
    ("lead", "Lead"),
    ("severity", "Severity"),
)

_MSEL = (
    Column("Time", 10),
    Column("#", 3),
    Column("Status", 9),
    Column("To", 13),
    Column("Inject", share=3),
    Column("Done", 6),
    Column("Storyline", 14, from_=120),
    Column("Waits for", share=2, from_=86),
)
_AGENCIES = (
    Column("Agency", 15),
    Column("Seat", 7),
    Column("Staff", 9),
    Column("Doing", 5),
    Column("Owes", 4),
    Column("Late", 4),
    Column("Report", 6),
    Column("Vote", 4),
    Column("Aware", 5),
    Column("Idle", 7),
    Column("Name", share=1, from_=104),
)
_NEEDS = (
    Column("Since", 10),
    Column("What", 9),
    Column("Who", 18),
    Column("", share=1),
    Column("Cell", 22, from_=110),
)
_RUNS = (
    Column("State", 9),
    Column("Agency", 14),
    Column("Action", share=1),
    Column("", 9),
    Column("", 16, from_=60),
)


class ControllerScreen(DeskScreen):
    """EXCON's desk."""

    ACTIONS = CONTROL
    WAITS = (comms.waits, questions.waits)
    BINDINGS = [*bindings(CONTROL, PANES), Binding("escape", "clear_filter", "Clear filter", show=False)]
    GUIDE = (
        "You run the exercise from here. F5 starts it, space pauses and resumes it, + and - change how fast "
        "the exercise clock runs. Injects go out by themselves; watch pane 5 for what needs you. Sit at any "
        "agency with g, and look through its eyes with F2. Nothing you do is lost when you leave."
    )
    HINTS = {
        "msel": "F5 starts, space pauses; ↑↓ choose an inject, r releases it. F1: all keys.",
        "agencies": "↑↓ choose an agency, g sits down there, Enter looks through its eyes.",
        "world": "Watch what falls. w says why; v changes anything by hand, with a reason.",
        "feed": "What happened, newest last. The letter says what kind: F1 explains.",
        "needs": "Work from the top. x takes a line, Enter does it, z hands it over.",
        "lead": "How every cell keeps up. u hands over the authority of a cell, or the lead.",
        "severity": "How severe agencies find it. k asks them, or shows them how all of them rated.",
    }

    def body(self) -> ComposeResult:
        with TabbedContent():
            with TabPane("1 MSEL", id="msel"), Horizontal():
                with Vertical(id="left"):
                    yield Input(placeholder="words to find; esc shows all again", id="find", compact=True)
                    yield _boxed(Rows(*_MSEL, name="msel-list"), "MSEL")
                    with VerticalScroll(id="msel-page", classes="box page", can_focus=False):
                        yield Static(id="msel-text", markup=False)
                with Vertical(id="right"):
                    with VerticalScroll(id="side-world", classes="box") as box:
                        box.border_title = "World"
                        yield Gauges(name="side-gauges")
                    with VerticalScroll(id="side-needs", classes="box", can_focus=False) as box:
                        box.border_title = "Needs you"
                        yield Static(id="side-needs-text", markup=False)
                    yield _boxed(FeedLog(name="side-feed"), "Feed")
            with TabPane("2 Agencies", id="agencies"), Vertical(classes="stack"):
                yield _boxed(Rows(*_AGENCIES, name="agency-list"), "Agencies")
                with VerticalScroll(id="agency-page", classes="box page", can_focus=False):
                    yield Static(id="agency-text", markup=False)
            with TabPane("3 World", id="world"), Horizontal(classes="split"):
                with VerticalScroll(id="world-gauges", classes="box") as box:
                    box.border_title = "Services and indicators"
                    yield Gauges(name="gauges")
                with Vertical(id="world-right"):
                    with VerticalScroll(id="world-scarce", classes="box", can_focus=False) as box:
                        box.border_title = "Scarce; agencies (min – median – max); so now"
                        yield Static(id="scarce", markup=False)
                    yield _boxed(Rows(*_RUNS, name="run-list"), "Under way")
            with TabPane("4 Feed", id="feed"):
                yield _boxed(FeedLog(name="feed-log"), "Feed")
            with TabPane("5 Needs you", id="needs"), Vertical(classes="stack"):
                yield _boxed(Rows(*_NEEDS, name="needs-list"), "Needs you")
                with VerticalScroll(id="needs-page", classes="box page", can_focus=False):
                    yield Static(id="needs-text", markup=False)
            with TabPane("6 Lead", id="lead"):
                yield from lead_panes.lead_body()
            with TabPane("7 Severity", id="severity"):
                yield from lead_panes.severity_body()

    def on_mount(self) -> None:
        self.query_one("#find", Input).display = False
        self.query_one("#msel-list", Rows).focus()

    def status(self) -> Text:
        now, ink = self.desk.now(), self.desk.ink()
        status = self.picture.status(now)
        waiting = sum(row.taken in ("", self.picture.desk) for row in self.picture.needs_you(now))
        self.query_one(TabbedContent).get_tab("needs").label = (
            f"5 Needs you ({waiting})" if waiting else "5 Needs you"
        )
        extra = f"seats {status.seats_taken}/{status.seats}"
        return wording.status_line(status, ink, extra=extra)

    def show_pane(self) -> None:
        show: dict[str, Callable[[], None]] = {
            "msel": self._show_msel,
            "agencies": self._show_agencies,
            "world": self._show_world,
            "feed": lambda: self.query_one("#feed-log", FeedLog).follow(self.picture.feed, self.desk.ink()),
            "needs": self._show_needs,
            "lead": lambda: lead_panes.show_lead(self),
            "severity": lambda: lead_panes.show_severity(self),
        }
        if self.top in show:
            show[self.top]()

    def _show_msel(self) -> None:
        now, ink = self.desk.now(), self.desk.ink()
        rows = self.picture.msel(now)
        wanted = self.query_one("#find", Input).value.casefold().split()
        shown = [
            row
            for row in rows
            if all(
                word in f"{row.number} {row.subject} {row.to} {row.status} {row.storyline}".casefold()
                for word in wanted
            )
        ]
        table = self.query_one("#msel-list", Rows)
        first = not table.row_count
        table.show([table.kept(row, ink, wording.msel_cells) for row in shown])
        if first:
            table.choose(to_come(rows))
        out = sum(row.status in ("released", "answered", "overdue") for row in rows)
        late = sum(row.status == "overdue" for row in rows)
        found = f"{len(shown)} of {len(rows)} shown · " if wanted else ""
        table.border_subtitle = f"{found}{out} out · {late} overdue · {len(rows) - out} to come"
        page = next(
            (pages.msel_page(row, ink) for row in shown if row.id == table.chosen), Text("No inject here.")
        )
        self.query_one("#msel-text", Static).update(page)
        if self.query_one("#right").display:
            self._show_side(now)

    def _show_side(self, now: int) -> None:
        ink = self.desk.ink()
        self.query_one("#side-gauges", Gauges).show(self.picture.gauges(now), ink)
        self.query_one("#side-feed", FeedLog).follow(self.picture.feed, ink)
        text = Text()
        for row in self.picture.needs_you(now):
            _, cells = wording.need_cells(row, ink)
            text.append_text(cells[1]).append(f" {row.who}: ", style="bold").append(f"{row.text}\n")
        self.query_one("#side-needs-text", Static).update(
            text if text else Text("Nothing now.", style=ink.muted)
        )

    def _show_agencies(self) -> None:
        now, ink = self.desk.now(), self.desk.ink()
        rows = self.picture.agencies(now)
        table = self.query_one("#agency-list", Rows)
        table.show([wording.agency_cells(row, ink) for row in rows])
        chosen = next((row for row in rows if row.id == table.chosen), None)
        if chosen is not None:
            runs = (run for run in self.picture.runs(now) if run.agency == chosen.short)
            owed = self._owed(chosen.short, now)
            self.query_one("#agency-text", Static).update(pages.agency_page(chosen, runs, owed, ink))

    def _owed(self, short: str, now: int) -> list[str]:
        """Reports and votes that wait for an agency."""
        duties = (row for row in self.picture.duties(now) if row.agency == short and row.filed is None)
        votes = (row for row in self.picture.votes(now) if row.status == "open")
        waits = (row for row in votes if any(each.agency == short and not each.vote for each in row.voters))
        return [
            *(f"{row.name} to {row.to}: {row.status}, due {minute(row.due)}" for row in duties),
            *(f"vote on {row.name}" for row in waits),
        ]

    def _show_world(self) -> None:
        now, ink = self.desk.now(), self.desk.ink()
        self.query_one("#gauges", Gauges).show(self.picture.gauges(now), ink)
        self.query_one("#scarce", Static).update(self._scarce(now))
        runs = [run for run in self.picture.runs(now) if run.ended is None]
        self.query_one("#run-list", Rows).show([wording.run_cells(run, ink) for run in runs])

    def _scarce(self, now: int) -> Text:
        """Pools, then the spread of what every agency has its own of, then flags."""
        ink, text = self.desk.ink(), Text()
        for pool in self.picture.pools():
            full = pool.used >= pool.capacity
            text.append(f"{pool.name}: ", style="bold")
            text.append(
                f"{pool.used} of {pool.capacity}{' full' if full else ''}", style=ink.low if full else ""
            )
            text.append(f" {', '.join(pool.holders)}\n", style=ink.muted)
        for row in self.picture.spreads(now):
            worst = "" if row.low == row.high else row.lowest if row.good == "high" else row.highest
            text.append(f"{row.name}: ", style="bold").append(
                f"{row.low:.0f} – {row.median:.0f} – {row.high:.0f}"
            )
            text.append(f" worst: {worst}\n" if worst else "\n", style=ink.muted)
        for flag in self.picture.flags():
            text.append("▲ ", style=ink.accent).append(f"{flag.name} ")
            text.append(f"{minute(flag.since)}\n", style=ink.muted)
        return text if text else Text("Nothing.", style=ink.muted)

    def _show_needs(self) -> None:
        now, ink = self.desk.now(), self.desk.ink()
        rows = self.picture.needs_you(now)
        table = self.query_one("#needs-list", Rows)
        table.show([wording.need_cells(row, ink, cell_name(self.picture.names, row.cell)) for row in rows])
        page = next(
            (pages.need_page(row, ink) for row in rows if row.id == table.chosen), Text("Nothing now.")
        )
        self.query_one("#needs-text", Static).update(page)

    @on(Input.Changed, "#find")
    def _filtered(self) -> None:
        self._show_msel()

    @on(Input.Submitted, "#find")
    def _found(self) -> None:
        self.query_one("#msel-list", Rows).focus()

    def action_clear_filter(self) -> None:
        """Show the whole MSEL again."""
        field = self.query_one("#find", Input)
        field.value, field.display = "", False
        self.query_one("#msel-list", Rows).focus()

    @on(DataTable.RowSelected)
    async def _entered(self, event: DataTable.RowSelected) -> None:
        """Enter: what the line calls for."""
        await self.action_do("why" if event.data_table.id == "run-list" else "usual")


def _boxed(widget: Rows | FeedLog, title: str) -> Rows | FeedLog:
    widget.add_class("box")
    widget.border_title = title
    return widget
