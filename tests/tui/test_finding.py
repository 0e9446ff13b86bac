"""Finding a line by words, and reading what comes next: what a controller needs at 80 columns and in any language."""

from __future__ import annotations

import pytest
from textual.widgets import OptionList

from exercise.language import speaking
from exercise.review.picture import Picture
from tests.review.small import MINUTE, small_records, small_scenario
from tests.tui.scripted import ScriptedLink, desk, screen_text, settle
from tui.themes import DARK, ink_of
from tui.widgets import wording
from tui.widgets.finding import plain, with_words
from tui.widgets.rows import Rows

NOW, INK = 95 * MINUTE, ink_of(DARK)


@pytest.fixture
def picture() -> Picture:
    picture = Picture(small_scenario(), "excon")
    picture.take_all(small_records())
    return picture


@pytest.mark.parametrize("language", ["en", "fr", "sq", "sr-Latn", "sr-Cyrl", "mk"])
def test_an_inject_is_found_by_every_word_its_line_shows(picture: Picture, language: str) -> None:
    rows = picture.msel(NOW)
    with speaking(language):
        for row in rows:
            _, cells = wording.msel_cells(row, INK)
            sign, status = cells[2].plain.split(" ", 1)
            for typed in (status, plain(status), row.status, f"#{row.number}", cells[4].plain, row.to):
                assert row in with_words(rows, typed), (sign, typed)
        assert with_words(rows, "no such words") == []
        assert with_words(rows, " ") is rows


def test_accents_need_not_be_typed() -> None:
    assert plain("Zadržano pošto JE ĆUTAO") == "zadrzano posto je cutao"


async def test_a_list_without_such_words_says_so_and_enter_chooses_nothing() -> None:
    app = desk(ScriptedLink())
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("g", *"zzz", "down", "enter")
        await settle(pilot)
        assert "Nothing has these words: zzz" in screen_text(app)
        assert app.screen.query_one(OptionList).highlighted is None
        await pilot.press(*["backspace"] * 3, "enter")
        await settle(pilot)
        assert app.screen.title_of_seat() != "EXCON"  # type: ignore[attr-defined]


async def test_enter_in_an_empty_list_says_why_it_is_empty() -> None:
    app = desk(ScriptedLink(records=[]))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("5", "enter")
        await settle(pilot)
        assert app.screen.query_one("#needs-list", Rows).row_count == 0
        assert [each.message for each in app._notifications] == ["Nothing needs you now."]


def test_the_name_of_what_comes_next_has_room_at_80_columns(picture: Picture) -> None:
    status = picture.status(NOW)
    narrow = wording.status_line(status, INK, room=80, aside="seats 2/4")
    assert narrow.plain.index(status.next) < 52
    assert narrow.plain.endswith("seats 2/4")
    wide = wording.status_line(status, INK, room=140, aside="seats 2/4")
    assert f" {status.local} " in wide.plain
    assert wide.plain.index("seats") < wide.plain.index(status.next)


async def test_a_line_has_the_colours_of_its_cells_and_the_cursor_one_that_can_be_read() -> None:
    app = desk(ScriptedLink())
    app.theme = DARK.name
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        table = app.screen.query_one("#msel-list", Rows)
        place = next(y for y in range(1, 5) if "overdue" in table.render_line(y).text)
        drawn = {segment.text.strip(): segment.style for segment in table.render_line(place)}
        assert drawn["! overdue"].color.name == INK.bad  # type: ignore[union-attr]
        table.cursor_row = place - 1
        drawn = {segment.text.strip(): segment.style for segment in table.render_line(place)}
        assert drawn["! overdue"].color.name != INK.bad  # type: ignore[union-attr]
