"""Sentences for the lines between people: what was read, comms checks, who answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from exercise.domain import events as ev
from exercise.domain.parties import MESSAGE
from exercise.domain.world import World
from exercise.review.names import Names

Parts = tuple[str, str, str]

MARKING = "EXERCISE EXERCISE EXERCISE"


def _read(names: Names, world: World | None, tick: int, event: ev.ItemRead) -> Parts:
    number = names.number(event.item)
    subject = f"#{number} {names.inject(event.item)}" if number else event.item
    what = "a message" if event.item.startswith(MESSAGE) else subject
    return "M", names.agency(event.agency), f"Opens {what}."


def _checked(names: Names, world: World | None, tick: int, event: ev.CommsChecked) -> Parts:
    return "E", "EXCON", f"{MARKING}: comms check {event.number}. Every seat answers."


def _answered(names: Names, world: World | None, tick: int, event: ev.CheckAnswered) -> Parts:
    where = "" if event.station == event.agency else f" at the seat '{event.station}'"
    return "E", names.agency(event.agency or "excon"), f"Answers comms check {event.number}{where}."


COMMS: dict[type, Callable[[Names, World | None, int, Any], Parts]] = {
    ev.ItemRead: _read,
    ev.CommsChecked: _checked,
    ev.CheckAnswered: _answered,
}
