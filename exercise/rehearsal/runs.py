"""Many runs of one scenario, in this process or in several: the same outcomes, in the same order, either way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from multiprocessing import get_context, parent_process
from typing import Any

import msgspec

from exercise.domain.events import ActivityOrdered
from exercise.domain.knowledge import indicator_value
from exercise.domain.world import World
from exercise.log.header import LOG_FORMAT, Header
from exercise.log.records import Happened, Record
from exercise.rehearsal.felt import Felt, felt
from exercise.rehearsal.headless import run_headless, spare_the_collector
from exercise.review.measures import judge
from exercise.scenario.load import scenario_from_data
from exercise.scenario.model import Scenario
from exercise.version import VERSION

BATCH = 10
"""Runs in one piece of work: half a second, so that sending it to a worker costs next to nothing."""

Progress = Callable[[int, int], None]
"""Told how many runs are done, and how many there will be."""


class Job(msgspec.Struct, frozen=True):
    """One run: which bots, which luck, and which actions they never order."""

    kind: str
    seed: str
    without: tuple[str, ...] = ()


class Outcome(msgspec.Struct, frozen=True):
    """What came of one run, in numbers."""

    job: Job
    services: dict[str, Felt]
    indicators: dict[str, float]
    """At the end; for those that every agency has of its own, the mean over agencies."""
    objectives: dict[str, str]
    """Proposed ratings: P, S, M, U, or the sign for one that cannot be rated."""
    met: int
    late: int
    missed: int
    actions: tuple[str, ...]
    """What agencies ordered, or a decision of theirs started, each once, in the order of the first time."""


class _Batch(msgspec.Struct, frozen=True):
    data: bytes
    until: int
    jobs: tuple[Job, ...]


def play_many(
    data: dict[str, Any],
    jobs: Sequence[Job],
    *,
    until: int,
    workers: int = 1,
    progress: Progress | None = None,
) -> list[Outcome]:
    """Play every job, and return the outcomes in the order of the jobs.

    Args:
        data: the scenario as plain data, as a log's header keeps it.
        until: when each run ends, in seconds since STARTEX.
        workers: processes to share the work; each is started afresh, so that it works the same everywhere.
    """
    encoded = msgspec.json.encode(data)
    batches = [
        _Batch(encoded, until, tuple(jobs[start : start + BATCH])) for start in range(0, len(jobs), BATCH)
    ]
    if workers <= 1 or len(batches) <= 1:
        return _collected(map(_play_batch, batches), len(jobs), progress)
    with ProcessPoolExecutor(min(workers, len(batches)), mp_context=get_context("spawn")) as pool:
        return _collected(pool.map(_play_batch, batches), len(jobs), progress)


def play_one(scenario: Scenario, data: dict[str, Any], job: Job, *, until: int) -> Outcome:
    """One run, from STARTEX to ENDEX at `until`, with the same kind of bot at every agency."""
    header = Header(
        format=LOG_FORMAT,
        program=VERSION,
        exercise_id=f"{scenario.id}-{job.seed}",
        seed=job.seed,
        data=data,
        bots=dict.fromkeys(scenario.agencies, job.kind),
    )
    drill, records = run_headless(None, header, scenario, until=until, without=frozenset(job.without))
    return _outcome(scenario, job, records, drill.engine.world)


def _collected(batches: Iterable[list[Outcome]], total: int, progress: Progress | None) -> list[Outcome]:
    outcomes: list[Outcome] = []
    for batch in batches:
        outcomes += batch
        if progress:
            progress(len(outcomes), total)
    return outcomes


def _play_batch(batch: _Batch) -> list[Outcome]:
    scenario, data = _read(batch.data)
    return [play_one(scenario, data, job, until=batch.until) for job in batch.jobs]


@lru_cache(maxsize=1)
def _read(encoded: bytes) -> tuple[Scenario, dict[str, Any]]:
    data: dict[str, Any] = msgspec.json.decode(encoded)
    scenario = scenario_from_data(data)
    if parent_process() is not None:
        spare_the_collector()
    return scenario, data


def _outcome(scenario: Scenario, job: Job, records: Sequence[Record], world: World) -> Outcome:
    end = records[-1].tick
    expected = [state.status for inject in world.injects.values() for state in inject.expects.values()]
    # What a decision started was done too; what happens by itself was not.
    orders = [
        record.event.activity
        for record in records
        if isinstance(record, Happened)
        and isinstance(record.event, ActivityOrdered)
        and scenario.activities[record.event.activity].starts is None
    ]
    return Outcome(
        job=job,
        services=felt(scenario, records, end),
        indicators={name: _value(scenario, world, name, end) for name in scenario.indicators},
        objectives={name: result.proposed for name, result in judge(scenario, records).items()},
        met=expected.count("met"),
        late=expected.count("late"),
        missed=expected.count("missed"),
        actions=tuple(dict.fromkeys(orders)),
    )


def _value(scenario: Scenario, world: World, name: str, tick: int) -> float:
    whose = tuple(scenario.agencies) if scenario.indicators[name].each else ("",)
    return sum(indicator_value(scenario, world, name, agency, tick) for agency in whose) / len(whose)
