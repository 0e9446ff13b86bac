"""How things stand among controllers, and how severe agencies rate the situation: plain data."""

from __future__ import annotations

from dataclasses import dataclass, field

CENTRE = "centre"
"""How the central cell is called where a cell is asked for."""


@dataclass(slots=True)
class Claim:
    """An item of the queue that somebody does."""

    seat: str
    tick: int


@dataclass(slots=True)
class Away:
    """An item about which nothing more is to be done: who said so, when and why."""

    seat: str
    tick: int
    why: str


@dataclass(slots=True)
class Handed:
    """An item that was handed over, in the words it had then."""

    tick: int
    cell: str
    seat: str
    who: str
    text: str
    inject: str
    agency: str
    why: str


@dataclass(slots=True)
class Delivery:
    """An inject that a role player delivers: when it was due, taken and done."""

    due: int
    until: int | None = None
    taken: int | None = None
    done: int | None = None
    failed: bool = False
    seat: str = ""
    note: str = ""


@dataclass(slots=True)
class RatingStep:
    """A moment at which agencies were asked to rate."""

    asked: int
    to: tuple[str, ...]
    text: dict[str, str]
    due: int | None = None
    given: dict[str, list[tuple[int, str, str]]] = field(default_factory=dict)
    """agency → when, which level, why; the last one counts."""
    shared: tuple[tuple[str, int], ...] | None = None
    """What those asked were shown: level and how often it was chosen."""

    def level(self, agency: str) -> str:
        """What an agency says now; nothing when it has not rated."""
        return self.given[agency][-1][1] if agency in self.given else ""


@dataclass(slots=True)
class Excon:
    """Everything controllers know of each other."""

    role_play: bool = False
    lead: str = ""
    """The seat that leads; nothing while it is the one that was invited to."""
    authority: dict[str, str] = field(default_factory=dict)
    """cell → who looks after what is its; "" is the centre, absent the cell itself."""
    claims: dict[str, Claim] = field(default_factory=dict)
    handed: dict[str, Handed] = field(default_factory=dict)
    away: dict[str, Away] = field(default_factory=dict)
    deliveries: dict[str, Delivery] = field(default_factory=dict)
    ratings: dict[str, RatingStep] = field(default_factory=dict)

    def holder(self, cell: str) -> str:
        """The cell that looks after what is `cell`'s; "" for the centre."""
        return self.authority.get(cell, cell)
