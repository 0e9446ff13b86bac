"""Actions by kind: a heading before each kind that says how many can be ordered now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from rich.text import Text

from exercise.language import t
from exercise.review.rows import ActionRow
from tui.themes import Ink
from tui.widgets.rows import HEADING, Keyed


@dataclass(frozen=True, slots=True)
class Group:
    """A heading."""

    id: str
    words: str


def grouped(rows: Sequence[ActionRow]) -> tuple[ActionRow | Group, ...]:
    """Rows that are in the order of their kinds, with a heading before each kind."""
    return tuple(_with_headings(rows))


def _with_headings(rows: Sequence[ActionRow]) -> Iterator[ActionRow | Group]:
    for kind, of_kind in groupby(rows, key=lambda row: row.kind):
        listed = tuple(of_kind)
        possible = sum(not row.why_not for row in listed)
        yield Group(
            f"{HEADING}{kind}",
            t("{kind}, {count} of {all} now", kind=t(kind).upper(), count=possible, all=len(listed)),
        )
        yield from listed


def group_cells(row: Group, ink: Ink, *, column: int = 1) -> Keyed:
    """In the columns of an action, or of what is under way, which says in another one what a line is about."""
    nothing, words = Text(), Text(row.words, style=f"bold {ink.accent}")
    return row.id, tuple(words if place == column else nothing for place in range(5))
