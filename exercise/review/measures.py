"""What the log says about the objectives: every measure answered exactly, in one pass, live or afterwards.

A moment is a whole second, and what counts is how things stand at its end: what is undone in the same second
never was. Between records the judge asks again at the seconds at which time alone changes an answer, so that
a threshold crossed by a moving indicator is found to the second, without polling.
"""

from __future__ import annotations

from collections.abc import Iterable

from exercise.domain import events as ev
from exercise.domain.conditions import compile_condition, touched
from exercise.domain.evolve import evolve
from exercise.domain.explain import waits_for
from exercise.domain.improvised import line_of
from exercise.domain.world import world_at_start
from exercise.log.records import Asked, Record
from exercise.review.answers import Due, Passed, Seen, answer, reading, watched
from exercise.review.names import Names
from exercise.review.ratings import EvaluatorRating, ObjectiveResult, TaskResult, rating_of
from exercise.review.watching import Watch
from exercise.scenario import assess as a
from exercise.scenario.model import Scenario


def judge(scenario: Scenario, records: Iterable[Record], *languages: str) -> dict[str, ObjectiveResult]:
    """Every objective of a complete log, by id."""
    deciding = Judge(scenario, *languages)
    for record in records:
        deciding.take(record)
    return {result.id: result for result in deciding.results()}


class _Task:
    """One critical task and what is remembered to judge it."""

    __slots__ = ("condition", "deadline", "part", "passed", "watch")

    def __init__(self, part: a.Task, scenario: Scenario) -> None:
        self.part = part
        self.condition = watched(part.measure)
        self.watch = Watch(compile_condition(self.condition, scenario)) if self.condition else None
        self.deadline: int | None = None
        if isinstance(part.measure, a.DoneBy | a.KnownBy):
            self.deadline = part.measure.by
        elif isinstance(part.measure, a.SoAt):
            self.deadline = part.measure.at
        self.passed: Passed | None = None


class Judge:
    """Folds the records of one exercise into answers. Give it every record, in order."""

    def __init__(self, scenario: Scenario, *languages: str) -> None:
        self._scenario = scenario
        self._names = Names(scenario, languages)
        self._world = world_at_start(scenario)
        self._tasks = {
            name: [_Task(task, scenario) for task in objective.tasks]
            for name, objective in scenario.objectives.items()
        }
        tasks = [task for tasks in self._tasks.values() for task in tasks]
        self._watches = [task.watch for task in tasks if task.watch]
        self._readers: dict[str, list[Watch]] = {}
        for watch in self._watches:
            for key in watch.keys:
                self._readers.setdefault(key, []).append(watch)
        self._deadlines = sorted(
            ((task.deadline, number, task) for number, task in enumerate(tasks) if task.deadline is not None),
            reverse=True,
        )
        self._changed: set[Watch] = set()
        self._tick = self._seq = 0
        self._settled = -1
        self._ended: int | None = None
        self._learned: dict[str, dict[str, tuple[int, int]]] = {}
        self._decided: dict[tuple[str, int], int] = {}
        self._ratings: dict[tuple[str, str], list[EvaluatorRating]] = {}
        """(objective, critical task or nothing) → what evaluators said of it."""

    def take(self, record: Record) -> None:
        """Take the next record."""
        self._seq = record.seq
        self._move(record.tick)
        if isinstance(record, Asked):
            return
        tick, seq, event = record.tick, record.seq, record.event
        evolve(self._world, tick, event)
        for key in touched(self._world, event):
            for watch in self._readers.get(key, ()):
                watch.touch(tick, seq)
                self._changed.add(watch)
        match event:
            case ev.PhaseChanged(phase="ended"):
                self._ended = tick
            case ev.FactLearned(fact=fact, agency=agency):
                self._learned.setdefault(fact, {}).setdefault(agency, (tick, seq))
            case (
                ev.ExpectationMet(inject=inject, index=index)
                | ev.ExpectationMissed(inject=inject, index=index)
            ):
                self._decided.setdefault((inject, index), seq)
            case ev.ObservationMade(objective=name, rating=rating) if name and rating:
                self._ratings.setdefault((name, event.task), []).append(rating_of(seq, tick, event))

    def _move(self, tick: int) -> None:
        """Every second before `tick` is over."""
        if tick > self._tick:
            self._settle(tick)
            self._tick = tick

    def _settle(self, before: int) -> None:
        for watch in self._watches:
            watch.settle(self._world, self._tick, before, changed=watch in self._changed)
        self._changed.clear()
        # Nothing has changed the world since the last record, so it still is as it was at these deadlines.
        while self._deadlines and self._deadlines[-1][0] < before:
            moment, _, task = self._deadlines.pop()
            task.passed = self._snapshot(task, moment)
        self._settled = max(self._settled, before - 1)

    def _snapshot(self, task: _Task, tick: int) -> Passed:
        if task.condition is None:
            return Passed(self._seq, "", None)
        missing = waits_for(task.condition, self._scenario, self._world, tick)
        return Passed(self._seq, missing, reading(task.condition, self._scenario, self._world, tick))

    def results(self, tick: int | None = None) -> tuple[ObjectiveResult, ...]:
        """Where every objective stands when the clock shows `tick`; without one, the log is complete."""
        if tick is None:
            self._settle(self._tick + 1)
        else:
            self._move(tick)
        return tuple(self._objective(name) for name in self._tasks)

    def _objective(self, name: str) -> ObjectiveResult:
        part, names = self._scenario.objectives[name], self._names
        expected = self._expected(name)
        return ObjectiveResult(
            id=name,
            name=names.pick(part.name),
            capability=part.capability,
            target=names.pick(part.target),
            weight=part.weight,
            tasks=tuple(
                TaskResult(
                    text=names.pick(task.part.text),
                    measure=task.part.measure,
                    answer=answer(task.part.measure, self._seen(task, expected)),
                    weight=task.part.measure.weight if task.part.measure else 1,
                    who=tuple(names.agency(agency) for agency in task.part.who),
                    id=task.part.id or str(place),
                    agencies=task.part.who,
                    ratings=tuple(self._ratings.get((name, task.part.id or str(place)), ())),
                )
                for place, task in enumerate(self._tasks[name], start=1)
            ),
            ratings=tuple(self._ratings.get((name, ""), ())),
        )

    def _seen(self, task: _Task, expected: tuple[Due, ...]) -> Seen:
        return Seen(
            now=self._tick,
            settled=self._settled,
            ended=self._ended,
            planned_end=self._scenario.duration,
            agencies=tuple(self._scenario.agencies),
            watch=task.watch,
            passed=task.passed,
            learned=self._learned,
            expected=expected,
            last=self._seq,
        )

    def _expected(self, objective: str) -> tuple[Due, ...]:
        """The expected actions tied to an objective whose injects have gone out."""
        found = []
        for name in (*self._scenario.injects, *self._world.improvised):
            inject = line_of(self._scenario, self._world, name)
            for index, state in self._world.injects[name].expects.items():
                if inject is not None and inject.expect[index].objective == objective:
                    found.append(Due(state.status, state.due, self._decided.get((name, index))))
        return tuple(found)
