"""`exercise report`: where the documents go, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from exercise.cli import main
from exercise.log.header import LOG_FORMAT, Header
from exercise.log.store import FILE_NAME, LogWriter
from tests.review.played import PLAYED, played, scene


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """The folder of a finished run."""
    folder = tmp_path / "run"
    header = Header(format=LOG_FORMAT, program="0.1.0", exercise_id="harbour-1", seed="1", data=PLAYED)
    log = LogWriter(folder / FILE_NAME, header)
    for record in played(scene()):
        log.append(record)
    log.close(finished=True)
    return folder


def test_both_documents_are_written_beside_the_log(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(run)]) == 0
    written = [run / "report" / name for name in ("report.html", "report.md")]
    assert capsys.readouterr().out.splitlines() == [str(path) for path in written]
    assert all(path.read_text("utf-8").count("HARBOUR") > 1 for path in written)
    assert "harbour-1" in written[1].read_text("utf-8")


def test_one_format_elsewhere(run: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    elsewhere = tmp_path / "a" / "b"
    assert main(["report", str(run / FILE_NAME), "--format", "md", "--out", str(elsewhere)]) == 0
    assert [path.name for path in elsewhere.iterdir()] == ["report.md"]
    assert capsys.readouterr().out.strip() == str(elsewhere / "report.md")


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["--format", "pdf"], "pdf comes later"),
        (["--format", "html,odt"], "no format 'odt'"),
        (["--format", ","], "say which"),
        (["--for", "csirt"], "comes later"),
    ],
)
def test_what_is_not_there_yet_is_refused_and_nothing_is_written(
    run: Path, words: list[str], complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", str(run), *words]) == 2
    said = capsys.readouterr()
    assert complaint in said.err
    assert said.out == ""
    assert not (run / "report").exists()


def test_a_folder_without_a_log_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(tmp_path)]) == 2
    assert "there is no log" in capsys.readouterr().err


def test_a_place_that_cannot_be_written_is_said(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    blocked = run / FILE_NAME
    assert main(["report", str(run), "--out", str(blocked)]) == 2
    assert "cannot write" in capsys.readouterr().err
