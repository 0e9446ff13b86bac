"""The controllers' desk: the MSEL, the agencies, the world, the feed, and what needs a controller."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static, TabbedContent, TabPane

from exercise.language import marked, n, t
from exercise.review.rows import MselRow
from tui import comms, questions, unsent_control, views
from tui.actions import bindings, fitting
from tui.control import CONTROL
from tui.msel_keys import to_come
from tui.screens import agencies_pane, lead_panes, needs_pane, world_pane
from tui.screens.boxes import boxed
from tui.screens.desk import DeskScreen
from tui.screens.phases import phase_hint
from tui.widgets import pages, timeline, wording
from tui.widgets.columns import MSEL
from tui.widgets.feed import FeedLog
from tui.widgets.finding import with_words
from tui.widgets.gauges import Gauges
from tui.widgets.rows import Rows
from tui.widgets.timeline import Timeline
from tui.widgets.words import Words, label

PANES = (
    ("msel", marked("MSEL")),
    ("agencies", marked("Agencies")),
    ("world", marked("World")),
    ("feed", marked("Feed")),
    ("needs", marked("Needs you")),
    ("lead", marked("Lead")),
    ("severity", marked("Severity")),
)

_SPACE = {"briefing": marked("Start"), "paused": marked("Resume")}
"""What the key that pauses does while play does not run."""

_AFTER = {
    "evaluate": marked("Ratings"),
    "observe": marked("Note"),
    "why": marked("Why"),
    "look": marked("Look"),
}
"""What the bottom line offers once play is over."""

_BESIDE = 30
"""Of what needs a controller, so many are listed beside the MSEL: more than there is room for."""


def _tab(pane: str) -> str:
    """The digit that shows a pane, and what it is called."""
    listed = [name for name, _ in PANES]
    return f"{listed.index(pane) + 1} {t(dict(PANES)[pane])}"


class ControllerScreen(DeskScreen):
    """EXCON's desk."""

    ACTIONS = CONTROL
    WAITS = (comms.waits, questions.waits)
    BINDINGS = [
        *bindings(CONTROL, PANES),
        Binding("escape", "clear_filter", marked("Clear filter"), show=False),
    ]
    GUIDE = marked(
        "You run the exercise from here. {start} starts it, {pause} pauses and resumes it, {faster} and {slower} "
        "change how fast the exercise clock runs. Injects go out by themselves; watch pane 5 for what needs you. "
        "Sit at any agency with {sit}, and look through its eyes with {look}. {view} shows a pane differently. "
        "Nothing you do is lost when you leave."
    )
    HINTS = {
        "agencies": marked(
            "↑↓ choose; Enter looks through its eyes, {sit} sits there, {view}: truth and beliefs."
        ),
        "world": marked(
            "Watch what falls. Enter says why, {fold} folds, {override} overrides, {view}: numbers and work."
        ),
        "feed": marked("What happened, newest last. The letter says what kind: {help} explains."),
        "needs": marked(
            "Work from the top. Enter does it, {take} takes, {hand-over} hands over, {put-away} puts away."
        ),
        "lead": marked(
            "How every cell keeps up. {authority} hands over the authority of a cell, or the lead."
        ),
        "severity": marked(
            "How severe agencies find it. {severity} asks them, or shows them how all of them rated."
        ),
    }

    _phase = ""

    def body(self) -> ComposeResult:
        with TabbedContent():
            with TabPane(_tab("msel"), id="msel"), Horizontal():
                with Vertical(id="left"):
                    yield Input(placeholder=t("words to find; esc shows all again"), id="find", compact=True)
                    yield boxed(Rows(*MSEL, name="msel-list"), t("MSEL"))
                    yield boxed(Timeline(name="msel-timeline"), t("MSEL"))
                    with VerticalScroll(id="msel-page", classes="box page", can_focus=False):
                        yield Words(id="msel-text", markup=False)
                with Vertical(id="right"):
                    with VerticalScroll(id="side-world", classes="box") as box:
                        box.border_title = t("World")
                        yield Gauges(name="side-gauges")
                    with VerticalScroll(id="side-needs", classes="box", can_focus=False) as box:
                        box.border_title = t("Needs you")
                        yield Words(id="side-needs-text", markup=False)
                    yield boxed(FeedLog(name="side-feed"), t("Feed"))
            with TabPane(_tab("agencies"), id="agencies"):
                yield from agencies_pane.body()
            with TabPane(_tab("world"), id="world"):
                yield from world_pane.body()
            with TabPane(_tab("feed"), id="feed"):
                yield boxed(FeedLog(name="feed-log"), t("Feed"))
            with TabPane(_tab("needs"), id="needs"), Vertical(classes="stack"):
                yield from needs_pane.body()
            with TabPane(_tab("lead"), id="lead"):
                yield from lead_panes.lead_body()
            with TabPane(_tab("severity"), id="severity"):
                yield from lead_panes.severity_body()

    def on_mount(self) -> None:
        super().on_mount()
        unsent_control.tell(self)

    def title_of_seat(self) -> str:
        return f"EXCON · {self.desk.station}" if self.desk.station else "EXCON"

    def hint(self) -> str:
        return phase_hint(self) if self.top == "msel" else super().hint()

    def offered(self, active: dict[str, ActiveBinding]) -> dict[str, ActiveBinding]:
        """The key that pauses says what it does next; once play is over, only what can still be done is shown."""
        if self.is_ready and self.picture.world.phase == "ended":
            return fitting(active, _AFTER, self)
        words = _SPACE.get(self.picture.world.phase) if self.is_ready and not self.picture.cell else None
        return {
            key: each._replace(binding=replace(each.binding, description=t(words)))
            if words and each.binding.id == "desk.pause"
            else each
            for key, each in active.items()
        }

    def make_ready(self) -> None:
        self.query_one("#find", Input).display = False
        self.set_focus(self.query_one("#msel-list", Rows))

    def status(self) -> Text:
        now, ink = self.desk.now(), self.desk.ink()
        status = self.picture.status(now)
        if status.phase != self._phase:
            self._phase = status.phase
            self.refresh_bindings()
        seats = t("seats {taken}/{all}", taken=status.seats_taken, all=status.seats)
        return wording.status_line(
            status,
            ink,
            room=self.app.size.width,
            far=self.desk.far,
            extra=unsent_control.sign(self),
            aside=seats,
        )

    def show_counts(self) -> None:
        waiting = needs_pane.pressing(self)
        words = f"{_tab('needs')} ({waiting})" if waiting else _tab("needs")
        label(self.query_one(TabbedContent), "needs", Content(words))

    def pane_pieces(self) -> Iterator[None]:
        pieces: dict[str, Callable[[], Iterator[None]]] = {
            "msel": self._msel,
            "agencies": lambda: agencies_pane.pieces(self),
            "world": lambda: world_pane.pieces(self),
            "needs": lambda: needs_pane.pieces(self),
        }
        whole: dict[str, Callable[[], None]] = {
            "feed": lambda: self.query_one("#feed-log", FeedLog).follow(self.picture.feed, self.desk.ink()),
            "lead": lambda: lead_panes.show_lead(self),
            "severity": lambda: lead_panes.show_severity(self),
        }
        if self.top in pieces:
            yield from pieces[self.top]()
        elif self.top in whole:
            whole[self.top]()

    def line_pieces(self) -> Iterator[None]:
        pages: dict[str, Callable[[], None]] = {
            "msel": self._show_inject,
            "agencies": lambda: agencies_pane.show_page(self),
            "needs": lambda: needs_pane.show_page(self),
        }
        if self.top not in pages:
            yield from self.pane_pieces()
        elif self.top == "msel" and self.query_one("#msel-timeline").display:
            yield from self._msel()
        else:
            pages[self.top]()

    def _msel(self) -> Iterator[None]:
        now, ink = self.desk.now(), self.desk.ink()
        rows = self.picture.msel(now)
        yield
        wanted = self.query_one("#find", Input).value.strip()
        shown = with_words(rows, wanted)
        table = self.query_one("#msel-list", Rows)
        first = not table.row_count
        table.show_each(shown, ink, wording.msel_cells)
        if first:
            table.choose(to_come(rows))
        yield
        count, chosen = Counter(row.status for row in rows), table.chosen or ""
        late = count["overdue"]
        out = count["released"] + count["answered"] + late
        counts = (
            n("{count} of {all} shown", "{count} of {all} shown", len(shown), all=len(rows))
            if wanted
            else "",
            n("{count} out", "{count} out", out),
            n("{count} overdue", "{count} overdue", late),
            n("{count} not played", "{count} not played", len(rows) - out)
            if self.picture.world.phase == "ended"
            else n("{count} to come", "{count} to come", len(rows) - out - count["skipped"]),
        )
        table.border_subtitle = " · ".join(part for part in counts if part)
        self._show_timeline(shown, chosen)
        table.nothing = (
            t("No inject has these words; Escape shows all.") if wanted else t("The MSEL has no injects.")
        )
        self._show_inject()
        if self.query_one("#right").display:
            yield from _side(self)

    def _show_inject(self) -> None:
        table = self.query_one("#msel-list", Rows)
        row: MselRow | None = table.chosen_row
        page = Text(table.nothing) if row is None else pages.msel_page(row, self.desk.ink())
        self.query_one("#msel-text", Static).update(page)

    def _show_timeline(self, rows: Sequence[MselRow], chosen: str) -> None:
        left, line, now = self.query_one("#left"), self.query_one("#msel-timeline", Timeline), self.desk.now()
        if views.NEAR in left.classes or views.WHOLE in left.classes:
            is_near = views.NEAR in left.classes
            line.border_title = (
                t("MSEL · the hours around now") if is_near else t("MSEL · the whole exercise")
            )
            line.border_subtitle = t(timeline.LEGEND)
            window = timeline.near(now) if is_near else timeline.whole(rows, now, self.desk.scenario.duration)
            line.show(rows, window, now=now, chosen=chosen, ink=self.desk.ink())

    @on(Timeline.Moved)
    def _moved(self, event: Timeline.Moved) -> None:
        self.query_one("#msel-list", Rows).choose(event.inject)
        self.show_soon()

    @on(Timeline.Opened)
    async def _entered_timeline(self) -> None:
        await self.action_do("usual")

    @on(Input.Changed, "#find")
    def _filtered(self) -> None:
        self.show_soon()

    @on(Input.Submitted, "#find")
    def _found(self) -> None:
        self.go_soon("msel")

    def action_clear_filter(self) -> None:
        """Show the whole MSEL again; on the page of the queue, all that waits."""
        if self.top == "needs" and (self.is_away or self.only_cell is not None):
            self.is_away, self.only_cell = False, None
            self.show(fresh=True)
            return
        field = self.query_one("#find", Input)
        field.value, field.display = "", False
        self.go_soon("msel")

    @on(Rows.Entered)
    async def _entered(self, event: Rows.Entered) -> None:
        """Enter: what the line calls for."""
        await self.action_do("why" if event.rows.id in ("run-list", "world-tree") else "usual")


def _side(screen: DeskScreen) -> Iterator[None]:
    """What stands beside the MSEL on a wide terminal."""
    now, ink = screen.desk.now(), screen.desk.ink()
    yield
    screen.query_one("#side-gauges", Gauges).show(screen.picture.gauges(now), ink)
    yield
    screen.query_one("#side-feed", FeedLog).follow(screen.picture.feed, ink)
    yield
    text = Text()
    needs = screen.picture.needs_you(now)
    for row in needs[:_BESIDE]:
        _, cells = wording.need_cells(row, ink)
        text.append_text(cells[1]).append(f" {row.who}: ", style="bold").append(f"{row.text}\n")
    if len(needs) > _BESIDE:
        text.append(f"… +{len(needs) - _BESIDE}", style=ink.muted)
    screen.query_one("#side-needs-text", Static).update(
        text if text else Text(t("Nothing now."), style=ink.muted)
    )
