"""One random stream per named thing, so that adding an inject or a decision moves no other draw.

The only file that rolls dice. Every draw derives from `random()`, the one method whose sequence Python
promises to keep between versions; seeding from a string is stable across processes.
"""

from __future__ import annotations

from math import cos, exp, log, pi, sqrt
from random import Random

from exercise.scenario.quantities import HOUR, Fixed, Lognormal, Spread, Triangle

# Standard normal quantile of 0.95.
_Z95 = 1.6448536269514722


class Streams:
    """The dice of one exercise."""

    def __init__(self, seed: str) -> None:
        self._seed = seed

    def named(self, name: str) -> Random:
        """A new stream for `name`: the same numbers every time it is asked for.

        Names carry whose draw it is and the how-manieth (`repair-link#1/stage/2`), so that no draw depends on
        how many others were made before it.
        """
        return Random(f"{self._seed}/{name}")

    def takes(self, name: str, spread: Spread) -> int:
        """Whole seconds drawn from a spread."""
        if isinstance(spread, Fixed):
            return spread.seconds
        dice = self.named(name)
        if isinstance(spread, Triangle):
            return round(_triangle(dice.random(), spread.min, spread.mode, spread.max))
        return round(_lognormal(dice, spread))

    def happens(self, name: str, chance: float) -> bool:
        """Whether something with this chance comes about."""
        return chance > 0 and (chance >= 1 or self.named(name).random() < chance)

    def gap(self, name: str, per_hour: float) -> int:
        """Whole seconds, at least one, to the next arrival of a Poisson process."""
        return max(1, round(-log(1.0 - self.named(name).random()) / per_hour * HOUR))


def _triangle(u: float, low: float, mode: float, high: float) -> float:
    """The inverse of the triangular distribution at `u`."""
    if high <= low:
        return low
    bend = (mode - low) / (high - low)
    if u < bend:
        return low + sqrt(u * (high - low) * (mode - low))
    return high - sqrt((1 - u) * (high - low) * (high - mode))


def _lognormal(dice: Random, spread: Lognormal) -> float:
    """Box-Muller from two plain draws."""
    sigma = log(spread.p95 / spread.median) / _Z95
    normal = sqrt(-2.0 * log(1.0 - dice.random())) * cos(2.0 * pi * dice.random())
    return spread.median * exp(sigma * normal)
