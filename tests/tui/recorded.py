"""HARBOUR NIGHT played through and kept, and the debrief desk on it with a clock that the test moves."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from textual.pilot import Pilot

from exercise.conduct.client import OtherFuture, WhatIf
from exercise.conduct.pacer import Pacer
from exercise.conduct.recorded import Fork, Recording
from exercise.errors import UsageError
from exercise.log.records import Record
from exercise.log.store import LogFile, LogWriter, read_log
from exercise.rehearsal.headless import run_headless
from tests.harbour import HOUR, harbour, header
from tui.debrief_app import DebriefApp


@cache
def played() -> tuple[Record, ...]:
    """Every record of the night."""
    return tuple(run_headless(None, header(), harbour(), until=48 * HOUR)[1])


def kept(folder: Path, *, count: int | None = None, finished: bool = True) -> LogFile:
    """The log of the night, or its first records, in a folder."""
    writer = LogWriter(folder / "log.jsonl", header())
    for record in played()[:count]:
        writer.append(record)
    writer.close(finished=finished)
    return read_log(folder)


class Hands:
    """A clock that stands until somebody moves it."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def no_fork(log: LogFile, what: WhatIf) -> OtherFuture:
    raise UsageError("nobody forks here")


def recording(log: LogFile, *, hands: Hands | None = None, fork: Fork = no_fork) -> Recording:
    return Recording(log, fork=fork, pacer=Pacer(pace=60.0, clock=hands or Hands()))


@asynccontextmanager
async def debriefing(
    folder: Path | None = None,
    *,
    size: tuple[int, int] = (140, 40),
    hands: Hands | None = None,
    fork: Fork = no_fork,
) -> AsyncIterator[tuple[Pilot[int], Recording]]:
    link = recording(kept(folder or Path(mkdtemp())), hands=hands, fork=fork)
    app = DebriefApp(link)
    app.animation_level = "none"
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield pilot, link


async def press(pilot: Pilot[int], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


async def until(pilot: Pilot[int], ready: Callable[[], bool]) -> None:
    """Let the desk and its threads work until `ready`; never wait for a time, nor for ever."""
    for _ in range(600):
        if ready():
            break
        await pilot.pause(0.005)
    assert ready()
    await pilot.pause()
