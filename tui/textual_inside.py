"""The one place that reaches into Textual: an application that breaks leaves a clean terminal behind, and a list of
actions that is not drawn yet breaks none.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from textual.app import App
from textual.command import CommandPalette
from textual.dom import DOMNode
from textual.theme import ThemeProvider
from textual.worker import Worker

from exercise.language import t


class Palette(CommandPalette):
    """The list of actions, which can be paged through before it is drawn: on a small terminal it never is."""

    def _action_command_list(self, action: str) -> None:
        with suppress(LookupError):
            super()._action_command_list(action)

    def run_worker(self, *args: Any, **how: Any) -> Worker[Any]:
        """A search that is still under way when the list is put away ends nothing with it."""
        return super().run_worker(*args, **{**how, "exit_on_error": False})


class QuietApp(App[int]):
    """When it breaks, it says nothing itself; whoever ran it tells the person what they need to know."""

    @property
    def broke_with(self) -> Exception | None:
        """The error that ended it."""
        return self._exception

    def update_styles(self, node: DOMNode, animate: bool = True) -> None:
        """Work out again how something looks. What is in no screen yet is dressed when it comes to be in one."""
        if node.is_attached:
            super().update_styles(node, animate=animate)

    def search_themes(self) -> None:
        """Every set of colours by name."""
        self.push_screen(Palette(providers=[ThemeProvider], placeholder=t("Search for colours…")))

    def _fatal_error(self) -> None:
        # Textual would print a page of traceback with everybody's words in it.
        self.bell()
        self._close_messages_no_wait()

    def notify_terminal(self, words: str) -> None:
        """Ask the terminal for a notification (OSC 9). One that does not know how does nothing.

        `words` are ours: nothing that somebody typed may reach a terminal in this way.
        """
        if self._driver is not None and not self.is_headless:
            self._driver.write(f"\x1b]9;{words}\x07")

    def _print_error_renderables(self) -> None:
        self._exit_renderables.clear()
