"""The editor of injects: a copy of one, and what its readers will see."""

from __future__ import annotations

from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from exercise.domain import commands as cmd
from exercise.scenario.load import scenario_from_data
from tests.review.small import DATA, MINUTE
from tests.tui.scripted import ScriptedLink, desk, screen_text, settle
from tui.screens.form import Form
from tui.screens.reading import Reading
from tui.widgets.marks import Marks

EXTRA = {
    "languages": ["en", "sq"],
    "agencies": DATA["agencies"] | {"csirt": DATA["agencies"]["csirt"] | {"languages": ["sq", "en"]}},
}
SCENARIO = scenario_from_data(DATA | EXTRA)


USUAL = ("email", "amber", False)
"""Channel, label and urgency as the editor begins with them."""


async def keys(pilot: Pilot[int], *pressed: str) -> None:
    """One after the other, as a person who looks."""
    for key in pressed:
        await pilot.press(key)
        await settle(pilot)


def fill(form: Form, **values: str | tuple[str, ...]) -> None:
    """Fill in fields of a dialog without typing each letter."""
    for field, value in values.items():
        match form.query_one(f"#f-{field}"):
            case Input() as line if isinstance(value, str):
                line.value = value
            case TextArea() as area if isinstance(value, str):
                area.text = value
            case Marks() as marks:
                for place in range(marks.option_count):
                    if (marks.get_option_at_index(place).id in value) != (
                        marks.get_option_at_index(place).id in marks.marked
                    ):
                        marks.highlighted = place
                        marks.action_select()


async def test_a_copy_brings_words_recipients_and_time_to_answer_and_nothing_else() -> None:
    app = desk(link := ScriptedLink(scenario=SCENARIO))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await keys(pilot, "up", "up", "I", "ctrl+s")
        text = "Both directions are dark. [bold]What[/bold] do you do first?"
        assert link.asked == [
            (
                "excon",
                cmd.SendInject(
                    ("csirt", "operator"),
                    "Operations centre",
                    {"en": "Loss of light on LINK-2", "sq": "Humbje e dritës"},
                    text,
                    "portal",
                    "amber",
                    urgent=True,
                    answer_within=1800,
                ),
            )
        ]


async def test_the_editor_shows_what_each_language_s_readers_see_and_keeps_what_is_typed() -> None:
    app = desk(link := ScriptedLink(scenario=SCENARIO))
    async with app.run_test(size=(80, 40)) as pilot:
        await settle(pilot)
        await keys(pilot, "up", "up", "I", "f3")
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


async def test_an_inject_of_ones_own_goes_out_at_a_time_as_people_type_it() -> None:
    app = desk(link := ScriptedLink())
    async with app.run_test(size=(80, 40)) as pilot:
        await settle(pilot)
        await pilot.press("i")
        await settle(pilot)
        assert isinstance(app.screen, Form)
        fill(app.screen, to=("csirt",), sender="A caller", subject="S", text="T", at="tomorrow")
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert "write a time as T+12:00" in screen_text(app)
        assert link.asked == []
        fill(app.screen, at="+20 min")
        await pilot.press("ctrl+s")
        await settle(pilot)
        at = app.now() + 20 * MINUTE
        assert link.asked == [("excon", cmd.SendInject(("csirt",), "A caller", "S", "T", *USUAL, at=at))]


async def test_the_editor_asks_for_the_languages_that_recipients_read() -> None:
    app = desk(link := ScriptedLink(scenario=SCENARIO))
    async with app.run_test(size=(80, 40)) as pilot:
        await settle(pilot)
        await pilot.press("i")
        await settle(pilot)
        form = app.screen
        assert isinstance(form, Form)
        fill(form, to=("operator",))
        await settle(pilot)
        assert not form.query_one("#f-text-sq").display
        fill(form, to=("csirt", "operator"))
        await settle(pilot)
        assert form.query_one("#f-text-sq").display
        fill(
            form,
            **{"sender": "Press", "subject": "Is it true?", "text": "Call me.", "text-sq": "Telefononi."},
        )
        await pilot.press("f3")
        await settle(pilot)
        words = screen_text(app)
        assert words.index("sq: CSIRT") < words.index("Telefononi.") < words.index("en: Operator")
        await pilot.press("escape", "ctrl+s")
        await settle(pilot)
        text = {"en": "Call me.", "sq": "Telefononi."}
        assert link.asked == [
            ("excon", cmd.SendInject(("csirt", "operator"), "Press", "Is it true?", text, *USUAL))
        ]


