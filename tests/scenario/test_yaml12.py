"""The core rules of YAML 1.2, on either of PyYAML's parsers, and what a scenario may not contain."""

from __future__ import annotations

import textwrap

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from exercise.scenario import yaml12


@pytest.fixture(params=[name for name in ("CSafeLoader", "SafeLoader") if hasattr(yaml, name)])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml12, "_LOADER", getattr(yaml, request.param))


@pytest.mark.usefixtures("parser")
def test_only_true_false_null_and_numbers_are_more_than_text() -> None:
    text = """\
        words: [true, False, null, ~, '', No way, yesterday, "NO", 'on', "12:30"]
        numbers: [0, -12, +5, 0x1F, 1.10, .5, 1e3, -0.0]
        texts: [T+12:30, 2h, 40%, 1.75M, 0..100, 1.2.3, v017, 10.0.0.1, "017", 48min]
        stamp: 2028-01-27T02:10:00+01:00
        empty:
    """
    document = yaml12.parse(textwrap.dedent(text))
    assert document.remarks == ()
    assert document.data == {
        "words": [True, False, None, None, "", "No way", "yesterday", "NO", "on", "12:30"],
        "numbers": [0, -12, 5, 31, 1.1, 0.5, 1000.0, -0.0],
        "texts": ["T+12:30", "2h", "40%", "1.75M", "0..100", "1.2.3", "v017", "10.0.0.1", "017", "48min"],
        "stamp": "2028-01-27T02:10:00+01:00",
        "empty": None,
    }


