"""How wide the columns of a table should be, from what stands in them."""

from __future__ import annotations

from exercise.review.report_tables import Row

_LEAST, _MOST = 4.0, 44.0


def shares(
    columns: tuple[str, ...], rows: tuple[Row, ...], *, more: tuple[str, ...] = ()
) -> tuple[float, ...]:
    """A weight for each column; `more` holds cells of one further column.

    A column is as wide as its longest word wants, and beyond that grows more slowly than what it holds: so long
    texts get room without starving the rest.
    """
    found = []
    for place, title in enumerate(columns):
        inside = tuple(row.cells[place] for row in rows if place < len(row.cells))
        found.append(_share(title, inside or more))
    total = sum(found) or 1.0
    return tuple(share / total for share in found)


def _share(title: str, cells: tuple[str, ...]) -> float:
    words = [word for cell in (title, *cells[:200]) for word in cell.split()]
    longest = min(17.0, 1.15 * max((len(word) for word in words), default=1) + 2.0)
    lengths = [min(len(cell), 600) for cell in cells[:200]] or [1]
    typical = sum(lengths) / len(lengths)
    return min(_MOST, max(_LEAST, longest, 1.4 * float(typical**0.75)))
