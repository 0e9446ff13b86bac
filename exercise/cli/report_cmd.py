"""`exercise report`: the after-action report and improvement plan of a log."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from exercise.errors import UsageError

if TYPE_CHECKING:
    from exercise.review.report import Report

WRITTEN = ("html", "md")
LATER = ("docx", "pdf", "xlsx", "csv")
FOLDER = "report"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be written after `exercise report`."""
    parser.add_argument("log", type=Path, metavar="LOG", help="a log file, or a run's folder")
    parser.add_argument(
        "--format", default=",".join(WRITTEN), metavar="html,md", help="which documents (default: html,md)"
    )
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="where to write (default: report/ beside the log)"
    )
    parser.add_argument("--for", dest="agency", metavar="AGENCY", help="one agency's own edition (not yet)")


def run(args: argparse.Namespace) -> int:
    """Write the documents, and say where."""
    formats = _formats(args.format)
    if args.agency is not None:
        raise UsageError("an edition for one agency comes later; leave out --for to get the whole report")

    from exercise.cli.output import say, tell

    report, path = _report(args.log, tell)
    folder = args.out if args.out is not None else path.parent / FOLDER
    for written in _write(report, formats, folder):
        say(str(written))
    return 0


def _formats(words: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(word.strip().lower() for word in words.split(",") if word.strip()))
    for name in names:
        if name in LATER:
            raise UsageError(f"--format: {name} comes later; for now there are {' and '.join(WRITTEN)}")
        if name not in WRITTEN:
            raise UsageError(f"--format: there is no format '{name}'; there are {' and '.join(WRITTEN)}")
    if not names:
        raise UsageError(f"--format: say which of {' and '.join(WRITTEN)}")
    return names


def _report(where: Path, tell: Callable[[str], None]) -> tuple[Report, Path]:
    from exercise.log.store import read_log
    from exercise.review.report import Provenance, build_report

    log = read_log(where)
    if log.torn:
        tell("the last line of the log was not completely written; it was left out")
    header = log.header
    provenance = Provenance(
        exercise_id=header.exercise_id,
        seed=header.seed,
        program=header.program,
        log_hash=log.last_hash,
        closed=log.closed,
        bots=tuple(header.bots),
        absent=header.absent,
    )
    return build_report(header.scenario(), log.records, provenance), log.path


def _write(report: Report, formats: tuple[str, ...], folder: Path) -> list[Path]:
    """One file a format. An earlier report in the folder gives way: it can be made again."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        written = []
        for name in formats:
            path = folder / f"report.{name}"
            path.write_text(_words(report, name), "utf-8")
            written.append(path)
        return written
    except OSError as wrong:
        raise UsageError(f"cannot write to {folder}: {wrong.strerror}") from None


def _words(report: Report, name: str) -> str:
    if name == "html":
        from exercise.review.html import to_html

        return to_html(report)
    from exercise.review.markdown import to_markdown

    return to_markdown(report)
