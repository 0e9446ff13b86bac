"""`list`, `check`, `schema` and `new`: exit code, stdout and stderr."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from exercise.cli import main
from exercise.scenario import library
from exercise.scenario.load import load
from tests.scenario.scenes import Scene

Out = pytest.CaptureFixture[str]


def laid(folder: Path, **files: str) -> str:
    play = Scene("", "", {f"{name}.yaml": text for name, text in files.items()}, "").lay(folder)
    return str(play)


# --- list


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installed program with one sound scenario and one that is broken."""
    home = tmp_path / "exercise" / "_scenarios"
    home.mkdir(parents=True)
    laid(home)
    (home / "play").rename(home / "sound")
    (home / "torn").mkdir()
    (home / "torn" / "scenario.yaml").write_text("format: 1\ntitle: Torn\n", "utf-8")
    monkeypatch.setattr(library, "_PACKAGE", tmp_path / "exercise")
    return home


def test_list(shelf: Path, capsys: Out) -> None:
    assert main(["list"]) == 0
    heard = capsys.readouterr()
    assert heard.err == ""
    assert heard.out == (
        "sound  Scene: 8h, 2 agencies, 1 injects, 1 objectives\n"
        "       A scene.\n"
        "torn   cannot be played: 4 errors; see `exercise check torn`\n"
    )


def test_list_as_json(shelf: Path, capsys: Out) -> None:
    assert main(["list", "--json"]) == 0
    sound, torn = json.loads(capsys.readouterr().out)
    assert sound == {
        "name": "sound",
        "title": "Scene",
        "summary": "A scene.",
        "duration": "8h",
        "languages": ["en"],
        "agencies": 2,
        "injects": 1,
        "objectives": 1,
    }
    assert torn == {"name": "torn", "errors": 4}


# --- check


def test_check_of_a_sound_scenario(tmp_path: Path, capsys: Out) -> None:
    play = laid(tmp_path)
    assert main(["check", play]) == 0
    assert capsys.readouterr() == ("", f"{play}: nothing to complain of\n")


def test_check_prints_complaints_and_counts_them(tmp_path: Path, capsys: Out) -> None:
    play = laid(tmp_path, facts="a: {text: A.}\nb: {text: B., known_to: [alfa]}\n")
    assert main(["check", play]) == 3
    heard = capsys.readouterr()
    assert heard.err == f"{play}: 1 error, 1 warning\n"
    assert heard.out == (
        f"{play}/facts.yaml:1:1: warning: facts.a: nobody can ever learn this fact; "
        "let an inject carry it, an activity find it, or an agency know it from the start\n"
        "    1 | a: {text: A.}\n"
        "      | ^\n"
        f"{play}/facts.yaml:2:26: facts.b.known_to.0: no agency `alfa`; did you mean `alpha`?\n"
        "    2 | b: {text: B., known_to: [alfa]}\n"
        "      |                          ^\n"
    )


def test_warnings_alone_pass(tmp_path: Path, capsys: Out) -> None:
    assert main(["check", laid(tmp_path, facts="a: {text: A.}\n")]) == 0
    assert "1 warning" in capsys.readouterr().err


def test_check_as_json(tmp_path: Path, capsys: Out) -> None:
    play = laid(tmp_path, facts="b: {text: B., known_to: [alfa]}\n")
    assert main(["check", play, "--json"]) == 3
    heard = capsys.readouterr()
    assert heard.err == ""
    assert json.loads(heard.out) == [
        {
            "scenario": play,
            "errors": 1,
            "warnings": 0,
            "complaints": [
                {
                    "severity": "error",
                    "file": f"{play}/facts.yaml",
                    "line": 1,
                    "column": 26,
                    "where": "facts.b.known_to.0",
                    "what": "no agency `alfa`",
                    "suggestion": "did you mean `alpha`?",
                    "snippet": "b: {text: B., known_to: [alfa]}",
                }
            ],
        }
    ]


