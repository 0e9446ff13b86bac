"""The first line of a log: which exercise this is, and the whole scenario as played."""

from __future__ import annotations

from typing import Any

import msgspec

from exercise.scenario.load import scenario_from_data
from exercise.scenario.model import Scenario

LOG_FORMAT = 1
"""The version of the log format that this program writes."""


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, tag="header"):
    """Everything needed to play the exercise again, apart from what was asked."""

    format: int
    program: str
    """Version of the program that wrote it."""
    exercise_id: str
    seed: str
    data: dict[str, Any]
    """The scenario's merged YAML, as plain data."""
    bots: dict[str, str] = {}
    """agency → the kind of bot that sits there while nobody does."""
    absent: tuple[str, ...] = ()
    """Agencies that neither people nor bots play."""
    script: list[dict[str, Any]] = []
    """Commands played at their own times, as plain data, so that a run that goes on needs no other file."""
    wall: str | None = None
    """When it was made, UTC, ISO 8601; None in headless runs."""

    def scenario(self) -> Scenario:
        """The scenario as played. Raises `ScenarioInvalid` when this version cannot read it."""
        return scenario_from_data(self.data)
