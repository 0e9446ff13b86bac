"""What a seat knows of the scenario: its briefing, and the parts that records brought to light since."""

from __future__ import annotations

from typing import Any

from exercise.scenario.load import scenario_from_data
from exercise.scenario.model import Scenario

More = dict[str, dict[str, Any]]
"""Section → id → the part as plain data."""


class Learned:
    """A scenario that grows in place: desks and pictures that hold it see what is new."""

    def __init__(self, briefing: dict[str, Any]) -> None:
        self.data = briefing
        """As plain data. Never changed: a new one takes its place."""
        self.scenario: Scenario = scenario_from_data(briefing)

    def take(self, more: More) -> None:
        """Take in parts that came to light."""
        new = {section: parts for section, parts in more.items() if parts}
        if not new:
            return
        self.data = self.data | {
            section: {**self.data.get(section, {}), **parts} for section, parts in new.items()
        }
        grown = scenario_from_data(self.data)
        for section, parts in new.items():
            for name in parts:
                getattr(self.scenario, section)[name] = getattr(grown, section)[name]
