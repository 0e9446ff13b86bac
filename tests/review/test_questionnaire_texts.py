"""Free texts of questionnaires in every format: an answer is one text, and nothing that runs or leads away."""

from __future__ import annotations

import csv
import re
from functools import cache
from html.parser import HTMLParser
from io import BytesIO, StringIO
from zipfile import ZipFile

import openpyxl
import pytest
from pypdf import PdfReader

from exercise.domain import commands as cmd
from exercise.engine.engine import Engine
from exercise.log.records import Record
from exercise.review.documents.commas import to_csv
from exercise.review.documents.paper import to_pdf
from exercise.review.documents.word import to_docx
from exercise.review.documents.workbook import to_xlsx
from exercise.review.html import to_html
from exercise.review.markdown import to_markdown
from exercise.review.report import Provenance, Report, build_report
from exercise.scenario.load import scenario_from_data

CALM = "They called us in time, all of them."
NASTY = (
    '=HYPERLINK("http://evil.example";"click")',
    "@SUM(1)|cmd|and as long as others are",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "]]> --> </title></style></main> {{ 7 * 7 }} {% raise %}",
    "[click](javascript:alert(1)) ![x](http://evil.example/x.png) | a | `b` **c** https://evil.example",
    '#import sys #panic() $x$ @label <r1> #link("http://evil.example")[x]',
    "<w:hyperlink r:id='x'/> &amp; &#x41; \x07 \x00 \u202eabc",
)
DATA = {
    **{"format": 1, "id": "said", "title": "SAID", "summary": "Common.", "duration": "9h"},
    "startex": "2028-01-27T08:00:00+01:00",
    "agencies": {"port": {"name": "Port"}, "csirt": {"name": "CSIRT"}},
    "questionnaires": {
        name: {
            **{"name": name.title(), "phase": "hotwash", "to": "participant", "anonymous": name == "form"},
            "questions": {"well": {"ask": "What went well?"}},
        }
        for name in ("wash", "form")
    },
}  # fmt: skip


@cache
def report(words: str) -> Report:
    scenario, records = scenario_from_data(DATA), list[Record]()
    engine = Engine(scenario, "1", records.append)
    engine.submit("excon", cmd.Start(), wall="2026-05-04T09:00:00Z")
    engine.submit("excon", cmd.End(), wall="2026-05-04T11:30:00Z")
    for name in DATA["questionnaires"]:  # type: ignore[attr-defined]
        engine.submit("port", cmd.Answer(name, {"well": words}))
        engine.submit("csirt", cmd.Answer(name, {"well": f"{words}\n{words}"}))
    return build_report(scenario, records, Provenance("said-1", "1", "0.1.0", "f" * 64))


def tags(words: str) -> list[tuple[str, tuple[str, ...]]]:
    """Every element of the HTML, with the names of what it carries."""
    found: list[tuple[str, tuple[str, ...]]] = []

    class Page(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.append((tag, tuple(name for name, _ in attrs)))

    Page().feed(to_html(report(words)))
    return found


@pytest.mark.parametrize("words", NASTY)
def test_html_and_markdown_keep_their_shape(words: str) -> None:
    assert tags(words) == tags(CALM)
    made, calm = (to_markdown(report(each)).splitlines() for each in (words, CALM))
    assert len(made) == len(calm)
    bare = [re.sub(r"\\.", "", line) for line in made]
    assert [line.count("|") for line in bare] == [line.count("|") for line in calm]
    assert not [line for line in bare if re.search(r"[<`{}]|\]\(|https?:", line)]


@pytest.mark.parametrize("words", NASTY)
def test_word_keeps_its_shape(words: str) -> None:
    def shape(said: str) -> list[str]:
        return re.findall(
            r"<[\w:]+", ZipFile(BytesIO(to_docx(report(said)))).read("word/document.xml").decode()
        )

    assert shape(words) == shape(CALM)


@pytest.mark.parametrize("words", NASTY)
def test_no_cell_of_a_sheet_is_a_formula_or_a_link(words: str) -> None:
    book = openpyxl.load_workbook(BytesIO(to_xlsx(report(words))))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert not [cell for cell in cells if cell.hyperlink]
    assert words[:8] in " ".join(str(cell.value) for cell in cells)
    for text in to_csv(report(words)).values():
        for row in csv.reader(StringIO(text.lstrip("\ufeff"))):
            assert not [cell for cell in row if re.match(r"\s*[=@\t\r]|[+-](?![\d.]+$)", cell)]


@pytest.mark.parametrize("words", NASTY)
def test_a_pdf_leads_nowhere_but_to_its_own_records(words: str) -> None:
    found = PdfReader(BytesIO(to_pdf(report(words))))
    actions = [
        note.get_object().get("/A", {})
        for page in found.pages
        for note in (page.get("/Annots") or ())
    ]  # fmt: skip
    assert not [action for action in actions if "/URI" in action or "/JS" in action or "/Launch" in action]
    text = "".join("".join(page.extract_text().split()) for page in found.pages)
    visible = "".join(words.split("\x07")[0].split())
    assert visible[:12] in text
