"""The line of a recording: what happened where, and how far it is shown. The mouse drags along it."""

from __future__ import annotations

from dataclasses import dataclass, field

from rich.text import Text
from textual import events
from textual.message import Message
from textual.widgets import Static

from exercise.language import marked, t
from exercise.review.names import minute
from exercise.review.stops import Stop
from exercise.review.time_bar import FELL, LANES, column, lanes, moment_at, together
from tui.themes import DARK, Ink, ink_of

LABEL = 11
"""Columns before the line."""
_NAMES = {"inject": marked("Injects"), "decision": marked("Decisions"), "service": marked("Services")}
TALL = 32
"""From this height of the terminal on, each kind of mark has a line of its own."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the bar shows."""

    end: int = 0
    tick: int = 0
    marked: tuple[int, ...] = ()
    """Moments with a bookmark or a note."""
    stops: tuple[Stop, ...] = ()
    fell: dict[int, bool] = field(default_factory=dict)


class TimeBar(Static):
    """Marks above a line, with the moment shown as a knob on it."""

    class Picked(Message):
        """Somebody clicked at a moment, or drags the knob there."""

        def __init__(self, tick: int) -> None:
            super().__init__()
            self.tick = tick

    def __init__(self, *, name: str) -> None:
        super().__init__(id=name, markup=False)
        self._shown, self._ink = Shown(), ink_of(DARK)
        self._lanes: dict[str, str] = {}
        self._lanes_of: tuple[object, ...] = ()
        self._held = False

    def show(self, shown: Shown, ink: Ink) -> None:
        """Show this."""
        self._shown, self._ink = shown, ink
        self._draw()

    def on_resize(self) -> None:
        self._draw()

    def _width(self) -> int:
        return max(10, self.content_size.width - LABEL - len(minute(self._shown.end)) - 2)

    def _draw(self) -> None:
        if self.content_size.width <= 0:
            return
        width, shown = self._width(), self._shown
        # The marks change with filter and width only; scrubbing draws the knob anew.
        if (width, shown.end, shown.stops) != self._lanes_of:
            self._lanes = lanes(shown.stops, shown.fell, shown.end, width)
            self._lanes_of = (width, shown.end, shown.stops)
        lines = (
            [self._lane(t(_NAMES[lane]), self._lanes[lane]) for lane in LANES]
            if self.app.size.height >= TALL
            else [self._lane("", together(self._lanes))]
        )
        self.update(Text("\n", no_wrap=True).join([*lines, self._line(width)]))

    def _lane(self, name: str, signs: str) -> Text:
        ink = self._ink
        text = Text(f" {name[: LABEL - 2]:<{LABEL - 1}}", style=ink.muted, no_wrap=True)
        colours = {FELL: ink.bad, "▲": ink.good, "I": ink.accent, "D": ink.primary}
        for sign in signs:
            text.append(sign, style=f"bold {colours[sign]}" if sign in colours else "")
        return text

    def _line(self, width: int) -> Text:
        shown, ink = self._shown, self._ink
        knob = column(shown.tick, shown.end, width)
        marked = {column(tick, shown.end, width) for tick in shown.marked}
        text = Text(f" {'T+00:00':<{LABEL - 1}}", style=ink.muted, no_wrap=True)
        for place in range(width):
            if place == knob:
                text.append("●", style=f"bold {ink.accent}")
            elif place in marked:
                text.append("◆", style=f"bold {ink.primary}")
            else:
                text.append("━" if place < knob else "─", style=ink.accent if place < knob else ink.muted)
        return text.append(f" {minute(shown.end)}", style=ink.muted)

    # --- the mouse

    def on_mouse_down(self, event: events.MouseDown) -> None:
        self._held = True
        self.capture_mouse()
        self._pick(event.x)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self._held:
            self._pick(event.x)

    def on_mouse_up(self) -> None:
        self._held = False
        self.release_mouse()

    def _pick(self, x: int) -> None:
        self.post_message(self.Picked(moment_at(x - LABEL, self._shown.end, self._width())))
