"""What is wrong with a scenario, said so that its author can mend it: where, what, what to write instead."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

Step = str | int
"""One step down a scenario: the key of a mapping, or the number of an item in a list."""

Severity = Literal["error", "warning"]

_LONGEST_SHOWN = 60
_SNIPPET_BEFORE, _SNIPPET_WIDTH = 60, 100


class Position(NamedTuple):
    """A place in a file; lines and columns count from 1. `snippet` is the line as written."""

    file: Path
    line: int
    column: int
    snippet: str


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing an author should mend."""

    severity: Severity
    file: Path
    line: int
    column: int
    where: str
    """Dotted, such as `injects.loss-of-light.to.1`; empty for a whole file."""
    what: str
    suggestion: str | None = None
    snippet: str = ""

    @classmethod
    def at(
        cls,
        position: Position,
        path: Iterable[Step],
        *,
        what: str,
        suggestion: str | None = None,
        severity: Severity = "error",
    ) -> Complaint:
        """A complaint about `path`, which stands at `position`."""
        file, line, column, snippet = position
        where = ".".join(str(step) for step in path)
        return cls(severity, file, line, column, where, what, suggestion, snippet)

    def __lt__(self, other: Complaint) -> bool:
        return self._order() < other._order()

    def _order(self) -> tuple[str, int, int, str, str]:
        return str(self.file), self.line, self.column, self.where, self.what

    def __str__(self) -> str:
        """One line: `file:line:column: where: what; suggestion`."""
        place = f"{self.file}:{self.line}:{self.column}"
        warning = "warning" if self.severity == "warning" else ""
        words = self.what + (f"; {self.suggestion}" if self.suggestion else "")
        return _printable(": ".join(part for part in (place, warning, self.where, words) if part))

    def render(self) -> str:
        """The line of `str()`, then the line of the file with a caret under the offending place."""
        if not self.snippet.strip():
            return str(self)
        start = max(0, self.column - 1 - _SNIPPET_BEFORE)
        window = self.snippet[start : start + _SNIPPET_WIDTH]
        if start:
            window = f"…{window[1:]}"
        width = sum(_cells(letter) for letter in window[: self.column - 1 - start])
        return f"{self}\n{self.line:>5} | {_printable(window)}\n      | {' ' * width}^"

    def as_dict(self) -> dict[str, str | int | None]:
        """For `--json`."""
        return {
            "severity": self.severity,
            "file": str(self.file),
            "line": self.line,
            "column": self.column,
            "where": self.where,
            "what": self.what,
            "suggestion": self.suggestion,
            "snippet": self.snippet,
        }


def did_you_mean(word: str, candidates: Iterable[str]) -> str | None:
    """A question naming the candidate most like `word`, or None when none is near."""
    near = nearest(word, candidates)
    return f"did you mean `{near}`?" if near else None


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate most like `word`, whatever the case of its letters; None when none is near."""
    # Comparing is slow and an exercise has thousands of ids, so those of quite another length are not tried.
    margin = max(2, len(word) // 2)
    folded: dict[str, str] = {}
    for candidate in candidates:
        if abs(len(candidate) - len(word)) <= margin and candidate != word:
            folded.setdefault(candidate.lower().replace("_", "-"), candidate)
    close = difflib.get_close_matches(word.lower().replace("_", "-"), folded, 1, 0.6)
    return folded[close[0]] if close else None


def shown(value: object) -> str:
    """`value` as an author would recognise it in a sentence: in backticks, or named when it is large."""
    match value:
        case None:
            return "nothing"
        case dict():
            return "a mapping"
        case list() | tuple():
            return "a list"
        case bool():
            return f"`{str(value).lower()}`"
    text = _printable(str(value)[: _LONGEST_SHOWN + 1].replace("\n", " ").strip())
    return f"`{text}`" if len(text) <= _LONGEST_SHOWN else f"`{text[: _LONGEST_SHOWN - 1]}…`"


def _printable(text: str) -> str:
    """`text` with what could steer a terminal shown as a box; a scenario may come from a stranger."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else " " if c == "\t" else "\ufffd" for c in text)


def _cells(letter: str) -> int:
    """How many columns of a terminal a letter takes."""
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
