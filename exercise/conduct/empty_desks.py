"""Seats that somebody left: after a while what they had taken waits for anybody again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from exercise.domain.excon import Claim

GONE_AFTER = 60.0
"""Seconds a seat may be empty before what it took goes back: a cut line is no reason, a closed desk is."""


class EmptyDesks:
    """Who has left, and when."""

    def __init__(self, claims: Mapping[str, Claim], clock: Callable[[], float]) -> None:
        self._clock = clock
        # After a restart nobody is here yet; whoever took something has as long to come back as anybody.
        self._left = {claim.seat: clock() for claim in claims.values()}

    def came(self, seat: str) -> None:
        """Somebody sits there."""
        self._left.pop(seat, None)

    def left(self, seat: str) -> None:
        """Nobody sits there any more."""
        self._left.setdefault(seat, self._clock())

    def long_gone(self, claims: Iterable[Claim]) -> list[str]:
        """Seats that have taken something, and have been empty too long."""
        now = self._clock()
        seats = dict.fromkeys(claim.seat for claim in claims)
        return [seat for seat in seats if seat in self._left and now - self._left[seat] >= GONE_AFTER]
