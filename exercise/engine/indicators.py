"""Stocks with a number: trust, tension, the reach of a story. Exact curves between events; no time stepping."""

from __future__ import annotations

from collections.abc import Callable
from math import log

from exercise.domain.conditions import Check, compile_condition
from exercise.domain.events import IndicatorMoved
from exercise.engine.sim import Sim
from exercise.scenario import conditions as c
from exercise.scenario.quantities import HOUR
from exercise.scenario.world import Indicator

_DIGITS = 6


class _Stock:
    """One indicator of one agency (or the global one), and which of its drivers are on."""

    __slots__ = ("agency", "drifts", "name", "part", "settles", "spreads")

    def __init__(self, name: str, agency: str, part: Indicator) -> None:
        self.name, self.agency, self.part = name, agency, part
        self.drifts = [drift.while_ is None for drift in part.drifts]
        self.settles = part.settles is not None and part.settles.while_ is None
        self.spreads = part.spreads is not None and part.spreads.while_ is None


class Indicators:
    """Moves every indicator whenever a driver switches or an effect pushes it."""

    def __init__(self, sim: Sim) -> None:
        self._sim = sim
        self._stocks: dict[tuple[str, str], _Stock] = {}

    def start(self) -> None:
        """Set all of them going."""
        for name, part in self._sim.scenario.indicators.items():
            if part.derived:
                continue
            for agency in self._sim.scenario.agencies if part.each else ("",):
                stock = self._stocks[name, agency] = _Stock(name, agency, part)
                self._listen(stock)
                if any(stock.drifts) or stock.settles or stock.spreads:
                    self._move(stock)

    def push(self, name: str, agency: str, *, by: float = 0.0, to: float | None = None) -> None:
        """Move one at once, by an amount or to a value, in its own unit."""
        key = (name, agency)
        if key not in self._stocks:
            return
        value = self._sim.world.indicators[key].at(self._sim.tick) + by if to is None else to
        self._move(self._stocks[key], value)

    def rescale(self, name: str) -> None:
        """A scale of its drift changed."""
        for (indicator, _), stock in self._stocks.items():
            if indicator == name:
                self._move(stock)

    def _listen(self, stock: _Stock) -> None:
        part = stock.part
        for index, drift in enumerate(part.drifts):
            if drift.while_ is not None:
                self._sim.watch(self._check(drift.while_, stock), self._drift_switch(stock, index))
        if part.settles and part.settles.while_ is not None:
            self._sim.watch(self._check(part.settles.while_, stock), self._switch(stock, "settles"))
        if part.spreads and part.spreads.while_ is not None:
            self._sim.watch(self._check(part.spreads.while_, stock), self._switch(stock, "spreads"))

    def _check(self, condition: c.Condition, stock: _Stock) -> Check:
        return compile_condition(condition, self._sim.scenario, actor=stock.agency)

    def _drift_switch(self, stock: _Stock, index: int) -> Callable[[bool], None]:
        def switch(on: bool) -> None:
            if stock.drifts[index] is not on:
                stock.drifts[index] = on
                self._later(stock)

        return switch

    def _switch(self, stock: _Stock, driver: str) -> Callable[[bool], None]:
        def switch(on: bool) -> None:
            if getattr(stock, driver) is not on:
                setattr(stock, driver, on)
                self._later(stock)

        return switch

    def _later(self, stock: _Stock) -> None:
        """Several drivers that switch in the same moment make one new stretch of the curve."""
        self._sim.afterwards(f"indicator/{stock.name}/{stock.agency}", lambda: self._move(stock))

    def _move(self, stock: _Stock, value: float | None = None) -> None:
        sim, part, key = self._sim, stock.part, (stock.name, stock.agency)
        motion = sim.world.indicators[key]
        value = motion.at(sim.tick) if value is None else value
        low, high = part.range
        faster = sim.world.scale("drift", stock.name)
        rate = sum(drift.change for drift, on in zip(part.drifts, stock.drifts, strict=True) if on) * faster
        pull = target = growth = ceiling = 0.0
        if stock.settles and part.settles:
            pull, target = log(2) / (part.settles.half_life / HOUR), float(part.settles.toward)
        if stock.spreads and part.spreads:
            growth = part.spreads.rate * faster
            ceiling = low + (high - low) * part.spreads.ceiling
            value = max(value, low + (high - low) * part.spreads.seed)
        value = round(min(high, max(low, value)), _DIGITS)
        moved = IndicatorMoved(stock.name, value, stock.agency, rate, pull, target, growth, ceiling)
        same = (value, rate, pull, target, growth, ceiling) == (
            round(motion.at(sim.tick), _DIGITS),
            motion.rate,
            motion.pull,
            motion.target,
            motion.growth,
            motion.ceiling,
        )
        if not same:
            sim.record(moved)
