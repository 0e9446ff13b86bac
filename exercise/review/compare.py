"""Two futures of one past, side by side: outcomes, objectives, key times, and the records that made the difference.

Both sides are logs; nothing is played here. Every difference is explained on each side by its chain of causes,
from the first record about it that the other side does not have back to where the futures part.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from exercise.log.header import Lineage
from exercise.log.records import Record
from exercise.review.chronicle import Chronicle
from exercise.review.commanded import line_in_words, refusal_in_words, removal_in_words
from exercise.review.compare_causes import Causes, Chain, Step
from exercise.review.compare_times import KeyTime, key_times
from exercise.review.curves import Curve, Point, curves
from exercise.review.measures import judge
from exercise.review.names import Names
from exercise.review.ratings import ObjectiveResult, TaskResult
from exercise.scenario.model import Scenario

SAME = 0.5
"""Differences of a mean or an end below half a point of the scale's hundredth are none that anybody would see."""


@dataclass(frozen=True, slots=True)
class Figures:
    """A curve in four numbers, over the time that both futures have."""

    mean: float
    lowest: float
    lowest_at: int
    end: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """A service or an indicator on both sides."""

    id: str
    name: str
    kind: str
    unit: str
    log: Figures
    fork: Figures
    curves: tuple[Curve, Curve]
    differs: bool
    because: tuple[Chain, ...] = ()


@dataclass(frozen=True, slots=True)
class Measured:
    """A task of an objective on both sides: verdict and words."""

    text: str
    log: tuple[str, str]
    fork: tuple[str, str]
    because: tuple[Chain, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether it came out otherwise, in verdict or in words."""
        return self.log != self.fork


@dataclass(frozen=True, slots=True)
class Objective:
    """An objective on both sides, with its proposed ratings."""

    id: str
    name: str
    log: str
    fork: str
    tasks: tuple[Measured, ...]


@dataclass(frozen=True, slots=True)
class Timed:
    """A key time that differs, and why."""

    time: KeyTime
    because: tuple[Chain, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What was changed, and what was no longer possible then, in words."""

    removed: tuple[str, ...]
    added: tuple[str, ...]
    refused: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything there is to say about a fork."""

    title: str
    lineage: Lineage
    changes: Changes
    horizon: int
    """The last second that both have."""
    first: tuple[Step | None, Step | None]
    """The first record of each side that the other does not have."""
    different: tuple[int, int]
    """How many records of each side the other does not have."""
    outcomes: tuple[Outcome, ...]
    objectives: tuple[Objective, ...]
    times: tuple[Timed, ...]
    same_times: int
    """Key times that are the same."""


def compare(
    scenario: Scenario,
    log: Sequence[Record],
    fork: Sequence[Record],
    lineage: Lineage,
    *,
    languages: tuple[str, ...] = (),
) -> Comparison:
    """Compare a log with a fork of it, both as read from their files, for whoever reads these languages."""
    names = Names(scenario, languages or scenario.languages)
    sides = Chronicle(scenario, log), Chronicle(scenario, fork)
    horizon = min(side.horizon for side in sides)
    causes = Causes(scenario, log, fork, lineage.records, names=names, refused=lineage.refused)
    drawn = [{curve.id: curve for curve in curves(side, names)} for side in sides]
    judged = [judge(scenario, records, *names.languages) for records in (log, fork)]
    times = key_times(*sides, names)
    return Comparison(
        title=names.pick(scenario.title),
        lineage=lineage,
        changes=Changes(
            tuple(removal_in_words(word, log, names) for word in lineage.removed),
            tuple(line_in_words(line, names) for line in lineage.added),
            tuple(refusal_in_words(each, names) for each in lineage.refused),
        ),
        horizon=horizon,
        first=causes.first(),
        different=causes.different,
        outcomes=tuple(_outcome(drawn[0][name], drawn[1][name], horizon, causes) for name in drawn[0]),
        objectives=tuple(_objective(judged[0][name], judged[1][name], causes) for name in judged[0]),
        times=tuple(
            Timed(time, causes.of_records(time.log_seq, time.fork_seq, about=time.subjects))
            for time in times
            if time.differs
        ),
        same_times=sum(not time.differs for time in times),
    )


def _outcome(log: Curve, fork: Curve, horizon: int, causes: Causes) -> Outcome:
    figures = figures_of(log, horizon), figures_of(fork, horizon)
    enough = SAME * (log.high - log.low) / 100
    differs = any(
        abs(one - other) >= enough
        for one, other in (
            (figures[0].mean, figures[1].mean),
            (figures[0].lowest, figures[1].lowest),
            (figures[0].end, figures[1].end),
        )
    )
    return Outcome(
        id=log.id,
        name=log.name,
        kind=log.kind,
        unit=log.unit,
        log=figures[0],
        fork=figures[1],
        curves=(log, fork),
        differs=differs,
        because=causes.about((log.id,), kind=log.kind, by=parted(log, fork, horizon, enough))
        if differs
        else (),
    )


def _objective(log: ObjectiveResult, fork: ObjectiveResult, causes: Causes) -> Objective:
    tasks = tuple(_task(one, other, causes) for one, other in zip(log.tasks, fork.tasks, strict=True))
    return Objective(log.id, log.name, log.proposed, fork.proposed, tasks)


def _task(log: TaskResult, fork: TaskResult, causes: Causes) -> Measured:
    told = Measured(
        log.text, (log.answer.verdict, log.answer.words), (fork.answer.verdict, fork.answer.words)
    )
    if not told.differs:
        return told
    because = causes.of_evidence(log.answer.evidence, fork.answer.evidence, log.measure)
    return Measured(told.text, told.log, told.fork, because)


def figures_of(curve: Curve, horizon: int) -> Figures:
    """The four numbers of a curve up to a moment."""
    points = until(curve.points, horizon)
    tick, lowest = min(points, key=lambda point: (point[1], point[0]))
    area = sum((later[0] - sooner[0]) * (later[1] + sooner[1]) / 2 for sooner, later in pairwise(points))
    length = points[-1][0] - points[0][0]
    return Figures(area / length if length else points[-1][1], lowest, tick, points[-1][1])


def until(points: Sequence[Point], tick: int) -> list[Point]:
    """A line cut off at a moment."""
    kept = [point for point in points if point[0] <= tick]
    after = next((point for point in points if point[0] > tick), None)
    if after is not None and kept and kept[-1][0] < tick:
        kept.append((tick, at(points, tick)))
    return kept or [points[0]]


def at(points: Sequence[Point], tick: int) -> float:
    """The value of a line at a moment; at a step, the one after it."""
    place = bisect_right(points, tick, key=lambda point: point[0])
    if place == 0:
        return points[0][1]
    before = points[place - 1]
    if place == len(points):
        return before[1]
    after = points[place]
    return before[1] + (after[1] - before[1]) * (tick - before[0]) / (after[0] - before[0])


def parted(log: Curve, fork: Curve, horizon: int, enough: float) -> int:
    """The first moment at which two lines lie visibly apart; the end when they never do."""
    ticks = sorted({tick for curve in (log, fork) for tick, _ in curve.points if tick <= horizon})
    return next(
        (tick for tick in ticks if abs(at(log.points, tick) - at(fork.points, tick)) >= enough), horizon
    )
