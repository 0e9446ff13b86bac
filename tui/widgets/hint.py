"""What to do: for the pane on top, for what waits, and after a key that means nothing."""

from __future__ import annotations

from textwrap import wrap

from rich.text import Text
from textual.events import Resize

from tui.themes import Ink
from tui.widgets.words import Words

MOST_LINES = 2


def in_lines(words: str, width: int) -> str:
    """On one line where it fits, else on two: what to press stands at the end of many sentences."""
    if len(words) <= width:
        return words
    return "\n".join(wrap(words, max(1, width), max_lines=MOST_LINES, placeholder="…"))


def with_what_waits(urgent: str, words: str, width: int) -> tuple[str, int]:
    """What waits for this desk comes first, whole; the hint beside it, or under it if it fits on a line there.

    Returns the lines, and how many letters of them are what waits.
    """
    if not urgent:
        return in_lines(words, width), 0
    waits = f" {urgent.strip()} "
    if len(waits) + 1 + len(words) <= width:
        return f"{waits} {words}", len(waits)
    if len(waits) > width:
        lines = in_lines(waits.strip(), width)
        return lines, len(lines)
    return (f"{waits}\n{words}" if len(words) <= width else waits), len(waits)


class Hint(Words):
    """One line, two where the words of a language need them."""

    def __init__(self) -> None:
        super().__init__(id="hint", markup=False)
        self._words = self._urgent = self._wrong = ""
        self._ink: Ink | None = None

    def say(self, words: str, urgent: str, ink: Ink) -> None:
        """What to do here; when something waits for this very desk, that comes first."""
        self._words, self._urgent, self._ink = words, urgent, ink
        self._draw()

    def pressed(self, wrong: str, ink: Ink) -> None:
        """A key was pressed; `wrong` says that it means nothing, until the next one."""
        if wrong != self._wrong:
            self._wrong, self._ink = wrong, ink
            self._draw()

    def on_resize(self, event: Resize) -> None:
        """Break the lines anew."""
        self._draw()

    def _draw(self) -> None:
        if self._ink is None:
            return
        width = self.app.size.width - self.styles.padding.width
        lines, count = with_what_waits(self._urgent, self._wrong or self._words, width)
        text = Text(lines, self._ink.low if self._wrong else "", no_wrap=True, overflow="ellipsis")
        text.stylize("bold reverse", 0, count)
        self.update(text)
