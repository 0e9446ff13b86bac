"""Word, PDF, workbook and CSV: what they hold, and that nothing anybody wrote becomes more than text in them."""

from __future__ import annotations

import csv
import datetime as dt
import re
from dataclasses import replace
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import docx
import openpyxl
import pytest

from exercise.errors import UsageError
from exercise.review.documents import blocks as b
from exercise.review.documents.commas import to_csv, worded
from exercise.review.documents.figures import PAGE, figures
from exercise.review.documents.paper import data_of, picture, to_pdf
from exercise.review.documents.sequence_pages import ROWS, sequence_pages
from exercise.review.documents.sheets_of import sheets_of
from exercise.review.documents.widths import shares
from exercise.review.documents.word import to_docx
from exercise.review.documents.workbook import to_xlsx
from exercise.review.html import to_html
from exercise.review.report import BANNER, DISCLAIMER, Report
from exercise.review.report_tables import Row
from tests.review.played import report_of, scene

NASTY = (
    '=HYPERLINK("http://evil.example";"click")',
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "  =cmd|' /C calc'!A0",
    "#import sys #panic() $x$ <r1> @label",
    "<w:p><w:r>{{ 7 * 7 }}</w:r></w:p> ]]>",
    "&amp; &#x41; <script>alert(1)</script>",
    "Шта? Çfarë ndodhi ë? Ελλάδα",
    "bell \x07 null \x00 reverse \u202eabc",
)


@pytest.fixture(scope="module")
def calm() -> Report:
    return report_of(scene())


@pytest.fixture(scope="module")
def wild() -> Report:
    return report_of(scene(), words="\n".join(NASTY))


def book(report: Report) -> Any:
    return openpyxl.load_workbook(BytesIO(to_xlsx(report)))


def rows(report: Report, sheet: str) -> list[dict[str, Any]]:
    head, *body = book(report)[sheet].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in body]


# --- what they hold


def test_the_order_is_that_of_the_template(calm: Report) -> None:
    titles = [block.text for block in b.blocks(calm) if isinstance(block, b.Heading) and block.level == 1]
    assert titles[:4] == [
        "Handling",
        "Executive summary",
        "Exercise overview",
        "Analysis of core capabilities",
    ]
    assert titles[4:7] == ["Appendix A: Improvement plan", "Appendix B: Participants", "Appendix C: Timeline"]
    assert titles[-1].endswith("Records cited")


def test_word_says_what_the_blocks_say(calm: Report) -> None:
    document = docx.Document(BytesIO(to_docx(calm)))
    headings = [each.text for each in document.paragraphs if each.style.name.startswith("Heading")]
    assert headings == [block.text for block in b.blocks(calm) if isinstance(block, b.Heading)]
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    rows = [row for table in calm.tables for row in table.rows if not row.is_minor]
    assert {cell for row in rows for cell in row.cells} <= cells
    assert DISCLAIMER in "\n".join(each.text for each in document.paragraphs)


def test_paper_leaves_out_what_says_nothing_and_counts_it(calm: Report) -> None:
    matrix = next(table for table in calm.tables if table.id == "matrix")
    minor = [row for row in matrix.rows if row.is_minor]
    assert 0 < len(minor) < len(matrix.rows)
    assert all("+" not in cell and cell != "!" for row in minor for cell in row.cells[3:])
    words = [block.text for block in b.blocks(calm) if isinstance(block, b.Words)]
    assert f"{len(minor)} rows {b.MINOR_NOTE}" in words
    sheet = next(sheet for sheet in sheets_of(calm) if sheet.id == "matrix")
    assert len(sheet.rows) == len(matrix.rows)
    assert all(row.cells[1] in to_html(calm) for row in minor)


def test_a_column_is_as_wide_as_its_words_and_long_texts_get_the_rest() -> None:
    rows = (Row(("Who went?", "7", "words and words " * 30)),)
    columns = ("Question", "Answers", "What was said", "Records")
    question, count, said, cited = shares(columns, rows, more=("r1 " * 90,))
    assert said > 0.55
    assert all(0.06 < share < 0.16 for share in (question, count, cited))


def test_every_citation_in_word_leads_to_a_record(calm: Report) -> None:
    xml = ZipFile(BytesIO(to_docx(calm))).read("word/document.xml").decode()
    leads, targets = set(re.findall(r'w:anchor="(r\d+)"', xml)), re.findall(r'w:name="(r\d+)"', xml)
    assert leads
    assert leads <= set(targets)
    assert len(targets) == len(set(targets)) == len(calm.cited)


def test_every_page_of_word_and_pdf_is_marked(calm: Report) -> None:
    document = docx.Document(BytesIO(to_docx(calm)))
    first = document.sections[0]
    assert [section.is_linked_to_previous for section in (document.sections[1].header,)] == [True]
    assert BANNER in first.header.paragraphs[0].text
    assert "TLP:AMBER" in first.header.paragraphs[0].text
    assert all(code in first.footer._element.xml for code in (" PAGE ", " NUMPAGES ", "TLP:AMBER"))
    data = data_of(calm)
    assert (data["banner"], data["tlp"]) == (BANNER, "TLP:AMBER")


