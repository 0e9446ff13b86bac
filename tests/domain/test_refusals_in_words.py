"""Whatever the rules answer can be said in a reader's language: every sentence of theirs is among those known."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from exercise.domain.refusals import GAPS, REFUSALS, in_own_words
from exercise.errors import NoSuchThing, WrongPhase
from exercise.language import speaking

ROOT = Path(__file__).parents[2] / "exercise"
SENTENCES = {"Refused": 0, "NotAllowed": 0}
WORDS = {"NoSuchThing": 0, "WrongPhase": 0, "playing": 0, "_not_over": 1, "something": 1, "one_of": 2}
"""Function → which of its arguments ends in what a person reads: a sentence, or the words for a gap of one."""


def said(which: dict[str, int]) -> Iterator[str]:
    for package in ("domain", "engine", "conduct"):
        for file in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.Call):
                    name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                    if name in which and len(node.args) > which[name]:
                        yield from texts(node.args[which[name]])


def texts(node: ast.expr) -> Iterator[str]:
    """A literal as it is, with `{}` for what is filled in; both sides of a choice."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
    elif isinstance(node, ast.IfExp):
        yield from texts(node.body)
        yield from texts(node.orelse)


def bare(text: str) -> str:
    return re.sub(r"\{\w*\}", "{}", text)


IN_FULL = {
    "TLP:{} forbids telling {}; ask whoever gave it to you, or share it knowingly, which is recorded",
    "only {} may do this{}",
    "you have no {}{}",
    "a cell sits at its own agencies only{}",
    "a cell writes to its own agencies only{}",
    "the authority of this cell is not yours to hand over; {} has it",
}
"""Whose gaps hold more words than one gap of ours; the cases below say them."""


def test_every_sentence_of_a_refusal_is_known() -> None:
    known = {bare(each) for each in REFUSALS} | IN_FULL
    found = set(said(SENTENCES))
    assert len(found) > 70
    assert found - known == set()


def test_every_word_in_a_refusal_is_known() -> None:
    sentences = {bare(each) for each in REFUSALS}
    found = {each for each in said(WORDS) if f"give {each}" not in sentences and "'{}'" not in each}
    assert {each for each in found if "{" not in each} - set(GAPS) - {"thing to do with seats"} == set()
    assert {each for each in found if "{" in each} == set()


@pytest.mark.parametrize(
    ("english", "serbian"),
    [
        (NoSuchThing("inject", "x"), "ne postoji ubačeni događaj pod nazivom „x”"),
        (WrongPhase("send anything", "ended"), "nije moguće išta slati; stanje vežbe: završena"),
        ("give a reason", "unesite: razlog"),
        (
            "give the time to answer as something between a second and 30 days",
            "unesite rok za odgovor između jedne sekunde i 30 dana",
        ),
        ("you have no ship; ask Navy to lend", "nemate: ship; zatražite pozajmicu (Navy)"),
        (
            "the authority of this cell is not yours to hand over; the cell 'north' has it",
            "ovlašćenje ove ćelije nije vaše da ga prenosite; ima ga ćelija „north”",
        ),
        (
            "a cell writes to its own agencies only; the centre looks after 'x'",
            "ćelija piše samo svojim ustanovama; za „x” je nadležan centar",
        ),
        ("a cell sits at its own agencies only", "ćelija seda samo na mesta svojih ustanova"),
        ("only CSIRT may do this: by law", "ovo sme samo: CSIRT: by law"),
        (
            "'x' is no answer to 'q'; use one of: a, b",
            "„x” nije odgovor na „q”; upotrebite nešto od ovoga: a, b",
        ),
        ("'x' is no vote; use one of: yes, no", "„x” ne važi (glas); upotrebite jedno od: yes, no"),
        ("what nobody said", "what nobody said"),
    ],
)
def test_a_refusal_is_said_again(english: object, serbian: str) -> None:
    assert in_own_words(english) == str(english)
    with speaking("sr-Latn"):
        assert in_own_words(english) == serbian
