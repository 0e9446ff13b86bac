"""Translation files: `lang/sq/injects.yaml` beside a scenario, brought together with the texts they translate.

Every entry keeps the source text beside the translation, as gettext does: a translator needs no second file, and
a text that was changed since is noticed and not shown, rather than telling one seat what no longer holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from exercise.scenario.complaints import Complaint, Severity, Step, did_you_mean, shown
from exercise.scenario.fieldnames import kinds_at
from exercise.scenario.part import Text
from exercise.scenario.yaml12 import Document

if TYPE_CHECKING:
    from exercise.scenario.source import Source

FOLDER = "lang"
Status = Literal["draft", "reviewed"]
_WORDS = get_args(Text)[0]
HEAD = ("language", "status", "texts")


@dataclass(slots=True)
class Translation:
    """One translation file: what it says of itself, and what of it can be used."""

    name: Path
    language: str
    status: Status
    place: int
    """Of its `status`, packed."""
    used: int = 0
    old: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Path → source text at the time and translation, of everything translated in it, stale ones included."""

    @property
    def is_draft(self) -> bool:
        """Whether somebody reads texts of it that nobody has reviewed."""
        return self.status == "draft" and self.used > 0


def same(one: str, other: str) -> bool:
    """Whether two texts differ in nothing but the breaks of their lines."""
    return one.split() == other.split()


