"""Lessons and the plan, sorted by who can act: one country, the network across borders, the Union."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from exercise.domain import commands as cmd
from exercise.engine.engine import Engine
from exercise.log.records import Record
from exercise.review.documents.workbook import to_xlsx
from exercise.review.findings import Improvement
from exercise.review.html import to_html
from exercise.review.lessons import layers_of, reach_of
from exercise.review.measures import judge
from exercise.review.plan import Plan
from exercise.review.plan_file import plan_text, read_plan
from exercise.review.plan_sheet import read_plan_sheet
from exercise.review.report import Provenance, Report, build_report
from exercise.review.whose import Whose
from exercise.scenario.load import scenario_from_data

WHOSE = {
    "alone": ["csirt"],
    "home": ["csirt", "crisis"],
    "both": ["csirt", "abroad"],
    "union": ["eeas", "enisa"],
}
DATA: dict[str, Any] = {
    **{"format": 1, "id": "levels", "title": "LEVELS", "summary": "Common.", "duration": "9h"},
    "startex": "2028-01-27T08:00:00+01:00",
    "agencies": {
        "csirt": {"name": "CSIRT", "country": "A", "level": "technical", "kind": "csirt"},
        "crisis": {"name": "Crisis cell", "country": "A", "level": "political", "kind": "government"},
        "abroad": {"name": "Abroad", "country": "B", "level": "technical", "kind": "csirt"},
        "centre": {"name": "Centre", "country": "C", "level": "operational", "kind": "regional"},
        "eeas": {"name": "Service", "country": "EU", "level": "political", "kind": "eu"},
        "enisa": {"name": "Agency", "country": "EU", "level": "technical", "kind": "eu"},
    },
    "flags": {"done": {"name": "Done"}},
    "objectives": {
        "aim": {
            "name": "Aim",
            "capability": "Cap",
            "target": "All",
            "tasks": [
                {
                    "id": name,
                    "text": f"Do {name}",
                    "who": WHOSE[name],
                    "measure": {"by": "T+01:00", "that": {"flag": "done"}},
                }
                for name in ("union", "both", "home", "alone")
            ],
        }
    },
}
SCENARIO = scenario_from_data(DATA)


def made(plan: Plan | None = None) -> Report:
    records: list[Record] = []
    engine = Engine(SCENARIO, "1", records.append)
    engine.submit("excon", cmd.Start(), wall="2026-05-04T09:00:00Z")
    engine.advance_to(2 * 3600)
    engine.submit("excon", cmd.End(), wall="2026-05-04T11:30:00Z")
    return build_report(
        SCENARIO, records, Provenance("levels-1", "1", "0.1.0", "f" * 64), plan=plan or Plan()
    )


@pytest.mark.parametrize(
    ("who", "reach", "layers"),
    [
        (["csirt"], "National", "technical"),
        (["csirt", "crisis"], "National", "technical, strategic"),
        (["csirt", "abroad"], "Network", "technical"),
        (["centre"], "Network", "operational"),
        (["csirt", "eeas"], "Network", "technical, strategic"),
        (["eeas"], "EU", "strategic"),
        ([], "Network", "all"),
    ],
)
def test_who_can_act_follows_from_whose_task_it_was(who: list[str], reach: str, layers: str) -> None:
    assert (reach_of(who, SCENARIO), layers_of(who, SCENARIO)) == (reach, layers)


@pytest.mark.parametrize(
    ("measure", "who"),
    [
        ({"by": "T+01:00", "that": {"flag": "done"}}, ["csirt", "abroad"]),
        ({"by": "T+01:00", "that": {"activity": "call"}}, ["csirt", "abroad"]),
        ({"by": "T+01:00", "that": {"activity": "call", "by": "abroad"}}, ["abroad"]),
        ({"by": "T+01:00", "that": {"any": [{"activity": "call", "by": "csirt"}, {"flag": "said"}]}},
         ["csirt", "crisis"]),
        ({"by": "T+01:00", "that": {"decision": "speak"}}, ["crisis"]),
        ({"by": "T+01:00", "that": {"flag": "nobody-raises"}}, []),
        (None, []),
    ],
)  # fmt: skip
def test_a_task_of_nobody_named_is_of_those_who_can_do_it(
    measure: dict[str, Any] | None, who: list[str]
) -> None:
    task = {"id": "x", "text": "X", **({"measure": measure} if measure else {})}
    scenario = scenario_from_data(
        DATA
        | {
            "flags": {name: {"name": name} for name in ("done", "said", "nobody-raises")},
            "activities": {
                "call": {
                    "name": "Call",
                    "who": ["csirt", "abroad"],
                    "takes": "1h",
                    "then": [{"flag": "done"}],
                }
            },
            "decisions": {
                "speak": {
                    "text": "Speak?",
                    "who": "crisis",
                    "options": {"yes": {"text": "Yes", "then": [{"flag": "said"}]}, "no": {"text": "No"}},
                }
            },
            "objectives": {"aim": {**DATA["objectives"]["aim"], "tasks": [task]}},
        }
    )
    [result] = judge(scenario, []).values()
    assert list(Whose(scenario).of(result.tasks[0])) == who


def test_lessons_and_plan_are_sorted_by_level_then_by_layer() -> None:
    report = made()
    table = next(table for table in report.tables if table.id == "lessons")
    assert [(row.cells[0], row.cells[1], row.cells[2].split(":")[0]) for row in table.rows] == [
        ("National", "technical", "Do alone"),
        ("National", "technical, strategic", "Do home"),
        ("Network", "technical", "Do both"),
        ("EU", "technical, strategic", "Do union"),
    ]
    assert [(line.level, line.finding) for line in report.improvements] == [
        ("National", "aim/home"),
        ("National", "aim/alone"),
        ("Network", "aim/both"),
        ("EU", "aim/union"),
    ]
    assert "<td>Planning</td><td>Network</td>" in to_html(report)


def test_people_may_sort_otherwise_and_add_lines(tmp_path: Path) -> None:
    own = Improvement("", "Tired", "Shifts", "Organisation", (), level="EU")
    plan = made().plan
    lines = tuple(replace(line, level="EU" if line.finding == "aim/home" else "") for line in plan.actions)
    (tmp_path / "plan.yaml").write_text(plan_text(replace(plan, actions=(own, *lines))), "utf-8")
    report = made(read_plan(tmp_path / "plan.yaml"))
    assert [(line.level, line.finding) for line in report.improvements] == [
        ("National", "aim/alone"),
        ("Network", "aim/both"),
        ("EU", "aim/union"),
        ("EU", "aim/home"),
        ("EU", ""),
    ]
    (tmp_path / "plan.xlsx").write_bytes(to_xlsx(report))
    head = [
        cell.value for cell in next(openpyxl.load_workbook(BytesIO(to_xlsx(report)))["Improvement plan"].rows)
    ]
    assert head.index("Level") == head.index("Element") + 1
    assert [line.level for line in read_plan_sheet(tmp_path / "plan.xlsx")] == [
        "National",
        "Network",
        *["EU"] * 3,
    ]
