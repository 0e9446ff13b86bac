"""The queue, the lead's page and ratings of severity at the desks: what they look like, and what a key asks for."""

from __future__ import annotations

from typing import Any

import pytest

from exercise.domain import commands as cmd
from exercise.domain import events as ev
from exercise.log.records import Happened
from exercise.scenario.quantities import HOUR
from tests.review.test_queue import READY, celled
from tests.scenes import EXCON, play
from tests.tui.scripted import ScriptedLink, desk, screen_text, settle
from tui.screens.controller import ControllerScreen

CALL, OVERDUE = "call/call", "overdue/loss/0"


def link(*, taken: str = "", handed: bool = False, over: bool = False) -> ScriptedLink:
    """At T+05:30: a call waits, an answer is overdue, ratings were given, the south's authority lies with the north."""
    moves: list[Any] = [
        *READY,
        ("T+02:10", "coast", cmd.Rate("noon", "sev1")),
        ("T+02:15", "coast", cmd.Rate("noon", "sev2", "Two towns.")),
        ("T+03:20", EXCON, cmd.MoveAuthority("south", "north", "The south sleeps.")),
        ("T+05:10", "coast", cmd.Rate("dusk", "sev3", "The border too.")),
        "T+05:30",
    ]
    if taken:
        moves.append(("T+05:30", EXCON, cmd.TakeTask(CALL, taken)))
    if handed:
        moves.append(("T+05:30", EXCON, cmd.ShareSpread("dusk")))
    if over:
        moves.append(("T+05:30", EXCON, cmd.End()))
    scene = play(celled(), *moves)
    return ScriptedLink(scene.records, scenario=scene.engine.scenario)


