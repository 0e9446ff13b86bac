"""What a person may set about their desks: colours, bell, notifications, language, keys. One small file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations
from pathlib import Path
from typing import Literal

from pydantic import Field
from textual.keys import Keys

from exercise.errors import UsageError
from exercise.language import LANGUAGES
from exercise.language.tags import known
from exercise.scenario.complaints import Complaint, did_you_mean
from exercise.scenario.explain import validate
from exercise.scenario.part import Part
from exercise.scenario.source import Source, read_tree
from tui.actions import Action, shown_key
from tui.control import CONTROL
from tui.debrief import DEBRIEF
from tui.evaluate import EVALUATE
from tui.play import PLAY
from tui.screens.observer import OBSERVE

FILE_NAME = "desk.yaml"
_DESKS: tuple[tuple[Action, ...], ...] = (CONTROL, PLAY, EVALUATE, DEBRIEF, OBSERVE)
_NAMED = frozenset(key.value for key in Keys) | {
    "plus",
    "minus",
    "slash",
    "question_mark",
    "comma",
    "full_stop",
}
_MODIFIERS = ("ctrl+", "alt+", "shift+")
_FIXED = frozenset((*"123456789", "ctrl+p", "ctrl+c"))
"""Panes, the palette, and what copies or kills in a terminal."""


class DeskSettings(Part):
    """The settings of the desks in this terminal."""

    theme: Literal["dark", "light", "contrast", "ansi"] = "dark"
    """`ansi` takes the terminal's own sixteen colours."""
    bell: bool = True
    """Ring when something cannot wait."""
    notify: bool = True
    """Also ask the terminal to show a notification."""
    language: str = ""
    """In which language desks speak; empty for what the seat reads, or else the terminal is set to."""
    keys: dict[str, str] = Field(default_factory=dict)
    """Action → key, for actions that should have another key than the usual one."""

    @property
    def keymap(self) -> dict[str, str]:
        """As Textual wants it."""
        return {f"desk.{action}": key for action, key in self.keys.items()}

    def key_of(self, each: Action) -> str:
        """How the key of an action is written for people."""
        return shown_key(each, self.keys.get(each.id))


def read_settings(path: Path) -> DeskSettings:
    """The settings in a file, or the usual ones when there is none.

    Raises:
        UsageError: the file is wrong; says everything that is, with line and column.
    """
    if not path.exists():
        return DeskSettings()
    source = read_tree(path)
    settings, complaints = validate(DeskSettings, source)
    if settings is not None:
        complaints = [
            *complaints,
            *_wrong_language(settings.language, source),
            *_wrong_keys(settings.keys, source),
        ]
    if settings is None or complaints:
        lines = "\n".join(str(complaint) for complaint in complaints)
        raise UsageError(f"the settings of the desks cannot be used:\n{lines}\nThe file: {path}")
    return settings


def _wrong_language(language: str, source: Source) -> Iterable[Complaint]:
    if language and not known(language):
        yield source.complain(
            ("language",), f"no language `{language}`", suggestion=f"one of: {', '.join(LANGUAGES)}"
        )


def _wrong_keys(keys: Mapping[str, str], source: Source) -> Iterable[Complaint]:
    known = tuple(dict.fromkeys(each.id for desk in _DESKS for each in desk))
    for name, key in keys.items():
        place = ("keys", name)
        if name not in known:
            hint = did_you_mean(name, known) or f"one of: {', '.join(known)}"
            yield source.complain(place, f"no action `{name}`", suggestion=hint, key=True)
        elif not _is_key(key):
            yield source.complain(place, f"no key `{key}`", suggestion="for example ctrl+r, f7 or k")
        elif key in _FIXED:
            yield source.complain(place, f"`{key}` cannot be given to an action")
    for name, other, key in _clashes(keys):
        place = ("keys", name if name in keys else other)
        yield source.complain(place, f"`{key}` would do both `{name}` and `{other}`")


def _is_key(key: str) -> bool:
    bare = key
    for modifier in _MODIFIERS:
        bare = bare.removeprefix(modifier)
    return bare in _NAMED or (len(bare) == 1 and bare.isprintable() and not bare.isspace())


def _clashes(keys: Mapping[str, str]) -> Iterable[tuple[str, str, str]]:
    """Two actions of one desk on one key, when at least one of them was moved there."""
    for desk in _DESKS:
        for one, other in combinations(desk, 2):
            both = set(_keys(one, keys)) & set(_keys(other, keys))
            if both and (one.id in keys or other.id in keys):
                yield one.id, other.id, min(both)


def _keys(each: Action, keys: Mapping[str, str]) -> list[str]:
    return keys.get(each.id, each.key).split(",")
