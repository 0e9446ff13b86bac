"""A screen that comes up in one go: laid out once, with the classes of its width and the looks that it begins with."""

from __future__ import annotations

from typing import TypeVar

from textual import events, on
from textual.geometry import Size
from textual.screen import Screen

Result = TypeVar("Result")


class AtOnce(Screen[Result]):
    """Does not dress and lay out anew what has just been dressed and laid out; with many widgets that can be felt."""

    _has_come_up = False
    _laid_out = Size()

    @on(events.Compose)
    def _fit(self) -> None:
        """Before there are widgets, which would all be dressed again for another width."""
        width, widths = self.app.size.width, self.app.HORIZONTAL_BREAKPOINTS or []
        fits = [name for least, name in widths if least <= width]
        self.set_class(bool(fits), *fits[-1:], update=False)

    @on(events.ScreenResume)
    def _come_up(self, event: events.ScreenResume) -> None:
        """It is laid out now. Nothing can have changed its looks since its widgets came."""
        if not self._has_come_up:
            self._has_come_up, self._laid_out = True, self.app.size
            event.refresh_styles = False

    @on(events.Resize)
    def _laid_out_anew(self, event: events.Resize) -> None:
        """It hears of its own first layout too, which is no reason for another."""
        if event.size == self._laid_out:
            event.prevent_default().stop()
        self._laid_out = event.size
