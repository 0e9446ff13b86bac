"""Lines between people at the desks: receipts, the directory, comms checks, answers in somebody's name."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual.pilot import Pilot

from exercise.domain import commands as cmd
from exercise.domain import events as ev
from exercise.log.records import Happened
from exercise.scenario.model import Scenario
from tests.review.small import DATA, small_records
from tests.tui.scripted import ScriptedLink, desk, screen_text, settle

PARTY = {"name": "The Harbour Post", "channels": ["phone"], "note": "Wants a name."}
ASKED = "comms check, press c to answer"


@asynccontextmanager
async def at(
    seat: str, *more: ev.AnyEvent, station: str = ""
) -> AsyncIterator[tuple[Pilot[int], ScriptedLink]]:
    """A desk with a party in the directory, and something more that has happened."""
    scenario = Scenario.model_validate({**DATA, "parties": {"harbour-post": PARTY}})
    past = small_records()
    news = [Happened(len(past) + n, past[-1].tick, event, ("*",)) for n, event in enumerate(more)]
    link = ScriptedLink([*past, *news], scenario=scenario)
    link.station = station
    async with desk(link, seat).run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        yield pilot, link


async def shown(pilot: Pilot[int]) -> str:
    await pilot.pause()
    return screen_text(pilot.app)  # type: ignore[arg-type]


async def test_a_letter_that_is_opened_is_marked_as_read_once() -> None:
    async with at("csirt") as (pilot, link):
        await pilot.press("enter", "escape", "enter", "escape")
        await pilot.pause()
        assert link.opened == [("csirt", "loss")]


async def test_a_message_is_marked_by_its_number_among_ones_own() -> None:
    async with at("csirt") as (pilot, link):
        await pilot.press("6", "enter", "escape")
        await pilot.pause()
        assert ("csirt", "message/1") in link.opened


async def test_the_directory_names_who_answers_and_the_chosen_one_can_be_written_to() -> None:
    async with at("csirt") as (pilot, link):
        await pilot.press("b")
        page = await shown(pilot)
        assert "EXERCISE EXERCISE EXERCISE: who is who" in page
        assert "simulated by EXCON" in page
        assert "bots answer" in page
        assert "Wants a name" not in page
        await pilot.press("down", "down", "down", "enter")
        await pilot.press(*"Hello", "tab", *"Hm", "ctrl+s")
        await pilot.pause()
        assert link.asked == [("csirt", cmd.Send(("harbour-post",), "Hello", "Hm"))]


async def test_whoever_writes_to_a_party_waits_for_an_answer_in_its_name() -> None:
    letter = ev.MessageSent("csirt", ("harbour-post",), "No comment", "None at all.")
    async with at("excon", letter) as (pilot, link):
        await pilot.press("5")
        assert "to The Harbour Post: No comment" in await shown(pilot)
        rows = pilot.app.picture("excon").needs_you(link.tick())  # type: ignore[attr-defined]
        place = next(number for number, row in enumerate(rows) if row.kind == "party")
        await pilot.press(*["down"] * place, "enter")
        assert "Wants a name." in await shown(pilot)
        await pilot.press(*"Why?", "ctrl+s")
        await pilot.pause()
        assert link.asked == [("excon", cmd.SendAs("harbour-post", ("csirt",), "Re: No comment", "Why?"))]


async def test_a_desk_that_is_asked_says_so_and_answers_with_one_key() -> None:
    async with at("csirt", ev.CommsChecked(1)) as (pilot, link):
        assert f"EXERCISE EXERCISE EXERCISE: {ASKED}" in await shown(pilot)
        await pilot.press("c")
        assert link.asked == [("csirt", cmd.AnswerCheck())]
        link.tell(Happened(900, link.tick(), ev.CheckAnswered(1, "csirt", "csirt"), ("csirt",)))
        await settle(pilot)
        assert ASKED not in await shown(pilot)


async def test_the_one_who_calls_the_check_sees_who_was_not_heard() -> None:
    checked = ev.CommsChecked(1, (("csirt-1", "csirt"),), (("port", "operator"),))
    async with at("excon", checked, ev.CheckAnswered(1, "csirt-1", "csirt")) as (pilot, link):
        await pilot.press("c")
        page = await shown(pilot)
        assert "1 of 2 have answered" in page
        assert "at port: not connected" in page
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert link.asked == [("excon", cmd.CheckComms())]


async def test_two_calls_in_the_same_line_stand_apart() -> None:
    asked = ev.RatingAsked("dusk", ("csirt",), {"und": ""}, 7200)
    checked = ev.CommsChecked(1, (("csirt", "csirt"),), ())
    async with at("csirt", checked, asked, station="csirt") as (pilot, _):
        assert f"{ASKED}  EXCON asks how severe it is (l)." in await shown(pilot)
