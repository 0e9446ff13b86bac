"""No key, in whatever order, breaks a desk: what somebody leaning on the keyboard would press."""

from __future__ import annotations

from random import Random  # noqa: TID251 - a test may roll dice as long as it says the seed

import pytest

from tests.review.joint import joint_records, joint_scenario
from tests.tui.scripted import ScriptedLink, desk, settle

LETTERS = "abcdefghijklmnopqrstuvwxyz123456789/+-"
OTHERS = (
    *("space", "enter", "escape", "tab", "shift+tab", "up", "down", "left", "right", "pagedown", "pageup"),
    *("home", "end", "ctrl+home", "ctrl+end", "f1", "f2", "f4", "f5", "f6", "f7", "f8", "f9", "f10"),
    *("ctrl+p", "ctrl+s", "ctrl+a", "ctrl+z", "backspace", "delete", "question_mark", "é", "ш"),
)
"""Everything but the key that leaves."""

TOGETHER = 10
"""Keys before the desk may breathe: faster than anybody types."""


async def press_anything(seat: str, seed: int, *, count: int) -> None:
    """So many keys, a third of them with a meaning of their own beyond letters."""
    dice = Random(seed)  # noqa: S311 - not a secret
    keys = [dice.choice(OTHERS if dice.random() < 0.35 else LETTERS) for _ in range(count)]
    app = desk(ScriptedLink(joint_records(), scenario=joint_scenario()), seat)
    async with app.run_test(size=dice.choice(((80, 24), (140, 40), (40, 12)))) as pilot:
        await settle(pilot)
        for start in range(0, count, TOGETHER):
            for key in keys[start : start + TOGETHER]:
                app.simulate_key(key)
            await pilot.pause()
        await settle(pilot)
        assert app.is_running, f"{seat}, seed {seed}"
        assert app.return_code in (None, 0)


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("seat", ["excon", "csirt", "operator"])
async def test_no_key_breaks_a_desk(seat: str, seed: int) -> None:
    await press_anything(seat, seed, count=120)


@pytest.mark.benchmark
@pytest.mark.parametrize("seat", ["excon", "csirt"])
async def test_two_thousand_keys_break_no_desk(seat: str) -> None:
    for seed in range(100, 105):
        await press_anything(seat, seed, count=400)
