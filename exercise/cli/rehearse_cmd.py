"""`exercise rehearse`: bots play a scenario many times before anybody is invited."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from exercise.errors import UsageError

if TYPE_CHECKING:
    from exercise.rehearsal.runs import Job, Outcome
    from exercise.scenario.load import Loaded
    from exercise.scenario.model import Scenario

KINDS = ("diligent", "slow", "idle")
ALL = "all that were ordered"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be written after `exercise rehearse`."""
    parser.add_argument("scenario", metavar="SCENARIO", help="a bundled name or a path")
    parser.add_argument(
        "--runs", type=int, default=100, metavar="N", help="how often; seeds 1 to N (default 100)"
    )
    parser.add_argument(
        "--workers", type=int, metavar="N", help="processes (default: one for each processor)"
    )
    parser.add_argument("--until", metavar="T+72:00", help="when each run ends (default: the scenario's end)")
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--without", default="", metavar="A,B", help="actions that the bots never order")
    choice.add_argument(
        "--leave-one-out",
        nargs="?",
        const=ALL,
        metavar="A,B",
        help="what each action is worth: the same luck without it (default: every action diligent bots took)",
    )
    parser.add_argument("--json", action="store_true", help="the numbers as JSON")


def run(args: argparse.Namespace) -> int:
    """Play, count, print."""
    from exercise.cli.output import say, say_json, tell
    from exercise.conduct.pacer import stopwatch
    from exercise.rehearsal.balance_words import table_in_words, worth_in_words
    from exercise.scenario.library import find_scenario
    from exercise.scenario.load import load

    if args.runs < 1 or (args.workers is not None and args.workers < 1):
        raise UsageError("--runs and --workers are whole numbers from 1")
    loaded = load(find_scenario(args.scenario))
    took = stopwatch()
    playing = _Playing(loaded, args)
    if args.leave_one_out is None:
        found = {"kinds": playing.kinds(_actions(args.without, loaded.scenario))}
        lines = table_in_words(loaded.scenario, found["kinds"])
    else:
        found = {"actions": playing.one_by_one(args.leave_one_out)}
        lines = worth_in_words(loaded.scenario, found["actions"])
    if args.json:
        say_json({"scenario": loaded.scenario.id, "runs": args.runs, "until": playing.until, **found})
        return 0
    for line in lines:
        say(line)
    tell(f"{playing.played} runs in {took():.1f} s")
    return 0


class _Playing:
    """The runs of one call of the command."""

    def __init__(self, loaded: Loaded, args: argparse.Namespace) -> None:
        self._loaded, self._scenario = loaded, loaded.scenario
        self._seeds = [str(number) for number in range(1, args.runs + 1)]
        self._workers = args.workers or os.cpu_count() or 1
        self.until = _until(args.until, loaded.scenario)
        self.played = 0

    def kinds(self, without: tuple[str, ...]) -> dict[str, Any]:
        """A column for each kind of bot."""
        from exercise.rehearsal.balance import table
        from exercise.rehearsal.runs import Job

        outcomes = self._play([Job(kind, seed, without) for kind in KINDS for seed in self._seeds])
        return table(self._scenario, {kind: self._part(outcomes, n) for n, kind in enumerate(KINDS)})

    def one_by_one(self, words: str) -> dict[str, Any]:
        """What each action is worth to diligent bots."""
        from exercise.rehearsal.balance import actions_taken, worth
        from exercise.rehearsal.runs import Job

        chosen = () if words == ALL else _actions(words, self._scenario)
        having = self._play([Job(KINDS[0], seed) for seed in self._seeds])
        actions = chosen or tuple(actions_taken(self._scenario, having))
        lacking = self._play([Job(KINDS[0], seed, (action,)) for action in actions for seed in self._seeds])
        return {
            action: worth(self._scenario, having, self._part(lacking, n), action)
            for n, action in enumerate(actions)
        }

    def _play(self, jobs: list[Job]) -> list[Outcome]:
        from exercise.rehearsal.runs import play_many

        self.played += len(jobs)
        data = self._loaded.data
        return play_many(data, jobs, until=self.until, workers=self._workers, progress=_progress())

    def _part(self, outcomes: list[Outcome], number: int) -> list[Outcome]:
        size = len(self._seeds)
        return outcomes[number * size : (number + 1) * size]


def _actions(words: str, scenario: Scenario) -> tuple[str, ...]:
    """Actions by their ids, or by their numbers in the catalogue."""
    from exercise.cli.parser import suggestion

    known = {name: part for name, part in scenario.activities.items() if part.starts is None}
    found: list[str] = []
    for word in (word.strip() for word in words.split(",") if word.strip()):
        named = [name for name, part in known.items() if word == name or word == part.code]
        if not named:
            raise UsageError(f"the scenario has no action '{word}'{suggestion(word, known)}")
        found += named
    return tuple(dict.fromkeys(found))


def _until(typed: str | None, scenario: Scenario) -> int:
    from exercise.scenario.quantities import parse_time

    try:
        return scenario.duration if typed is None else parse_time(typed)
    except ValueError as wrong:
        raise UsageError(f"--until: {wrong}") from None


def _progress() -> Callable[[int, int], None] | None:
    """A count on stderr, when somebody is looking."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        end = "\n" if done >= total else ""
        print(f"\r{done} of {total} runs ", end=end, file=sys.stderr, flush=True)

    return show
