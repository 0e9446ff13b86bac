"""Events of the lines between people: what was read, comms checks and who answered them."""

from __future__ import annotations

from exercise.domain.event import Event


class ItemRead(Event, frozen=True):
    """Somebody at an agency has opened an inject or a message, for the first time there."""

    agency: str
    item: str
    """An inject's id, or `message/N`: the N-th message this agency sent or received, from 0."""


class CommsChecked(Event, frozen=True):
    """Every seat is asked to answer, so that lines are known to work. Numbered from 1."""

    number: int
    here: tuple[tuple[str, str], ...] = ()
    """Seats on a line at that moment, each with its agency; "" for one of exercise control."""
    away: tuple[tuple[str, str], ...] = ()
    """Seats with an invitation and without a line."""


class CheckAnswered(Event, frozen=True):
    """A seat has answered a comms check. `station` is the seat's name, or its agency's id on one machine."""

    number: int
    station: str
    agency: str = ""
