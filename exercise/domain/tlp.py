"""Who may be told what under the Traffic Light Protocol 2.0 (FIRST, 2022; domain C.15).

Passing on against it is possible, people do it; it is warned of, recorded and evaluated.
"""

from __future__ import annotations

from exercise.domain.world import World
from exercise.scenario.model import Scenario

_PUBLIC = ("media", "society")
ORIGINATED = ("start", "activity", "effect")
"""How an agency comes by what is its own to label: it may tell whom it likes."""


def breaches(
    scenario: Scenario, world: World, agency: str, fact: str, to: tuple[str, ...]
) -> tuple[str, ...]:
    """Those of `to` that `agency` may not tell `fact`, in the order given.

    RED and AMBER+STRICT stop at whoever received it. AMBER goes to the recipient's constituents and to those
    who need it to act (the fact's `ought_to_know`). GREEN goes to the community, not to the public. CLEAR to all.
    """
    holding, part = world.held.get(agency, {}).get(fact), scenario.facts[fact]
    if holding is None or holding.how in ORIGINATED:
        return ()
    return tuple(other for other in to if not may_tell(scenario, agency, fact, part.tlp, other))


def may_tell(scenario: Scenario, agency: str, fact: str, tlp: str, other: str) -> bool:
    """Whether an agency that was told `fact` under `tlp` may tell another."""
    if tlp == "clear" or other == agency:
        return True
    if tlp == "green":
        return scenario.agencies[other].kind not in _PUBLIC
    if tlp == "amber":
        part = scenario.facts.get(fact)
        return other in scenario.agencies[agency].constituents or (
            part is not None and other in part.ought_to_know
        )
    return False
