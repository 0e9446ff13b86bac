"""What people felt of each service in a run: at its worst, each evening, on the whole, and at the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from exercise.domain.events import ServiceChanged
from exercise.log.records import Happened, Record
from exercise.scenario.model import Scenario
from exercise.scenario.quantities import DAY, HOUR

EVENING = 18 * HOUR
"""From here to midnight, local time: when most people are at home, and most is asked of everything."""


class Felt(msgspec.Struct, frozen=True):
    """Availability of one service, 0..1."""

    least: float
    mean: float
    end: float
    evenings: tuple[float, ...]
    """The least of each evening that the run reached."""


def felt(scenario: Scenario, records: Iterable[Record], end: int) -> dict[str, Felt]:
    """Every service of a run that ended at `end`."""
    changes: dict[str, list[tuple[int, float]]] = {name: [(0, 1.0)] for name in scenario.services}
    for record in records:
        if isinstance(record, Happened) and isinstance(record.event, ServiceChanged):
            changes[record.event.service].append((record.tick, record.event.available))
    evenings = list(_evenings(scenario, end))
    return {name: _felt(_stretches(steps, end), evenings) for name, steps in changes.items()}


def _evenings(scenario: Scenario, end: int) -> Iterator[tuple[int, int]]:
    start = scenario.startex
    midnight = -(start.hour * HOUR + start.minute * 60 + start.second)
    while midnight + EVENING < end:
        if midnight + DAY > 0:
            yield max(0, midnight + EVENING), min(end, midnight + DAY)
        midnight += DAY


Stretch = tuple[int, int, float]


def _stretches(steps: list[tuple[int, float]], end: int) -> list[Stretch]:
    """From, to, how much; what lasted no time was never felt."""
    ends = [tick for tick, _ in steps[1:]] + [end]
    return [(since, until, level) for (since, level), until in zip(steps, ends, strict=True) if since < until]


def _felt(stretches: list[Stretch], evenings: list[tuple[int, int]]) -> Felt:
    if not stretches:
        return Felt(1.0, 1.0, 1.0, ())
    length = stretches[-1][1] - stretches[0][0]
    return Felt(
        least=min(level for _, _, level in stretches),
        mean=sum((until - since) * level for since, until, level in stretches) / length,
        end=stretches[-1][2],
        evenings=tuple(
            min(level for since, until, level in stretches if since < late and until > early)
            for early, late in evenings
        ),
    )
