"""Sentences for the lines between people: what was read, comms checks, who answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from exercise.domain import events as ev
from exercise.domain.parties import MESSAGE
from exercise.domain.world import World
from exercise.language import t
from exercise.review.names import Names, numbered

Parts = tuple[str, str, str]

MARKING = "EXERCISE EXERCISE EXERCISE"


def _read(names: Names, world: World | None, tick: int, event: ev.ItemRead) -> Parts:
    subject = numbered(names, event.item) if names.number(event.item) else event.item
    is_message = event.item.startswith(MESSAGE)
    words = t("Opens a message.") if is_message else t("Opens {item}.", item=subject)
    return "M", names.agency(event.agency), words


def _checked(names: Names, world: World | None, tick: int, event: ev.CommsChecked) -> Parts:
    words = t("{marking}: comms check {number}. Every seat answers.", marking=MARKING, number=event.number)
    return "E", "EXCON", words


def _answered(names: Names, world: World | None, tick: int, event: ev.CheckAnswered) -> Parts:
    gaps = {"number": event.number, "seat": event.station}
    words = (
        t("Answers comms check {number}.", **gaps)
        if event.station == event.agency
        else t("Answers comms check {number} at the seat '{seat}'.", **gaps)
    )
    return "E", names.agency(event.agency or "excon"), words


COMMS: dict[type, Callable[[Names, World | None, int, Any], Parts]] = {
    ev.ItemRead: _read,
    ev.CommsChecked: _checked,
    ev.CheckAnswered: _answered,
}
