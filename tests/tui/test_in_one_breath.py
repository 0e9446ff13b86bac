"""Keys that a slow line brings in one packet mean what they would have meant one by one."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from exercise.domain import commands as cmd
from tests.review.small import HOUR
from tests.tui.test_control_desk import at_once, press, sitting
from tui.screens.form import Form
from tui.screens.reading import Reading
from tui.screens.seat import SeatScreen


@pytest.mark.parametrize("keys", [["ctrl+s", "ctrl+s"], ["ctrl+s", "escape"], ["enter", "enter", "ctrl+s"]])
async def test_what_is_sent_twice_in_one_breath_goes_out_once(keys: list[str]) -> None:
    async with sitting() as (pilot, link):
        await press(pilot, "j", *"T+05:00")
        await at_once(pilot, *keys)
        assert link.asked == [("excon", cmd.Jump(5 * HOUR))]


async def test_letters_that_come_in_one_breath_with_the_key_of_a_dialog_are_its_letters() -> None:
    async with sitting() as (pilot, link):
        await at_once(pilot, "g", *"oper")
        assert pilot.app.screen.query_one(Input).value == "oper"
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, SeatScreen)
        await press(pilot, "escape")
        await at_once(pilot, "j", *"T+05:00", "ctrl+s")
        assert [command for _, command in link.asked if isinstance(command, cmd.Jump)] == [cmd.Jump(5 * HOUR)]


async def test_a_dialog_left_twice_in_one_breath_is_left_once() -> None:
    async with sitting() as (pilot, link):
        await press(pilot, "m")
        await at_once(pilot, "escape", "escape", "escape")
        assert not isinstance(pilot.app.screen, Form)
        await press(pilot, "f1")
        await at_once(pilot, "escape", "escape", "escape")
        assert not isinstance(pilot.app.screen, Reading)
        assert link.asked == []
