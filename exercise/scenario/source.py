"""A scenario's files as one piece of plain data, in which everything still knows its file, line and column.

`scenario.yaml` may be split: beside it, `injects.yaml` holds what its key `injects` would. And it may borrow:
`uses: [library/agencies]` adds the entries of a library file, over which the scenario's own entries win. Then
come the translations beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel

from exercise.scenario.complaints import Complaint, Position, Severity, Step, did_you_mean, shown
from exercise.scenario.translations import FOLDER, Translating, Translation, translation_files
from exercise.scenario.yaml12 import Document, Marks, pack, parse, split_lines, unpack

LARGEST_FILE = 20_000_000
SCENARIO_FILE = "scenario.yaml"
_USABLE = re.compile(r"[a-z0-9_-]+(/[a-z0-9_-]+)*")


class _File(NamedTuple):
    name: Path
    lines: list[str]


@dataclass(slots=True)
class Source:
    """What `read_tree` read: the data, where each part of it stands, and what is wrong so far."""

    path: Path
    data: dict[str, Any] = field(default_factory=dict)
    complaints: list[Complaint] = field(default_factory=list)
    borrowed: set[tuple[str, str]] = field(default_factory=set)
    """Entries that come from a library, such as `("agencies", "enisa")`."""
    unread: set[str] = field(default_factory=set)
    """Top keys whose file could not be read, so that nobody calls them missing."""
    whole: bool = False
    """False when the scenario file itself could not be read: then `data` says nothing."""
    translations: list[Translation] = field(default_factory=list, repr=False)
    """Every translation file that could be read."""
    marks: dict[str, Any] = field(default_factory=dict, repr=False)
    files: list[_File] = field(default_factory=list, repr=False)

    def locate(self, path: Sequence[Step], *, key: bool = False) -> Position:
        """Where the value at `path` stands, or its key; for what is not there, the nearest part that is.

        The nearest part is pointed at by its key when it has one: the line an author looks for.
        """
        place, marks = pack(0, 0, 0), self.marks
        here: Marks = marks
        for number, step in enumerate(path):
            try:
                key_at, value_at, here = here[step]  # type: ignore[index]
            except (KeyError, IndexError, TypeError):
                break
            last = number == len(path) - 1
            place = value_at if last and not key else key_at
        return self.position(place)

    def position(self, place: int) -> Position:
        """A packed place, unpacked."""
        number, line, column = unpack(place)
        if number >= len(self.files):
            return Position(self.path, 1, 1, "")
        name, lines = self.files[number]
        return Position(name, line, column, lines[line - 1] if line <= len(lines) else "")

    def complain(
        self,
        path: Sequence[Step],
        what: str,
        *,
        suggestion: str | None = None,
        severity: Severity = "error",
        key: bool = False,
    ) -> Complaint:
        """A complaint about the value at `path` (or its key); it is returned, and not kept here."""
        where = self.locate(path, key=key)
        return Complaint.at(where, path, what=what, suggestion=suggestion, severity=severity)


def read_tree(path: Path, *, libraries: Iterable[Path] = (), model: type[BaseModel] | None = None) -> Source:
    """Read a scenario folder or a single YAML file. Whatever is wrong is in `complaints`; nothing is raised.

    `uses` is looked up beside the scenario file, then beside the scenario's folder, then in `libraries`.
    Translations are read when there is a `model` to say what is a text.
    """
    reading = _Reading(Source(path), model)
    try:
        reading.read(list(libraries))
    except OSError as unreadable:
        reading.refuse_unreadable(path, unreadable)
    reading.source.complaints.sort()
    return reading.source


class _Reading:
    """The files of one scenario, brought together one after another."""

    def __init__(self, source: Source, model: type[BaseModel] | None) -> None:
        self.source, self.model = source, model

    def read(self, libraries: list[Path]) -> None:
        path = self.source.path
        main = path / SCENARIO_FILE if path.is_dir() else path
        if main != path and not main.is_file():
            near = did_you_mean(SCENARIO_FILE, (other.name for other in path.iterdir()))
            self.refuse(path, f"there is no {SCENARIO_FILE} in this folder", near)
        elif self._read_main(main):
            self.source.whole = True
            if main.name == SCENARIO_FILE:
                self._read_parts(main)
            self._read_libraries(main, libraries)
            if main.name == SCENARIO_FILE and self.model is not None:
                self._read_translations(main.parent, self.model)

    def refuse_unreadable(self, name: Path, why: OSError) -> None:
        self.refuse(name, f"this cannot be read: {(why.strerror or 'for an unknown reason').lower()}")

    def refuse(
        self, name: Path, what: str, suggestion: str | None = None, *, severity: Severity = "error"
    ) -> None:
        """A complaint about a whole file."""
        where = Position(name, 1, 1, "")
        self.source.complaints.append(
            Complaint.at(where, (), what=what, suggestion=suggestion, severity=severity)
        )

    def _read_main(self, name: Path) -> bool:
        document = self._parsed(name)
        if document is None:
            return False
        self._keep_remarks(document, ())
        if not document.whole:
            return False
        if not isinstance(document.data, dict) or not isinstance(document.marks, dict):
            if not document.remarks:
                self._complain_at(document.top, (), "a scenario is a mapping, with keys such as `title`")
            return False
        self.source.data, self.source.marks = document.data, document.marks
        return True

    def _read_parts(self, main: Path) -> None:
        """Every other YAML file beside scenario.yaml is a top key, so that a misspelt one is not skipped."""
        for name in sorted(main.parent.iterdir(), key=lambda other: other.name):
            if name.name.startswith(".") or name.name == main.name or not name.is_file():
                continue
            if name.suffix == ".yml":
                self.refuse(name, "a file that ends in .yml is not read", f"rename it to {name.stem}.yaml")
            elif name.suffix == ".yaml":
                self._read_part(main, name)

    def _read_part(self, main: Path, name: Path) -> None:
        key, source = name.stem, self.source
        if not _inside(name, main.parent):
            self.refuse(name, "this leads out of the scenario's folder")
            source.unread.add(key)
            return
        document = self._parsed(name)
        if document is None:
            source.unread.add(key)
            return
        data, marks, key_at = document.data, document.marks, pack(len(source.files) - 1, 0, 0)
        value_at, prefix = document.top, [key]
        if isinstance(data, dict) and isinstance(marks, dict) and list(data) == [key]:
            (key_at, value_at, marks), data, prefix = marks[key], data[key], []
        self._keep_remarks(document, tuple(prefix))
        if not document.whole:
            source.unread.add(key)
        elif key in source.data:
            first = source.locate((key,), key=True)
            what = f"`{key}` is written here and also in {first.file.name}, on line {first.line}"
            self._complain_at(key_at, (key,), what, "keep one of the two")
        else:
            source.data[key], source.marks[key] = data, (key_at, value_at, marks)

    def _read_libraries(self, main: Path, others: list[Path]) -> None:
        uses = self.source.data.get("uses")
        if not isinstance(uses, list):
            return
        for number, use in enumerate(uses):
            path = ("uses", number)
            if not isinstance(use, str):
                continue
            if not _USABLE.fullmatch(use):
                what = f"{shown(use)} is not the name of a library file"
                hint = "write it as library/agencies: small letters, digits, `-` and `_`, without .yaml"
                self._complain(path, what, hint)
                continue
            if use in uses[:number]:
                self._complain(path, f"`{use}` is used twice", "delete one of the two")
                continue
            above = [_parent(main.parent)] if main.name == SCENARIO_FILE else []
            self._read_library(path, use, [main.parent, *above, *others])

    def _read_library(self, path: tuple[Step, ...], use: str, roots: list[Path]) -> None:
        for root in roots:
            name = root / f"{use}.yaml"
            if not name.is_file():
                continue
            if not _inside(name, root):
                self._complain(path, f"{shown(use)} leads out of its folder")
            elif document := self._parsed(name):
                self._keep_remarks(document, ())
                self._borrow(document)
            return
        known = [f"library/{file.stem}" for root in roots for file in (root / "library").glob("*.yaml")]
        what = f"there is no library file {use}.yaml"
        hint = did_you_mean(use, sorted(known)) or f"looked in {', '.join(str(root) for root in roots)}"
        self._complain(path, what, hint)

    def _borrow(self, library: Document) -> None:
        """Add each entry of a library that the scenario has not written itself."""
        data, marks = library.data, library.marks
        if not isinstance(data, dict) or not isinstance(marks, dict):
            if library.whole and not library.remarks:
                self._complain_at(library.top, (), "a library is a mapping, with keys such as `agencies`")
            return
        for top, entries in data.items():
            key_at, value_at, inner = marks[top]
            if not isinstance(entries, dict) or not isinstance(inner, dict):
                what = f"`{top}` in a library must be a mapping of ids"
                self._complain_at(key_at, (top,), what, "keep what is no mapping in the scenario itself")
                continue
            if self.source.data.get(top) is None:
                self.source.data[top] = {}
                self.source.marks[top] = key_at, value_at, {}
            own, own_marks = self.source.data[top], self.source.marks[top][2]
            if isinstance(own, dict):
                for entry, value in entries.items():
                    if entry not in own:
                        own[entry], own_marks[entry] = value, inner[entry]
                        self.source.borrowed.add((top, entry))
                    elif (top, entry) in self.source.borrowed and own[entry] != value:
                        self._complain_of_lenders(top, entry, inner[entry][0])

    def _complain_of_lenders(self, top: str, entry: str, place: int) -> None:
        first = self.source.locate((top, entry), key=True)
        what = f"`{entry}` differs from the `{entry}` in {first.file}, on line {first.line}"
        self._complain_at(place, (top, entry), what, "make them the same, or write your own in the scenario")

    def _read_translations(self, folder: Path, model: type[BaseModel]) -> None:
        translating = Translating(self.source, model)
        for language, name in translation_files(folder):
            if not _inside(name, folder):
                self.refuse(name, "this leads out of the scenario's folder")
            elif name.suffix == ".yml":
                self.refuse(name, "a file that ends in .yml is not read", f"rename it to {name.stem}.yaml")
            elif language not in translating.promised:
                what = f"{shown(language)} is not one of the scenario's languages; this file is not read"
                hint = f"add it to `languages` in scenario.yaml, after {translating.first}"
                self.refuse(name, what, hint, severity="warning")
            elif language == translating.first:
                what = f"{shown(language)} is what the scenario is written in, and needs no file in {FOLDER}/"
                self.refuse(name, what)
            elif document := self._parsed(name):
                self._keep_remarks(document, ())
                translating.lay(language, name, document)
        if drafts := dict.fromkeys(found.language for found in self.source.translations if found.is_draft):
            self.source.data.setdefault("drafts", list(drafts))

    def _parsed(self, name: Path) -> Document | None:
        """One file, or None (and a complaint) for one that is not text."""
        try:
            with name.open("rb") as file:
                raw = file.read(LARGEST_FILE + 1)
        except OSError as unreadable:
            self.refuse_unreadable(name, unreadable)
            return None
        if len(raw) > LARGEST_FILE:
            self.refuse(name, f"this file is larger than {LARGEST_FILE // 1_000_000} MB")
            return None
        text, broken = _decoded(raw)
        self.source.files.append(_File(name, split_lines(text)))
        if broken is not None:
            before = split_lines(text[:broken])
            place = pack(len(self.source.files) - 1, len(before) - 1, len(before[-1]))
            self._complain_at(place, (), "this is not UTF-8 text", "save the file as UTF-8")
            return None
        return parse(text, len(self.source.files) - 1)

    def _keep_remarks(self, document: Document, prefix: tuple[Step, ...]) -> None:
        for remark in document.remarks:
            self._complain_at(remark.place, prefix + remark.path, remark.what, remark.suggestion)

    def _complain(self, path: Sequence[Step], what: str, suggestion: str | None = None) -> None:
        self.source.complaints.append(self.source.complain(path, what, suggestion=suggestion))

    def _complain_at(
        self, place: int, path: Sequence[Step], what: str, suggestion: str | None = None
    ) -> None:
        where = self.source.position(place)
        self.source.complaints.append(Complaint.at(where, path, what=what, suggestion=suggestion))


def _decoded(raw: bytes) -> tuple[str, int | None]:
    """The text (without a byte order mark), and where it stops being UTF-8, if it does."""
    try:
        return raw.decode("utf-8").removeprefix("\ufeff"), None
    except UnicodeDecodeError as broken:
        good = len(raw[: broken.start].decode("utf-8").removeprefix("\ufeff"))
        return raw.decode("utf-8", errors="replace").removeprefix("\ufeff"), good


def _parent(folder: Path) -> Path:
    """The folder above, for names such as `.` that do not show it."""
    return folder.parent if folder.name not in ("", "..") else folder / ".."


def _inside(name: Path, root: Path) -> bool:
    """Whether a file really lies under `root`, links followed."""
    return name.resolve().is_relative_to(root.resolve())
