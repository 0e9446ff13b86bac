"""A comparison of two futures as plain text and as data for programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from exercise.language import marked, n, t
from exercise.review.compare import Comparison, Figures, Outcome, at
from exercise.review.compare_causes import Chain, Step
from exercise.review.drawing import number
from exercise.scenario.quantities import clock, lasting

_LINKS = {"": marked("why:"), "because": marked("because"), "depends": marked("which depends on")}
COLUMNS = 40
MOST_TIMES = 40
"""Key times told in a terminal."""
_BARS = "▁▂▃▄▅▆▇█"
_SIDE = {"log": marked("log"), "fork": marked("fork")}
_PLAYERS = {
    "recorded": marked("the recorded commands play on"),
    "diligent": marked("diligent bots play on"),
    "slow": marked("slow bots play on"),
    "idle": marked("idle bots play on"),
}


def as_text(found: Comparison) -> Iterator[str]:
    """For a terminal: what was changed, what came of it, and why."""
    yield from heading_lines(found)
    yield from ("", "Outcomes, in the log and in the fork")
    for outcome in found.outcomes:
        if outcome.differs:
            yield from outcome_lines(outcome, found.horizon)
    same = [outcome.name for outcome in found.outcomes if not outcome.differs]
    if same:
        yield f"  the same: {', '.join(same)}"
    yield from ("", "Objectives (ratings proposed from the log)")
    for objective in found.objectives:
        changed = [task for task in objective.tasks if task.differs]
        sign = f"{objective.log or '–'} → {objective.fork or '–'}" if changed else f"{objective.log or '–'}"
        yield f"  {sign:<6} {objective.name}{'' if changed else ': the same'}"
        for task in changed:
            yield f"         {task.text}"
            yield f"           log:  {task.log[0]}, {task.log[1]}"
            yield f"           fork: {task.fork[0]}, {task.fork[1]}"
            yield from chain_lines(task.because, " " * 11)
    yield from ("", f"Key times that differ ({found.same_times} are the same)")
    for timed in found.times[:MOST_TIMES]:
        time = timed.time
        who = f"{time.who}: " if time.who else ""
        moments = f"{_moment(time.log)} → {_moment(time.fork)}{_shift(time.log, time.fork)}"
        yield f"  {time.kind:<10} {moments}  {who}{time.what}"
        # The whole chains are in the other editions; here, where each of them begins.
        for chain in timed.because:
            yield f"{' ' * 13}from {_step(chain.steps[-1])}"
    if not found.times:
        yield "  none"
    if len(found.times) > MOST_TIMES:
        yield f"  and {len(found.times) - MOST_TIMES} more, on the page and in --json"


def heading_lines(found: Comparison) -> Iterator[str]:
    """What was changed, what was refused, and where the futures part."""
    lineage = found.lineage
    yield n(
        "{title}: what if? From {time} ({number} records are the same) {players}",
        "{title}: what if? From {time} ({number} records are the same) {players}",
        lineage.records,
        title=found.title,
        time=clock(lineage.tick),
        number=f"{lineage.records:,}",
        players=t(_PLAYERS.get(lineage.bots, lineage.bots)),
    )
    for word in found.changes.removed:
        yield "  " + t("left out: {what}", what=word)
    for line in found.changes.added:
        yield "  " + t("added:    {what}", what=line)
    for refusal in found.changes.refused:
        yield "  " + t("refused:  {what}", what=refusal)
    one, other = found.first
    if one is None and other is None:
        yield t("Nothing is different.")
        return
    gone, new = found.different
    yield n(
        "Of the log {gone} records are not in the fork; {new} are new. They part here:",
        "Of the log {gone} records are not in the fork; {new} are new. They part here:",
        gone,
        gone=f"{gone:,}",
        new=f"{new:,}",
    )
    for step in (one, other):
        if step is not None:
            yield f"  {_step(step)}"


def outcome_lines(outcome: Outcome, horizon: int) -> Iterator[str]:
    """A service or an indicator: both curves on one scale, both sides in figures, and why."""
    unit, longest = outcome.unit, max(len(t(side)) for side in _SIDE.values())
    yield f"  {outcome.name}"
    for side, figures, curve in (
        ("log", outcome.log, outcome.curves[0]),
        ("fork", outcome.fork, outcome.curves[1]),
    ):
        low, high = spark_scale(outcome)
        yield f"    {t(_SIDE[side]):<{longest}} {spark(curve.points, horizon, low, high)}"
        yield f"    {'':<{longest}} {_figures(figures, unit)}"
    yield from chain_lines(outcome.because, " " * 9)


def spark_scale(outcome: Outcome) -> tuple[float, float]:
    """One scale for both sides."""
    values = [value for curve in outcome.curves for _, value in curve.points]
    low, high = min(values), max(values)
    return (0.0, 100.0) if outcome.kind == "service" else (low, high if high > low else low + 1)


def spark(points: tuple[tuple[int, float], ...], horizon: int, low: float, high: float) -> str:
    """A line as a row of blocks."""
    steps = [at(points, horizon * place // (COLUMNS - 1)) for place in range(COLUMNS)]
    top = len(_BARS) - 1
    return "".join(_BARS[max(0, min(top, round((value - low) / (high - low) * top)))] for value in steps)


def _figures(figures: Figures, unit: str) -> str:
    return t(
        "mean {mean}, lowest {lowest} at {time}, {end} at the end",
        mean=f"{number(figures.mean)}{unit}",
        lowest=f"{number(figures.lowest)}{unit}",
        time=clock(figures.lowest_at),
        end=f"{number(figures.end)}{unit}",
    )


def _moment(tick: int | None) -> str:
    return "never" if tick is None else clock(tick)


def _shift(log: int | None, fork: int | None) -> str:
    if log is None or fork is None:
        return ""
    return f" ({'+' if fork > log else '-'}{lasting(abs(fork - log))})"


def chain_lines(chains: tuple[Chain, ...], indent: str) -> Iterator[str]:
    """Each chain of causes, a record a line."""
    for chain in chains:
        for place, step in enumerate(chain.steps):
            yield f"{indent}{'  ' if place else ''}{t(_LINKS[step.link])} {_step(step)}"


def _step(step: Step) -> str:
    note = ""
    if step.origin:
        note = "  ← " + (t("only in the log") if step.side == "log" else t("only in the fork"))
    elif step.refused:
        note = "  " + t("(the fork refused it: {why})", why=step.refused)
    elif not step.alone:
        note = "  " + t("(in both)")
    return f"{t(_SIDE[step.side])} r{step.seq} {clock(step.tick)} {step.text}{note}"


def as_json(found: Comparison) -> dict[str, Any]:
    """For programs. Curves are left out: they are in the logs."""
    lineage = found.lineage
    return {
        "parent": lineage.exercise_id,
        "tick": lineage.tick,
        "records_shared": lineage.records,
        "parent_hash": lineage.hash,
        "bots": lineage.bots,
        "added": lineage.added,
        "removed": lineage.removed,
        "refused": lineage.refused,
        "horizon": found.horizon,
        "first_difference": {
            side: None if step is None else asdict(step)
            for side, step in zip(("log", "fork"), found.first, strict=True)
        },
        "different_records": dict(zip(("log", "fork"), found.different, strict=True)),
        "outcomes": [
            {
                "id": outcome.id,
                "name": outcome.name,
                "kind": outcome.kind,
                "unit": outcome.unit,
                "differs": outcome.differs,
                "log": asdict(outcome.log),
                "fork": asdict(outcome.fork),
                "because": _as_data(outcome.because),
            }
            for outcome in found.outcomes
        ],
        "objectives": [
            {
                "id": objective.id,
                "name": objective.name,
                "log": objective.log,
                "fork": objective.fork,
                "tasks": [
                    {
                        "text": task.text,
                        "differs": task.differs,
                        "log": dict(zip(("verdict", "words"), task.log, strict=True)),
                        "fork": dict(zip(("verdict", "words"), task.fork, strict=True)),
                        "because": _as_data(task.because),
                    }
                    for task in objective.tasks
                ],
            }
            for objective in found.objectives
        ],
        "times": [{**asdict(timed.time), "because": _as_data(timed.because)} for timed in found.times],
        "same_times": found.same_times,
    }


def _as_data(chains: tuple[Chain, ...]) -> list[list[dict[str, Any]]]:
    return [[asdict(step) for step in chain.steps] for chain in chains]
