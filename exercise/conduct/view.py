"""What may be seen from some seats: the records, renumbered and narrowed, and the messages that carry them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from exercise.conduct.authority import Authority, added, joined
from exercise.conduct.briefing import Briefing
from exercise.conduct.narrow import narrowed
from exercise.conduct.wire import More, Told, encoded
from exercise.domain import events as ev
from exercise.domain.views import EVERYBODY, may_see
from exercise.log.records import Happened, Record
from exercise.scenario.model import Scenario

CHUNK = 256
"""Records in one message at most: a slow link sees the first of them soon."""

_MSEL = (
    ev.InjectAdded,
    ev.InjectReleased,
    ev.InjectHeld,
    ev.InjectSkipped,
    ev.InjectRescheduled,
    ev.InjectGated,
    ev.ExpectationOpened,
    ev.ExpectationMet,
    ev.ExpectationMissed,
    ev.DeliveryDue,
    ev.DeliveryDone,
    ev.DeliveryFailed,
)
_OF_ALL_CELLS = (ev.AuthorityMoved, ev.LeadMoved, ev.RolePlaySet)
_OF_A_QUEUE = (ev.TaskTaken, ev.TaskGivenBack, ev.TaskPutAway)
_PROPOSALS = (ev.ActionProposed, ev.ActionRuled, ev.ActionTookEffect)


class View:
    """Everything that has been told to seats which see the same. Shared by them, so it is kept and encoded once.

    Records carry numbers of this view, from 0 without gaps: how much happens elsewhere is nobody's business.
    """

    def __init__(self, key: str, data: dict[str, Any], scenario: Scenario) -> None:
        kind, _, name = key.partition("/")
        self.sees_all, self._at_play = kind == "all", kind != "cell"
        self.cell = name if kind == "cell" else ""
        self.agencies: frozenset[str] = frozenset()
        self.injects: frozenset[str] = frozenset()
        if kind == "agency":
            self.agencies = frozenset((name,))
        self._data, self._scenario = data, scenario
        self._desk = Authority(scenario, name) if kind == "cell" else None
        self.version = 0
        """Grows when what may be seen from here becomes other things."""
        if self._desk is not None:
            self.agencies, self.injects = self._desk.agencies, self._desk.injects
        self._brief = self._briefed()
        self.briefing: dict[str, Any] = data if self._brief is None else self._brief.data
        self.orderable = frozenset(scenario.activities) if self._brief is None else self._brief.orderable
        self._records: list[Record] = []
        self._passed: list[Happened] = []
        """What a cell has not been told, in case it comes to have the authority."""
        self._lights: dict[int, More] = {}
        """By the number of a record: what it brings to light."""
        self._proposals: dict[str, str] = {}
        self._revealed: dict[str, set[str]] = {}
        self._texts: dict[tuple[int, int], str] = {}

    @property
    def cells(self) -> frozenset[str]:
        """The control cells whose authority is here now."""
        return self._desk.cells if self._desk is not None else frozenset()

    def _briefed(self) -> Briefing | None:
        if self.sees_all:
            return None
        cells = None if self._desk is None else self.cells
        return Briefing(self._data, self._scenario, self.agencies, injects=self.injects, cells=cells)

    def __len__(self) -> int:
        return len(self._records)

    def knows(self, section: str, name: str) -> bool:
        """Whether a part of the scenario is known from here by now."""
        return name in self.briefing.get(section, ()) or name in self._revealed.get(section, ())

    def take(self, records: Iterable[Record]) -> None:
        """Take what was told; what may not be seen leaves no trace."""
        for record in records:
            if self.sees_all:
                self._records.append(record)
            elif isinstance(record, Happened):
                moved = self._desk is not None and self._desk.follow(record.event)
                if self._sees(record):
                    self._add(record)
                elif self._desk is not None:
                    self._passed.append(record)
                if moved:
                    self._look_again()

    def _add(self, record: Happened) -> None:
        self._records.append(self._narrowed(record))
        self._reveal(self._more(record))

    def _reveal(self, more: More) -> None:
        """Kept by the number of the record it comes with: what is known from here may be more, later."""
        if more:
            self._lights[len(self._records) - 1] = more
        for section, parts in more.items():
            self._revealed.setdefault(section, set()).update(parts)

    def _look_again(self) -> None:
        """Authority came or went: from here on other things are seen, and what was missed of them is made good."""
        assert self._desk is not None
        before = self.briefing
        self.agencies, self.injects = self._desk.agencies, self._desk.injects
        self._brief = self._briefed()
        assert self._brief is not None
        self.orderable, self.version = self._brief.orderable, self.version + 1
        self.briefing = joined(before, self._brief.data)
        self._reveal(added(before, self.briefing))
        missed, self._passed = self._passed, []
        for record in missed:
            if self._sees(record):
                self._add(record)
            else:
                self._passed.append(record)

    def told(self, since: int) -> tuple[str, int]:
        """The next message for whoever has `since` records, and how many it has after it."""
        until = min(len(self._records), (since // CHUNK + 1) * CHUNK)
        if (since, until) not in self._texts:
            if len(self._texts) >= 64:
                self._texts.clear()
            self._texts[since, until] = encoded(self.part(since, until))
        return self._texts[since, until], until

    def part(self, since: int, until: int) -> Told:
        """The records from one number up to another, and what they bring to light."""
        records = self._records[since:until]
        more: More = {}
        for number in range(since, until):
            for section, parts in self._lights.get(number, {}).items():
                more.setdefault(section, {}).update(parts)
        return Told(since, records, more)

    def _sees(self, record: Happened) -> bool:
        if "*" in record.to or any(may_see(agency, record.to) for agency in self.agencies):
            return True
        event = record.event
        if self._desk is not None and isinstance(event, _OF_ALL_CELLS):
            return True
        if isinstance(event, _OF_A_QUEUE):
            return event.cell in self.cells
        if isinstance(event, ev.TaskHandedOver):
            return bool({event.cell, event.before} & self.cells)
        if isinstance(event, _MSEL):
            return event.inject in self.injects
        return isinstance(event, ev.ObservationMade) and bool(self.injects) and event.agency in self.agencies

    def _narrowed(self, record: Happened) -> Happened:
        """Without who else may see it, and without the number of what led to it."""
        to = EVERYBODY if "*" in record.to else tuple(name for name in record.to if name in self.agencies)
        event = narrowed(record.event, self.agencies)
        if isinstance(event, _PROPOSALS) and self._at_play:
            # The exercise counts them over all agencies; how many others made is their own business.
            own = self._proposals.setdefault(event.proposal, f"proposal-{len(self._proposals) + 1}")
            event = msgspec.structs.replace(event, proposal=own)
        return Happened(len(self._records), record.tick, event, to)

    def _more(self, record: Record) -> More:
        if self._brief is None or not isinstance(record, Happened):
            return {}
        return self._brief.more(record.event)
