"""How severe a bot finds the situation: from what its agency can see, and nothing else."""

from __future__ import annotations

from exercise.domain.world import World
from exercise.scenario.model import Scenario
from exercise.scenario.world import EVERYONE

FULL_HOUSE = 8
"""Injects in an agency's own inbox, urgent ones counted twice, after which it feels swamped. A design choice."""


def severity_felt(scenario: Scenario, world: World, agency: str) -> str:
    """The level of the scenario's scale: by the worst of its services, or by its inbox, whichever says more."""
    seen = (
        1.0 - world.services[name].available
        for name, part in scenario.services.items()
        if EVERYONE in part.seen_by or agency in part.seen_by
    )
    came = (
        2 if part.urgent else 1
        for name, part in scenario.injects.items()
        if world.injects[name].status == "released" and agency in world.injects[name].to
    )
    felt = max(max(seen, default=0.0), min(1.0, sum(came) / FULL_HOUSE) * 0.75)
    levels = tuple(scenario.severity)
    return levels[min(len(levels) - 1, int(felt * len(levels)))]
