"""The improvement plan: people complete it, the next drill compares itself with it."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from exercise.errors import ScenarioInvalid, UsageError
from exercise.review.documents.workbook import to_xlsx
from exercise.review.findings import Improvement
from exercise.review.markdown import to_markdown
from exercise.review.plan import ELEMENTS, STATUSES, Plan
from exercise.review.plan_file import plan_text, read_plan
from exercise.review.plan_sheet import read_plan_sheet
from exercise.review.report import Report, build_report
from tests.review.played import Provenance, played, report_of, scene

WHERE = Provenance("harbour-1", "1", "0.1.0", "f" * 64)
NASTY = "no: [x] #c\n=1+1 'q' \"d\" \t Шта? ë"


def report(plan: Plan | None = None, *earlier: Plan) -> Report:
    return build_report(scene(), played(scene()), WHERE, plan=plan or Plan(), earlier=earlier)


def written(tmp_path: Path, plan: Plan) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text(plan_text(plan), "utf-8")
    return path


def completed(plan: Plan) -> Plan:
    line = replace(
        plan.actions[0], owner="Port", contact="duty officer", start="2027-01-15", end="2027-03-01",
        status="under way", cause="Nobody had the number", reference="SOP 4", action=NASTY,
    )  # fmt: skip
    own = Improvement("", "People were tired", "Two shifts", "Organisation", (), status="done")
    return replace(plan, about={"sponsor": "Ministry of Harbours"}, actions=(line, own))


def test_a_plan_is_read_as_it_was_written(tmp_path: Path) -> None:
    plan = completed(report().plan)
    read = read_plan(written(tmp_path, plan))
    assert read.actions == tuple(replace(line, evidence=()) for line in plan.actions)
    assert (read.ratings, read.findings, read.exercise) == (plan.ratings, plan.findings, "harbour-1")


def test_what_people_wrote_stands_in_the_report() -> None:
    made = report(completed(report().plan))
    assert [line.owner for line in made.improvements] == ["Port", ""]
    assert made.improvements[0].evidence == report().improvements[0].evidence
    words = to_markdown(made)
    assert "Root cause: Nobody had the number. Reference: SOP 4" in words
    assert "**Sponsor:** Ministry of Harbours" in words
    assert "| Port | duty officer | 2027\\-01" not in words
    assert "| Port | duty officer | 2027-01-15 | 2027-03-01 | under way |" in words


def test_the_workbook_brings_the_same_plan_back(tmp_path: Path) -> None:
    plan = completed(report().plan)
    path = tmp_path / "report.xlsx"
    path.write_bytes(to_xlsx(report(plan)))
    tabless = NASTY.replace("\t", " ")
    assert read_plan_sheet(path) == tuple(
        replace(line, evidence=(), action=tabless if line.action == NASTY else line.action)
        for line in plan.actions
    )


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("  status: open", "  status: maybe", "status"),
        ("  end: ''", "  end: next week", "2027-03-01"),
        ("  element: Planning", "  element: Luck", "element"),
        ("  owner: ''", "  ownr: ''", "ownr"),
    ],
)
def test_a_mistake_in_the_file_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, complaint: str
) -> None:
    path = written(tmp_path, report().plan)
    lines = path.read_text("utf-8").splitlines()
    place = lines.index(old)
    path.write_text("\n".join((*lines[:place], new, *lines[place + 1 :])), "utf-8")
    with pytest.raises(ScenarioInvalid) as caught:
        read_plan(path)
    (said,) = map(str, caught.value.complaints)
    assert f"plan.yaml:{place + 1}:" in said
    assert complaint in said


def test_a_mistake_in_the_workbook_is_told_with_its_row(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(BytesIO(to_xlsx(report())))
    sheet = book["Improvement plan"]
    titles = [cell.value for cell in sheet[1]]
    sheet.cell(2, titles.index("Status") + 1).value = "maybe"
    path = tmp_path / "edited.xlsx"
    book.save(path)
    with pytest.raises(UsageError, match="sheet Improvement plan, row 2: Status"):
        read_plan_sheet(path)
    sheet.title = "Other"
    book.save(path)
    with pytest.raises(UsageError, match="no sheet named Improvement plan"):
        read_plan_sheet(path)
    path.write_text("no workbook", "utf-8")
    with pytest.raises(UsageError, match="not a workbook"):
        read_plan_sheet(path)


def test_drills_are_compared_oldest_first() -> None:
    first = completed(report().plan)
    before = replace(
        first,
        title="FIRST",
        held="2026-01-10",
        ratings={"repair": ("Bring payments back", "Recovery", "U")},
        findings={"repair/1": "late", "tell/1": "never known"},
    )
    other = Plan(
        "x", "other-scenario", "OTHER", "2026-03-10", ratings={"a": ("A", "Information sharing", "S")}
    )
    made = {table.id: table for table in report(None, before, other).earlier}
    assert [row.cells[2:] for row in made["over-drills"].rows] == [
        ("U", "", "M", "better"),
        ("", "S", "P", "better"),
    ]
    assert made["over-drills"].columns[2:5] == (
        "1. FIRST (2026-01-10)",
        "2. OTHER (2026-03-10)",
        "3. HARBOUR (2026-05-04)",
    )
    assert [row.cells[1:] for row in made["recurring"].rows] == [
        ("not met", "", "not met", "comes back"),
        ("not met", "", "met", "solved"),
    ]
    assert [row.cells[4:] for row in made["carried"].rows] == [
        ("2027-03-01", "under way", "finding came back"),
        ("", "done", ""),
    ]
    assert "1 of 2 actions" in made["carried"].intro


def test_an_action_past_its_day_is_overdue() -> None:
    late = replace(completed(report().plan).actions[0], end="2026-01-01")
    (carried,) = [
        table
        for table in report(None, replace(report().plan, actions=(late,))).earlier
        if table.id == "carried"
    ]
    assert carried.rows[0].cells[5] == "under way, overdue"


def test_the_head_of_the_file_names_every_word_there_is() -> None:
    words = plan_text(report_of(scene()).plan)
    assert all(word in words for word in (*ELEMENTS, *STATUSES))
