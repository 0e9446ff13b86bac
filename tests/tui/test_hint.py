"""The line that says what to do here: whole in every language at 80 columns, and with longer words still."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest
from rich.cells import cell_len

from exercise.language import LANGUAGES, speaking, t
from tests.tui.recorded import debriefing
from tests.tui.scripted import ScriptedLink, desk, screen_text, settle
from tests.tui.test_long_words import longer
from tui import seated
from tui.control import CONTROL
from tui.play import PLAY
from tui.screens import phases
from tui.screens.controller import ControllerScreen
from tui.screens.debrief import DebriefScreen
from tui.screens.desk import DeskScreen, worded
from tui.screens.evaluator import EvaluatorScreen
from tui.screens.observer import ObserverScreen
from tui.screens.seat import SeatScreen
from tui.settings import DeskSettings
from tui.widgets.hint import Hint, in_lines, with_what_waits

WIDTH = 78
DESKS: tuple[type[DeskScreen], ...] = (
    ControllerScreen,
    SeatScreen,
    EvaluatorScreen,
    ObserverScreen,
    DebriefScreen,
)
SAID = (
    *((each.ACTIONS, words) for each in DESKS for words in dict.fromkeys(each.HINTS.values())),
    *((CONTROL, words) for words in (*phases._FIRST.values(), *phases._OF_A_CELL.values())),
    *((PLAY, words) for words in seated.ONLY_LOOKS),
)
"""Everything that desks say to do, and the actions whose keys it names."""
_SCREEN = cast(DeskScreen, SimpleNamespace(desk=SimpleNamespace(settings=DeskSettings())))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_to_do_here_fits_on_a_line_in_every_language(language: str) -> None:
    with speaking(language):
        said = [worded(_SCREEN, t(words), actions) for actions, words in SAID]
    assert [words for words in said if cell_len(words) > WIDTH] == []


def test_longer_words_are_broken_and_never_cut() -> None:
    for actions, words in SAID:
        said = worded(_SCREEN, longer(words), actions)
        assert in_lines(said, WIDTH).replace("\n", " ") == said
    assert in_lines("one two three four five", 8) == "one two\nthree…"


def test_what_waits_is_whole_and_the_hint_gives_way_to_it() -> None:
    assert with_what_waits("", "press a", 20) == ("press a", 0)
    assert with_what_waits("ENDEX", "press a", 20) == (" ENDEX  press a", 7)
    assert with_what_waits("ENDEX. Answer.", "press a", 20) == (" ENDEX. Answer. \npress a", 16)
    assert with_what_waits("ENDEX. Answer.", "press a or b or c now", 20) == (" ENDEX. Answer. ", 16)
    assert with_what_waits("ENDEX. Answer all of it.", "press a", 20) == ("ENDEX. Answer all of\nit.", 24)


async def test_a_line_that_needs_two_has_two_and_gives_the_second_back() -> None:
    app = desk(ScriptedLink())
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        hint, words = app.screen.query_one(Hint), " ".join(["what to do"] * 10)
        assert hint.size.height == 1
        hint.say(words, "", app.ink())
        await pilot.pause()
        assert " ".join(line.strip() for line in screen_text(app).splitlines()[2:4]) == words
        await pilot.resize_terminal(140, 40)
        await pilot.pause()
        assert hint.size.height == 1


async def test_the_agencys_side_of_a_debrief_says_whole_how_to_change_sides() -> None:
    async with debriefing(size=(80, 24)) as (pilot, _):
        await pilot.press("v")
        await pilot.pause()
        assert "v: other side, F2: other agency." in screen_text(pilot.app)  # type: ignore[arg-type]
