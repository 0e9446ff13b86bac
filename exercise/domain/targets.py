"""What an action can be aimed at."""

from __future__ import annotations

from exercise.scenario.model import Scenario

_KINDS = {
    "asset": "assets",
    "service": "services",
    "agency": "agencies",
    "fact": "facts",
    "indicator": "indicators",
}


def targets(kind: str, scenario: Scenario) -> tuple[str, ...]:
    """Everything of a kind that an action may be aimed at; nothing for free text."""
    return tuple(getattr(scenario, _KINDS[kind])) if kind in _KINDS else ()
