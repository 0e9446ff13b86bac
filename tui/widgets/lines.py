"""Lines of a table on the screen, drawn once each for as long as they stay as they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.events import Resize
from textual.geometry import Region
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from exercise.language import t

Cells = tuple[Text, ...]
Keyed = tuple[str, Cells]

_GAP = 1
_READABLE = 24
"""Of a column with a share: headings widen no other column beyond that."""
_AMPLE = 60
"""Of all columns with a share: what is beyond that, others may have for what stands in them."""
_DRAWN = 400
"""Lines kept as they were drawn: a few screens full."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of fixed width, or with a `share` of what is left; hidden on a table narrower than `from_`.

    Where those with a share have ample room, one of fixed width grows up to `most`.
    Its label is said in the language of the desk.
    """

    label: str
    width: int = 0
    share: int = 0
    from_: int = 0
    most: int = 0


class Lines(ScrollView, can_focus=True, inherit_bindings=False):
    """A header, and under it the rows that fit, wherever in thousands of them the reader is."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--header", "rows--cursor"}

    cursor_row: reactive[int] = reactive(0, repaint=False, init=False)

    def __init__(self, *columns: Column, name: str) -> None:
        super().__init__(id=name)
        self._all_columns = columns
        self._keys: list[str] = []
        self._rows: Sequence[Any] = []
        self._cells: Callable[[Any], Cells] = own_cells
        self._widths: dict[int, int] = {}
        """Visible columns, by their place in all columns."""
        self._base = Style.null()
        self._drawn: dict[str, tuple[object, Strip]] = {}
        self._nothing = ""

    @property
    def nothing(self) -> str:
        """What stands in the first line while there are no rows, and why."""
        return self._nothing

    @nothing.setter
    def nothing(self, words: str) -> None:
        if words != self._nothing:
            self._nothing = words
            self._paint(0)

    def notify_style_update(self) -> None:
        """Another theme: draw everything again."""
        super().notify_style_update()
        self._drawn.clear()

    def on_resize(self, event: Resize) -> None:
        """Share out the width again."""
        self.make_room()

    def make_room(self) -> None:
        """Say how wide each column is."""

    def watch_show_vertical_scrollbar(self, shown: bool) -> None:
        """A list may be scrolled before its bar is there: the bar says where it is from the first."""
        if shown:
            self.vertical_scrollbar.position = self.scroll_y

    def render_lines(self, crop: Region) -> list[Strip]:
        """Several lines at once; what they have in common is looked up once."""
        if not self._widths:
            self.make_room()  # on the screen before anybody said how much room there is
        if (base := self.rich_style) != self._base:
            self._base = base
            self._drawn.clear()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """The header, or the row that is in this line now."""
        row = y - 1 + self.scroll_offset.y
        if y == 0:
            labels = tuple(Text(t(column.label)) for column in self._all_columns)
            return self._line(labels, self.get_component_rich_style("rows--header"))
        if row == 0 and not self._keys and self._nothing:
            words = Text(self._nothing, no_wrap=True)
            words.truncate(max(1, self.size.width), overflow="ellipsis")
            return Strip(words.render(self.app.console, end="")).adjust_cell_length(
                self.size.width, self._base
            )
        if row >= len(self._keys) or not self._widths:
            return Strip.blank(self.size.width, self._base)
        if row != self.cursor_row:
            return self._row(row)
        cursor = self.get_component_rich_style("rows--cursor")
        line = self._line(self._cells(self._rows[row]), self._base + cursor)
        return Strip(Segment.apply_style(line, None, Style.from_color(color=cursor.color)), line.cell_length)

    def _on_screen(self) -> Sequence[Any]:
        return self._rows[self.scroll_offset.y : self.scroll_offset.y + self.size.height]

    def _paint(self, row: int) -> None:
        """Draw a row again, if it is on the screen."""
        y = row + 1 - self.scroll_offset.y
        if 0 < y < self.size.height:
            self.refresh(Region(0, y, self.size.width, 1))

    def _row(self, row: int) -> Strip:
        """A row as it was drawn before, as long as it is the same."""
        key, content = self._keys[row], self._rows[row]
        known = self._drawn.get(key)
        if known is None or known[0] is not content:
            if len(self._drawn) >= _DRAWN:
                self._drawn.clear()
            known = self._drawn[key] = (content, self._line(self._cells(content), self._base))
        return known[1]

    def _line(self, cells: Cells, style: Style) -> Strip:
        console, segments = self.app.console, list[Segment]()
        for place, width in _spilled(cells, self._widths):
            text = _fitted(cells[place], max(1, width - _GAP))
            # A text without spans renders without its own style.
            own = console.get_style(text.style) if text.style else None
            segments += Segment.apply_style(text.render(console), own)
            segments.append(Segment(" " * (width - text.cell_len)))
        # Without empty pieces: Textual's filter for NO_COLOR stumbles over them.
        line = Strip(Segment.apply_style((each for each in segments if each.text), style))
        return line.adjust_cell_length(self.size.width, style)


def own_cells(row: Keyed) -> Cells:
    """Of a row that brings them along."""
    return row[1]


def share_out(columns: Sequence[Column], total: int) -> dict[int, int]:
    """How wide each column is that there is room for, by its place; those with a share divide what is left.

    A column that is narrower than its heading, in the language of the desk, is widened while there is room.
    """
    shown = {place: column for place, column in enumerate(columns) if column.from_ <= total}
    widths = {place: column.width + _GAP for place, column in shown.items() if not column.share}
    shares = sum(column.share for column in shown.values())
    left = max(0, total - sum(widths.values()))
    lacks = {place: cell_len(t(shown[place].label)) + _GAP - width for place, width in widths.items()}
    for place in sorted(lacks, key=lambda place: lacks[place]):
        if 0 < lacks[place] <= left - (_READABLE if shares else 0):
            widths[place] += lacks[place]
            left -= lacks[place]
    for place in widths:
        more = min(shown[place].most + _GAP - widths[place], left - _AMPLE)
        if more > 0:
            widths[place] += more
            left -= more
    return {
        place: left * column.share // shares if column.share else widths[place]
        for place, column in shown.items()
    }


def _spilled(cells: Cells, widths: dict[int, int]) -> Iterator[tuple[int, int]]:
    """Cells and how wide they may be: one that is too long takes the room of empty ones right of it."""
    left = list(widths.items())
    while left:
        place, width = left.pop(0)
        while left and cells[place].cell_len > width - _GAP and not cells[left[0][0]].plain:
            width += left.pop(0)[1]
        yield place, width


def _fitted(text: Text, width: int) -> Text:
    """On one line, no wider than this."""
    fitted = text.split("\n")[0] if "\n" in text.plain else text.copy()
    fitted.truncate(width, overflow="ellipsis")
    fitted.end = ""
    return fitted
