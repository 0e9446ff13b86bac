"""What lies over a desk: the desk under it can be seen, dimmed."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, TypeVar

from rich.console import RenderableType
from rich.segment import Segment
from rich.style import Style
from textual.await_complete import AwaitComplete
from textual.color import Color
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import ModalScreen, Screen

Result = TypeVar("Result")


class Dialog(ModalScreen[Result]):
    """Draws the desk under it without working out the same few colours for each of its words.

    It is left once, however many keys say so in one breath, and never takes with it what lies over it.
    """

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

    def render(self) -> RenderableType:
        """The desk under it."""
        drawn = super().render()
        return Dimmed(drawn.screen, drawn.color) if isinstance(drawn, BackgroundScreen) else drawn


def put_away(screen: Screen[Any]) -> None:
    """Back to what lies under a screen, unless something else has come to lie over it meanwhile."""
    if screen.app.screen is screen:
        screen.app.pop_screen()


class Dimmed(BackgroundScreen):
    """Remembers how a style looks under a colour: thousands of words, some twenty styles."""

    @classmethod
    def process_segments(cls, segments: Iterable[Segment], color: Color) -> Iterable[Segment]:
        """The same words in dimmed colours."""
        for segment in segments:
            text, style, control = segment
            yield segment if control else Segment(text, _dimmed(style or Style.null(), color))


@lru_cache(4_096)
def _dimmed(style: Style, color: Color) -> Style:
    (segment,) = BackgroundScreen.process_segments([Segment(" ", style)], color)
    return segment.style or Style.null()
