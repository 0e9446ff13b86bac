"""The plain twin of the desks' pages about control itself and about severity."""

from __future__ import annotations

from collections.abc import Iterator

from exercise.review.names import minute
from exercise.review.needs import cells
from exercise.review.picture import Picture
from exercise.review.rows_excon import CellRow, SeverityRow
from exercise.review.severity import own_ratings, severity
from exercise.scenario.quantities import lasting

Section = tuple[str, list[str]]


def of_control(picture: Picture, tick: int) -> Iterator[Section]:
    """How the cells keep up, where there are any; and ratings, where anybody was asked."""
    if picture.scenario.cells:
        yield "CELLS", [_cell_line(row) for row in cells(picture, tick)]
    if steps := severity(picture):
        yield "SEVERITY", [_step_line(row) for row in steps]


def of_an_agency(picture: Picture) -> Iterator[Section]:
    """Its own ratings."""
    if steps := own_ratings(picture):
        yield (
            "SEVERITY",
            [
                f"  {row.id}  {minute(row.asked)}  {row.level or 'not rated'}"
                + (f" · all: {row.spread}" if row.spread else "")
                for row in steps
            ],
        )


def _cell_line(row: CellRow) -> str:
    held = f" · with {row.holder}" if row.holder else ""
    oldest = "" if row.oldest is None else f" · oldest {lasting(row.oldest)}"
    taken = "".join(f" · {item} taken by {seat}" for seat, item in row.taken)
    return f"  {row.name}: {row.waiting} waiting, {row.overdue} overdue{oldest}{held}{taken}"


def _step_line(row: SeverityRow) -> str:
    spread = f"{row.low} – {row.median} – {row.high}" if row.low else "nobody has rated"
    said = ", ".join(f"{each.agency} {each.level}" for each in row.said if each.level)
    silent = f" · not rated: {', '.join(row.silent)}" if row.silent else ""
    return f"  {row.id}  {minute(row.asked)}  {spread} · {said}{silent}"
