"""What the format has and this version does not play: said before anybody waits for it in an exercise."""

from __future__ import annotations

from collections.abc import Iterator

from exercise.scenario.checking import Checking, Path
from exercise.scenario.complaints import Severity

_NOT_YET = "is not played yet"


def check_unplayed(checking: Checking, *, severity: Severity) -> None:
    """Complain of every use of what is not played yet."""
    complain = checking.error if severity == "error" else checking.warn
    for path, what in _uses(checking):
        complain(path, f"{what} {_NOT_YET}", "leave it out to play this scenario", key=True)


def _uses(checking: Checking) -> Iterator[tuple[Path, str]]:
    for name, resource in checking.scenario.resources.items():
        if resource.lent_by:
            yield ("resources", name, "lent_by"), "lending"
