"""`exercise show`: the picture at a moment, through anybody's eyes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from exercise.cli import main
from exercise.log.header import LOG_FORMAT, Header
from exercise.log.store import LogWriter
from tests.review.small import DATA, small_records


@pytest.fixture
def log(tmp_path: Path) -> str:
    path = tmp_path / "run" / "log.jsonl"
    writer = LogWriter(path, Header(LOG_FORMAT, "test", "harbour-night-1", "1", DATA))
    for record in small_records():
        writer.append(record)
    writer.close(finished=False)
    return str(path.parent)


def test_the_end_of_the_log_is_shown_by_default(log: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", log]) == 0
    shown = capsys.readouterr().out
    assert shown.splitlines()[0] == "EXERCISE EXERCISE EXERCISE · HARBOUR NIGHT · as seen by EXCON"
    assert "T+01:30" in shown.splitlines()[1]


def test_a_moment_shows_nothing_that_came_later(log: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", log, "--at", "T+00:40", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["status"]["clock"] == "T+00:40"
    assert [row["status"] for row in shown["msel"] if row["id"] == "loss"] == ["released"]
    assert shown["flags"] == []


def test_an_agency_sees_its_own(log: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", log, "--as", "csirt"]) == 0
    shown = capsys.readouterr().out
    assert "as seen by CSIRT" in shown
    assert "payroll" not in shown


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["--as", "csrit"], "did you mean 'csirt'?"),
        (["--at", "noon"], "write a time as"),
        (["--at", "T+20:00"], "the log ends at T+01:30"),
    ],
)
def test_what_cannot_be_shown_is_said(
    log: str, words: list[str], complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["show", log, *words]) == 2
    assert complaint in capsys.readouterr().err


def test_who_knew_what_as_text_json_and_drawing(log: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", log, "--who-knew"]) == 0
    assert "An anchor mark was found." in capsys.readouterr().out
    drawn = Path(log) / "said.svg"
    assert main(["show", log, "--who-knew", "anchor", "--json", "--svg", str(drawn)]) == 0
    assert list(json.loads(capsys.readouterr().out)["paths"]) == ["anchor"]
    assert drawn.read_text("utf-8").startswith("<svg")


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["--who-knew", "ancor"], "did you mean 'anchor'?"),
        (["--who-knew", "--as", "csirt"], "leave out --as"),
        (["--who-knew", "--storyline", "cable"], "no storyline 'cable'"),
        (["--agency", "csirt"], "narrow --who-knew"),
    ],
)
def test_a_question_about_knowledge_that_cannot_be_answered_is_said(
    log: str, words: list[str], complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["show", log, *words]) == 2
    assert complaint in capsys.readouterr().err
