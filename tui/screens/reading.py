"""Something to read at length over the desk: an inject, or the help."""

from __future__ import annotations

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from exercise.language import marked, t
from tui.screens.dialog import Dialog


class Reading(Dialog[None]):
    """A page over the desk; any of the usual keys closes it."""

    BINDINGS = [Binding("escape,q,enter,f1", "dismiss", marked("Close"))]

    def __init__(self, title: str, page: Text) -> None:
        super().__init__()
        self._title, self._page = title, page

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog tall"):
            yield Static(Content(self._title), classes="dialog-title")
            with VerticalScroll(classes="dialog-body"):
                yield Static(self._page, markup=False)
            yield Static(t("esc closes, ↑↓ scrolls"), classes="dialog-hint", markup=False)

    def on_mount(self) -> None:
        self.set_focus(self.query_one(VerticalScroll))
