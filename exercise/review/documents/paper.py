"""The report as PDF, set by Typst. Words go to it as data: what anybody wrote can be no markup."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from exercise.review.documents import blocks as b
from exercise.review.documents.figures import figures
from exercise.review.documents.need import PACKAGES, need
from exercise.review.documents.sequence_pages import sequence_pages
from exercise.review.documents.widths import ON_ITS_SIDE, UPRIGHT, shares
from exercise.review.harmless import visible
from exercise.review.report import BANNER, DRAFT, Report
from exercise.review.report_tables import tlp

TEMPLATE = Path(__file__).parents[1] / "templates" / "report.typ"
CITES = "Records"
ALT_SEQUENCE = (
    "Who told whom, in order: arrows from the sender to those who were told, with the words beside them."
)
ALT = "Timeline: every agency's injects, decisions, messages and work, then services and indicators."


def to_pdf(report: Report) -> bytes:
    """The whole report. The same report gives the same bytes: no date, no author, no font of this machine."""
    need(*PACKAGES["pdf"])
    import typst

    made: bytes = typst.compile(
        TEMPLATE.read_bytes(),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data_of(report), ensure_ascii=False)},
        timestamp=0,
    )
    return made


def data_of(report: Report) -> dict[str, Any]:
    """Everything the template sets."""
    return {
        "title": visible(b.title_of(report)),
        "running": visible(report.title)[:60],
        "banner": BANNER,
        "draft": DRAFT,
        "tlp": tlp(report.tlp),
        "known": [str(each.seq) for each in report.cited],
        "blocks": list(_set(report)),
    }


def picture(svg: str, *, dots: float = 130.0) -> bytes:
    """A drawing as PNG, for documents that cannot hold SVG."""
    need(*PACKAGES["docx"])
    import typst

    words = '#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg")'
    made: bytes = typst.compile(
        words.encode(), format="png", ppi=dots, ignore_system_fonts=True, sys_inputs={"svg": svg}
    )
    return made


def _set(report: Report) -> Iterator[dict[str, Any]]:
    letters = UPRIGHT
    for block in b.blocks(report):
        if isinstance(block, b.Appendices):
            letters = ON_ITS_SIDE
        yield _plain(block, report, letters)


def _plain(block: b.Block, report: Report, letters: float) -> dict[str, Any]:
    match block:
        case b.Heading(level=level, text=text):
            return {"kind": "heading", "level": level, "text": visible(text)}
        case b.Words(text=text, evidence=evidence, is_label=is_label, leads=leads):
            words = {"text": visible(text), "evidence": evidence, "label": is_label, "leads": leads}
            return {"kind": "words"} | words
        case b.Bullets(items=items):
            listed = [{"text": visible(words), "evidence": evidence} for words, evidence in items]
            return {"kind": "bullets", "items": listed}
        case b.Pairs(rows=rows):
            return {"kind": "pairs", "rows": [[visible(name), visible(value)] for name, value in rows]}
        case b.Grid():
            return _grid(block, letters)
        case b.Timeline():
            return {"kind": "figures", "figures": figures(report), "alt": ALT}
        case b.WhoToldWhom():
            return {"kind": "figures", "figures": sequence_pages(report.sequence), "alt": ALT_SEQUENCE}
        case b.Appendices():
            return {"kind": "appendices"}


def _grid(grid: b.Grid, letters: float) -> dict[str, Any]:
    cited = not grid.is_index and any(row.evidence for row in grid.rows)
    columns = (*grid.columns, CITES) if cited else grid.columns
    numbers = tuple(" ".join(f"r{seq}" for seq in row.evidence) for row in grid.rows) if cited else ()
    return {
        "kind": "grid",
        "columns": [visible(column) for column in columns],
        "rows": [
            {"cells": [visible(cell) for cell in row.cells], "evidence": row.evidence} for row in grid.rows
        ],
        "cited": cited,
        "index": grid.is_index,
        "shares": shares(columns, grid.rows, more=numbers, letters=letters),
    }
