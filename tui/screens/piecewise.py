"""A screen that shows what is new piece by piece, in turns with the keys that are pressed meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import partial

from textual.css.query import NoMatches
from textual.widgets import TabbedContent

from tui.screens.retold import Retold
from tui.turns import Hands, Turns

_STATUS, _LINE, _ALL = 1, 2, 3
"""What is to be shown soon: the status line, what the chosen line says, everything."""


class Piecewise(Retold):
    """Knows what is still to be shown. Subclasses say of which pieces all of it consists, and a pane."""

    def __init__(self, hands: Hands) -> None:
        super().__init__()
        self._turns = Turns(self._while_there, partial(self.run_worker, group="show"), hands)
        self._soon = 0

    def show(self, *, fresh: bool) -> None:
        """Show the status line and, when there is something fresh, the pane on top: all of it at once."""
        for _ in self.all_pieces(fresh=fresh):
            pass

    def show_soon(self, *, fresh: bool = True) -> None:
        """The same in turns with everything else: keys pressed meanwhile are answered first."""
        self._ask(_ALL if fresh else _STATUS)

    def show_line_soon(self) -> None:
        """Only what there is to say about the line chosen now, in the same way."""
        self._ask(_LINE)

    def _ask(self, much: int) -> None:
        self._soon = max(self._soon, much)
        self._turns.ask()

    @property
    def is_behind(self) -> bool:
        """Whether something is still to be shown."""
        return self._turns.is_busy

    def _while_there(self) -> Iterator[None]:
        # A desk that is left loses its widgets one by one, and a round may be under way.
        with suppress(NoMatches):
            yield from self._pieces()

    def _pieces(self) -> Iterator[None]:
        much, self._soon, pane = self._soon, 0, self.top if self.is_ready else ""
        said_in = self._said_in
        for _ in (
            self.line_pieces() if much == _LINE and self.is_ready else self.all_pieces(fresh=much == _ALL)
        ):
            yield
            if not (self.is_ready and self.is_attached) or said_in != self._said_in:
                # Other widgets are there when all is said in another language, and all of it was shown in them.
                return
            if much < self._soon or pane != self.top:
                self._soon = max(self._soon, much)
                self._turns.ask()
                return

    def all_pieces(self, *, fresh: bool) -> Iterator[None]:
        """The status line and, when there is something fresh, the rest, each piece short enough for a key to wait."""
        yield from ()

    def show_counts(self) -> None:
        """How much waits in which pane, on the titles of the panes."""

    @property
    def top(self) -> str:
        """The id of the pane on top."""
        return self.query_one(TabbedContent).active

    def show_pane(self) -> None:
        """Bring the pane on top up to date."""
        for _ in self.pane_pieces():
            pass

    def pane_pieces(self) -> Iterator[None]:
        """The same piece by piece, each short enough for a key to wait for."""
        yield from ()

    def line_pieces(self) -> Iterator[None]:
        """What a pane says about the chosen line; where that is not told apart, all of it."""
        yield from self.pane_pieces()
