"""Sentences about the queue of controllers, authority, calls by role players and ratings of severity."""

from __future__ import annotations

from exercise.domain import events as ev
from exercise.domain.excon import CENTRE
from exercise.domain.world import World
from exercise.language import t
from exercise.review.describe_world import Parts, Sentence
from exercise.review.names import Names, minute, numbered
from exercise.review.saying import ended

_CONTROL = "EXCON"


def cell_name(names: Names, cell: str) -> str:
    """A control cell; the centre without one."""
    part = names.scenario.cells.get(cell)
    return names.pick(part.name) if part else cell if cell and cell != CENTRE else t("the centre")


def level_name(names: Names, level: str) -> str:
    """A level of the severity scale: its id in capitals, and its name."""
    part = names.scenario.severity.get(level)
    return f"{level.upper()} {names.pick(part.name)}" if part else level


def _taken(names: Names, world: World | None, tick: int, event: ev.TaskTaken) -> Parts:
    cell = cell_name(names, event.cell)
    return "K", event.seat, t("Takes '{task}' from the queue of {cell}.", task=event.task, cell=cell)


def _given_back(names: Names, world: World | None, tick: int, event: ev.TaskGivenBack) -> Parts:
    cell = cell_name(names, event.cell)
    words = t("'{task}' waits in the queue of {cell} again", task=event.task, cell=cell)
    return "K", event.seat, ended(words, event.why)


def _put_away(names: Names, world: World | None, tick: int, event: ev.TaskPutAway) -> Parts:
    words = t("Puts '{task}' away: nothing more is to be done about it", task=event.task)
    return "K", event.seat, ended(words, event.why)


def _handed_over(names: Names, world: World | None, tick: int, event: ev.TaskHandedOver) -> Parts:
    words = (
        t("Hands '{task}' over to the seat {seat}", task=event.task, seat=event.seat)
        if event.seat
        else t("Hands '{task}' over to {cell}", task=event.task, cell=cell_name(names, event.cell))
    )
    return "K", event.by, ended(words, event.why)


def _authority(names: Names, world: World | None, tick: int, event: ev.AuthorityMoved) -> Parts:
    cell = cell_name(names, event.cell)
    words = (
        t("{cell} has its own authority again", cell=cell)
        if event.to == event.cell
        else t("Authority of {cell} passes to {other}", cell=cell, other=cell_name(names, event.to))
    )
    return "K", _CONTROL, ended(words, event.why)


def _lead(names: Names, world: World | None, tick: int, event: ev.LeadMoved) -> Parts:
    words = t("The seat {seat} leads the exercise from now on", seat=event.seat)
    return "K", _CONTROL, ended(words, event.why)


def _role_play(names: Names, world: World | None, tick: int, event: ev.RolePlaySet) -> Parts:
    words = (
        t("Role players are at hand.")
        if event.on
        else t("No role players are at hand: all goes out in writing.")
    )
    return "K", _CONTROL, words


def _due(names: Names, world: World | None, tick: int, event: ev.DeliveryDue) -> Parts:
    inject = numbered(names, event.inject)
    words = (
        t("Inject {inject} waits for a role player to deliver it.", inject=inject)
        if event.until is None
        else t(
            "Inject {inject} waits for a role player to deliver it, until {time}.",
            inject=inject,
            time=minute(event.until),
        )
    )
    return "K", _CONTROL, words


def _done(names: Names, world: World | None, tick: int, event: ev.DeliveryDone) -> Parts:
    words = t("Has delivered inject {inject}", inject=numbered(names, event.inject))
    return "K", event.seat, ended(words, event.note)


def _failed(names: Names, world: World | None, tick: int, event: ev.DeliveryFailed) -> Parts:
    words = t("Could not deliver inject {inject}", inject=numbered(names, event.inject))
    return "K", event.seat, ended(words, event.why)


def _asked(names: Names, world: World | None, tick: int, event: ev.RatingAsked) -> Parts:
    who = names.agencies(event.to)
    words = (
        t("Asks {who} how severe the situation is", who=who)
        if event.due is None
        else t("Asks {who} how severe the situation is, by {time}", who=who, time=minute(event.due))
    )
    return "S", _CONTROL, ended(words, names.pick(event.text))


def _rated(names: Names, world: World | None, tick: int, event: ev.SeverityRated) -> Parts:
    words = t("Rates the situation {level}", level=level_name(names, event.level))
    return "S", names.agency(event.agency), ended(words, event.reason)


def _shared(names: Names, world: World | None, tick: int, event: ev.SpreadShared) -> Parts:
    said = ", ".join(f"{count} × {level_name(names, level)}" for level, count in event.counts)
    words = (
        t("Shows how severe all find it: {said}, {count} not rated.", said=said, count=event.silent)
        if event.silent
        else t("Shows how severe all find it: {said}.", said=said)
    )
    return "S", _CONTROL, words


EXCON_SENTENCES: dict[type, Sentence] = {
    ev.TaskTaken: _taken,
    ev.TaskGivenBack: _given_back,
    ev.TaskPutAway: _put_away,
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
