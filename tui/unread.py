"""Which letters and messages nobody at this seat has looked at yet."""

from __future__ import annotations

from collections.abc import Callable

from exercise.review.picture import Picture

LETTERS = ("inbox", "messages")
"""Panes in which something can be unread."""


class Unread:
    """Kept by the application, so that it outlives a visit to the seat.

    Args:
        read: what was looked at so far; this is added to it.
        opened: is told of each letter that is looked at for the first time.
    """

    def __init__(self, read: set[str], *, opened: Callable[[str], None] = lambda letter: None) -> None:
        self._read, self._opened = read, opened
        self.sitting = False
        """Whoever only looks through an agency's eyes reads nothing in its place."""
        self._at: dict[str, str] = {}

    def letters(self, picture: Picture, now: int) -> frozenset[str]:
        """Injects; what was answered has been read."""
        return frozenset(row.id for row in picture.inbox(now) if row.answered is None and self._is(row.id))

    def messages(self, picture: Picture) -> frozenset[str]:
        """What others wrote."""
        return frozenset(row.id for row in picture.messages() if not row.mine and self._is(row.id))

    def mark(self, *letters: str) -> None:
        """Somebody has looked at these."""
        for letter in letters:
            if self.sitting and letter and letter not in self._read:
                self._read.add(letter)
                self._opened(letter)

    def lies_open(self, pane: str, chosen: str) -> None:
        """The cursor began here, by nobody's doing."""
        if chosen:
            self._at.setdefault(pane, chosen)

    def moved(self, pane: str, chosen: str) -> None:
        """The cursor went from one letter to another: both have been looked at.

        A letter that comes in by itself moves nothing, so it stays unread until somebody does something.
        """
        before, self._at[pane] = self._at.get(pane, ""), chosen
        if before and before != chosen:
            self.mark(before, chosen)

    def _is(self, letter: str) -> bool:
        return self.sitting and letter not in self._read
