"""A table that keeps its place while its rows change under the reader."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from rich.text import Text
from textual.coordinate import Coordinate
from textual.events import Click, Resize
from textual.strip import Strip
from textual.widgets import DataTable

from exercise.language import t
from tui.themes import Ink

Cells = tuple[Text, ...]
Keyed = tuple[str, Cells]

_GAP = 1

HEADING = "="
"""How the key of a row begins that is only a heading: the cursor passes over it."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of fixed width, or with a `share` of what is left; hidden on a table narrower than `from_`.

    Its label is said in the language of the desk.
    """

    label: str
    width: int = 0
    share: int = 0
    from_: int = 0


class HasId(Protocol):
    """Any row of a picture."""

    @property
    def id(self) -> str:
        """What it is known by."""


R = TypeVar("R", bound=HasId)


class Rows(DataTable[Text]):
    """Rows with keys. Only cells that changed are drawn again; widths never jump."""

    def __init__(self, *columns: Column, name: str) -> None:
        super().__init__(id=name, cursor_type="row", cell_padding=0, zebra_stripes=False)
        self._all_columns = columns
        self._shown: list[Keyed] = []
        self._widths: dict[int, int] = {}
        """Visible columns, by their place in all columns."""
        self._wanted: str | None = None
        self._kept: dict[str, tuple[object, Ink, Keyed]] = {}

    @property
    def chosen(self) -> str | None:
        """The key of the row under the cursor."""
        if self._wanted and not self._widths:
            return next((key for key, _ in self._shown if key == self._wanted), None)
        below = (key for key, _ in self._shown[max(0, self.cursor_row) :] if not key.startswith(HEADING))
        return next(below, None) if self.cursor_row >= 0 else None

    def validate_cursor_coordinate(self, value: Coordinate) -> Coordinate:
        """Never on a heading: on to the next row in the direction the cursor went, or else back."""
        allowed = super().validate_cursor_coordinate(value)
        keys = [key for key, _ in self._shown[: self.row_count]]
        if allowed.row >= len(keys) or not keys[allowed.row].startswith(HEADING):
            return allowed
        down, up = range(allowed.row, len(keys)), range(allowed.row, -1, -1)
        ways = (*up, *down) if allowed.row < self.cursor_row else (*down, *up)
        return Coordinate(
            next((row for row in ways if not keys[row].startswith(HEADING)), allowed.row), allowed.column
        )

    async def _on_click(self, event: Click) -> None:
        """A click chooses a row to read; only a double click does with it what Enter does."""
        row = event.style.meta.get("row", -1)
        if event.chain > 1 and row == self.cursor_row and row >= 0:
            event.prevent_default().stop()
            self.action_select_cursor()
        elif row == self.cursor_row:
            event.prevent_default().stop()

    def kept(self, row: R, ink: Ink, cells: Callable[[R, Ink], Keyed]) -> Keyed:
        """The cells of a row, worked out again only for another row or other colours: for lists of thousands."""
        known = self._kept.get(row.id)
        if known is None or known[0] is not row or known[1] is not ink:
            known = self._kept[row.id] = (row, ink, cells(row, ink))
        return known[2]

    def show(self, rows: Sequence[Keyed]) -> None:
        """Show these rows, the cursor staying on the row it was on."""
        if not self._widths:
            self._shown = list(rows)
            return
        if [key for key, _ in rows] != [key for key, _ in self._shown]:
            self._rebuild(rows)
            return
        for (key, new), (_, old) in zip(rows, self._shown, strict=True):
            if new is old:
                continue
            for place in self._widths:
                if new[place] != old[place]:
                    self.update_cell(key, str(place), self._fitted(new[place], place))
        self._shown = list(rows)

    def choose(self, key: str) -> None:
        """Put the cursor on a row, now or as soon as there is a width to draw in."""
        self._wanted = key
        for index, (known, _) in enumerate(self._shown):
            if known == key:
                self.move_cursor(row=index)

    def on_resize(self, event: Resize) -> None:
        """Share out the width again."""
        total = self.scrollable_content_region.width
        widths = self._share_out(total)
        if widths != self._widths and total > 0:
            chosen = self.chosen if self._widths else self._wanted
            self._widths = widths
            self.clear(columns=True)
            for place, width in widths.items():
                self.add_column(t(self._all_columns[place].label), width=width, key=str(place))
            self._rebuild(self._shown, chosen=chosen)

    def render_line(self, y: int) -> Strip:
        """Without the empty pieces a table makes: Textual's filter for NO_COLOR stumbles over them."""
        strip = super().render_line(y)
        return Strip((segment for segment in strip if segment.text), strip.cell_length)

    def _rebuild(self, rows: Sequence[Keyed], *, chosen: str | None = None) -> None:
        chosen, was = chosen or self.chosen, self.cursor_row
        self._shown = list(rows)
        with self.prevent(DataTable.RowHighlighted):
            self.clear()
            for key, cells in rows:
                self.add_row(*(self._fitted(cells[place], place) for place in self._widths), key=key)
        place = next((index for index, (key, _) in enumerate(rows) if key == chosen), None)
        if rows:
            self.move_cursor(row=min(max(was, 0), len(rows) - 1) if place is None else place)

    def _share_out(self, total: int) -> dict[int, int]:
        shown = {place: column for place, column in enumerate(self._all_columns) if column.from_ <= total}
        left = max(0, total - sum(column.width + _GAP for column in shown.values() if not column.share))
        shares = sum(column.share for column in shown.values()) or 1
        return {
            place: left * column.share // shares if column.share else column.width + _GAP
            for place, column in shown.items()
        }

    def _fitted(self, text: Text, place: int) -> Text:
        fitted = text.copy()
        fitted.truncate(max(1, self._widths[place] - _GAP), overflow="ellipsis")
        fitted.no_wrap = True
        return fitted