async def test_what_cannot_be_sent_is_said_in_the_preview() -> None:
    app = desk(ScriptedLink())
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await keys(pilot, "i", "f3")
        assert "Nobody is marked" in screen_text(app)


async def test_where_no_inject_is_chosen_any_can_be_copied_contingencies_first() -> None:
    app = desk(ScriptedLink())
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await keys(pilot, "4", "I")
        listed = [
            line for line in screen_text(app).splitlines() if "(contingency" in line or "(inject" in line
        ]
        assert "Did you sell the ship?" in listed[0]


async def test_a_template_is_found_by_name_filled_in_and_shown_in_each_language() -> None:
    template = {
        "name": "A rumour",
        "note": "When it is quiet.",
        "gaps": {"place": "Where people queue"},
        "from": "Radio",
        "to": ["csirt", "operator"],
        "channel": "press",
        "subject": {"en": "Queues in {place}", "sq": "Radhë në {place}"},
        "text": {"en": "Is it so?", "sq": "A është kështu?"},
        "expect": [{"reply": True, "within": "30min"}],
    }
    other = template | {"name": "A call", "gaps": {}, "subject": "S"}
    scenario = scenario_from_data(DATA | EXTRA | {"templates": {"call": other, "rumour": template}})
    app = desk(link := ScriptedLink(scenario=scenario))
    async with app.run_test(size=(80, 40)) as pilot:
        await settle(pilot)
        await keys(pilot, "T", *"rumour", "enter")
        form = app.screen
        assert isinstance(form, Form)
        words = screen_text(app)
        assert "When it is quiet." in words
        assert "Expects: an answer in writing" in words
        assert "{place} Where people queue" in words
        assert "Still to fill in: {place}" in words
        fill(form, **{"gap-place": "Drin"})
        await pilot.press("f3")
        await settle(pilot)
        words = screen_text(app)
        assert "Radhë në Drin" in words
        assert "Queues in Drin" in words
        await pilot.press("escape", "ctrl+s")
        await settle(pilot)
        ((seat, command),) = link.asked
        assert isinstance(command, cmd.SendInject)
        assert (seat, command.template, command.gaps) == ("excon", "rumour", {"place": "Drin"})
        assert command.subject == template["subject"]
        assert command.answer_within == 30 * MINUTE


async def test_where_there_are_no_templates_the_desk_says_what_else_there_is() -> None:
    app = desk(ScriptedLink())
    async with app.run_test(size=(140, 40)) as pilot:
        await settle(pilot)
        await pilot.press("T")
        await settle(pilot)
        assert "has no templates" in app.picture("excon").feed.lines[-1].text


async def test_the_editor_says_what_is_missing_and_when_it_goes_out() -> None:
    app = desk(ScriptedLink(scenario=SCENARIO))
    async with app.run_test(size=(80, 40)) as pilot:
        await settle(pilot)
        await pilot.press("i")
        await settle(pilot)
        assert "Still to fill in: To, From, Subject, Text" in screen_text(app)
        form = app.screen
        assert isinstance(form, Form)
        fill(form, to=("csirt",), sender="Duty officer", subject="Smoke", text="There is smoke.")
        await settle(pilot)
        assert "Goes out at once." in screen_text(app)
        fill(form, at="+20min")
        await settle(pilot)
        assert "Goes out at T+01:50." in screen_text(app)
        fill(form, at="soon")
        await settle(pilot)
        assert "! write a time as" in screen_text(app)
