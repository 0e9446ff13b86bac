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

    def notify_terminal(self, words: str) -> None:
        """Ask the terminal for a notification (OSC 9). One that does not know how does nothing.

        `words` are ours: nothing that somebody typed may reach a terminal in this way.
        """
        if self._driver is not None and not self.is_headless:
            self._driver.write(f"\x1b]9;{words}\x07")

    def _print_error_renderables(self) -> None:
        self._exit_renderables.clear()
