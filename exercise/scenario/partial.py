"""Dangling names in a scenario that does not fit the model: a slip in one entry hides no slip in another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError

from exercise.scenario.check_names import check_names
from exercise.scenario.checking import Checking
from exercise.scenario.complaints import Complaint
from exercise.scenario.model import Scenario
from exercise.scenario.names import names_in
from exercise.scenario.source import Source

_NEEDED: dict[str, Any] = {
    "format": 1,
    "title": "-",
    "summary": "-",
    "startex": "2000-01-01T00:00:00Z",
    "duration": "1h",
    "agencies": {"nobody": {"name": "-"}},
}


def names_in_what_is_sound(source: Source, complaints: Sequence[Complaint]) -> list[Complaint]:
    """The same checks of names, without the entries that are complained of already.

    Their ids still count as known, so nothing that names them is called dangling.
    """
    if any(complaint.where.startswith("uses") for complaint in complaints):
        # A library is missing, and with it who knows which names.
        return []
    scenario = _without_what_is_wrong(source.data, complaints)
    if scenario is None:
        return []
    checking = Checking(scenario, source)
    check_names(checking, names_in(checking))
    said = {(one.file, one.line, one.column) for one in complaints}
    return [one for one in checking.complaints if (one.file, one.line, one.column) not in said]


def _without_what_is_wrong(data: dict[str, Any], complaints: Sequence[Complaint]) -> Scenario | None:
    kept = {top: dict(value) if isinstance(value, dict) else value for top, value in data.items()}
    for complaint in complaints:
        top, *rest = complaint.where.split(".")
        entries = kept.get(top)
        if rest and isinstance(entries, dict):
            entries.pop(rest[0], None)
        else:
            kept.pop(top, None)
    for top, stand_in in _NEEDED.items():
        if not kept.get(top):
            kept[top] = stand_in
    try:
        return Scenario.model_validate(kept)
    except ValidationError:
        return None
