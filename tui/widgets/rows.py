"""A table that keeps its place while its rows change under the reader, and draws only the lines on screen."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, ClassVar, Protocol, TypeVar

from textual.binding import Binding, BindingType
from textual.events import Click
from textual.geometry import Region, Size, Spacing
from textual.message import Message

from exercise.language import marked
from tui.themes import Ink
from tui.widgets.lines import Cells, Column, Keyed, Lines, own_cells, share_out

__all__ = ["HEADING", "Column", "Keyed", "Rows"]

HEADING = "="
"""How the key of a row begins that is only a heading: the cursor passes over it."""


class HasId(Protocol):
    """Any row of a picture."""

    @property
    def id(self) -> str:
        """What it is known by."""


R = TypeVar("R", bound=HasId)


class Rows(Lines):
    """Rows with keys. Whoever has thousands pays for those on screen only; widths never jump."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", marked("Select"), show=False),
        Binding("up", "move(-1)", marked("Up"), show=False),
        Binding("down", "move(1)", marked("Down"), show=False),
        Binding("pageup", "page(-1)", marked("Page up"), show=False),
        Binding("pagedown", "page(1)", marked("Page down"), show=False),
        Binding("home,ctrl+home", "end(-1)", marked("First"), show=False),
        Binding("end,ctrl+end", "end(1)", marked("Last"), show=False),
    ]

    class Moved(Message):
        """The cursor went to another row."""

        def __init__(self, rows: Rows) -> None:
            super().__init__()
            self.rows = rows

    class Entered(Message):
        """Enter was pressed on a row, or it was clicked twice."""

        def __init__(self, rows: Rows) -> None:
            super().__init__()
            self.rows = rows

    def __init__(self, *columns: Column, name: str) -> None:
        super().__init__(*columns, name=name)
        self._dressed: tuple[Ink | None, Hashable] = (None, None)
        self._wanted: str | None = None

    @property
    def row_count(self) -> int:
        """How many rows are shown; none before there is a width to draw in."""
        return len(self._keys) if self._widths else 0

    @property
    def chosen(self) -> str | None:
        """The key of the row under the cursor."""
        if self._wanted and not self._widths:
            return self._wanted if self._wanted in self._keys else None
        below = range(self.cursor_row, len(self._keys))
        return next((self._keys[row] for row in below if not self._is_heading(row)), None)

    @property
    def chosen_row(self) -> Any:
        """The row itself; nothing when there is none."""
        chosen = self.chosen
        return None if chosen is None else self._rows[self._keys.index(chosen)]

    def show(self, rows: Sequence[Keyed]) -> None:
        """Show these rows, the cursor staying on the row it was on."""
        self._take(rows, [key for key, _ in rows], own_cells)

    def show_each(
        self, rows: Sequence[R], ink: Ink, cells: Callable[[R, Ink], Keyed], *, beside: Hashable = None
    ) -> None:
        """The same for lists of thousands: cells are worked out when a row comes on the screen, and kept for it.

        Args:
            beside: what cells depend on beside their row; when it changes they are worked out again.
        """
        if (ink, beside) != self._dressed:
            self._drawn.clear()
            self._dressed, self._rows = (ink, beside), []
        if rows is not self._rows:
            self._take(rows, [row.id for row in rows], lambda row: cells(row, ink)[1])

    def choose(self, key: str) -> None:
        """Put the cursor on a row, now or as soon as there is a width to draw in."""
        self._wanted = key
        if self._widths and key in self._keys:
            self.cursor_row = self._keys.index(key)
            self._reach()

    def _take(self, rows: Sequence[Any], keys: list[str], cells: Callable[[Any], Cells]) -> None:
        chosen, was, same = self.chosen, self.cursor_row, keys == self._keys
        before, top = self._on_screen(), self.scroll_offset.y
        self._rows, self._cells = rows, cells
        if not same:
            self._keys = keys
            if self._widths:
                self._keep_place(chosen, was)
        after = self._on_screen()
        if len(before) != len(after) or top != self.scroll_offset.y:
            self.refresh()
        else:
            for place, (old, new) in enumerate(zip(before, after, strict=True)):
                if old is not new:
                    self._paint(top + place)

    def _keep_place(self, chosen: str | None, was: int) -> None:
        """The cursor stays on its row, and the row stays where it was on the screen."""
        self._measure()
        place = self._keys.index(chosen) if chosen in self._keys else was
        with self.prevent(Rows.Moved):
            self.cursor_row = place
        if place != was:
            self.scroll_to(y=self.scroll_y + place - was, animate=False, immediate=True, force=True)
        self._reach()

    # --- the cursor

    def validate_cursor_row(self, row: int) -> int:
        """Never on a heading: on to the next row in the direction the cursor went, or else back."""
        row = max(0, min(row, len(self._keys) - 1))
        if not self._is_heading(row):
            return row
        down, up = range(row, len(self._keys)), range(row, -1, -1)
        ways = (*up, *down) if row < self.cursor_row else (*down, *up)
        return next((each for each in ways if not self._is_heading(each)), row)

    def watch_cursor_row(self, old: int, new: int) -> None:
        """Draw both rows again and say so."""
        self._paint(old)
        self._paint(new)
        self._reach()
        self.post_message(self.Moved(self))

    def _is_heading(self, row: int) -> bool:
        return row < len(self._keys) and self._keys[row].startswith(HEADING)

    def _reach(self) -> None:
        """Scroll so that the cursor can be seen under the header."""
        line = Region(0, self.cursor_row + 1, max(1, self.size.width), 1)
        self.scroll_to_region(line, spacing=Spacing(1, 0, 0, 0), animate=False, force=True, immediate=True)

    def action_move(self, step: int) -> None:
        """A row up or down."""
        self.cursor_row += step

    def action_page(self, way: int) -> None:
        """A screen up or down."""
        height = max(1, self.scrollable_content_region.height - 1)
        self.scroll_relative(y=way * height, animate=False, force=True, immediate=True)
        self.cursor_row += way * height

    def action_end(self, way: int) -> None:
        """To the first row or the last."""
        self.cursor_row = 0 if way < 0 else len(self._keys) - 1

    def action_choose(self) -> None:
        """Do with the chosen row what it calls for; where there is none, say why."""
        if self._keys:
            self.post_message(self.Entered(self))
        elif self._nothing:
            self.notify(self._nothing, markup=False)

    def on_click(self, event: Click) -> None:
        """A click chooses a row to read; only a double click does with it what Enter does."""
        place = event.get_content_offset(self)
        row = -1 if place is None or place.y < 1 else place.y - 1 + self.scroll_offset.y
        if 0 <= row < len(self._keys):
            event.stop()
            if row == self.cursor_row and event.chain > 1:
                self.action_choose()
            self.cursor_row = row

    # --- what is drawn

    def make_room(self) -> None:
        """Share out the width again."""
        total = self.scrollable_content_region.width
        widths = share_out(self._all_columns, total)
        if widths != self._widths and total > 0:
            chosen = self.chosen
            self._widths = widths
            self._drawn.clear()
            self._measure()
            if chosen in self._keys:
                self.cursor_row = self._keys.index(chosen)
            self.refresh()
        self._reach()

    def _measure(self) -> None:
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._keys) + 1)
