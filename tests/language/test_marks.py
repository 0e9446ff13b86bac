"""Every message stands where those who collect them find it: as a literal, and not inside another string."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SAYING = {"t": 1, "n": 2, "marked": 1}
"""Each of ours, and how many messages it begins with."""


def said(tree: ast.AST) -> Iterator[ast.Call]:
    """Every place where something is said or marked."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAYING:
            yield node


def lost(source: str) -> list[str]:
    """Line and reason of every message that `pybabel` would pass over, or that has more than one shape."""
    tree, found = ast.parse(source), list[str]()
    # Before Python 3.12 the inside of an f-string is one piece of text for whoever reads word by word.
    inside = {call for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for call in said(node)}
    for call in said(tree):
        assert isinstance(call.func, ast.Name)
        messages = call.args[: SAYING[call.func.id]]
        literal = [isinstance(each, ast.Constant) for each in messages]
        if call in inside and any(literal):
            found.append(f"{call.lineno}: inside of an f-string")
        if any(isinstance(each, ast.JoinedStr | ast.BinOp) for each in messages):
            found.append(f"{call.lineno}: put together")
        if call.func.id != "t" and not all(literal):
            found.append(f"{call.lineno}: not a literal")
    return found


def test_no_message_is_lost_on_its_way_to_the_translators() -> None:
    sources = (path for folder in ("exercise", "tui") for path in (ROOT / folder).rglob("*.py"))
    texts = {path: path.read_text("utf-8") for path in sources if path.parent.name != "language"}
    speaking = {path: text for path, text in texts.items() if "exercise.language" in text}
    assert len(speaking) > 50
    assert {str(path.relative_to(ROOT)): lost(text) for path, text in speaking.items() if lost(text)} == {}


@pytest.mark.parametrize(
    "line",
    [
        "f\"{t('Said.')} more\"",
        't(f"Wait for {who}")',
        't("Wait for " + who)',
        "n(one, many, 3)",
        "marked(words)",
    ],
)
def test_what_would_be_lost_is_found(line: str) -> None:
    assert lost(line)


@pytest.mark.parametrize("line", ['t("Said.")', "t(WORDS[kind])", 'f"{t(word)}: {name}"', 'n("a", "b", 2)'])
def test_what_is_found_by_all_is_left_alone(line: str) -> None:
    assert not lost(line)
