"""A fork from beginning to end, put together for whoever asks: the command, or a desk that is handed this function."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from exercise.errors import UsageError

if TYPE_CHECKING:
    from exercise.log.store import LogFile
    from exercise.rehearsal.changes import Changes, Cut, Removal
    from exercise.review.compare import Comparison
    from exercise.scenario.model import Scenario

PAGE = "fork.html"


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where a fork is kept, and how it differs from its parent."""

    log: Path
    page: Path
    comparison: Comparison


def fork_log(
    log: LogFile,
    out: Path,
    *,
    at: int | str | None = None,
    added: Sequence[dict[str, Any]] = (),
    without: Sequence[str] = (),
    bots: str = "recorded",
    until: int | None = None,
    languages: tuple[str, ...] = (),
) -> Outcome:
    """Fork a log, keep the fork in the folder `out`, and compare the two.

    Args:
        log: the parent, as read; it is never written to.
        at: a moment in seconds, or `#` and a record's number; the first thing changed when left out.
        added: commands as a script writes them.
        without: record numbers, or `agency+action`.
        bots: `recorded`, or the kind of bot at every agency.
        until: when to end; where the log ends when left out.
        languages: of whoever reads the comparison at a desk; the page beside the log is for all who open it.

    Raises:
        UsageError: the changes cannot be made there; nothing was written.
    """
    from exercise.rehearsal.changes import Changes, removal

    scenario = log.header.scenario()
    try:
        removed = tuple(removal(word, scenario) for word in without)
    except ValueError as wrong:
        raise UsageError(f"--without: {wrong}") from None
    cut = _cut(log, at, added, removed)
    changes = Changes(cut, tuple(added), removed, bots)
    _check(log, scenario, changes, until)
    return _made(log, scenario, changes, out, until, languages)


def _made(
    log: LogFile,
    scenario: Scenario,
    changes: Changes,
    out: Path,
    until: int | None,
    languages: tuple[str, ...],
) -> Outcome:
    from exercise.language import NOBODY, speaking
    from exercise.log.store import FILE_NAME, read_log
    from exercise.rehearsal.fork import play_fork, write_fork
    from exercise.review.compare import compare
    from exercise.review.compare_html import to_html

    path, page = out / FILE_NAME, out / PAGE
    if path.exists():
        raise UsageError(f"{out} holds a log already; choose another folder")
    try:
        write_fork(path, play_fork(log, scenario, changes, until=until))
        kept = read_log(path)
        assert kept.header.fork is not None
        with speaking(NOBODY):
            # Whoever asks for it at a desk: the page is for all who open it.
            comparison = compare(scenario, log.records, kept.records, kept.header.fork)
            page.write_text(to_html(comparison), "utf-8")
        if languages:
            comparison = compare(scenario, log.records, kept.records, kept.header.fork, languages=languages)
    except OSError as wrong:
        raise UsageError(f"cannot write to {out}: {wrong.strerror}") from None
    return Outcome(path, page, comparison)


def _cut(
    log: LogFile, at: int | str | None, added: Sequence[dict[str, Any]], removed: Sequence[Removal]
) -> Cut:
    from exercise.rehearsal.changes import cut_at, cut_before
    from exercise.scenario.quantities import clock

    records = log.records
    if not records:
        raise UsageError("nothing has happened in this log yet; there is nothing to fork")
    if isinstance(at, str):
        number = at.removeprefix("#")
        if not number.isdigit() or int(number) >= len(records):
            raise UsageError(f"--at: there is no record '{at}'; the last one is #{len(records) - 1}")
        return cut_before(records, int(number))
    if at is not None:
        if at > records[-1].tick:
            raise UsageError(f"--at: the log ends at {clock(records[-1].tick)}")
        return cut_at(records, at)
    gone = (each.first(records) for each in removed)
    first = [cut_before(records, seq) for seq in gone if seq is not None]
    first += [cut_at(records, tick) for tick in _times(added)]
    if not first:
        raise UsageError("say from which moment: --at T+12:00, or --at and a record's number")
    return min(first, key=lambda cut: (cut.tick, cut.records))


def _times(added: Sequence[dict[str, Any]]) -> list[int]:
    from exercise.rehearsal.script_file import lines_of

    return [line.at for line in lines_of(added)]


def _check(log: LogFile, scenario: Scenario, changes: Changes, until: int | None) -> None:
    """Changes that could not change anything are mistakes, and are said before anything is played."""
    from exercise.log.records import Asked
    from exercise.rehearsal.changes import RECORDED
    from exercise.scenario.quantities import clock

    cut, records = changes.cut, log.records
    end = records[-1].tick if until is None else until
    for tick in _times(changes.added):
        if tick < cut.tick:
            raise UsageError(f"a command at {clock(tick)} lies before the fork at {clock(cut.tick)}")
        if tick > end:
            raise UsageError(f"a command at {clock(tick)} lies after the end at {clock(end)}; see --until")
    for each in changes.removed:
        if each.seq is not None:
            if each.seq >= len(records):
                raise UsageError(f"--without: there is no record {each}; the last one is #{len(records) - 1}")
            if not isinstance(records[each.seq], Asked):
                raise UsageError(
                    f"--without: record {each} is an event; leave out the command that led to it"
                )
            if each.seq < cut.records:
                raise UsageError(f"--without: record {each} lies before the fork; fork there: --at '{each}'")
        elif changes.bots == RECORDED and not any(
            isinstance(record, Asked) and each.fits(record.by, record.command)
            for record in records[cut.records :]
        ):
            raise UsageError(f"--without: from {clock(cut.tick)} on, no recorded command fits {each}")
    if until is not None and until < cut.tick:
        raise UsageError(f"--until: that is before the fork at {clock(cut.tick)}")
