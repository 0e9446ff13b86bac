"""What many runs say together: how different bots fare, and what each single action is worth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from exercise.rehearsal.felt import Felt
from exercise.rehearsal.runs import Outcome
from exercise.scenario.model import Scenario

POINTS = {"P": 3, "S": 2, "M": 1, "U": 0}
"""Performed, performed with some or major challenges, unable: to put a number on a difference."""
_DIGITS = 4
_NOTHING = 1e-9


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which this share of `values` lies, straight between neighbours."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def spread(values: Sequence[float]) -> list[float]:
    """The 5th percentile, the median and the 95th percentile."""
    return [round(quantile(values, share), _DIGITS) for share in (0.05, 0.5, 0.95)]


def table(scenario: Scenario, outcomes: Mapping[str, Sequence[Outcome]]) -> dict[str, Any]:
    """One column for each kind of bot: what many of its runs came to."""
    return {kind: _column(scenario, runs) for kind, runs in outcomes.items()}


def _column(scenario: Scenario, runs: Sequence[Outcome]) -> dict[str, Any]:
    return {
        "runs": len(runs),
        "services": {name: _service([run.services[name] for run in runs]) for name in scenario.services},
        "indicators": {name: spread([run.indicators[name] for run in runs]) for name in scenario.indicators},
        "objectives": {name: _shares([run.objectives[name] for run in runs]) for name in scenario.objectives},
        "expected": {
            what: spread([getattr(run, what) for run in runs]) for what in ("met", "late", "missed")
        },
        "actions": spread([len(run.actions) for run in runs]),
    }


def _service(felt: Sequence[Felt]) -> dict[str, Any]:
    evenings = zip(*(one.evenings for one in felt), strict=False)
    return {
        "least": spread([one.least for one in felt]),
        "mean": spread([one.mean for one in felt]),
        "end": spread([one.end for one in felt]),
        "evenings": [spread(evening) for evening in evenings],
    }


def _shares(ratings: Sequence[str]) -> dict[str, float]:
    counts = Counter(ratings)
    order = [*POINTS, *sorted(set(counts) - set(POINTS))]
    return {rating: round(counts[rating] / len(ratings), _DIGITS) for rating in order if counts[rating]}


def actions_taken(scenario: Scenario, runs: Sequence[Outcome]) -> list[str]:
    """Every action ordered in any of the runs, in the scenario's order."""
    taken = {action for run in runs for action in run.actions}
    return [name for name in scenario.activities if name in taken]


def worth(
    scenario: Scenario, having: Sequence[Outcome], lacking: Sequence[Outcome], action: str
) -> dict[str, Any]:
    """What leaving an action out changes: means over the same seeds, without it less with it."""
    services = {name: _service_change(name, having, lacking) for name in scenario.services}
    indicators = {
        name: _change([run.indicators[name] for run in having], [run.indicators[name] for run in lacking])
        for name in scenario.indicators
    }
    objectives = {
        name: _change(
            [POINTS.get(run.objectives[name], 0) for run in having],
            [POINTS.get(run.objectives[name], 0) for run in lacking],
        )
        for name in scenario.objectives
    }
    moved = [*indicators.values(), *(change for felt in services.values() for change in felt.values())]
    return {
        "ordered": round(sum(action in run.actions for run in having) / len(having), _DIGITS),
        "services": services,
        "indicators": indicators,
        "objectives": objectives,
        "met": _change([run.met for run in having], [run.met for run in lacking]),
        "moves_the_world": any(abs(change) > _NOTHING for change in moved),
        "moves_an_objective": any(abs(change) > _NOTHING for change in objectives.values()),
    }


def _service_change(name: str, having: Sequence[Outcome], lacking: Sequence[Outcome]) -> dict[str, float]:
    return {
        what: _change(
            [getattr(run.services[name], what) for run in having],
            [getattr(run.services[name], what) for run in lacking],
        )
        for what in ("least", "mean", "end")
    }


def _change(having: Sequence[float], lacking: Sequence[float]) -> float:
    differences = [there - here for here, there in zip(having, lacking, strict=True)]
    return round(sum(differences) / len(differences), 6)
