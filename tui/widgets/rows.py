"""A table that keeps its place while its rows change under the reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.text import Text
from textual.events import Resize
from textual.strip import Strip
from textual.widgets import DataTable

Cells = tuple[Text, ...]
Keyed = tuple[str, Cells]

_GAP = 1


@dataclass(frozen=True, slots=True)
class Column:
    """A column of fixed width, or with a `share` of what is left; hidden on a table narrower than `from_`."""

    label: str
    width: int = 0
    share: int = 0
    from_: int = 0


class Rows(DataTable[Text]):
    """Rows with keys. Only cells that changed are drawn again; widths never jump."""

    def __init__(self, *columns: Column, name: str) -> None:
        super().__init__(id=name, cursor_type="row", cell_padding=0, zebra_stripes=False)
        self._all_columns = columns
        self._shown: list[Keyed] = []
        self._widths: dict[int, int] = {}
        """Visible columns, by their place in all columns."""
        self._wanted: str | None = None

    @property
    def chosen(self) -> str | None:
        """The key of the row under the cursor."""
        return self._shown[self.cursor_row][0] if 0 <= self.cursor_row < len(self._shown) else None

    def show(self, rows: Sequence[Keyed]) -> None:
        """Show these rows, the cursor staying on the row it was on."""
        if not self._widths:
            self._shown = list(rows)
            return
        if [key for key, _ in rows] != [key for key, _ in self._shown]:
            self._rebuild(rows)
            return
        for (key, new), (_, old) in zip(rows, self._shown, strict=True):
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
                self.add_column(self._all_columns[place].label, width=width, key=str(place))
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
