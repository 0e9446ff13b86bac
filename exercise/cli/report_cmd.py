"""`exercise report`: the after-action report and improvement plan of a log."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from exercise.errors import UsageError

if TYPE_CHECKING:
    pass

FORMATS = ("html", "md", "docx", "pdf", "xlsx", "csv")
USUAL = ("html", "md")
LIMITS = ("clear", "green", "amber", "amber-strict", "red")
FOLDER = "report"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be written after `exercise report`."""
    parser.add_argument("log", type=Path, metavar="LOG", help="a log file, or a run's folder")
    parser.add_argument(
        "--format",
        default=",".join(USUAL),
        metavar="LIST",
        help=f"which of {','.join(FORMATS)} (default: {','.join(USUAL)})",
    )
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="where to write (default: report/ beside the log)"
    )
    parser.add_argument(
        "--for", dest="agency", metavar="AGENCY", help="what this agency may hold, and no more"
    )
    parser.add_argument(
        "--tlp", choices=LIMITS, metavar="LABEL", help=f"nothing labelled above it: {', '.join(LIMITS)}"
    )
    parser.add_argument(
        "--no-names",
        action="store_true",
        help="without people's names: evaluators', and owners' and contacts' of the plan",
    )
    parser.add_argument(
        "--hide",
        action="append",
        default=[],
        metavar="NAME",
        help="with --no-names: a name that stands in free texts; may be repeated",
    )
    parser.add_argument(
        "--template", type=Path, metavar="FILE.docx", help="your own Word template, for --format docx"
    )
    parser.add_argument(
        "--plan",
        type=Path,
        metavar="FILE",
        help="the improvement plan as people edited it, .yaml or .xlsx (default: plan.yaml where the report goes)",
    )
    parser.add_argument(
        "--previous",
        type=Path,
        action="append",
        default=[],
        metavar="LOG|PLAN",
        help="an earlier drill to compare with: its log, run folder or plan; oldest first, may be repeated",
    )


def run(args: argparse.Namespace) -> int:
    """Write the documents, and say where."""
    formats = _formats(args.format)
    if args.template is not None and "docx" not in formats:
        raise UsageError("--template is for Word: add --format docx")
    if args.hide and not args.no_names:
        raise UsageError("--hide goes with --no-names: add it")

    from exercise.cli.output import say, tell
    from exercise.cli.report_files import ReportFiles
    from exercise.cli.report_parts import Read, earlier_drills, plan_for
    from exercise.review.documents.need import PACKAGES, need

    need(*dict.fromkeys(module for name in formats for module in PACKAGES.get(name, ())))
    read = Read(args.log)
    if read.log.torn:
        tell("the last line of the log was not completely written; it was left out")
    folder = args.out if args.out is not None else read.log.path.parent / FOLDER
    plan = plan_for(read, folder, args.plan)
    report = read.report(
        plan,
        earlier_drills(args.previous),
        agency=args.agency,
        limit=args.tlp,
        names=not args.no_names,
        hide=args.hide,
    )
    for written in ReportFiles(folder, report, args.template).write(formats):
        say(str(written))
    return 0


def _formats(words: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(word.strip().lower() for word in words.split(",") if word.strip()))
    for name in names:
        if name not in FORMATS:
            raise UsageError(f"--format: there is no format '{name}'; there are {', '.join(FORMATS)}")
    if not names:
        raise UsageError(f"--format: say which of {', '.join(FORMATS)}")
    return names
