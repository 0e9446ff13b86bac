"""Which sheets a workbook and a folder of CSV files hold, and what stands in their first lines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from exercise.review.findings import Improvement, ObjectiveReview
from exercise.review.plan_sheet import COLUMNS, PLAN_SHEET
from exercise.review.ratings import DEFINITIONS
from exercise.review.report import BANNER, DRAFT, Report
from exercise.review.report_tables import Table, tlp
from exercise.review.sheets import Cell, Sheet, since

_FIRST = ("msel", "decisions", "reactions")


def sheets_of(report: Report) -> tuple[Sheet, ...]:
    """In the order of the tabs: about, the events list, decisions, reactions, evidence, the plan, then the rest."""
    own = {sheet.id: sheet for sheet in report.sheets}
    tables = [_of_table(table) for table in (*report.earlier, *report.tables) if table.id not in own]
    # The events list and the decisions stand in the report too, with words where a sheet has times.
    first = [own[name] for name in _FIRST if name in own]
    return (_about(report), *first, _objectives(report), _plan(report), _evidence(report), *tables)


def _about(report: Report) -> Sheet:
    rows: Iterator[tuple[Cell, ...]] = iter(
        (
            (BANNER, ""),
            ("Handling", tlp(report.tlp)),
            ("Status", DRAFT),
            *(("", line) for line in report.handling),
            *report.overview,
            *report.numbers,
            ("Standing disclaimer", report.disclaimer),
            *report.provenance,
            *((("*", report.footnote),) if report.footnote else ()),
            (BANNER, ""),
        )
    )
    return Sheet("about", "About", ("What", "Value"), tuple(rows))


def _objectives(report: Report) -> Sheet:
    rows: list[tuple[Cell, ...]] = []
    evidence = []
    for each in report.objectives:
        for task in each.tasks:
            rows.append(
                (
                    *(
                        each.name,
                        each.capability,
                        each.target,
                        each.proposed,
                        each.confirmed,
                        _confirmed_by(each),
                    ),
                    *(task.text, task.verdict, task.words, task.cause, task.reference),
                )
            )
            evidence.append(task.evidence)
    columns = (
        *("Objective", "Core capability", "Target", "Proposed", "Evaluator", "Confirmed by"),
        *("Critical task", "Result", "In words", "Root cause", "Reference"),
    )
    rows += [(f"{rating}: {name}", "", words, *("",) * 8) for rating, (name, words) in DEFINITIONS.items()]
    evidence += [()] * len(DEFINITIONS)
    return Sheet("objectives", "Objectives", columns, tuple(rows), tuple(evidence))


def _confirmed_by(each: ObjectiveReview) -> str:
    """Who gave the rating that counts: the latest."""
    return each.ratings[-1].by if each.ratings else ""


def _plan(report: Report) -> Sheet:
    rows = tuple(tuple(_plan_cell(line, key) for key in COLUMNS) for line in report.improvements)
    evidence = tuple(line.evidence for line in report.improvements)
    return Sheet("plan", PLAN_SHEET, tuple(COLUMNS.values()), rows, evidence)


def _plan_cell(line: Improvement, key: str) -> Cell:
    words = str(getattr(line, key))
    return date.fromisoformat(words) if key in ("start", "end") and words else words


def _evidence(report: Report) -> Sheet:
    rows = tuple((each.seq, since(each.tick), each.who, each.text) for each in report.cited)
    return Sheet("evidence", "Evidence", ("Record", "T+", "Who", "What"), rows)


def _of_table(table: Table) -> Sheet:
    rows = tuple(tuple(_number(cell) for cell in row.cells) for row in table.rows)
    return Sheet(table.id, table.title, table.columns, rows, tuple(row.evidence for row in table.rows))


def _number(cell: str) -> Cell:
    """A count as a number, so that a sheet can add it up."""
    return int(cell) if cell.isascii() and cell.isdigit() and len(cell) < 10 else cell