def translation_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Language and file of every translation beside a scenario: `lang/sq.yaml` and `lang/sq/*.yaml`."""
    top = folder / FOLDER
    if not top.is_dir():
        return
    for name in sorted(top.iterdir(), key=lambda other: other.name):
        if name.name.startswith("."):
            continue
        if name.is_dir():
            for file in sorted(name.glob("*.y*ml"), key=lambda other: other.name):
                yield name.name, file
        elif name.suffix in (".yaml", ".yml"):
            yield name.stem, name


class Translating:
    """Lays translation files over a scenario's data, one after another."""

    def __init__(self, source: Source, model: type[Any]) -> None:
        self.source, self.model = source, model
        languages = source.data.get("languages", ["en"])
        listed = [tag for tag in languages if isinstance(tag, str)] if isinstance(languages, list) else []
        self.promised = listed or ["en"]
        self.first = self.promised[0]
        self._kept: dict[tuple[Step, ...], bool] = {}

    def lay(self, language: str, name: Path, document: Document) -> None:
        """Add the texts of one file; what cannot be used is complained of."""
        data, marks, top = document.data, document.marks, document.top
        if not isinstance(data, dict) or not isinstance(marks, dict):
            if document.whole and not document.remarks:
                self._say(top, (), "a translation is a mapping, with `language`, `status` and `texts`")
            return
        for key in data:
            if key not in HEAD:
                near = did_you_mean(key, HEAD) or f"known here: {', '.join(HEAD)}"
                self._say(marks[key][0], (key,), f"unknown field {shown(key)}", near)
        if data.get("language") != language:
            place = marks["language"][1] if "language" in marks else top
            said = "does not say its language" if "language" not in data else "says another language"
            self._say(place, ("language",), f"this file {said}", f"write `language: {language}`")
        status: Any = data.get("status")
        if status not in get_args(Status):
            place = marks["status"][1] if "status" in marks else top
            hint = "write `status: draft`, or `reviewed` once somebody who speaks it well has read it"
            self._say(place, ("status",), "this file does not say whether it was reviewed", hint)
            return
        texts = data.get("texts") or {}
        if not isinstance(texts, dict):
            self._say(
                marks["texts"][1], ("texts",), "`texts` is a mapping of paths such as `injects.smoke.text`"
            )
            return
        found = Translation(name, language, status, marks["status"][0])
        self.source.translations.append(found)
        inner = marks["texts"][2] if texts else {}
        for path, entry in texts.items():
            self._lay_one(found, path, entry, inner[path])

    def _lay_one(self, found: Translation, written: str, entry: Any, mark: Any) -> None:
        key_at, value_at, marks = mark
        path, target = self._target(written)
        if not isinstance(entry, dict) or not set(entry) <= {self.first, found.language}:
            what = f"a translated text is a mapping of `{self.first}` and `{found.language}`"
            self._say(value_at, path, what)
            return
        words, was = entry.get(found.language), entry.get(self.first)
        if words is None or (isinstance(words, str) and not words.strip()):
            return
        for language, value in ((self.first, was), (found.language, words)):
            if not isinstance(value, str):
                place = marks[language][1] if language in marks else key_at
                what = f"what is written for `{language}` is not a text"
                hint = f"write the text as it stands in `{self.first}`" if value is None else "quote it"
                self._say(place, path, what, hint)
                return
        found.old[written] = (str(was), str(words))
        if target is None:
            self._say(key_at, path, *self._unknown(path), severity="warning")
            return
        self._merge(found, path, found.old[written], target, (key_at, marks))

    def _merge(
        self,
        found: Translation,
        path: tuple[Step, ...],
        pair: tuple[str, str],
        target: tuple[Any, Any, Any],
        mark: tuple[int, Any],
    ) -> None:
        (was, words), (holder, marks_of, last), (key_at, marks) = pair, target, mark
        value = holder[last]
        texts = value if isinstance(value, dict) else {self.first: value}
        now = texts.get(self.first)
        if not isinstance(now, str) or not same(now, was):
            what = (
                f"this text was changed since it was translated into `{found.language}`, which is not shown"
            )
            hint = f"look at both, then write what it says now under `{self.first}`"
            self._say(key_at, path, what, hint, severity="warning")
            return
        if found.language in texts:
            there = self.source.locate((*path, found.language), key=True)
            what = f"this is written here and also in {there.file.name}, on line {there.line}"
            self._say(key_at, path, what, "keep one of the two")
            return
        if texts is not value:
            holder[last] = texts
            before = marks_of[last]
            marks_of[last] = (before[0], before[1], {self.first: (before[0], before[1], None)})
        texts[found.language] = words
        marks_of[last][2][found.language] = marks[found.language]
        found.used += 1

    def _target(self, written: str) -> tuple[tuple[Step, ...], tuple[Any, Any, Any] | None]:
        """The path, and the mapping or list that holds the text there, if there is one."""
        holder, marks, path = None, None, ()  # type: tuple[Any, Any, tuple[Step, ...]]
        here, inside = self.source.data, self.source.marks  # type: tuple[Any, Any]
        for word in str(written).split("."):
            step: Step = int(word) if isinstance(here, list) and word.isdecimal() else word
            path = (*path, step)
            holder, marks = here, inside
            try:
                here, inside = here[step], inside[step][2]
            except (KeyError, IndexError, TypeError):
                return _steps(str(written)), None
        if not isinstance(here, str | dict) or not self._is_text(path):
            return path, None
        return path, (holder, marks, path[-1])

    def _is_text(self, path: tuple[Step, ...]) -> bool:
        """Asked of each shape of path once: `injects.*.text` is a text whichever inject it is."""
        shape = tuple(0 if isinstance(step, int) else step for step in (path[0], *path[2:]))
        if shape not in self._kept:
            self._kept[shape] = any(kind == _WORDS for kind in kinds_at(self.model, self.source.data, path))
        return self._kept[shape]

    def _unknown(self, path: Sequence[Step]) -> tuple[str, str | None]:
        here: Any = self.source.data
        for number, step in enumerate(path):
            if isinstance(here, dict) and step not in here:
                near = did_you_mean(str(step), map(str, here))
                return f"there is no {shown('.'.join(map(str, path[: number + 1])))} to translate", near
            try:
                here = here[step]
            except (KeyError, IndexError, TypeError):
                break
        return "there is no text here to translate", "delete it, or see `exercise check --lang` for the paths"

    def _say(
        self,
        place: int,
        path: Sequence[Step],
        what: str,
        suggestion: str | None = None,
        *,
        severity: Severity = "error",
    ) -> None:
        where = self.source.position(place)
        self.source.complaints.append(
            Complaint.at(where, path, what=what, suggestion=suggestion, severity=severity)
        )


def _steps(written: str) -> tuple[Step, ...]:
    return tuple(int(word) if word.isdecimal() else word for word in written.split("."))
