"""A participant's desk: what came, what can be done, what is known. Controllers look through it too."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from rich.cells import cell_len
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.content import Content
from textual.widgets import Static, TabbedContent, TabPane

from exercise.domain.seats import EXCON
from exercise.language import marked, n, t
from tui import comms, questions, severity
from tui.actions import bindings, fitting
from tui.play import PLAY
from tui.screens import seat_panes
from tui.screens.boxes import list_and_page, situation
from tui.screens.desk import Desk, DeskScreen, worded
from tui.screens.seat_panes import COLUMNS, PANES, SHORT
from tui.seated import is_sitting, looking, may_sit
from tui.themes import Ink
from tui.unread import LETTERS, Unread
from tui.unsent import SIGN, UNSENT, rows_with_drafts, unsent
from tui.welcome import Welcome, put_away
from tui.widgets import wording
from tui.widgets.feed import FeedLog
from tui.widgets.gauges import Gauges
from tui.widgets.reading_on import ReadingOn
from tui.widgets.rows import Keyed, Rows
from tui.widgets.words import label

BEFORE = marked("Play has not begun: read what is known so far; {read-on} reads on. {help} explains.")

AFTER = marked("Play is over: nothing is ordered or answered any more. {leave} leaves.")

BESIDE_NAME = 48
"""What the banner needs beside an agency's name; a longer one is shortened."""

ROOMY = 110
"""From this width on there is room for every count, and a space before it."""


