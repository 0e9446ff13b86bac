"""Somebody who has never used a terminal: first steps, the mouse, wrong keys, and words begun and left."""

from __future__ import annotations

from typing import Any

import pytest

from exercise.domain import commands as cmd
from tests.review.joint import joint_records, joint_scenario
from tests.tui.scripted import ScriptedLink, desk, screen_text, settle
from tests.tui.test_seat_desk import asks, press, sitting
from tui.app import DeskApp
from tui.screens.seat import SeatScreen
from tui.unsent import unsent
from tui.welcome import Welcome
from tui.widgets.rows import HEADING, Rows


def joint_desk(seat: str = "csirt") -> tuple[DeskApp, ScriptedLink]:
    link = ScriptedLink(joint_records(), scenario=joint_scenario())
    return desk(link, seat), link


async def test_the_first_steps_lie_there_until_somebody_has_acted(snapshot: Any) -> None:
    app, _ = joint_desk()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert screen_text(app) == snapshot(name="first steps 80x24")
        await press(pilot, "2", "down")
        assert app.screen.query_one(Welcome).display
        await press(pilot, "e", *"Hi", "ctrl+s")
        assert not app.screen.query_one(Welcome).display
        await press(pilot, "w")
        assert app.screen.query_one(Welcome).display
        await press(pilot, "escape")
        assert not app.screen.query_one(Welcome).display


@pytest.mark.parametrize(
    ("key", "pane"), [("o", "actions"), ("d", "decisions"), ("s", "facts"), ("t", "duties"), ("v", "votes"),
                      ("x", "runs")]
)  # fmt: skip
async def test_a_key_that_has_nothing_to_work_on_leads_to_where_it_has(key: str, pane: str) -> None:
    app, link = joint_desk()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await press(pilot, "escape", key)
        assert isinstance(app.screen, SeatScreen)
        assert app.screen.top == pane
        assert "↑↓" in screen_text(app)
        assert link.asked == []


async def test_a_key_that_means_nothing_says_so() -> None:
    async with sitting() as (pilot, link):
        await press(pilot, "z")
        assert "z does nothing here." in screen_text(pilot.app)  # type: ignore[arg-type]
        await press(pilot, "down")
        assert "does nothing" not in screen_text(pilot.app)  # type: ignore[arg-type]
        assert link.asked == []


async def test_the_cursor_passes_over_headings() -> None:
    app, _ = joint_desk()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "escape", "2")
        table = app.screen.query_one("#actions-list", Rows)
        seen = [table.chosen]
        for key in ("down", "down", "down", "down", "up", "up", "up", "up", "ctrl+home", "ctrl+end"):
            await pilot.press(key)
            seen.append(table.chosen)
        assert all(key and not key.startswith(HEADING) for key in seen)
        assert seen[0] == seen[-2] != seen[-1]
        assert len(set(seen)) == 4


async def test_a_click_chooses_and_a_double_click_acts() -> None:
    async with sitting("csirt", asks()) as (pilot, link):
        table = pilot.app.screen.query_one("#inbox-list", Rows)
        assert table.chosen == "minister"
        await pilot.click(table, offset=(6, 3))
        await settle(pilot)
        assert table.chosen == "loss"
        assert isinstance(pilot.app.screen, SeatScreen)
        await pilot.click(table, offset=(6, 3), times=2)
        await settle(pilot)
        assert not isinstance(pilot.app.screen, SeatScreen)
        await pilot.press(*"Yes")
        await pilot.click("#ok")
        await settle(pilot)
        assert link.asked == [("csirt", cmd.Reply("loss", "Yes"))]


async def test_a_click_on_a_title_leaves_the_arrows_to_the_list() -> None:
    async with sitting() as (pilot, _):
        await pilot.click("#--content-tab-actions")
        await settle(pilot)
        assert pilot.app.focused is pilot.app.screen.query_one("#actions-list")
        await pilot.click("FooterKey")
        await settle(pilot)
        assert "Order:" in screen_text(pilot.app)  # type: ignore[arg-type]


async def test_a_decision_may_rest_on_what_came_in() -> None:
    async with sitting("csirt", asks()) as (pilot, link):
        await press(pilot, "3", "enter", "enter", "down", "enter")
        await press(pilot, "tab", *"So", "tab", "tab", "down", "space", "ctrl+s")
        decided = cmd.Decide("public-line", option="facts", rationale="So", basis=("minister",))
        assert link.asked == [("csirt", decided)]


async def test_a_report_says_what_it_still_lacks() -> None:
    app, _ = joint_desk()
    async with app.run_test(size=(80, 40)) as pilot:
        await press(pilot, "escape", "8", "enter")
        assert "Still to fill in:" in screen_text(app)
        await press(pilot, *"It is down", "tab", *"No", "tab", *"x")
        assert "Complete" in screen_text(app)


async def test_what_waits_unsent_is_in_sight_and_one_key_opens_it() -> None:
    async with sitting("csirt", asks()) as (pilot, link):
        app = pilot.app
        await press(pilot, "down", "r", *"Half", "escape", "up")
        assert "✎ 1 unsent (u)" in screen_text(app)  # type: ignore[arg-type]
        await press(pilot, "5", "u")
        assert "Half" in screen_text(app)  # type: ignore[arg-type]
        await press(pilot, "ctrl+s")
        assert link.asked == [("csirt", cmd.Reply("loss", "Half"))]
        assert "unsent" not in screen_text(app)  # type: ignore[arg-type]


async def test_several_are_chosen_from_and_what_they_were_about_may_be_gone() -> None:
    async with sitting() as (pilot, link):
        app = pilot.app
        drafts = {
            "csirt/reply/long-gone": {"text": ("I had an answer",)},
            "csirt/message/operator/Re: Ship": {
                "to": ("operator",),
                "subject": ("Re: Ship",),
                "text": ("Go",),
            },
            "operator/reply/loss": {"text": ("not ours",)},
            "excon/as": {"text": ("not ours",)},
        }
        app.drafts.update(drafts)  # type: ignore[attr-defined]
        assert isinstance(app.screen, SeatScreen)
        assert len(unsent(app.screen)) == 2
        await press(pilot, "u", *"ship", "enter")
        await press(pilot, "ctrl+s")
        assert link.asked == [("csirt", cmd.Send(("operator",), "Re: Ship", "Go"))]
        await press(pilot, "u")
        assert "I had an answer" in screen_text(app)  # type: ignore[arg-type]
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, SeatScreen)
        assert unsent(app.screen) == ()


async def test_what_is_wanted_no_more_is_thrown_away_from_where_it_was_written() -> None:
    async with sitting("csirt", asks()) as (pilot, link):
        app = pilot.app
        await press(pilot, "down", "r", *"Half", "escape", "f", *"Close it", "escape")
        await press(pilot, "u")
        listed = screen_text(app)  # type: ignore[arg-type]
        assert "✎ Answer Loss of light on LINK-2: Half" in listed
        assert "✎ Decision in your own words: Close it" in listed
        await press(pilot, "enter")
        assert "Throw it away" in screen_text(app)  # type: ignore[arg-type]
        await press(pilot, "tab", "tab", "tab", "enter")
        assert isinstance(app.screen, SeatScreen)
        assert [each.kind for each in unsent(app.screen)] == ["own"]
        assert link.asked == []
