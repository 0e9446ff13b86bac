"""`exercise run`: a whole drill in one terminal, or at full speed without a screen."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from exercise.errors import UsageError

if TYPE_CHECKING:
    from exercise.conduct.session import Session
    from exercise.log.header import Header
    from exercise.log.store import LogFile
    from exercise.rehearsal.drill import Drill
    from exercise.scenario.load import Loaded
    from exercise.scenario.model import Scenario

KINDS = ("diligent", "slow", "idle")
LATEST = "latest"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be written after `exercise run`."""
    from exercise.cli.spoken import lang_argument

    parser.add_argument("scenario", nargs="?", help="a bundled name (see `exercise list`) or a path")
    parser.add_argument("--headless", action="store_true", help="at full speed, without a screen")
    parser.add_argument("--bots", choices=KINDS, default="diligent", help="how agencies without people act")
    parser.add_argument(
        "--absent", default="", metavar="A,B", help="agencies that neither people nor bots play"
    )
    parser.add_argument(
        "--seats", default="", metavar="A,B", help="agencies people will play: no bot sits there"
    )
    parser.add_argument(
        "--seed", default="1", help="any word; the same seed gives the same drill (default 1)"
    )
    parser.add_argument("--pace", type=float, help="exercise seconds per second (default: the scenario's)")
    parser.add_argument(
        "--until", metavar="T+72:00", help="headless: when to end (default: the scenario's end)"
    )
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="where to keep the log (default: your data folder)"
    )
    parser.add_argument(
        "--resume", nargs="?", const=LATEST, metavar="RUN", help="go on with a run (default: the latest one)"
    )
    parser.add_argument(
        "--script", type=Path, metavar="FILE.yaml", help="commands to be played at their own times"
    )
    parser.add_argument("--json", action="store_true", help="headless: print the result as JSON")
    parser.add_argument(
        "--listen",
        nargs="?",
        const="",
        metavar="HOST:PORT",
        help="let others join; the drill goes on when this desk is closed (default: every address, port 8765)",
    )
    parser.add_argument(
        "--name", default="", metavar="HOST", help="with --listen: how others reach this machine"
    )
    lang_argument(parser)


def run(args: argparse.Namespace) -> int:
    """Play."""
    if args.resume is not None and args.script is not None:
        raise UsageError("a run that goes on keeps its own script: leave out --script")
    if args.resume is None and args.scenario is None:
        raise UsageError("say which scenario, for example: exercise run deep-line   (or --resume to go on)")
    if args.headless and args.listen is not None:
        raise UsageError(
            "a drill that others join is not played at full speed; without a desk, use: exercise serve"
        )
    if not args.headless and not (sys.stdin.isatty() and sys.stdout.isatty()):
        what = f"--resume {args.resume}" if args.resume else args.scenario
        raise UsageError(
            "this is not a terminal, so there is nowhere to show the desk.\n"
            + (
                f"A drill that others join, without a desk here:  exercise serve {what}"
                if args.listen is not None
                else f"The same drill without a screen:  exercise run {what} --headless"
            )
        )
    if args.listen is not None:
        return _listening(args)
    return _headless(args) if args.headless else _desk(args)


def _resumed(args: argparse.Namespace) -> LogFile:
    from exercise.cli.output import tell
    from exercise.conduct.runs import latest_run
    from exercise.log.store import read_log

    log = read_log(latest_run() if args.resume == LATEST else Path(args.resume))
    if log.torn:
        tell("the last line of the log was cut off in the middle; it was left out")
    return log


def _new(args: argparse.Namespace) -> tuple[Loaded, Header]:
    from exercise.cli.output import tell
    from exercise.log.header import LOG_FORMAT, Header
    from exercise.scenario.library import find_scenario
    from exercise.scenario.load import load
    from exercise.version import VERSION

    loaded = load(find_scenario(args.scenario))
    for warning in loaded.warnings:
        if not args.json:
            tell(str(warning))
    scenario = loaded.scenario
    absent = _agencies(args.absent, scenario)
    played = _agencies(args.seats, scenario)
    bots = {agency: args.bots for agency in scenario.agencies if agency not in (*absent, *played)}
    header = Header(
        format=LOG_FORMAT,
        program=VERSION,
        exercise_id=f"{scenario.id}-{args.seed}",
        seed=args.seed,
        data=loaded.data,
        bots=bots,
        absent=absent,
        script=_script(args, scenario),
    )
    return loaded, header


def _script(args: argparse.Namespace, scenario: Scenario) -> list[dict[str, Any]]:
    from exercise.rehearsal.script_file import read_script

    return read_script(args.script, scenario) if args.script else []


def _tell_refusals(drill: Drill) -> None:
    """What a script asked for in vain, on stderr."""
    from exercise.cli.output import tell
    from exercise.scenario.quantities import clock

    for refusal in drill.script.refused:
        tell(f"refused: {clock(refusal.at)} {refusal.seat}: {refusal.words}: {refusal.why}")


