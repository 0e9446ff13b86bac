"""A list in which any number of lines can be marked; the mark is a sign, not a colour. What is marked comes first."""

from __future__ import annotations

from collections.abc import Iterable

from textual import on
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from exercise.language import marked
from tui.widgets.words import Choice


class Marks(OptionList):
    """Space or enter marks the line under the cursor."""

    BINDINGS = [Binding("space", "select", marked("Mark"), show=False)]

    class Changed(Message):
        """A line was marked, or its mark taken away."""

    def __init__(
        self, options: tuple[tuple[str, str], ...], marked: Iterable[str] = (), *, name: str
    ) -> None:
        self._marked = set(marked) & {key for key, _ in options}
        # What is marked already is seen at a glance, however long the list is.
        self._labels = dict(sorted(options, key=lambda option: option[0] not in self._marked))
        super().__init__(*(Option(self._line(key), id=key) for key in self._labels), id=name, compact=True)

    @property
    def marked(self) -> tuple[str, ...]:
        """What is marked, in the order of the list."""
        return tuple(key for key in self._labels if key in self._marked)

    def _line(self, key: str) -> Content:
        return Choice(f"[{'x' if key in self._marked else ' '}] {self._labels[key]}")

    @on(OptionList.OptionSelected)
    def _toggle(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_id is not None:
            self._marked ^= {event.option_id}
            self.replace_option_prompt(event.option_id, self._line(event.option_id))
            self.post_message(self.Changed())
