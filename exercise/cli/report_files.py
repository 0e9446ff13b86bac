"""The documents of a report as files. All are made before the first is written, so that a mistake writes none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from exercise.errors import UsageError

if TYPE_CHECKING:
    from exercise.review.report import Report

_NAME = re.compile(r"[^a-z0-9-]+")


class ReportFiles:
    """One file a format, named `report`, and with whose edition it is when it is not the whole."""

    def __init__(self, folder: Path, report: Report, template: Path | None = None) -> None:
        self.folder, self.report, self.template = folder, report, template
        edition = report.edition
        words = (
            "report",
            *((edition.agency,) if edition.agency else ()),
            *((edition.limit,) if edition.limit else ()),
            *(("no-names",) if edition.nameless else ()),
        )
        self.stem = "-".join(_NAME.sub("-", word) for word in words)

    def write(self, formats: Iterable[str]) -> list[Path]:
        """Everything asked for, and the plan for people to complete. An earlier report gives way."""
        made = [(path, content) for name in formats for path, content in self._made(name)]
        made += self._plan()
        try:
            for path, content in made:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
        except OSError as wrong:
            raise UsageError(f"cannot write to {self.folder}: {wrong.strerror}") from None
        return [path for path, _ in made]

    def _made(self, name: str) -> Iterator[tuple[Path, bytes]]:
        path = self.folder / f"{self.stem}.{name}"
        match name:
            case "html":
                from exercise.review.html import to_html

                yield path, to_html(self.report).encode()
            case "md":
                from exercise.review.markdown import to_markdown

                yield path, to_markdown(self.report).encode()
            case "docx":
                from exercise.review.documents.word import to_docx

                yield path, to_docx(self.report, self.template)
            case "pdf":
                from exercise.review.documents.paper import to_pdf

                yield path, to_pdf(self.report)
            case "xlsx":
                from exercise.review.documents.workbook import to_xlsx

                yield path, to_xlsx(self.report)
            case "csv":
                from exercise.review.documents.commas import to_csv

                folder = self.folder / f"{self.stem}-csv"
                yield from ((folder / file, text.encode()) for file, text in to_csv(self.report).items())

    def _plan(self) -> list[tuple[Path, bytes]]:
        """The plan's file, unless people may have written in it already. An edition has no plan of its own."""
        from exercise.review.plan_file import PLAN_FILE, plan_text

        path = self.folder / PLAN_FILE
        edition = self.report.edition
        if not edition.is_whole or edition.nameless or path.exists():
            return []
        return [(path, plan_text(self.report.plan).encode())]