def test_one_bad_scenario_among_several_fails(tmp_path: Path, capsys: Out) -> None:
    (tmp_path / "other").mkdir()
    good, bad = laid(tmp_path), laid(tmp_path / "other", cells="north: {nam: North}\n")
    assert main(["check", good, bad]) == 3
    assert capsys.readouterr().err == f"{good}: nothing to complain of\n{bad}: 2 errors\n"


def test_check_of_a_language(tmp_path: Path, capsys: Out) -> None:
    assert main(["check", laid(tmp_path), "--lang", "sq"]) == 0
    assert "title: no translation into `sq`" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["check", "nowhere"], "there is no scenario 'nowhere'"),
        (["check", "deep-line", "--lang", "Albanian"], "'Albanian' is no language tag"),
        (["schema", "--part", "inject"], "the format has no part 'inject'; did you mean `injects`?"),
    ],
)
def test_what_cannot_be_asked(words: list[str], said: str, capsys: Out) -> None:
    assert main(words) == 2
    heard = capsys.readouterr()
    assert heard.out == ""
    assert said in heard.err


# --- schema


@pytest.mark.parametrize(
    ("words", "title"),
    [([], "Scenario"), (["--part", "injects"], "injects.yaml"), (["--library"], "Library")],
)
def test_schema(words: list[str], title: str, capsys: Out) -> None:
    assert main(["schema", *words]) == 0
    heard = capsys.readouterr()
    assert heard.err == ""
    assert json.loads(heard.out)["title"] == title


# --- new


def test_new_writes_a_scenario_that_plays(tmp_path: Path, capsys: Out) -> None:
    folder = tmp_path / "my" / "drill"
    assert main(["new", str(folder)]) == 0
    heard = capsys.readouterr()
    names = ["activities.yaml", "decisions.yaml", "injects.yaml", "scenario.yaml"]
    assert heard.out.splitlines() == [str(folder / name) for name in names]
    assert f"exercise check {folder}" in heard.err
    loaded = load(folder)
    assert loaded.warnings == ()
    assert loaded.scenario.id == "drill"


def test_people_who_act_fare_better_in_the_new_scenario(tmp_path: Path, capsys: Out) -> None:
    folder = tmp_path / "drill"
    assert main(["new", str(folder)]) == 0
    booking = {}
    for bots in ("idle", "diligent"):
        capsys.readouterr()
        words = ["run", str(folder), "--headless", "--bots", bots, "--out", str(tmp_path / bots), "--json"]
        assert main(words) == 0
        booking[bots] = json.loads(capsys.readouterr().out)["services"]["booking"]
    assert booking == {"idle": 0.0, "diligent": 1.0}


def test_new_takes_an_empty_folder(tmp_path: Path) -> None:
    assert main(["new", str(tmp_path)]) == 0
    assert (tmp_path / "scenario.yaml").is_file()


def test_new_writes_over_nothing(tmp_path: Path, capsys: Out) -> None:
    (tmp_path / "scenario.yaml").write_text("mine", "utf-8")
    assert main(["new", str(tmp_path)]) == 2
    assert main(["new", str(tmp_path / "scenario.yaml")]) == 2
    heard = capsys.readouterr()
    assert heard.out == ""
    assert f"{tmp_path} is not empty" in heard.err
    assert [file.name for file in tmp_path.iterdir()] == ["scenario.yaml"]
    assert (tmp_path / "scenario.yaml").read_text("utf-8") == "mine"


def test_check_writes_files_for_a_translator(tmp_path: Path, capsys: Out) -> None:
    play, folder = laid(tmp_path), tmp_path / "lang" / "sq"
    assert main(["check", play, "--lang", "sq", "--write", str(folder)]) == 0
    assert "left to translate" in capsys.readouterr().err
    assert [file.name for file in folder.iterdir()]
    assert main(["check", play, "--write", str(folder)]) == 2
    assert "add --lang LL" in capsys.readouterr().err
    (tmp_path / "file").write_text("in the way", "utf-8")
    assert main(["check", play, "--lang", "sq", "--write", str(tmp_path / "file")]) == 2
    assert "cannot write" in capsys.readouterr().err
