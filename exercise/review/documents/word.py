"""The report as a Word document, on an organiser's own template or on a plain one.

A template gives styles, letterhead, header and footer; whatever stands in its body gives way to the report, or,
when a paragraph of it says only `[report]`, stays around it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from exercise.errors import UsageError
from exercise.review.documents import blocks as b
from exercise.review.documents import word_parts as parts
from exercise.review.documents.archive import settled
from exercise.review.documents.figures import figures
from exercise.review.documents.need import PACKAGES, need
from exercise.review.documents.paper import ALT, ALT_SEQUENCE, picture
from exercise.review.documents.sequence_pages import sequence_pages
from exercise.review.documents.widths import ON_ITS_SIDE, UPRIGHT
from exercise.review.report import BANNER, DRAFT, Report
from exercise.review.report_tables import Row, tlp

if TYPE_CHECKING:
    from docx.document import Document

NEEDED = ("Heading 1", "Heading 2", "Heading 3", "List Bullet")
"""Styles that a template must have. `Title` is used too, when it is there."""

PLACE = "[report]"
LARGEST_TEMPLATE = 50_000_000


def to_docx(report: Report, template: Path | None = None) -> bytes:
    """The whole report. The same report and template give the same bytes."""
    need(*PACKAGES["docx"])
    document = _plain() if template is None else _opened(template)
    place = _cleared(document)
    for element in _Writer(document, report).elements():
        place.addprevious(element)
    if place.tag.endswith("}p"):
        place.getparent().remove(place)
    parts.mark_pages(document, left=f"{report.title} · {DRAFT}", mark=BANNER, label=tlp(report.tlp))
    parts.describe(document, title=b.title_of(report), moment=report.made)
    buffer = BytesIO()
    document.save(buffer)
    return settled(buffer.getvalue())


def _plain() -> Document:
    import docx

    document = docx.Document()
    parts.dress(document)
    return document


def _opened(template: Path) -> Document:
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        if template.stat().st_size > LARGEST_TEMPLATE:
            raise UsageError(f"--template {template}: larger than {LARGEST_TEMPLATE // 1_000_000} MB")
        document = docx.Document(str(template))
    except OSError as wrong:
        raise UsageError(f"--template {template}: {wrong.strerror or 'cannot be read'}") from None
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError):
        raise UsageError(
            f"--template {template} is not a Word document (.docx). A Word template (.dotx) or an older document "
            "(.doc) has to be saved as .docx first."
        ) from None
    missing = [name for name in NEEDED if not parts.has_style(document, name)]
    if missing:
        raise UsageError(
            f"--template {template} has no style {', '.join(missing)}. The report needs {', '.join(NEEDED)}: "
            "apply each once to a word in the template, delete the word, and save."
        )
    return document


def _cleared(document: Document) -> Any:
    """Where the report goes: before the paragraph that marks the place, or the last section of an empty body."""
    body = document.element.body
    for paragraph in document.paragraphs:
        if paragraph.text.strip().lower() == PLACE:
            return paragraph._p
    for element in list(body):
        if element is not body.sectPr:
            body.remove(element)
    return body.sectPr if body.sectPr is not None else body.get_or_add_sectPr()


class _Writer:
    """Blocks as elements of Word's own language. Text is set as text: nothing in it is read."""

    def __init__(self, document: Document, report: Report) -> None:
        self.document, self.report = document, report
        self.letters = UPRIGHT
        self.known = {each.seq for each in report.cited}
        self.title = "Title" if parts.has_style(document, "Title") else "Heading 1"
        self.grid = "Table Grid" if parts.has_style(document, "Table Grid") else ""

    def elements(self) -> Iterator[Any]:
        report = self.report
        yield parts.paragraph(BANNER, bold=True, centred=True)
        yield parts.paragraph(b.title_of(report), style=self._style(self.title))
        yield parts.paragraph(f"{tlp(report.tlp)} · {DRAFT}", bold=True)
        for block in b.blocks(report):
            yield from self._block(block)
        yield parts.paragraph(BANNER, bold=True, centred=True)

    def _style(self, name: str) -> str:
        return str(self.document.styles[name].style_id)

    def _block(self, block: b.Block) -> Iterator[Any]:
        match block:
            case b.Heading(level=level, text=text):
                yield parts.paragraph(text, style=self._style(f"Heading {level}"))
            case b.Words(text=text, evidence=evidence, is_label=is_label, leads=leads):
                kept = is_label or leads
                yield parts.paragraph(text, bold=is_label, kept=kept, cites=self._cites(evidence))
            case b.Bullets(items=items):
                style = self._style("List Bullet")
                for words, evidence in items:
                    yield parts.paragraph(words, style=style, cites=self._cites(evidence))
            case b.Pairs(rows=rows):
                table = b.Grid(("", ""), tuple(Row(pair) for pair in rows))
                yield parts.table(table, style="", known=self.known, headed=False)
                yield parts.paragraph("")
            case b.Grid():
                style = self._style(self.grid) if self.grid else ""
                yield parts.table(block, style=style, known=self.known, letters=self.letters)
                yield parts.paragraph("")
            case b.Timeline():
                yield from self._figures(figures(self.report), ALT)
            case b.WhoToldWhom():
                yield from self._figures(sequence_pages(self.report.sequence), ALT_SEQUENCE)
            case b.Appendices():
                self.letters = ON_ITS_SIDE
                yield parts.turn_page(self.document)

    def _cites(self, evidence: tuple[int, ...]) -> tuple[tuple[int, bool], ...]:
        return tuple((seq, seq in self.known) for seq in evidence)

    def _figures(self, drawn: Iterable[str], alt: str) -> Iterator[Any]:
        for svg in drawn:
            yield parts.figure(self.document, picture(svg), alt)
