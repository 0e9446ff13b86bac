"""Seats by role: a controller, an agency's participant, an agency's bot."""

from __future__ import annotations

EXCON = "excon"
"""The seat of a controller; sees everything."""

BOT = "bot/"
"""Prefix of a seat that a bot sits in: `bot/<agency>`."""


def agency_of(seat: str) -> str:
    """The agency a seat belongs to, whoever sits there; "" for a controller."""
    return "" if seat == EXCON else seat.removeprefix(BOT)
