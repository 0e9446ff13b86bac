"""Who is who: everybody who can be written to, who answers there, and how they are reached."""

from __future__ import annotations

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from exercise.language import marked, t
from exercise.review.rows_comms import EntryRow
from tui.screens.dialog import Dialog
from tui.themes import Ink
from tui.widgets.pages_comms import entry_cells, entry_page
from tui.widgets.rows import Column, Rows
from tui.widgets.wording import BANNER

_COLUMNS = (
    Column(marked("Who"), share=2),
    Column(marked("Answers"), 19),
    Column(marked("Reached by"), 14, from_=56),
    Column(marked("Reads"), 8, from_=70),
    Column("", 1),
)


class DirectoryScreen(Dialog[str | None]):
    """A list over the desk. Returns the address somebody wants to write to, or nothing."""

    BINDINGS = [Binding("escape,q,b", "leave", marked("Close"))]

    def __init__(self, rows: tuple[EntryRow, ...], ink: Ink) -> None:
        super().__init__()
        self._rows, self._ink = rows, ink

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog tall"):
            yield Static(Content(f"{BANNER}: " + t("who is who")), classes="dialog-title")
            yield Rows(*_COLUMNS, name="directory-list")
            with VerticalScroll(classes="directory-page", can_focus=False):
                yield Static(id="directory-text", markup=False)
            hint = t("enter writes to the chosen one; * your point of contact; esc closes")
            yield Static(hint, classes="dialog-hint", markup=False)

    def on_mount(self) -> None:
        table = self.query_one("#directory-list", Rows)
        table.show([entry_cells(row, self._ink) for row in self._rows])
        self.set_focus(table)
        self._show()

    @on(Rows.Moved)
    def _show(self) -> None:
        chosen = self.query_one("#directory-list", Rows).chosen
        row = next((row for row in self._rows if row.id == chosen), None)
        page = entry_page(row, self._ink) if row else Text()
        self.query_one("#directory-text", Static).update(page)

    @on(Rows.Entered)
    def _chosen(self) -> None:
        self.dismiss(self.query_one("#directory-list", Rows).chosen)

    def action_leave(self) -> None:
        self.dismiss(None)
