"""Writes translation files for a translator: every text, what it says now, and what was translated already."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from exercise.scenario.check_texts import texts_of
from exercise.scenario.checking import Checking, as_written
from exercise.scenario.part import ANY_LANGUAGE
from exercise.scenario.translations import same
from exercise.scenario.yaml12 import parse

BORROWED = "library.yaml"
"""Where the texts go that a scenario borrows from a library: they are translated with the scenario."""

_WIDTH = 110
_SHORT = 90
_ENTRY = 4


class _Entry(NamedTuple):
    """What was translated, and as what."""

    was: str
    words: str


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: `left` texts wait for a translation or were changed since."""

    files: tuple[Path, ...]
    texts: int
    left: int


@dataclass(slots=True)
class _File:
    """A translation file that is there already."""

    comment: str = ""
    status: str = "draft"
    entries: dict[str, _Entry] = field(default_factory=dict)


def write_translations(checking: Checking, language: str, folder: Path) -> Written:
    """Write or bring up to date the files of one language in `folder`. Nothing translated is lost.

    A translation follows its text when that has moved, for example to another place in a list. Where a text was
    changed, the entry stays as it is, under a comment that tells what the text says now.
    """
    first = checking.scenario.languages[0] if checking.scenario.languages else "en"
    found = {file.name: _read(file, first, language) for file in sorted(folder.glob("*.yaml"))}
    known = _known(checking, language, found)
    texts = _texts(checking, language, known)
    matched = _matched(texts, known)
    used = set(matched.values())
    folder.mkdir(parents=True, exist_ok=True)
    left = 0
    for name, entries in texts.items():
        lines: list[str] = []
        for path, words in entries:
            lines += _entry(path, words, matched.get(path), (first, language))
        old = found.get(name, _File())
        live = dict(entries)
        gone = {path: each for path, each in old.entries.items() if path not in live and each not in used}
        lines += _gone(gone, (first, language))
        status = "draft" if any(path not in matched for path in live) else old.status
        head = f"{old.comment}language: {language}\nstatus: {status}\ntexts:\n"
        (folder / name).write_text(head + "".join(lines), "utf-8")
        left += sum(path not in matched or not same(matched[path].was, words) for path, words in entries)
    return Written(tuple(folder / name for name in texts), sum(map(len, texts.values())), left)


def _matched(texts: dict[str, list[tuple[str, str]]], known: dict[str, _Entry]) -> dict[str, _Entry]:
    """Path → what was translated there, or wherever else the same words stood."""
    memory = {" ".join(entry.was.split()): entry for entry in known.values()}
    now = {" ".join(words.split()) for entries in texts.values() for _, words in entries}
    matched = {}
    for path, words in (pair for entries in texts.values() for pair in entries):
        entry = known.get(path)
        if entry is None or not same(entry.was, words):
            moved = entry is not None and " ".join(entry.was.split()) in now
            entry = memory.get(" ".join(words.split()), None if moved else entry)
        if entry is not None:
            matched[path] = entry
    return matched


def _known(checking: Checking, language: str, found: dict[str, _File]) -> dict[str, _Entry]:
    """Everything translated so far: in the scenario as it was read, and in the folder to write into."""
    known: dict[str, _Entry] = {}
    for translation in checking.source.translations:
        if translation.language == language:
            known |= {path: _Entry(*pair) for path, pair in translation.old.items()}
    for file in found.values():
        known |= file.entries
    return known


def _texts(checking: Checking, language: str, known: dict[str, _Entry]) -> dict[str, list[tuple[str, str]]]:
    """File name → path and words of each text that is to be translated, in the order of the scenario's files."""
    source = checking.source
    folder = source.path if source.path.is_dir() else source.path.parent
    first = checking.scenario.languages[0] if checking.scenario.languages else "en"
    placed = []
    for text in texts_of(checking):
        words = text.words.get(first, text.words.get(ANY_LANGUAGE))
        path = ".".join(map(str, as_written(source.data, text.path)))
        if words is None or text.for_control or (language in text.words and path not in known):
            continue
        place = source.locate(as_written(source.data, text.path))
        name = place.file.name if place.file.parent == folder else BORROWED
        placed.append((name, str(place.file), place.line, place.column, path, words))
    files: dict[str, list[tuple[str, str]]] = {}
    for name, *_, path, words in sorted(placed):
        files.setdefault(name, []).append((path, words))
    return files


def _read(file: Path, first: str, language: str) -> _File:
    """A translation file as far as it can be read; what is wrong with it is for the check to say."""
    text = file.read_text("utf-8", errors="replace")
    comment = re.match(r"(?:[ \t]*#[^\n]*\n|[ \t]*\n)*", text)
    data: Any = parse(text).data
    head = data if isinstance(data, dict) else {}
    texts = head.get("texts")
    entries = {
        path: _Entry(entry[first], entry[language])
        for path, entry in (texts if isinstance(texts, dict) else {}).items()
        if isinstance(entry, dict)
        and isinstance(entry.get(first), str)
        and isinstance(entry.get(language), str)
        and entry[language].strip()
    }
    status = "reviewed" if head.get("status") == "reviewed" else "draft"
    return _File(comment.group() if comment else "", status, entries)


def _entry(path: str, words: str, entry: _Entry | None, tags: tuple[str, str]) -> Iterator[str]:
    first, language = tags
    if entry is not None and not same(entry.was, words):
        now = textwrap.wrap(" ".join(words.split()), _WIDTH - _ENTRY - 2)
        yield f"  # Changed since. In `{first}` it now says:\n"
        yield from (f"  #   {line}\n" for line in now)
    yield f"  {path}:\n"
    yield f"    {first}:{_scalar(entry.was if entry else words)}"
    yield f"    {language}:{_scalar(entry.words)}" if entry else f"    {language}:\n"


def _gone(entries: dict[str, _Entry], tags: tuple[str, str]) -> Iterator[str]:
    if entries:
        yield "  # No longer in the scenario:\n"
    for path, entry in entries.items():
        yield from _entry(path, entry.was, entry, tags)


def _scalar(text: str) -> str:
    """A text as YAML: short ones on their line, long ones folded below it."""
    text = text.strip()
    lines = text.split("\n")
    if len(text) <= _SHORT and len(lines) == 1:
        return f" {_dumped(text, None)}"
    if any(line != line.strip() for line in lines) or not text.replace("\n", "").isprintable():
        return f" {_dumped(text, chr(34))}"
    indent = " " * (_ENTRY + 2)
    wrapper = textwrap.TextWrapper(
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    # What stands on one line is folded; so many breaks between two lines are one more when written.
    parts = re.split(r"(\n+)", text)
    return (
        " >-\n"
        + "".join(f"{part}\n" if part.startswith("\n") else wrapper.fill(part) for part in parts)
        + "\n"
    )


def _dumped(text: str, style: str | None) -> str:
    return yaml.safe_dump(text, width=10**6, allow_unicode=True, default_style=style).removesuffix("...\n")
