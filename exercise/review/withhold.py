"""A report without the records that its edition may not cite: no row, mark, link or sentence of theirs is left."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import replace

from exercise.review.findings import Finding, ObjectiveReview
from exercise.review.report_tables import Table
from exercise.review.sheets import Sheet
from exercise.review.timeline import Lane

AGGREGATES = frozenset(
    (
        "responses",
        "levels",
        "coverage",
        "itself",
        "participants",
        "over-drills",
        "recurring",
        "flow",
        "criteria",
        "lessons",
    )
)
"""Tables whose rows count things; they stay, and cite less."""


def citable(evidence: tuple[int, ...], withheld: AbstractSet[int]) -> tuple[int, ...]:
    """What may be cited of it."""
    return tuple(seq for seq in evidence if seq not in withheld)


def table_without(table: Table, withheld: AbstractSet[int]) -> Table:
    """A row goes when everything it rests on does."""
    rows = tuple(
        replace(row, evidence=citable(row.evidence, withheld))
        for row in table.rows
        if table.id in AGGREGATES or not _gone(row.evidence, withheld)
    )
    empty = table.empty if len(rows) == len(table.rows) else "Withheld from this edition."
    return replace(table, rows=rows, empty=empty)


def _gone(evidence: tuple[int, ...], withheld: AbstractSet[int]) -> bool:
    return bool(evidence) and not citable(evidence, withheld)


def sheet_without(sheet: Sheet, withheld: AbstractSet[int]) -> Sheet:
    """As for tables."""
    kept = [
        (row, citable(evidence, withheld))
        for row, evidence in zip(sheet.rows, sheet.evidence, strict=True)
        if not _gone(evidence, withheld)
    ]
    return replace(sheet, rows=tuple(row for row, _ in kept), evidence=tuple(cited for _, cited in kept))


def lane_without(lane: Lane, withheld: AbstractSet[int]) -> Lane:
    """Without the marks and the work whose records may not be cited."""
    return replace(
        lane,
        marks=tuple(mark for mark in lane.marks if mark.seq not in withheld),
        spans=tuple(
            replace(span, last=span.seq if span.last in withheld else span.last)
            for span in lane.spans
            if span.seq not in withheld
        ),
    )


def objective_without(each: ObjectiveReview, withheld: AbstractSet[int]) -> ObjectiveReview:
    """Its findings citing less; an evaluator's note goes when its record does, the rating stays."""

    def bare(task: Finding) -> Finding:
        return replace(task, evidence=citable(task.evidence, withheld))

    return replace(
        each,
        tasks=tuple(bare(task) for task in each.tasks),
        ratings=tuple(
            replace(rating, evidence=citable(rating.evidence, withheld))
            for rating in each.ratings
            if rating.seq not in withheld
        ),
    )
