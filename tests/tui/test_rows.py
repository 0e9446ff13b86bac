"""A list of any length draws what is on the screen, and its bar says where that is."""

from __future__ import annotations

from rich.text import Text
from textual.app import App, ComposeResult

from tui.widgets.rows import Column, Rows


class List(App[None]):
    """A list with nothing in it."""

    def compose(self) -> ComposeResult:
        yield Rows(Column("Name", share=1), name="names")


async def test_the_bar_says_where_a_list_is_that_was_filled_and_moved_in_one_go() -> None:
    app = List()
    async with app.run_test(size=(40, 12)) as pilot:
        rows = app.query_one(Rows)
        rows.show([(str(place), (Text(f"line {place}"),)) for place in range(80)])
        rows.choose("50")
        await pilot.pause()
        assert rows.show_vertical_scrollbar
        assert rows.scroll_y > 0
        assert rows.vertical_scrollbar.position == rows.scroll_y