def _agencies(words: str, scenario: Scenario) -> tuple[str, ...]:
    names = tuple(word.strip() for word in words.split(",") if word.strip())
    for name in names:
        if name not in scenario.agencies:
            raise UsageError(f"the scenario has no agency '{name}'; it has: {', '.join(scenario.agencies)}")
    return names


# --- without a screen


def _headless(args: argparse.Namespace) -> int:
    from exercise.cli.output import say, say_json, tell
    from exercise.conduct.pacer import stopwatch
    from exercise.conduct.runs import new_run
    from exercise.rehearsal.headless import resume_headless, run_headless, spare_the_collector
    from exercise.rehearsal.result import in_words, result

    took = stopwatch()
    progress = _progress()
    if args.resume is not None:
        log = _resumed(args)
        scenario, path = log.header.scenario(), log.path
        spare_the_collector()
        drill, records = resume_headless(log, scenario, until=_until(args, scenario), progress=progress)
    else:
        loaded, header = _new(args)
        scenario, path = loaded.scenario, new_run(loaded.scenario.id, args.out)
        spare_the_collector()
        drill, records = run_headless(path, header, scenario, until=_until(args, scenario), progress=progress)
    summary = result(scenario, records, drill.engine.world, log=str(path), wall_seconds=took())
    _tell_refusals(drill)
    if args.json:
        if drill.script.refused or args.script:
            summary["refused"] = [refusal.as_json() for refusal in drill.script.refused]
        say_json(summary)
    else:
        tell(f"log: {path}")
        for line in in_words(summary, scenario):
            say(line)
    return 0


def _until(args: argparse.Namespace, scenario: Scenario) -> int:
    from exercise.scenario.quantities import parse_time

    if args.until is None:
        return scenario.duration
    try:
        return parse_time(args.until)
    except ValueError as wrong:
        raise UsageError(f"--until: {wrong}") from None


def _progress() -> Callable[[int, int], None] | None:
    """A bar on stderr, when somebody is looking."""
    if not sys.stderr.isatty():
        return None
    from exercise.scenario.quantities import clock

    def show(tick: int, until: int) -> None:
        width = 30
        done = width * tick // max(1, until)
        end = "\n" if tick >= until else ""
        print(f"\r{'█' * done}{'·' * (width - done)} {clock(tick)} ", end=end, file=sys.stderr, flush=True)

    return show


# --- with a desk


def _desk(args: argparse.Namespace) -> int:
    import asyncio

    from exercise.cli.output import tell
    from exercise.cli.single import at_the_desk
    from exercise.conduct.pacer import wall_now
    from exercise.conduct.runs import new_run
    from exercise.conduct.session import begin, resume

    made: list[Session] = []
    if args.resume is not None:
        log = _resumed(args)
        scenario = log.header.scenario()
        path = log.path

        def make() -> Session:
            made.append(resume(log, scenario))
            return made[0]
    else:
        import msgspec

        loaded, header = _new(args)
        scenario, path = loaded.scenario, new_run(loaded.scenario.id, args.out)
        header = msgspec.structs.replace(header, wall=wall_now())

        def make() -> Session:
            made.append(begin(path, header, scenario))
            return made[0]

    code = asyncio.run(at_the_desk(make, pace=args.pace, language=args.lang))
    for session in made:
        _tell_refusals(session.drill)
    tell(f"The log is {path}")
    # After ENDEX the log is closed: there is nothing to go on with.
    if not any(session.drill.engine.world.phase == "ended" for session in made):
        tell(f"To go on:  exercise run --resume {path.parent}")
    tell(f"To report: exercise report {path.parent}")
    return code


# --- with others


def _listening(args: argparse.Namespace) -> int:
    from exercise.cli.joint import FOR_SERVING, need
    from exercise.cli.listen import director_of, read_address
    from exercise.cli.open_drill import open_drill

    need(FOR_SERVING)
    address = read_address(args.listen)
    if args.resume is not None:
        path = _resumed(args).path
        renew = director_of(path.parent)
        return open_drill(path, address, name=args.name, pace=args.pace, renew=renew, language=args.lang)
    import msgspec

    from exercise.conduct.pacer import wall_now
    from exercise.conduct.runs import new_run
    from exercise.conduct.server import listen
    from exercise.conduct.session import begin

    loaded, header = _new(args)
    # Before anything is written: a port that is taken should leave nothing behind.
    listen(*address).close()
    path = new_run(loaded.scenario.id, args.out)
    begin(path, msgspec.structs.replace(header, wall=wall_now()), loaded.scenario).close()
    return open_drill(path, address, name=args.name, pace=args.pace, language=args.lang)
