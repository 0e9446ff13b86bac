"""The first line of a log: which exercise this is, and the whole scenario as played."""

from __future__ import annotations

from typing import Any

import msgspec

from exercise.scenario.load import scenario_from_data
from exercise.scenario.model import Scenario

LOG_FORMAT = 1
"""The version of the log format that this program writes."""


class Lineage(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What the header of a fork says of its parent: the log it shares its past with, and what was changed."""

    exercise_id: str
    """The parent's."""
    begin: str
    """Hash of the parent's first line."""
    hash: str
    """Hash of the last line that both share."""
    records: int
    """How many records both share."""
    tick: int
    """When they part, in seconds since STARTEX."""
    bots: str
    """Who played on: `recorded`, or the kind of bot at every agency."""
    added: list[dict[str, Any]] = []
    """Commands that the parent does not have, as a script writes them."""
    removed: list[str] = []
    """What was left out: `#` and a record's number, or `agency+action`."""
    refused: list[dict[str, Any]] = []
    """Recorded or added commands that were no longer possible, and why."""


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
    fork: Lineage | None = None
    """Where it comes from, when it is the other future of another log."""
    wall: str | None = None
    """When it was made, UTC, ISO 8601; None in headless runs."""

    def stand_ins(self) -> dict[str, str]:
        """Agency → `bot` or `absent`: who answers there while nobody sits at it."""
        return dict.fromkeys(self.bots, "bot") | dict.fromkeys(self.absent, "absent")

    def scenario(self) -> Scenario:
        """The scenario as played. Raises `ScenarioInvalid` when this version cannot read it."""
        return scenario_from_data(self.data)
