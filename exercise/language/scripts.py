"""Serbian in its other script, so that one reviewed catalogue serves readers of both."""

from __future__ import annotations

import re

_PAIRS = {"lj": "љ", "nj": "њ", "dž": "џ"}
_LETTERS = dict(zip("abvgdđežzijklmnoprstćufhcčš", "абвгдђежзијклмнопрстћуфхцчш", strict=True))

_APART = re.compile(
    r"(?i)(?<=^in)j(?=ek)|(?<=kon)j(?=u)|(?<=nad)ž(?=iv)|(?<=od)ž(?=al)|(?<=pod)ž(?=nj)|(?<=tan)j(?=ug)"
)
"""Second letters of what looks like one sound and is two: in-jekcija, kon-jugacija, nad-živeti, od-žaliti."""

_KEPT = re.compile(
    r"\{[\w-]+\}|`[^`]*`|https?://\S+"  # what is filled in, typed, opened
    r"|\b[A-Z][A-Z+]+\b"  # abbreviations and marks people know in this shape: TLP, EXCON, NO DUFF
    r"|\b\w*[qwxyQWXY\d]\w*|\b\w*[a-z][A-Z]\w*|\bh\b"  # foreign words, codes, names, the hour
    r"|\bT\+[\dd:]+"  # exercise time, as people type it
    r"|\b(?:Enter|Esc|Escape|Tab|Delete|Home|End|[Ss]hift|[Cc]trl)\b(?:\+\w+)?"  # keys
)
_LETTER_OF_A_KEY = re.compile(r"`(\w)`")
_SOUND = re.compile(r"(?i)lj|nj|dž|[a-zđžćčš]")


def cyrillic(text: str) -> str:
    """Serbian from Latin to Cyrillic letters; placeholders, commands, abbreviations and foreign words stay."""
    done, at = [], 0
    for kept in _KEPT.finditer(text):
        done += [_letters(text[at : kept.start()]), kept[0]]
        at = kept.end()
    return "".join((*done, _letters(text[at:])))


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
