"""`exercise schema`: the JSON Schema of the scenario format, for editors."""

from __future__ import annotations

import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be written after `exercise schema`."""
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--part", metavar="NAME", help="of a file beside scenario.yaml, such as injects")
    which.add_argument("--library", action="store_true", help="of a library file")


def run(args: argparse.Namespace) -> int:
    """Print one schema."""
    from exercise.cli.output import say_json
    from exercise.scenario import schema

    if args.part is not None:
        say_json(schema.part_schema(args.part))
    elif args.library:
        say_json(schema.library_schema())
    else:
        say_json(schema.scenario_schema())
    return 0
