"""`exercise rehearse`: tables for people, numbers for programs, and mistakes answered."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from exercise.cli import main
from tests.harbour import HARBOUR


@pytest.fixture
def scenario(tmp_path: Path) -> str:
    path = tmp_path / "harbour-night.yaml"
    path.write_text(json.dumps({**HARBOUR, "languages": ["en"]}), "utf-8")
    return str(path)


def played(words: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["rehearse", *words, "--workers", "1"]) == 0
    return capsys.readouterr().out


def test_three_kinds_of_bots_side_by_side(scenario: str, capsys: pytest.CaptureFixture[str]) -> None:
    shown = played([scenario, "--runs", "3", "--until", "T+20:00"], capsys).splitlines()
    assert shown[0].split() == ["diligent", "slow", "idle"]
    assert any(line.split()[:2] == ["Public", "trust"] for line in shown)


def test_the_numbers_as_data(scenario: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(played([scenario, "--runs", "2", "--without", "repair", "--json"], capsys))
    assert (found["runs"], found["until"]) == (2, 48 * 3600)
    assert list(found["kinds"]) == ["diligent", "slow", "idle"]
    assert found["kinds"]["diligent"]["services"]["net"]["least"][2] < 0.5
    assert found["kinds"]["diligent"]["actions"] == [1, 1, 1]


def test_what_each_action_is_worth(scenario: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(played([scenario, "--runs", "2", "--leave-one-out", "--json"], capsys))
    assert list(found["actions"]) == ["survey", "repair"]
    assert found["actions"]["repair"]["moves_the_world"]
    shown = played([scenario, "--runs", "2", "--leave-one-out", "repair"], capsys)
    assert "Repair the cable (repair; ordered in 100% of runs)" in shown


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--without", "repiar"], "the scenario has no action 'repiar' (did you mean 'repair'?)"),
        (["--leave-one-out", "noise"], "the scenario has no action 'noise'"),
        (["--runs", "0"], "--runs and --workers are whole numbers from 1"),
        (["--until", "tomorrow"], "--until: "),
    ],
)
def test_mistakes(words: list[str], said: str, scenario: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rehearse", scenario, *words]) == 2
    assert said in capsys.readouterr().err
