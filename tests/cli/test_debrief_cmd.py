"""`exercise debrief` where it cannot be: without a terminal, without a log, at a moment that is not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from exercise.cli import main
from exercise.log.store import LogWriter
from tests.harbour import header
from tests.tui.recorded import kept


def test_without_a_terminal_it_names_the_plain_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept(tmp_path, count=20, finished=False)
    assert main(["debrief", str(tmp_path)]) == 2
    said = capsys.readouterr()
    assert f"exercise show {tmp_path} --at T+12:00 --as AGENCY" in said.err
    assert said.out == ""


@pytest.mark.parametrize(
    ("at", "said"),
    [("#20", "there is no record #20; the last one is #19"), ("noon", "write a time as T+hours:minutes")],
)
def test_a_moment_that_is_not_there_is_refused_before_the_desk_opens(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    at: str,
    said: str,
) -> None:
    kept(tmp_path, count=20, finished=False)
    for stream in ("stdin", "stdout"):
        monkeypatch.setattr(f"sys.{stream}.isatty", lambda: True)
    assert main(["debrief", str(tmp_path), "--at", at]) == 2
    assert f"--at: {said}" in capsys.readouterr().err


def test_no_log_and_an_empty_log_are_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["debrief", str(tmp_path)]) == 2
    assert "there is no log" in capsys.readouterr().err
    for stream in ("stdin", "stdout"):
        monkeypatch.setattr(f"sys.{stream}.isatty", lambda: True)
    LogWriter(tmp_path / "log.jsonl", header()).close(finished=False)
    assert main(["debrief", str(tmp_path)]) == 2
    assert "nothing to look back on" in capsys.readouterr().err
