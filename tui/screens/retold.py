"""A screen that says everything anew when another language is spoken; what was chosen and typed on it stays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from textual.binding import ActiveBinding
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, Tab, TabbedContent, TabPane, Tabs

from exercise.language import present
from exercise.language.tags import SOURCE
from tui.actions import worded
from tui.screens.at_once import AtOnce
from tui.screens.room import Titles, keys_that_fit
from tui.widgets.rows import Rows
from tui.widgets.tree import TreeTable

VIEWS = frozenset({"-near", "-whole", "-numbers", "-truth"})
"""Classes of a container that shows a pane otherwise than at first."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Panes on top, chosen lines, open branches, words to find, other views, what is hidden, and the focus."""

    panes: tuple[str, ...]
    widgets: tuple[Widget, ...]
    focused: str

    @classmethod
    def of(cls, screen: Screen[Any]) -> Kept:
        """As it is now."""
        return cls(
            tuple(tabs.active for tabs in screen.query(TabbedContent)),
            tuple(widget for widget in screen.query(Widget) if widget.id),
            (screen.focused.id or "") if screen.focused is not None else "",
        )

    def put_panes_back(self, screen: Screen[Any]) -> None:
        """The same panes on top."""
        for tabs, active in zip(screen.query(TabbedContent), self.panes, strict=True):
            tabs.active = active

    def put_back(self, screen: Screen[Any]) -> None:
        """The same on a desk whose widgets are new."""
        self.put_panes_back(screen)
        new = {widget.id: widget for widget in screen.query(Widget) if widget.id}
        for old in self.widgets:
            if (widget := new.get(old.id or "")) is not None:
                _as_it_was(widget, old)
        if self.focused in new:
            new[self.focused].focus()


def _as_it_was(widget: Widget, old: Widget) -> None:
    # Which pane is in sight is the business of what holds the panes.
    if old.styles.inline.has_rule("display") and not isinstance(old, TabPane | Tab):
        widget.display = old.display
    if isinstance(widget, Input) and isinstance(old, Input):
        widget.value = old.value
    if isinstance(widget, TreeTable) and isinstance(old, TreeTable):
        widget.branches = old.branches
    if isinstance(widget, Rows) and isinstance(old, Rows) and old.chosen:
        widget.choose(old.chosen)
    for view in VIEWS & old.classes:
        widget.add_class(view)


class Retold(AtOnce[None]):
    """Makes its widgets anew in another language."""

    def __init__(self) -> None:
        super().__init__()
        self._said_in, self._is_remade = present(), False
        self._titles = Titles()

    @property
    def is_ready(self) -> bool:
        """Whether its widgets are there."""
        return self.is_mounted and not self._is_remade

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys, described in the language of the desk."""
        offered = self.offered(worded(super().active_bindings))
        return offered if present() == SOURCE else keys_that_fit(offered, self.app.size.width)

    def offered(self, active: dict[str, ActiveBinding]) -> dict[str, ActiveBinding]:
        """Which keys the bottom line shows, and by which words."""
        return active

    def show(self, *, fresh: bool) -> None:
        """Bring it up to date."""

    def make_room(self) -> None:
        """Titles of panes that are too long for the terminal are shortened."""
        if present() != SOURCE:
            for tabs in self.query(Tabs):
                self._titles.fit(tabs)

    def make_ready(self) -> None:
        """What is hidden and where the cursor is, whenever the widgets are new."""

    def settle(self) -> None:
        """Make new widgets ready and fill them."""
        self.make_ready()
        self.show(fresh=True)

    def show_soon(self, *, fresh: bool = True) -> None:
        """The same, as soon as keys leave time for it."""

    async def on_screen_resume(self) -> None:
        await self.retell()
        self.show_soon()

    async def retell(self) -> None:
        """All words anew, if another language is spoken now."""
        if self._said_in == present() or not self.is_ready:
            return
        self._said_in, kept, self._is_remade = present(), Kept.of(self), True
        try:
            await self.recompose()
        finally:
            self._is_remade = False
        self.settle()
        kept.put_back(self)
        # New tabs say once, later, that their first one is on top.
        self.call_after_refresh(kept.put_panes_back, self)
        self.refresh_bindings()
        self.show(fresh=True)
        # What is new has no width before the next layout.
        self.call_after_refresh(self.show, fresh=True)
