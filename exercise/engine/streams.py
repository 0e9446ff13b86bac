"""One draw per named thing, so that adding an inject or a decision moves no other draw.

The only file that rolls dice. A draw is a hash of the seed and the draw's name: it depends on nothing that was
drawn before it, and is the same on every machine and in every version of Python.
"""

from __future__ import annotations

from hashlib import sha256
from math import cos, exp, log, pi, sqrt

from exercise.scenario.quantities import HOUR, Fixed, Lognormal, Spread, Triangle

# Standard normal quantile of 0.95.
_Z95 = 1.6448536269514722

# 53 bits make every float in [0, 1) that Python's own generator could give.
_BITS = 53
_SCALE = 2.0**-_BITS


class Streams:
    """The dice of one exercise."""

    def __init__(self, seed: str) -> None:
        self._start = sha256(f"{seed}/".encode())

    def uniform(self, name: str) -> float:
        """A number in [0, 1), always the same for a name.

        Names carry whose draw it is and the how-manieth (`repair@port#1/2`), so that no two things share one.
        """
        rolled = self._start.copy()
        rolled.update(name.encode())
        return (int.from_bytes(rolled.digest()[:8], "big") >> (64 - _BITS)) * _SCALE

    def takes(self, name: str, spread: Spread) -> int:
        """Whole seconds drawn from a spread."""
        if isinstance(spread, Fixed):
            return spread.seconds
        if isinstance(spread, Triangle):
            return round(_triangle(self.uniform(name), spread.min, spread.mode, spread.max))
        return round(_lognormal(self.uniform(name), self.uniform(name + "/angle"), spread))

    def happens(self, name: str, chance: float) -> bool:
        """Whether something with this chance comes about."""
        return chance > 0 and (chance >= 1 or self.uniform(name) < chance)

    def gap(self, name: str, per_hour: float) -> int:
        """Whole seconds, at least one, to the next arrival of a Poisson process."""
        return max(1, round(-log(1.0 - self.uniform(name)) / per_hour * HOUR))


def _triangle(u: float, low: float, mode: float, high: float) -> float:
    """The inverse of the triangular distribution at `u`."""
    if high <= low:
        return low
    bend = (mode - low) / (high - low)
    if u < bend:
        return low + sqrt(u * (high - low) * (mode - low))
    return high - sqrt((1 - u) * (high - low) * (high - mode))


def _lognormal(u: float, angle: float, spread: Lognormal) -> float:
    """Box-Muller from two plain draws."""
    sigma = log(spread.p95 / spread.median) / _Z95
    normal = sqrt(-2.0 * log(1.0 - u)) * cos(2.0 * pi * angle)
    return spread.median * exp(sigma * normal)
