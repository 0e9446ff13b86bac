"""What every cross-check works on: the parts of a scenario with their paths, its ids, the complaints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import cache, cached_property
from typing import Any, NamedTuple, TypeVar

from exercise.scenario.complaints import Complaint, Severity, Step, did_you_mean
from exercise.scenario.model import Scenario
from exercise.scenario.part import ANY_LANGUAGE, Part
from exercise.scenario.source import Source

P = TypeVar("P")
Path = tuple[Step, ...]

ONE_OF = {
    "agencies": "agency",
    "parties": "simulated party",
    "cells": "cell",
    "storylines": "storyline",
    "assets": "asset",
    "services": "service",
    "indicators": "indicator",
    "flags": "flag",
    "resources": "resource",
    "activities": "activity",
    "hypotheses": "hypothesis",
    "facts": "fact",
    "decisions": "decision",
    "adversary": "campaign",
    "injects": "inject",
    "templates": "template",
    "obligations": "obligation",
    "consents": "consent",
    "objectives": "objective",
    "severity": "severity level",
    "ratings": "rating",
    "questionnaires": "questionnaire",
    "steps": "step of the adversary",
    "pools": "resource or staff pool",
}
"""What one entry of each mapping is called in a complaint."""

_MOST_LISTED = 12


class Found(NamedTuple):
    """A part of the scenario, and where it stands."""

    path: Path
    part: Part


class Checking:
    """One scenario under examination."""

    def __init__(self, scenario: Scenario, source: Source) -> None:
        self.scenario, self.source = scenario, source
        self.complaints: list[Complaint] = []
        self.by_kind: dict[type[Part], list[Found]] = {}
        for found in parts_of(scenario, ()):
            self.by_kind.setdefault(type(found.part), []).append(found)

    def each(self, *kinds: type[P]) -> Iterator[tuple[Path, P]]:
        """Every part of these classes, those derived from them included."""
        for kind, found in self.by_kind.items():
            if issubclass(kind, kinds):
                yield from found  # type: ignore[misc]

    # --- ids

    def known(self, kind: str) -> Collection[str]:
        """The ids of a kind as the author wrote them, also where the model could not read the entry."""
        return self._known.get(kind, ())

    @cached_property
    def _known(self) -> dict[str, dict[str, None]]:
        data = self.source.data
        known = {kind: dict.fromkeys(map(str, _mapping(data.get(kind)))) for kind in ONE_OF}
        campaigns = _mapping(data.get("adversary")).values()
        steps = [step for campaign in campaigns for step in _items(_mapping(campaign).get("steps"))]
        known["steps"] = dict.fromkeys(str(_mapping(step).get("id")) for step in steps)
        agencies = _mapping(data.get("agencies")).values()
        staff = [_mapping(_mapping(agency).get("staff")) for agency in agencies]
        known["pools"] = {**known["resources"], **{name: None for pools in staff for name in pools}}
        return known

    def nearest(self, word: str, names: Collection[str]) -> str | None:
        """What to write instead of `word`: the nearest name, or all of them when they are few."""
        near = did_you_mean(word, names)
        if near is None and 0 < len(names) <= _MOST_LISTED:
            return f"known: {', '.join(names)}"
        return near

    # --- complaints

    def taken(self) -> list[Complaint]:
        """What has been complained of since the last time somebody asked."""
        taken, self.complaints = self.complaints, []
        return taken

    def error(
        self, path: Sequence[Step], what: str, suggestion: str | None = None, *, key: bool = False
    ) -> None:
        """This cannot be played, or is surely wrong."""
        self._complain(path, what, suggestion, "error", key)

    def warn(
        self, path: Sequence[Step], what: str, suggestion: str | None = None, *, key: bool = False
    ) -> None:
        """This can be played, but is probably not what the author wants."""
        self._complain(path, what, suggestion, "warning", key)

    def warn_at(self, place: int, path: Sequence[Step], what: str, suggestion: str | None = None) -> None:
        """A warning about a place in a file that is not the scenario's data."""
        where = self.source.position(place)
        self.complaints.append(
            Complaint.at(where, path, what=what, suggestion=suggestion, severity="warning")
        )

    def _complain(
        self, path: Sequence[Step], what: str, suggestion: str | None, severity: Severity, key: bool
    ) -> None:
        written = as_written(self.source.data, path)
        self.complaints.append(
            self.source.complain(written, what, suggestion=suggestion, severity=severity, key=key)
        )


def parts_of(part: Part, path: Path) -> list[Found]:
    """`part` and every part inside it, from top to bottom."""
    found: list[Found] = []
    _collect(part, path, found)
    return found


def _collect(part: Part, path: Path, found: list[Found]) -> None:
    found.append(Found(path, part))
    keys = _keys(type(part))
    for name, value in part.__dict__.items():
        if isinstance(value, Part):
            _collect(value, (*path, keys.get(name, name)), found)
        elif type(value) is tuple:
            for number, item in enumerate(value):
                if isinstance(item, Part):
                    _collect(item, (*path, keys.get(name, name), number), found)
        elif type(value) is dict:
            for each, item in value.items():
                if isinstance(item, Part):
                    _collect(item, (*path, keys.get(name, name), each), found)


@cache
def _keys(kind: type[Part]) -> dict[str, str]:
    return {name: field.alias for name, field in kind.model_fields.items() if field.alias}


def key_of(kind: type[Part], field: str) -> str:
    """The YAML key behind a field's name."""
    return _keys(kind).get(field, field)


def as_written(data: Any, path: Sequence[Step]) -> Path:
    """`path` without the steps that the model adds: item 0 of a list of one, the language of a text."""
    taken: list[Step] = []
    for number, step in enumerate(path):
        if isinstance(data, dict):
            if step not in data:
                return (*taken, *path[number:])
            data = data[step]
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        elif step in (0, ANY_LANGUAGE):
            continue
        taken.append(step)
    return tuple(taken)


def repeated(names: Sequence[str]) -> list[str]:
    """Those that occur more than once."""
    return [name for name, count in Counter(names).items() if count > 1]


def listed(names: Sequence[str]) -> str:
    """`a`, `b` and `c`."""
    quoted = [f"`{name}`" for name in names]
    return " and ".join(filter(None, [", ".join(quoted[:-1]), quoted[-1]])) if quoted else "none"


def _mapping(value: Any) -> dict[Any, Any]:
    return value if isinstance(value, dict) else {}


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