class SeatScreen(DeskScreen):
    """An agency's desk."""

    ACTIONS = PLAY
    WAITS = (comms.waits, severity.waits, questions.waits)
    BINDINGS = bindings(PLAY, PANES)
    GUIDE = seat_panes.GUIDE
    HINTS = seat_panes.HINTS

    def __init__(self, desk: Desk, seat: str) -> None:
        super().__init__(desk, seat)
        self._comes_up = ""
        """The pane somebody went to, while it is not yet shown as it is now."""
        self._unread = Unread(desk.read.setdefault(seat, set()), opened=self._opened)

    def _opened(self, letter: str) -> None:
        """Exercise control may know that it was read here. A report filed to us has no receipt."""
        if not letter.startswith("report-"):
            rows = self.picture.messages()
            named = {row.id: "" if row.mine else row.letter for row in rows}
            if item := named.get(letter, letter):
                receipt = comms.mark_read(self.desk.link, item, seat=self.seat)
                self.app.run_worker(receipt, group="receipts", exit_on_error=False)

    def title_of_seat(self) -> str:
        agency = self.desk.scenario.agencies.get(self.seat)
        name = self.picture.names.pick(agency.name) if agency else self.seat
        if cell_len(name) > self.app.size.width - BESIDE_NAME:
            name = self.picture.names.agency(self.seat)
        if not is_sitting(self):
            return f"{name} · " + t("LOOKING ONLY")
        return name if self.desk.home != EXCON else f"{name} · " + t("you sit here")

    def body(self) -> ComposeResult:
        yield (first := Welcome(self.title_of_seat()))
        # The first steps are for whoever takes them.
        first.display = self.seat == self.desk.home and is_sitting(self)
        with TabbedContent():
            for number, (pane, title) in enumerate(PANES, start=1):
                with TabPane(f"{number} {t(title)}", id=pane):
                    if pane == "situation":
                        titles = (
                            t("As your agency sees it"),
                            t("Your people, and what is so now"),
                            t("What you have seen"),
                        )
                        yield from situation(*titles)
                    else:
                        yield from list_and_page(pane, COLUMNS[pane])

    def make_ready(self) -> None:
        self.set_focus(self.query_one("#inbox-list", Rows))
        for page in self.query(ReadingOn):
            page.key = worded(self, "{read-on}")
        if unsent(self):
            put_away(self)  # whoever has written here knows the first steps
        tabs = self.query_one(TabbedContent)
        for pane in seat_panes.never(self.picture):
            tabs.hide_tab(pane)

    @property
    def unread(self) -> Unread:
        """What nobody here has looked at."""
        self._unread.sitting = is_sitting(self)
        return self._unread

    def go(self, pane: str) -> None:
        """Put a pane on top; what lay open before and what lies open now has been read."""
        if pane not in seat_panes.never(self.picture):
            self._read(self.top)
            self._comes_up = ""
            super().go(pane)
            self._read(pane)

    def go_soon(self, pane: str) -> None:
        """The same, where what lies open is read as soon as it is shown."""
        if pane not in seat_panes.never(self.picture):
            self._read(self.top)
            self._comes_up = pane
            super().go_soon(pane)

    def _read(self, pane: str) -> None:
        if pane in LETTERS and pane != self._comes_up:
            self.unread.mark(self.selected(f"{pane}-list"))

    @on(Rows.Moved)
    def _moved(self) -> None:
        if self.top in LETTERS:
            self.unread.moved(self.top, self.selected(f"{self.top}-list"))

    def key_escape(self) -> None:
        """For a participant there is nowhere to go back to; it clears what lies in the way."""
        put_away(self)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The key to sit down is only for those who may."""
        if action == "do" and parameters[0] == "sit" and not may_sit(self):
            return False
        return super().check_action(action, parameters)

    def hint(self) -> str:
        phase = self.picture.world.phase
        if (looks := looking(self)) or phase == "ended":
            return looks or AFTER
        return BEFORE if phase == "briefing" and self.top == "inbox" else super().hint()

    def offered(self, active: dict[str, ActiveBinding]) -> dict[str, ActiveBinding]:
        """What can be done here, in the words of the pane on top."""
        if looking(self):
            first = {"sit": marked("Sit")} if may_sit(self) else {"help": marked("Help")}
            return fitting(active, first, self) if self.is_ready else active
        shown = seat_panes.FOOTERS.get(self.top, {}) if self.is_ready else {}
        if shown and unsent(self):
            shown = {**shown, "unsent": marked("Unsent")}
        if shown and questions.waits(self):
            shown = {"answer": marked("Questionnaire"), **shown}
        return fitting(active, shown, self)

    def show_counts(self) -> None:
        now, wide = self.desk.now(), self.app.size.width >= ROOMY
        counts, tabs = seat_panes.counts(self.picture, now, self.unread), self.query_one(TabbedContent)
        for number, (pane, title) in enumerate(PANES, start=1):
            count = 0 if pane == "runs" and not wide else counts.get(pane, 0)
            gap = " " if wide else ""
            key, told = (str(number), "bold"), f"{gap}({count})" if count else ""
            words = Content.assemble(key, gap, t(title if wide else SHORT.get(pane, title)), told)
            label(tabs, pane, words)

    def status(self) -> Text:
        waiting = len(unsent(self))
        key_of = self.desk.settings.key_of(UNSENT)
        kept = n("{count} unsent ({key})", "{count} unsent ({key})", waiting, key=key_of)
        extra = f"{SIGN} {kept}" if waiting else ""
        status = self.picture.status(self.desk.now())
        room, far = self.app.size.width, self.desk.far
        return wording.status_line(status, self.desk.ink(), room=room, far=far, extra=extra)

    def pane_pieces(self) -> Iterator[None]:
        ink = self.desk.ink()
        self.query_one(Welcome).write(self, ink)
        if self.seat in self.desk.acted:
            self.desk.acted.discard(self.seat)
            put_away(self)
        if self.top == "situation":
            self._show_situation()
            return
        yield
        pane = seat_panes.filled(
            self.top, self.picture, self.desk.now(), self.unread, word=partial(worded, self)
        )
        table = self.query_one(f"#{self.top}-list", Rows)
        table.nothing = pane.empty or pane.nothing
        drafts, main = rows_with_drafts(self), seat_panes.MAIN[self.top]
        table.show_each(
            pane.rows,
            ink,
            lambda row, ink: _signed(pane.cells(row, ink), drafts, main, ink),
            beside=(pane.fresh, drafts),
        )
        if self.top in LETTERS:
            self.unread.lies_open(self.top, table.chosen or "")
        chosen = table.chosen
        page = next((pane.page(row, ink) for row in pane.rows if row.id == chosen), Text(pane.nothing))
        page.rstrip()
        self.query_one(f"#{self.top}-text", Static).update(page)
        if self._comes_up == self.top:
            self._comes_up = ""
            self._read(self.top)

    def _show_situation(self) -> None:
        now, ink = self.desk.now(), self.desk.ink()
        self.query_one("#gauges", Gauges).show(self.picture.gauges(now), ink)
        text = Text()
        for pool in self.picture.pools():
            text.append(f"{pool.name}: ", style="bold").append(
                t("{used} of {all} busy", used=pool.used, all=pool.capacity)
            )
            text.append(f" {', '.join(pool.holders)}\n", style=ink.muted)
        for flag in self.picture.flags():
            text.append("▲ ", style=ink.accent).append(f"{flag.name}\n")
        self.query_one("#so-now-text", Static).update(text)
        self.query_one("#seen-feed", FeedLog).follow(self.picture.feed, ink)

    @on(Rows.Entered)
    async def _entered(self) -> None:
        self._read(self.top)
        await self.action_do("act")


def _signed(row: Keyed, drafts: frozenset[str], main: int, ink: Ink) -> Keyed:
    """A sign before what somebody has begun to write about and not sent."""
    key, cells = row
    if key not in drafts:
        return row
    begun = Text(f"{SIGN} ", style=f"bold {ink.accent}").append_text(cells[main])
    return key, (*cells[:main], begun, *cells[main + 1 :])