TRAPS = [
    *("NO", "no", "No", "yes", "Yes", "on", "OFF", "y", "N"),
    *("08:30", "12:30", "1:30:00", "190:20:30.15"),
    *("017", "010", "08", "0o17", "-017", "0b11", "1_000", "1_0.5", "+0x1F", "0x1_F"),
    *("2026-11-21", "2026-1-2", "="),
]


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("trap", TRAPS)
def test_what_readers_of_yaml_differ_on_is_refused_as_value_and_as_key(trap: str) -> None:
    document = yaml12.parse(f"a: {trap}\n{trap}: b\n")
    assert document.data == {"a": trap, trap: "b"}
    assert [(remark.path, yaml12.unpack(remark.place)[1:]) for remark in document.remarks] == [
        (("a",), (1, 4)),
        ((trap,), (2, 1)),
    ]
    assert all("YAML trap" in remark.what for remark in document.remarks)
    assert all(f'quote it: "{trap}"' in str(remark.suggestion) for remark in document.remarks)


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("text", "line", "column", "what"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, 1, "the key `a` is written twice; it is first on line 1"),
        ("a: &x 1\n", 1, 4, "anchors and aliases (`&x`) are not used here"),
        ("a: &x [1]\n", 1, 4, "anchors and aliases (`&x`) are not used here"),
        ("a: *x\n", 1, 4, "anchors and aliases (`*x`) are not used here"),
        ("*x : a\n", 1, 1, "anchors and aliases (`*x`) are not used here"),
        ("<<: {a: 1}\n", 1, 1, "merge keys (`<<`) are not used here"),
        ("a: !!python/object:os.x y\n", 1, 4, "tags (`!!python/object:os.x`) are not used here"),
        ("a: !!str 1\n", 1, 4, "tags (`!!str`) are not used here"),
        ("a: !mine {b: 1}\n", 1, 4, "tags (`!mine`) are not used here"),
        ("a: ! 1\n", 1, 4, "tags (`!`) are not used here"),
        ("a: 1\n---\nb: 2\n", 2, 1, "a second document begins here; a scenario file holds one"),
        ("1: a\n", 1, 1, "a key is text, and `1` is not"),
        ("true: a\n", 1, 1, "a key is text, and `true` is not"),
        ("?\n: a\n", 1, 2, "a key is missing before the `:`"),
        ("[a, b]: c\n", 1, 1, "a key is one word, not a list or mapping"),
        ("a:\n\tb: 1\n", 2, 1, "a tab indents this line"),
        ("a: 1\n\tb: 1\n", 2, 1, "a tab indents this line"),
        ("a: {\n\tb: 1}\n", 2, 1, "a tab indents this line"),
        ("a: .inf\n", 1, 4, "`.inf` is no number a scenario can use"),
        ("a: 1e999\n", 1, 4, "the number `1e999` is too large"),
        (f"a: {'9' * 5000}\n", 1, 4, f"the number `{'9' * 59}…` is too large"),
        ("a: \x07\n", 1, 4, "an invisible character (U+0007) stands here"),
        ("", 1, 1, "the file is empty"),
        ("# nothing yet\n", 1, 1, "the file is empty"),
        ("a: b: c\n", 1, 5, "a second `: ` begins here, inside a value"),
        ("a: [1, 2\nb: 3\n", 1, 4, "the `[` that opens here is not closed, or a comma is missing"),
        ("a: {x: 1\nb: 3\n", 1, 4, "the `{` that opens here is not closed, or a comma is missing"),
        ("a: 'open\nb: 3\n", 1, 4, "the quotation mark that opens here is never closed"),
        ("a: @x\n", 1, 4, "text without quotes cannot begin with `@`"),
        ("a: 1\nb\n", 2, 1, "this line is neither `key: value` nor part of the text above it"),
        ("a:\n  b: 1\n c: 2\n", 3, 2, "this line does not line up with what began on line 1"),
        ("a: 'x' y\n", 1, 8, "this follows a value that has already ended"),
        ("a: - b\n", 1, 4, "a list cannot begin on the line of its key"),
        ("a: ]\n", 1, 4, "a value was expected here"),
        ("a: !e!x 1\n", 1, 4, "tags (`!`) are not used here"),
        ("a: !<x\n", 1, 4, "tags (`!`) are not used here"),
        ("%: x\n", 1, 1, "lines that begin with `%` are not used here"),
        ("a: b ? c\nd: ? e\n", 2, 4, "a `? ` begins a key here, inside a value"),
        ("a: 1\n...\nb\n", 3, 1, "this stands after the end of the document"),
        ("a: " + "[" * 60 + "]" * 60 + "\n", 1, 54, "this is nested more than 50 deep"),
        ("[" * 100_000, 1, 52, "this is nested more than 50 deep"),
    ],
)
def test_what_a_scenario_may_not_contain(text: str, line: int, column: int, what: str) -> None:
    (remark,) = yaml12.parse(text).remarks
    assert (*yaml12.unpack(remark.place)[1:], remark.what) == (line, column, what)


def test_fifty_levels_are_allowed() -> None:
    document = yaml12.parse("a: " + "[" * 50 + "]" * 50 + "\n")
    assert document.remarks == ()


def test_a_million_aliases_cost_nothing() -> None:
    laughs = "a: &a [x, x]\n" + "".join(f"{n}b: &b{n} [*a, *a, *a]\n" for n in range(40))
    assert len(yaml12.parse(laughs).remarks) == 161


PIECES = st.sampled_from(
    [
        *("a", ": ", "- ", "? ", "\n", "  ", "\t", "[", "]", "{", "}", ",", "'", '"', "\\", "|", ">", "#"),
        *("&x ", "*x", "!!t ", "<<", "---\n", "...\n", "%YAML 1.1\n", "NO", "12:30", "017"),
        *("é", "\u2028", "\x00", "\ufeff", "\r"),
    ]
)


@given(st.lists(PIECES | st.characters(codec="utf-8"), max_size=40).map("".join))
def test_no_text_is_too_strange_to_be_answered(text: str) -> None:
    document = yaml12.parse(text)
    assert document.whole or document.remarks
    width = max(len(line) for line in yaml12.split_lines(text))
    for remark in document.remarks:
        _, line, column = yaml12.unpack(remark.place)
        assert 1 <= line <= len(yaml12.split_lines(text)) + 1
        assert 1 <= column <= width + 1
