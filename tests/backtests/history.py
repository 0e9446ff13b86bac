"""Playing a published case five hundred times, and telling where in the model's outcomes history lies.

A case is a tiny scenario whose numbers come from the sourced tables of the domain study (its sections D.1 to D.5,
with the numbers of their sources). None is tuned: where history does not fit, the test's docstring says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, log, sqrt
from typing import Any

from exercise.domain import commands as cmd
from exercise.engine.engine import Engine
from exercise.log.records import Record
from exercise.rehearsal.balance import quantile
from exercise.scenario.load import scenario_from_data
from exercise.scenario.quantities import DAY, HOUR

RUNS = 500
Tell = Callable[[str, str], None]
"""Pytest's `record_property`; what is recorded as `told` is printed at the end of the session."""

_HEAD: dict[str, Any] = {
    "format": 1,
    "title": "A case from history",
    "summary": "A published case, small enough to be played five hundred times.",
    "startex": "2024-01-01T00:00:00Z",
    "duration": "400d",
    "agencies": {"operator": {"name": "Operator"}},
}
_Z97 = 1.8807936081512509
_Z95 = 1.6448536269514722


@dataclass(frozen=True, slots=True)
class Played:
    """One run: its records, and the engine at the end of it."""

    records: list[Record]
    engine: Engine


def replay(
    parts: dict[str, Any], read: Callable[[Played], float], *, until: int, runs: int = RUNS
) -> list[float]:
    """What `read` makes of each of so many runs, least first. Seeds are the numbers from 1."""
    scenario = scenario_from_data({"id": "case", **_HEAD, **parts})
    found = []
    for seed in range(1, runs + 1):
        records: list[Record] = []
        engine = Engine(scenario, str(seed), records.append)
        engine.submit("excon", cmd.Start())
        engine.advance_to(until)
        found.append(read(Played(records, engine)))
    return sorted(found)


def raised(flag: str, *, unit: int) -> Callable[[Played], float]:
    """When a flag that stays up was raised, in days or hours; never is infinitely late."""

    def read(played: Played) -> float:
        tick = played.engine.world.flags.get(flag)
        return tick / unit if tick is not None else float("inf")

    return read


def lognormal(mode: float, p97: float, *, unit: str) -> dict[str, str]:
    """The study's `LN`: through the mode, with its `max` at the 97th percentile, as the scenario language has it."""
    sigma = (sqrt(_Z97**2 + 4 * log(p97 / mode)) - _Z97) / 2
    median = mode * exp(sigma**2)
    return {"median": f"{median:.3f}{unit}", "p95": f"{median * exp(_Z95 * sigma):.3f}{unit}"}


def triangle(low: float, mode: float, high: float, *, unit: str) -> dict[str, str]:
    """The study's `T`, as the scenario language has it."""
    return {"min": f"{low}{unit}", "mode": f"{mode}{unit}", "max": f"{high}{unit}"}


def place_of(real: float, outcomes: list[float]) -> float:
    """The share of outcomes below what really happened, with half of those equal to it."""
    below = sum(outcome < real for outcome in outcomes)
    return (below + sum(outcome == real for outcome in outcomes) / 2) / len(outcomes)


def report(tell: Tell, case: str, real: float, outcomes: list[float], unit: str, *, more: str = "") -> None:
    """One line of the report: what happened, where it lies, and what the model gives."""
    low, middle, high = (quantile(outcomes, share) for share in (0.05, 0.5, 0.95))
    tell(
        "told",
        f"{case:<44} really {more}{real:g} {unit}: percentile {place_of(real, outcomes) * 100:3.0f} "
        f"of {low:.1f} … {middle:.1f} … {high:.1f}",
    )


def within(real: float, outcomes: list[float]) -> bool:
    """Whether what really happened lies between the 5th and the 95th percentile."""
    return quantile(outcomes, 0.05) <= real <= quantile(outcomes, 0.95)


__all__ = [
    "DAY",
    "HOUR",
    "RUNS",
    "Played",
    "Tell",
    "lognormal",
    "place_of",
    "raised",
    "replay",
    "report",
    "triangle",
    "within",
]
