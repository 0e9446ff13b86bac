"""The controllers' desk: what a key asks for."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static

from exercise.domain import commands as cmd
from exercise.domain import events as ev
from exercise.log.records import Happened
from tests.review.small import HOUR, MINUTE
from tests.tui.scripted import ScriptedLink, desk, screen_text, settle
from tui.screens.form import Form
from tui.screens.seat import SeatScreen
from tui.widgets.rows import Rows

Desk = tuple[Pilot[int], ScriptedLink]


@asynccontextmanager
async def sitting(
    link: ScriptedLink | None = None, *, size: tuple[int, int] = (140, 40)
) -> AsyncIterator[Desk]:
    link = link or ScriptedLink()
    app = desk(link)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        yield pilot, link


async def at_once(pilot: Pilot[int], *keys: str) -> None:
    """As a slow line brings them: all in one packet."""
    for key in keys:
        pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))
    await settle(pilot)


async def press(pilot: Pilot[int], *keys: str) -> None:
    await pilot.press(*keys)
    await settle(pilot)


@pytest.mark.parametrize(
    ("keys", "asked"),
    [
        (["space"], cmd.Pause()),
        (["plus"], cmd.SetPace(60.0)),
        (["minus"], cmd.SetPace(10.0)),
        (["r"], cmd.Release("minister")),
        (["h"], cmd.Hold("minister")),
        (["s", *"late", "ctrl+s"], cmd.Skip("minister", "late")),
        (["t", *"+30min", "enter"], cmd.Reschedule("minister", 2 * HOUR)),
        (["j", *"T+05:00", "enter"], cmd.Jump(5 * HOUR)),
        (["j", "enter"], cmd.Jump(2 * HOUR)),
        (["f9", "ctrl+s"], cmd.End()),
        (["f8", *"Fire", "ctrl+s"], cmd.CallStop("Fire")),
        (["o", *"Good", "ctrl+s"], cmd.Observe("Good", inject="minister")),
        (
            ["v", *"trust", "enter", "tab", *"-5", "enter", *"x", "ctrl+s"],
            cmd.Override(({"add": {"trust": -5.0}},), "x"),
        ),
        (["v", *"storm", "enter", *"x", "ctrl+s"], cmd.Override(({"clear": "storm"},), "x")),
        (
            ["v", *"link", "enter", *"0", "enter", *"x", "ctrl+s"],
            cmd.Override(({"damage": "link-2", "to": "0%"},), "x"),
        ),
    ],
    ids=lambda value: "" if isinstance(value, list) else type(value).__name__,
)
async def test_a_key_asks_for_one_thing(keys: list[str], asked: cmd.AnyCommand) -> None:
    async with sitting() as (pilot, link):
        await press(pilot, *keys)
        assert link.asked == [("excon", asked)]


async def test_space_goes_on_once_play_is_paused() -> None:
    async with sitting() as (pilot, link):
        await press(pilot, "space", "space")
        assert [command for _, command in link.asked] == [cmd.Pause(), cmd.Resume()]


async def test_an_inject_of_ones_own_reaches_whom_was_marked() -> None:
    async with sitting() as (pilot, link):
        await press(
            pilot, "i", "down", "space", "tab", "tab", *"Press", "tab", *"Hm", "tab", *"Well", "ctrl+s"
        )
        assert link.asked == [
            ("excon", cmd.SendInject(("csirt",), "Press", "Hm", "Well", "email", "amber", urgent=False))
        ]


async def test_letters_still_on_their_way_are_sent_too() -> None:
    async with sitting() as (pilot, link):
        await press(pilot, "s")
        await at_once(pilot, *"late", "ctrl+s")
        assert link.asked == [("excon", cmd.Skip("minister", "late"))]


async def test_letters_after_tab_reach_the_next_field_however_fast_they_come() -> None:
    async with sitting() as (pilot, link):
        await press(pilot, "m", "space")
        await at_once(pilot, "tab", *"Hi", "tab", *"Well", "ctrl+s")
        assert link.asked == [("excon", cmd.Send(("csirt",), "Hi", "Well"))]


async def test_a_refusal_keeps_what_was_typed_and_is_said_in_the_dialog_and_the_feed() -> None:
    async with sitting() as (pilot, link):
        link.refuses = "it went out at T+00:12"
        await press(pilot, "s", *"why", "ctrl+s")
        assert isinstance(pilot.app.screen, Form)
        assert pilot.app.screen.query_one(Input).value == "why"
        assert "it went out" in str(pilot.app.screen.query_one(".dialog-error", Static).content)
        feed = pilot.app.picture("excon").feed  # type: ignore[attr-defined]
        assert "it went out" in feed.lines[-1].text
        assert "Cancel (esc)" in screen_text(pilot.app)  # type: ignore[arg-type]
        assert not pilot.app._notifications
        await press(pilot, "escape", "r")
        assert [notice.message for notice in pilot.app._notifications] == ["Not now: it went out at T+00:12"]
        assert link.asked == []


@pytest.mark.parametrize(("cell", "hint"), [("", "F9 ends play"), ("north", "the lead ends play")])
async def test_whoever_plays_on_is_told_that_the_planned_end_has_passed(cell: str, hint: str) -> None:
    link = ScriptedLink(records=[Happened(0, 12 * HOUR, ev.PhaseChanged("running"), ("*",))])
    link.cell = cell  # type: ignore[misc]
    async with sitting(link, size=(80, 24)) as (pilot, _):
        words = screen_text(pilot.app).splitlines()  # type: ignore[arg-type]
        assert "The planned end has passed" in words[2]
        assert hint in words[2]
        assert "…" not in words[2]


@pytest.mark.parametrize(
    ("phase", "cell", "hint", "footer"),
    [
        ("briefing", "", "F5 starts play", "spc Start"),
        ("running", "", "space pauses", "spc Pause"),
        ("paused", "", "space resumes", "spc Resume"),
        ("ended", "", "Play is over", "e Ratings"),
        ("briefing", "north", "the lead starts it", "spc Pause"),
        ("paused", "north", "the lead resumes", "spc Pause"),
    ],
)
async def test_what_to_press_follows_the_phase(phase: ev.Phase, cell: str, hint: str, footer: str) -> None:
    link = ScriptedLink(records=[Happened(0, 0, ev.PhaseChanged(phase), ("*",))])
    link.cell = cell  # type: ignore[misc]
    async with sitting(link, size=(80, 24)) as (pilot, _):
        words = screen_text(pilot.app).splitlines()  # type: ignore[arg-type]
        assert hint in words[2]
        assert "…" not in words[2]
        assert footer in words[-1]


async def test_an_answer_begins_with_its_text_below_what_was_asked_and_marks_nobody_else() -> None:
    async with sitting(size=(80, 24)) as (pilot, link):
        await press(pilot, "5", "enter")
        words = screen_text(pilot.app)  # type: ignore[arg-type]
        assert words.index("CSIRT wrote: ") < words.index("Text") < words.index("Send (ctrl+s)")
        await press(pilot, *"Yes we do", "ctrl+s")
        seat, command = link.asked[0]
        assert isinstance(command, cmd.Send)
        assert (seat, command.to, command.text) == ("excon", ("csirt",), "Yes we do")


async def test_something_real_can_be_called_out_while_a_dialog_is_open() -> None:
    async with sitting(size=(80, 24)) as (pilot, link):
        await press(pilot, "m", "f8", *"Fire", "ctrl+s")
        assert link.asked == [("excon", cmd.CallStop("Fire"))]
        assert isinstance(pilot.app.screen, Form)


async def test_startex_is_given_once() -> None:
    async with sitting(size=(80, 24)) as (pilot, link):
        await press(pilot, "space", "f5")
        assert link.asked == [("excon", cmd.Pause())]
        assert "space resumes" in [*pilot.app._notifications][-1].message


async def test_a_joint_drills_desk_names_its_seat() -> None:
    link = ScriptedLink()
    link.station = "cell-north"  # type: ignore[misc]
    async with sitting(link, size=(80, 24)) as (pilot, _):
        assert "EXCON · cell-north" in screen_text(pilot.app).splitlines()[0]  # type: ignore[arg-type]


async def test_an_empty_list_says_so_in_its_first_line() -> None:
    async with sitting(ScriptedLink(records=[]), size=(80, 24)) as (pilot, _):
        await press(pilot, "5", "enter")
        assert "Nothing needs you now." in screen_text(pilot.app)  # type: ignore[arg-type]
        await press(pilot, "1", "slash", *"zzz")
        assert "No inject has these words" in screen_text(pilot.app)  # type: ignore[arg-type]


async def test_a_time_that_cannot_be_read_is_refused_before_anything_is_asked() -> None:
    async with sitting() as (pilot, link):
        await press(pilot, "j", *"soon", "enter")
        assert "write a time as" in str(pilot.app.screen.query_one(".dialog-error", Static).content)
        assert link.asked == []


async def test_a_decision_is_recorded_for_the_agency_that_made_it() -> None:
    async with sitting() as (pilot, link):
        await press(pilot, "d", *"statement", "enter", "ctrl+s")
        assert link.asked == []
        assert "choose what was decided" in screen_text(pilot.app)  # type: ignore[arg-type]
        await press(pilot, "tab", "enter", "down", "enter", "tab", *"Calm", "ctrl+s")
        assert link.asked == [("csirt", cmd.Decide("public-line", option="facts", rationale="Calm"))]


async def test_sitting_down_takes_the_seat_and_escape_gives_it_back() -> None:
    async with sitting() as (pilot, link):
        await press(pilot, "g", *"oper", "enter")
        assert isinstance(pilot.app.screen, SeatScreen)
        assert "you sit here" in screen_text(pilot.app)  # type: ignore[arg-type]
        await press(pilot, "m", "space", "tab", *"Hi", "tab", *"Well", "ctrl+s")
        await press(pilot, "escape")
        assert [command for _, command in link.asked] == [
            cmd.TakeSeat("operator"),
            cmd.Send(("excon",), "Hi", "Well"),
            cmd.LeaveSeat("operator"),
        ]
        assert link.asked[1][0] == "operator"


async def test_a_seat_that_is_refused_is_not_taken() -> None:
    async with sitting() as (pilot, link):
        await press(pilot, "f2", *"csirt", "enter")
        link.refuses = "the seat is taken"
        await press(pilot, "g")
        assert "LOOKING ONLY" in screen_text(pilot.app)  # type: ignore[arg-type]


async def test_looking_through_eyes_touches_nothing() -> None:
    async with sitting() as (pilot, link):
        await press(pilot, "f2", *"csirt", "enter")
        assert "LOOKING ONLY" in screen_text(pilot.app)  # type: ignore[arg-type]
        await press(pilot, "enter", "r", "m", "d", "escape")
        assert link.asked == []
        assert not isinstance(pilot.app.screen, SeatScreen)


async def test_the_filter_shows_only_some_lines_and_escape_shows_all() -> None:
    async with sitting() as (pilot, _):
        table = pilot.app.screen.query_one("#msel-list", Rows)
        await press(pilot, "slash", *"storm")
        assert table.row_count == 1
        await press(pilot, "enter", "escape")
        assert table.row_count == 4


async def test_news_arrives_without_a_key() -> None:
    async with sitting() as (pilot, link):
        link.tell(Happened(99, 95 * MINUTE, ev.InjectSkipped("minister", "not needed")))
        await settle(pilot)
        assert "x skipped" in screen_text(pilot.app)  # type: ignore[arg-type]


async def test_the_cursor_stays_on_its_inject_when_the_order_changes() -> None:
    async with sitting() as (pilot, link):
        link.tell(Happened(99, 95 * MINUTE, ev.InjectRescheduled("storm-warning", 100 * MINUTE)))
        await settle(pilot)
        table = pilot.app.screen.query_one("#msel-list", Rows)
        assert table.chosen == "minister"
        assert table.cursor_row == 2


async def test_needs_you_counts_on_its_tab() -> None:
    async with sitting() as (pilot, _):
        assert "5 Needs you (2)" in screen_text(pilot.app)  # type: ignore[arg-type]


async def test_what_people_typed_is_never_markup() -> None:
    async with sitting() as (pilot, _):
        await press(pilot, "4")
        assert "[red]ship[/red]" in screen_text(pilot.app)  # type: ignore[arg-type]


async def test_leaving_asks_first_and_says_how_to_go_on() -> None:
    async with sitting() as (pilot, _):
        await press(pilot, "ctrl+q")
        assert "exercise run --resume harbour-night.log" in screen_text(pilot.app)  # type: ignore[arg-type]
        await pilot.press("escape")
        assert pilot.app.is_running
        await pilot.press("ctrl+q", "ctrl+s")
    assert pilot.app.return_value == 0


async def test_every_action_is_in_the_palette_and_in_the_help() -> None:
    async with sitting(size=(140, 60)) as (pilot, _):
        await press(pilot, "ctrl+p", *"override")
        assert "Override (v)" in screen_text(pilot.app)  # type: ignore[arg-type]
        await press(pilot, "escape", "f1")
        shown = screen_text(pilot.app)  # type: ignore[arg-type]
        assert all(each.title in shown for each in pilot.app.screen_stack[-2].ACTIONS[:20])
        assert "?." not in shown


async def test_a_list_narrows_as_one_types() -> None:
    async with sitting() as (pilot, _):
        await press(pilot, "g", *"csi")
        assert pilot.app.screen.query_one(OptionList).option_count == 1


async def test_a_lost_link_is_said_with_where_the_log_is() -> None:
    class Broken(ScriptedLink):
        async def records(self):  # type: ignore[no-untyped-def, override]
            yield self.told
            raise ConnectionError("the server is gone")

    app = desk(Broken())
    async with app.run_test(size=(140, 40), notifications=True) as pilot:
        await settle(pilot)
        shown = screen_text(app)
        assert "the server is gone" in shown
        assert "harbour-night.log" in shown


@pytest.mark.parametrize(
    ("phase", "offered"), [("running", "exercise run --resume"), ("ended", "exercise report")]
)
async def test_leaving_offers_what_can_still_be_done(phase: ev.Phase, offered: str) -> None:
    async with sitting() as (pilot, link):
        link.tell(Happened(len(link.told), link.tick(), ev.PhaseChanged(phase), ("*",)))
        await press(pilot, "ctrl+q")
        assert offered in screen_text(pilot.app)  # type: ignore[arg-type]
