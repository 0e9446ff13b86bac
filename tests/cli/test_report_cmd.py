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


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_both_documents_and_the_plan_are_written_beside_the_log(
    run: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", str(run)]) == 0
    written = [run / "report" / name for name in ("report.html", "report.md", "plan.yaml")]
    assert capsys.readouterr().out.splitlines() == [str(path) for path in written]
    assert all(path.read_text("utf-8").count("HARBOUR") >= 1 for path in written)
    assert "harbour-1" in written[1].read_text("utf-8")


def test_every_format_elsewhere(run: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "a" / "b"
    words = ["report", str(run / FILE_NAME), "--format", "html,md,docx,pdf,xlsx,csv", "--out", str(elsewhere)]
    assert main(words) == 0
    assert {
        *("report.html", "report.md", "report.docx", "report.pdf", "report.xlsx", "plan.yaml"),
        *("report-csv/01-msel.csv", "report-csv/05-plan.csv"),
    } <= names(elsewhere)


def test_editions_have_names_of_their_own_and_no_plan(run: Path, tmp_path: Path) -> None:
    words = ["report", str(run), "--format", "md", "--out", str(tmp_path / "out")]
    assert main([*words, "--for", "port"]) == main([*words, "--tlp", "green"]) == 0
    assert names(tmp_path / "out") == {"report-port.md", "report-green.md"}
    assert "edition for Port" in (tmp_path / "out" / "report-port.md").read_text("utf-8")


def test_a_report_without_names_says_so_and_leaves_no_plan(
    run: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["report", str(run), "--format", "md", "--out", str(tmp_path / "out")]
    assert main([*words, "--no-names", "--hide", "Port"]) == 0
    assert names(tmp_path / "out") == {"report-no-names.md"}
    text = (tmp_path / "out" / "report-no-names.md").read_text("utf-8")
    assert "names were removed" in text
    assert "(name removed)" in text.replace("\\", "")
    assert " Port " not in text
    assert main([*words, "--hide", "Port"]) == 2
    assert "--no-names" in capsys.readouterr().err


def test_what_people_wrote_into_the_plan_is_kept_and_reported(run: Path) -> None:
    assert main(["report", str(run)]) == 0
    plan = run / "report" / "plan.yaml"
    plan.write_text(plan.read_text("utf-8").replace("  owner: ''", "  owner: Port director", 1), "utf-8")
    before = plan.read_bytes()
    assert main(["report", str(run), "--format", "md"]) == 0
    assert plan.read_bytes() == before
    assert "Port director" in (run / "report" / "report.md").read_text("utf-8")


def test_an_earlier_drill_is_compared_from_its_log_or_its_plan(run: Path, tmp_path: Path) -> None:
    assert main(["report", str(run)]) == 0
    words = ["--previous", str(run), "--previous", str(run / "report" / "plan.yaml")]
    assert main(["report", str(run), *words, "--format", "md", "--out", str(tmp_path / "o")]) == 0
    text = (tmp_path / "o" / "report.md").read_text("utf-8")
    assert "## Over several drills" in text
    assert "| S | S | M |" in text or "| M | M | M | the same |" in text


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["--format", "html,odt"], "no format 'odt'"),
        (["--format", ","], "say which"),
        (["--for", "csrt"], "no agency 'csrt'; did you mean `csirt`?"),
        (["--template", "own.docx"], "add --format docx"),
        (["--plan", "none.xlsx"], "there is no file"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    run: Path, words: list[str], complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", str(run), *words]) == 2
    said = capsys.readouterr()
    assert complaint in said.err
    assert said.out == ""
    assert not (run / "report").exists()


def test_a_plan_of_another_exercise_or_with_a_strange_finding_is_refused(
    run: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", str(run)]) == 0
    plan = run / "report" / "plan.yaml"
    text = plan.read_text("utf-8")
    plan.write_text(text.replace("exercise: harbour-1", "exercise: harbour-2"), "utf-8")
    assert main(["report", str(run)]) == 2
    assert "--previous" in capsys.readouterr().err
    plan.write_text(text.replace("finding: repair/1", "finding: repair/11"), "utf-8")
    assert main(["report", str(run)]) == 2
    assert "no finding 'repair/11'" in capsys.readouterr().err


def test_a_missing_package_is_named_with_what_to_type(
    run: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("exercise.review.documents.need.find_spec", lambda name: None)
    assert main(["report", str(run), "--format", "pdf"]) == 2
    assert "typst" in (said := capsys.readouterr().err)
    assert "'.[report]'" in said


def test_a_folder_without_a_log_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(tmp_path)]) == 2
    assert "there is no log" in capsys.readouterr().err


def test_a_place_that_cannot_be_written_is_said(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    blocked = run / FILE_NAME
    assert main(["report", str(run), "--out", str(blocked)]) == 2
    assert "cannot write" in capsys.readouterr().err
