"""A dialog with fields. It stays open, with everything typed, when the exercise refuses what was asked."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Button, Input, Label, Select, Static, TextArea

from tui.widgets.marks import Marks

Values = dict[str, tuple[str, ...]]
"""What was filled in: one value for most fields, any number for `many`."""

Submit = Callable[[Values], Awaitable[str]]
"""Does it; returns why not, or nothing when it is done."""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to fill in."""

    id: str
    label: str
    kind: Literal["line", "text", "choice", "many"] = "line"
    value: str = ""
    """What it starts with; for `many`, ids separated by spaces."""
    options: tuple[tuple[str, str], ...] = ()
    """For `choice` and `many`: id and label."""


def one(values: Values, field: str) -> str:
    """The value of a field that has one."""
    return values[field][0].strip() if values.get(field) else ""


class Form(ModalScreen[bool]):
    """Fields, an error line, two buttons. Returns whether it was done."""

    AUTO_FOCUS = ""
    """Focus is set by hand, without scrolling the first label out of sight."""
    BINDINGS = [
        Binding("escape", "leave", "Cancel"),
        Binding("ctrl+s", "submit", "Do it", priority=True),
    ]

    def __init__(
        self, title: str, *fields: Field, submit: Submit, button: str = "Send", about: str = ""
    ) -> None:
        super().__init__()
        self._title, self._fields, self._submit, self._about = title, fields, submit, about
        self._button = button
        self._busy = False

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(Content(self._title), classes="dialog-title")
            with VerticalScroll(classes="dialog-body", can_focus=False):
                if self._about:
                    yield Static(Content(self._about), classes="dialog-about")
                for field in self._fields:
                    yield Label(Content(field.label))
                    yield _widget(field)
            yield Static("", classes="dialog-error", markup=False)
            with Horizontal(classes="dialog-buttons"):
                yield Button(f"{self._button} (ctrl+s)", variant="primary", id="ok", compact=True)
                yield Button("Cancel (esc)", id="cancel", compact=True)

    def on_mount(self) -> None:
        first = self.query("Input, TextArea, Select, Marks, Button").first(Widget)
        first.focus(scroll_visible=False)

    def action_leave(self) -> None:
        self.dismiss(False)

    async def action_submit(self) -> None:
        if self._busy:
            return
        self._busy = True
        try:
            refusal = await self._submit(self.values())
        finally:
            self._busy = False
        if refusal:
            self.query_one(".dialog-error", Static).update(Content(f"! {refusal}"))
        else:
            self.dismiss(True)

    def values(self) -> Values:
        """What is filled in now."""
        return {field.id: _value(self.query_one(f"#f-{field.id}")) for field in self._fields}

    @on(Button.Pressed, "#ok")
    async def _ok(self) -> None:
        await self.action_submit()

    @on(Button.Pressed, "#cancel")
    def _cancel(self) -> None:
        self.action_leave()

    @on(Input.Submitted)
    async def _next(self, event: Input.Submitted) -> None:
        """Enter goes to the next field, and from the last one it sends."""
        if event.input.id == f"f-{self._fields[-1].id}":
            await self.action_submit()
        else:
            self.focus_next()


def _widget(field: Field) -> Widget:
    name = f"f-{field.id}"
    match field.kind:
        case "line":
            return Input(field.value, id=name, compact=True, select_on_focus=False)
        case "text":
            return TextArea(field.value, id=name, compact=True, tab_behavior="focus")
        case "choice":
            options = [(Content(label), key) for key, label in field.options]
            start = field.value or (field.options[0][0] if field.options else "")
            return Select(options, id=name, allow_blank=not options, value=start or Select.NULL, compact=True)
        case "many":
            return Marks(field.options, field.value.split(), name=name)


def _value(widget: Widget) -> tuple[str, ...]:
    if isinstance(widget, Input):
        return (widget.value,)
    if isinstance(widget, TextArea):
        return (widget.text,)
    if isinstance(widget, Marks):
        return widget.marked
    if isinstance(widget, Select) and isinstance(widget.value, str):
        return (widget.value,)
    return ()
