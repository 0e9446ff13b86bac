"""Rows about control itself: how each cell keeps up, and how severe agencies find it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CellRow:
    """How one control cell keeps up."""

    id: str
    """Empty for the centre."""
    name: str
    holder: str
    """Who has its authority, when that is another."""
    waiting: int
    """Items that nobody has taken."""
    oldest: int | None
    """For how long the oldest of them has waited."""
    overdue: int
    taken: tuple[tuple[str, str], ...]
    """By which seat, and which item."""


@dataclass(frozen=True, slots=True)
class SaidRow:
    """What one agency says."""

    agency: str
    level: str
    """As it is written: `SEV2`; empty while it has not rated."""
    before: str
    """What it said first, when that was another level."""
    change: int
    """Levels up or down from the step before; 0 without one."""
    reason: str
    at: int | None


@dataclass(frozen=True, slots=True)
class SeverityRow:
    """A step at which agencies were asked, and the spread of their ratings."""

    id: str
    asked: int
    due: int | None
    text: str
    low: str
    median: str
    high: str
    silent: tuple[str, ...]
    """Who has not rated."""
    said: tuple[SaidRow, ...]
    shared: bool


@dataclass(frozen=True, slots=True)
class OwnRatingRow:
    """A step as an agency that was asked sees it."""

    id: str
    asked: int
    due: int | None
    text: str
    level: str
    """Its own; empty while it has not rated."""
    chosen: str
    """The same, by its id."""
    reason: str
    spread: str
    """How all rated, once a controller shares that."""


@dataclass(frozen=True, slots=True)
class LevelRow:
    """A level of the scale with its definition."""

    id: str
    name: str
    means: str
