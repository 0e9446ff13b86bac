"""`exercise debrief`: the replay desk."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from exercise.errors import UsageError

if TYPE_CHECKING:
    from exercise.conduct.client import OtherFuture, WhatIf
    from exercise.conduct.recorded import Recording
    from exercise.log.store import LogFile


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be written after `exercise debrief`."""
    from exercise.cli.spoken import lang_argument

    parser.add_argument(
        "log",
        type=Path,
        metavar="LOG",
        help="a log file, or a run's folder, finished or not; it stays as it is",
    )
    parser.add_argument(
        "--at", metavar="T+12:00", help="begin at this moment, or at a record's number: '#4211'"
    )
    lang_argument(parser)


def run(args: argparse.Namespace) -> int:
    """Sit down at the replay desk until the person leaves."""
    import asyncio

    from exercise.cli.output import tell
    from exercise.conduct.recorded import Recording
    from exercise.log.store import read_log
    from exercise.rehearsal.headless import spare_the_collector

    log = read_log(args.log)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            "this is not a terminal, so there is nowhere to show the desk.\n"
            f"The same without a screen:  exercise show {args.log} --at T+12:00 --as AGENCY"
        )
    if not log.records:
        raise UsageError("nothing has happened in this log yet; there is nothing to look back on")
    if log.torn:
        tell("the last line of the log was cut off in the middle; it was left out")
    recording = Recording(log, fork=_fork, progress=_progress())
    _begin_at(recording, args.at)
    # A million records stay for as long as the desk does: looking through them for garbage would hold up a key.
    spare_the_collector()
    from tui.desk import run_debrief

    return asyncio.run(run_debrief(recording, language=args.lang))


def _begin_at(recording: Recording, typed: str | None) -> None:
    from exercise.errors import NoSuchThing
    from exercise.scenario.quantities import parse_time

    if typed is None:
        return
    try:
        if typed.removeprefix("#").isdigit():
            recording.go_to_record(int(typed.removeprefix("#")))
        else:
            recording.go_to(parse_time(typed))
    except NoSuchThing:
        last = len(recording.replay.records) - 1
        raise UsageError(f"--at: there is no record {typed}; the last one is #{last}") from None
    except ValueError as wrong:
        raise UsageError(f"--at: {wrong}") from None


def _fork(log: LogFile, what: WhatIf) -> OtherFuture:
    """Another future of the log, kept among the runs as `exercise fork` keeps it."""
    from exercise.cli.forking import fork_log
    from exercise.conduct.client import OtherFuture
    from exercise.conduct.runs import new_run

    made = fork_log(
        log,
        new_run(f"{log.header.scenario().id}-fork", None).parent,
        at=what.at,
        added=what.added,
        without=what.without,
        bots=what.bots,
        languages=what.languages,
    )
    return OtherFuture(str(made.log), str(made.page), made.comparison)


def _progress() -> Callable[[int, int], None] | None:
    """How far the log is read, on stderr, when somebody is looking."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        end = "\r\033[K" if done >= total else ""
        print(f"\rReading the log: {100 * done // max(1, total)} % ", end=end, file=sys.stderr, flush=True)

    return show
