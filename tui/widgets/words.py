"""Texts and keys on a desk that are drawn and laid out again only when they say something else."""

from __future__ import annotations

from rich.text import Text
from textual.content import Content
from textual.css.styles import RulesMap
from textual.screen import Screen
from textual.visual import VisualType
from textual.widgets import Footer, Static, TabbedContent


class Choice(Content):
    """A line of a list to choose from: hundreds that fit are measured without being wrapped."""

    def get_height(self, rules: RulesMap, width: int) -> int:
        """One, unless it is too long for the list."""
        if self.cell_length <= width and "\n" not in self.plain:
            return 1
        return super().get_height(rules, width)


class Words(Static):
    """A text. To lay a screen out again takes longer than all else a desk does, so it is done for a reason only."""

    def update(self, content: VisualType = "", *, layout: bool = True) -> None:
        """Say this. Lines that never wrap need no more room than as many others did."""
        was = self.content
        if isinstance(content, Text) and isinstance(was, Text):
            if (content.plain, content.spans, content.style) == (was.plain, was.spans, was.style):
                return
            layout = layout and not (content.no_wrap and content.plain.count("\n") == was.plain.count("\n"))
        super().update(content, layout=layout)


class KeyLine(Footer):
    """The line of keys."""

    def __init__(self) -> None:
        super().__init__(show_command_palette=False, compact=True)
        self._said: tuple[tuple[str, str, bool], ...] = ()

    def bindings_changed(self, screen: Screen[object]) -> None:
        """Every change of focus says that keys may have changed; they seldom have."""
        shown = (each for each in screen.active_bindings.values() if each.binding.show)
        said = tuple((each.binding.key, each.binding.description, each.enabled) for each in shown)
        if said != self._said and self.is_attached and screen.app.app_focus:
            self._said = said
            super().bindings_changed(screen)


def label(tabs: TabbedContent, pane: str, words: Content) -> None:
    """What stands on a tab."""
    tab = tabs.get_tab(pane)
    if Content.from_text(tab.label).plain != words.plain:
        tab.label = words
