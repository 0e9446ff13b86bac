"""An exercise in which every text says who may hold it, played through; and every document made from it as text."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from exercise.domain import commands as cmd
from exercise.engine.engine import Engine
from exercise.log.records import Record
from exercise.review.documents.commas import to_csv
from exercise.review.documents.figures import figures
from exercise.review.documents.paper import data_of, to_pdf
from exercise.review.documents.sequence_pages import sequence_pages
from exercise.review.documents.word import to_docx
from exercise.review.documents.workbook import to_xlsx
from exercise.review.html import to_html
from exercise.review.markdown import to_markdown
from exercise.review.report import Report
from exercise.scenario.load import scenario_from_data

HOUR = 3600


def inject(subject: str, to: str, label: str, hours: float) -> dict[str, Any]:
    return {
        "at": f"T+{int(hours):02}:{int(hours % 1 * 60):02}",
        "from": f"{subject} sender",
        "to": to,
        "channel": "email",
        "tlp": label,
        "subject": f"{subject} subject",
        "text": f"{subject} text",
        "note": "canary note",
        "attachments": [{"name": f"{subject} paper", "text": f"{subject} paper text"}],
        "expect": [
            {"reply": True, "within": "1h", "objective": "aim", "text": "canary expected"},
            {"decision": "north-question", "within": "9h", "who": ["north"]},
        ],
    }


DATA: dict[str, Any] = {
    "format": 1,
    "id": "held",
    "title": "HELD",
    "summary": "Common summary.",
    "startex": "2028-01-27T08:00:00+01:00",
    "duration": "24h",
    "tlp": "amber",
    "agencies": {
        "north": {"name": "Northern agency", "short": "North", "country": "A", "note": "north-only note"},
        "south": {"name": "Southern agency", "short": "South", "country": "B"},
    },
    "cells": {"canary-cell": {"name": "canary cell"}},
    "storylines": {"canary-line": {"name": "canary storyline"}},
    "flags": {"canary-flag": {"name": "canary flag"}},
    "services": {"net": {"name": "Net"}, "south-net": {"name": "south-only net", "seen_by": ["south"]}},
    "indicators": {
        "trust": {"name": "Trust", "start": 50, "seen_by": ["everyone"]},
        "canary-mood": {"name": "canary mood", "start": 10, "drifts": [{"change": "1 per h"}]},
    },
    "hypotheses": {"canary-guilt": {"name": "canary hypothesis", "prior": "50%"}},
    "facts": {
        "north-fact": {"text": "north-only fact", "tlp": "red", "known_to": ["north"]},
        "south-fact": {"text": "south-only fact", "tlp": "red", "known_to": ["south"]},
        "both-fact": {"text": "both-held fact", "tlp": "amber", "known_to": ["north"]},
        "green-fact": {"text": "green-for-all fact", "tlp": "green", "known_to": ["north", "south"]},
        "canary-fact": {"text": "canary fact", "tlp": "green", "ought_to_know": ["south"]},
    },
    "adversary": {
        "canary-campaign": {
            "name": "canary adversary",
            "steps": [{"id": "canary-step", "name": "canary step", "at": "T+02:00"}],
        }
    },
    "activities": {
        "dig": {"name": "Dig", "takes": "1h", "needs_text": True},
        "canary-noise": {"name": "canary noise", "who": "background", "starts": {"at": "T+01:00"}, "takes": "1h"},
    },
    "decisions": {
        "north-question": {
            "text": "north-only question",
            "who": "north",
            "options": {"go": {"text": "north-only option"}, "no": {"text": "north-only other"}},
        }
    },
    "injects": {
        "to-north": inject("north-only inject", "north", "amber", 1),
        "to-south": inject("south-only inject", "south", "red", 2),
        "green-one": inject("green-for-all inject", "everyone", "green", 3),
        "canary-never": {**inject("canary unreleased", "everyone", "green", 4), "at": "T+23:59"},
    },
    "objectives": {
        "aim": {
            "name": "Common aim",
            "capability": "Common capability",
            "target": "canary target",
            "tasks": [
                {"id": "north", "text": "North digs", "who": ["north"],
                 "measure": {"by": "T+01:00", "that": {"activity": "dig", "by": "north"}}},
                {"id": "south", "text": "south-only task", "who": ["south"],
                 "measure": {"by": "T+01:00", "that": {"flag": "canary-flag"}}},
                {"id": "fact", "text": "South has canary fact", "who": ["south"]},
                {"id": "known", "text": "canary task",
                 "measure": {"known": "canary-fact", "by": "T+05:00", "at_least": 1}},
            ],
        }
    },
}  # fmt: skip


def played() -> list[Record]:
    """Twenty hours in which everybody writes words that name their readers."""
    records: list[Record] = []
    engine = Engine(scenario_from_data(DATA), "1", records.append)

    def at(hours: float, by: str, command: cmd.AnyCommand) -> None:
        engine.advance_to(int(hours * HOUR))
        engine.submit(by, command)

    engine.submit("excon", cmd.Start(), wall="2026-05-04T09:00:00Z")
    at(1.5, "north", cmd.Reply("to-north", "north-only reply"))
    at(2.5, "south", cmd.Reply("to-south", "south-only reply"))
    at(3.1, "north", cmd.Order("dig", text="north-only order"))
    at(3.2, "north", cmd.Decide("north-question", option="go", rationale="north-only reason"))
    at(4, "north", cmd.Share("both-fact", ("south",), note="both-held note"))
    at(5, "north", cmd.Send(("south",), "both-held subject", "both-held message"))
    at(5, "south", cmd.Send(("excon",), "south-only subject", "south-only question", tlp="red"))
    at(6, "excon", cmd.SendAs("both-held persona", ("north", "south"), "both-held letter", "both-held words"))
    at(7, "south", cmd.ProposeAction("south-only proposal"))
    at(8, "excon", cmd.Observe("canary observation", agency="south", objective="aim", rating="M"))
    at(9, "excon", cmd.Override(({"flag": "canary-flag"},), "canary reason"))
    engine.advance_to(20 * HOUR)
    engine.submit("excon", cmd.End(), wall="2026-05-04T11:30:00Z")
    return records


def documents(report: Report) -> Iterator[tuple[str, str]]:
    """Every format and everything that can be read in it: text, names of files, metadata, embedded data."""
    yield "html", html.unescape(to_html(report))
    yield "md", to_markdown(report).replace("\\", "")
    yield "docx", _unzipped(to_docx(report))
    yield "xlsx", _unzipped(to_xlsx(report))
    yield "csv", "\n".join(name + text for name, text in to_csv(report).items())
    # The text of a PDF is glyph numbers of its own fonts; what it is set from, and its metadata, can be read.
    yield "pdf", json.dumps(data_of(report), ensure_ascii=False) + to_pdf(report).decode("latin-1")
    yield "svg", html.unescape("".join((*figures(report), *sequence_pages(report.sequence))))


def _unzipped(archive: bytes) -> str:
    with ZipFile(BytesIO(archive)) as files:
        assert files.comment == b""
        texts = (name + files.read(name).decode("utf-8", "replace") for name in files.namelist())
        return html.unescape("\n".join(texts))
