"""The log on disk: what is read is what was written, and whoever touches a line is found out."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest

from exercise.domain import commands as cmd
from exercise.domain import events as ev
from exercise.errors import LogDamaged, LogInUse, UsageError
from exercise.log.records import Asked, Happened, Record
from exercise.log.store import LogWriter, read_log
from tests.harbour import HARBOUR, header

RECORDS: list[Record] = [
    Asked(0, 0, "excon", cmd.Start(), wall="2028-01-27T01:10:00.000+00:00"),
    Happened(1, 0, ev.PhaseChanged("running"), ("*",), 0),
    Happened(2, 60, ev.ReplyGiven("cut", "port", 'A "quote", a tab\t and ëж日'), ("port",), 1),
    Happened(3, 61, ev.FlagRaised("storm"), cause=2),
]


def written(tmp_path: Path, *, finished: bool = True) -> Path:
    path = tmp_path / "run" / "log.jsonl"
    writer = LogWriter(path, header())
    for record in RECORDS:
        writer.append(record)
    writer.close(finished=finished)
    return path


def test_what_is_read_is_what_was_written(tmp_path: Path) -> None:
    log = read_log(written(tmp_path))
    assert (log.records, log.header, log.closed, log.torn) == (RECORDS, header(), True, False)
    assert log.header.scenario().id == HARBOUR["id"]


def test_every_line_is_json_that_says_it_is_an_exercise(tmp_path: Path) -> None:
    lines = written(tmp_path).read_text("utf-8").splitlines()
    assert [json.loads(line)["exercise"] for line in lines] == [True] * (len(RECORDS) + 2)


def test_a_log_is_never_overwritten(tmp_path: Path) -> None:
    path = written(tmp_path)
    before = path.read_bytes()
    with pytest.raises(UsageError, match="never overwritten"):
        LogWriter(path, header())
    assert path.read_bytes() == before


def test_a_closed_log_cannot_be_gone_on_with(tmp_path: Path) -> None:
    log = read_log(written(tmp_path))
    with pytest.raises(UsageError, match="closed"):
        LogWriter(log.path, after=log)


def test_a_torn_last_line_is_dropped_and_writing_goes_on_after_the_last_whole_one(tmp_path: Path) -> None:
    path = written(tmp_path, finished=False)
    whole = path.read_bytes()
    path.write_bytes(whole + b'{"type":"happened","seq":4,"ti')
    log = read_log(path)
    assert (log.torn, log.records) == (True, RECORDS)
    writer = LogWriter(path, after=log)
    writer.append(Happened(4, 70, ev.FlagLowered("storm")))
    writer.close(finished=True)
    assert path.read_bytes().startswith(whole)
    assert len(read_log(path)) == 5


def test_two_processes_cannot_write_one_log(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    first = LogWriter(path, header())
    with pytest.raises(LogInUse):
        LogWriter(path, after=read_log(path))
    first.close(finished=False)


def lines_of(path: Path) -> list[bytes]:
    return path.read_bytes().splitlines(keepends=True)


@pytest.mark.parametrize("number", range(len(RECORDS) + 2))
@pytest.mark.parametrize("how", ["changed", "removed", "doubled", "swapped"])
def test_any_tampering_is_found(tmp_path: Path, number: int, how: str) -> None:
    path = written(tmp_path)
    lines = lines_of(path)
    if how == "changed":
        lines[number] = (
            lines[number].replace(b'"', b"'", 1) if number % 2 else lines[number].replace(b":", b": ", 1)
        )
    elif how == "removed":
        del lines[number]
    elif how == "doubled":
        lines.insert(number, lines[number])
    else:
        other = (number + 1) % len(lines)
        lines[number], lines[other] = lines[other], lines[number]
    path.write_bytes(b"".join(lines))
    if how == "removed" and number == len(RECORDS) + 1:
        assert not read_log(path).closed  # `verify` calls this a finding
    else:
        with pytest.raises(LogDamaged):
            read_log(path)


def test_a_line_added_in_the_middle_with_a_good_looking_hash_is_found(tmp_path: Path) -> None:
    path = written(tmp_path)
    lines = lines_of(path)
    forged = lines[3].replace(b'"port"', b'"csirt"')
    path.write_bytes(b"".join([*lines[:3], forged, *lines[3:]]))
    with pytest.raises(LogDamaged) as found:
        read_log(path)
    assert found.value.line == 4


def test_a_log_of_a_later_program_is_refused_with_a_word(tmp_path: Path) -> None:
    import msgspec

    path = tmp_path / "log.jsonl"
    LogWriter(path, msgspec.structs.replace(header(), format=99)).close(finished=False)
    with pytest.raises(LogDamaged, match="format 99"):
        read_log(path)


def test_there_is_a_word_for_no_log(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no log"):
        read_log(tmp_path)


class FullDisk:
    """A file on a disk that is full after so many bytes."""

    def __init__(self, file: object, room: int) -> None:
        self._file, self._room = file, room

    def write(self, data: bytes) -> int:
        if self._room <= 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        taken = bytes(data)[: self._room]
        self._room -= len(taken)
        return self._file.write(taken)  # type: ignore[attr-defined,no-any-return]

    def __getattr__(self, name: str) -> object:
        return getattr(self._file, name)


def test_a_full_disk_leaves_nothing_half_written_and_nothing_lost(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    writer = LogWriter(path, header())
    good = writer._file
    writer._file = FullDisk(good, 100)  # type: ignore[assignment]
    for record in RECORDS:
        writer.append(record)
    with pytest.raises(OSError, match="No space"):
        writer.commit()
    assert read_log(path).records == []
    writer._file = good
    writer.commit()
    assert read_log(path).records == RECORDS
    writer.close(finished=False)