@pytest.mark.parametrize("size", [(80, 24), (140, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize(("seat", "keys"), [("excon", "567"), ("coast", "1")])
async def test_the_desk_looks_like_this(seat: str, keys: str, size: tuple[int, int], snapshot: Any) -> None:
    app = desk(link(taken="cell-north"), seat)
    async with app.run_test(size=size) as pilot:
        for key in keys:
            await pilot.press(key)
            await settle(pilot)
            assert screen_text(app) == snapshot(name=f"{seat} {size[0]}x{size[1]} key {key}")


@pytest.mark.parametrize(
    ("seat", "keys", "name"),
    [
        ("inland", "l", "rate"),
        ("coast", "l", "rate again, knowing the spread"),
        ("excon", "5l", "call"),
        ("excon", "5z", "hand over"),
        ("excon", "u", "authority"),
        ("excon", "k", "severity"),
    ],
)
async def test_a_dialog_looks_like_this(seat: str, keys: str, name: str, snapshot: Any) -> None:
    app = desk(link(handed=seat == "coast"), seat)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for key in keys:
            await pilot.press(key)
            await settle(pilot)
        assert screen_text(app) == snapshot(name=f"{seat} 80x24 {name}")


@pytest.mark.parametrize(
    ("keys", "asked"),
    [
        (["5", "x"], cmd.TakeTask(CALL)),
        (["5", "enter", "tab", *"Yes", "ctrl+s"], cmd.Deliver("call", "Yes")),
        (["5", "l", "enter", "down", "enter", "tab", *"Out", "ctrl+s"], cmd.FailDelivery("call", "Out")),
        (["5", "z", "ctrl+s"], cmd.HandOverTask(CALL, "centre")),
        (["5", "r"], cmd.Release("call")),
        (["u", "tab", "tab", *"rest", "ctrl+s"], cmd.MoveAuthority("north", "centre", "rest")),
        (["k", "ctrl+s"], cmd.AskRating(("everyone",))),
        (["7", "k", "enter", "down", "enter", "ctrl+s"], cmd.ShareSpread("dusk")),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
async def test_a_key_asks_for_one_thing(keys: list[str], asked: cmd.AnyCommand) -> None:
    made = link()
    app = desk(made)
    async with app.run_test(size=(140, 40)) as pilot:
        await settle(pilot)
        for key in keys:
            await pilot.press(key)
            await settle(pilot)
        assert made.asked == [("excon", asked)]


async def test_what_i_have_taken_the_same_key_gives_back() -> None:
    made = link(taken="excon")
    app = desk(made)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("5")
        await settle(pilot)
        await pilot.press("x")
        await settle(pilot)
        assert made.asked == [("excon", cmd.GiveBackTask(CALL))]


async def test_what_needs_nothing_more_is_put_away_with_a_reason_and_can_be_brought_back() -> None:
    made = link()
    app = desk(made)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("5", "delete")
        await settle(pilot)
        assert "cannot be put away" in "".join(str(each.message) for each in app._notifications)
        await pilot.press("down", "delete", *"Told us", "enter")
        await settle(pilot)
        assert made.asked == [("excon", cmd.PutAwayTask(OVERDUE, "Told us"))]
        tick = made.told[-1].tick
        made.tell(Happened(len(made.told), tick, ev.TaskPutAway(OVERDUE, "excon", "north", "Told us")))
        await settle(pilot)
        assert "Loss of light" not in screen_text(app)
        await pilot.press("slash", *"away", "enter")
        await settle(pilot)
        shown = screen_text(app)
        assert "Needs you · put away" in shown
        assert "excon put this away: Told us" in shown
        await pilot.press("delete")
        await settle(pilot)
        assert made.asked[1:] == [("excon", cmd.GiveBackTask(OVERDUE))]
        await pilot.press("escape")
        await settle(pilot)
        assert "put away ·" not in screen_text(app)
        assert app.screen.top == "needs"  # type: ignore[attr-defined]


async def test_what_is_lost_and_what_others_do_stand_apart_and_are_not_counted() -> None:
    made = link(taken="cell-north")
    app = desk(made)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        made.tell(Happened(len(made.told), 9 * HOUR, ev.PaceSet(1.0), ("*",)))
        await pilot.press("5")
        await settle(pilot)
        lines = [line for line in screen_text(app).splitlines() if line.startswith("┃")]
        assert "5 Needs you  6 Lead" in screen_text(app)
        told = "\n".join(lines)
        assert told.index("1 overdue for more than 4h") < told.index("1 that another does")


async def test_after_endex_no_rating_and_no_deadline_is_asked_for() -> None:
    """In a narrow terminal a question nobody can answer any more would push the call for the hot wash out."""
    app = desk(link(over=True), "inland")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        shown = screen_text(app)
        assert "ENDED" in shown
        assert "asks how severe it is" not in shown
        assert "answer in" not in shown.splitlines()[1]
        assert "late by" not in shown.splitlines()[1]
        assert "Play is over: nothing is ordered or answered any more." in shown


async def test_an_agency_rates_with_a_reason_and_is_reminded_until_it_has() -> None:
    made = link()
    app = desk(made, "inland")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        asked, hint = screen_text(app).splitlines()[2:4]
        assert "EXCON asks how severe it is (l)." in asked
        assert "↑↓ choose, Enter answers." in hint
        await pilot.press("l", "enter", "down", "down", "enter", "tab", *"So", "ctrl+s")
        await settle(pilot)
        assert made.asked == [("inland", cmd.Rate("dusk", "sev2", "So"))]


async def test_whoever_only_looks_on_is_not_asked_to_rate() -> None:
    made = link()
    made.role = "observer"  # type: ignore[attr-defined]
    app = desk(made, "inland")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "LOOKING ONLY" in screen_text(app)
        assert "asks how severe it is" not in screen_text(app)


async def test_a_desk_of_a_cell_shows_its_own_queue() -> None:
    made = link()
    made.cell, made.station = "south", "cell-south"
    app = desk(made)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("5")
        await settle(pilot)
        assert "Nothing needs you now." in screen_text(app)


async def test_the_queue_shows_one_cell_s_items_and_all_of_them_again() -> None:
    told = link()
    told.tell(Happened(len(told.told), told.tick(), ev.StopCalled("coast", "Fire"), ("*",)))
    app = desk(told)
    async with app.run_test(size=(140, 40)) as pilot:
        await settle(pilot)

        async def shown(*keys: str) -> tuple[bool, bool]:
            """Whether the centre's item and the one of the cell in the north are listed."""
            for key in keys:
                await pilot.press(key)
                await settle(pilot)
            words = screen_text(app)
            return "NO DUFF" in words.partition("Needs you")[2], "overdue" in words

        assert await shown("5") == (True, True)
        assert await shown("slash", *"north", "enter") == (False, True)
        assert "Needs you · North" in screen_text(app)
        assert await shown("slash", *"centre", "enter") == (True, False)
        assert await shown("slash", "enter") == (True, True)


async def test_enter_on_a_stop_says_how_play_goes_on() -> None:
    made = link()
    app = desk(made)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        made.tell(Happened(len(made.told), 6 * HOUR, ev.StopCalled("lead", "Fire"), ("*",)))
        await pilot.press("5", "home", "enter")
        await settle(pilot)
        assert any("Play goes on only" in str(each.message) for each in app._notifications)


async def test_a_round_under_way_shows_what_a_key_asked_for_meanwhile() -> None:
    made = link()
    app = desk(made)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        made.tell(Happened(len(made.told), made.told[-1].tick, ev.TaskPutAway(OVERDUE, "excon", "north")))
        await pilot.press("5", "slash", *"away", "enter")
        await settle(pilot)
        assert "Loss of light" in screen_text(app)
        screen = app.screen
        assert isinstance(screen, ControllerScreen)
        round_under_way = screen.pane_pieces()
        next(round_under_way)
        screen.action_clear_filter()
        list(round_under_way)
        await pilot.pause()
        assert "Loss of light" not in screen_text(app)


@pytest.mark.parametrize("name", ["Coast [north]", "[/north] Coast"])
async def test_the_name_of_a_cell_is_no_markup_in_a_title(name: str) -> None:
    made = link()
    made.scenario.cells["north"].name["und"] = name
    app = desk(made)
    async with app.run_test(size=(140, 40)) as pilot:
        await settle(pilot)
        await pilot.press("5", "slash", *"north", "enter")
        await settle(pilot)
        assert f"Needs you · {name}" in screen_text(app)
