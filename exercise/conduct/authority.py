"""What a control cell looks after now, and how a briefing grows when that becomes more."""

from __future__ import annotations

from typing import Any

from exercise.conduct.briefing import agencies_of, injects_of
from exercise.conduct.wire import More
from exercise.domain import events as ev
from exercise.scenario.model import Scenario

Plain = dict[str, Any]


class Authority:
    """Follows who has authority over what, for one cell."""

    def __init__(self, scenario: Scenario, cell: str) -> None:
        self._scenario, self._cell = scenario, cell
        self._holders: dict[str, str] = {name: name for name in scenario.cells}
        self._lent: dict[str, str] = {}
        """Item of the queue that was handed to this cell → the inject it is about."""
        self._added: dict[str, tuple[str, ...]] = {}
        """Injects that controllers put into the MSEL → their recipients."""
        self._count()

    def follow(self, event: ev.AnyEvent) -> bool:
        """Take an event; whether something else is looked after from here now."""
        match event:
            case ev.AuthorityMoved(cell=cell, to=to):
                self._holders[cell] = to
            case ev.TaskHandedOver(task=task, cell=cell, inject=inject) if inject:
                self._lent.pop(task, None)
                if cell in self.cells and inject not in self.injects:
                    self._lent[task] = inject
            case ev.InjectAdded(inject=inject, to=to):
                self._added[inject] = to
            case _:
                return False
        before = self.agencies, self.injects, self.cells
        self._count()
        return before != (self.agencies, self.injects, self.cells)

    def _count(self) -> None:
        self.cells = frozenset(name for name, holder in self._holders.items() if holder == self._cell)
        self.agencies = agencies_of(self._scenario, *self.cells)
        self.injects = (
            injects_of(self._scenario, *self.cells)
            | frozenset(self._lent.values())
            | frozenset(name for name, to in self._added.items() if set(to) <= self.agencies)
        )


def joined(old: Plain, new: Plain) -> Plain:
    """Both briefings: whoever has been told something keeps it."""
    whole = dict(old)
    for key, parts in new.items():
        whole[key] = {**old.get(key, {}), **parts} if isinstance(parts, dict) else parts
    return whole


def added(old: Plain, new: Plain) -> More:
    """The parts that are new, or say more than they did."""
    more: More = {}
    for section, parts in new.items():
        if isinstance(parts, dict) and section in Scenario.model_fields:
            fresh = {name: part for name, part in parts.items() if old.get(section, {}).get(name) != part}
            if fresh:
                more[section] = fresh
    return more
