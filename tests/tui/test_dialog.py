"""What lies over a desk: it comes up whole, and the desk can be seen under it, dimmed, as it is now."""

from __future__ import annotations

import re

import pytest
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.color import Color
from textual.css.styles import RulesMap
from textual.renderables.background_screen import BackgroundScreen
from textual.strip import Strip
from textual.widgets import OptionList, Static

from tests.tui.scripted import ScriptedLink, desk, screen_text, settle
from tui.screens.form import Draft, Field, Form, Values
from tui.screens.one_of import OneOf
from tui.screens.overlay import shaded
from tui.screens.pick import PORTION, Pick
from tui.screens.reading import Reading
from tui.widgets.words import Choice

SHADE = Color(0, 0, 0, 0.6)


def words(shown: str) -> str:
    """Without what shows in a scrollbar how long all of it is."""
    return re.sub("[▁-█]", " ", shown)


def test_the_desk_under_a_dialog_is_dimmed_as_the_toolkit_dims_it() -> None:
    styles = (Style(color="#ff8800", bgcolor="#102030", bold=True), None, Style(color="#ff8800"), Style())
    words = Strip([Segment(f"word {number}", style) for number, style in enumerate((*styles, *styles))])
    dimmed = list(shaded(words, SHADE, Style.null()))
    assert dimmed == list(BackgroundScreen.process_segments(words, SHADE))
    assert dimmed != list(words)
    assert all(segment.style.italic for segment in shaded(words, SHADE, Style(italic=True)) if segment.style)


@pytest.mark.parametrize(
    ("key", "size"), [("m", (80, 24)), ("m", (140, 40)), ("f1", (80, 24)), ("f2", (140, 40))]
)
async def test_a_dialog_is_shown_when_all_of_it_is_there(key: str, size: tuple[int, int]) -> None:
    app, shown = desk(ScriptedLink()), list[tuple[str, object]]()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        under = app.screen
        app.post_display_hook = lambda: shown.append((screen_text(app), app.focused))  # type: ignore[method-assign]
        await pilot.press(key)
        await pilot.pause()
        assert app.screen is not under
        first = next(each for each in shown if each[1] is app.focused)
        assert words(first[0]) == words(screen_text(app))
        assert all(focused is not None for _, focused in shown)


async def test_what_changes_under_a_dialog_can_be_seen() -> None:
    app = desk(ScriptedLink())
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        banner = app.screen.query_one("#banner", Static)
        await pilot.press("m")
        await pilot.pause()
        app.push_screen(Reading("Over it", Text("words")))
        await pilot.pause()
        banner.update("Another banner")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, Form)
        assert screen_text(app).startswith("Another banner")
        banner.update("The third banner")
        await pilot.pause()
        assert screen_text(app).startswith("The third banner")
        await pilot.resize_terminal(100, 30)
        await pilot.pause()
        assert len(screen_text(app).splitlines()) == 30


def test_a_choice_that_is_too_long_for_the_list_takes_as_many_lines_as_its_words_do() -> None:
    rules, words = RulesMap(), "The agency for lines that are much too long"
    assert Choice("short").get_height(rules, 20) == 1
    assert Choice(words).get_height(rules, 20) > 1
    assert Choice("two\nlines").get_height(rules, 20) == 2


async def test_of_thousands_to_choose_from_all_can_be_reached_and_found() -> None:
    app, chosen = desk(ScriptedLink()), list[str | None]()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for keys in (["up"], ["pagedown", *"thing 2,999"], ["down"] * (PORTION + 1)):
            choices = tuple((f"thing-{number}", f"Thing {number:,}") for number in range(3_000))
            app.push_screen(Pick("Which?", choices), chosen.append)
            await pilot.pause()
            assert app.screen.query_one(OptionList).option_count == PORTION
            await pilot.press(*keys)
            await pilot.press("enter")
            await pilot.pause()
        app.push_screen(Pick("Which?", choices))
        await pilot.pause()
        listed = app.screen.query_one(OptionList)
        listed.scroll_end(animate=False)
        await pilot.pause()
        assert listed.option_count == 2 * PORTION
    assert chosen == ["thing-2999", "thing-2999", f"thing-{PORTION + 1}"]


async def test_a_choice_is_a_line_that_opens_a_list_at_the_one_chosen() -> None:
    options, sent = (("a", "First"), ("b", "Second"), ("c", "Third")), list[Values]()

    async def submit(values: Values) -> str:
        sent.append(values)
        return "not now"

    def seen(*names: str) -> list[str]:
        return [name for name in names if name in screen_text(app)]

    app, drafts = desk(ScriptedLink()), dict[str, Values]()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        fields = Field("which", "Which", "choice", "b", options), Field("none", "None", "choice")
        app.push_screen(Form("Choose", *fields, submit=submit, draft=Draft(drafts, "draft")))
        await pilot.pause()
        assert seen("First", "Second", "Third") == ["Second"]
        await pilot.press("enter")
        await pilot.pause()
        assert seen("First", "Second", "Third") == ["First", "Second", "Third"]
        await pilot.press("escape", "ctrl+s")
        await pilot.press("down", "down", "enter")
        await pilot.pause()
        assert drafts == {"draft": {"which": ("c",), "none": ()}}
        await pilot.press("space", *"fir", "enter", "ctrl+s")
        await pilot.pause()
        await pilot.click(OneOf)
        await pilot.pause()
        assert isinstance(app.screen, Pick)
    assert [values["which"] for values in sent] == [("b",), ("a",)]
