"""How fast the debrief desk answers a key on a log of a hundred thousand records and of a million: from the key to
the screen drawn; what it costs to open such a log; and what a key costs while the log is read again.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from exercise.conduct.pacer import Pacer
from exercise.conduct.recorded import Recording
from exercise.log.store import LogWriter, read_log
from exercise.rehearsal.headless import spare_the_collector
from tests.benchmarks.test_debrief_speed import Say, busy_log, resident, row, say, shuffled
from tests.tui.recorded import no_fork
from tui.debrief_app import DebriefApp
from tui.patience import take_turns

__all__ = ["say"]

KEYS = 30
REST = 1_000
"""Records that are written only when the desk is open."""
PANES = (
    ("1", "4", "world and world"),
    ("2", "2", "MSEL and actions"),
    ("3", "7", "agencies and what is under way"),
    ("4", "1", "events and inbox"),
)


def opened(folder: Path, say: Say) -> Recording:
    """As `exercise debrief` opens it."""
    before, begun = resident(), time.process_time()
    log = read_log(folder)
    read = time.process_time()
    link = Recording(log, fork=no_fork, pacer=Pacer(clock=lambda: 0.0))
    spare_the_collector()
    take_turns()
    folded = time.process_time()
    size = (folder / "log.jsonl").stat().st_size / 2**20
    say(f"\n{len(log.records):,} records, {size:.0f} MiB on disk: read in {read - begun:.1f} s CPU,")
    say(f"  folded for every seat in {folded - read:.1f} s; {resident() - before:.0f} MiB of memory for both")
    return link


async def timed(pilot: Pilot[int], key: str, before: Callable[[], None]) -> tuple[float, float]:
    """Milliseconds of CPU, and of the clock on the wall."""
    before()
    cpu, wall = time.process_time(), time.perf_counter()
    await pilot.press(key)
    await pilot.pause()
    return (time.process_time() - cpu) * 1000, (time.perf_counter() - wall) * 1000


async def told(pilot: Pilot[int], say: Say, name: str, key: str, before: Callable[[int], None]) -> None:
    app = pilot.app
    assert isinstance(app, DebriefApp)
    places = shuffled(len(app.recording.replay.records), "moment")[:KEYS]
    times = [await timed(pilot, key, lambda place=place: before(place)) for place in places]  # type: ignore[misc]
    say(row(name, [cpu for cpu, _ in times]))


@pytest.mark.benchmark
@pytest.mark.parametrize(("incidents", "hours", "goal"), [(5_150, 8, 200), (5_650, 72, 1000)])
async def test_a_key_on_a_long_log(incidents: int, hours: int, goal: int, tmp_path: Path, say: Say) -> None:
    header, _, records = busy_log(incidents, hours)
    writer = LogWriter(tmp_path / "log.jsonl", header)
    for record in records[:-REST]:
        writer.append(record)
    writer.close(finished=False)
    rest = records[-REST:]
    del records
    link = opened(tmp_path, say)
    replay = link.replay
    for size in ((80, 24), (140, 40)):
        app = DebriefApp(link)
        app.animation_level = "none"
        async with app.run_test(size=size) as pilot:
            say(f"  at {size[0]}x{size[1]}; CPU time from key to screen, goal {goal} ms")
            app.look("din-csirt")
            for truth, eyes, name in PANES:
                await pilot.press("v", eyes, "v", truth)
                await pilot.pause()
                anywhere = f"{name}: from anywhere"
                await told(pilot, say, anywhere, "right", lambda at: link.go_to(replay.records[at].tick))
                await told(pilot, say, f"{name}: a minute further", "right", lambda _: None)
            await told(pilot, say, "next decision from anywhere", "d", link.go_to_record)
            if size == (140, 40):
                writer = LogWriter(tmp_path / "log.jsonl", after=read_log(tmp_path))
                for record in rest:
                    writer.append(record)
                writer.close(finished=True)
                await again(pilot, say)


async def again(pilot: Pilot[int], say: Say) -> None:
    """Keys while the log is read and folded again, which is work for another thread."""
    app = pilot.app
    assert isinstance(app, DebriefApp)
    alone = [(await timed(pilot, "right", lambda: None))[1] for _ in range(5)]
    begun, walls = time.perf_counter(), list[float]()
    await pilot.press("f5")
    while app.reader.share is not None or not walls:
        walls.append((await timed(pilot, "right", lambda: None))[1])
    say(row("before the log is read again: a minute further", alone) + " (wall time)")
    say(row("while the log is read again: a minute further", walls) + " (wall time)")
    say(f"  read again in {time.perf_counter() - begun:.1f} s")
