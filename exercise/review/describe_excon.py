"""Sentences about the queue of controllers, authority, calls by role players and ratings of severity."""

from __future__ import annotations

from exercise.domain import events as ev
from exercise.domain.excon import CENTRE
from exercise.domain.world import World
from exercise.review.describe_world import Parts, Sentence
from exercise.review.names import Names, minute

_CONTROL = "EXCON"


def cell_name(names: Names, cell: str) -> str:
    """A control cell; the centre without one."""
    part = names.scenario.cells.get(cell)
    return names.pick(part.name) if part else cell if cell and cell != CENTRE else "the centre"


def level_name(names: Names, level: str) -> str:
    """A level of the severity scale: its id in capitals, and its name."""
    part = names.scenario.severity.get(level)
    return f"{level.upper()} {names.pick(part.name)}" if part else level


def _why(words: str, why: str) -> str:
    return f"{words}: {why}" if why else f"{words}."


def _inject(names: Names, inject: str) -> str:
    number = names.number(inject)
    return f"#{number} {names.inject(inject)}" if number else names.inject(inject)


def _taken(names: Names, world: World | None, tick: int, event: ev.TaskTaken) -> Parts:
    return "K", event.seat, f"Takes '{event.task}' from the queue of {cell_name(names, event.cell)}."


def _given_back(names: Names, world: World | None, tick: int, event: ev.TaskGivenBack) -> Parts:
    words = f"'{event.task}' waits in the queue of {cell_name(names, event.cell)} again"
    return "K", event.seat, _why(words, event.why)


def _handed_over(names: Names, world: World | None, tick: int, event: ev.TaskHandedOver) -> Parts:
    to = f"the seat {event.seat}" if event.seat else cell_name(names, event.cell)
    return "K", event.by, _why(f"Hands '{event.task}' over to {to}", event.why)


def _authority(names: Names, world: World | None, tick: int, event: ev.AuthorityMoved) -> Parts:
    cell = cell_name(names, event.cell)
    words = (
        f"{cell} has its own authority again"
        if event.to == event.cell
        else f"Authority of {cell} passes to {cell_name(names, event.to)}"
    )
    return "K", _CONTROL, _why(words, event.why)


def _lead(names: Names, world: World | None, tick: int, event: ev.LeadMoved) -> Parts:
    return "K", _CONTROL, _why(f"The seat {event.seat} leads the exercise from now on", event.why)


def _role_play(names: Names, world: World | None, tick: int, event: ev.RolePlaySet) -> Parts:
    words = (
        "Role players are at hand." if event.on else "No role players are at hand: all goes out in writing."
    )
    return "K", _CONTROL, words


def _due(names: Names, world: World | None, tick: int, event: ev.DeliveryDue) -> Parts:
    until = f", until {minute(event.until)}" if event.until is not None else ""
    return (
        "K",
        _CONTROL,
        f"Inject {_inject(names, event.inject)} waits for a role player to deliver it{until}.",
    )


def _done(names: Names, world: World | None, tick: int, event: ev.DeliveryDone) -> Parts:
    return "K", event.seat, _why(f"Has delivered inject {_inject(names, event.inject)}", event.note)


def _failed(names: Names, world: World | None, tick: int, event: ev.DeliveryFailed) -> Parts:
    return "K", event.seat, _why(f"Could not deliver inject {_inject(names, event.inject)}", event.why)


def _asked(names: Names, world: World | None, tick: int, event: ev.RatingAsked) -> Parts:
    due = f", by {minute(event.due)}" if event.due is not None else ""
    words = f"Asks {names.agencies(event.to)} how severe the situation is{due}"
    return "S", _CONTROL, _why(words, names.pick(event.text))


def _rated(names: Names, world: World | None, tick: int, event: ev.SeverityRated) -> Parts:
    words = f"Rates the situation {level_name(names, event.level)}"
    return "S", names.agency(event.agency), _why(words, event.reason)


def _shared(names: Names, world: World | None, tick: int, event: ev.SpreadShared) -> Parts:
    said = ", ".join(f"{count} × {level_name(names, level)}" for level, count in event.counts)
    silent = f", {event.silent} not rated" if event.silent else ""
    return "S", _CONTROL, f"Shows how severe all find it: {said}{silent}."


EXCON_SENTENCES: dict[type, Sentence] = {
    ev.TaskTaken: _taken,
    ev.TaskGivenBack: _given_back,
    ev.TaskHandedOver: _handed_over,
    ev.AuthorityMoved: _authority,
    ev.LeadMoved: _lead,
    ev.RolePlaySet: _role_play,
    ev.DeliveryDue: _due,
    ev.DeliveryDone: _done,
    ev.DeliveryFailed: _failed,
    ev.RatingAsked: _asked,
    ev.SeverityRated: _rated,
    ev.SpreadShared: _shared,
}
