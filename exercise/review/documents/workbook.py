"""The report as an XLSX workbook. Text is written as text: no cell of it is a formula, a number or a link."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from io import BytesIO
from math import ceil
from typing import Any

from exercise.review.documents.need import PACKAGES, need
from exercise.review.documents.sheets_of import sheets_of
from exercise.review.harmless import visible
from exercise.review.report import BANNER, DRAFT, Report
from exercise.review.report_tables import tlp
from exercise.review.sheets import Cell, Sheet

LONGEST = 32_000
"""Characters that fit into a cell, nearly."""

WIDEST, WIDEST_A3 = 170, 240
"""Characters across a printed page that can still be read."""

HIGHEST = 409
"""Points that a row can be high, in the programs that open a workbook."""

USUAL_TEXT, LONG_TEXT = 34, 80
"""How wide a column of text gets."""

_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_TEXT_ONLY = {
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "in_memory": True,
}
_TIMES = {"elapsed": "[h]:mm:ss", "moment": "yyyy-mm-dd hh:mm", "day": "yyyy-mm-dd"}
_ZERO = datetime.fromisoformat("2000-01-01")


def to_xlsx(report: Report) -> bytes:
    """The whole workbook. The same report gives the same bytes."""
    need(*PACKAGES["xlsx"])
    import xlsxwriter

    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, _TEXT_ONLY)
    book.set_properties(
        {
            "title": visible(f"{BANNER}: {report.title}")[:250],
            "subject": "Exercise",
            "author": "",
            "company": "",
            "comments": tlp(report.tlp),
            "created": datetime.fromisoformat(report.made[:19]) if report.made else _ZERO,
        }
    )
    looks = _looks(book)
    taken: set[str] = set()
    for sheet in sheets_of(report):
        _Page(book.add_worksheet(_tab(sheet.title, taken)), looks, report).fill(sheet)
    book.close()
    return buffer.getvalue()


def _looks(book: Any) -> dict[str, Any]:
    text = {"text_wrap": True, "valign": "top", "font_size": 10}
    looks = {
        name: book.add_format({**text, "num_format": form, "align": "left"}) for name, form in _TIMES.items()
    }
    looks["text"] = book.add_format({**text, "num_format": "@"})
    looks["number"] = book.add_format({**text, "align": "left"})
    looks["head"] = book.add_format({**text, "bold": True, "bg_color": "#EEF1F4", "bottom": 1})
    return looks


def _tab(title: str, taken: set[str]) -> str:
    """A name that a sheet may have, and no other sheet has."""
    words = _FORBIDDEN.sub(" ", visible(title)).strip("' ")[:31] or "Sheet"
    name, count = words, 2
    while name.casefold() in taken:
        name, count = f"{words[:27]} ({count})", count + 1
    taken.add(name.casefold())
    return name


class _Page:
    """One sheet being filled."""

    def __init__(self, page: Any, looks: dict[str, Any], report: Report) -> None:
        self.page, self.looks = page, looks
        page.set_landscape()
        page.set_paper(9)
        page.repeat_rows(0)
        # An ampersand is an instruction in a header; what people named the exercise may hold one.
        title = visible(report.title).replace("&", "&&")[:80]
        page.set_header(f"&L{title}&C&B{BANNER}&R{tlp(report.tlp)}")
        page.set_footer(f"&L{DRAFT}&C{tlp(report.tlp)}&RPage &P of &N")

    def fill(self, sheet: Sheet) -> None:
        """Titles, rows, widths."""
        cited = any(sheet.evidence)
        columns = (*sheet.columns, "Records") if cited else sheet.columns
        for place, name in enumerate(columns):
            self.page.write_string(0, place, name, self.looks["head"])
        rows = [(*row, _cites(sheet, place)) if cited else row for place, row in enumerate(sheet.rows)]
        widths = [
            _width(name, (row[place] for row in rows if place < len(row)))
            for place, name in enumerate(columns)
        ]
        self.page.set_row(0, _height(columns, widths))
        for number, row in enumerate(rows, start=1):
            self.page.set_row(number, _height(row, widths))
            for place, cell in enumerate(row):
                self._put(number, place, cell)
        for place, width in enumerate(widths):
            self.page.set_column(place, place, width)
        across = sum(widths)
        if across > WIDEST:
            self.page.set_paper(8)
            self.page.repeat_columns(0)
        self.page.fit_to_pages(max(1, ceil(across / WIDEST_A3)) if across > WIDEST else 1, 0)
        self.page.freeze_panes(1, 0)
        if sheet.rows and sheet.id != "about":
            self.page.autofilter(0, 0, len(sheet.rows), len(columns) - 1)

    def _put(self, row: int, column: int, cell: Cell) -> None:
        match cell:
            case None:
                self.page.write_blank(row, column, None, self.looks["text"])
            case str():
                self.page.write_string(row, column, visible(cell)[:LONGEST], self.looks["text"])
            case timedelta():
                self.page.write_datetime(row, column, cell, self.looks["elapsed"])
            case datetime():
                self.page.write_datetime(row, column, cell, self.looks["moment"])
            case date():
                self.page.write_datetime(row, column, cell, self.looks["day"])
            case _:
                self.page.write_number(row, column, cell, self.looks["number"])


def _cites(sheet: Sheet, place: int) -> str:
    return " ".join(f"r{seq}" for seq in sheet.evidence[place])


def _width(name: str, cells: Iterable[Cell]) -> float:
    longest = max((_length(cell) for cell in cells), default=0)
    most = LONG_TEXT if longest > 4 * USUAL_TEXT else USUAL_TEXT
    return float(min(most, max(longest + 1, 8, min(len(name) + 3, 14))))


def _height(row: tuple[Cell, ...], widths: list[float]) -> float:
    """Programs that open a workbook do not all fit rows to their text; 13 points a line."""
    lines = [
        sum(1 + int(len(line) / max(1.0, width - 1)) for line in cell.split("\n"))
        for cell, width in zip(row, widths, strict=False)
        if isinstance(cell, str)
    ]
    return float(min(HIGHEST, 13.5 * max(lines, default=1) + 2))


def _length(cell: Cell) -> int:
    if isinstance(cell, str):
        return max((len(line) for line in cell.split("\n")), default=0)
    return 16 if isinstance(cell, datetime) else 10
