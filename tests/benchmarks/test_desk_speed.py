"""How soon a key answers in a crowded exercise: 300 agencies, 5,000 injects, fifty records a second.

In seconds of CPU, because the machine is never quiet. A key is pressed at the worst moment: five records have come
in, and the desk has just begun to show them. `alone` is the key by itself, once the desk has shown what came.
"""

from __future__ import annotations

import time
from collections import defaultdict

import pytest

from tests.crowd import crowded, happenings
from tests.tui.scripted import ScriptedLink, desk, settle
from tui.desk import spare_the_collector

pytestmark = pytest.mark.benchmark

BEFORE = 10_000
"""Records that are there when the desk opens."""
BETWEEN = 5
"""Records between two keys: fifty a second, for somebody who presses ten keys a second."""
ROUNDS = 10
GOAL = 50
KEYS = {
    "excon": (
        *("1", "down", "pagedown", "up", "end", "slash", "l", "7", "escape", "f3", "right", "f3", "f3"),
        *("2", "down", "pagedown", "f3", "f3", "3", "down", "f3", "f3", "4", "5", "down", "6", "7"),
        *("f2", "escape", "m", "h", "i", "escape", "1"),
    ),
    "agency-000": (
        *("1", "down", "pagedown", "up", "2", "down", "3", "4", "5", "6", "down", "7", "8"),
        *("1", "enter", "w", "e", "escape", "x", "f3"),
    ),
    "evaluator": (
        *("1", "down", "2", "down", "pagedown", "up", "3", "down", "4", "5", "6", "2", "o", "a", "escape"),
    ),
}


@pytest.mark.parametrize("size", [(80, 24), (140, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("seat", KEYS)
async def test_keys_answer_in_a_crowd(
    seat: str, size: tuple[int, int], capsys: pytest.CaptureFixture[str]
) -> None:
    scenario = crowded(300, 5_000)
    told = list(happenings(scenario, BEFORE + BETWEEN * ROUNDS * len(KEYS[seat])))
    link, more = ScriptedLink(told[:BEFORE], scenario=scenario), iter(told[BEFORE:])
    behind: dict[str, list[float]] = defaultdict(list)
    alone: dict[str, list[float]] = defaultdict(list)
    app = desk(link, "excon" if seat == "evaluator" else seat)
    spare_the_collector()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        if seat == "evaluator":
            await pilot.press("e")
        for number in range(ROUNDS):
            for place, key in enumerate(KEYS[seat]):
                link.tell(*(next(more) for _ in range(BETWEEN)))
                await pilot.pause()
                begun = time.process_time()
                if number % 2:
                    app.redraw()
                await pilot.press(key)
                await pilot.pause()
                taken = (time.process_time() - begun) * 1000
                (behind if number % 2 else alone)[f"{app.screen.__class__.__name__} {place} {key}"].append(
                    taken
                )
    with capsys.disabled():
        print(f"\n{seat} at {size[0]}x{size[1]}: ms from key to screen, goal {GOAL}")
        print(f"{'':<30}{'p50':>7}{'p99':>7}{'worst':>7}   alone{'p50':>7}{'p99':>7}{'worst':>7}")
        for name in behind:
            print(f"{name:<30}{_row(behind[name])}        {_row(alone.get(name, [0.0]))}")
        for every in ([each for one in behind.values() for each in one],):
            print(f"{'all':<30}{_row(every)}")


def _row(times: list[float]) -> str:
    times = sorted(times)
    return "".join(
        f"{each:7.1f}" for each in (times[len(times) // 2], times[-1 - len(times) // 100], times[-1])
    )
