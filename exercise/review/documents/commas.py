"""The same sheets as CSV files, in which no cell can be taken for a formula."""

from __future__ import annotations

import csv
import re
from datetime import date, datetime, timedelta
from io import StringIO

from exercise.review.documents.sheets_of import sheets_of
from exercise.review.harmless import visible
from exercise.review.report import BANNER, Report
from exercise.review.report_tables import tlp
from exercise.review.sheets import Cell
from exercise.scenario.quantities import clock

# A spreadsheet takes a cell that begins so for a formula; the wide forms are the same signs on Asian keyboards.
_FORMULA = re.compile(r"^\s*[=+\-@\t\r\n|%\uff1d\uff0b\uff0d\uff20]")
_NAME = re.compile(r"[^a-z0-9-]+")


def to_csv(report: Report) -> dict[str, str]:
    """File name → text. UTF-8 with a mark at the start, without which spreadsheets guess the alphabet wrong."""
    files = {}
    for number, sheet in enumerate(sheets_of(report)):
        text = StringIO()
        writer = csv.writer(text, lineterminator="\r\n")
        cited = any(sheet.evidence)
        writer.writerow((*sheet.columns, *(("Records",) if cited else ()), f"{BANNER} {tlp(report.tlp)}"))
        for place, row in enumerate(sheet.rows):
            records = (" ".join(f"r{seq}" for seq in sheet.evidence[place]),) if cited else ()
            writer.writerow((*map(worded, row), *records, BANNER))
        files[f"{number:02}-{_NAME.sub('-', sheet.id)}.csv"] = "\ufeff" + text.getvalue()
    return files


def worded(cell: Cell) -> str | int | float:
    """A cell as a CSV file may hold it: numbers as they are, times in words, text that can only be text."""
    match cell:
        case None:
            return ""
        case str():
            shown = visible(cell)
            return f"'{shown}" if _FORMULA.match(cell) or _FORMULA.match(shown) else shown
        case timedelta():
            return clock(round(cell.total_seconds()))
        case datetime():
            return cell.isoformat(sep=" ", timespec="minutes")
        case date():
            return cell.isoformat()
        case _:
            return cell
