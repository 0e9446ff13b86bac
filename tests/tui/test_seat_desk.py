"""A participant's desk: what a key asks for, as the agency."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.pilot import Pilot

from exercise.domain import commands as cmd
from exercise.domain import events as ev
from exercise.log.records import Happened
from exercise.scenario.model import Scenario
from tests.review.small import DATA, MINUTE, small_scenario
from tests.tui.scripted import ScriptedLink, desk, screen_text, settle, until
from tui.widgets.rows import Rows

NOW = 90 * MINUTE


@asynccontextmanager
async def sitting(
    agency: str = "csirt", *more: Happened, size: tuple[int, int] = (140, 40)
) -> AsyncIterator[tuple[Pilot[int], ScriptedLink]]:
    link = ScriptedLink()
    link.told.extend(more)
    app = desk(link, agency)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "escape")
        yield pilot, link


async def press(pilot: Pilot[int], *keys: str) -> None:
    await pilot.press(*keys)
    await settle(pilot)


def asks(agency: str = "csirt") -> Happened:
    event = ev.InjectReleased(
        "minister", "clock", (agency,), 3, "inject", {"und": "Office"}, "phone", "amber", {"und": "On air"},
        {"und": "Was it an attack?"}, decisions=("public-line",),
    )  # fmt: skip
    return Happened(99, NOW, event, (agency,))


async def test_enter_answers_the_selected_inject() -> None:
    async with sitting() as (pilot, link):
        await press(pilot, "enter", *"We look", "ctrl+s")
        assert link.asked == [("csirt", cmd.Reply("loss", "We look"))]


async def test_a_wide_desk_shows_a_subject_of_forty_letters_whole() -> None:
    subject = {"und": "Forty letters of a subject, no word less"}
    event = ev.InjectReleased(
        "long", "clock", ("csirt",), 4, "inject", {"und": "Office"}, "email", "amber", subject, subject
    )
    async with sitting("csirt", Happened(99, NOW, event, ("csirt",))) as (pilot, _):
        listed = [line[:70] for line in screen_text(pilot.app).splitlines()]  # type: ignore[arg-type]
        assert any("Forty letters of a subject, no word less" in line for line in listed)


async def test_an_action_is_ordered_with_its_target() -> None:
    async with sitting() as (pilot, link):
        await press(pilot, "2")
        await press(pilot, "down", "enter", "tab", *"Now", "ctrl+s")
        assert link.asked == [("csirt", cmd.Order("tell", target="operator", text="Now"))]


async def test_nothing_is_ordered_for_a_target_that_nobody_chose() -> None:
    """Of two agencies; where there is only one, it stands there."""
    more = DATA["agencies"] | {"port": {"name": "Port"}}
    link = ScriptedLink(scenario=Scenario.model_validate({**DATA, "agencies": more}))
    app = desk(link, "csirt")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "escape", "2")
        await press(pilot, "down", "enter", "ctrl+s")
        assert link.asked == []
        assert "! say what it is aimed at" in screen_text(app)
        await press(pilot, "enter", "down", "down", "enter", "ctrl+s")
        assert link.asked == [("csirt", cmd.Order("tell", target="port"))]


async def test_an_action_that_cannot_be_done_may_still_be_asked_for() -> None:
    """What a seat knows may be old: the rules answer, not the desk."""
    async with sitting() as (pilot, link):
        link.refuses = "not yet"
        await press(pilot, "2")
        await press(pilot, "down", "down", "enter", *"Keep calm", "ctrl+s")
        shown = screen_text(pilot.app)  # type: ignore[arg-type]
        assert "As far as you know, not now" in shown
        assert "! not yet" in shown


async def test_a_decision_carries_reasons_and_what_was_considered() -> None:
    async with sitting("csirt", asks()) as (pilot, link):
        await press(pilot, "3")
        await press(pilot, "enter", "enter", "down", "enter", "tab", *"Calm")
        await press(pilot, "tab", "down", "space", "tab", "space", "ctrl+s")
        decided = cmd.Decide(
            "public-line", option="facts", rationale="Calm", considered=("blame",), basis=("anchor",)
        )
        assert link.asked == [("csirt", decided)]


async def test_nothing_is_decided_that_nobody_chose() -> None:
    async with sitting("csirt", asks()) as (pilot, link):
        await press(pilot, "3")
        await press(pilot, "enter", "tab", *"Calm", "ctrl+s")
        assert "choose what you decide" in screen_text(pilot.app)  # type: ignore[arg-type]
        assert link.asked == []


async def test_a_decision_in_ones_own_words() -> None:
    async with sitting() as (pilot, link):
        await press(pilot, "f", *"Stay", "tab", *"Calm", "ctrl+s")
        assert link.asked == [("csirt", cmd.Decide("own-decision", text="Stay", rationale="Calm"))]


async def test_a_fact_is_shared() -> None:
    async with sitting() as (pilot, link):
        await press(pilot, "5")
        await press(pilot, "enter", "space", "tab", *"FYI", "enter")
        assert link.asked == [("csirt", cmd.Share("anchor", ("operator",), "FYI"))]


async def test_a_message_is_answered_to_whoever_wrote_it() -> None:
    async with sitting() as (pilot, link):
        await press(pilot, "6")
        await press(pilot, "enter", *"Thanks", "ctrl+s")
        assert link.asked == [("csirt", cmd.Send(("operator",), "Re: Ship", "Thanks"))]


async def test_excon_can_always_be_asked() -> None:
    async with sitting() as (pilot, link):
        await press(pilot, "e", *"Help", "ctrl+s")
        assert link.asked == [("csirt", cmd.Send(("excon",), "Question", "Help"))]


async def test_a_run_is_stood_down() -> None:
    async with sitting() as (pilot, link):
        await press(pilot, "7")
        await press(pilot, "x", *"No", "ctrl+s")
        assert link.asked == [("csirt", cmd.StandDown("triage#1", "No"))]


async def test_no_duff_is_called_as_this_seat() -> None:
    async with sitting() as (pilot, link):
        await press(pilot, "f8", *"Fire", "ctrl+s")
        assert link.asked == [("csirt", cmd.CallStop("Fire"))]


async def test_an_inject_is_shown_as_it_was_written_and_the_banner_stays() -> None:
    async with sitting() as (pilot, _):
        shown = screen_text(pilot.app)  # type: ignore[arg-type]
        assert "Both directions are dark. [bold]What[/bold] do you do first?" in shown
        await press(pilot, "enter")
        assert "EXERCISE EXERCISE EXERCISE" in screen_text(pilot.app)  # type: ignore[arg-type]


async def test_before_anything_comes_there_is_a_briefing_to_read() -> None:
    app = desk(ScriptedLink([]), "csirt")
    async with app.run_test(size=(140, 40)) as pilot:
        await settle(pilot)
        shown = screen_text(app)
        assert "A cable fails off Port Elen." in shown
        assert "You may warn everybody." in shown


async def test_escape_does_not_lead_a_participant_to_control() -> None:
    async with sitting() as (pilot, link):
        await press(pilot, "escape", "g")
        assert "Dinaria CSIRT" in screen_text(pilot.app)  # type: ignore[arg-type]
        assert link.asked == []


async def test_texts_can_be_read_in_another_language() -> None:
    data = {**DATA, "languages": ["en", "sq"], "title": {"en": "HARBOUR NIGHT", "sq": "NATË NË PORT"}}
    played = Scenario.model_validate(data)
    letter = ev.InjectReleased(
        "two", "clock", ("csirt",), 7, "inject", {"en": "Office"}, "phone", "amber",
        {"en": "On air", "sq": "Në transmetim"}, {"en": "Was it an attack?"},
    )  # fmt: skip
    link = ScriptedLink(scenario=played)
    link.told.append(Happened(99, NOW, letter, ("csirt",)))
    app = desk(link, "csirt")
    async with app.run_test(size=(140, 40)) as pilot:
        await settle(pilot)
        assert "On air" in screen_text(app)
        await press(pilot, "f7", *"shqip", "enter")
        await until(pilot, lambda: "Në transmetim" in screen_text(app))
        assert "On air" not in screen_text(app)
        await press(pilot, "f7", *"usual", "enter")
        await until(pilot, lambda: "On air" in screen_text(app))
    assert link.asked == []


async def test_one_key_reads_on_in_a_long_letter_and_from_its_end_begins_again() -> None:
    words = {"und": "\n".join(f"line {number}" for number in range(40))}
    event = ev.InjectReleased(
        "long", "clock", ("csirt",), 4, "inject", {"und": "Office"}, "email", "amber", {"und": "Long"}, words
    )
    async with sitting("csirt", Happened(99, NOW, event, ("csirt",)), size=(80, 24)) as (pilot, _):
        await press(pilot, "up")
        first = screen_text(pilot.app)  # type: ignore[arg-type]
        assert "space reads on" in first
        for _ in range(12):
            await press(pilot, "space")
            if "line 39" in (last := screen_text(pilot.app)):  # type: ignore[arg-type]
                break
        assert "line 39" in last
        assert "space reads on" not in last
        await press(pilot, "space")
        assert screen_text(pilot.app) == first  # type: ignore[arg-type]
        await press(pilot, "3")
        assert "space reads on" not in screen_text(pilot.app)  # type: ignore[arg-type]


async def test_an_answer_is_written_below_what_is_answered() -> None:
    async with sitting(size=(80, 24)) as (pilot, _):
        await press(pilot, "r")
        lines = screen_text(pilot.app).splitlines()  # type: ignore[arg-type]
        asked = next(at for at, line in enumerate(lines) if "do you do first?" in line)
        assert any("Your answer to" in line for line in lines[asked:])


async def test_what_an_order_needs_first_is_said_in_the_reader_s_language() -> None:
    async with sitting(size=(80, 24)) as (pilot, link):
        pilot.app.read_in("sq")  # type: ignore[attr-defined]
        link.refuses = "not yet: it needs Triage the report, done by you, and something else"
        await press(pilot, "2", "end", "enter", *"Hm", "ctrl+s")
        shown = screen_text(pilot.app)  # type: ignore[arg-type]
        assert "! ende jo: duhet" in shown
        assert "Triage the report" in shown
        assert "it needs" not in shown
        assert "something else" not in shown


async def test_a_list_that_nobody_told_its_width_is_drawn_all_the_same() -> None:
    async with sitting(size=(80, 24)) as (pilot, _):
        table = pilot.app.screen.query_one("#inbox-list", Rows)
        table._widths.clear()
        table.refresh()
        await settle(pilot)
        assert "Loss of light" in screen_text(pilot.app).split("From:")[0]  # type: ignore[arg-type]


async def test_a_question_that_cannot_be_decided_any_more_counts_for_nothing() -> None:
    late = DATA["decisions"] | {
        "public-line": DATA["decisions"]["public-line"] | {"requires": {"activity": "triage", "by": "actor"}}
    }
    link = ScriptedLink(scenario=Scenario.model_validate({**DATA, "decisions": late}))
    link.told.append(asks())
    app = desk(link, "csirt")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "escape", "3")
        assert "3Decide(" not in screen_text(app)
        await press(pilot, "enter")
        assert "As far as you know, not now" in screen_text(app)


async def test_a_key_of_the_desk_marks_no_text_in_a_dialog_for_the_next_letter_to_wipe_out() -> None:
    async with sitting(size=(80, 24)) as (pilot, link):
        for key in ("f4", "f6", "f7"):
            await press(pilot, "r", *"Half a sen", key, *"tence", "escape")
            await press(pilot, "r", "ctrl+s")
            assert link.asked.pop() == ("csirt", cmd.Reply("loss", "Half a sentence"))


async def test_the_next_letter_is_read_from_its_beginning() -> None:
    async with sitting(size=(80, 16)) as (pilot, _):
        await press(pilot, "escape", "6", "space")
        page = pilot.app.screen.query_one("#messages-page")
        assert page.scroll_y > 0
        await press(pilot, "down")
        assert page.scroll_y == 0


@pytest.mark.parametrize("name", ["Coast [north]", "[/north] Coast"])
async def test_the_name_of_an_agency_is_no_markup_in_a_title(name: str) -> None:
    scenario = small_scenario()
    scenario.agencies["csirt"].name["und"] = name
    app = desk(ScriptedLink(scenario=scenario), "csirt")
    async with app.run_test(size=(140, 40)) as pilot:
        await settle(pilot)
        assert f"You play {name}" in screen_text(app)
