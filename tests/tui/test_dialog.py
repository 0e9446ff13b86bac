"""What lies over a desk, where hundreds can be chosen from."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.css.styles import RulesMap
from textual.renderables.background_screen import BackgroundScreen

from tui.screens.dialog import Dimmed
from tui.widgets.words import Choice

SHADE = Color(0, 0, 0, 0.6)


def test_the_desk_under_a_dialog_is_dimmed_as_the_toolkit_dims_it() -> None:
    styles = (Style(color="#ff8800", bgcolor="#102030", bold=True), None, Style(color="#ff8800"), Style())
    words = [Segment(f"word {number}", style) for number, style in enumerate((*styles, *styles))]
    dimmed = list(Dimmed.process_segments(words, SHADE))
    assert dimmed == list(BackgroundScreen.process_segments(words, SHADE))
    assert dimmed != words


def test_a_choice_that_is_too_long_for_the_list_takes_as_many_lines_as_its_words_do() -> None:
    rules, words = RulesMap(), "The agency for lines that are much too long"
    assert Choice("short").get_height(rules, 20) == 1
    assert Choice(words).get_height(rules, 20) > 1
    assert Choice("two\nlines").get_height(rules, 20) == 2
