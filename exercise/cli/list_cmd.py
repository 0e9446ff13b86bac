"""`exercise list`: the bundled scenarios."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from exercise.scenario.model import Scenario


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be written after `exercise list`."""
    parser.add_argument("--json", action="store_true", help="the same as JSON")


def run(args: argparse.Namespace) -> int:
    """Print what there is; a scenario that cannot be read is named all the same."""
    from exercise.cli.output import say, say_json
    from exercise.scenario.library import bundled

    rows = [_row(folder) for folder in bundled()]
    if args.json:
        say_json(rows)
        return 0
    width = max((len(row["name"]) for row in rows), default=0)
    for row in rows:
        say(f"{row['name']:<{width}}  {_in_words(row)}")
        if "summary" in row:
            say(f"{'':<{width}}  {row['summary']}")
    return 0


def _row(folder: Path) -> dict[str, Any]:
    from exercise.errors import ScenarioInvalid
    from exercise.scenario.load import load

    try:
        scenario = load(folder).scenario
    except ScenarioInvalid as invalid:
        return {"name": folder.name, "errors": len(invalid.complaints)}
    return {"name": folder.name, **_about(scenario)}


def _about(scenario: Scenario) -> dict[str, Any]:
    from exercise.scenario.part import pick
    from exercise.scenario.quantities import lasting

    return {
        "title": pick(scenario.title, *scenario.languages),
        "summary": pick(scenario.summary, *scenario.languages).strip(),
        "duration": lasting(scenario.duration),
        "languages": list(scenario.languages),
        "agencies": len(scenario.agencies),
        "injects": len(scenario.injects),
        "objectives": len(scenario.objectives),
    }


def _in_words(row: dict[str, Any]) -> str:
    if "errors" in row:
        return f"cannot be played: {row['errors']} errors; see `exercise check {row['name']}`"
    counts = (f"{row[what]} {what}" for what in ("agencies", "injects", "objectives"))
    return f"{row['title']}: {row['duration']}, {', '.join(counts)}"
