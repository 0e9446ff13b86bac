"""How much a seat may ask: no faster than a person, or a script of one, would."""

from __future__ import annotations

from collections.abc import Callable

BURST, PER_SECOND = 100, 20.0
"""Questions a seat may ask at once, and how fast that is made good again."""


class Allowance:
    """Of one seat on one line.

    Args:
        clock: monotonic seconds.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._left, self._at = float(BURST), clock()

    def take(self) -> bool:
        """Whether one more may be asked now."""
        now = self._clock()
        self._left, self._at = min(BURST, self._left + (now - self._at) * PER_SECOND), now
        if self._left < 1:
            return False
        self._left -= 1
        return True
