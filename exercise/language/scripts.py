"""Serbian in its other script, so that one catalogue, and one translation of a scenario, serve readers of both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

_PAIRS = {"lj": "љ", "nj": "њ", "dž": "џ"}
_LETTERS = dict(zip("abvgdđežzijklmnoprstćufhcčš", "абвгдђежзијклмнопрстћуфхцчш", strict=True))

_APART = re.compile(
    r"(?i)(?<=^in)j(?=ek)|(?<=kon)j(?=u)|(?<=nad)ž(?=iv)|(?<=od)ž(?=al)|(?<=pod)ž(?=nj)|(?<=tan)j(?=ug)"
)
"""Second letters of what looks like one sound and is two: in-jekcija, kon-jugacija, nad-živeti, od-žaliti."""

_KEPT = re.compile(
    r"\{[\w-]+\}|`[^`]*`|https?://\S+|\S*@\w\S+"  # what is filled in, typed, opened, written to
    r"|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b(?:/\S*)?|(?:(?<!\S)/|\b[A-Z]:\\)\w\S*"  # hosts, files, paths
    r"|\b[A-Z][A-Z+]+\b"  # abbreviations and marks people know in this shape: TLP, EXCON, NO DUFF
    r"|\b\w*[qwxyQWXY\d]\w*|\b\w*[a-z][A-Z]\w*|\bh\b"  # foreign words, codes, names, the hour
    r"|\bT\+[\dd:]+"  # exercise time, as people type it
    r"|\b(?:Enter|Esc|Escape|Tab|Delete|Home|End|[Ss]hift|[Cc]trl)\b(?:\+\w+)?"  # keys
)
_ABBREVIATION = re.compile(r"\b(?!(?:EXCON|TLP|RED|AMBER|STRICT|GREEN|CLEAR)\b)[A-ZČĆŠŽĐ]{2,}\b(?!\+|-\d)")
_INITIAL = re.compile(r"\b[A-Z](?=[a-z])")
_CAPITAL = re.compile(r"\b(?=([A-Z]\w+(?: \w+){0,4}))")
"""A word with a capital letter, and some that follow it; one may begin within another."""
_FOREIGN = re.compile(r"(?i)ch|ck|oo|ee|ph|[^aeiou]le\b")
_LETTER_OF_A_KEY = re.compile(r"`(\w)`")
_SOUND = re.compile(r"(?i)lj|nj|dž|[a-zđžćčš]")


def cyrillic(text: str) -> str:
    """Serbian from Latin to Cyrillic letters; placeholders, commands, abbreviations and foreign words stay."""
    done, at = [], 0
    for kept in _KEPT.finditer(text):
        done += [_letters(text[at : kept.start()]), kept[0]]
        at = kept.end()
    return "".join((*done, _letters(text[at:])))


@lru_cache(4_096)
def rewritten(text: str, source: str) -> str:
    """A scenario's text from Latin to Cyrillic letters.

    Names of products and firms stand in the text it was translated from in the very same letters, and stay as they
    are; so do abbreviations, unless the translation has one of its own: OSCE is ОЕБС. Without a source all stay.
    """
    if not source:
        return cyrillic(text)
    names = sorted(set(_names(text, source)), key=len, reverse=True)
    done, at = [], 0
    for name in re.finditer("|".join(rf"\b{re.escape(each)}\b" for each in names) or r"(?!)", text):
        done += [_of_its_own(text[at : name.start()], source), name[0]]
        at = name.end()
    return "".join((*done, _of_its_own(text[at:], source)))


def _of_its_own(text: str, source: str) -> str:
    done, at = [], 0
    initials = "".join(_INITIAL.findall(source))
    for found in _ABBREVIATION.finditer(text):
        # ERCC is foreign where the source says it in words, CSIRT where it says CSIRTs.
        is_shared = len(found[0]) > 2 and found[0] in initials
        if not is_shared and not re.search(rf"\b{found[0]}s?\b", source):
            done += [cyrillic(text[at : found.start()]), _letters(found[0])]
            at = found.end()
    return "".join((*done, cyrillic(text[at:])))


def _names(text: str, source: str) -> Iterator[str]:
    """Two words and more that are the same in both; a single one where Serbian would not spell it so."""
    for found in _CAPITAL.finditer(text):
        words = found[1].split(" ")
        long = (" ".join(words[:count]) for count in range(len(words), 1, -1))
        if name := next((each for each in long if re.search(rf"\b{re.escape(each)}\b", source)), ""):
            yield name
        elif _FOREIGN.search(words[0]) and re.search(rf"\b{words[0]}\b", source):
            yield words[0]


def bare_keys(text: str, source: str) -> str:
    """Without the backticks that keep a single letter Latin: people press `a`, and read a. Those of the source stay."""
    return _LETTER_OF_A_KEY.sub(lambda key: key[0] if key[0] in source else key[1], text)


def _letters(text: str) -> str:
    parted = re.sub(r"\w+", lambda word: _APART.sub(lambda second: f"\0{second[0]}", word[0]), text)
    return _SOUND.sub(lambda sound: _letter(sound[0]), parted).replace("\0", "")


def _letter(sound: str) -> str:
    low = sound.lower()
    letter = _PAIRS.get(low) or _LETTERS.get(low, low)
    return letter.upper() if sound[0].isupper() else letter
