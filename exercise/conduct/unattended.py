"""Who will not be there: said before STARTEX, because what is sent to them nobody reads."""

from __future__ import annotations

from collections.abc import Collection

from exercise.domain.recipients import recipients
from exercise.scenario.model import Scenario
from exercise.scenario.part import pick
from exercise.scenario.quantities import clock


def unattended(scenario: Scenario, bots: Collection[str]) -> list[str]:
    """A line for every agency that has injects coming, and neither a bot nor, before anybody sat down, a person."""
    lines: list[str] = []
    for name, agency in scenario.agencies.items():
        if name in bots:
            continue
        coming = [inject for inject in scenario.injects.values() if name in recipients(inject.to, scenario)]
        if coming:
            times = [inject.at for inject in coming if inject.at is not None]
            first = f", the first at {clock(min(times))}" if times else ""
            count = f"{len(coming)} injects go" if len(coming) > 1 else "one inject goes"
            lines.append(
                f"Nobody plays {pick(agency.name, *scenario.languages)} ({name}) yet: {count} there{first}. "
                "They are kept for whoever sits down there."
            )
    return lines
