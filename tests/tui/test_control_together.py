"""Ruling, asking why, and writing as somebody at the controllers' desk; and a desk that breaks."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from exercise.domain import commands as cmd
from tests.review.joint import joint_records, joint_scenario
from tests.tui.scripted import ScriptedLink, desk, screen_text, settle
from tui.desk import what_broke
from tui.screens.controller import ControllerScreen
from tui.screens.reading import Reading


@asynccontextmanager
async def sitting(size: tuple[int, int] = (140, 40)) -> AsyncIterator[tuple[Pilot[int], ScriptedLink]]:
    link = ScriptedLink(joint_records(), scenario=joint_scenario())
    async with desk(link).run_test(size=size) as pilot:
        await settle(pilot)
        yield pilot, link


async def press(pilot: Pilot[int], *keys: str) -> None:
    await pilot.press(*keys)
    await settle(pilot)


def shown(pilot: Pilot[int]) -> str:
    return screen_text(pilot.app)  # type: ignore[arg-type]


async def answered(pilot: Pilot[int]) -> str:
    """What the desk says to `why`, which it works out beside everything else."""
    if working := [each for each in pilot.app.workers if each.group == "why"]:
        await pilot.app.workers.wait_for_complete(working)
    await pilot.pause()
    assert isinstance(pilot.app.screen, Reading)
    return shown(pilot)


async def test_a_proposal_is_declined_with_a_reason() -> None:
    async with sitting() as (pilot, link):
        await press(pilot, "5")
        await press(pilot, "enter", "enter", "up", "enter", "tab", *"Asleep", "ctrl+s")
        assert link.asked == [("excon", cmd.Rule("proposal-1", False, "Asleep"))]


async def test_a_proposal_is_accepted_with_what_follows_and_how_long_it_takes() -> None:
    async with sitting() as (pilot, link):
        await press(pilot, "p", "enter", "down", "down", "enter", "tab", *"Good", "tab", *"2h", "ctrl+s")
        assert "What follows from it?" in shown(pilot)
        await press(pilot, *"trust", "enter", "tab", *"5", "ctrl+s")
        assert "- Public trust +5" in shown(pilot)
        await press(pilot, "ctrl+s")
        ruled = cmd.Rule("proposal-1", True, "Good", ({"add": {"trust": 5.0}},), 7200)
        assert link.asked == [("excon", ruled)]


async def test_a_ruling_with_a_wrong_duration_is_not_sent() -> None:
    async with sitting() as (pilot, link):
        await press(pilot, "p", "ctrl+s")
        assert "choose a ruling" in shown(pilot), "nothing is accepted by whoever only sends"
        await press(pilot, "enter", "down", "enter", "tab", *"Good", "tab", *"soon", "ctrl+s")
        assert "write a duration with" in shown(pilot)
        assert link.asked == []
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, ControllerScreen)


async def test_leaving_the_choice_of_what_follows_comes_back_to_the_ruling() -> None:
    async with sitting() as (pilot, link):
        await press(pilot, "p", "enter", "down", "down", "enter", "tab", *"Good", "ctrl+s")
        await press(pilot, "escape")
        assert "Rule on a proposed action" in shown(pilot)
        await press(pilot, "ctrl+s")
        assert link.asked == [("excon", cmd.Rule("proposal-1", True, "Good"))]


async def test_writing_as_somebody_who_is_not_at_the_table() -> None:
    async with sitting() as (pilot, link):
        await press(pilot, "a", *"Press", "tab", "down", "space", "tab", *"Hm", "tab", *"Well", "ctrl+s")
        assert link.asked == [("excon", cmd.SendAs("Press", to=("csirt",), subject="Hm", text="Well"))]


async def test_why_of_the_chosen_inject() -> None:
    async with sitting() as (pilot, _):
        await press(pilot, "w")
        assert "“The minister is on air in ten minutes” waits for T+02:00" in await answered(pilot)


async def test_why_of_anything_else_by_its_name() -> None:
    async with sitting() as (pilot, _):
        await press(pilot, "4")
        await press(pilot, "w", *"early", "enter")
        page = await answered(pilot)
        assert "Has to report 'Early warning' by T+1d00:35" in page
        await press(pilot, "escape")
        await press(pilot, "w", *"card", "enter")
        assert "Card payments falls from 100% to 62%" in await answered(pilot)


async def test_why_of_what_needs_a_controller() -> None:
    async with sitting() as (pilot, _):
        await press(pilot, "5", *["down"] * 4, "enter")
        assert "The deadline of 'Notice of a dark cable' passes." in await answered(pilot)


async def test_a_chosen_agency_shows_what_it_owes_and_what_is_its_own() -> None:
    async with sitting() as (pilot, _):
        await press(pilot, "2")
        page = shown(pilot)
        assert "Its own: Fatigue 0" in page
        assert "- Early warning to Regulator: open, due T+1d00:35" in page
        assert "- vote on An order to filter the traffic" in page


async def test_a_desk_that_breaks_prints_no_traceback() -> None:
    link = ScriptedLink(joint_records(), scenario=joint_scenario())
    app = desk(link)

    def breaks() -> None:
        raise KeyError("nothing here")

    async def sit() -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            app.call_later(breaks)
            await pilot.pause()

    with pytest.raises(KeyError):
        await sit()
    assert app.return_code == 1
    assert isinstance(app.broke_with, KeyError)
    assert app._exit_renderables == []


def test_what_broke_is_said_in_a_line_and_kept_in_a_file(tmp_path: Path) -> None:
    try:
        {}["secret words of a participant"]
    except KeyError as error:
        said = what_broke(error, str(tmp_path / "log.jsonl"))
    first, second = said.splitlines()
    assert first.startswith("the desk broke (KeyError: ")
    assert second == f"Details: {tmp_path / 'desk-error.txt'}"
    assert "Traceback" in (tmp_path / "desk-error.txt").read_text("utf-8")


def test_a_full_disk_does_not_hide_what_broke(tmp_path: Path) -> None:
    said = what_broke(ValueError("no"), str(tmp_path / "gone" / "log.jsonl"))
    assert said.startswith("the desk broke (ValueError: no)")
    assert "could not be written" in said


@pytest.mark.parametrize("key", ["r", "h", "s", "t"])
async def test_no_key_is_about_an_inject_that_is_out_of_sight(key: str) -> None:
    made = ScriptedLink()
    app = desk(made)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("3", key)
        await settle(pilot)
        assert made.asked == []
        assert any("Select an inject first" in str(each.message) for each in app._notifications)
