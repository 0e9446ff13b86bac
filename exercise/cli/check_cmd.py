"""`exercise check`: every complaint about a scenario, with file, line and a suggestion."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from exercise.errors import ScenarioInvalid, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exercise.scenario.complaints import Complaint

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be written after `exercise check`."""
    parser.add_argument(
        "scenarios", nargs="+", metavar="SCENARIO", help="a bundled name, a folder or a YAML file"
    )
    parser.add_argument("--lang", metavar="LL", help="list every text without a translation into it")
    parser.add_argument(
        "--write",
        type=Path,
        metavar="FOLDER",
        help="with --lang: write its translation files there for a translator, keeping what is translated",
    )
    parser.add_argument("--json", action="store_true", help="the complaints as JSON")


def run(args: argparse.Namespace) -> int:
    """Print every complaint; the exit code says whether any is an error."""
    from exercise.cli.output import say_json
    from exercise.scenario.library import find_scenario
    from exercise.scenario.load import examine

    if args.lang is not None and not _LANGUAGE.fullmatch(args.lang):
        raise UsageError(f"'{args.lang}' is no language tag; write it like en, sq or sr-Latn")
    if args.write is not None:
        return _write(args)
    paths = [find_scenario(word) for word in args.scenarios]
    found = {word: examine(path, lang=args.lang) for word, path in zip(args.scenarios, paths, strict=True)}
    if args.json:
        say_json([_as_json(word, complaints) for word, complaints in found.items()])
    else:
        for word, complaints in found.items():
            _print(word, complaints)
    return ScenarioInvalid.exit_code if any(_errors(complaints) for complaints in found.values()) else 0


def _write(args: argparse.Namespace) -> int:
    from exercise.cli.output import tell
    from exercise.scenario.library import find_scenario
    from exercise.scenario.load import write_for_translators

    if args.lang is None or len(args.scenarios) > 1:
        raise UsageError("--write is for one scenario and one language: add --lang LL")
    path = find_scenario(args.scenarios[0])
    try:
        written = write_for_translators(path, args.lang, args.write)
    except OSError as failed:
        raise UsageError(f"--write: cannot write to {args.write}: {failed.strerror}") from None
    tell(f"{args.write}: {len(written.files)} files, {written.texts} texts, {written.left} left to translate")
    tell(
        f"they are read from lang/{args.lang} beside scenario.yaml, once {args.lang} is one of its `languages`"
    )
    return 0


def _errors(complaints: Sequence[Complaint]) -> int:
    return sum(complaint.severity == "error" for complaint in complaints)


def _as_json(word: str, complaints: Sequence[Complaint]) -> dict[str, Any]:
    errors = _errors(complaints)
    return {
        "scenario": word,
        "errors": errors,
        "warnings": len(complaints) - errors,
        "complaints": [complaint.as_dict() for complaint in complaints],
    }


def _print(word: str, complaints: Sequence[Complaint]) -> None:
    from exercise.cli.output import say, tell

    for complaint in complaints:
        say(complaint.render())
    errors = _errors(complaints)
    counted = ", ".join(
        f"{count} {what}{'' if count == 1 else 's'}"
        for what, count in (("error", errors), ("warning", len(complaints) - errors))
        if count
    )
    tell(f"{word}: {counted or 'nothing to complain of'}")
