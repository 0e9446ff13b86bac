"""A dialog with fields. What is typed stays: when the exercise refuses it, and when the dialog is closed unsent."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, MutableMapping
from dataclasses import dataclass
from typing import Literal

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Input, Label, Static, TextArea

from exercise.language import marked, t
from tui.patience import NO_ANSWER, patiently
from tui.screens.one_of import OneOf
from tui.screens.reading import Reading
from tui.screens.tall import TallDialog
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
    help: str = ""
    """What belongs there, for somebody who fills it in for the first time."""
    replaces: bool = False
    """Whether what is typed takes the place of the value, as a number's does, and does not go on with it."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Where a dialog keeps what was typed and not sent."""

    kept: MutableMapping[str, Values]
    key: str

    def values(self) -> Values:
        """What was typed the last time."""
        return self.kept.get(self.key, {})

    def keep(self, values: Values) -> None:
        """Keep this until it is sent."""
        self.kept[self.key] = values

    def drop(self) -> None:
        """It was sent, or there is nothing left of it."""
        self.kept.pop(self.key, None)


Lacks = Callable[[Values], str]
"""What is still missing before it can be sent, in words; nothing when it is complete."""

Hides = Callable[[Values], Collection[str]]
"""Which fields are not asked for."""


def one(values: Values, field: str) -> str:
    """The value of a field that has one."""
    return values[field][0].strip() if values.get(field) else ""


class Form(TallDialog[bool]):
    """Fields, an error line, two buttons. Returns whether it was done.

    Args:
        first: the field where typing begins, where what stands before it is filled in already; or `cancel`, where
            an Enter too many must do nothing.
        hides: says which fields are not asked for as things are filled in; what stands in them stays.
        lacks: says below the fields, at every keystroke, what is still missing.
        ready: says there instead, once nothing is missing, what sending will do.
    """

    AUTO_FOCUS = ""
    """Focus is set by hand, without scrolling the first label out of sight."""
    BINDINGS = [
        Binding("escape", "leave", marked("Cancel")),
        Binding("ctrl+s", "submit", marked("Do it"), priority=True),
        # Before the fields see them: letters typed right after belong to the next field.
        Binding("tab", "app.focus_next", priority=True, show=False),
        Binding("shift+tab", "app.focus_previous", priority=True, show=False),
        # Keys of the desk below; a text would be marked by them, and gone with the next letter.
        Binding("f4,f6,f7", "not_here", priority=True, show=False),
        Binding("f3", "preview", marked("As it will be read"), priority=True),
    ]

    def __init__(
        self,
        title: str,
        *fields: Field,
        submit: Submit,
        button: str = "",
        about: str = "",
        draft: Draft | None = None,
        preview: Callable[[Values], Text] | None = None,
        lacks: Lacks | None = None,
        ready: Callable[[Values], str] | None = None,
        hides: Hides | None = None,
        first: str = "",
    ) -> None:
        super().__init__()
        self._first = first
        self._hides, self._ready = hides, ready
        self._preview = preview
        self._title, self._fields, self._submit, self._about = title, fields, submit, about
        self._button, self._draft, self._lacks = button or t("Send"), draft, lacks
        self._typed = draft.values() if draft else {}
        self._parts = {field.id: _parts(field, self._typed.get(field.id)) for field in fields}
        """Each field's label, its help, and last what is filled in."""
        self._busy = self._over = False

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(Content(self._title), classes="dialog-title")
            if self._about:
                with VerticalScroll(classes="dialog-read", can_focus=False):
                    yield Static(Content(self._about), classes="dialog-about")
                yield Static(t("PgUp and PgDn scroll this text."), classes="dialog-more dialog-hint")
            with VerticalScroll(classes="dialog-body", can_focus=False):
                if self._typed:
                    yield Static(
                        t("What you typed before is still here; it was not sent."), classes="dialog-hint"
                    )
                for field in self._fields:
                    yield from self._parts[field.id]
            if self._lacks:
                yield Static("", classes="dialog-lacks", markup=False)
            yield Static("", classes="dialog-error", markup=False)
            with Horizontal(classes="dialog-buttons"):
                yield Button(
                    t("{_button} (ctrl+s)", _button=self._button), variant="primary", id="ok", compact=True
                )
                if self._preview is not None:
                    yield Button(t("As it will be read (f3)"), id="preview", compact=True)
                yield Button(t("Cancel (esc)"), id="cancel", compact=True)
                if self._typed:
                    yield Button(t("Throw it away"), id="drop", compact=True)

    def on_mount(self) -> None:
        first = self.query("Input, TextArea, OneOf, Marks, Button").first(Widget)
        if self._first:
            # Whom it goes to stands there already: letters typed at once must not mark somebody else.
            self.set_focus(self.query_one(f"#f-{self._first}, #{self._first}"))
        else:
            self.set_focus(first, scroll_visible=False)
        self._say_what_lacks()
        self._show_fields()

    def action_not_here(self) -> None:
        """Said rather than done: the dialog would have to be made anew in the other language."""
        kept = t("Escape closes this first; what you typed is kept.")
        self.notify(kept if self._draft else t("Escape closes this."), markup=False)

    def action_leave(self) -> None:
        self.dismiss(False)

    @on(Button.Pressed, "#preview")
    def action_preview(self) -> None:
        if self._preview is not None:
            self.app.push_screen(Reading(t("As it will be read"), self._preview(self.values())))

    def action_submit(self) -> None:
        """The key comes here before the field has taken in the last letters typed: send once it has."""
        (self.focused or self).call_later(self.submit_now)

    async def submit_now(self) -> None:
        """Send what is filled in."""
        if self._busy or self._over or self.is_left or self.app.screen is not self:
            return
        self._busy = True
        if not await patiently(self.app, self._send()) and not self.is_left:
            # What is on its way stays as it was sent.
            self.query_one(".dialog-body").disabled = True
            self._say("… " + t(NO_ANSWER) + " " + t("Escape closes this."))

    async def _send(self) -> None:
        try:
            refusal = await self._submit(self.values())
        finally:
            self._busy = False
        if not refusal:
            self.finish()
        elif not self.is_left:
            self.query_one(".dialog-body").disabled = False
            self._say(f"! {refusal}")

    def _say(self, words: str) -> None:
        error = self.query_one(".dialog-error", Static)
        error.display = bool(words)
        error.update(Content(words))
        self.call_after_refresh(self.use_room)

    def finish(self) -> None:
        """It is done: nothing of it needs to be kept."""
        self._over = True
        if self._draft:
            self._draft.drop()
        self.dismiss(True)

    def values(self) -> Values:
        """What is filled in now."""
        return {name: _value(parts[-1]) for name, parts in self._parts.items()}

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(OneOf.Changed)
    @on(Marks.Changed)
    def _keep(self) -> None:
        """At every keystroke, so that nothing that closes a desk loses a word."""
        self._say_what_lacks()
        self._show_fields()
        if self._draft and not self._over:
            values = self.values()
            if values == {field.id: _start(field, None) for field in self._fields}:
                self._draft.drop()
            else:
                self._draft.keep(values)

    def _show_fields(self) -> None:
        hidden = self._hides(self.values()) if self._hides else ()
        for name, parts in self._parts.items() if self._hides else ():
            for part in parts:
                part.display = name not in hidden
        self.call_after_refresh(self.use_room)

    def _say_what_lacks(self) -> None:
        if self._lacks:
            missing = self._lacks(self.values())
            complete = self._ready(self.values()) if self._ready and not missing else t("✔ Complete.")
            words = t("… Still to fill in: {what}", what=missing) if missing else complete
            self.query_one(".dialog-lacks", Static).update(Content(words))

    @on(Button.Pressed, "#ok")
    async def _ok(self) -> None:
        await self.submit_now()

    @on(Button.Pressed, "#drop")
    def _drop(self) -> None:
        """What was typed before is wanted no more."""
        self._over = True
        if self._draft:
            self._draft.drop()
        self.dismiss(False)

    @on(Button.Pressed, "#cancel")
    def _cancel(self) -> None:
        self.action_leave()

    @on(Input.Submitted)
    async def _next(self, event: Input.Submitted) -> None:
        """Enter goes to the next field, and from the last one it sends."""
        if event.input.id == f"f-{self._fields[-1].id}":
            await self.submit_now()
        else:
            self.focus_next()


