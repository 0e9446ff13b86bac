"""A scenario's files, read into one: split, borrowed, broken; and where everything stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from exercise.scenario.complaints import did_you_mean
from exercise.scenario.explain import validate
from exercise.scenario.source import read_tree
from tests.scenario.authors import Desk, Play, golden


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_reading_goes_on_after_a_mistake(desk: Desk) -> None:
    said = desk.complaints("""\
        title: &t NO
        injects:
          one: {at: 12:30, to: *t}
          one: {}
          2: {at: !!str T+00:00}
    """)
    assert [(one.line, one.column) for one in said] == [
        *((1, 8), (1, 8)),
        *((3, 13), (3, 24)),
        (4, 3),
        *((5, 3), (5, 11)),
    ]


def test_a_file_of_nothing_but_mistakes_is_given_up(desk: Desk) -> None:
    complaints = desk.complaints("injects: [" + "no, " * 100_000 + "no]\n")
    assert len(complaints) == 1001
    assert "after 1000 complaints the rest of the file was not read" in [one.what for one in complaints]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (
            "title: Šibenik\ninjects: {a: ".encode() + b"\xe9}\n",
            "play/scenario.yaml:2:14: this is not UTF-8 text; save the file as UTF-8\n"
            "    2 | injects: {a: \ufffd}\n      |              ^",
        ),
        (
            "title: x\n".encode("utf-16"),
            "play/scenario.yaml:1:1: this is not UTF-8 text; save the file as UTF-8\n"
            "    1 | \ufffd\ufffdt\ufffdi\ufffdt\ufffdl\ufffde\ufffd:\ufffd \ufffdx\ufffd\n      | ^",
        ),
        (
            b"- a\n- b\n",
            "play/scenario.yaml:1:1: a scenario is a mapping, with keys such as `title`\n"
            "    1 | - a\n      | ^",
        ),
    ],
)
def test_a_file_that_cannot_be_a_scenario(desk: Desk, raw: bytes, said: str) -> None:
    assert desk.said(raw) == said


def test_a_byte_order_mark_is_no_part_of_the_title(desk: Desk) -> None:
    (complaint,) = desk.complaints(b"\xef\xbb\xbftitel: x\ninjects: {}\n")
    assert (complaint.line, complaint.column, complaint.suggestion) == (1, 1, "did you mean `title`?")


def test_a_file_too_large_is_not_read(desk: Desk) -> None:
    assert desk.said(b"# padding\n" * 2_000_001) == "play/scenario.yaml:1:1: this file is larger than 20 MB"


def test_what_is_not_there(desk: Desk) -> None:
    assert desk.said() == "play:1:1: this cannot be read: no such file or directory"
    desk.write("play/scenario.yml", "title: x\n")
    assert desk.said() == ("play:1:1: there is no scenario.yaml in this folder; did you mean `scenario.yml`?")


def test_a_scenario_split_over_files_is_the_same_scenario(desk: Desk) -> None:
    desk.write("whole.yaml", "title: x\nagencies: {a: {name: A}}\ninjects: {b: {text: B}}\n")
    desk.write("play/scenario.yaml", "title: x\n")
    desk.write("play/agencies.yaml", "a: {name: A}\n")
    desk.write("play/injects.yaml", "injects:\n  b: {text: B}\n")
    whole = read_tree(desk.folder / "whole.yaml")
    assert desk.read().data == whole.data
    assert read_tree(desk.folder / "play" / "scenario.yaml").data == whole.data
    assert desk.read().complaints == whole.complaints == []


def test_mistakes_in_split_files_are_told_with_their_file(desk: Desk) -> None:
    desk.write("play/scenario.yaml", "title: x\nagencies: {}\n")
    desk.write("play/agencies.yaml", "a: {name: A}\n")
    desk.write("play/inject.yaml", "a: {}\n")
    desk.write("play/injects.yaml", "one: {at: 12:30}\ntwo:\n  severty: high\n")
    desk.write("play/facts.yml", "a: {}\n")
    desk.write("play/.hidden.yaml", "a: {}\n")
    desk.write("play/notes.txt", "a: {}\n")
    assert desk.said() == golden("""
        play/agencies.yaml:1:1: agencies: `agencies` is written here and also in scenario.yaml, on line 2; keep one of the two
            1 | a: {name: A}
              | ^
        play/facts.yml:1:1: a file that ends in .yml is not read; rename it to facts.yaml
        play/inject.yaml:1:1: inject: unknown field `inject`; did you mean `injects`?
            1 | a: {}
              | ^
        play/injects.yaml:1:11: injects.one.at: `12:30` is a YAML trap: some readers take it for a number of seconds or minutes; write T+12:30 for an exercise time, or quote it: "12:30"
            1 | one: {at: 12:30}
              |           ^
        play/injects.yaml:3:3: injects.two.severty: unknown field `severty`; did you mean `severity`?
            3 |   severty: high
              |   ^
    """)  # noqa: E501


def test_a_broken_part_is_not_called_missing(desk: Desk) -> None:
    desk.write("play/scenario.yaml", "titel: x\n")
    desk.write("play/injects.yaml", "one: {at: no\n")
    assert [(one.file.name, one.line, one.where) for one in desk.complaints()] == [
        ("injects.yaml", 1, "injects"),
        ("injects.yaml", 1, "injects.one.at"),
        ("scenario.yaml", 1, "titel"),
    ]


def test_a_single_file_is_not_joined_with_its_neighbours(desk: Desk) -> None:
    desk.write("one.yaml", "injects: {}\n")
    desk.write("agencies.yaml", "a: {name: A}\n")
    source = read_tree(desk.folder / "one.yaml")
    assert source.data == {"injects": {}}
    assert source.complaints == []


def test_libraries_lend_what_the_scenario_does_not_write_itself(desk: Desk) -> None:
    desk.write("library/eu.yaml", "agencies:\n  a: {name: EU A}\n  b: {name: EU B}\n  c: {name: EU C}\n")
    desk.write(
        "library/wb.yaml", "agencies:\n  a: {name: WB A}\n  c: {name: EU C}\ninjects: {i: {text: I}}\n"
    )
    desk.write("play/scenario.yaml", "uses: [library/eu, library/wb]\nagencies: {a: {name: Own A}}\n")
    source = desk.read()
    scenario, complaints = validate(Play, source)
    assert complaints == []
    assert scenario is not None
    assert {key: agency.name for key, agency in scenario.agencies.items()} == {
        "a": "Own A",
        "b": "EU B",
        "c": "EU C",
    }
    assert source.borrowed == {("agencies", "b"), ("agencies", "c"), ("injects", "i")}
    assert source.locate(("agencies", "b", "name"))[1:] == (3, 13, "  b: {name: EU B}")


def test_mistakes_in_libraries_are_told_with_their_file(desk: Desk) -> None:
    desk.write("library/eu.yaml", "agencies:\n  a: {name: A}\n  b: {nam: B}\n")
    desk.write("library/wb.yaml", "agencies:\n  a: {name: Another}\ntitle: x\n")
    desk.write("play/scenario.yaml", "uses: [library/eu, library/wb, library/eu, library/ue]\ninjects: {}\n")
    assert desk.said() == golden("""
        library/eu.yaml:3:3: agencies.b.name: `name` is missing
            3 |   b: {nam: B}
              |   ^
        library/eu.yaml:3:7: agencies.b.nam: unknown field `nam`; did you mean `name`?
            3 |   b: {nam: B}
              |       ^
        library/wb.yaml:2:3: agencies.a: `a` differs from the `a` in library/eu.yaml, on line 2; make them the same, or write your own in the scenario
            2 |   a: {name: Another}
              |   ^
        library/wb.yaml:3:1: title: `title` in a library must be a mapping of ids; keep what is no mapping in the scenario itself
            3 | title: x
              | ^
        play/scenario.yaml:1:32: uses.2: `library/eu` is used twice; delete one of the two
            1 | uses: [library/eu, library/wb, library/eu, library/ue]
              |                                ^
        play/scenario.yaml:1:44: uses.3: there is no library file library/ue.yaml; did you mean `library/eu`?
            1 | uses: [library/eu, library/wb, library/eu, library/ue]
              |                                            ^
    """)  # noqa: E501


def test_a_library_is_sought_beside_the_scenario_then_above_then_in_the_given_folders(desk: Desk) -> None:
    desk.write("play/scenario.yaml", "uses: [library/near, library/above, library/given]\ninjects: {}\n")
    for place, names in {
        "play": ["near"],
        ".": ["near", "above"],
        "given": ["near", "above", "given"],
    }.items():
        for name in names:
            desk.write(f"{place}/library/{name}.yaml", f"agencies: {{{name}: {{name: {place}}}}}\n")
    source = desk.read(libraries=(desk.folder / "given",))
    assert source.complaints == []
    assert source.data["agencies"] == {
        "near": {"name": "play"},
        "above": {"name": "."},
        "given": {"name": "given"},
    }


@pytest.mark.parametrize(
    "use",
    [
        "/etc/passwd",
        "../library/eu",
        "library/../../eu",
        "library//eu",
        "library/eu.yaml",
        "Library/EU",
        "library/eu\\n",
        "library\\\\eu",
        "~/eu",
        "",
    ],
)
def test_a_library_name_cannot_lead_elsewhere(desk: Desk, use: str) -> None:
    desk.write("library/eu.yaml", "agencies: {a: {name: A}}\n")
    (complaint,) = desk.complaints(f'uses: ["{use}"]\ninjects: {{}}\n')
    assert (complaint.where, complaint.line, complaint.column) == ("uses.0", 1, 8)
    assert "is not the name of a library file" in complaint.what


def test_links_cannot_lead_elsewhere(desk: Desk) -> None:
    desk.write("private/secret.yaml", "a: {name: secret}\n")
    desk.write("scenarios/play/scenario.yaml", "uses: [library/eu]\ninjects: {}\n")
    (desk.folder / "scenarios/library").mkdir()
    (desk.folder / "scenarios/library/eu.yaml").symlink_to(desk.folder / "private/secret.yaml")
    (desk.folder / "scenarios/play/agencies.yaml").symlink_to(desk.folder / "private/secret.yaml")
    source = read_tree(desk.folder / "scenarios" / "play")
    assert [one.what for one in source.complaints] == [
        "this leads out of the scenario's folder",
        "`library/eu` leads out of its folder",
    ]
    assert source.data == {"uses": ["library/eu"], "injects": {}}


def test_a_scenario_in_the_current_folder_finds_its_library(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.write("library/eu.yaml", "agencies: {a: {nam: A}}\n")
    desk.write("play/scenario.yaml", "uses: [library/eu]\ninjects: {}\n")
    monkeypatch.chdir(desk.folder / "play")
    complaints = validate(Play, read_tree(Path()))[1]
    assert {str(one.file) for one in complaints} == {"../library/eu.yaml"}


def test_locate_finds_values_keys_and_the_nearest_part(desk: Desk) -> None:
    desk.write("play/scenario.yaml", "injects:\n  one:\n    to: [a, b]\n")
    source = desk.read()
    places = {
        "value": source.locate(("injects", "one", "to", 1)),
        "key": source.locate(("injects", "one", "to"), key=True),
        "missing": source.locate(("injects", "one", "at")),
        "far": source.locate(("injects", "two", "at", 3)),
        "beyond": source.locate(("injects", "one", "to", 7)),
        "nothing": source.locate(("facts",)),
    }
    assert {name: place[1:3] for name, place in places.items()} == {
        "value": (3, 13),
        "key": (3, 5),
        "missing": (2, 3),
        "far": (1, 1),
        "beyond": (3, 5),
        "nothing": (1, 1),
    }
    assert places["value"].snippet == "    to: [a, b]"


def test_a_check_complains_of_a_place(desk: Desk) -> None:
    desk.write("play/scenario.yaml", "injects:\n  one:\n    to: [a, b]\n")
    complaint = desk.read().complain(
        ("injects", "one", "to", 1), "no agency `b`", suggestion=did_you_mean("b", ["bb", "cc"])
    )
    assert complaint.render().replace(f"{desk.folder}/", "") == golden("""
        play/scenario.yaml:3:13: injects.one.to.1: no agency `b`; did you mean `bb`?
            3 |     to: [a, b]
              |             ^
    """)
