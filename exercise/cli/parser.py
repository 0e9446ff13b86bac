"""An argument parser that suggests what was probably meant, and never guesses it."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from typing import Any, NoReturn


class Parser(argparse.ArgumentParser):
    """`argparse`, with suggestions, one-line errors and no abbreviated options.

    An abbreviation that works today is ambiguous after the next option is added, so scripts would break.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("allow_abbrev", False)
        options.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(*args, **options)

    def error(self, message: str) -> NoReturn:
        """Leave with exit code 2, one line of what is wrong and one of where to look."""
        self.exit(2, f"{self.prog}: {self._clearer(message)}\nTry '{self.prog} --help'.\n")

    def _clearer(self, message: str) -> str:
        if choice := re.search(r"invalid choice: '([^']*)' \(choose from (.*)\)", message):
            return message + suggestion(choice[1], re.findall(r"[\w-]+", choice[2]))
        if unknown := re.fullmatch(r"unrecognized arguments: (.*)", message):
            options = re.findall(r"(?<!\w)--[a-z][\w-]*", self.format_help())
            first = unknown[1].split()[0].partition("=")[0]
            return f"unknown arguments: {unknown[1]}{suggestion(first, options)}"
        return message


def suggestion(typed: str, known: Iterable[str]) -> str:
    """` (did you mean …?)`, or nothing when nothing is near."""
    # Late: it is only needed when something went wrong.
    from difflib import get_close_matches

    near = get_close_matches(typed, list(known), n=1)
    return f" (did you mean '{near[0]}'?)" if near else ""
