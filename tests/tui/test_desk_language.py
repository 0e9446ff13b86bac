"""Desks in other languages: which one, at once and everywhere, and that nothing is lost when it changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual._callback import invoke
from textual.pilot import Pilot
from textual.widgets import Input, TabbedContent

from exercise.conduct.client import LineState
from exercise.domain import commands as cmd
from exercise.domain.refusals import in_own_words
from exercise.errors import Refused, UsageError
from exercise.language import LANGUAGES, NOBODY, present, speak, speaking, t
from exercise.scenario.model import Scenario
from tests.review.small import DATA
from tests.tui.scripted import ScriptedLink, desk, screen_text, settle
from tests.tui.test_queue_desk import link as queued
from tui.app import DeskApp
from tui.languages import of_agency, of_terminal
from tui.play_words import may_be_shared_knowingly
from tui.screens.retold import VIEWS
from tui.screens.seat import SeatScreen
from tui.settings import DeskSettings, read_settings
from tui.themes import DARK, ink_of
from tui.widgets.rows import Rows
from tui.widgets.wording import line_text

SPEAKS_ALBANIAN = {
    **DATA,
    "languages": ["en", "sq"],
    "agencies": DATA["agencies"] | {"csirt": DATA["agencies"]["csirt"] | {"languages": ["sq", "en"]}},
}


async def press(pilot: Pilot[int], *keys: str) -> None:
    await pilot.press(*keys)
    await settle(pilot)


def test_a_desk_speaks_in_every_task_that_has_no_reader_of_its_own() -> None:
    speak("sq")
    assert (present(), t("Inbox")) == ("sq", "Hyrëse")
    with speaking("fr"):
        assert t("Inbox") == "Réception"
    with speaking(NOBODY):
        assert (present(), t("Inbox")) == ("en", "Inbox")
    speak("no such language")
    assert t("Inbox") == "Inbox"


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, ""),
        ({"LANG": "C.UTF-8"}, ""),
        ({"LANG": "sq_AL.UTF-8"}, "sq"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "mk_MK"}, "mk"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "fr_FR"}, "fr"),
        ({"LANG": "sr_RS.UTF-8"}, "sr-Cyrl"),
        ({"LANG": "sr_RS.UTF-8@latin"}, "sr-Latn"),
        ({"LANG": "de_DE"}, ""),
    ],
)
def test_the_terminal_says_what_it_is_set_to(environment: dict[str, str], language: str) -> None:
    assert of_terminal(environment) == language


def test_a_desk_speaks_what_was_asked_for_then_what_its_seat_reads_then_as_the_terminal() -> None:
    link = ScriptedLink(scenario=Scenario.model_validate(SPEAKS_ALBANIAN))
    assert [of_agency(link.scenario, seat) for seat in ("csirt", "ministry", "excon")] == ["sq", "", ""]

    def spoken(seat: str, *, asked: str = "", locale: str = "") -> tuple[str, tuple[str, ...]]:
        app = DeskApp(link, seat, settings=DeskSettings(language=asked), locale=locale)
        return present(), app.languages_of(link.scenario, seat)

    assert spoken("csirt") == ("sq", ("sq", "en", "en", "sq"))
    assert spoken("csirt", locale="fr") == ("sq", ("sq", "en", "en", "sq"))
    assert spoken("csirt", asked="sr", locale="fr") == (
        "sr-Cyrl",
        ("sr-Cyrl", "sr-Latn", "sq", "en", "en", "sq"),
    )
    assert spoken("excon") == ("en", ("en", "sq"))
    assert spoken("excon", locale="cnr") == ("cnr", ("cnr", "bs", "sr-Latn", "en", "sq"))


def test_a_language_nobody_here_speaks_is_refused_in_the_settings(tmp_path: Path) -> None:
    file = tmp_path / "desk.yaml"
    file.write_text("language: sq-XK\n", "utf-8")
    assert read_settings(file).language == "sq-XK"
    file.write_text("theme: dark\nlanguage: klingon\n", "utf-8")
    with pytest.raises(UsageError, match=r"desk\.yaml:2:11: language: no language `klingon`; one of: en, fr"):
        read_settings(file)


async def test_one_key_changes_the_whole_desk_and_loses_nothing() -> None:
    app = desk(link := ScriptedLink(), "csirt")
    async with app.run_test(size=(140, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "f", *"half", "escape", "2", "down")
        drafts, chosen = dict(app.drafts), app.screen.query_one("#actions-list", Rows).chosen
        assert drafts
        await press(pilot, "f7", *"shqip", "enter")
        assert present() == "sq"
        assert isinstance(app.screen, SeatScreen)
        assert app.screen.query_one(TabbedContent).active == "actions"
        assert app.screen.query_one("#actions-list", Rows).chosen == chosen
        assert app.screen.focused is app.screen.query_one("#actions-list", Rows)
        assert dict(app.drafts) == drafts
        assert "Triage the report" in screen_text(app)
        # What the web seat says too is in the catalogues already.
        assert "Hyrëse" in screen_text(app)
        await press(pilot, "f7", *"english", "enter")
        assert "Hyrëse" not in screen_text(app)
        # Nobody needs Cyrillic letters to find it.
        await press(pilot, "f7", *"maced", "enter")
        assert present() == "mk"
    assert all(isinstance(command, cmd.MarkRead) for _, command in link.asked)


async def test_a_desk_stays_open_when_its_clocks_ring() -> None:
    app = desk(ScriptedLink())
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for timer in app._timers:
            assert timer._callback is not None
            await invoke(timer._callback)
        assert app.is_running


async def test_a_controllers_desk_keeps_its_view_and_what_is_looked_for() -> None:
    app = desk(ScriptedLink())
    async with app.run_test(size=(140, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "slash", *"min", "enter", "f3", "3", "f3", "f7", *"shqip", "enter")
        screen = app.screen
        assert screen.query_one("#find", Input).value == "min"
        assert VIEWS & screen.query_one("#left").classes
        assert VIEWS & screen.query_one("#world-views").classes
        assert screen.query_one(TabbedContent).active == "world"
        assert "Card payments" in screen_text(app)


async def test_a_desk_below_another_changes_when_it_comes_to_the_top() -> None:
    app = desk(ScriptedLink())
    async with app.run_test(size=(140, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "2", "f2", "enter")
        if not isinstance(app.screen, SeatScreen):
            await press(pilot, "enter")
        assert isinstance(app.screen, SeatScreen)
        await press(pilot, "f7", *"shqip", "enter")
        assert "Hyrëse" in screen_text(app)
        below = app.screen_stack[1]
        old = below.query_one("#banner")
        await press(pilot, "escape")
        assert app.screen is below
        assert app.screen.query_one("#banner") is not old


def test_a_fact_is_shared_knowingly_in_any_language() -> None:
    english = (
        "TLP:AMBER forbids telling Port; ask whoever gave it to you, or share it knowingly, which is recorded"
    )
    for language in LANGUAGES:
        with speaking(language):
            assert may_be_shared_knowingly(english)
            assert may_be_shared_knowingly(in_own_words(Refused(english)))
            assert not may_be_shared_knowingly(in_own_words(Refused("say to whom")))


def test_why_a_seat_is_lost_is_said_in_its_language() -> None:
    gone = LineState(False, 0, "somebody sat down at this seat elsewhere")
    with speaking("sq"):
        assert "somebody" not in line_text(gone, ink_of(DARK)).plain


async def test_the_queue_of_controllers_stays_on_top_in_another_language() -> None:
    app = desk(queued())
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "5", "f7", *"french", "enter")
        await settle(pilot)
        assert app.screen.query_one(TabbedContent).active == "needs"
