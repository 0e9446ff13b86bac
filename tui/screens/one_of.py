"""The field of a dialog that is one of several: a line that says which, and a list to choose another from."""

from __future__ import annotations

from rich.text import Text
from textual.binding import Binding
from textual.events import Click
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from exercise.language import marked
from tui.screens.pick import Choice, Pick

_SIGN = "▼"
_BESIDE = 3
"""What the sign takes of the width, with a space on either side."""


class OneOf(Widget, can_focus=True):
    """One widget; the toolkit's own is six, with a list in each that nobody may ever open.

    Args:
        title: over the list.
        options: id and label of each; nothing can be chosen where there are none.
        value: the id of the one it begins with.
    """

    BINDINGS = [Binding("enter,down,space,up", "open", marked("Select"), show=False)]
    ALLOW_SELECT = False

    class Changed(Message):
        """Another one was chosen."""

    def __init__(self, title: str, options: tuple[Choice, ...], value: str, *, name: str) -> None:
        super().__init__(id=name)
        self._title, self._options, self._labels = title, options, dict(options)
        self.value: str | None = value if value in self._labels else None
        """The id of the one chosen."""

    def action_open(self) -> None:
        """Show them all."""
        if self._options:
            self.app.push_screen(Pick(self._title, self._options, at=self.value or ""), self._choose)

    def on_click(self, event: Click) -> None:
        """The same with the mouse."""
        event.stop()
        self.action_open()

    def _choose(self, chosen: str | None) -> None:
        if chosen is not None and chosen != self.value:
            self.value = chosen
            self.refresh(layout=True)
            self.post_message(self.Changed())

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as its words take."""
        return len(self._lines(width))

    def render(self) -> Text:
        """The words, and a sign that there are others."""
        width = self.size.width
        first, *more = self._lines(width)
        first.pad_right(width - _BESIDE - first.cell_len + 1)
        return Text("\n").join((first.append(_SIGN), *more))

    def _lines(self, width: int) -> list[Text]:
        words = Text(self._labels.get(self.value or "", ""))
        return list(words.wrap(self.app.console, max(1, width - _BESIDE))) or [words]
