"""Bars with a sparkline, one line each, readable from the back of a room and without colour."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text
from textual.events import Resize

from exercise.review.rows import Gauge
from tui.themes import DARK, Ink, ink_of
from tui.widgets.words import Words

_STEPS = "▁▂▃▄▅▆▇█"
_ARROWS = {"up": "↑", "down": "↓", "steady": " "}
_SIGNS = {"": " ", "low": "!", "bad": "‼"}
_LONGEST_SHOWN = 9
_NARROWEST_BAR = 6
_GOOD_BAR = 14
_LONGEST_BAR = 30
_WIDE_FROM, _PAST_FROM, _NOTES_FROM = 70, 52, 100
_SHORTEST_NAME, _SHORTEST_PAST, _NOTE = 14, 8, 34


def sparkline(history: Sequence[float | None], low: float, high: float, width: int) -> str:
    """The last values as little bars, the newest on the right; blank before STARTEX."""
    if width <= 0 or not history:
        return ""
    step = max(1, len(history) // width)
    values = list(history)[::-1][::step][:width][::-1]
    span = (high - low) or 1.0
    return "".join(
        " " if value is None else _STEPS[min(7, max(0, int((value - low) / span * 8)))] for value in values
    ).rjust(width)


def gauge_line(
    gauge: Gauge, width: int, ink: Ink, *, shown: int, longest: int = 0, noted: bool = False
) -> Text:
    """One gauge in so many columns: name (of names so long), bar, value (`shown` wide), direction, sign, past.

    Args:
        noted: whether any of the list has a note, so that all keep room for one.
    """
    # A name that is cut says less than any bar or past: they have what it leaves.
    free = width - shown - 5
    usual, past = (26, 24) if width >= _WIDE_FROM else (20, 10) if width >= _PAST_FROM else (20, 0)
    name_width = max(_SHORTEST_NAME, min(max(longest, usual), free - _NARROWEST_BAR))
    left = max(_NARROWEST_BAR, free - name_width)
    note_width = _NOTE if noted and width >= _NOTES_FROM and left >= _NOTE + _GOOD_BAR else 0
    left -= note_width
    spark_width = min(past, left - _GOOD_BAR) if left >= _GOOD_BAR + _SHORTEST_PAST else 0
    bar = min(_LONGEST_BAR, left - spark_width)
    full = round(max(0.0, min(1.0, gauge.share)) * bar)
    colour = ink.alarm(gauge.alarm)
    text = Text(no_wrap=True, overflow="ellipsis")
    name = Text(gauge.name)
    name.truncate(name_width, overflow="ellipsis", pad=True)
    text.append(f"{name.plain} ")
    text.append("█" * full, style=colour)
    text.append("░" * (bar - full), style=ink.muted)
    text.append(f" {gauge.shown[:shown]:>{shown}}", style=f"bold {colour}")
    text.append(f"{_ARROWS[gauge.direction]}{_SIGNS[gauge.alarm]} ", style=colour)
    text.append(sparkline(gauge.history, gauge.low, gauge.high, spark_width), style=ink.primary)
    if gauge.note and note_width:
        text.append(" " + gauge.note[: note_width - 1], style=ink.muted)
    return text


class Gauges(Words):
    """A list of gauges. The worst stand out by sign and colour, not by moving about."""

    def __init__(self, *, name: str) -> None:
        super().__init__(id=name, markup=False)
        self._rows: tuple[Gauge, ...] = ()
        self._ink = ink_of(DARK)

    def show(self, rows: tuple[Gauge, ...], ink: Ink) -> None:
        """Show these."""
        if (rows, ink) != (self._rows, self._ink):
            self._rows, self._ink = rows, ink
            self._draw(self.content_size.width)

    def on_resize(self, event: Resize) -> None:
        """Bars fill the width there is; afterwards, so that the height they need is made room for."""
        self.call_after_refresh(lambda: self._draw(self.content_size.width))

    def _draw(self, width: int) -> None:
        if width > 0:
            shown = min(_LONGEST_SHOWN, max((len(row.shown) for row in self._rows), default=0))
            longest = max((cell_len(row.name) for row in self._rows), default=0)
            noted = any(row.note for row in self._rows)
            lines = [
                gauge_line(row, width, self._ink, shown=shown, longest=longest, noted=noted)
                for row in self._rows
            ]
            self.update(Text("\n", no_wrap=True, overflow="ellipsis").join(lines))
