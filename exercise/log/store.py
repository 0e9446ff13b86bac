"""Logs on disk: JSON Lines, one record a line, chained by hashes, on disk before anybody is told.

A log is only ever appended to. The last line of a finished one closes it: so much was written, and with this hash.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from exercise.errors import LogDamaged, LogInUse, UsageError
from exercise.log.chain import GENESIS, opened, sealed
from exercise.log.header import Header
from exercise.log.records import Record
from exercise.log.upcast import upcast_header, upcast_record

FILE_NAME = "log.jsonl"


class Closing(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="closed"):
    """The last line: nothing comes after it."""

    records: int


_ENCODER = msgspec.json.Encoder()
_LINES: msgspec.json.Decoder[Record | Closing] = msgspec.json.Decoder(Record | Closing)
_HEADER = msgspec.json.Decoder(Header)


class LogWriter:
    """Appends records. `commit` returns when everything appended so far is on disk.

    Args:
        path: the file. It must not exist yet, unless `after` says what is in it.
        header: written first, for a new log.
        after: what was read of an existing log that is to be gone on with.

    Raises:
        LogInUse: another process writes this log.
        UsageError: the file exists; a finished log is never overwritten.
    """

    def __init__(self, path: Path, header: Header | None = None, *, after: LogFile | None = None) -> None:
        self.path = path
        self._pending = bytearray()
        self.records = 0
        self._hash = GENESIS
        if after is None:
            if header is None:
                raise UsageError("a new log needs a header")
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                self._file: BinaryIO = path.open("xb", buffering=0)
            except FileExistsError:
                raise UsageError(f"{path} exists already; a log is never overwritten") from None
            _lock(self._file, path)
            self._add(_ENCODER.encode(header))
            self.commit()
            _sync_folder(path.parent)
        else:
            if after.closed:
                raise UsageError(f"{path} is closed: that exercise is over")
            self._file = path.open("r+b", buffering=0)
            _lock(self._file, path)
            self._file.truncate(after.whole_bytes)
            self._file.seek(after.whole_bytes)
            self._hash, self.records = after.last_hash, len(after.records)

    def append(self, record: Record) -> None:
        """Keep a record for the next commit."""
        self._add(_ENCODER.encode(record))
        self.records += 1

    def copy(self, body: bytes) -> None:
        """Keep a record as another log has it, byte for byte, for the next commit."""
        self._add(body)
        self.records += 1

    def commit(self) -> None:
        """Put everything appended so far on disk; returns when it is there. Raises `OSError` when it cannot."""
        if not self._pending:
            return
        data = memoryview(bytes(self._pending))
        start = self._file.tell()
        try:
            while data:
                data = data[self._file.write(data) :]
            _to_disk(self._file.fileno())
        except OSError:
            # Nothing half-written may stay: the next attempt writes all of it again.
            self._file.seek(start)
            self._file.truncate(start)
            raise
        self._pending.clear()

    @property
    def waiting(self) -> bool:
        """Whether there is something that is not on disk yet."""
        return bool(self._pending)

    def close(self, *, finished: bool) -> None:
        """Commit and let go of the file; a finished log gets its closing line."""
        if finished:
            self._add(_ENCODER.encode(Closing(self.records)))
        self.commit()
        self._file.close()

    def _add(self, body: bytes) -> None:
        line, self._hash = sealed(body, self._hash)
        self._pending += line + b"\n"


class LogFile:
    """A log as read: the header, every record, and how its end looks.

    Attributes:
        torn: a last line that was not completely written was left out.
        closed: it has its closing line.
        whole_bytes: how many bytes hold complete lines.
    """

    def __init__(self, path: Path, header: Header, records: list[Record], *, last_hash: str) -> None:
        self.path, self.header, self.records, self.last_hash = path, header, records, last_hash
        self.torn = self.closed = False
        self.whole_bytes = 0

    def __iter__(self) -> Iterator[Record]:
        return iter(self.records)

    def __len__(self) -> int:
        return len(self.records)


def find_log(where: Path) -> Path:
    """A log file, or the one in a run's folder. Raises `UsageError` when there is none."""
    path = where / FILE_NAME if where.is_dir() else where
    if not path.is_file():
        raise UsageError(f"there is no log at {where}")
    return path


def read_log(where: Path) -> LogFile:
    """Read a log whole, and check its chain line by line.

    Raises:
        UsageError: there is no log there.
        LogDamaged: a line was changed, removed, reordered or added, or cannot be read.
    """
    path = find_log(where)
    data = path.read_bytes()
    end = data.rfind(b"\n") + 1
    lines = data[:end].split(b"\n")[:-1]
    if not lines:
        raise LogDamaged(1, "the file has no complete line")
    body, digest = _checked(lines[0], GENESIS, 1)
    try:
        header = _HEADER.decode(upcast_header(body))
    except msgspec.MsgspecError as wrong:
        raise LogDamaged(1, f"this is not the first line of an exercise log ({wrong})") from None
    log = LogFile(path, header, [], last_hash=digest)
    log.torn, log.whole_bytes = end < len(data), end
    _read_records(log, lines, header.format)
    return log


def _read_records(log: LogFile, lines: list[bytes], version: int) -> None:
    digest, records = log.last_hash, log.records
    for number, line in enumerate(lines[1:], 2):
        if log.closed:
            raise LogDamaged(number, "there is a line after the closing line")
        body, digest = _checked(line, digest, number)
        try:
            record = _LINES.decode(upcast_record(body, version))
        except msgspec.MsgspecError as wrong:
            raise LogDamaged(number, f"cannot be read: {wrong}") from None
        if isinstance(record, Closing):
            if record.records != len(records):
                raise LogDamaged(
                    number, f"says {record.records} records were written; {len(records)} are there"
                )
            log.closed = True
        elif record.seq != len(records):
            raise LogDamaged(number, f"record {len(records)} should stand here; this is record {record.seq}")
        else:
            records.append(record)
    log.last_hash = digest


def _checked(line: bytes, before: str, number: int) -> tuple[bytes, str]:
    found = opened(line, before)
    if found is None:
        raise LogDamaged(
            number, "does not follow from the line before it: a line was changed, added, removed or moved"
        )
    return found


_to_disk = getattr(os, "fdatasync", os.fsync)


def _lock(file: BinaryIO, path: Path) -> None:
    """One writer at a time, where the system can tell."""
    try:
        import fcntl
    except ImportError:
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        raise LogInUse(str(path)) from None


def _sync_folder(folder: Path) -> None:
    """A new file's name is on disk only once its folder is."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
