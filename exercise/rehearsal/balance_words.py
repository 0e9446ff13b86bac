"""The numbers of many runs as lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from exercise.scenario.model import Scenario
from exercise.scenario.part import pick

_NAME, _CELL = 34, 20
_SHOWN = 4
"""How many of the largest differences are told of each action."""


def table_in_words(scenario: Scenario, columns: Mapping[str, Any]) -> list[str]:
    """The table, a column for each kind of bot; each cell `median (5th percentile … 95th)`."""
    lines = [_row("", columns)]
    lines += ["", "services, percent: at the worst moment"]
    for name, part in scenario.services.items():
        lines.append(
            _percents(_named(scenario, part), [c["services"][name]["least"] for c in columns.values()])
        )
    lines += ["", "the worst of each evening (18:00 to midnight)"]
    for name, part in scenario.services.items():
        lines += _evenings(
            _named(scenario, part), [c["services"][name]["evenings"] for c in columns.values()]
        )
    lines += ["", "at the end"]
    for name, part in scenario.services.items():
        lines.append(
            _percents(_named(scenario, part), [c["services"][name]["end"] for c in columns.values()])
        )
    lines += ["", "indicators at the end (of agencies' own: the mean)"]
    for name, indicator in scenario.indicators.items():
        cells = [_cell(column["indicators"][name]) for column in columns.values()]
        lines.append(_row(_named(scenario, indicator), cells))
    lines += ["", "objectives, percent of runs: performed, some, major challenges, unable"]
    for name, objective in scenario.objectives.items():
        cells = [_ratings(column["objectives"][name]) for column in columns.values()]
        lines.append(_row(_named(scenario, objective), cells))
    lines += ["", "expected actions"]
    for what, word in (("met", "in time"), ("late", "late"), ("missed", "missed")):
        lines.append(_row(word, [_cell(column["expected"][what]) for column in columns.values()]))
    lines.append(_row("different actions ordered", [_cell(column["actions"]) for column in columns.values()]))
    return lines


def worth_in_words(scenario: Scenario, worths: Mapping[str, Any]) -> list[str]:
    """What leaving out each action changes, the largest differences first."""
    lines = ["what changes when one action is never ordered (mean over the same luck)", ""]
    for action, found in worths.items():
        part = scenario.activities[action]
        name = f"{part.code} {pick(part.name, *scenario.languages)}".strip()
        lines.append(f"{name} ({action}; ordered in {found['ordered']:.0%} of runs)")
        told = sorted(_differences(scenario, found), key=lambda pair: -pair[0])[:_SHOWN]
        lines.append("    " + ("; ".join(words for _, words in told) or "NO DIFFERENCE to any of these"))
    return lines


def _differences(scenario: Scenario, found: Mapping[str, Any]) -> Iterator[tuple[float, str]]:
    """Each difference that can be seen: its size in percent of the range, and in words."""
    for name, felt in found["services"].items():
        for what, words in (("least", "at its worst"), ("end", "at the end"), ("mean", "on the whole")):
            if abs(change := felt[what] * 100) >= 0.05:
                yield abs(change), f"{_named(scenario, scenario.services[name])} {words} {change:+.1f} points"
                break
    for name, change in found["indicators"].items():
        low, high = scenario.indicators[name].range
        if abs(change) >= 0.005:
            label = _named(scenario, scenario.indicators[name])
            yield abs(change) / (high - low) * 100, f"{label} {change:+.2f}"
    for name, change in found["objectives"].items():
        if abs(change) >= 0.005:
            label = _named(scenario, scenario.objectives[name])
            yield abs(change) / 3 * 100, f"objective '{label}' {change:+.2f} grades"


def _named(scenario: Scenario, part: Any) -> str:
    return pick(part.name, *scenario.languages)


def _row(name: str, cells: Any) -> str:
    short = name if len(name) <= _NAME else name[: _NAME - 1] + "…"
    return (f"  {short:<{_NAME}}" + "".join(f"{cell:>{_CELL}}" for cell in cells)).rstrip()


def _percents(name: str, spreads: list[list[float]]) -> str:
    return _row(name, [_cell([value * 100 for value in spread]) for spread in spreads])


def _evenings(name: str, columns: list[list[list[float]]]) -> Iterator[str]:
    for number in range(max((len(column) for column in columns), default=0)):
        spreads = [column[number] if number < len(column) else [0.0, 0.0, 0.0] for column in columns]
        yield _percents(f"{number + 1}. {name}", spreads)


def _cell(spread: list[float]) -> str:
    low, middle, high = spread
    return f"{middle:.0f} ({low:.0f}…{high:.0f})"


def _ratings(shares: Mapping[str, float]) -> str:
    return " ".join(f"{rating}{share * 100:.0f}" for rating, share in shares.items())
