"""The MSEL on a time axis: what stands where, what is said about the rest, and how keys go from one to the next."""

from __future__ import annotations

from typing import Any

import pytest

from exercise.review.rows import MselRow, MselStatus
from exercise.scenario.quantities import HOUR
from tests.tui.scripted import ScriptedLink, desk, screen_text, settle
from tui.themes import DARK, ink_of
from tui.widgets.rows import Rows
from tui.widgets.timeline import Window, beside, draw, near, whole


def row(number: int, hour: float | None, status: MselStatus, lane: str = "Cables") -> MselRow:
    at = None if hour is None else int(hour * HOUR)
    name = f"i{number}"
    return MselRow(name, number, at, lane, "", "", name, "inject", status, "", (), "", "", urgent=False)


ROWS = (
    row(1, 0, "answered"),
    row(2, 1, "overdue"),
    row(3, 6, "planned"),
    row(4, 6.01, "held", "Cables"),
    row(5, 2, "released", "Press"),
    row(6, 9, "planned", "Press"),
    row(7, None, "gated", "Press"),
    row(8, None, "held", "Press"),
    row(9, 4, "skipped", ""),
)


def lines(
    window: Window, *, now: int = 3 * HOUR, width: int = 66, rows: tuple[MselRow, ...] = ROWS
) -> list[str]:
    drawn = draw(rows, window, now=now, width=width, chosen="i6", ink=ink_of(DARK))
    return [text.plain.rstrip() for _, text in drawn]


def test_every_inject_stands_at_its_time_and_what_has_none_at_the_end_of_its_line() -> None:
    assert lines(whole(ROWS, 3 * HOUR, 12 * HOUR)) == [
        "            ┬00:00      ┬03:00      ┬06:00      ┬09:00",
        "Cables      ✔1  !2      │           2",
        "Press               ▶5  │                       ·6           …7 =8",
        "no storylin             │   x9",
    ]


def test_what_lies_outside_the_window_is_counted_at_its_edges() -> None:
    _, cables, press, _ = lines(Window(int(1.5 * HOUR), 5 * HOUR))
    assert cables.split() == ["Cables", "‹2", "│", "2›"]
    assert press.split() == ["Press", "▶5", "│", "1›", "…7", "=8"]


@pytest.mark.parametrize("width", [20, 40, 78, 138, 200])
def test_no_line_is_longer_than_the_screen_and_none_is_left_out(width: int) -> None:
    drawn = draw(ROWS, near(3 * HOUR), now=3 * HOUR, width=width, chosen="", ink=ink_of(DARK))
    assert [name for name, _ in drawn] == ["", "Cables", "Press", "no storyline"]
    assert all(text.cell_len <= max(width, 36) for _, text in drawn)


def test_more_than_nine_in_a_place_are_said_to_be_many() -> None:
    crowd = tuple(row(number, 2, "planned") for number in range(1, 12))
    assert "+" in lines(whole(crowd, 0, 12 * HOUR), rows=crowd)[1]


def test_arrows_go_along_a_storyline_and_to_the_nearest_in_another() -> None:
    assert beside(ROWS, "i2", along=1) == "i3"
    assert beside(ROWS, "i1", along=-1) == "i1"
    assert beside(ROWS, "i3", lanes=1) == "i6"
    assert beside(ROWS, "i2", lanes=1) == "i5"
    assert beside(ROWS, "i9", lanes=1) == "i9"
    assert beside(ROWS, "gone", along=1) == "i1"
    assert beside((), "gone", along=1) == ""


@pytest.mark.parametrize("size", [(80, 24), (140, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_timeline_looks_like_this_and_its_choice_is_the_table_s(
    size: tuple[int, int], snapshot: Any
) -> None:
    app = desk(ScriptedLink())
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        for name in ("near", "whole"):
            await pilot.press("f3")
            await settle(pilot)
            assert screen_text(app) == snapshot(name=f"{size[0]}x{size[1]} {name}")
        table = app.screen.query_one("#msel-list", Rows)
        await pilot.press("up", "left", "left")
        await settle(pilot)
        assert table.chosen == "loss"
        await pilot.press("f3")
        await settle(pilot)
        assert table.display
        assert table.chosen == "loss"
