"""`exercise show`: the picture at a moment of a log, through anybody's eyes."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from exercise.errors import UsageError

if TYPE_CHECKING:
    from exercise.log.store import LogFile

CONTROL = "excon"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be written after `exercise show`."""
    parser.add_argument("log", type=Path, metavar="LOG", help="a log file, or a run's folder")
    parser.add_argument("--at", metavar="T+12:00", help="the moment (default: where the log ends)")
    parser.add_argument(
        "--as", dest="seat", default=CONTROL, metavar="AGENCY", help="whose eyes (default: excon)"
    )
    parser.add_argument(
        "--why", metavar="ID", help="why an inject, activity, service, indicator… is as it is at that moment"
    )
    parser.add_argument("--json", action="store_true", help="the same as JSON")


def run(args: argparse.Namespace) -> int:
    """Fold the log to the moment and print what the seat sees."""
    from exercise.cli.output import say, say_json, tell
    from exercise.log.store import read_log
    from exercise.review.picture import Picture
    from exercise.review.plain import as_json, as_text

    log = read_log(args.log)
    if log.torn:
        tell("the last line of the log was cut off in the middle; it was left out")
    scenario = log.header.scenario()
    if args.seat != CONTROL and args.seat not in scenario.agencies:
        from exercise.cli.parser import suggestion

        near = suggestion(args.seat, scenario.agencies)
        raise UsageError(f"there is no agency '{args.seat}'{near}; there are: {', '.join(scenario.agencies)}")
    at = _moment(args.at, log)
    if args.why is not None:
        return _why(args, log, at)
    picture = Picture(scenario, args.seat, languages=scenario.languages)
    picture.take_all(record for record in log if record.tick <= at)
    if args.json:
        say_json(as_json(picture, at))
    else:
        say(as_text(picture, at))
    return 0


def _why(args: argparse.Namespace, log: LogFile, at: int) -> int:
    from exercise.cli.output import say, say_json
    from exercise.review.why import Reasons

    if args.seat != CONTROL:
        raise UsageError("--why looks behind the scenes, so it is for controllers: leave out --as")
    answer = Reasons(log.header.scenario(), (record for record in log if record.tick <= at), at).why(args.why)
    if args.json:
        say_json(answer.as_json())
    else:
        say(answer.as_text())
    return 0


def _moment(typed: str | None, log: LogFile) -> int:
    from exercise.scenario.quantities import clock, parse_time

    end = log.records[-1].tick if log.records else 0
    if typed is None:
        return end
    try:
        at = parse_time(typed)
    except ValueError as wrong:
        raise UsageError(f"--at: {wrong}") from None
    if at > end:
        raise UsageError(f"--at: the log ends at {clock(end)}")
    return at
