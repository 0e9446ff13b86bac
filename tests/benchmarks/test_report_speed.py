"""How soon after ENDEX a draft of each document lies on the table: DEEP LINE within five seconds."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from exercise.log.header import LOG_FORMAT, Header
from exercise.rehearsal.headless import run_headless
from exercise.review.documents.commas import to_csv
from exercise.review.documents.paper import to_pdf
from exercise.review.documents.word import to_docx
from exercise.review.documents.workbook import to_xlsx
from exercise.review.html import to_html
from exercise.review.markdown import to_markdown
from exercise.review.report import Provenance, build_report
from exercise.scenario.library import find_scenario
from exercise.scenario.load import load

WRITERS: dict[str, Callable[..., Any]] = {
    "html": to_html,
    "md": to_markdown,
    "docx": to_docx,
    "pdf": to_pdf,
    "xlsx": to_xlsx,
    "csv": to_csv,
}


@pytest.mark.benchmark
def test_a_draft_of_every_document(capsys: pytest.CaptureFixture[str]) -> None:
    loaded = load(find_scenario("deep-line"))
    header = Header(
        LOG_FORMAT, "0", "x", "7", loaded.data, dict.fromkeys(loaded.scenario.agencies, "diligent")
    )
    _, records = run_headless(None, header, loaded.scenario, until=loaded.scenario.duration)

    def timed(work: Callable[[], Any]) -> tuple[Any, float, float]:
        wall, worked = time.perf_counter(), time.process_time()
        made = work()
        return made, time.perf_counter() - wall, time.process_time() - worked

    report, wall, worked = timed(
        lambda: build_report(loaded.scenario, records, Provenance("x", "7", "0", "0"))
    )
    lines = [f"\n{len(records):,} records of DEEP LINE: gathered in {wall:.2f} s ({worked:.2f} s working)"]
    for name, write in WRITERS.items():
        made, wall, worked = timed(lambda write=write: write(report))  # type: ignore[misc]
        assert made
        lines.append(f"{name:>5} {wall:6.2f} s ({worked:.2f} s working); 5 s allowed with the gathering")
    with capsys.disabled():
        print("\n".join(lines))
