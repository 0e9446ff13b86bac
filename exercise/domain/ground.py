"""What every rule stands on: the scenario, how things are, and the refusals all rules share."""

from __future__ import annotations

from collections.abc import Container

import msgspec

from exercise.domain.world import World
from exercise.errors import NoSuchThing, Refused, WrongPhase
from exercise.scenario.model import Scenario
from exercise.scenario.world import EVERYONE

TLPS = ("red", "amber-strict", "amber", "green", "clear")
CHANNELS = (
    "email",
    "phone",
    "portal",
    "chat",
    "press",
    "social",
    "radio",
    "misp",
    "ras",
    "ipcr-web",
    "paper",
)


class Ground(msgspec.Struct, frozen=True):
    """The scenario, the world and the moment in which something is asked."""

    scenario: Scenario
    world: World
    tick: int

    def playing(self, what: str) -> None:
        """Refuse before STARTEX and after ENDEX."""
        phase = self.world.phase
        if phase not in ("running", "paused"):
            raise WrongPhase(what, "not started" if phase == "briefing" else phase)

    def agencies(self, names: tuple[str, ...], *, also: tuple[str, ...] = ()) -> None:
        """Refuse an empty list of addressees, or one with somebody unknown."""
        if not names:
            raise Refused("say to whom")
        for name in names:
            if name not in self.scenario.agencies and name != EVERYONE and name not in also:
                raise NoSuchThing("agency", name)


def known(what: str, name: str, among: Container[str]) -> None:
    """Refuse a name that is given and unknown."""
    if name and name not in among:
        raise NoSuchThing(what, name)


def something(text: str, what: str) -> None:
    """Refuse an empty text."""
    if not text.strip():
        raise Refused(f"give {what}")


def one_of(word: str, words: tuple[str, ...], what: str) -> None:
    """Refuse a word that is none of these."""
    if word not in words:
        raise Refused(f"'{word}' is no {what}; use one of: {', '.join(words)}")
