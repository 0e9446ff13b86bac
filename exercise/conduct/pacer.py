"""Wall time to exercise time, and wall time for the log. The only module that reads a clock."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime


def wall_now() -> str:
    """UTC now, ISO 8601, to the millisecond: for the record, never for a decision."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def stopwatch() -> Callable[[], float]:
    """Seconds since this call, for reports of how long something took."""
    start = time.perf_counter()
    return lambda: time.perf_counter() - start


class Pacer:
    """A continuous exercise clock. While it stands, wall time passes without trace; a new pace never moves the past.

    Args:
        tick: where the clock stands.
        pace: exercise seconds per second of wall time.
        clock: monotonic seconds; setting the machine's clock does not touch it.
    """

    def __init__(
        self, tick: int = 0, pace: float = 1.0, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._clock = clock
        self._at = clock()
        self._tick = float(tick)
        self._pace = pace
        self._goes = False

    @property
    def goes(self) -> bool:
        """Whether the clock is running."""
        return self._goes

    @property
    def pace(self) -> float:
        """Exercise seconds per second of wall time."""
        return self._pace

    def tick(self) -> int:
        """Exercise time now, in whole seconds."""
        return int(self._now())

    def go(self) -> None:
        """Start, or go on from where it stood."""
        self._mark()
        self._goes = True

    def stand(self) -> None:
        """Stop where it is."""
        self._mark()
        self._goes = False

    def set_pace(self, pace: float) -> None:
        """From now on at this pace."""
        self._mark()
        self._pace = pace

    def set_to(self, tick: int) -> None:
        """Put the clock to a time: after a jump, or when the engine stands elsewhere."""
        self._mark()
        self._tick = float(tick)

    def seconds_until(self, tick: int) -> float:
        """Wall seconds until the clock shows `tick`; infinity while it stands."""
        if not self._goes:
            return float("inf")
        return max(0.0, (tick - self._now()) / self._pace)

    def _now(self) -> float:
        return self._tick + (self._clock() - self._at) * self._pace if self._goes else self._tick

    def _mark(self) -> None:
        self._tick, self._at = self._now(), self._clock()