def test_the_events_list_has_real_times_and_the_columns_exercise_staff_expect(calm: Report) -> None:
    lines = rows(calm, "MSEL as run")
    first = lines[0]
    assert (first["Control no."], first["From"], first["Channel"], first["TLP"]) == (
        1,
        "Watch officer",
        "phone",
        "TLP:AMBER",
    )
    assert first["Planned T+"] == dt.timedelta(hours=1)
    assert first["Exercise time"] == dt.datetime(2028, 1, 27, 3, 10)  # noqa: DTZ001
    assert first["Expected actions"] == "Port: order 'Repair the cable', by T+02:00 (late)"
    assert first["Actual action"] == "Port, T+02:30: order 'Repair the cable'"
    assert (first["Objectives"], first["Capabilities"]) == ("Bring payments back", "Recovery")
    hand = next(line for line in lines if line["Subject"] == "Ad hoc")
    assert (hand["Release condition"], hand["Released by"], hand["Planned T+"]) == (
        "not planned",
        "EXCON",
        None,
    )
    assert next(line for line in lines if line["Subject"] == "A question")["Status"] == "held"


def test_the_workbook_has_the_sheets_an_organiser_asks_for(calm: Report) -> None:
    names = book(calm).sheetnames
    wanted = [
        "About",
        "MSEL as run",
        "Decisions",
        "Response times",
        "Objectives",
        "Improvement plan",
        "Evidence",
    ]
    assert names[:7] == wanted
    assert rows(calm, "Decisions")[0]["T+"] == dt.timedelta(hours=5)
    assert rows(calm, "Response times")[0]["Took"] == dt.timedelta(hours=1, minutes=30)
    assert rows(calm, "Improvement plan")[0]["Finding"] == "repair/1"
    evidence = {row["Record"] for row in rows(calm, "Evidence")}
    assert evidence == {each.seq for each in calm.cited}


def test_every_sheet_of_the_workbook_is_marked_where_it_is_printed(calm: Report) -> None:
    for sheet in book(calm):
        assert sheet.oddHeader.center.text.removeprefix("&B") == BANNER
        assert sheet.oddHeader.right.text == "TLP:AMBER"
        assert "&P" in sheet.oddFooter.right.text.replace("Page ", "")


def test_csv_has_the_same_sheets(calm: Report) -> None:
    files = to_csv(calm)
    assert len(files) == len(sheets_of(calm))
    assert all(text.startswith("\ufeff") and BANNER in text for text in files.values())
    decisions = next(text for name, text in files.items() if name.endswith("decisions.csv"))
    assert next(csv.DictReader(StringIO(decisions.lstrip("\ufeff"))))["Exercise time"] == "2028-01-27 07:10"


def test_drawings_fit_their_pages_and_are_well_formed(calm: Report) -> None:
    drawn = [ElementTree.fromstring(svg) for svg in figures(calm)]
    assert len(drawn) == 2
    assert all(float(root.get("height") or 9999) <= 700 for root in drawn)


# --- what they must not do


def test_who_told_whom_is_drawn_on_paper_page_by_page(calm: Report, wild: Report) -> None:
    arrow = calm.sequence.arrows[0]
    assert len(sequence_pages(calm.sequence)) == 1
    many = replace(calm.sequence, arrows=(arrow,) * (2 * ROWS + 1))
    drawn = sequence_pages(many)
    assert [page.count(f"r{arrow.seq} ") for page in drawn] == [ROWS, ROWS, 1]
    nasty = replace(arrow, label="</text><script>&amp;\n\u202e\x00", breach=True)
    names = tuple((x, "<b>& \x07") for x, _ in calm.sequence.columns)
    page = sequence_pages(replace(calm.sequence, arrows=(nasty,), columns=names))[0]
    tree = ElementTree.fromstring(page)
    assert {each.tag.rpartition("}")[2] for each in tree.iter()} <= {
        *("svg", "rect", "line", "text", "circle", "path"),
    }
    assert float(tree.get("height", "0")) < PAGE
    assert "stroke-dasharray" in page
    assert picture(page).startswith(b"\x89PNG")
    assert sequence_pages(replace(calm.sequence, arrows=())) == ()
    headings = [block.text for block in b.blocks(wild) if isinstance(block, b.Heading)]
    assert "Appendix D: Who told whom" in headings


@pytest.mark.parametrize("make", [to_docx, to_pdf, to_xlsx], ids=["docx", "pdf", "xlsx"])
def test_the_same_log_gives_the_same_bytes_and_says_nothing_of_this_machine(calm: Report, make: Any) -> None:
    made = make(calm)
    assert made == make(calm)
    texts = [made]
    if made[:2] == b"PK":
        with ZipFile(BytesIO(made)) as archive:
            assert {entry.date_time[:3] for entry in archive.infolist()} == {(1980, 1, 1)}
            texts = [archive.read(name) for name in archive.namelist()]
    for text in texts:
        assert not re.search(rb"(?i)/home/|/root/|/tmp/|python-docx|/Author ?\((?!\))", text)


