"""Catalogues: `.po` files, as people write and review them, made into gettext's translations without other tools."""

from __future__ import annotations

import ast
import io
import re
import struct
from collections.abc import Callable
from functools import cache
from gettext import GNUTranslations, NullTranslations, c2py
from importlib.resources import files

from exercise.language.scripts import bare_keys, cyrillic
from exercise.language.tags import chain

Messages = dict[tuple[str, ...], tuple[str, ...]]
"""Singular, and plural if there is one → the words for each form; `("",)` is the header."""

_LINE = re.compile(r'(?:(msgid_plural|msgid|msgstr)(?:\[(\d)\])?\s+)?("(?:[^"\\]|\\.)*")\s*\Z')


class Unreadable(ValueError):
    """A line of a catalogue that is not one."""


def read(text: str) -> Messages:
    """The messages of a `.po` file. Entries that are empty, fuzzy or struck out are left out.

    Raises `Unreadable`, which names the line.
    """
    found: Messages = {}
    for number, block in _blocks(text):
        entry, fuzzy = _entry(number, block)
        strings = tuple(entry[key] for key in sorted(entry) if key.startswith("msgstr"))
        key = tuple(entry[part] for part in ("msgid", "msgid_plural") if part in entry)
        if "msgid" in entry and all(strings) and not fuzzy:
            found[key] = strings
    return found


def _blocks(text: str) -> list[tuple[int, list[str]]]:
    """Entries stand between empty lines."""
    blocks: list[tuple[int, list[str]]] = []
    fresh = True
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            fresh = True
            continue
        if fresh:
            blocks.append((number, []))
        blocks[-1][1].append(line)
        fresh = False
    return blocks


def _entry(first: int, lines: list[str]) -> tuple[dict[str, str], bool]:
    entry: dict[str, str] = {}
    key, fuzzy = "", False
    for number, line in enumerate(lines, start=first):
        if line.startswith("#"):
            fuzzy = fuzzy or (line.startswith("#,") and "fuzzy" in line)
            continue
        matched = _LINE.match(line.strip())
        if matched is None or not (matched[1] or key):
            raise Unreadable(f"line {number} is neither a comment nor a part of an entry")
        if matched[1]:
            key = f"{matched[1]}{matched[2] or ''}"
            entry[key] = ""
        entry[key] += ast.literal_eval(matched[3])
    return entry, fuzzy


def compiled(messages: Messages) -> GNUTranslations:
    """What `msgfmt` would make of it, in memory."""
    pairs = sorted(("\0".join(key).encode(), "\0".join(words).encode()) for key, words in messages.items())
    keys, values = [key for key, _ in pairs], [words for _, words in pairs]
    start = 28 + 16 * len(pairs)
    tables, strings = b"", b""
    for column in (keys, values):
        for each in column:
            tables += struct.pack("<II", len(each), start + len(strings))
            strings += each + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    return GNUTranslations(io.BytesIO(head + tables + strings))


def source(language: str) -> str:
    """The text of a language's own catalogue file."""
    return files("exercise.language").joinpath("catalogues", f"{language}.po").read_text("utf-8")


@cache
def messages_of(language: str) -> Messages:
    """A language's own messages; Serbian in Cyrillic is written from the Latin catalogue."""
    if language == "sr-Cyrl":
        written = read(source("sr-Latn"))
        found = {
            key: words if key == ("",) else tuple(map(cyrillic, words)) for key, words in written.items()
        }
    else:
        found = read(source(language))
    return {key: tuple(bare_keys(each, key[0]) for each in words) for key, words in found.items()}


@cache
def _plural(language: str) -> Callable[[int], int]:
    header = messages_of(language)[("",)][0] if chain(language) else ""
    rule = re.search(r"plural=([^;]+);", header)
    return c2py(rule[1] if rule else "n != 1")


def is_draft(language: str) -> bool:
    """Whether nobody who speaks it well has read a language's words yet, and readers are to be told."""
    return bool(chain(language)) and "X-Status: reviewed" not in messages_of(language)[("",)][0]


def form_of(language: str, count: int) -> int:
    """Which of a language's plural forms a number takes."""
    return _plural(language)(count)


@cache
def translations(language: str) -> NullTranslations:
    """A language with those that stand in for it; for English, and at the end of each chain, the source itself."""
    made = NullTranslations()
    for tag in reversed(chain(language)):
        # Cyrillic holds all that its Latin source has; falling back to it would mix the scripts.
        if language == "sr-Cyrl" and tag != language:
            continue
        own = compiled(messages_of(tag))
        own.add_fallback(made)
        made = own
    return made
