"""Bookmarks and notes of a debrief: kept beside the log, never in it, and on disk before the desk says so.

The file is JSON Lines and only ever grows: a changed note is written anew under its number, one that is taken away is
written as taken away. A line that a crash cut off is left out; everything before it stays.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Literal

import msgspec

from exercise.errors import NoSuchThing, Refused
from exercise.log.store import FILE_NAME

NOTES = "debrief-notes.jsonl"
LONGEST = 20_000
"""Characters of a note."""


class Note(msgspec.Struct, frozen=True):
    """A place in the log, with or without words."""

    id: int
    seq: int
    """The record it is tied to."""
    tick: int
    text: str = ""
    kind: Literal["bookmark", "note"] = "bookmark"
    agency: str = ""
    """Through whose eyes; "" for the truth."""
    gone: bool = False
    exercise: bool = True


_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Note)


def notes_path(log: Path) -> Path:
    """Where the notes of a log are kept: in its folder, under its name when that is not the usual one."""
    return log.parent / (NOTES if log.name == FILE_NAME else f"{log.stem}.{NOTES}")


class Notes:
    """The notes of one log. Several desks may write the same file; each sees the others' when it writes or looks.

    Attributes:
        lost: a last line that was cut off was found, and is left out.
    """

    def __init__(self, log: Path) -> None:
        self.path = notes_path(log)
        self.lost = False
        self._kept: dict[int, Note] = {}
        self.look()

    def look(self) -> None:
        """Read what is on disk."""
        self._kept.clear()
        self.lost = False
        if self.path.exists():
            self._read(self.path.read_bytes())

    def all(self) -> tuple[Note, ...]:
        """Those that are there, in the order of the log."""
        there = (note for note in self._kept.values() if not note.gone)
        return tuple(sorted(there, key=lambda note: (note.seq, note.id)))

    def add(
        self,
        seq: int,
        tick: int,
        *,
        text: str = "",
        kind: Literal["bookmark", "note"] = "bookmark",
        agency: str = "",
    ) -> Note:
        """A new one. Returns when it is on disk. Raises `OSError` when it cannot be, `Refused` when it is too long."""
        _fits(text)
        with self._open() as file:
            note = Note(max(self._kept, default=0) + 1, seq, tick, text, kind, agency)
            self._write(file, note)
        return note

    def change(self, number: int, text: str) -> Note:
        """Other words. Raises `NoSuchThing` when there is no such note."""
        _fits(text)
        with self._open() as file:
            note = msgspec.structs.replace(self._there(number), text=text)
            self._write(file, note)
        return note

    def remove(self, number: int) -> None:
        """Take one away. Raises `NoSuchThing` when there is no such note."""
        with self._open() as file:
            self._write(file, msgspec.structs.replace(self._there(number), gone=True))

    def _there(self, number: int) -> Note:
        note = self._kept.get(number)
        if note is None or note.gone:
            raise NoSuchThing("note", str(number))
        return note

    @contextmanager
    def _open(self) -> Iterator[BinaryIO]:
        """The file, for this desk alone, with everything that others wrote read."""
        with self.path.open("a+b", buffering=0) as file:
            _lock(file)
            file.seek(0)
            data = file.read()
            self._kept.clear()
            self._read(data)
            if data and not data.endswith(b"\n"):
                file.write(b"\n")
            yield file

    def _write(self, file: BinaryIO, note: Note) -> None:
        start = file.seek(0, os.SEEK_END)
        line = _ENCODER.encode(note) + b"\n"
        try:
            if file.write(line) != len(line):
                raise OSError(28, "there is no room for the note")
            os.fsync(file.fileno())
        except OSError:
            file.truncate(start)
            raise
        self._kept[note.id] = note

    def _read(self, data: bytes) -> None:
        for line in data.split(b"\n"):
            if not line:
                continue
            try:
                note = _DECODER.decode(line)
            except msgspec.MsgspecError:
                self.lost = True
            else:
                self._kept[note.id] = note


def _fits(text: str) -> None:
    if len(text) > LONGEST:
        raise Refused(f"the note is longer than {LONGEST:,} characters; shorten it")


def _lock(file: BinaryIO) -> None:
    """One writer at a time, where the system can tell; it ends with the file."""
    try:
        import fcntl
    except ImportError:
        return
    fcntl.flock(file, fcntl.LOCK_EX)