def test_metadata_name_nobody(calm: Report) -> None:
    about = docx.Document(BytesIO(to_docx(calm))).core_properties
    assert (about.author, about.last_modified_by, about.comments) == ("", "", "")
    assert str(about.created) == "2026-05-04 11:30:00+00:00"
    of_book = book(calm).properties
    assert (of_book.creator or "", of_book.lastModifiedBy or "") == ("", "")
    assert str(of_book.created) == "2026-05-04 11:30:00"


def test_no_cell_of_a_workbook_is_a_formula_or_a_link(wild: Report) -> None:
    found = book(wild)
    cells = [cell for sheet in found for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert not [cell for cell in cells if cell.hyperlink]
    assert any(str(cell.value).startswith("=HYPERLINK") for cell in cells)
    names = ZipFile(BytesIO(to_xlsx(wild))).namelist()
    assert not [name for name in names if "external" in name.lower() or "vba" in name.lower()]


@pytest.mark.parametrize("nasty", NASTY)
def test_no_cell_of_a_csv_file_begins_like_a_formula(nasty: str) -> None:
    shown = str(worded(nasty))
    assert not re.match(r"\s*[=+\-@\t\r]", shown)
    assert worded(-5) == -5


def test_no_line_of_the_csv_files_does_either(wild: Report) -> None:
    for text in to_csv(wild).values():
        for row in csv.reader(StringIO(text.lstrip("\ufeff"))):
            assert not [cell for cell in row if re.match(r"\s*[=@\t\r]|[+-](?![\d.]+$)", cell)]


def test_what_anybody_writes_is_one_text_in_word(calm: Report, wild: Report) -> None:
    def shape(report: Report) -> dict[str, int]:
        xml = ZipFile(BytesIO(to_docx(report))).read("word/document.xml").decode()
        return {
            tag: xml.count(f"<{tag}")
            for tag in ("w:p>", "w:tbl>", "w:hyperlink", "w:fldSimple", "w:instrText")
        }

    assert shape(wild) == shape(calm)
    words = "\n".join(
        cell.text
        for table in docx.Document(BytesIO(to_docx(wild))).tables
        for row in table.rows
        for cell in row.cells
    )
    assert "<w:p><w:r>{{ 7 * 7 }}</w:r></w:p> ]]>" in words
    assert "Шта? Çfarë ndodhi ë? Ελλάδα" in words
    assert "\\u202eabc" in words


def test_what_anybody_writes_is_data_to_typst(wild: Report) -> None:
    """`#panic()` would stop it, `@label` and `$x$` would fail or vanish, were they read."""
    assert to_pdf(wild).startswith(b"%PDF")


# --- an organiser's own template


def letterhead(path: Path, *, without: str = "", place: bool = False) -> Path:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Ministry of Harbours"
    document.styles["Heading 1"].font.name = "Ministry Sans"
    document.add_paragraph("Old words of the template" if not place else "Foreword")
    if place:
        document.add_paragraph("[report]")
        document.add_paragraph("Signature")
    if without:
        style = document.styles[without]
        style.element.getparent().remove(style.element)
    document.save(str(path))
    return path


def test_a_template_gives_its_styles_and_letterhead_and_its_body_gives_way(
    calm: Report, tmp_path: Path
) -> None:
    document = docx.Document(BytesIO(to_docx(calm, letterhead(tmp_path / "own.docx"))))
    header = [each.text for each in document.sections[0].header.paragraphs]
    assert header == [f"{BANNER} · TLP:AMBER", "Ministry of Harbours"]
    assert document.styles["Heading 1"].font.name == "Ministry Sans"
    assert "Old words" not in "\n".join(each.text for each in document.paragraphs)


def test_a_template_may_say_where_the_report_goes(calm: Report, tmp_path: Path) -> None:
    document = docx.Document(BytesIO(to_docx(calm, letterhead(tmp_path / "own.docx", place=True))))
    texts = [each.text for each in document.paragraphs]
    assert (texts[0], texts[1], texts[-1]) == ("Foreword", BANNER, "Signature")


def test_a_template_that_lacks_a_style_is_refused_with_what_to_do(calm: Report, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"has no style List Bullet.*apply each once"):
        to_docx(calm, letterhead(tmp_path / "own.docx", without="List Bullet"))


def test_what_is_no_word_document_is_refused(calm: Report, tmp_path: Path) -> None:
    other = tmp_path / "own.dotx"
    other.write_text("no zip", "utf-8")
    with pytest.raises(UsageError, match="not a Word document"):
        to_docx(calm, other)
    with pytest.raises(UsageError, match="No such file"):
        to_docx(calm, tmp_path / "none.docx")
