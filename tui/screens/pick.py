"""Choosing one of many by typing a part of its name."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from exercise.language import marked, t
from tui.screens.dialog import Dialog
from tui.widgets.finding import has_all, plain
from tui.widgets.words import Choice as OneOf

Choice = tuple[str, str]
"""An id and what people read."""

PORTION, NEAR = 100, 40
"""Choices listed at once, of thousands; and how near to the last of them the next are listed."""


class Pick(Dialog[str | None]):
    """A list with a filter. Returns the id, or nothing.

    Args:
        at: the id of the one under the cursor at first; the first of all where none is given.
    """

    BINDINGS = [
        Binding("escape", "leave", marked("Cancel")),
        Binding("down", "move(1)", marked("Down"), show=False, priority=True),
        Binding("up", "move(-1)", marked("Up"), show=False, priority=True),
    ]

    def __init__(self, title: str, choices: tuple[Choice, ...], *, at: str = "") -> None:
        super().__init__()
        self._at = at
        self._title, self._choices = title, choices
        self._rest: Iterator[Option] = iter(())

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(Content(self._title), classes="dialog-title")
            yield Input(placeholder=t("type to find, enter to choose"), compact=True)
            yield OptionList(*self._find(""), compact=True)

    def on_mount(self) -> None:
        self.set_focus(self.query_one(Input))
        self._first()
        self._begin()
        self.watch(self.query_one(OptionList), "scroll_y", self._go_on, init=False)

    def _find(self, typed: str) -> list[Option]:
        """The first of those with these words; the rest follow as somebody comes near the end of the list."""
        wanted = plain(typed).split()
        self._rest = (
            Option(OneOf(label), id=key)
            for key, label in self._choices
            if not wanted or has_all(wanted, plain(f"{label} {key}"))
        )
        return list(islice(self._rest, PORTION)) or [Option(OneOf(_nothing(typed)), disabled=True)]

    def _go_on(self) -> None:
        listed = self.query_one(OptionList)
        at = max(listed.highlighted or 0, listed.scroll_offset.y + listed.size.height)
        if at >= listed.option_count - NEAR:
            listed.add_options(islice(self._rest, PORTION))

    def _first(self) -> None:
        listed = self.query_one(OptionList)
        listed.highlighted = None if listed.option_count == 0 or listed.get_option_at_index(0).disabled else 0

    def _begin(self) -> None:
        listed = self.query_one(OptionList)
        at = next((place for place, (key, _) in enumerate(self._choices) if key == self._at), 0)
        if at:
            listed.add_options(islice(self._rest, max(0, at + PORTION - listed.option_count)))
            listed.highlighted = at

    def action_leave(self) -> None:
        self.dismiss(None)

    def action_move(self, by: int) -> None:
        listed = self.query_one(OptionList)
        if listed.highlighted is not None:
            if listed.highlighted + by < 0:
                listed.add_options(self._rest)
            listed.highlighted = (listed.highlighted + by) % listed.option_count
            self._go_on()

    @on(Input.Changed)
    def _filter(self, event: Input.Changed) -> None:
        listed = self.query_one(OptionList)
        listed.clear_options()
        listed.add_options(self._find(event.value))
        self._first()

    @on(Input.Submitted)
    def _choose(self) -> None:
        option = self.query_one(OptionList).highlighted_option
        if option is not None:
            self.dismiss(option.id)

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id)


def _nothing(typed: str) -> str:
    """Stands in an empty list, where Enter has nothing to choose."""
    return (
        t("Nothing has these words: {words}", words=typed.strip())
        if typed.strip()
        else t("Nothing to choose.")
    )
