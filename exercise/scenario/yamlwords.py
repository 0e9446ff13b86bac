"""YAML's own syntax errors, said in an author's words."""

from __future__ import annotations

from typing import NamedTuple

from yaml import MarkedYAMLError

from exercise.scenario.complaints import shown


class Said(NamedTuple):
    """A syntax error: line and column (from 0), what is wrong, and what to write."""

    where: tuple[int, int]
    what: str
    suggestion: str | None = None


def in_plain_words(broken: MarkedYAMLError, lines: list[str]) -> Said:
    """What PyYAML's parser (the C one or the Python one: their wordings differ) meant by its error."""
    here, opened = _place(broken.problem_mark), _place(broken.context_mark or broken.problem_mark)
    if has_tab(lines, here[0]) and not lines[here[0]][: here[1]].strip():
        return Said((here[0], 0), "a tab indents this line", _no_tabs(lines, here[0]))
    context, problem = broken.context or "", broken.problem or "it cannot be read"
    if "flow" in context and "expected ','" in problem:
        bracket = "`[`" if "sequence" in context else "`{`"
        what = f"the {bracket} that opens here is not closed, or a comma is missing"
        return Said(opened, what, f"look between here and line {here[0] + 1}")
    for fragment, at_opening, what, suggestion in _WORDS:
        if fragment in problem or fragment in context:
            return Said(opened if at_opening else here, what, suggestion)
    if "cannot start any token" in problem:
        begins = shown(lines[here[0]][here[1] : here[1] + 1])
        return Said(here, f"text without quotes cannot begin with {begins}", "quote the text")
    if "expected key" in problem or "expected <block end>" in problem or "expected '-'" in problem:
        return _out_of_line(here, opened, lines)
    return Said(here, f"this is not YAML: {problem}")


_WORDS = (
    ("scanning an anchor", True, "anchors (`&`) are not used here", "quote the text if it begins with `&`"),
    ("scanning an alias", True, "aliases (`*`) are not used here", "quote the text if it begins with `*`"),
    ("tag handle", False, "tags (`!`) are not used here", "quote the text if it begins with `!`"),
    ("ing a tag", True, "tags (`!`) are not used here", "quote the text if it begins with `!`"),
    ("a directive", True, "lines that begin with `%` are not used here", "delete the line"),
    ("mapping keys are not allowed", False, "a `? ` begins a key here, inside a value", "quote the text"),
    (
        "end of stream",
        True,
        "the quotation mark that opens here is never closed",
        "close it, or double it if it belongs to the text",
    ),
    (
        "mapping values are not allowed",
        False,
        "a second `: ` begins here, inside a value",
        "quote the text if the colon belongs to it; if not, check the indentation",
    ),
    (
        "expected ':'",
        True,
        "this line is neither `key: value` nor part of the text above it",
        "add the colon, or indent the line under what it belongs to",
    ),
    (
        "sequence entries are not allowed",
        False,
        "a list cannot begin on the line of its key",
        "begin it on the next line, or write it as [a, b]",
    ),
    (
        "escape character",
        False,
        "a backslash in double quotes begins a code, and this is none",
        "write two backslashes, or use single quotes",
    ),
    ("a block scalar", False, "after `|` or `>` the text begins on the next line", None),
    ("node content", False, "a value was expected here", "quote it if it is text"),
    ("document start", False, "this stands after the end of the document", "delete the line `...`"),
    ("incompatible YAML", False, "this program reads YAML 1.2", "delete the line `%YAML`"),
)
"""A piece of the parser's wording; whether to point at where the construct opened; what to say."""


def _out_of_line(here: tuple[int, int], opened: tuple[int, int], lines: list[str]) -> Said:
    if here[0] < len(lines) and lines[here[0]][: here[1]].strip(" -"):
        return Said(here, "this follows a value that has already ended", "put quotes around the whole text")
    return Said(
        here,
        f"this line does not line up with what began on line {opened[0] + 1}",
        f"check the indentation: its neighbours begin in column {opened[1] + 1}",
    )


def _place(mark: object) -> tuple[int, int]:
    return getattr(mark, "line", 0), getattr(mark, "column", 0)


def has_tab(lines: list[str], number: int) -> bool:
    """Whether a tab is among the blanks that line `number` (from 0) begins with."""
    line = lines[number] if number < len(lines) else ""
    return "\t" in line[: len(line) - len(line.lstrip())]


def _no_tabs(lines: list[str], first: int) -> str:
    others = [str(number + 1) for number in range(first + 1, len(lines)) if has_tab(lines, number)]
    if not others:
        return "use spaces"
    return f"use spaces, here and on line{'s' if len(others) > 1 else ''} {', '.join(others[:10])}"
