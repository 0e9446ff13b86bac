"""The recent past of a value, exact and in bounded memory."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from exercise.domain import events as ev
from exercise.domain.knowledge import indicator_value
from exercise.domain.motion import Motion
from exercise.domain.world import World
from exercise.scenario.model import Scenario
from exercise.scenario.quantities import HOUR

SPAN = 12 * HOUR
POINTS = 48
STEP = SPAN // POINTS


class Spark:
    """Remembers which stretch of a curve was in force at the end of each quarter of an hour."""

    __slots__ = ("_latest",)

    def __init__(self) -> None:
        self._latest: dict[int, Motion] = {}

    @classmethod
    def of(cls, kept: dict[int, Motion]) -> Spark:
        """One that remembers what another one kept."""
        spark = cls()
        spark._latest = kept
        return spark

    def kept(self) -> dict[int, Motion]:
        """What it remembers. To be read, never written."""
        return self._latest

    def put(self, tick: int, motion: Motion) -> None:
        """From `tick` on the value moves like this."""
        self._latest[tick // STEP] = motion
        if len(self._latest) > 2 * POINTS:
            self._forget(tick // STEP - POINTS)

    def series(self, tick: int) -> tuple[float | None, ...]:
        """`POINTS` values: at the end of each past quarter, then now. None before STARTEX."""
        last = tick // STEP
        values: list[float | None] = []
        known = sorted(self._latest)
        for bucket in range(last - POINTS + 1, last):
            motion = self._in_force(bucket, known)
            values.append(motion.at((bucket + 1) * STEP) if motion and bucket >= 0 else None)
        now = self._in_force(last, known)
        return (*values, now.at(tick) if now else None)

    def _in_force(self, bucket: int, known: list[int]) -> Motion | None:
        place = bisect_right(known, bucket)
        return self._latest[known[place - 1]] if place else None

    def _forget(self, oldest: int) -> None:
        base = max((known for known in self._latest if known <= oldest), default=oldest)
        self._latest = {bucket: motion for bucket, motion in self._latest.items() if bucket >= base}


Key = tuple[str, str, str]
"""Kind, id and, for an indicator that every agency has its own of, the agency."""


class History:
    """The recent past of every service, indicator and asset."""

    __slots__ = ("_derived", "_scenario", "_sparks")

    def __init__(self, scenario: Scenario, world: World) -> None:
        self._scenario = scenario
        self._derived = tuple(name for name, part in scenario.indicators.items() if part.derived)
        self._sparks: dict[Key, Spark] = {}
        for name, service in world.services.items():
            self._still(("service", name, ""), 0, service.available)
        for name, asset in world.assets.items():
            self._still(("asset", name, ""), 0, asset.level)
        for (name, agency), motion in world.indicators.items():
            self.of("indicator", name, agency).put(0, motion)
        for name in self._derived:
            for agency in scenario.agencies:
                self._known(name, agency, 0, world)

    def of(self, kind: str, name: str, agency: str = "") -> Spark:
        """The past of one value."""
        return self._sparks.setdefault((kind, name, agency), Spark())

    def sparks(self) -> Iterable[tuple[Key, Spark]]:
        """All of them."""
        return self._sparks.items()

    def take_up(self, sparks: dict[Key, Spark]) -> None:
        """Remember these, and nothing else."""
        self._sparks = sparks

    def follow(self, tick: int, event: ev.AnyEvent, world: World) -> None:
        """Take an event; `world` is the one after it."""
        match event:
            case ev.ServiceChanged(service=name, available=level):
                self._still(("service", name, ""), tick, level)
            case ev.AssetLevelChanged(asset=name, level=level):
                self._still(("asset", name, ""), tick, level)
            case ev.IndicatorMoved(indicator=name, agency=agency):
                self.of("indicator", name, agency).put(tick, world.indicators[name, agency])
            case ev.FactLearned(agency=agency):
                for name in self._derived:
                    self._known(name, agency, tick, world)

    def _still(self, key: Key, tick: int, level: float) -> None:
        self.of(*key).put(tick, Motion(level, tick, 0.0, 1.0))

    def _known(self, name: str, agency: str, tick: int, world: World) -> None:
        value = indicator_value(self._scenario, world, name, agency, tick)
        self.of("indicator", name, agency).put(
            tick, Motion(value, tick, *self._scenario.indicators[name].range)
        )
