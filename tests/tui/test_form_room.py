"""Dialogs: all of a terminal's height where they need it, the text to read and the first field both in sight."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from exercise.conduct.client import LineState
from exercise.review.picture import Picture
from tests.tui.scripted import ScriptedLink, desk, screen_text, settle
from tests.tui.test_finding import INK, NOW, picture
from tui.screens.form import Field, Form, Values
from tui.widgets import wording
from tui.widgets.marks import Marks

__all__ = ["picture"]


async def nothing(_: Values) -> str:
    return "not now"


LONG = "\n".join(f"line {number}" for number in range(1, 31))


async def test_a_long_text_is_scrolled_while_the_fields_stay_in_sight() -> None:
    app = desk(ScriptedLink())
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        fields = (Field("note", "Note"), Field("more", "More", "text"))
        app.push_screen(Form("Read this", *fields, submit=nothing, about=LONG, button="Do"))
        await settle(pilot)
        shown = screen_text(app)
        assert "line 1 " in shown
        assert "PgDn" in shown
        assert "More" in shown
        assert "Do (ctrl+s)" in shown
        await pilot.press("pagedown", *"typed", "ctrl+s")
        await settle(pilot)
        shown = screen_text(app)
        assert "line 1 " not in shown
        assert "line 12" in shown
        assert app.screen.query_one(Input).value == "typed"
        assert "! not now" in shown
        assert "Do (ctrl+s)" in shown


async def test_a_short_dialog_is_no_taller_than_it_has_to_be() -> None:
    app = desk(ScriptedLink())
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.push_screen(Form("Short", Field("note", "Note"), submit=nothing, about="Once."))
        await settle(pilot)
        assert "PgDn" not in screen_text(app)
        assert app.screen.query_one(".dialog").outer_size.height < 10
        many = [Field(f"n{number}", f"Number {number}") for number in range(12)]
        app.push_screen(Form("Long", *many, submit=nothing))
        await settle(pilot)
        assert app.screen.query_one(".dialog").outer_size.height == 22


async def test_a_number_that_stands_there_is_replaced_by_what_is_typed() -> None:
    app = desk(ScriptedLink())
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("v", *"link", "enter", *"40")
        await settle(pilot)
        assert app.screen.query_one(Input).value == "40"


async def test_the_chosen_thing_of_the_world_is_the_first_that_can_be_overridden() -> None:
    app = desk(ScriptedLink())
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("3", "down")
        await settle(pilot)
        chosen = app.screen.selected("world-tree").rpartition("/")[2]  # type: ignore[attr-defined]
        await pilot.press("v", "enter")
        await settle(pilot)
        names = app.picture("excon").names
        assert names.service(chosen) in screen_text(app) or names.asset(chosen) in screen_text(app)
        assert isinstance(app.screen, Form)


def test_what_is_marked_already_comes_first() -> None:
    marks = Marks((("a", "A"), ("b", "B"), ("c", "C")), ("c",), name="to")
    assert list(marks._labels) == ["c", "a", "b"]
    assert marks.marked == ("c",)


def test_without_a_line_the_clock_says_that_it_is_a_guess(picture: Picture) -> None:
    status, lost = picture.status(NOW), LineState(connected=False)
    assert " ≈T+01:35" in wording.status_line(status, INK, room=80, far=lost).plain
    assert "≈" not in wording.status_line(status, INK, room=80, far=LineState(connected=True)).plain


@pytest.mark.parametrize(("key", "kept"), [("m", True), ("v", False)])
async def test_only_what_is_kept_is_said_to_be_kept(key: str, kept: bool) -> None:
    app = desk(ScriptedLink())
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press(key, *([] if kept else [*"link", "enter"]), "f7")
        await settle(pilot)
        assert any("is kept" in str(each.message) for each in app._notifications) is kept
