"""A screen that lies over a desk, which can be seen under it, dimmed, without being drawn anew."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Self, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual import events, on
from textual.color import Color
from textual.css.styles import RulesMap
from textual.geometry import Region, Size
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import ModalScreen, Screen
from textual.strip import Strip
from textual.style import Style as VisualStyle
from textual.visual import RenderOptions, Visual

from tui.screens.at_once import AtOnce

Result = TypeVar("Result")


class Overlay(ModalScreen[Result], AtOnce[Result]):
    """Shows the screen under it, dimmed."""

    _beneath: Beneath | None = None

    @on(events.ScreenResume)
    def _look_again(self) -> None:
        """What lay over it was told of changes in its stead."""
        if self._beneath is not None:
            self._beneath.look_again()

    def render(self) -> Visual:  # type: ignore[override]  # of a screen as of any widget it may be a visual
        """The screen under it."""
        stack = self.app.screen_stack
        screen, shade = stack[stack.index(self) - 1], self.styles.background
        if self._beneath is None or (self._beneath.screen, self._beneath.shade) != (screen, shade):
            self._beneath = Beneath(screen, shade)
        return self._beneath

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """It is told of parts only when something under it was drawn again, which may look as it did before."""
        if regions and self._beneath is not None:
            regions = tuple(Region(0, y, self.size.width, 1) for y in self._beneath.look_again())
            if not regions:
                return self
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)


class Beneath(Visual):
    """A screen as it looks under a shade; what stays as it was there is not dimmed again.

    Args:
        screen: what is seen.
        shade: the colour over it.
    """

    def __init__(self, screen: Screen[Any], shade: Color) -> None:
        self.screen, self.shade = screen, shade
        self._lines: list[tuple[Strip, Strip]] = []
        self._seen_in = Size(), Style.null()

    def look_again(self) -> list[int]:
        """Something was drawn there again; returns the lines that have changed."""
        was, new = self._lines, self.screen._compositor.render_strips()
        self._lines = [
            was[y]
            if y < len(was) and was[y][0] == line
            else (line, shaded(line, self.shade, self._seen_in[1]))
            for y, line in enumerate(new)
        ]
        return [y for y, line in enumerate(self._lines) if y >= len(was) or line is not was[y]]

    def render_strips(
        self, width: int, height: int | None, style: VisualStyle, options: RenderOptions
    ) -> list[Strip]:
        """Its lines."""
        if self._seen_in != (now := (self.screen.size, style.rich_style)):
            self._seen_in, self._lines = now, []
            self.look_again()
        return [dimmed for _, dimmed in self._lines[:height]]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """As wide as the terminal."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """As high as the terminal."""
        return self.screen.size.height


def shaded(strip: Strip, shade: Color, style: Style) -> Strip:
    """The same words in dimmed colours, over a style: thousands of words, some twenty styles."""
    return Strip(
        [Segment(text, _shaded(own or Style.null(), shade, style)) for text, own, _ in strip],
        strip.cell_length,
    )


@lru_cache(4_096)
def _shaded(style: Style, shade: Color, under: Style) -> Style:
    (segment,) = BackgroundScreen.process_segments([Segment(" ", style)], shade)
    return under + (segment.style or Style.null())
