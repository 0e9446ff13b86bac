"""Texts: is every one there, in the languages that the scenario promises?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple, get_args

from exercise.scenario.check_translations import check_drafts, check_figures
from exercise.scenario.checking import Checking, Path, key_of
from exercise.scenario.complaints import shown
from exercise.scenario.lending import lending_name
from exercise.scenario.part import ANY_LANGUAGE, Part, Text
from exercise.scenario.questionnaires import AT_PLAY

_WORDS = get_args(Text)[0]
_FOR_CONTROL = {
    ("Inject", "note"),
    ("Template", "name"),
    ("Template", "gaps"),
    ("Template", "note"),
    ("Party", "note"),
    ("Campaign", "name"),
    ("Campaign", "goal"),
    ("Step", "name"),
}
"""Texts no participant reads: they need no translation."""


class WrittenText(NamedTuple):
    """A text in the languages it has, and where it stands."""

    path: Path
    words: dict[str, str]
    for_control: bool


def check_texts(checking: Checking, *, lang: str | None = None) -> None:
    """Complain of empty texts and missing translations; with `lang`, of every text without one into it."""
    promised = checking.scenario.languages
    wanted = (lang,) if lang else promised
    missing: Counter[str] = Counter()
    strange: set[str] = set()
    for text in texts_of(checking):
        for language, words in text.words.items():
            if not words.strip():
                checking.error((*text.path, language), "this text is empty")
            if language not in (ANY_LANGUAGE, *promised, *wanted) and language not in strange:
                strange.add(language)
                what = f"{shown(language)} is not one of the scenario's languages ({', '.join(promised)})"
                checking.warn(
                    (*text.path, language), what, "add it to `languages` in scenario.yaml", key=True
                )
        for language in () if text.for_control else wanted:
            if not _is_in(text.words, language, promised[0] if promised else "en"):
                missing[language] += 1
                if lang:
                    checking.warn(text.path, f"no translation into {shown(language)}", key=True)
        check_figures(checking, text.path, text.words)
    check_drafts(checking, lang=lang)
    if not lang:
        _summary(checking, missing)


def _summary(checking: Checking, missing: Counter[str]) -> None:
    for language, count in missing.items():
        place: Path = ("languages", checking.scenario.languages.index(language))
        texts = "text has" if count == 1 else "texts have"
        hint = f"list them with `exercise check --lang {language}`"
        checking.warn(place, f"{count} {texts} no translation into {shown(language)}", hint)


def _is_in(words: dict[str, str], language: str, first: str) -> bool:
    """Whether a reader of `language` finds this text in it, or in a wider tag of the same language.

    A text that does not say its language is in the scenario's first.
    """
    parts = language.split("-")
    tags = {"-".join(parts[:length]) for length in range(1, len(parts) + 1)}
    return bool(tags.intersection(words)) or (ANY_LANGUAGE in words and first in tags)


def texts_of(checking: Checking) -> Iterator[WrittenText]:
    """Every text of the scenario."""
    lent = {
        ("activities", lending_name(lender, name))
        for name, resource in checking.scenario.resources.items()
        for lender in resource.lent_by
    }
    of_control = {
        ("questionnaires", name)
        for name, part in checking.scenario.questionnaires.items()
        if not set(part.to) & set(AT_PLAY)
    }
    for kind, found in checking.by_kind.items():
        fields = [(name, key_of(kind, name)) for name in _text_fields(kind)]
        for path, part in found:
            # Its name is made of the resource's, of which it is complained by itself.
            for name, key in () if path[:2] in lent else fields:
                for_control = (kind.__name__, name) in _FOR_CONTROL or path[:2] in of_control
                value = getattr(part, name)
                if isinstance(value, dict) and any(isinstance(words, dict) for words in value.values()):
                    for each, words in value.items():
                        yield WrittenText((*path, key, each), words, for_control)
                elif isinstance(value, dict):
                    if value:
                        yield WrittenText((*path, key), value, for_control)
                elif isinstance(value, tuple):
                    for number, words in enumerate(value):
                        yield WrittenText((*path, key, number), words, for_control)


@cache
def _text_fields(kind: type[Part]) -> list[str]:
    """The fields that hold a text, or a list of texts."""
    return [name for name, field in kind.model_fields.items() if _holds_text(field.annotation)]


def _holds_text(annotation: object) -> bool:
    return annotation == _WORDS or any(_holds_text(inner) for inner in get_args(annotation))
