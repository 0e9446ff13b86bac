"""A desk far from its exercise says how the line is, keeps the keyboard free, and loses nothing that was typed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from textual.pilot import Pilot

from exercise.conduct.client import LineState
from exercise.domain import commands as cmd
from exercise.errors import Refused
from tests.review.joint import joint_records, joint_scenario
from tests.tui.scripted import ScriptedLink, desk, screen_text, settle, until
from tui import patience
from tui.screens.form import Form

LOST = "CONNECTION LOST, trying again; what you type is kept"


class CutLink(ScriptedLink):
    """A line that a test cuts and mends; while it is cut, questions wait."""

    def __init__(self) -> None:
        super().__init__(joint_records(), scenario=joint_scenario())
        self.log_path = ""
        self.waiting, self.over, self.trouble = 0, "", ""
        self._whole = asyncio.Event()
        self._whole.set()

    @property
    def line(self) -> LineState:
        return LineState(self._whole.is_set(), self.waiting, self.over, self.trouble)

    def cut(self) -> None:
        self._whole.clear()

    def mend(self) -> None:
        self._whole.set()

    async def ask(self, command: cmd.AnyCommand, *, seat: str) -> None:
        self.waiting += 1
        try:
            await self._whole.wait()
            if self.over:
                raise Refused(self.over)
            await super().ask(command, seat=seat)
        finally:
            self.waiting -= 1


@asynccontextmanager
async def sitting(
    monkeypatch: pytest.MonkeyPatch, seat: str = "csirt", *, size: tuple[int, int] = (100, 24)
) -> AsyncIterator[tuple[Pilot[int], CutLink]]:
    monkeypatch.setattr(patience, "PATIENCE", 0.0)
    link = CutLink()
    async with desk(link, seat).run_test(size=size) as pilot:
        await settle(pilot)
        yield pilot, link


async def press(pilot: Pilot[int], *keys: str) -> None:
    await pilot.press(*keys)
    await settle(pilot)


def shown(pilot: Pilot[int]) -> str:
    return screen_text(pilot.app)  # type: ignore[arg-type]


def drafts(pilot: Pilot[int]) -> dict[str, Any]:
    return pilot.app.drafts  # type: ignore[attr-defined, no-any-return]


@pytest.mark.parametrize("seat", ["excon", "csirt"])
@pytest.mark.parametrize("size", [(80, 24), (140, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_a_lost_line_is_said_and_its_return_takes_the_words_away(
    seat: str, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch, snapshot: Any
) -> None:
    async with sitting(monkeypatch, seat, size=size) as (pilot, link):
        assert LOST not in shown(pilot)
        link.cut()
        await settle(pilot)
        assert "\n".join(shown(pilot).splitlines()[:3]) == snapshot(name=f"{seat} {size[0]}x{size[1]} lost")
        link.mend()
        await settle(pilot)
        assert LOST not in shown(pilot)


async def test_a_desk_in_the_same_process_has_no_line_to_speak_of() -> None:
    async with desk(ScriptedLink()).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert pilot.app.far is None  # type: ignore[attr-defined]


async def test_what_is_sent_while_the_line_is_cut_waits_and_goes_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with sitting(monkeypatch) as (pilot, link):
        link.cut()
        await press(pilot, "r", *"Noted", "ctrl+s")
        assert "No answer yet. It is kept" in shown(pilot)
        await press(pilot, "ctrl+s", "escape")
        assert not isinstance(pilot.app.screen, Form)
        assert f"{LOST} · 1 not sent yet" in shown(pilot)
        assert list(drafts(pilot)) == ["csirt/reply/loss"]
        link.mend()
        await until(pilot, lambda: not drafts(pilot))
        assert link.asked == [("csirt", cmd.Reply("loss", "Noted"))]


async def test_a_dialog_left_open_closes_when_the_answer_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    async with sitting(monkeypatch) as (pilot, link):
        link.cut()
        await press(pilot, "r", *"Noted", "ctrl+s")
        assert isinstance(pilot.app.screen, Form)
        link.mend()
        await until(pilot, lambda: not isinstance(pilot.app.screen, Form))
        assert link.asked == [("csirt", cmd.Reply("loss", "Noted"))]


async def test_an_answer_that_comes_while_something_real_is_called_out_takes_no_word_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with sitting(monkeypatch) as (pilot, link):
        link.cut()
        await press(pilot, "r", *"Noted", "ctrl+s", "f8", *"Fi")
        link.mend()
        await until(pilot, lambda: not drafts(pilot))
        await press(pilot, *"re", "ctrl+s")
        assert link.asked == [("csirt", cmd.Reply("loss", "Noted")), ("csirt", cmd.CallStop("Fire"))]
        assert not isinstance(pilot.app.screen, Form)


async def test_what_is_refused_after_the_cut_is_shown_and_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    async with sitting(monkeypatch) as (pilot, link):
        link.cut()
        await press(pilot, "r", *"Noted", "ctrl+s", "escape")
        link.over = "somebody sat down at this seat elsewhere"
        link.mend()
        await until(pilot, lambda: link.waiting == 0)
        feed = [line.text for line in pilot.app.picture("csirt").feed.lines]  # type: ignore[attr-defined]
        assert feed[-1] == "Not now: somebody sat down at this seat elsewhere"
        assert "NOT CONNECTED ANY MORE: somebody sat down at this seat elsewhere" in shown(pilot)
        assert list(drafts(pilot)) == ["csirt/reply/loss"]


async def test_a_key_that_waits_for_the_line_does_not_hold_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with sitting(monkeypatch, "excon") as (pilot, link):
        link.cut()
        await press(pilot, "space", "2")
        assert f"{LOST} · 1 not sent yet" in shown(pilot)
        assert pilot.app.screen.top == "agencies"  # type: ignore[attr-defined]
        link.mend()
        await until(pilot, lambda: bool(link.asked))


async def test_one_can_leave_without_a_line_and_is_told_what_that_costs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with sitting(monkeypatch) as (pilot, link):
        link.cut()
        await press(pilot, "r", *"Noted", "ctrl+s", "escape", "ctrl+q")
        assert "Not sent yet: 1" in shown(pilot)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: pilot.app.return_value == 0)


async def test_why_play_stands_still_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    async with sitting(monkeypatch, "excon") as (pilot, link):
        link.trouble = "No space left on device"
        await settle(pilot)
        assert "PLAY STANDS STILL: No space left on device" in shown(pilot)