def _start(field: Field, typed: tuple[str, ...] | None) -> tuple[str, ...]:
    """What a field begins with: what was typed before, as far as it can still be chosen, or its own value."""
    known = [key for key, _ in field.options]
    match field.kind:
        case "choice":
            usual = (field.value or known[0],) if known else ()
            return typed if typed and typed[0] in known else usual
        case "many":
            marked = field.value.split() if typed is None else typed
            return tuple(key for key in known if key in marked)
    return (field.value,) if typed is None else typed


def _parts(field: Field, typed: tuple[str, ...] | None) -> list[Widget]:
    label = Label(Content(field.label))
    help_ = [Static(Content(field.help), classes="dialog-help")] if field.help else []
    return [label, *help_, _widget(field, _start(field, typed))]


def _widget(field: Field, start: tuple[str, ...]) -> Widget:
    name, text = f"f-{field.id}", start[0] if start else ""
    match field.kind:
        case "line":
            return Input(text, id=name, compact=True, select_on_focus=field.replaces)
        case "text":
            area = TextArea(text, id=name, compact=True, tab_behavior="focus")
            area.move_cursor(area.document.end)
            return area
        case "choice":
            return OneOf(field.label, field.options, text, name=name)
        case "many":
            return Marks(field.options, start, name=name)


def _value(widget: Widget) -> tuple[str, ...]:
    if isinstance(widget, Input):
        return (widget.value,)
    if isinstance(widget, TextArea):
        return (widget.text,)
    if isinstance(widget, Marks):
        return widget.marked
    if isinstance(widget, OneOf) and widget.value is not None:
        return (widget.value,)
    return ()
