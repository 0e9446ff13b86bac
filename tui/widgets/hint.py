"""The line that says what to do: for the pane on top, for what waits, and after a key that means nothing."""

from __future__ import annotations

from rich.text import Text

from tui.themes import Ink
from tui.widgets.words import Words


class Hint(Words):
    """One line, never wrapped."""

    def __init__(self) -> None:
        super().__init__(id="hint", markup=False)
        self._words = self._urgent = self._wrong = ""

    def say(self, words: str, urgent: str, ink: Ink) -> None:
        """What to do here; or, when something waits for this very desk, only that."""
        self._words, self._urgent = words, urgent
        self._draw(ink)

    def pressed(self, wrong: str, ink: Ink) -> None:
        """A key was pressed; `wrong` says that it means nothing, until the next one."""
        if wrong != self._wrong:
            self._wrong = wrong
            self._draw(ink)

    def _draw(self, ink: Ink) -> None:
        words, style = self._urgent or self._words, "bold reverse" if self._urgent else ""
        if self._wrong and not self._urgent:
            words = self._wrong
            style = ink.low
        self.update(Text(words, style, no_wrap=True, overflow="ellipsis"))
