"""No words of a desk are left unsaid in the reader's language: every literal that people read is marked."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
IN_ENGLISH = {
    "desk": "what a desk cannot begin or go on with is said by the command, which speaks English",
    "settings": "what is wrong with `desk.yaml` is said before there is a desk",
}
FILES = sorted(
    file
    for path in (ROOT / "tui").rglob("*.py")
    if (file := path.relative_to(ROOT / "tui").with_suffix("").as_posix()) not in IN_ENGLISH
)

SHOWN = ("comms_rows", "control_rows", "dependencies", "duties", "gauges", "known_events", "needs", "queue")
SHOWN += ("rows_comms", "seat_choices", "seat_needs", "seat_rows", "severity", "why")
"""Files of the review whose words only desks show."""

SAID = ("t", "n", "marked")
ELSEWHERE = (
    "cast",
    "TypeVar",
    "count",
    "query",
    "query_one",
    "has_class",
    "add_class",
    "remove_class",
    "set_class",
    "has_rule",
)
"""What their literals name is a part of the screen."""
NAMES = ("id", "classes", "name", "group", "variant", "overflow", "style", "key_display", "kind")
"""Arguments that nobody reads."""

ALLOWED = {
    "EXERCISE EXERCISE EXERCISE": "the marking is the same in every language",
    "EXCON": "what the field calls it, in every language",
    "WORLD": "a sender in the feed",
    "NO DUFF": "the same in every language",
    "AMBER-STRICT": "a TLP label",
    "AMBER+STRICT": "a TLP label",
    "TLP:": "a TLP label",
    "TLP": "a TLP label",
    "Re: ": "recorded in a message, so said in the words of no reader",
    "Question": "recorded as the subject of a message, so said in the words of no reader",
    "Input, TextArea, OneOf, Marks, Button": "types of widgets",
    "Rows, FeedLog, VerticalScroll": "types of widgets",
    "EXERCISE: ": "the marking is the same in every language",
    " NO DUFF: ": "the same in every language",
    "exercise report ": "a command, as it is typed",
    "exercise run --resume ": "a command, as it is typed",
    "Row": "a type",
    "DebriefScreen": "a type",
    "because of": "what a command prints",
    **dict.fromkeys(
        (
            "not yet",
            "bots answer",
            "nobody yet",
            "simulated by EXCON",
            "not connected",
            "no answer",
            "asset lost",
            "service degraded",
            "inject delivered",
            "public statement",
            "in effect",
        ),
        "a key; the desk has the words for it",
    ),
    **dict.fromkeys(
        (
            "French",
            "Albanian",
            "Serbian, Latin",
            "Serbian, Cyrillic",
            "Macedonian",
            "Bosnian",
            "Montenegrin",
        ),
        "what somebody types to find a language",
    ),
    "desk.": "how the id of a key begins",
    "-Latn": "a part of a language's tag",
}

_WORDS = re.compile(
    r"[^\W\d_]{2,} [^\W\d_]|^[^\w]*[A-Z][a-z]+|[^\W\d_]{2,}[,.:;] ?$|^ ?[a-z]{2,} |^ [a-z]{2,}$"
)
_STYLE = re.compile(r" ?(bold|reverse|not bold|dim)( (bold|reverse))* ?")


def unsaid(source: str) -> Iterator[tuple[int, str]]:
    """Line and words of every literal that looks like words and is not marked."""
    skipped: set[ast.AST] = set()
    for node in ast.walk(ast.parse(source)):
        if node in skipped:
            skipped.update(ast.iter_child_nodes(node))
            continue
        match node:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in (*SAID, *ELSEWHERE):
                skipped.update(ast.iter_child_nodes(node))
            case ast.Call():
                skipped.update(word.value for word in node.keywords if word.arg in NAMES)
            case ast.Dict():
                skipped.update(key for key in node.keys if key is not None)
            case ast.Compare():
                skipped.update((node.left, *node.comparators))
            case ast.Assign(targets=[ast.Name(id="__all__")]):
                skipped.add(node.value)
            case ast.AnnAssign():
                skipped.add(node.annotation)
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                skipped.update(
                    each.annotation
                    for each in ast.walk(node.args)
                    if isinstance(each, ast.arg) and each.annotation
                )
            case ast.Expr(value=ast.Constant()) | ast.Raise() | ast.Assert():
                skipped.update(ast.iter_child_nodes(node))
            case ast.Constant(value=str(words)):
                if _WORDS.search(words) and words not in ALLOWED and not _STYLE.fullmatch(words):
                    yield node.lineno, words


@pytest.mark.parametrize("file", FILES)
def test_every_word_of_a_desk_is_marked(file: str) -> None:
    assert list(unsaid((ROOT / "tui" / f"{file}.py").read_text("utf-8"))) == []


@pytest.mark.parametrize("file", SHOWN)
def test_every_word_that_is_worked_out_for_a_desk_is_marked(file: str) -> None:
    assert list(unsaid((ROOT / "exercise/review" / f"{file}.py").read_text("utf-8"))) == []


@pytest.mark.parametrize(
    "line",
    [
        'told("Nothing happens.")',
        'told(f"Wait for {who}")',
        'told(t("Said.") if so else "Not said.")',
        'Field("id", "Label")',
        'WORDS = {"a": "Reply"}',
        'words = f"{count} unsent"',
    ],
)
def test_a_word_that_is_not_marked_is_found(line: str) -> None:
    assert list(unsaid(line))


@pytest.mark.parametrize(
    "line", ['told(t("Said."))', 'query_one("#inbox Rows", Rows)', 'Field("id", kind="many")']
)
def test_what_is_marked_or_read_by_nobody_is_not_found(line: str) -> None:
    assert not list(unsaid(line))
