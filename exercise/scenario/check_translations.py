"""Translations: which are drafts, and which say other numbers than the text they translate."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from exercise.scenario.checking import Checking, Path, listed
from exercise.scenario.complaints import shown
from exercise.scenario.part import ANY_LANGUAGE

_FIGURE = re.compile(r"\{[^{}]*\}|(?<![^\W\d_])\d+(?:[.,:'’]\d+|[ \u00a0\u202f]\d{3}(?!\d))*")
_BETWEEN = re.compile(r"(?<=\d)[.,:'’ \u00a0\u202f](?=\d)")


def check_drafts(checking: Checking, *, lang: str | None = None) -> None:
    """Warn once that translations wait for a reader; with `lang`, of each file of it."""
    drafts = [found for found in checking.source.translations if found.is_draft]
    if lang is not None:
        for found in drafts:
            if found.language == lang:
                texts = "text here is a draft" if found.used == 1 else "texts here are drafts"
                hint = "write `status: reviewed` once somebody who speaks it well has read the file"
                checking.warn_at(found.place, ("status",), f"{found.used} {texts}", hint)
        return
    if drafts:
        into = listed(list(dict.fromkeys(found.language for found in drafts)))
        count = sum(found.used for found in drafts)
        what = f"{count} {'translation' if count == 1 else 'translations'} into {into} await review"
        hint = "the files marked `status: draft` are listed by `exercise check --lang`"
        checking.warn(("languages",), what, hint, key=True)


def check_figures(checking: Checking, path: Path, words: dict[str, str]) -> None:
    """Warn of a translation in which a number, a time or a `{placeholder}` is not the one in the first text."""
    promised = checking.scenario.languages
    first = next((tag for tag in (*promised[:1], ANY_LANGUAGE) if tag in words), None)
    if first is None or len(words) == 1:
        return
    expected = sorted(_figures(words[first]))
    for language, text in words.items():
        if language == first or not text.strip():
            continue
        found = sorted(_figures(text))
        if found != expected:
            lost = list(Counter(expected) - Counter(found))
            gained = list(Counter(found) - Counter(expected))
            parts = [("it lacks", lost), ("it has", gained)]
            told = ", ".join(f"{verb} {listed(figures)}" for verb, figures in parts if figures)
            what = f"this does not say the same figures as {shown(first)}: {told}"
            checking.warn((*path, language), what, "write them as figures in both", key=True)


def _figures(text: str) -> Iterator[str]:
    """Numbers as bare digits, for languages differ in the rest: `48,000` is `48.000`, `07:40` is `7.40`."""
    for found in _FIGURE.findall(text):
        yield _BETWEEN.sub("", found).lstrip("0") or "0"
