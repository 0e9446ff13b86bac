"""The feed: what happened, newest at the bottom, each line with its mark."""

from __future__ import annotations

from rich.text import Text
from textual import events
from textual.widgets import RichLog

from exercise.review.feed import KEPT, Feed
from exercise.review.names import minute
from exercise.review.rows import Line
from tui.themes import Ink

FIRST_LOOK = 300
"""Lines shown when a desk opens on a long log; a RichLog takes about a quarter of a millisecond a line."""


PORTION = 40
"""Lines written before a key may come in between."""


def feed_line(line: Line, ink: Ink) -> Text:
    """A line as plain text with our own styles; what people wrote is never markup."""
    loud = {"!": ink.bad, "I": ink.accent, "X": ink.low, "V": ink.low, "D": ink.primary}.get(
        line.mark, ink.muted
    )
    text = Text(overflow="fold")
    text.append(f"{minute(line.tick):<9} ", style=ink.muted)
    text.append(f"{line.mark} ", style=f"bold {loud}")
    text.append(f"{line.who}: ", style="bold")
    return text.append(" ".join(line.text.split()))


class FeedLog(RichLog):
    """Takes only what is new; what comes while its pane is not shown waits until it has a width to be broken at."""

    def __init__(self, *, name: str) -> None:
        super().__init__(id=name, max_lines=KEPT, min_width=0, wrap=True, markup=False, highlight=False)
        self._seen = self._wide = 0
        self._last: tuple[Feed, Ink] | None = None
        self._goes_on = False

    def follow(self, feed: Feed, ink: Ink) -> None:
        """Write the lines that came since the last time; after a long absence a portion of them, then the rest."""
        self._last = feed, ink
        wide = self.scrollable_content_region.width
        if wide <= 0:
            return
        if wide != self._wide:
            # A line stays broken where it was written, so a pane that became wider or narrower is written again.
            self.start_again()
            self._wide = wide
        new = min(feed.total - self._seen, FIRST_LOOK if self._seen == 0 else KEPT)
        for line in feed.last(new)[:PORTION]:
            self.write(feed_line(line, ink))
        self._seen = feed.total - max(0, new - PORTION)
        if self._seen < feed.total and not self._goes_on:
            self._goes_on = True
            self.call_after_refresh(self._go_on)

    def _go_on(self) -> None:
        self._goes_on = False
        if self._last:
            self.follow(*self._last)

    def start_again(self) -> None:
        """Forget what was written, because the colours or the picture changed."""
        self.clear()
        self._seen = 0

    def on_resize(self, event: events.Resize) -> None:
        """Shown, or shown at another width."""
        if self._last:
            self.follow(*self._last)
