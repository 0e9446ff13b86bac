"""No key, click or size, in whatever order, breaks a desk: what somebody leaning on the keyboard would do."""

from __future__ import annotations

from pathlib import Path
from random import Random  # noqa: TID251 - a test may roll dice as long as it says the seed

import pytest
from textual.pilot import Pilot

from tests.review.joint import joint_records, joint_scenario
from tests.tui.recorded import kept, recording
from tests.tui.scripted import ScriptedLink, desk, settle
from tui.app import DeskApp
from tui.debrief_app import DebriefApp

LETTERS = "abcdefghijklmnopqrstuvwxyz123456789/+-FIDSQ"
OTHERS = (
    *("space", "enter", "escape", "tab", "shift+tab", "up", "down", "left", "right", "pagedown", "pageup"),
    *("home", "end", "ctrl+home", "ctrl+end", "f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9", "f10"),
    *("ctrl+p", "ctrl+s", "ctrl+a", "ctrl+z", "backspace", "delete", "question_mark", "é", "ш"),
    *("shift+left", "shift+right", "shift+up", "shift+down", "comma", "full_stop", "left_square_bracket"),
    *("right_square_bracket", "less_than_sign", "greater_than_sign", "equals_sign"),
)
"""Everything but the key that leaves; a click on the word that leaves may well be among the clicks."""

DESKS = ("excon", "csirt", "operator", "evaluator", "debrief")
SIZES = ((80, 24), (140, 40), (200, 60), (40, 12), (20, 5))
TOGETHER = 10
"""Keys before the desk may breathe: faster than anybody types."""

PIECE_BY_PIECE = True


class EvaluatorLink(ScriptedLink):
    """The seat of an evaluator at a joint drill."""

    role, station = "evaluator", "evaluator"


def anybody(seat: str, folder: Path) -> DeskApp | DebriefApp:
    """The desk of a seat, in the middle of things."""
    if seat == "debrief":
        app = DebriefApp(recording(kept(folder)))
        app.animation_level = "none"
        return app
    kind = EvaluatorLink if seat == "evaluator" else ScriptedLink
    return desk(kind(joint_records(), scenario=joint_scenario()), "excon" if seat == "evaluator" else seat)


async def press_anything(seat: str, seed: int, folder: Path, *, count: int) -> None:
    """So many keys, a third of them with a meaning of their own beyond letters; clicks and sizes between them."""
    dice = Random(seed)  # noqa: S311 - not a secret
    left = count
    while left > 0:
        folder.mkdir(parents=True, exist_ok=True)
        app = anybody(seat, folder / str(left))
        async with app.run_test(size=dice.choice(SIZES)) as pilot:
            if isinstance(app, DeskApp):
                await settle(pilot)
            while left > 0 and app.is_running:
                await lean(pilot, dice)
                left -= TOGETHER
            assert app.return_code in (None, 0)
            # What broke beside a desk is said in a notice with this title.
            wrong = [each.message for each in app._notifications if each.title == "That did not work"]
            assert not wrong, f"{seat}, seed {seed}"


async def lean(pilot: Pilot[int], dice: Random) -> None:
    """A few keys at once, then perhaps a click or another size of the terminal."""
    app = pilot.app
    for _ in range(TOGETHER):
        app.simulate_key(dice.choice(OTHERS if dice.random() < 0.35 else LETTERS))
    await pilot.pause()
    if app.is_running and dice.random() < 0.3:
        width, height = app.size
        at = dice.randrange(width), dice.randrange(height)
        await pilot.click(offset=at, times=dice.choice((1, 1, 2)))
    if app.is_running and dice.random() < 0.1:
        await pilot.resize_terminal(*dice.choice(SIZES))


@pytest.mark.parametrize(("seat", "seed"), [(seat, seed) for seed, seat in enumerate(DESKS)])
async def test_no_key_breaks_a_desk(seat: str, seed: int, tmp_path: Path) -> None:
    await press_anything(seat, seed, tmp_path, count=120)


@pytest.mark.benchmark
@pytest.mark.parametrize("seed", [100, 101, 102])
@pytest.mark.parametrize("seat", DESKS)
async def test_two_thousand_keys_break_no_desk(seat: str, seed: int, tmp_path: Path) -> None:
    await press_anything(seat, seed, tmp_path, count=2_000)


async def test_the_list_of_actions_can_be_paged_through_before_it_is_drawn(tmp_path: Path) -> None:
    app = anybody("csirt", tmp_path)
    async with app.run_test(size=(20, 5)) as pilot:
        for key in ("ctrl+p", "down", "pageup", "pagedown", "home", "end"):
            app.simulate_key(key)
        await pilot.pause()
        assert app.is_running
