"""Paragraphs, tables, fields and sections of a Word document, made as elements: a table of a thousand rows at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from copy import deepcopy
from io import BytesIO
from typing import TYPE_CHECKING, Any

from exercise.review.documents.blocks import Grid
from exercise.review.documents.widths import UPRIGHT, shares
from exercise.review.harmless import visible

if TYPE_CHECKING:
    from docx.document import Document

Cites = Iterable[tuple[int, bool]]
"""Record numbers, and whether the document lists that record."""

SMALL = "15"
"""Half points: table text."""

TWIPS = 15_000
"""How wide a table is before Word fits it to the page."""

LONG = 600
"""Letters in a cell from which on a row may go on on the next page."""

_EPOCH = "2000-01-01T00:00:00Z"
"""Stands where a document must have a date and the log has none."""


def element(tag: str, /, **attributes: str) -> Any:
    """An element of the language, such as `w:p`."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(tag)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def has_style(document: Document, name: str) -> bool:
    """Whether the document has a style of this name, whatever Word calls it in its own language."""
    return name in document.styles


def run(text: str, *, bold: bool = False, small: bool = False, quiet: bool = False) -> Any:
    """A stretch of text. New lines stay new lines; control characters are spelled out."""
    made = element("w:r")
    if bold or small or quiet:
        look = element("w:rPr")
        if bold:
            look.append(element("w:b"))
        if quiet:
            look.append(element("w:color", val="0550AE"))
        if small:
            look.append(element("w:sz", val=SMALL))
        made.append(look)
    for place, line in enumerate(visible(text).split("\n")):
        if place:
            made.append(element("w:br"))
        words = element("w:t")
        words.text = line
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        made.append(words)
    return made


def paragraph(
    text: str,
    *,
    style: str = "",
    bold: bool = False,
    centred: bool = False,
    kept: bool = False,
    cites: Cites = (),
    small: bool = False,
    tight: bool = False,
) -> Any:
    """A paragraph, with the records it rests on as links to where they are listed."""
    made = element("w:p")
    look = element("w:pPr")
    if style:
        look.append(element("w:pStyle", val=style))
    if kept:
        look.append(element("w:keepNext"))
    if small or tight:
        look.append(element("w:spacing", before="0", after="0", line="240", lineRule="auto"))
    if centred:
        look.append(element("w:jc", val="center"))
    if len(look):
        made.append(look)
    if text:
        made.append(run(text, bold=bold, small=small))
    listed = tuple(cites)
    if listed:
        if text:
            made.append(run(" (", small=small))
        for place, (seq, known) in enumerate(listed):
            if place:
                made.append(run(" ", small=small))
            made.append(_link(seq) if known else run(f"r{seq}", small=True))
        if text:
            made.append(run(")", small=small))
    return made


def _link(seq: int) -> Any:
    """A record number that leads to the record."""
    made = element("w:hyperlink", anchor=f"r{seq}", history="1")
    made.append(run(f"r{seq}", small=True, quiet=True))
    return made


def table(grid: Grid, *, style: str, known: set[int], headed: bool = True, letters: float = UPRIGHT) -> Any:
    """A table whose first row is repeated on every page."""
    cited = not grid.is_index and any(row.evidence for row in grid.rows)
    columns = (*grid.columns, "Records") if cited else grid.columns
    numbers = tuple(" ".join(f"r{seq}" for seq in row.evidence) for row in grid.rows) if cited else ()
    found = shares(columns, grid.rows, more=numbers, letters=letters)
    widths = [str(round(share * TWIPS)) for share in found]
    made = element("w:tbl")
    look = element("w:tblPr")
    if style:
        look.append(element("w:tblStyle", val=style))
    look.append(element("w:tblW", w="5000", type="pct"))
    if not style and headed:
        look.append(_borders())
    look.append(element("w:tblLayout", type="fixed"))
    room = element("w:tblCellMar")
    for side, twips in (("top", "25"), ("left", "80"), ("bottom", "25"), ("right", "80")):
        room.append(element(f"w:{side}", w=twips, type="dxa"))
    look.append(room)
    made.append(look)
    columns_of = element("w:tblGrid")
    for width in widths:
        columns_of.append(element("w:gridCol", w=width))
    made.append(columns_of)
    if headed:
        made.append(_row([paragraph(name, bold=True, small=True) for name in columns], widths, is_head=True))
    for row in grid.rows:
        cells = [paragraph(cell, small=headed, tight=True) for cell in row.cells]
        if grid.is_index:
            _bookmark(cells[0], row.evidence[0])
        if cited:
            cells.append(paragraph("", cites=[(seq, seq in known) for seq in row.evidence], small=True))
        made.append(_row(cells, widths, whole=max(map(len, row.cells)) <= LONG))
    return made


