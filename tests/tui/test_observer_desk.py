"""An observer who looks through no agency's eyes: a desk that only reads, of what everybody may see."""

from __future__ import annotations

import pytest

from exercise.conduct.view import View
from exercise.domain import commands as cmd
from exercise.scenario.load import scenario_from_data
from tests.review.small import DATA, small_records, small_scenario
from tests.tui.scripted import ScriptedLink, desk, screen_text, settle
from tui.screens.observer import ObserverScreen


def looking_on() -> ScriptedLink:
    """As a server tells it to such a seat."""
    view = View("public", DATA, small_scenario())
    view.take(small_records())
    records = view.part(0, len(view)).records
    return ScriptedLink(records, scenario=scenario_from_data(view.briefing))


@pytest.mark.parametrize("size", [(80, 24), (140, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_it_shows_what_everybody_sees_and_nothing_else(size: tuple[int, int]) -> None:
    app = desk(link := looking_on(), "")
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, ObserverScreen)
        words = screen_text(app)
        assert "OBSERVER · sees what everybody sees" in words
        assert "RUNNING" in words
        await pilot.press("2")
        await settle(pilot)
        listed = screen_text(app)
        for part in small_scenario().agencies.values():
            assert str(part.name["und"] if "und" in part.name else part.name["en"])[:20] in listed
        for secret in ("Loss of light", "Both directions are dark", "storm"):
            assert secret not in words + listed
        assert link.asked == []


async def test_it_may_stop_play_and_give_no_order() -> None:
    app = desk(link := looking_on(), "")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for key in ("space", "r", "enter", "a", "i", "T", "m"):
            await pilot.press(key)
            await settle(pilot)
        assert link.asked == []
        for key in ("f8", *"Fire", "ctrl+s"):
            await pilot.press(key)
        await settle(pilot)
        assert [command for _, command in link.asked] == [cmd.CallStop("Fire")]


async def test_it_says_where_a_bot_plays() -> None:
    app = desk(looking_on(), "")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("2")
        await settle(pilot)
        lines = screen_text(app).splitlines()
        operator = str(small_scenario().agencies["operator"].name["und"])
        assert any(operator in line and "a bot plays it" in line for line in lines)
        assert any("nobody sits here" in line for line in lines)
