"""The debrief desk: what each key shows, and that nothing of it reaches the log."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from exercise.log.records import Happened
from exercise.review.stops import Kind, Only
from tests.harbour import HOUR
from tests.tui.recorded import Hands, debriefing, played, press, until
from tests.tui.scripted import screen_text
from tui.debrief_app import DebriefApp
from tui.screens.debrief import DebriefScreen
from tui.screens.reading import Reading
from tui.widgets.rows import Rows
from tui.widgets.time_bar import TimeBar

RECORDS = played()
MINUTE = 60


def app_of(pilot: Pilot[int]) -> DebriefApp:
    assert isinstance(pilot.app, DebriefApp)
    return pilot.app


def desk_of(pilot: Pilot[int]) -> DebriefScreen:
    assert isinstance(pilot.app.screen, DebriefScreen)
    return pilot.app.screen


def text(pilot: Pilot[int]) -> str:
    return screen_text(pilot.app)  # type: ignore[arg-type]


def first(kind: str) -> int:
    return next(
        record.seq
        for record in RECORDS
        if isinstance(record, Happened) and type(record.event).__name__ == kind
    )


@pytest.mark.parametrize("size", [(80, 24), (140, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_desk_looks_like_this(size: tuple[int, int], snapshot: Any) -> None:
    async with debriefing(size=size) as (pilot, link):
        link.go_to(6 * HOUR)
        link.notes.add(10, HOUR, text="Here it began.", kind="note", agency="port")
        app_of(pilot).reader.knowledge()
        await until(pilot, lambda: app_of(pilot).reader.knowledge() is not None)
        for pane in "12346":
            await press(pilot, pane)
            assert text(pilot) == snapshot(name=f"truth {pane}")
        await press(pilot, "v")
        for pane in "145":
            await press(pilot, pane)
            assert text(pilot) == snapshot(name=f"eyes {pane}")


async def test_keys_move_through_time() -> None:
    moves: list[tuple[list[str], int]] = [
        (["right"], 6 * HOUR + MINUTE),
        (["left", "left"], 6 * HOUR - MINUTE),
        (["shift+right"], 6 * HOUR + 9 * MINUTE),
        (["shift+left"], 6 * HOUR - MINUTE),
        (["greater_than_sign", "right"], RECORDS[-1].tick),
        (["less_than_sign", "left"], 0),
        (["j", *"T+05", *":00", "enter"], 5 * HOUR),
        (["j", *"+90min", "enter"], 6 * HOUR + 30 * MINUTE),
        (["j", *"-2h", "enter"], 4 * HOUR + 30 * MINUTE),
    ]
    async with debriefing() as (pilot, link):
        link.go_to(6 * HOUR)
        await press(pilot, "4")
        for keys, tick in moves:
            await press(pilot, *keys)
            assert link.tick() == tick, keys


async def test_keys_go_from_one_to_the_next_of_a_kind() -> None:
    kinds: list[tuple[str, str, Kind]] = [("i", "I", "inject"), ("d", "D", "decision"), ("s", "S", "service")]
    async with debriefing() as (pilot, link):
        for key, back, kind in kinds:
            one = link.replay.next(-1, Only(frozenset({kind})))
            assert one is not None
            await press(pilot, "less_than_sign", key)
            assert link.seq == one.seq
            await press(pilot, "full_stop")
            assert link.seq == one.seq + 1
            await press(pilot, "comma", "comma")
            assert link.seq == one.seq - 1
            await press(pilot, key, back)
            assert f"There is no earlier {kind}." in [toast.message for toast in pilot.app._notifications]


async def test_a_record_is_found_by_its_number_and_one_that_is_not_there_is_refused() -> None:
    async with debriefing() as (pilot, link):
        await press(pilot, "j", *"#120", "enter")
        assert link.seq == 120
        await press(pilot, "j", *"#99999", "enter")
        error = str(pilot.app.screen.query_one(".dialog-error", Static).content)
        assert f"there is no record #99999; the last one is #{len(RECORDS) - 1}" in error
        await press(pilot, "escape")
        await press(pilot, "j", *"T+72:00", "enter")
        assert "the log ends at" in str(pilot.app.screen.query_one(".dialog-error", Static).content)
        assert link.seq == 120


async def test_it_plays_and_stands() -> None:
    hands = Hands()
    async with debriefing(hands=hands) as (pilot, link):
        await press(pilot, "space")
        hands.seconds += 60
        app_of(pilot).redraw()
        await pilot.pause()
        assert "▶ PLAYING ×60  T+01:00" in text(pilot)
        await press(pilot, "plus", "space")
        hands.seconds += 60
        assert (link.tick(), link.pace) == (HOUR, 120)
        await press(pilot, *["plus"] * 9)
        assert link.pace == 600
        await press(pilot, *["minus"] * 9)
        assert link.pace == 1


async def test_enter_on_an_event_goes_there_and_shows_what_the_agency_knew_then() -> None:
    async with debriefing() as (pilot, link):
        await press(pilot, "4", "down", "down", "enter")
        assert link.seq == link.replay.lines(0, link.replay.end)[2].seq
        now = link.picture("port")
        assert now.world == link.replay.at_record(link.seq, seat="port").world


async def test_a_filter_narrows_list_line_and_steps_until_it_is_taken_away() -> None:
    async with debriefing() as (pilot, link):
        await press(pilot, "4")
        await press(pilot, "slash", "down", "space", "ctrl+s")
        assert app_of(pilot).only.kinds == {"decision"}
        assert "only: decision" in text(pilot)
        await press(pilot, "right_square_bracket")
        assert link.seq == first("DecisionMade")
        assert "inject " not in text(pilot)
        await press(pilot, "backspace")
        assert not app_of(pilot).only.kinds


async def test_another_agency_is_chosen_by_name_and_the_narrow_desk_turns_to_it() -> None:
    async with debriefing(size=(80, 24)) as (pilot, _):
        assert "WHAT WAS SO" in text(pilot)
        await press(pilot, "f2", *"csirt", "enter")
        assert "WHAT CSIRT COULD SEE" in text(pilot) or "WHAT NATIONAL CSIRT COULD SEE" in text(pilot)
        assert "WHAT WAS SO" not in text(pilot)
        await press(pilot, "v")
        assert "WHAT WAS SO" in text(pilot)


async def test_a_side_that_was_hidden_is_at_the_same_moment_when_the_terminal_grows() -> None:
    async with debriefing(size=(80, 24)) as (pilot, link):
        link.go_to(link.replay.end)
        await press(pilot, "v", "1")
        inbox = desk_of(pilot).query_one("#inbox-list", Rows)
        assert inbox.row_count > 0
        await press(pilot, "v", "<")
        await pilot.resize_terminal(140, 40)
        await until(pilot, lambda: inbox.row_count == 0)


async def test_bookmarks_and_notes_are_kept_beside_the_log(tmp_path: Path) -> None:
    async with debriefing(tmp_path) as (pilot, link):
        before = (tmp_path / "log.jsonl").read_bytes()
        await press(pilot, "i", "b", "d", "n", *"Why so late?", "ctrl+s")
        notes = link.notes.all()
        assert [(note.kind, note.seq, note.text) for note in notes] == [
            ("bookmark", first("InjectReleased"), ""),
            ("note", first("DecisionMade"), "Why so late?"),
        ]
        await press(pilot, "5", "down", "e", *" And why?", "ctrl+s")
        assert link.notes.all()[1].text == "Why so late? And why?"
        await press(pilot, "up", "enter")
        assert link.seq == first("InjectReleased")
        await press(pilot, "b")
        assert [note.kind for note in link.notes.all()] == ["note"]
        await press(pilot, "delete")
        assert link.notes.all() == ()
        assert (tmp_path / "log.jsonl").read_bytes() == before


async def test_the_mouse_drags_along_the_line() -> None:
    async with debriefing() as (pilot, link):
        bar = desk_of(pilot).query_one(TimeBar)
        await pilot.mouse_down(bar, offset=(60, 3))
        first_tick = link.tick()
        await pilot.hover(bar, offset=(90, 3))
        await pilot.mouse_up(bar, offset=(90, 3))
        assert 0 < first_tick < link.tick() < link.replay.end


async def test_why_looks_at_the_moment_shown() -> None:
    async with debriefing() as (pilot, link):
        link.go_to(6 * HOUR)
        await press(pilot, "1", "w", *"trust", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Reading))
        assert "Public trust" in text(pilot)


async def test_every_key_is_harmless(tmp_path: Path) -> None:
    keys = (
        *"123456789rhsiomdvgjtnfewap/+-IDSbk<>[],.",
        *(
            "space",
            "enter",
            "escape",
            "tab",
            "shift+tab",
            "up",
            "down",
            "f1",
            "f2",
            "f4",
            "f5",
            "ctrl+p",
            "delete",
        ),
    )
    async with debriefing(tmp_path, size=(80, 24)) as (pilot, link):
        before = (tmp_path / "log.jsonl").read_bytes()
        for key in keys:
            await press(pilot, key)
            await press(pilot, "escape")
        assert pilot.app.is_running
        assert Path(link.log_path).read_bytes() == before


async def test_titles_are_whole_where_only_the_other_side_had_left_no_room() -> None:
    async with debriefing(size=(80, 24)) as (pilot, _):
        await press(pilot, "f7", *"maced", "enter")
        titles = "1 Свет 2 MSEL 3 Институции 4 Случки 5 Белешки 6 Знаеле"
        assert titles in screen_text(pilot.app)  # type: ignore[arg-type]
        await pilot.resize_terminal(40, 24)
        await press(pilot, "v", "v")
        assert titles not in screen_text(pilot.app)  # type: ignore[arg-type]
        await pilot.resize_terminal(80, 24)
        await press(pilot, "v", "v")
        assert titles in screen_text(pilot.app)  # type: ignore[arg-type]
