"""Stand-in."""

from __future__ import annotations

from exercise.scenario.complaints import Complaint, Severity
from exercise.scenario.model import Scenario
from exercise.scenario.source import Source


def cross_check(scenario: Scenario, source: Source, *, lang: str | None = None) -> list[Complaint]:
    """Every complaint that needs the whole scenario."""
    return []


def unplayed(scenario: Scenario, source: Source, *, severity: Severity) -> list[Complaint]:
    """What this version does not play."""
    return []
