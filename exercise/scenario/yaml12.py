"""YAML text to plain data, by the core rules of YAML 1.2, with the place of everything and every complaint.

Only `true`, `false`, `null` and numbers are more than text. What older YAML readers would take for something
else (`NO`, `12:30`, `017`) is complained of, since an author cannot see which reader a text will meet; so are
the parts of YAML that hide or repeat things: anchors, tags, merge keys, repeated keys, several documents.

The events of PyYAML's parser are read directly: a node tree costs ten times as much, and cannot show anchors.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Any, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from exercise.scenario.complaints import Step, shown
from exercise.scenario.yamlwords import has_tab, in_plain_words

Marks: TypeAlias = "dict[str, Mark] | list[Mark] | None"
"""Where the parts of a value stand: shaped like the value, None for a scalar."""

Mark: TypeAlias = "tuple[int, int, Marks]"
"""Packed place of the key (of the item itself, in a list), packed place of the value, places inside it."""

DEEPEST = 50
MOST_REMARKS = 1000
_LONGEST_NUMBER = 18

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_BREAKS = re.compile(r"\r\n|[\r\n]")
_UNWRITABLE = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_TABBED = re.compile(r"^ *\t", re.MULTILINE)

_NOT_A_WORD = frozenset("tTfFnNyYoO~+-.=<0123456789")
_PLAIN = re.compile(
    r"""
    (?P<null> ~|null|Null|NULL )
  | (?P<true> true|True|TRUE )
  | (?P<false> false|False|FALSE )
  | (?P<int> [-+]?(?:0|[1-9][0-9]*) )
  | (?P<hex> 0x[0-9a-fA-F]+ )
  | (?P<old_number> [-+]?0o?[0-9_]+ | [-+]?0b[01_]+ | [-+]0x[0-9a-fA-F_]+ | 0x[0-9a-fA-F_]*_[0-9a-fA-F_]*
                  | [-+]?[0-9][0-9_]*_[0-9_]*(?:\.[0-9_]*)? )
  | (?P<float> [-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)? )
  | (?P<endless> [-+]?\.(?:inf|Inf|INF) | \.(?:nan|NaN|NAN) )
  | (?P<old_word> y|Y|yes|Yes|YES|n|N|no|No|NO|on|On|ON|off|Off|OFF )
  | (?P<old_clock> [-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)? )
  | (?P<old_date> [0-9]{4}-[0-9]{1,2}-[0-9]{1,2} )
  | (?P<old_sign> = )
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Remark:
    """A complaint that does not yet know its file. `place` is packed, `path` begins at the file's top."""

    place: int
    path: tuple[Step, ...]
    what: str
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """What one file says. `whole` is False when the reading had to stop before its end."""

    data: Any
    marks: Marks
    top: int
    remarks: tuple[Remark, ...]
    whole: bool


def pack(file: int, line: int, column: int) -> int:
    """A place as one number, so that a big scenario's places stay small. Lines and columns count from 0."""
    return (file << 50) + (line << 25) + column


def unpack(place: int) -> tuple[int, int, int]:
    """File number, line and column; the last two count from 1, as editors do."""
    return place >> 50, (place >> 25 & 0x1FFFFFF) + 1, (place & 0x1FFFFFF) + 1


def parse(text: str, file: int = 0) -> Document:
    """Read one YAML document. `file` is a number of the caller's, carried in every place."""
    text, unwritable = _without_unwritable(text, file)
    reader = _Reader(text, file)
    data, marks, top, whole = reader.read()
    return Document(data, marks, top, tuple(unwritable + reader.remarks), whole)


def split_lines(text: str) -> list[str]:
    """The lines of a file, as the parser counts them."""
    return _BREAKS.split(text)


def _without_unwritable(text: str, file: int) -> tuple[str, list[Remark]]:
    """`text` with each character that YAML does not allow replaced, so that the rest can be read."""
    remarks = []
    for found in _UNWRITABLE.finditer(text):
        before = split_lines(text[: found.start()])
        place = pack(file, len(before) - 1, len(before[-1]))
        what = f"an invisible character (U+{ord(found[0]):04X}) stands here"
        remarks.append(Remark(place, (), what, "delete it"))
        if len(remarks) == 20:
            break
    return (_UNWRITABLE.sub("\ufffd", text) if remarks else text), remarks


