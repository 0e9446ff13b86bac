"""Where scenarios come from when a command is given a word."""

from __future__ import annotations

from pathlib import Path

import pytest

from exercise.errors import UsageError
from exercise.scenario import library
from exercise.scenario.library import bundled, find_scenario, home


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installed package with two scenarios, and a present directory of its own."""
    package, here = tmp_path / "exercise", tmp_path / "here"
    for name in ("deep-sea", "high-tide"):
        (package / "_scenarios" / name).mkdir(parents=True)
        (package / "_scenarios" / name / "scenario.yaml").write_text("format: 1\n", "utf-8")
    (package / "_scenarios" / "library").mkdir()
    here.mkdir()
    monkeypatch.setattr(library, "_PACKAGE", package)
    monkeypatch.chdir(here)
    return package / "_scenarios"


def test_a_checkout_has_its_scenarios_beside_the_package() -> None:
    assert home() == Path(__file__).parents[2] / "scenarios"
    assert "deep-line" in [folder.name for folder in bundled()]


def test_an_installed_program_brings_its_own(shelf: Path) -> None:
    assert home() == shelf
    assert bundled() == [shelf / "deep-sea", shelf / "high-tide"]


def test_a_program_without_scenarios_has_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "_PACKAGE", tmp_path / "exercise")
    assert bundled() == []


def test_a_bundled_name(shelf: Path) -> None:
    assert find_scenario("high-tide") == shelf / "high-tide"


def test_a_folder_of_the_same_name_is_meant_only_as_a_path(shelf: Path) -> None:
    Path("high-tide").mkdir()
    assert find_scenario("high-tide") == shelf / "high-tide"
    assert find_scenario("./high-tide") == Path("high-tide")


def test_a_path(shelf: Path) -> None:
    Path("mine.yaml").write_text("format: 1\n", "utf-8")
    assert find_scenario("mine.yaml") == Path("mine.yaml")


def test_an_unknown_word_is_answered_with_what_there_is(shelf: Path) -> None:
    with pytest.raises(UsageError) as refused:
        find_scenario("deep-see")
    assert str(refused.value) == (
        "there is no scenario 'deep-see'; did you mean `deep-sea`?\n"
        "Bundled scenarios: deep-sea, high-tide. Or give the path of a folder or a YAML file."
    )
