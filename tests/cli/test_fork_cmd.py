"""`exercise fork`: what is kept where, what is said, and what is refused before anything is played."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from exercise.cli import main
from exercise.log.store import LogWriter, read_log
from exercise.rehearsal.headless import run_headless
from tests.harbour import HOUR, harbour, header


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("run")
    run_headless(folder / "log.jsonl", header(), harbour(), until=48 * HOUR)
    return str(folder)


def test_a_fork_is_kept_compared_and_verified(
    log: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (Path(log) / "log.jsonl").read_bytes()
    out = tmp_path / "f"
    assert main(["fork", log, "--at", "T+01:00", "--without", "port+repair", "--out", str(out)]) == 0
    said = capsys.readouterr()
    assert "left out: Port authority: Repair the cable" in said.out
    assert str(out / "fork.html") in said.err
    assert (Path(log) / "log.jsonl").read_bytes() == before
    assert main(["verify", str(out)]) == 0
    assert "parent: harbour-night-7" in capsys.readouterr().out


def test_a_file_of_changes_from_the_first_thing_changed(
    log: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changes = tmp_path / "changes.yaml"
    changes.write_text(
        "remove: [csirt+decide]\n"
        "commands:\n  - {at: T+06:00, as: csirt, do: {decide: public-line, choose: blame}}\n"
    )
    assert main(["fork", log, "--with", str(changes), "--out", str(tmp_path / "f"), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert 5 * HOUR < said["tick"] < 6 * HOUR
    assert said["removed"] == ["csirt+decide"]
    trust = next(outcome for outcome in said["outcomes"] if outcome["id"] == "trust")
    assert trust["differs"]
    assert [chain[-1]["text"] for chain in trust["because"]] == [
        "National CSIRT: asked to decide: What do we say?"
    ]


def test_a_fork_whose_past_is_not_its_parents_is_found_out(
    log: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import msgspec

    assert main(["fork", log, "--at", "T+05:00", "--out", str(tmp_path / "f")]) == 0
    kept = read_log(tmp_path / "f")
    assert kept.header.fork is not None
    forged = msgspec.structs.replace(kept.header.fork, hash="0" * 64)
    writer = LogWriter(tmp_path / "g" / "log.jsonl", msgspec.structs.replace(kept.header, fork=forged))
    for record in kept:
        writer.append(record)
    writer.close(finished=True)
    assert main(["verify", str(tmp_path / "g")]) == 1
    assert "its past is not that of the log" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ([], "say from which moment"),
        (["--at", "noon"], "write a time as"),
        (["--at", "T+90:00"], "the log ends at"),
        (["--at", "#99999"], "there is no record"),
        (["--at", "T+05:00", "--without", "#0"], "lies before the fork"),
        (["--at", "T+00:00", "--without", "#1"], "is an event"),
        (["--at", "T+00:00", "--without", "#99999"], "no record #99999"),
        (["--at", "T+00:00", "--without", "prot+repair"], "did you mean"),
        (["--at", "T+40:00", "--without", "port+repair"], "no recorded command fits"),
        (["--at", "T+05:00", "--until", "T+04:00"], "before the fork"),
    ],
)
def test_what_cannot_be_changed_is_said_and_nothing_is_kept(
    log: str, tmp_path: Path, words: list[str], complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["fork", log, *words, "--out", str(tmp_path / "f")]) == 2
    assert complaint in capsys.readouterr().err
    assert not (tmp_path / "f").exists()


@pytest.mark.parametrize(("at", "complaint"), [("T+04:00", "before the fork"), ("T+90:00", "after the end")])
def test_an_added_command_lies_between_the_fork_and_the_end(
    log: str, tmp_path: Path, at: str, complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    changes = tmp_path / "changes.yaml"
    changes.write_text(f"commands:\n  - {{at: {at}, as: port, do: {{order: survey}}}}\n")
    words = ["fork", log, "--at", "T+05:00", "--with", str(changes), "--out", str(tmp_path / "f")]
    assert main(words) == 2
    assert complaint in capsys.readouterr().err
    assert not (tmp_path / "f").exists()


def test_a_log_is_never_overwritten(log: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fork", log, "--at", "T+01:00", "--out", log]) == 2
    assert "holds a log already" in capsys.readouterr().err
