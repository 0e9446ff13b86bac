"""What an asset or a service depends on directly."""

from __future__ import annotations

from exercise.scenario.model import Scenario
from exercise.scenario.world import Asset, AssetNeed, Service, ServiceNeed

Node = tuple[str, str]
"""`("asset", id)` or `("service", id)`."""


def suppliers(part: Asset | Service, scenario: Scenario) -> list[Node]:
    """What supplies it, and what it needs."""
    found: list[Node] = []
    if isinstance(part, Service):
        found += [("asset", name) for name in part.supplied_by]
    for need in part.needs:
        if isinstance(need, AssetNeed):
            found.append(("asset", need.asset))
        elif isinstance(need, ServiceNeed):
            found.append(("service", need.service))
        else:
            found += [("asset" if name in scenario.assets else "service", name) for name in need.any]
    return found
