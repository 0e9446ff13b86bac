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
    parser.add_argument(
        "--who-knew",
        nargs="?",
        const="",
        metavar="FACT",
        help="who knew what, when, and through whom: of every fact and event, or of one fact",
    )
    parser.add_argument("--storyline", metavar="ID", help="with --who-knew: only this storyline")
    parser.add_argument(
        "--agency", metavar="AGENCY", help="with --who-knew: only what this agency took part in"
    )
    parser.add_argument("--since", metavar="T+06:00", help="with --who-knew: only from this moment on")
    parser.add_argument("--svg", type=Path, metavar="FILE", help="with --who-knew: draw who told whom")
    parser.add_argument("--most", type=int, default=40, help="with --svg: at most so many rows (default 40)")
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
    if args.who_knew is not None:
        return _who_knew(args, log, at)
    if args.storyline or args.agency or args.since or args.svg:
        raise UsageError("--storyline, --agency, --since and --svg narrow --who-knew: add it")
    if args.why is not None:
        return _why(args, log, at)
    languages = scenario.languages_of(args.seat)
    picture = Picture(scenario, args.seat, languages=languages, stand_ins=log.header.stand_ins())
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


def _who_knew(args: argparse.Namespace, log: LogFile, at: int) -> int:
    from exercise.cli.output import say, say_json, tell
    from exercise.review.knowledge import as_json, as_text, drawing, knowledge
    from exercise.review.names import Names
    from exercise.review.sequence import Only

    if args.seat != CONTROL:
        raise UsageError("--who-knew looks at every agency, so it is for controllers: leave out --as")
    scenario = log.header.scenario()
    for name, known, what in (
        (args.who_knew, scenario.facts, "fact"),
        (args.storyline, scenario.storylines, "storyline"),
        (args.agency, scenario.agencies, "agency"),
    ):
        if name and name not in known:
            from exercise.cli.parser import suggestion

            raise UsageError(f"there is no {what} '{name}'{suggestion(name, known)}")
    since = _time("--since", args.since) if args.since else 0
    only = Only(args.who_knew, args.storyline or "", args.agency or "", since, at)
    names = Names(scenario, scenario.languages)
    found = knowledge(scenario, [record for record in log if record.tick <= at], names, only=only)
    if args.svg is not None:
        try:
            args.svg.write_text(drawing(found, names, most=max(1, args.most)), "utf-8")
        except OSError as wrong:
            raise UsageError(f"--svg: cannot write {args.svg}: {wrong.strerror}") from None
        tell(f"drawn: {args.svg}")
    if args.json:
        say_json(as_json(found, names))
    else:
        for line in as_text(found, names):
            say(line)
    return 0


def _time(option: str, typed: str) -> int:
    from exercise.scenario.quantities import parse_time

    try:
        return parse_time(typed)
    except ValueError as wrong:
        raise UsageError(f"{option}: {wrong}") from None


def _moment(typed: str | None, log: LogFile) -> int:
    from exercise.scenario.quantities import clock

    end = log.records[-1].tick if log.records else 0
    if typed is None:
        return end
    at = _time("--at", typed)
    if at > end:
        raise UsageError(f"--at: the log ends at {clock(end)}")
    return at
