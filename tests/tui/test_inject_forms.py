"""The editor of injects: a copy of one, and what its readers will see."""

from __future__ import annotations

from exercise.domain import commands as cmd
from exercise.scenario.load import scenario_from_data
from tests.review.small import DATA
from tests.tui.scripted import ScriptedLink, desk, screen_text, settle
from tui.screens.form import Form
from tui.screens.reading import Reading

SCENARIO = scenario_from_data(
    DATA
    | {
        "languages": ["en", "sq"],
        "agencies": DATA["agencies"] | {"csirt": DATA["agencies"]["csirt"] | {"languages": ["sq", "en"]}},
    }
)


async def test_a_copy_brings_words_recipients_and_time_to_answer_and_nothing_else() -> None:
    app = desk(link := ScriptedLink(scenario=SCENARIO))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for key in ("up", "up", "I", "ctrl+s"):
            await pilot.press(key)
            await settle(pilot)
        text = "Both directions are dark. [bold]What[/bold] do you do first?"
        assert link.asked == [
            (
                "excon",
                cmd.SendInject(
                    ("csirt", "operator"),
                    "Operations centre",
                    "Loss of light on LINK-2",
                    text,
                    "portal",
                    urgent=True,
                    answer_within=1800,
                ),
            )
        ]


async def test_the_editor_shows_what_each_language_s_readers_see_and_keeps_what_is_typed() -> None:
    app = desk(link := ScriptedLink(scenario=SCENARIO))
    async with app.run_test(size=(80, 40)) as pilot:
        await settle(pilot)
        for key in ("up", "up", "I", "f3"):
            await pilot.press(key)
            await settle(pilot)
        assert isinstance(app.screen, Reading)
        words = screen_text(app)
        assert "sq: CSIRT" in words
        assert "They read sq first" in words
        assert "en: Operator" in words
        assert "[bold]What[/bold]" in words
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, Form)
        assert link.asked == []


async def test_what_cannot_be_sent_is_said_in_the_preview() -> None:
    app = desk(ScriptedLink())
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for key in ("i", "f3"):
            await pilot.press(key)
            await settle(pilot)
        assert "Nobody is marked" in screen_text(app)


async def test_where_no_inject_is_chosen_any_can_be_copied_contingencies_first() -> None:
    app = desk(ScriptedLink())
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for key in ("4", "I"):
            await pilot.press(key)
            await settle(pilot)
        listed = [
            line for line in screen_text(app).splitlines() if "(contingency" in line or "(inject" in line
        ]
        assert "Did you sell the ship?" in listed[0]
