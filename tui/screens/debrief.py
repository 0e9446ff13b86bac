"""The debrief desk: any moment of a log, the truth beside what an agency could see of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.events import DescendantFocus
from textual.widgets import TabbedContent

from exercise.domain.seats import EXCON
from exercise.language import marked, t
from exercise.review.picture import Picture
from exercise.review.stops import Stop
from exercise.review.time_bar import falls
from tui.actions import bindings
from tui.debrief import DEBRIEF, SCRUBS
from tui.debrief_knew import knew_pane
from tui.debrief_moves import last_listed
from tui.play import PLAY
from tui.screens import debrief_panes as panes
from tui.screens import seat_panes
from tui.screens.debrief_panes import GAUGES, SIDES, Side
from tui.screens.desk import DeskScreen, worded
from tui.themes import Ink
from tui.unread import Unread
from tui.widgets.rows import Rows
from tui.widgets.time_bar import Shown, TimeBar

if TYPE_CHECKING:
    from tui.debrief_app import DebriefApp

AROUND = 60
"""Events listed before the moment shown and after it; a list of thousands would be slow to draw and to read."""
_DIGITS = tuple((str(number), str(number)) for number in range(1, 10))


class DebriefScreen(DeskScreen):
    """Both sides of a moment under the line of time."""

    ACTIONS = DEBRIEF
    # Scrubbing works wherever the cursor is: lists and tabs would take the arrows for themselves.
    BINDINGS = [
        replace(each, priority=True)
        if isinstance(each, Binding) and each.id and each.id.removeprefix("desk.") in SCRUBS
        else each
        for each in bindings(DEBRIEF, _DIGITS)
    ]
    GUIDE = marked(
        "You look at a log that was played; nothing you do here changes it. {minute-back} and {minute-on} move a "
        "minute, {far-back} and {far-on} ten; {pause} plays, {faster} and {slower} change how fast. On one side is "
        "what was so, on the other what an agency could see of it: {side} goes from one to the other, {look} chooses "
        "the agency, 1 to 9 choose a pane of the side you are in. Under Events, Enter goes to a line. {what-if} asks "
        "what if something had been otherwise."
    )
    HINTS = {
        **dict.fromkeys(
            (pane for pane, _ in SIDES["eyes"]),
            marked("What this agency could see then, no more. {side}: other side, {look}: other agency."),
        ),
        "world": marked(
            "{minute-back}{minute-on} a minute, {pause} plays, {jump} jumps, {side}: the other side. {help}: all keys."
        ),
        "msel": marked("The MSEL as it stood. {inject-on} and {inject-back} go from inject to inject."),
        "agencies": marked("How they were doing. Enter looks through an agency's eyes on the other side."),
        "events": marked(
            "↑↓ choose, Enter goes there, {filter} filters; {what-if}: what if it had not been?"
        ),
        "notes": marked(
            "{bookmark} bookmarks, {note} writes a note; Enter goes there. They are kept beside the log."
        ),
        "knew": marked("↑↓ choose a fact: who knew it when, and through whom."),
    }

    def __init__(self, desk: DebriefApp) -> None:
        super().__init__(desk, EXCON)
        self.recording = desk.recording
        self.app_desk = desk
        self.side = "truth"
        self._unread = Unread(set())
        self._fell: dict[int, bool] = {}
        self.listed: tuple[Stop, ...] = ()
        """Every event the filter shows."""
        self._listed_of: object = None
        self._window = 0

    @property
    def eyes(self) -> str:
        """The agency whose picture is beside the truth."""
        return self.app_desk.eyes

    def title_of_seat(self) -> str:
        return t("DEBRIEF")

    def body(self) -> ComposeResult:
        yield TimeBar(name="time-bar")
        with Horizontal(id="sides"):
            yield Side("truth")
            yield Side("eyes")

    def make_ready(self) -> None:
        self.query_one("#eyes-tabs", TabbedContent).active = "situation"
        self.turn_to(self.side)

    # --- sides and panes

    def turn_to(self, side: str) -> None:
        """Work on this side; on a narrow terminal the other one makes way."""
        self.side = side
        for each in self.query(Side):
            each.set_class(each.id == side, "-chosen")
        self.go(self.top)

    @property
    def top(self) -> str:
        return self.query_one(f"#{self.side}", Side).top

    def action_pane(self, pane: str) -> None:
        listed = SIDES[self.side]
        if pane.isdigit() and int(pane) <= len(listed):
            self.go(listed[int(pane) - 1][0])

    def go(self, pane: str) -> None:
        """Put a pane of the side worked on on top; the events open at the moment shown."""
        tabs = self.query_one(f"#{self.side}", Side).query_one(TabbedContent)
        tabs.active = pane
        self.moved()
        if tabs.active_pane is not None:
            reachable = tabs.active_pane.query("Rows, VerticalScroll")
            if (first := next((widget for widget in reachable if widget.focusable), None)) is not None:
                first.focus()

    @on(DescendantFocus)
    def _focused(self, event: DescendantFocus) -> None:
        side = next((each for each in event.widget.ancestors if isinstance(each, Side)), None)
        if side is not None and side.id and side.id != self.side:
            self.side = side.id
            for each in self.query(Side):
                each.set_class(each is side, "-chosen")
            self.show(fresh=True)

    # --- what is shown

    def status(self) -> Text:
        link, ink = self.recording, self.desk.ink()
        shown = self.picture.status(link.tick())
        text = Text(no_wrap=True, overflow="ellipsis")
        sign = t("▶ PLAYING") if link.goes else t("‖ STANDS")
        text.append(f" {sign} ×{link.pace:g} ", style=f"bold {ink.good if link.goes else ink.low}")
        text.append(f" {shown.clock} ", style="bold").append(f" {shown.local} ", style=ink.muted)
        text.append(" " + t("#{number} of {last}", number=link.seq, last=f"{len(link.replay.records) - 1:,}"))
        if self.app_desk.reader.share is not None:
            reading = t("reading the log again, {share} %", share=self.app_desk.reader.share)
            text.append(f"  {reading}", style=f"bold {ink.accent}")
        elif not link.finished:
            text.append("  " + t("NOT FINISHED"), style=f"bold {ink.low}")
            text.append(", " + worded(self, t("{again} reads what is new")))
        if self.app_desk.only_words:
            only = t("only: {words}", words=self.app_desk.only_words)
            text.append(f"  {only}", style=f"bold {ink.accent}")
        return text

    def pane_pieces(self) -> Iterator[None]:
        link, ink, now = self.recording, self.desk.ink(), self.desk.now()
        replay, only = link.replay, self.app_desk.only
        if self._listed_of != (id(replay), only):
            everything = replay.lines(0, replay.end, type(only)())
            self._fell = falls(replay.records, everything)
            self.listed, self._listed_of = replay.lines(0, replay.end, only), (id(replay), only)
        notes = tuple(note.tick for note in link.notes.all())
        bar = Shown(replay.end, now, notes, self.listed, self._fell)
        self.query_one("#time-bar", TimeBar).show(bar, ink)
        for side in self.query(Side):
            if side.display:
                yield
                self._show_side(side)
        self.app_desk.shown = (now, link.seq)

    def _show_side(self, side: Side) -> None:
        ink, now = self.desk.ink(), self.desk.now()
        truth = side.id == "truth"
        picture = self.picture if truth else self.desk.picture(self.eyes)
        side.head(_heading(self, self.picture.names.agency(self.eyes), self.desk.ink(), truth=truth))
        if side.top == GAUGES[side.id or ""]:
            side.show_gauges(picture, now, ink)
        elif truth:
            side.show_list(self._truth(side.top, picture, now), ink)
        else:
            # Keys in an agency's panes are those of its own desk.
            word = partial(worded, self, actions=PLAY)
            side.show_list(seat_panes.filled(side.top, picture, now, self._unread, word=word), ink)

    def _truth(self, pane: str, picture: Picture, now: int) -> seat_panes.Pane:
        link = self.recording
        match pane:
            case "msel":
                return panes.msel_pane(picture, now)
            case "agencies":
                return panes.agencies_pane(picture, now)
            case "events":
                return panes.events_pane(
                    self._around(),
                    self._fell,
                    link.seq,
                    picture.names,
                    filtered=self.app_desk.only_words,
                    asked=lambda stop: self.app_desk.asked_behind(stop.seq) is not None,
                    word=partial(worded, self),
                )
            case "notes":
                where = t("Kept in {path}", path=link.notes.path)
                return panes.notes_pane(
                    link.notes.all(), link.seq, picture.names, where, word=partial(worded, self)
                )
            case _:
                return knew_pane(self.app_desk.reader.knowledge(), now, picture.names)

    def _around(self) -> tuple[Stop, ...]:
        """The events listed now. The window moves only when the moment comes near its edge, so that lists stay."""
        seq = self.recording.seq
        place = bisect_right(self.listed, seq, key=lambda stop: stop.seq)
        if not self._window + AROUND // 2 <= place <= self._window + 3 * AROUND // 2:
            self._window = max(0, place - AROUND)
        return self.listed[self._window : self._window + 2 * AROUND]

    def moved(self) -> None:
        """Another moment was chosen: the cursor of the events goes along."""
        if not self.is_ready:
            return
        last = last_listed(self.listed, self.recording.seq)
        self.show(fresh=True)
        if last is not None and self.query_one("#truth", Side).top == "events":
            self.query_one("#events-list", Rows).choose(str(last.seq))

    def on_resize(self) -> None:
        """A side that was not shown still stands at the moment it was last shown at."""
        self.call_after_refresh(self.show, fresh=True)

    @on(TimeBar.Picked)
    def _picked(self, event: TimeBar.Picked) -> None:
        self.recording.go_to(event.tick)
        self.moved()

    def on_rows_moved(self, event: Rows.Moved) -> None:
        side = next((each for each in event.rows.ancestors if isinstance(each, Side)), None)
        if side is not None:
            side.show_page(self.desk.ink())

    @on(Rows.Entered)
    async def _entered(self) -> None:
        await self.action_do("usual")


def _heading(screen: DeskScreen, agency: str, ink: Ink, *, truth: bool) -> Text:
    """Whose side it is, and how to come to the other."""
    words = t("WHAT WAS SO") if truth else t("WHAT {agency} COULD SEE", agency=agency.upper())
    other = (
        t("{side}: what {agency} could see", agency=agency)
        if truth
        else t("{side}: what was so · {look}: another agency")
    )
    text = Text(f" {words} ", style="bold", no_wrap=True, overflow="ellipsis")
    return text.append(f"  {worded(screen, other)}", style=f"not bold {ink.muted}")
