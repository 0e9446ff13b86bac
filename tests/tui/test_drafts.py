"""What was typed and not sent outlives the desk, whatever ended it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from tests.tui.scripted import ScriptedLink, screen_text, settle
from tui.app import DeskApp
from tui.drafts import DraftBook


async def test_what_was_typed_is_there_at_the_next_desk(tmp_path: Path) -> None:
    file = tmp_path / "state" / "drafts.json"
    app = DeskApp(ScriptedLink(), drafts=file)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("o", *"half a sentence")
        await settle(pilot)
        # Nothing is closed in good order: the terminal is simply gone.
    again = DeskApp(link := ScriptedLink(), drafts=file)
    async with again.run_test() as pilot:
        await settle(pilot)
        await pilot.press("o")
        await settle(pilot)
        assert "half a sentence" in screen_text(again)
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert len(link.asked) == 1
    assert not file.exists()


def test_nobody_else_on_the_machine_can_read_it(tmp_path: Path) -> None:
    book = DraftBook(tmp_path / "drafts.json")
    book["a"] = {"text": ("secret",)}
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "drafts.json").stat().st_mode) == 0o600
    assert DraftBook(tmp_path / "drafts.json")["a"] == {"text": ("secret",)}


@pytest.mark.parametrize("bytes_", [b"{", b"[1]", b"\xff", b'{"a": 1}'])
def test_a_file_that_cannot_be_read_is_put_aside(tmp_path: Path, bytes_: bytes) -> None:
    file = tmp_path / "drafts.json"
    file.write_bytes(bytes_)
    book = DraftBook(file)
    assert dict(book) == {}
    book["a"] = {"text": ("new",)}
    assert file.with_suffix(".unreadable").read_bytes() == bytes_


def test_where_nothing_can_be_written_the_desk_still_keeps_it(tmp_path: Path) -> None:
    (tmp_path / "in-the-way").write_text("")
    book = DraftBook(tmp_path / "in-the-way" / "drafts.json")
    book["a"] = {"text": ("kept",)}
    assert book["a"] == {"text": ("kept",)}
