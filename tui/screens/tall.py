"""A dialog that takes the height it needs, as far as the terminal has it, and keeps what is to be read in its place."""

from __future__ import annotations

from textual.binding import Binding

from tui.screens.dialog import Dialog, Result

_TALLEST = 0.92
"""The part of the terminal's height that a dialog may take, as in the style sheet."""
_BODY = 0.64
"""The part that its fields may take where the dialog is no taller than what is in it, as there."""


class TallDialog(Dialog[Result]):
    """What is to be read, above; what is to be filled in, below, with its own scrolling."""

    BINDINGS = [
        Binding("pageup", "read(-1)", priority=True, show=False),
        Binding("pagedown", "read(1)", priority=True, show=False),
    ]

    def on_resize(self) -> None:
        self.call_after_refresh(self.use_room)

    def use_room(self) -> None:
        """As tall as can be where the fields need it; and whether what is to be read has to be scrolled."""
        if not self.is_attached:
            return
        for more in self.query(".dialog-more"):
            if more.display != self._is_long:
                more.display = self._is_long
                self.call_after_refresh(self.use_room)
        dialog, body = self.query_one(".dialog"), self.query_one(".dialog-body")
        around = sum(part.outer_size.height for part in dialog.children if part is not body)
        wanted = around + body.virtual_size.height + dialog.outer_size.height - dialog.size.height
        is_tall = wanted > self.size.height * _TALLEST or body.virtual_size.height > self.size.height * _BODY
        dialog.set_class(is_tall, "tall")

    @property
    def _is_long(self) -> bool:
        return any(read.max_scroll_y > 0 for read in self.query(".dialog-read"))

    def action_read(self, way: int) -> None:
        """Scroll what is to be read, whatever is being filled in."""
        read = self.query_one(".dialog-read")
        read.scroll_relative(y=way * max(1, read.size.height - 1), animate=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where all of it is in sight, the keys are the field's."""
        return self._is_long if action == "read" else super().check_action(action, parameters)
