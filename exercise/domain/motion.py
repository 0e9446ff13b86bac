"""How an indicator moves between two events: exact curves, and when they reach a level.

Four shapes, all monotone, so that a level is crossed at most once: still, a straight line, an exponential
approach (halving the distance to a target), a logistic growth. No time stepping anywhere.
"""

from __future__ import annotations

from math import ceil, exp, log

import msgspec

from exercise.scenario.quantities import HOUR


class Motion(msgspec.Struct, frozen=True, gc=False):
    """One stretch of a curve. Value in the indicator's unit; rates per hour; `since` in seconds."""

    value: float
    since: int = 0
    low: float = 0.0
    high: float = 100.0
    rate: float = 0.0
    pull: float = 0.0
    target: float = 0.0
    growth: float = 0.0
    ceiling: float = 0.0

    def at(self, tick: int) -> float:
        """The value at a moment not before `since`."""
        if not self.moves:
            return self.value
        hours = (tick - self.since) / HOUR
        if self.growth:
            value = _logistic(self.value, self.growth, self.ceiling, hours)
        elif self.pull:
            rest = self.target + self.rate / self.pull
            value = rest + (self.value - rest) * exp(-self.pull * hours)
        else:
            value = self.value + self.rate * hours
        return min(self.high, max(self.low, value))

    @property
    def moves(self) -> bool:
        """Whether it can change by itself."""
        return bool(self.rate or self.pull or self.growth)

    def crosses(self, level: float, *, after: int) -> int | None:
        """The first whole second later than `after` at which `value >= level` is another answer than at `after`.

        None when that never happens.
        """
        if not self.moves:
            return None
        was = self.at(after) >= level
        hours = self._hours_to(level)
        if hours is None:
            return None
        tick = max(after + 1, self.since + ceil(hours * HOUR))
        # The formula and its inverse may disagree in the last digit; the value at the second decides.
        for candidate in range(max(after + 1, tick - 1), tick + 3):
            if (self.at(candidate) >= level) != was:
                return candidate
        return None

    def _hours_to(self, level: float) -> float | None:
        if not self.low <= level <= self.high:
            return None
        if self.growth:
            return _logistic_hours(self.value, self.growth, self.ceiling, level)
        if self.pull:
            rest = self.target + self.rate / self.pull
            here, there = self.value - rest, level - rest
            if here == 0 or there == 0 or here * there < 0 or abs(there) > abs(here):
                return None
            return log(here / there) / self.pull
        hours = (level - self.value) / self.rate
        return hours if hours >= 0 else None


def _logistic(start: float, growth: float, ceiling: float, hours: float) -> float:
    if start <= 0 or ceiling <= 0 or start >= ceiling:
        return start
    return ceiling / (1 + (ceiling / start - 1) * exp(-growth * hours))


def _logistic_hours(start: float, growth: float, ceiling: float, level: float) -> float | None:
    if not 0 < start < ceiling or not 0 < level < ceiling:
        return None
    hours = log((ceiling / start - 1) / (ceiling / level - 1)) / growth
    return hours if hours >= 0 else None


class Reserve(msgspec.Struct, frozen=True, gc=False):
    """A battery, a tank, a stand-in: seconds of autonomy left, changing by `rate` seconds a second."""

    full: float
    left: float
    since: int = 0
    rate: float = 0.0

    def at(self, tick: int) -> float:
        """Seconds of autonomy left at a moment."""
        return min(self.full, max(0.0, self.left + self.rate * (tick - self.since)))

    def turns(self) -> int | None:
        """When it runs empty or is full again, in whole seconds; None when it stays as it is."""
        if self.rate < 0 < self.left:
            return self.since + ceil(self.left / -self.rate)
        if self.rate > 0 and self.left < self.full:
            return self.since + ceil((self.full - self.left) / self.rate)
        return None
