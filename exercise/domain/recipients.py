"""Who is meant by a list of addressees."""

from __future__ import annotations

from exercise.scenario.model import Scenario
from exercise.scenario.world import EVERYONE


def recipients(to: tuple[str, ...], scenario: Scenario) -> tuple[str, ...]:
    """Agencies by id, each once, in the order given; `everyone` stands for all."""
    if EVERYONE not in to:
        return tuple(dict.fromkeys(to))
    names = (name for word in to for name in (tuple(scenario.agencies) if word == EVERYONE else (word,)))
    return tuple(dict.fromkeys(names))
