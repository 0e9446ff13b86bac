"""What lies over a desk until it is left."""

from __future__ import annotations

from typing import Any, TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import Screen

from tui.screens.overlay import Overlay

Result = TypeVar("Result")


class Dialog(Overlay[Result]):
    """It is left once, however many keys say so in one breath, and never takes with it what lies over it."""

    is_left = False
    """Whether it has been put away, or will be once what lies over it is."""
    _ends_with: Result | None = None

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Put it away, now or when it is on top again. Only the first call counts."""
        if self.is_left:
            return AwaitComplete()
        self.is_left = True
        if self.app.screen is self:
            return super().dismiss(result)
        self._ends_with = result
        return AwaitComplete()

    def on_screen_resume(self) -> None:
        """Nothing lies over it any more."""
        if self.is_left and self.app.screen is self:
            super().dismiss(self._ends_with)


def put_away(screen: Screen[Any]) -> None:
    """Back to what lies under a screen, unless something else has come to lie over it meanwhile."""
    if screen.app.screen is screen:
        screen.app.pop_screen()
