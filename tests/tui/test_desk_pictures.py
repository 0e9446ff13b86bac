"""What the desks look like, as text: at the smallest terminal and at a usual one."""

from __future__ import annotations

from typing import Any

import pytest

from tests.review.joint import joint_records, joint_scenario
from tests.tui.scripted import ScriptedLink, desk, screen_text, settle

SIZES = ((80, 24), (140, 40))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize(("seat", "panes"), [("excon", "12345"), ("csirt", "1234567")])
async def test_the_desk_looks_like_this(seat: str, panes: str, size: tuple[int, int], snapshot: Any) -> None:
    app = desk(ScriptedLink(), seat)
    async with app.run_test(size=size) as pilot:
        await pilot.press("escape")
        for pane in panes:
            await pilot.press(pane)
            await settle(pilot)
            assert screen_text(app) == snapshot(name=f"{seat} {size[0]}x{size[1]} pane {pane}")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize(("seat", "panes"), [("excon", "235"), ("csirt", "256789"), ("operator", "78")])
async def test_the_desk_with_duties_and_votes_looks_like_this(
    seat: str, panes: str, size: tuple[int, int], snapshot: Any
) -> None:
    app = desk(ScriptedLink(joint_records(), scenario=joint_scenario()), seat)
    async with app.run_test(size=size) as pilot:
        await pilot.press("escape")
        for pane in panes:
            await pilot.press(pane)
            await settle(pilot)
            assert screen_text(app) == snapshot(name=f"{seat} {size[0]}x{size[1]} joint pane {pane}")


@pytest.mark.parametrize(
    ("seat", "keys", "name"),
    [
        ("csirt", ["8", "enter"], "report"),
        ("csirt", ["9", "enter"], "vote"),
        ("csirt", ["5", "enter"], "share"),
        ("excon", ["p"], "ruling"),
        ("excon", ["a"], "write as somebody"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_a_dialog_looks_like_this(seat: str, keys: list[str], name: str, snapshot: Any) -> None:
    app = desk(ScriptedLink(joint_records(), scenario=joint_scenario()), seat)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for key in keys:
            await pilot.press(key)
            await settle(pilot)
        assert screen_text(app) == snapshot(name=f"{seat} 80x24 {name}")


async def test_without_colour_every_sign_is_still_there(
    monkeypatch: pytest.MonkeyPatch, snapshot: Any
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = desk(ScriptedLink())
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert screen_text(app) == snapshot(name="excon 80x24 without colour")
