"""`exercise new`: a small runnable scenario to start from."""

from __future__ import annotations

import argparse
from importlib.resources import files
from pathlib import Path

from exercise.errors import UsageError


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be written after `exercise new`."""
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where to put it; must not exist yet")


def run(args: argparse.Namespace) -> int:
    """Write the starter files. Nothing is ever written over."""
    from exercise.cli.output import say, tell

    folder: Path = args.folder
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file; give the name of a new folder")
    if folder.exists() and any(folder.iterdir()):
        raise UsageError(f"{folder} is not empty; give the name of a new folder")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for starter in sorted(
            files("exercise.cli").joinpath("starter").iterdir(), key=lambda file: file.name
        ):
            new = folder / starter.name
            new.write_bytes(starter.read_bytes())
            say(str(new))
    except OSError as failed:
        raise UsageError(f"{folder} cannot be written: {failed.strerror}") from None
    tell("Now:")
    tell(f"  exercise check {folder}")
    tell(f"  exercise run {folder} --headless --bots idle")
    tell(f"  exercise run {folder}")
    return 0
