"""A language whose words are two fifths longer than English: what matters stays in sight at 80x24."""

from __future__ import annotations

import re
from gettext import NullTranslations

import pytest
from rich.text import Text

from exercise.language import speech
from exercise.review.rows import Gauge
from tests.tui.scripted import ScriptedLink, desk, screen_text, settle
from tui.screens.room import titles_that_fit
from tui.themes import DARK, ink_of
from tui.widgets.gauges import gauge_line
from tui.widgets.lines import _spilled

_LONGER = re.compile(r"\{[\w-]+\}|\b(?:ctrl|esc|EXCON)\b|[^\W\d_]{3,}")


def longer(message: str) -> str:
    return _LONGER.sub(
        lambda word: word[0] if word[0][0] == "{" else word[0] + "ö" * max(1, round(len(word[0]) * 0.4)),
        message,
    )


class Longer(NullTranslations):
    def gettext(self, message: str) -> str:
        return longer(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return longer(msgid1 if n == 1 else msgid2)


@pytest.fixture
def _long_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speech, "translations", lambda language: Longer())


@pytest.mark.usefixtures("_long_words")
@pytest.mark.parametrize(
    ("seat", "panes", "dialogs"),
    [
        ("csirt", "1234567", ("m", "f", "b", "y", "f1", "f7", "ctrl+p", "ctrl+q")),
        ("excon", "1234567", ("i", "f1", "ctrl+q")),
    ],
)
async def test_panes_and_dialogs_keep_what_matters_in_sight(
    seat: str, panes: str, dialogs: tuple[str, ...]
) -> None:
    app = desk(ScriptedLink(), seat)
    app.read_in("sq")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("escape")
        for pane in panes:
            await pilot.press(pane)
            await settle(pilot)
            lines = screen_text(app).splitlines()
            assert lines[-1].endswith(("F1 Helpöö ^q Leaveöö", "F1 Helpöö ^q Leaveöö esc Backöö")), lines[-1]
            tabs = next(line for line in lines[2:5] if re.match(r" ?1", line))
            assert all(re.search(rf"(?<!\d){digit}(?!\d)", tabs) for digit in panes), tabs
            assert "EXERCISE EXERCISE EXERCISE" in lines[0]
            assert "T+01:30" in lines[1]
        for key in dialogs:
            await pilot.press(key)
            await settle(pilot)
            assert app.is_running
            assert "öö" in screen_text(app)
            await pilot.press("escape")
            await settle(pilot)


@pytest.mark.usefixtures("_long_words")
async def test_the_first_steps_leave_room_for_the_first_letter_and_no_deadline_is_cut_off() -> None:
    app = desk(ScriptedLink(), "csirt")
    app.read_in("sq")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "│ Humbje e dritës" in screen_text(app)
        await pilot.press("escape")
        await settle(pilot)
        letter = next(
            line for line in screen_text(app).splitlines() if "Humbje e dritës" in line and "T+" in line
        )
        assert "! 48:00" in letter


def test_the_longest_title_gives_way_first_and_counts_stay() -> None:
    assert titles_that_fit(["1 Inbox", "2 Somewhat longer (3)"], 40) == (5, 15)
    assert titles_that_fit(["1 Inbox", "2 Somewhat longer (3)"], 20) == (5, 7)
    assert titles_that_fit(["1 Inbox", "2 Somewhat longer (3)"], 2) == (3, 3)


def test_a_long_name_gets_the_room_a_gauge_has_and_is_never_cut_without_a_sign() -> None:
    named = "Gjetja e vendndodhjes për thirrjet 112"
    gauge = Gauge("gps", "service", named, 45.0, 0.0, 100.0, "45%", "steady", "bad", (45.0,) * 60)
    wide = gauge_line(gauge, 76, ink_of(DARK), shown=5, longest=len(named)).plain
    assert named in wide
    assert len(wide) <= 76
    assert named in gauge_line(gauge, 60, ink_of(DARK), shown=5, longest=len(named)).plain
    narrow = gauge_line(gauge, 40, ink_of(DARK), shown=5, longest=len(named)).plain
    assert narrow.startswith("Gjetja e vendndodhjes p… █")
    assert len(narrow) <= 41


def test_a_long_cell_takes_the_room_of_empty_ones_right_of_it() -> None:
    widths = {0: 10, 1: 6, 2: 8}
    cells = (Text("a long name of it"), Text(""), Text("kept"))
    assert list(_spilled(cells, widths)) == [(0, 16), (2, 8)]
    assert list(_spilled((Text("short"), Text(""), Text("")), widths)) == [(0, 10), (1, 6), (2, 8)]