class _Stopped(Exception):
    """The rest of the file is not worth reading."""


class _Reader:
    """One pass over the events of one file."""

    def __init__(self, text: str, file: int) -> None:
        self.remarks: list[Remark] = []
        self._text = text
        self._base = pack(file, 0, 0)
        self._next = _LOADER(text).get_event
        self._path: list[Step] = [""] * (DEEPEST + 2)
        self._good_keys: set[str] = set()

    def read(self) -> tuple[Any, Marks, int, bool]:
        """Data, marks, the place of the top value, and whether everything was read."""
        data, marks, top = None, None, self._base
        try:
            self._next()
            if type(self._next()) is StreamEndEvent:
                self._remark(top, 0, "the file is empty")
                return None, None, top, True
            event = self._next()
            top = self._place(event)
            data, marks = self._value(event, 0)
            self._next()
            if type(event := self._next()) is not StreamEndEvent:
                what = "a second document begins here; a scenario file holds one"
                self._remark(self._place(event), 0, what, "delete the line `---`")
                return data, marks, top, False
            self._look_for_tabs()
        except _Stopped:
            return None, None, top, False
        except yaml.MarkedYAMLError as broken:
            self._remark_on_syntax(broken)
            return None, None, top, False
        return data, marks, top, True

    def _value(self, event: Any, depth: int) -> tuple[Any, Marks]:
        kind = type(event)
        if kind is ScalarEvent:
            return self._scalar(event, depth), None
        if kind is AliasEvent:
            self._remark_on_anchor(event, depth, f"*{event.anchor}")
            return None, None
        if event.anchor is not None:
            self._remark_on_anchor(event, depth, f"&{event.anchor}")
        if event.tag is not None:
            self._remark_on_tag(event, depth)
        if depth > DEEPEST:
            self._remark(self._place(event), depth, f"this is nested more than {DEEPEST} deep")
            raise _Stopped
        return self._mapping(depth) if kind is MappingStartEvent else self._sequence(depth)

    def _mapping(self, depth: int) -> tuple[dict[str, Any], dict[str, Mark]]:
        data: dict[str, Any] = {}
        marks: dict[str, Mark] = {}
        get, base = self._next, self._base
        while type(event := get()) is not MappingEndEvent:
            start = event.start_mark
            key_at = base + (start.line << 25) + start.column
            key = self._key(event, depth)
            event = get()
            start = event.start_mark
            self._path[depth] = key or "?"
            value, inner = self._value(event, depth + 1)
            if key is None:
                continue
            if key in data:
                line = unpack(marks[key][0])[1]
                what = f"the key {shown(key)} is written twice; it is first on line {line}"
                self._remark(key_at, depth + 1, what, "keep one of the two")
                continue
            data[key] = value
            marks[key] = key_at, base + (start.line << 25) + start.column, inner
        return data, marks

    def _sequence(self, depth: int) -> tuple[list[Any], list[Mark]]:
        data: list[Any] = []
        marks: list[Mark] = []
        while type(event := self._next()) is not SequenceEndEvent:
            self._path[depth] = len(data)
            place = self._place(event)
            value, inner = self._value(event, depth + 1)
            data.append(value)
            marks.append((place, place, inner))
        return data, marks

    def _key(self, event: Any, depth: int) -> str | None:
        """The text of a key, or None for one that cannot be used."""
        if type(event) is not ScalarEvent:
            if type(event) is AliasEvent:
                self._remark_on_anchor(event, depth, f"*{event.anchor}")
            else:
                self._remark(self._place(event), depth, "a key is one word, not a list or mapping")
                self._path[depth] = "?"
                self._value(event, depth + 1)
            return None
        key: str = event.value
        if key in self._good_keys and event.anchor is None and event.tag is None:
            return key
        if not event.style and key == "<<":
            what = "merge keys (`<<`) are not used here"
            self._remark(self._place(event), depth, what, "write the keys out")
            return None
        self._path[depth] = key
        before = len(self.remarks)
        value = self._scalar(event, depth + 1)
        if len(self.remarks) > before:
            return key
        if not isinstance(value, str):
            what = f"a key is text, and {shown(key)} is not" if key else "a key is missing before the `:`"
            self._remark(self._place(event), depth + 1, what, f'quote it: "{key}"' if key else None)
            return None
        # Quoted, a key may be anything; plain, the next one spelled so is as good as this.
        if not event.style:
            self._good_keys.add(key)
        return key

    def _scalar(self, event: Any, depth: int) -> Any:
        text: str = event.value
        if event.anchor is not None:
            self._remark_on_anchor(event, depth, f"&{event.anchor}")
        if event.tag is not None:
            self._remark_on_tag(event, depth)
            return text
        # The C parser says '' where the Python one says None.
        if event.style:
            return text
        if not text:
            return None
        if text[0] not in _NOT_A_WORD or not (found := _PLAIN.fullmatch(text)):
            return text
        return self._resolved(event, text, found.lastgroup or "", depth)

    def _resolved(self, event: Any, text: str, kind: str, depth: int) -> Any:
        """A plain scalar that is, or was once, more than text."""
        if kind in _CONSTANTS:
            return _CONSTANTS[kind]
        if kind in ("int", "hex", "float"):
            number = _number(text, kind)
            if number is not None:
                return number
            what = f"the number {shown(text)} is too large"
            self._remark(self._place(event), depth, what, "quote it if it is text")
        elif kind == "endless":
            self._remark(self._place(event), depth, f"{shown(text)} is no number a scenario can use")
        else:
            what, hint = _TRAPS[kind]
            quoted = f'quote it: "{text}"'
            suggestion = f"write T+{text} for an exercise time, or {quoted}" if hint == "clock" else quoted
            self._remark(self._place(event), depth, f"{shown(text)} is a YAML trap: {what}", suggestion)
        return text

    def _remark(self, place: int, depth: int, what: str, suggestion: str | None = None) -> None:
        self.remarks.append(Remark(place, tuple(self._path[:depth]), what, suggestion))
        if len(self.remarks) == MOST_REMARKS:
            what = f"after {MOST_REMARKS} complaints the rest of the file was not read"
            self.remarks.append(Remark(place, (), what))
            raise _Stopped

    def _remark_on_anchor(self, event: Any, depth: int, text: str) -> None:
        what = f"anchors and aliases ({shown(text)}) are not used here"
        suggestion = "write the value out where it is needed, or quote it if it is text"
        self._remark(self._place(event), depth, what, suggestion)

    def _remark_on_tag(self, event: Any, depth: int) -> None:
        tag = event.tag.replace("tag:yaml.org,2002:", "!!")
        self._remark(self._place(event), depth, f"tags ({shown(tag)}) are not used here", "delete the tag")

    def _remark_on_syntax(self, broken: yaml.MarkedYAMLError) -> None:
        where, what, suggestion = in_plain_words(broken, split_lines(self._text))
        self.remarks.append(Remark(self._base + pack(0, *where), (), what, suggestion))

    def _look_for_tabs(self) -> None:
        """Inside `{…}` and `[…]` the C parser lets tabs pass; they are refused wherever a value begins."""
        if not _TABBED.search(self._text):
            return
        lines = split_lines(self._text)
        tabbed = {number for number in range(len(lines)) if has_tab(lines, number)}
        starts = {unpack(self._place(event))[1] - 1 for event in yaml.parse(self._text, Loader=_LOADER)}
        for line in sorted(tabbed & starts):
            self._remark(self._base + pack(0, line, 0), 0, "a tab indents this line", "use spaces")

    def _place(self, event: Any) -> int:
        mark = event.start_mark
        place: int = self._base + (mark.line << 25) + mark.column
        return place


_CONSTANTS = {"null": None, "true": True, "false": False}

_TRAPS = {
    "old_word": ("some readers take it for true or false", ""),
    "old_clock": ("some readers take it for a number of seconds or minutes", "clock"),
    "old_number": ("readers differ on which number it is", ""),
    "old_date": ("some readers take it for a date, others for text", ""),
    "old_sign": ("some readers refuse it", ""),
}


def _number(text: str, kind: str) -> int | float | None:
    """The number, or None when it is larger than a scenario could mean."""
    if kind == "float":
        value = float(text)
        return value if math.isfinite(value) else None
    if len(text) > _LONGEST_NUMBER:
        return None
    return int(text, 16) if kind == "hex" else int(text)