def _borders() -> Any:
    made = element("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        made.append(element(f"w:{side}", val="single", sz="4", space="0", color="B6BEC7"))
    return made


def _row(cells: list[Any], widths: list[str], *, is_head: bool = False, whole: bool = True) -> Any:
    made = element("w:tr")
    look = element("w:trPr")
    if whole:
        look.append(element("w:cantSplit"))
    if is_head:
        look.append(element("w:tblHeader"))
    if len(look):
        made.append(look)
    for cell, width in zip(cells, widths, strict=True):
        box = element("w:tc")
        frame = element("w:tcPr")
        frame.append(element("w:tcW", w=width, type="dxa"))
        if is_head:
            frame.append(element("w:shd", val="clear", color="auto", fill="EEF1F4"))
        box.append(frame)
        box.append(cell)
        made.append(box)
    return made


def _bookmark(target: Any, seq: int) -> None:
    """Where links to a record lead."""
    begin = element("w:bookmarkStart", id=str(seq), name=f"r{seq}")
    target.insert(1 if target[0].tag.endswith("}pPr") else 0, begin)
    target.append(element("w:bookmarkEnd", id=str(seq)))


def figure(document: Document, png: bytes, alt: str) -> Any:
    """A picture as wide as a page on its side, with words for those who cannot see it."""
    from docx.shared import Emu

    section = document.sections[-1]
    edge = max(section.page_width or 0, section.page_height or 0)
    width = edge - (section.left_margin or 0) - (section.right_margin or 0)
    made = document.add_paragraph()
    shape = made.add_run().add_picture(BytesIO(png), width=Emu(width))
    shape._inline.docPr.set("descr", alt)
    return made._p


def turn_page(document: Document) -> Any:
    """The end of the upright pages: a paragraph that closes their section; the last section is turned."""
    last = document.element.body.sectPr
    made = element("w:p")
    look = element("w:pPr")
    look.append(deepcopy(last))
    made.append(look)
    size = last.find(last.tag.replace("sectPr", "pgSz"))
    if size is not None:
        wide, high = (attribute for attribute in size.attrib if attribute.endswith(("}w", "}h")))
        edges = sorted((int(size.get(wide)), int(size.get(high))), reverse=True)
        size.set(next(name for name in size.attrib if name.endswith("}w")), str(edges[0]))
        size.set(next(name for name in size.attrib if name.endswith("}h")), str(edges[1]))
        size.set(size.tag.replace("pgSz", "orient"), "landscape")
    return made


def mark_pages(document: Document, *, left: str, mark: str, label: str) -> None:
    """The exercise's marking at the head of every page, its TLP label and the page number at the foot."""
    for header, footer in _pages(document):
        _put_first(header._element, paragraph(f"{mark} · {label}", bold=True, centred=True))
        foot = paragraph(f"{left} · {label} · page ", centred=True)
        foot.append(_field("PAGE"))
        foot.append(run(" of "))
        foot.append(_field("NUMPAGES"))
        footer._element.append(foot)


def _pages(document: Document) -> Iterator[tuple[Any, Any]]:
    """Every header with its footer, once: a section without its own has that of the one before."""
    seen = set()
    for section in document.sections:
        pairs: list[tuple[Any, Any]] = [(section.header, section.footer)]
        if section.different_first_page_header_footer:
            pairs.append((section.first_page_header, section.first_page_footer))
        if document.settings.odd_and_even_pages_header_footer:
            pairs.append((section.even_page_header, section.even_page_footer))
        for header, footer in pairs:
            if header._element not in seen:
                seen.add(header._element)
                yield header, footer


def _put_first(header: Any, made: Any) -> None:
    """Before the letterhead; an empty first line gives way."""
    if len(header) == 1 and not "".join(header.itertext()).strip() and not len(header[0].findall(".//*")) > 2:
        header.remove(header[0])
    header.insert(0, made)


def _field(code: str) -> Any:
    made = element("w:fldSimple", instr=f" {code} ")
    made.append(run("1"))
    return made


def describe(document: Document, *, title: str, moment: str) -> None:
    """What the file says about itself: its title, and nothing about who or what made it where."""
    about = document.core_properties
    when = dt.datetime.fromisoformat((moment or _EPOCH).replace("Z", "+00:00")).replace(
        tzinfo=None, microsecond=0
    )
    about.title, about.subject, about.keywords = (
        visible(title)[:250],
        "Exercise",
        "EXERCISE EXERCISE EXERCISE",
    )
    about.author = about.last_modified_by = about.comments = about.category = about.content_status = ""
    about.identifier = about.version = ""
    about.language = "en"
    about.created = about.modified = when
    about.revision = 1


def dress(document: Document) -> None:
    """The plain look, for those who bring no template: A4, quiet headings, nothing in a colour of its own."""
    from docx.shared import Mm, Pt, RGBColor

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin, section.bottom_margin = Mm(22), Mm(20)
    for name, size in (
        ("Normal", 10),
        ("Title", 20),
        ("Heading 1", 15),
        ("Heading 2", 12),
        ("Heading 3", 11),
    ):
        style: Any = document.styles[name]
        style.font.size = Pt(size)
        style.font.name = "Calibri"
        style.font.color.rgb = RGBColor(0x1B, 0x1F, 0x24)
