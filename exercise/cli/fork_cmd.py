"""`exercise fork`: what if. Same past, other future; compared side by side."""

from __future__ import annotations

import argparse
from pathlib import Path

from exercise.errors import UsageError

BOTS = ("recorded", "diligent", "slow", "idle")


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be written after `exercise fork`."""
    parser.add_argument(
        "log", type=Path, metavar="LOG", help="a log file, or a run's folder; it stays as it is"
    )
    parser.add_argument(
        "--at", metavar="T+12:00", help="from when, or a record's number (default: the first thing changed)"
    )
    parser.add_argument(
        "--with",
        dest="changes",
        type=Path,
        metavar="COMMANDS.yaml",
        help="commands to add, as in a script, and under `remove` what to leave out",
    )
    parser.add_argument(
        "--without",
        action="append",
        default=[],
        metavar="WHAT",
        help="leave out a record by its number, or all of an agency+action, such as port+repair; may be repeated",
    )
    parser.add_argument(
        "--bots", choices=BOTS, default="recorded", help="who plays on (default: the recorded commands)"
    )
    parser.add_argument("--until", metavar="T+72:00", help="when to end (default: where the log ends)")
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="where to keep the fork (default: your data folder)"
    )
    parser.add_argument("--json", action="store_true", help="the comparison as JSON")


def run(args: argparse.Namespace) -> int:
    """Fork, compare, and say where both are kept."""
    from exercise.cli.forking import fork_log
    from exercise.cli.output import say, say_json, tell
    from exercise.conduct.runs import new_run
    from exercise.log.store import read_log
    from exercise.rehearsal.changes import read_changes
    from exercise.review.compare_text import as_json, as_text

    log = read_log(args.log)
    if log.torn:
        tell("the last line of the log was cut off in the middle; it was left out")
    scenario = log.header.scenario()
    added, removed = read_changes(args.changes, scenario) if args.changes else ((), ())
    without = [part for word in args.without for part in word.split(",") if part]
    made = fork_log(
        log,
        new_run(f"{scenario.id}-fork", args.out).parent,
        at=_at(args.at),
        added=added,
        without=[*map(str, removed), *without],
        bots=args.bots,
        until=None if args.until is None else _time("--until", args.until),
    )
    tell(f"log:  {made.log}")
    tell(f"page: {made.page}")
    if args.json:
        say_json({"log": str(made.log), "page": str(made.page), **as_json(made.comparison)})
    else:
        for line in as_text(made.comparison):
            say(line)
    return 0


def _at(typed: str | None) -> int | str | None:
    if typed is None or typed.removeprefix("#").isdigit():
        return typed
    return _time("--at", typed)


def _time(option: str, typed: str) -> int:
    from exercise.scenario.quantities import parse_time

    try:
        return parse_time(typed)
    except ValueError as wrong:
        raise UsageError(f"{option}: {wrong}") from None
