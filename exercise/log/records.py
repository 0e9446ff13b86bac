"""One line of the log: what was asked (an input) or what happened (an output)."""

from __future__ import annotations

import msgspec

from exercise.domain.commands import AnyCommand
from exercise.domain.events import AnyEvent

EVERYBODY = "*"
"""In a record's audience: every seat may see it."""


class Asked(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, tag="asked", gc=False
):
    """An accepted command. `by` is the seat: `excon`, an agency's id, or `bot/<agency>`."""

    seq: int
    tick: int
    by: str
    command: AnyCommand
    wall: str | None = None
    """UTC wall time, ISO 8601; None when nobody was there to look at a clock (headless runs)."""
    id: str | None = None
    """The sender's own id for the command, so that sending twice applies once."""


class Happened(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, tag="happened", gc=False
):
    """An event, who may see it, and the record that led to it."""

    seq: int
    tick: int
    event: AnyEvent
    to: tuple[str, ...] = ()
    """Agencies that may see it; `*` for everybody; empty: controllers and evaluators only."""
    cause: int | None = None
    """`seq` of the record that led to it."""


Record = Asked | Happened
