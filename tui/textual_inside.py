"""The one place that reaches into Textual: an application that breaks leaves a clean terminal behind."""

from __future__ import annotations

from textual.app import App


class QuietApp(App[int]):
    """When it breaks, it says nothing itself; whoever ran it tells the person what they need to know."""

    @property
    def broke_with(self) -> Exception | None:
        """The error that ended it."""
        return self._exception

    def _fatal_error(self) -> None:
        # Textual would print a page of traceback with everybody's words in it.
        self.bell()
        self._close_messages_no_wait()

    def _print_error_renderables(self) -> None:
        self._exit_renderables.clear()
