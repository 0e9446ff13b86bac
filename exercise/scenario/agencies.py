"""Who takes part: agencies, their staff, and whom they can reach."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from exercise.scenario.part import Channel, Language, Listed, Part, Text
from exercise.scenario.quantities import Share, Slug, Spread

Level = Literal["technical", "operational", "political"]


class Contact(Part):
    """A point of contact at another agency."""

    fresh: bool = True
    costs: Spread | None = None
    """How long it takes to find the right person when the entry is stale."""


class Stand(Part):
    """How an agency answers when nobody plays it, instead of as its kind of bot would."""

    after: Spread | None = None
    """From what reaches it to its answer."""
    share: Share | None = None
    """How much of what it is asked for it does at all."""


class Party(Part):
    """Somebody who is not at the table and can be written to: exercise control answers in their name."""

    name: Text
    about: Text | None = None
    """Who they are, as the directory says it."""
    channels: Listed[Channel] = ("email",)
    """How they are reached, the usual way first."""
    languages: Listed[Language] = ("en",)
    note: Text | None = None
    """For whoever answers in their name: what they know, want and hide."""


class Agency(Part):
    """An agency at the table. Whether it is played, a bot or absent is decided for each run."""

    name: Text
    short: Text | None = None
    """A name of at most 14 letters for tables and sentences; the name when left out."""
    country: str = ""
    level: Level = "operational"
    kind: Literal[
        "csirt",
        "government",
        "operator",
        "eu",
        "nato",
        "regulator",
        "police",
        "media",
        "society",
        "regional",
        "network",
    ] = "government"
    cell: Slug | None = None
    """The control cell that releases its injects; the central one when left out."""
    languages: Listed[Language] = ("en",)
    """In which its people read, best first; those of the scenario when left out."""
    channels: Listed[Channel] = ("email", "phone")
    """How it is reached, the usual way first."""
    staff: dict[Slug, int] = Field(default_factory=dict)
    """Staff pools: how many people on shift."""
    contacts: dict[Slug, Contact] = Field(default_factory=dict)
    clocks: Listed[Slug] = ()
    """Obligations it is under."""
    constituents: Listed[Slug] = ()
    """Agencies it serves: what it receives under TLP:AMBER it may pass on to them."""
    unplayed: Stand | None = None
    """Its response times when nobody sits there; bots that do nothing stay as they are."""
    seats: int = 1
    """Participants it may have."""
    note: Text | None = None
    """What a participant should know about the agency's own powers."""
    source: str = ""
