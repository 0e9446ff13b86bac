"""A text that may be longer than its box: the box says so, and which key reads on."""

from __future__ import annotations

from textual.containers import VerticalScroll
from textual.content import Content

from exercise.language import t


class ReadingOn(VerticalScroll):
    """Scrolls by one key, whatever has the focus. `key` is how that key is written."""

    key = ""

    def on_mount(self) -> None:
        for seen in ("virtual_size", "scroll_y"):
            self.watch(self, seen, self.say_what_is_left, init=False)

    def on_resize(self) -> None:
        """As much more or less is in sight."""
        self.say_what_is_left()

    def say_what_is_left(self) -> None:
        """On the lower border, while there is something under it."""
        more = self.max_scroll_y > 0 and self.scroll_y < self.max_scroll_y
        words = t("{key} reads on ▼", key=self.key) if self.key and more else ""
        self.border_subtitle = Content(words)

    def read_on(self) -> None:
        """A box further down; from the end back to the beginning."""
        if self.scroll_y < self.max_scroll_y:
            self.scroll_relative(y=max(1, self.scrollable_content_region.height - 1), animate=False)
        else:
            self.scroll_home(animate=False)
