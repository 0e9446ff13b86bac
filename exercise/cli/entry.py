"""From a command line to an exit code: finds the command, runs it, and turns errors into sentences."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from exercise.cli.commands import COMMANDS, USAGE, help_text
from exercise.cli.output import say, tell
from exercise.errors import ExerciseError, UsageError
from exercise.version import VERSION

if TYPE_CHECKING:
    from argparse import ArgumentParser

SETUP = "python3 -m venv .venv && .venv/bin/pip install -q -c tests/constraints.txt ."
INTERRUPTED = 130


def enter(argv: Sequence[str] | None = None) -> int:
    """Run the command in `argv` (the process's own arguments by default) and return its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    _speak_utf8()
    try:
        try:
            return _dispatch(words)
        finally:
            # Here rather than at interpreter shutdown, where a closed pipe can no longer be handled.
            sys.stdout.flush()
    except BrokenPipeError:
        _drop_output()
        return 1
    except KeyboardInterrupt:
        tell("exercise: interrupted")
        return INTERRUPTED
    except ExerciseError as error:
        for complaint in getattr(error, "complaints", ()):
            tell(str(complaint))
        tell(f"exercise: {error}")
        return error.exit_code
    except ModuleNotFoundError as missing:
        if not _is_a_dependency(missing.name):
            raise
        tell(f"exercise: the Python package '{missing.name}' is not installed. In the project's folder:")
        tell(f"  {SETUP}")
        import shlex

        tell(f"  {shlex.join(['.venv/bin/exercise', *words])}")
        return 1


def _dispatch(words: list[str]) -> int:
    if words in (["--help"], ["-h"]):
        # Without argparse, which takes longer to load than everything else that the help needs.
        say(help_text())
        raise SystemExit(0)
    from exercise.cli.parser import Parser, suggestion

    if not words or words[0].startswith("-"):
        return _without_command(Parser(prog="exercise", usage=USAGE), words)
    name, *rest = words
    for command in COMMANDS:
        if command.name == name:
            module = command.load()
            parser = Parser(prog=f"exercise {name}", description=f"{name}: {command.help}")
            module.arguments(parser)
            return module.run(parser.parse_args(rest))
    near = suggestion(name, (command.name for command in COMMANDS))
    raise UsageError(f"there is no command '{name}'{near}\nTry 'exercise --help'.")


def _without_command(parser: ArgumentParser, words: list[str]) -> int:
    parser.add_argument("--version", action="version", version=f"exercise {VERSION}")
    parser.parse_args(words)
    tell(help_text())
    return UsageError.exit_code


def _speak_utf8() -> None:
    """Scenario text is in several scripts; a pipe or a C locale would otherwise refuse to carry it."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _drop_output() -> None:
    """The reader has gone: send what is still buffered nowhere, so that shutdown stays quiet."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _is_a_dependency(name: str | None) -> bool:
    top = (name or "").partition(".")[0]
    return bool(top) and top not in {"exercise", "tui"} and top not in sys.stdlib_module_names
