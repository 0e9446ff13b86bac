"""What the format has and this version does not play: said before anybody waits for it in an exercise."""

from __future__ import annotations

from collections.abc import Iterator

from exercise.scenario import conditions as c
from exercise.scenario.checking import Checking, Path
from exercise.scenario.complaints import Severity

_NOT_YET = "is not played yet"


def check_unplayed(checking: Checking, *, severity: Severity) -> None:
    """Complain of every use of what is not played yet."""
    complain = checking.error if severity == "error" else checking.warn
    for path, what in _uses(checking):
        complain(path, f"{what} {_NOT_YET}", "leave it out to play this scenario", key=True)


def _uses(checking: Checking) -> Iterator[tuple[Path, str]]:
    scenario = checking.scenario
    for name in scenario.obligations:
        yield ("obligations", name), "an obligation"
    for name in scenario.consents:
        yield ("consents", name), "a joint decision"
    for name, agency in scenario.agencies.items():
        if agency.clocks:
            yield ("agencies", name, "clocks"), "a legal clock"
    for name, activity in scenario.activities.items():
        if activity.consent is not None:
            yield ("activities", name, "consent"), "consent to an activity"
    for name, resource in scenario.resources.items():
        if resource.lent_by:
            yield ("resources", name, "lent_by"), "lending"
    for path, _ in checking.each(c.ConsentIs):
        yield (*path, "consent"), "a condition on a joint decision"
    for path, _ in checking.each(c.ObligationIs):
        yield (*path, "obligation"), "a condition on an obligation"
