"""How fast the debrief desk answers a key on a log of a hundred thousand records: from the key to the screen drawn."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from exercise.conduct.pacer import Pacer
from exercise.conduct.recorded import Recording
from exercise.log.store import LogFile
from exercise.rehearsal.headless import spare_the_collector
from tests.benchmarks.test_debrief_speed import busy_log, row, shuffled
from tests.tui.recorded import no_fork
from tui.debrief_app import DebriefApp

GOAL = 200
KEYS = 30
PANES = (("1", "4", "world and world"), ("2", "2", "MSEL and actions"), ("4", "1", "events and inbox"))


@pytest.mark.benchmark
@pytest.mark.parametrize("size", [(80, 24), (140, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_a_key_on_a_long_log(
    size: tuple[int, int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    header, _, records = busy_log(5_150, 8)
    spare_the_collector()
    log = LogFile(tmp_path / "log.jsonl", header, records, last_hash="")
    link = Recording(log, fork=no_fork, pacer=Pacer(clock=lambda: 0.0))
    app = DebriefApp(link)
    app.animation_level = "none"
    told: list[str] = []
    async with app.run_test(size=size) as pilot:
        app.look("din-csirt")
        places = shuffled(len(records), "moment")

        async def pressed(key: str, before: Callable[[int], None]) -> list[float]:
            times = []
            for place in places[:KEYS]:
                before(place)
                begun = time.process_time()
                await pilot.press(key)
                await pilot.pause()
                times.append((time.process_time() - begun) * 1000)
            return times

        for truth, eyes, name in (
            ("1", "4", "world and world"),
            ("2", "2", "MSEL and actions"),
            ("4", "1", "events and inbox"),
        ):
            await pilot.press("v", eyes, "v", truth)
            await pilot.pause()
            anywhere = await pressed("right", lambda place: link.go_to(records[place].tick))
            on = await pressed("right", lambda place: None)
            told += [
                row(f"{name}: a minute on from anywhere", anywhere),
                row(f"{name}: a minute further", on),
            ]
        told.append(row("next decision from anywhere", await pressed("d", link.go_to_record)))
    with capsys.disabled():
        print(
            f"\n{len(records):,} records at {size[0]}x{size[1]}; CPU time from key to screen, goal {GOAL} ms"
        )
        print("\n".join(told))
