"""The improvement plan read back from the workbook that people completed instead of the YAML file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from pydantic import ValidationError

from exercise.errors import UsageError
from exercise.review.documents.need import need
from exercise.review.findings import Improvement
from exercise.review.plan_file import Action, line_of

PLAN_SHEET = "Improvement plan"
LARGEST_FILE = 20_000_000
MOST_ROWS = 5_000

COLUMNS: dict[str, str] = {
    "finding": "Finding",
    "capability": "Core capability",
    "issue": "Area for improvement",
    "cause": "Root cause",
    "reference": "Reference",
    "action": "Corrective action",
    "element": "Element",
    "level": "Level",
    "owner": "Owner",
    "contact": "Contact",
    "start": "Start",
    "end": "End",
    "status": "Status",
}
"""Key of a line → its column. The words stand in the first row; the order of the columns does not matter."""


def read_plan_sheet(path: Path) -> tuple[Improvement, ...]:
    """The lines of the sheet `Improvement plan`. A mistake is told with its cell, and nothing is taken."""
    need("openpyxl")
    if path.stat().st_size > LARGEST_FILE:
        raise UsageError(f"{path} is larger than {LARGEST_FILE // 1_000_000} MB; that is no improvement plan")
    rows = list(_rows(path))
    if not rows:
        return ()
    titles = {str(word).strip().casefold(): place for place, word in enumerate(rows[0]) if word is not None}
    places = {key: titles.get(title.casefold()) for key, title in COLUMNS.items()}
    absent = [COLUMNS[key] for key in ("issue", "action") if places[key] is None]
    if absent:
        raise UsageError(f"{path}, sheet {PLAN_SHEET}: there is no column named {' or '.join(absent)}")
    complaints: list[str] = []
    lines = []
    for number, row in enumerate(rows[1:], start=2):
        words = {
            key: _words(row[place]) for key, place in places.items() if place is not None and place < len(row)
        }
        if not any(words.values()):
            continue
        try:
            lines.append(line_of(Action.model_validate({key: text for key, text in words.items() if text})))
        except ValidationError as wrong:
            complaints += [
                f"{path}, sheet {PLAN_SHEET}, row {number}: {COLUMNS.get(str(each['loc'][0]), each['loc'][0])}: "
                f"{each['msg']}"
                for each in wrong.errors()
            ]
    if complaints:
        raise UsageError("\n".join(complaints))
    return tuple(lines)


def _rows(path: Path) -> Iterator[tuple[Any, ...]]:
    """Values only: formulas that somebody typed are read as what they last showed, and never run."""
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError) as wrong:
        raise UsageError(f"{path} is not a workbook that can be read: {wrong}") from None
    try:
        if PLAN_SHEET not in book.sheetnames:
            raise UsageError(f"{path} has no sheet named {PLAN_SHEET}")
        yield from book[PLAN_SHEET].iter_rows(values_only=True, max_row=MOST_ROWS, max_col=40)
    finally:
        book.close()


def _words(value: object) -> str:
    """A cell as text; a real date as the day it is."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value).strip()
