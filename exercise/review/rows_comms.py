"""Rows about the lines between people: the directory, who has read what, who answered a comms check."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from exercise.language import t

Standing = Literal["you", "played", "bots answer", "nobody yet", "absent", "simulated by EXCON", "EXCON"]
"""Who answers there at the moment."""


@dataclass(frozen=True, slots=True)
class EntryRow:
    """Somebody who can be written to."""

    id: str
    """The address: an agency, a party, `excon`, or `from/` and the inject whose sender it is."""
    name: str
    about: str
    standing: Standing
    country: str = ""
    channels: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    contact: str = ""
    """What this agency knows of its point of contact there; empty when it has none."""


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One who was sent something, and when it was opened there."""

    agency: str
    """The id."""
    short: str
    read: int | None
    """None while nobody there has opened it."""


@dataclass(frozen=True, slots=True)
class StationRow:
    """A seat that was asked whether it hears."""

    station: str
    agency: str
    """By its short name; EXCON for a seat of exercise control."""
    state: Literal["answered", "no answer", "not connected"]
    seconds: float | None = None
    """Of wall time until the answer, where the log says it."""


def read_words(rows: tuple[ReadRow, ...]) -> str:
    """`3 of 5; unread: CSIRT, Port`."""
    unread = [row.short for row in rows if row.read is None]
    gaps = {"read": len(rows) - len(unread), "all": len(rows)}
    if not unread:
        return t("{read} of {all}", **gaps)
    return t("{read} of {all}; unread: {who}", who=", ".join(unread), **gaps)
