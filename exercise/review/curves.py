"""Services and indicators over time: exact curves, thinned to what a drawing can show."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from math import ceil
from typing import Literal

from exercise.domain import events as ev
from exercise.domain.knowledge import indicator_value
from exercise.domain.motion import Motion
from exercise.domain.world import World
from exercise.review.chronicle import Chronicle
from exercise.review.names import Names
from exercise.scenario.quantities import HOUR

PIXELS = 1000
"""How many columns a drawing has; a curve holds at most four points in each."""

Point = tuple[int, float]


@dataclass(frozen=True, slots=True)
class Curve:
    """A value over the whole exercise, as the corners of a line."""

    id: str
    name: str
    kind: Literal["service", "indicator"]
    unit: str
    low: float
    high: float
    points: tuple[Point, ...]
    note: str = ""

    @property
    def lowest(self) -> Point:
        """The lowest point and when it was first there."""
        return min(self.points, key=lambda point: (point[1], point[0]))

    @property
    def highest(self) -> Point:
        """The highest point and when it was first there."""
        return max(self.points, key=lambda point: (point[1], -point[0]))

    @property
    def moves(self) -> bool:
        """Whether it is anything but a level line."""
        return len({value for _, value in self.points}) > 1


def curves(
    chronicle: Chronicle, names: Names, *, pixels: int = PIXELS, agency: str = ""
) -> tuple[Curve, ...]:
    """Every service, then every indicator; where each agency has its own, the mean of them.

    With `agency`, what this one watches, and its own indicators.
    """
    end = chronicle.horizon
    step = max(1, end // pixels)
    levels, motions = _levels(chronicle), _motions(chronicle)
    found = []
    for name, service in chronicle.scenario.services.items():
        if agency and not service.seen_by:
            continue
        points = thinned(_corners(levels[name], end), step)
        found.append(Curve(name, names.service(name), "service", "%", 0.0, 100.0, points))
    for name, part in chronicle.scenario.indicators.items():
        if agency and not part.seen_by:
            continue
        everybody = (agency,) if agency else tuple(chronicle.scenario.agencies)
        whose = everybody if part.each or part.derived else ("",)
        if part.derived:
            each = [_derived(chronicle, name, agency) for agency in whose]
        else:
            each = [list(motions[name, agency].items()) for agency in whose]
        points = thinned(exact(each[0], end, step) if len(each) == 1 else _mean(each, end, step), step)
        note = f"mean of {len(each)} agencies" if len(each) > 1 else ""
        title = names.indicator(name)
        found.append(
            Curve(name, title, "indicator", part.unit, part.range.low, part.range.high, points, note)
        )
    return tuple(found)


def _levels(chronicle: Chronicle) -> dict[str, list[Point]]:
    """Service → from when on it was at how many per cent."""
    changes: dict[str, list[Point]] = {name: [(0, 100.0)] for name in chronicle.scenario.services}
    for _, tick, event in chronicle.all(ev.ServiceChanged):
        changes.setdefault(event.service, []).append((tick, event.available * 100))
    return changes


def _motions(chronicle: Chronicle) -> dict[tuple[str, str], dict[int, Motion]]:
    """Indicator → from when on it moved how. Changes within one second count once, as it stood at its end."""
    found: dict[tuple[str, str], dict[int, Motion]] = {}
    for name, part in chronicle.scenario.indicators.items():
        for agency in chronicle.scenario.agencies if part.each else ("",):
            found[name, agency] = {0: Motion(float(part.start), 0, *part.range)}
    for _, tick, event in chronicle.all(ev.IndicatorMoved):
        stretches = found.setdefault((event.indicator, event.agency), {})
        low, high = chronicle.scenario.indicators[event.indicator].range
        stretches[tick] = Motion(
            event.value,
            tick,
            low,
            high,
            event.rate,
            event.pull,
            event.target,
            event.growth,
            event.ceiling,
        )
    return found


def _corners(changes: list[Point], end: int) -> list[Point]:
    """A level that holds until the next change: two corners a change."""
    points = [changes[0]]
    for tick, value in changes[1:]:
        if tick > points[-1][0]:
            points.append((tick, points[-1][1]))
            points.append((tick, value))
        else:
            points[-1] = (tick, value)
    return [*points, (end, points[-1][1])]


def _derived(chronicle: Chronicle, name: str, agency: str) -> list[tuple[int, Motion]]:
    """Asked anew whenever the agency learned something."""
    part, world = chronicle.scenario.indicators[name], World()
    found = {0: Motion(indicator_value(chronicle.scenario, world, name, agency, 0), 0, *part.range)}
    known = world.held.setdefault(agency, {})
    for fact, holding in sorted(chronicle.world.held.get(agency, {}).items(), key=lambda item: item[1].tick):
        known[fact] = holding
        value = indicator_value(chronicle.scenario, world, name, agency, holding.tick)
        found[holding.tick] = Motion(value, holding.tick, *part.range)
    return list(found.items())


def exact(stretches: list[tuple[int, Motion]], end: int, step: int) -> list[Point]:
    """The corners of a curve: breaks at every change, and enough points between them to look smooth."""
    points: list[Point] = []
    ends = [tick for tick, _ in stretches[1:]] + [end]
    for (begin, motion), stop in zip(stretches, ends, strict=True):
        points.append((begin, motion.at(begin)))
        if motion.moves:
            # A straight line needs its two ends and where it meets the edge of its range.
            if motion.pull or motion.growth:
                points += [(tick, motion.at(tick)) for tick in range(begin + step, stop, step)]
            else:
                edge = motion.high if motion.rate > 0 else motion.low
                meets = begin + ceil((edge - motion.at(begin)) / motion.rate * HOUR)
                if begin < meets < stop:
                    points.append((meets, motion.at(meets)))
        if stop > begin:
            points.append((stop, motion.at(stop)))
    return points


def _mean(each: list[list[tuple[int, Motion]]], end: int, step: int) -> list[Point]:
    places = [0] * len(each)
    points = []
    for tick in (*range(0, end, step), end):
        total = 0.0
        for index, stretches in enumerate(each):
            while places[index] + 1 < len(stretches) and stretches[places[index] + 1][0] <= tick:
                places[index] += 1
            total += stretches[places[index]][1].at(tick)
        points.append((tick, total / len(each)))
    return _straightened(points)


def _straightened(points: list[Point]) -> list[Point]:
    """Without the inner points of level stretches."""
    inner = [
        here
        for before, here, after in zip(points, points[1:], points[2:], strict=False)
        if not before[1] == here[1] == after[1]
    ]
    return [points[0], *inner, points[-1]]


def thinned(points: list[Point], step: int) -> tuple[Point, ...]:
    """At most four points a column: the first, the lowest, the highest, the last."""
    if len(points) <= 4:
        return tuple(points)
    kept: list[Point] = []
    for _, column in groupby(enumerate(points), key=lambda item: item[1][0] // step):
        items = list(column)
        lowest = min(items, key=lambda item: item[1][1])
        highest = max(items, key=lambda item: item[1][1])
        kept += [point for _, point in sorted({items[0], lowest, highest, items[-1]})]
    return tuple(_straightened(kept)) if len(kept) > 2 else tuple(kept)
