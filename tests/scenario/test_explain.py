"""What an author reads when a scenario does not fit the model."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from exercise.scenario.complaints import Complaint, did_you_mean
from exercise.scenario.explain import validate
from tests.scenario.authors import Desk, Play, golden


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_every_mistake_is_shown_at_once_and_where_it_is(desk: Desk) -> None:
    said = desk.said("""\
        title: Северна светилка
        pace: 30
        injects:
          loss-of-light:
            at: T+00:12
            to: [cert-al, Al_CSIRT]
            severty: high
          minister-calls:
            severity: hihg
            at: soon
            text: 12
          Claim: {at: T+01:00, when: {all: [{flag: x}]}}
    """)
    assert said == golden("""
        play/scenario.yaml:6:19: injects.loss-of-light.to.1: `Al_CSIRT` is not an id: ids are lower-case letters, digits and hyphens, starting with a letter; write al-csirt
            6 |     to: [cert-al, Al_CSIRT]
              |                   ^
        play/scenario.yaml:7:5: injects.loss-of-light.severty: unknown field `severty`; did you mean `severity`?
            7 |     severty: high
              |     ^
        play/scenario.yaml:9:15: injects.minister-calls.severity: `hihg` is not one of low, medium, high; did you mean `high`?
            9 |     severity: hihg
              |               ^
        play/scenario.yaml:10:9: injects.minister-calls.at: `soon`: write a time as T+hours:minutes, for example T+05:30
           10 |     at: soon
              |         ^
        play/scenario.yaml:11:11: injects.minister-calls.text: expected text or a mapping (`key: value`), not `12`; quote it: "12"
           11 |     text: 12
              |           ^
        play/scenario.yaml:12:3: injects.Claim: `Claim` is not an id: ids are lower-case letters, digits and hyphens, starting with a letter; write claim
           12 |   Claim: {at: T+01:00, when: {all: [{flag: x}]}}
              |   ^
        play/scenario.yaml:12:10: injects.Claim: say either `at` or `when`
           12 |   Claim: {at: T+01:00, when: {all: [{flag: x}]}}
              |          ^
    """)  # noqa: E501


def test_a_wrong_condition_is_one_complaint_at_the_wrong_key(desk: Desk) -> None:
    said = desk.said("""\
        injects:
          one:
            when: {all: [{metric: trust, belw: 50}, {metrc: trust}]}
          two:
            when: {not: {flag: 1}}
          three:
            when: {not: {not: {metric: trust, below: low}}}
          four:
            when: {not: {all: [{flag: a, is: 5}]}}
    """)
    assert said == golden("""
        play/scenario.yaml:3:34: injects.one.when.all.0.belw: unknown field `belw`; did you mean `below`?
            3 |     when: {all: [{metric: trust, belw: 50}, {metrc: trust}]}
              |                                  ^
        play/scenario.yaml:3:46: injects.one.when.all.1.metrc: a condition needs exactly one of: metric, flag, all, not; did you mean `metric` rather than `metrc`?
            3 |     when: {all: [{metric: trust, belw: 50}, {metrc: trust}]}
              |                                              ^
        play/scenario.yaml:5:24: injects.two.when.not.flag: expected text, not `1`; quote it: "1"
            5 |     when: {not: {flag: 1}}
              |                        ^
        play/scenario.yaml:7:46: injects.three.when.not.not.below: expected a number, not `low`
            7 |     when: {not: {not: {metric: trust, below: low}}}
              |                                              ^
        play/scenario.yaml:9:38: injects.four.when.not.all.0.is: expected true or false, not `5`
            9 |     when: {not: {all: [{flag: a, is: 5}]}}
              |                                      ^
    """)  # noqa: E501


def test_of_a_union_only_the_form_the_author_meant_is_complained_of(desk: Desk) -> None:
    said = desk.said("""\
        injects:
          one: {takes: {min: 2h, mode: 8h}}
          two: {takes: {median: 11d, p9: 20d}}
          three: {takes: [4h]}
          four: {text: {en: Hello, sq: [x]}}
    """)
    assert said == golden("""
        play/scenario.yaml:2:9: injects.one.takes.max: `max` is missing
            2 |   one: {takes: {min: 2h, mode: 8h}}
              |         ^
        play/scenario.yaml:3:9: injects.two.takes.p95: `p95` is missing
            3 |   two: {takes: {median: 11d, p9: 20d}}
              |         ^
        play/scenario.yaml:3:30: injects.two.takes.p9: unknown field `p9`; did you mean `p95`?
            3 |   two: {takes: {median: 11d, p9: 20d}}
              |                              ^
        play/scenario.yaml:4:18: injects.three.takes: expected text or a mapping (`key: value`), not a list
            4 |   three: {takes: [4h]}
              |                  ^
        play/scenario.yaml:5:32: injects.four.text.sq: expected text, not a list
            5 |   four: {text: {en: Hello, sq: [x]}}
              |                                ^
    """)


def test_missing_empty_and_out_of_bounds(desk: Desk) -> None:
    said = desk.said("""\
        title:
        pace: -3
        agencies:
          cert: {}
        injects:
          one:
            to: []
    """)
    assert said == golden("""
        play/scenario.yaml:1:7: title: nothing is written here; text is expected
            1 | title:
              |       ^
        play/scenario.yaml:2:7: pace: must be greater than 0, not `-3`
            2 | pace: -3
              |       ^
        play/scenario.yaml:4:3: agencies.cert.name: `name` is missing
            4 |   cert: {}
              |   ^
        play/scenario.yaml:7:9: injects.one.to: this is empty; at least one item is expected
            7 |     to: []
              |         ^
    """)


def test_an_unknown_field_with_no_near_name_is_told_the_known_ones(desk: Desk) -> None:
    (complaint,) = desk.complaints("injects: {}\nagencies: {a: {name: A, xyzzy: 1}}\n")
    assert complaint.suggestion == "known here: name"


def test_one_mistake_in_writing_is_one_complaint(desk: Desk) -> None:
    """`12:30` is a trap of YAML and no time of the model; `on` is a trap and no field."""
    assert desk.said("injects:\n  one:\n    at: 12:30\n    on: x\n") == golden("""
        play/scenario.yaml:3:9: injects.one.at: `12:30` is a YAML trap: some readers take it for a number of seconds or minutes; write T+12:30 for an exercise time, or quote it: "12:30"
            3 |     at: 12:30
              |         ^
        play/scenario.yaml:4:5: injects.one.on: `on` is a YAML trap: some readers take it for true or false; quote it: "on"
            4 |     on: x
              |     ^
    """)  # noqa: E501


def test_the_caret_stands_under_wide_letters_and_far_to_the_right(desk: Desk) -> None:
    wide = desk.complaints("injects: {一二: {}}\n")[0].render().splitlines()
    assert wide[1:] == ["    1 | injects: {一二: {}}", "      |           ^"]
    far = desk.complaints(f"injects: {{a: {{text: {'m' * 200}, to: 5}}}}\n")[0].render().splitlines()
    assert far[1][8:].startswith("…mmm")
    assert far[1][far[2].index("^")] == "5"


def test_a_hostile_scenario_cannot_steer_the_terminal(desk: Desk) -> None:
    said = desk.said('injects: {"\\e[2J": {}, "a\\u202Eb": {}, \x1b[2J: {}}\n')
    assert all(character.isprintable() for character in said.replace("\n", ""))
    assert "an invisible character (U+001B) stands here; delete it" in said


def test_a_complaint_for_machines(desk: Desk) -> None:
    (complaint,) = desk.complaints("injects: {a: {to: 5}}\n")
    assert json.loads(json.dumps(complaint.as_dict())) == {
        "severity": "error",
        "file": str(desk.folder / "play/scenario.yaml"),
        "line": 1,
        "column": 19,
        "where": "injects.a.to",
        "what": "expected a list, not `5`",
        "suggestion": None,
        "snippet": "injects: {a: {to: 5}}",
    }


def test_complaints_sort_by_file_line_and_column() -> None:
    def at(file: str, line: int, column: int) -> Complaint:
        return Complaint("error", Path(file), line, column, "", "wrong")

    wanted = (at("a.yaml", 2, 9), at("a.yaml", 10, 1), at("a.yaml", 10, 3), at("b.yaml", 1, 1))
    mixed = [wanted[number] for number in (2, 0, 3, 1)]
    assert tuple(sorted(mixed)) == wanted


def test_a_warning_says_so_and_leaves_the_scenario_usable(desk: Desk) -> None:
    desk.write("play/scenario.yaml", "title: x\ninjects: {}\n")
    source = desk.read()
    source.complaints.append(source.complain(("title",), "a short title", severity="warning"))
    scenario, (complaint,) = validate(Play, source)
    assert scenario is not None
    assert str(complaint).endswith("play/scenario.yaml:1:8: warning: title: a short title")


@pytest.mark.parametrize(
    ("word", "candidates", "answer"),
    [
        ("al-crist", ["mk-cirt", "al-csirt"], "did you mean `al-csirt`?"),
        ("AL_CSIRT", ["mk-cirt", "al-csirt"], "did you mean `al-csirt`?"),
        ("zebra", ["mk-cirt", "al-csirt"], None),
        ("same", ["same"], None),
        ("", ["a"], None),
    ],
)
def test_did_you_mean(word: str, candidates: list[str], answer: str | None) -> None:
    assert did_you_mean(word, candidates) == answer
