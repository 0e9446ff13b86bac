"""What lies over a desk: the desk under it can be seen, dimmed."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TypeVar

from rich.console import RenderableType
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import ModalScreen

Result = TypeVar("Result")


class Dialog(ModalScreen[Result]):
    """Draws the desk under it without working out the same few colours for each of its words."""

    def render(self) -> RenderableType:
        """The desk under it."""
        drawn = super().render()
        return Dimmed(drawn.screen, drawn.color) if isinstance(drawn, BackgroundScreen) else drawn


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
