"""Who can be written to without being at the table: parties of the scenario, and whoever sent an inject."""

from __future__ import annotations

from exercise.domain.world import World
from exercise.scenario.model import Scenario

FROM = "from/"
"""Before an inject's id: whoever sent it, as its recipients know them."""

MESSAGE = "message/"
"""Before the number of a message among those an agency sent or received, from 0."""


def inject_of(address: str) -> str:
    """The inject whose sender is meant; empty when the address is of another kind."""
    return address.removeprefix(FROM) if address.startswith(FROM) else ""


def is_party(address: str, scenario: Scenario) -> bool:
    """Whether exercise control answers for whoever is meant."""
    return address in scenario.parties or address.startswith(FROM)


def may_write_to(address: str, scenario: Scenario, world: World, agency: str) -> bool:
    """Whether an agency knows such a party: everybody knows the directory, recipients know who wrote to them."""
    return address in scenario.parties or has_received(inject_of(address), world, agency)


def has_received(inject: str, world: World, agency: str) -> bool:
    """Whether an inject has reached an agency."""
    state = world.injects.get(inject)
    return state is not None and state.status == "released" and agency in state.to


def messages_of(agency: str, world: World) -> list[int]:
    """The messages an agency sent or received, as places in the world's list."""
    return [
        place for place, (_, sent) in enumerate(world.messages) if agency == sent.sender or agency in sent.to
    ]
