"""What every desk has: the banner, the status line, the keys; and what it needs of the application."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, MutableMapping, Sequence
from typing import Any, ClassVar, Protocol

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Static, TabbedContent, Tabs

from exercise.conduct.client import LineState, Link
from exercise.domain.commands import AnyCommand
from exercise.domain.seats import EXCON
from exercise.language import marked, t
from exercise.log.records import Record
from exercise.review.picture import Picture
from exercise.scenario.model import Scenario
from tui.actions import Action, action, perform
from tui.patience import NO_ANSWER, patiently
from tui.screens.form import Draft, Values
from tui.screens.piecewise import Piecewise
from tui.themes import Ink
from tui.turns import Hands
from tui.widgets.hint import Hint
from tui.widgets.reading_on import ReadingOn
from tui.widgets.rows import Rows
from tui.widgets.wording import BANNER, line_text
from tui.widgets.words import KeyLine, Words

SPOKEN = {"spc": marked("space"), "⏎": marked("Enter"), "esc": marked("Escape")}
"""Keys that a sentence calls otherwise than the line of keys does."""


class Settings(Protocol):
    """What a person has set about their desks."""

    def key_of(self, each: Action) -> str:
        """How the key of an action is written for people."""


class Desk(Protocol):
    """What screens ask of the application they are part of."""

    scenario: Scenario
    log_path: str
    link: Link
    """The way to the exercise."""
    station: str
    """What this terminal's seat is called on a comms check; empty on one machine."""
    home: str
    """The seat this terminal belongs to."""
    role: str
    """Of the seat this terminal was invited to; empty on a machine of its own."""
    answered_here: set[str]
    """Seat and questionnaire, of those that were answered here."""
    seats_taken_here: set[str]
    """Agencies at which the person at this terminal sits down as a controller."""
    drafts: MutableMapping[str, Values]
    """What was typed and not sent, by dialog."""
    read: dict[str, set[str]]
    """Seat → letters and messages that were read here."""
    acted: set[str]
    """Seats as which something was done here since their desks looked last."""
    rulings: dict[str, list[dict[str, Any]]]
    """Proposal → effects put together for a ruling so far."""

    hands: Hands
    """Of the person here, who is answered before anything else is done."""
    language: str
    """Asked for at this desk, before what its seat reads; empty when nothing was asked."""

    @property
    def settings(self) -> Settings:
        """What the person here has set."""

    def read_in(self, language: str) -> None:
        """Say and show everything in this language as far as there are words in it; empty: the usual one."""

    @property
    def far(self) -> LineState | None:
        """How the line to the exercise is, when that runs elsewhere."""

    def picture(self, seat: str) -> Picture:
        """What a seat knows."""

    def records(self) -> Sequence[Record]:
        """Every record there is so far."""

    def now(self) -> int:
        """Exercise time."""

    def ink(self) -> Ink:
        """The colours of the present theme."""

    async def ask(self, command: AnyCommand, *, seat: str) -> str:
        """Ask for something; returns why not, or nothing when it is done. The reader is told either way."""

    def told(self, text: str) -> None:
        """Tell the reader something, and keep it in the feed."""

    def mute(self) -> bool:
        """Turn the bell off, or on again; returns whether it is off now."""


