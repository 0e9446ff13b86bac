"""A key is answered before what is new is shown, however much that is."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from typing import Any

import pytest
from textual.app import App, ComposeResult

from exercise.review.feed import Feed
from exercise.review.picture import Picture
from exercise.review.rows import Line
from tests.crowd import crowded, happenings
from tests.tui.scripted import ScriptedLink, desk
from tui import turns
from tui.themes import DARK, ink_of
from tui.turns import Hands, Turns
from tui.widgets.feed import PORTION, FeedLog
from tui.widgets.rows import Rows

PIECE_BY_PIECE = True


class Work:
    """Three pieces; `pressed` says during which of them somebody presses a key."""

    def __init__(self, *pressed: int) -> None:
        self.hands, self.done, self._pressed = Hands(), list[int](), pressed
        self._tasks: list[asyncio.Task[None]] = []
        self.turns = Turns(self.pieces, self.begin, self.hands)

    def pieces(self) -> Iterator[None]:
        for piece in range(3):
            self.done.append(piece)
            if piece in self._pressed:
                self.hands.pressed()
            yield

    def begin(self, work: Coroutine[None, None, None]) -> None:
        self._tasks.append(asyncio.create_task(work))

    async def a_while(self) -> None:
        for _ in range(10 * turns.TURNS):
            await asyncio.sleep(0)


async def test_work_stands_still_until_what_a_key_changed_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "LONGEST", 600)
    work = Work(1)
    work.turns.ask()
    await work.a_while()
    assert work.done == [0, 1]
    assert work.turns.is_busy
    work.hands.painted()
    await work.a_while()
    assert work.done == [0, 1, 2]
    assert not work.turns.is_busy


async def test_a_key_that_changes_nothing_does_not_hold_up_work_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(turns, "LONGEST", 0)
    work = Work(0, 1, 2)
    work.turns.ask()
    while work.turns.is_busy:
        await asyncio.sleep(0)
    assert work.done == [0, 1, 2]


async def test_what_is_asked_for_often_is_done_once_and_again_when_asked_for_meanwhile() -> None:
    work = Work()
    for _ in range(5):
        work.turns.ask()
    await work.a_while()
    assert work.done == [0, 1, 2]
    work.turns.ask()
    while work.done == [0, 1, 2]:
        await asyncio.sleep(0)
    work.turns.ask()
    await work.a_while()
    assert work.done == [0, 1, 2] * 3


async def test_the_cursor_is_on_its_new_line_before_the_world_is_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scenario = crowded(12, 300)
    told = list(happenings(scenario, 310))
    link, looked, seen = ScriptedLink(told[:300], scenario=scenario), list[int](), list[tuple[int, int]]()
    gauges = Picture.gauges

    def look(picture: Picture, tick: int) -> Any:
        looked.append(tick)
        return gauges(picture, tick)

    app = desk(link)
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.pause()
        table, painted = app.screen.query_one("#msel-list", Rows), app.post_display_hook
        await pilot.press("down")
        await pilot.pause()
        monkeypatch.setattr(Picture, "gauges", look)

        def watch() -> None:
            seen.append((table.cursor_row, len(looked)))
            painted()

        monkeypatch.setattr(app, "post_display_hook", watch)
        was = table.cursor_row
        link.tell(*told[300:])
        while not app._news:
            await asyncio.sleep(0)
        app.redraw()
        await pilot.press("down")
        await pilot.pause()
    assert next(count for row, count in seen if row == was + 1) == 0
    assert looked


class OneFeed(App[None]):
    """A feed and nothing else."""

    def compose(self) -> ComposeResult:
        yield FeedLog(name="feed")


async def test_what_was_told_in_ones_absence_is_written_in_portions_and_all_of_it() -> None:
    feed, ink = Feed(), ink_of(DARK)
    app = OneFeed()
    async with app.run_test(size=(80, 24)) as pilot:
        log = app.query_one(FeedLog)
        feed.add(Line(0, 0, "I", "Harbour", "The first"))
        log.follow(feed, ink)
        for number in range(1, 3 * PORTION):
            feed.add(Line(number, number, "I", "Harbour", f"Number {number}"))
        log.follow(feed, ink)
        assert len(log.lines) == 1 + PORTION
        while len(log.lines) < 3 * PORTION:
            await pilot.pause()
        assert [f"Number {number}" in line.text for number, line in enumerate(log.lines)][1:] == (
            [True] * (3 * PORTION - 1)
        )
