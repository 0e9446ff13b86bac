"""How wide the columns of a table should be, from what stands in them."""

from __future__ import annotations

from exercise.review.report_tables import Row

_LEAST, _LONGEST, _MOST = 4.0, 17.0, 60.0
UPRIGHT, ON_ITS_SIDE = 100.0, 160.0
"""Letters of a table's size in a line of a page."""

_NUMBERS = 12.0
"""The most for a column of record numbers: they break between any two."""


def shares(
    columns: tuple[str, ...],
    rows: tuple[Row, ...],
    *,
    more: tuple[str, ...] = (),
    letters: float = UPRIGHT,
) -> tuple[float, ...]:
    """A weight for each column of a line of so many letters; `more` holds cells of one further column.

    A column gets what its longest word needs. What is left of the line is divided among those with much to say, the
    more the longer their texts, but more slowly: so long texts get room without starving the rest.
    """
    least, wanted = [], []
    for place, title in enumerate(columns):
        inside = tuple(row.cells[place] for row in rows if place < len(row.cells))
        needs, wants = _needs(title, inside or more)
        least.append(needs)
        wanted.append(max(0.0, min(wants, _MOST if inside else _NUMBERS) - needs))
    spare, asked = max(0.0, letters - sum(least)), sum(wanted) or 1.0
    found = [needs + extra * min(1.0, spare / asked) for needs, extra in zip(least, wanted, strict=True)]
    total = sum(found) or 1.0
    return tuple(share / total for share in found)


def _needs(title: str, cells: tuple[str, ...]) -> tuple[float, float]:
    """What the longest word takes, and what the texts would like to have."""
    words = [word for cell in (title, *cells[:200]) for word in cell.split()]
    longest = 1.15 * max((len(word) for word in words), default=1) + 2.0
    lengths = [min(len(cell), 600) for cell in cells[:200]] or [1]
    typical = sum(lengths) / len(lengths)
    return min(_LONGEST, max(_LEAST, longest)), 1.4 * float(typical**0.75)