class DeskScreen(Piecewise):
    """A desk. Subclasses fill `body` and show the pane on top."""

    ACTIONS: ClassVar[tuple[Action, ...]] = ()
    """What can be done here."""
    ROLES: ClassVar[tuple[str, ...]] = ()
    """As what questionnaires are answered here, where that does not follow from the seat."""
    GUIDE: ClassVar[str] = ""
    """How to begin, for the help page."""
    HINTS: ClassVar[dict[str, str]] = {}
    """What to do, for whoever sits down for the first time, by the pane on top."""
    WAITS: ClassVar[tuple[Callable[[Any], str], ...]] = ()
    """What stands there instead while something waits for this very desk, such as a comms check."""

    is_away = False
    """Whether the queue shows what was put away instead."""
    only_cell: str | None = None
    """Of which control cell the queue is shown, "" for the centre; None for all of it."""

    def __init__(self, desk: Desk, seat: str) -> None:
        super().__init__(desk.hands)
        self.desk, self.seat = desk, seat
        self._banner_for = 0

    @property
    def picture(self) -> Picture:
        """What this desk's seat knows."""
        return self.desk.picture(self.seat)

    def compose(self) -> ComposeResult:
        yield Words(id="banner", markup=False)
        yield Words(id="status", markup=False)
        yield Hint()
        with Vertical(id="body"):
            yield from self.body()
        yield KeyLine()

    def body(self) -> ComposeResult:
        """The widgets between status line and keys."""
        yield from ()

    def on_mount(self) -> None:
        self.settle()

    def settle(self) -> None:
        # A click on a title should leave the arrow keys to the list under it.
        for tabs in self.query(Tabs):
            tabs.can_focus = False
        self.make_ready()
        self.show_banner()
        self.show(fresh=True)

    def show_banner(self) -> None:
        """The standing line at the top."""
        self._banner_for = self.app.size.width
        title = self.picture.names.pick(self.desk.scenario.title)
        words = f" {BANNER}  {self.title_of_seat()} · {title}"
        self.query_one("#banner", Static).update(Text(words, no_wrap=True, overflow="ellipsis"))

    def title_of_seat(self) -> str:
        """Whose desk this is."""
        return "EXCON"

    def all_pieces(self, *, fresh: bool) -> Iterator[None]:
        if not self.is_ready:
            return
        if self.app.size.width != self._banner_for:
            self.show_banner()
        line = line_text(self.desk.far, self.desk.ink()).append_text(self.status())
        self.query_one("#status", Static).update(line)
        if fresh:
            urgent = "  ".join(words.strip() for each in self.WAITS if (words := each(self)))
            self.query_one(Hint).say(worded(self, t(self.hint())), urgent, self.desk.ink())
        yield
        self.show_counts()
        if fresh:
            yield
            yield from self.pane_pieces()
        self.make_room()

    def hint(self) -> str:
        """What to do here and now: words as they are marked."""
        return self.HINTS.get(self.top, "")

    def status(self) -> Text:
        """The status line."""
        return Text()

    def go(self, pane: str) -> None:
        """Put a pane on top and the first thing in it in the keyboard's reach."""
        self.query_one(TabbedContent).active = pane
        self.show(fresh=True)
        reach(self)

    def go_soon(self, pane: str) -> None:
        """The same for somebody who only looks: the pane as it was seen last, what is new in turns with other keys."""
        self.query_one(TabbedContent).active = pane
        self.show_soon()
        reach(self)

    def on_tabbed_content_tab_activated(self, event: TabbedContent.TabActivated) -> None:
        self.show_soon()
        self.refresh_bindings()
        if self.focused is None or event.pane not in self.focused.ancestors:
            reach(self)

    def on_rows_moved(self, event: Rows.Moved) -> None:
        # What another line says is read from its beginning.
        for page in self.query(f"#{self.top} ReadingOn").results(ReadingOn) if self.is_ready else ():
            page.scroll_home(animate=False)
        self.show_line_soon()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that only controllers have are not shown to participants."""
        return not (action == "do" and parameters[0] in ("sit", "back") and self.desk.home != EXCON)

    async def action_do(self, name: str) -> None:
        """Do one of the registered actions."""
        if not await patiently(self.app, perform(action(name, self.ACTIONS), self)):
            self.desk.told(t(NO_ANSWER))

    def draft(self, *words: str) -> Draft:
        """Where a dialog of this seat keeps what is typed."""
        return Draft(self.desk.drafts, "/".join((self.seat, *words)))

    def selected(self, table: str) -> str:
        """The key of the row under the cursor of a table; empty when there is none."""
        return self.query_one(f"#{table}", Rows).chosen or ""

    def action_pane(self, pane: str) -> None:
        """Put a pane on top."""
        self.go_soon(pane)


def worded(screen: DeskScreen, words: str, actions: Sequence[Action] = ()) -> str:
    """With the keys as they are here, or at the desk of `actions`: `{release}` stands for the key of that action."""
    keys = {each.id: screen.desk.settings.key_of(each) for each in actions or screen.ACTIONS}
    spoken = {name: t(SPOKEN.get(key, key)) for name, key in keys.items()}
    return re.sub(r"\{([\w-]+)\}", lambda gap: spoken.get(gap[1], gap[0]), words)


def reach(screen: DeskScreen) -> None:
    """Put the first thing in the pane on top in the keyboard's reach."""
    pane = screen.query_one(TabbedContent).active_pane
    if pane is not None:
        reachable = pane.query("Rows, FeedLog, VerticalScroll")
        if (first := next((widget for widget in reachable if _in_reach(widget)), None)) is not None:
            screen.set_focus(first)


def _in_reach(widget: Widget) -> bool:
    """What lies in a view that is not shown would take the keys unseen."""
    return widget.focusable and all(getattr(part, "display", True) for part in widget.ancestors_with_self)
