"""A whole drill at full speed, without a screen: bots at every seat, a log at the end."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path

from exercise.domain import commands as cmd
from exercise.errors import UsageError
from exercise.log.header import Header
from exercise.log.records import Record
from exercise.log.store import LogFile, LogWriter
from exercise.rehearsal.drill import Drill
from exercise.scenario.model import Scenario
from exercise.scenario.quantities import HOUR

COMMIT_EVERY = 2_000
"""Records between two writes to the disk; a crash loses at most so many, and resuming makes them again."""

Progress = Callable[[int, int], None]
"""Told how far exercise time has come, and how far it goes."""


def spare_the_collector() -> None:
    """Let Python look for garbage less often, in a process that does nothing but play a scenario already read.

    A scenario is thousands of objects that never go away, and a run leaves few cycles behind.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def run_headless(
    path: Path | None,
    header: Header,
    scenario: Scenario,
    *,
    until: int,
    progress: Progress | None = None,
    without: frozenset[str] = frozenset(),
) -> tuple[Drill, list[Record]]:
    """Play from STARTEX to ENDEX at `until`.

    Args:
        path: the log to write; None keeps the records in memory only.
        header: the log's first line; its seed and bots are those of the run.
        until: seconds since STARTEX.
        without: actions that no bot orders; for statistics in memory, because a log does not say so.
    """
    keeper = _Keeper(LogWriter(path, header) if path else None, [])
    drill = Drill(scenario, header.seed, header.bots, keeper.keep, script=header.script, without=without)
    drill.submit("excon", cmd.Start())
    return _to_the_end(drill, keeper, until, progress)


def resume_headless(
    log: LogFile, scenario: Scenario, *, until: int, progress: Progress | None = None
) -> tuple[Drill, list[Record]]:
    """Go on with a headless run that was interrupted, as if it never had been.

    Raises:
        UsageError: the exercise in the log has ended.
        LogForked: the log is not what its commands give.
    """
    if log.closed:
        raise UsageError(f"the exercise in {log.path} has ended; there is nothing to go on with")
    keeper = _Keeper(LogWriter(log.path, after=log), list(log.records))
    drill = Drill.resumed(log.header, scenario, log.records, keeper.keep)
    if drill.engine.world.phase == "briefing":
        drill.submit("excon", cmd.Start())
    return _to_the_end(drill, keeper, until, progress)


class _Keeper:
    def __init__(self, writer: LogWriter | None, records: list[Record]) -> None:
        self.writer, self.records = writer, records
        self._unwritten = 0

    def keep(self, record: Record) -> None:
        self.records.append(record)
        if self.writer:
            self.writer.append(record)
            self._unwritten += 1
            if self._unwritten >= COMMIT_EVERY:
                self._unwritten = 0
                self.writer.commit()


def _to_the_end(
    drill: Drill, keeper: _Keeper, until: int, progress: Progress | None
) -> tuple[Drill, list[Record]]:
    if progress is not None:
        for hour in range(drill.engine.tick // HOUR + 1, until // HOUR + 1):
            drill.advance_to(hour * HOUR)
            progress(drill.engine.tick, until)
    drill.advance_to(until)
    if drill.engine.world.phase != "ended":
        drill.submit("excon", cmd.End("the time is up"))
    if keeper.writer:
        keeper.writer.close(finished=True)
    return drill, keeper.records
