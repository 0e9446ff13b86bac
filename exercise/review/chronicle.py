"""What happened, kind by kind: one pass over the records that every table of a report reads from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar, cast

from exercise.domain import events as ev
from exercise.domain.evolve import evolve
from exercise.domain.world import World, world_at_start
from exercise.log.records import Asked, Happened, Record
from exercise.review.describe import describe
from exercise.review.names import Names, persona_name
from exercise.scenario.model import Scenario

E = TypeVar("E", bound=ev.Event)


class Noted(NamedTuple):
    """An event with its record's number and its moment."""

    seq: int
    tick: int
    event: ev.AnyEvent


class Chronicle:
    """The whole play, ready to be asked.

    Attributes:
        end: the second of the newest record.
        ended: when ENDEX was declared, if it was.
        walls: the first and the last wall time in the log; empty when nobody looked at a clock.
        wall_of: record number → wall time, of what somebody's own command brought about at once.
        world: how things stood at the end.
    """

    def __init__(self, scenario: Scenario, records: Iterable[Record]) -> None:
        self.scenario = scenario
        self.world: World = world_at_start(scenario)
        self.end = 0
        self.ended: int | None = None
        self.count = 0
        self.asked = 0
        walls: list[str] = []
        asked_at: dict[int, str] = {}
        self.wall_of: dict[int, str] = {}
        self._kinds: dict[type, list[Noted]] = {}
        for record in records:
            self.count += 1
            self.end = max(self.end, record.tick)
            if isinstance(record, Asked):
                self.asked += 1
                if record.wall:
                    walls.append(record.wall)
                    asked_at[record.seq] = record.wall
                continue
            if record.cause in asked_at:
                self.wall_of[record.seq] = asked_at[record.cause]
            evolve(self.world, record.tick, record.event)
            self._kinds.setdefault(type(record.event), []).append(
                Noted(record.seq, record.tick, record.event)
            )
            if isinstance(record.event, ev.PhaseChanged) and record.event.phase == "ended":
                self.ended = record.tick
        self.walls: tuple[str, ...] = (min(walls), max(walls)) if walls else ()

    def all(self, kind: type[E]) -> list[tuple[int, int, E]]:
        """Every event of one kind, in order: record number, moment, event."""
        return cast("list[tuple[int, int, E]]", self._kinds.get(kind, []))

    @property
    def seated(self) -> set[str]:
        """Agencies at which somebody sat down."""
        return {event.agency for _, _, event in self.all(ev.SeatTaken)}

    @property
    def horizon(self) -> int:
        """Where a time axis ends: at ENDEX, else at the newest record."""
        return max(1, self.ended if self.ended is not None else self.end)

    def is_background(self, activity: str) -> bool:
        """Whether nobody orders it: noise and other things that start by themselves."""
        part = self.scenario.activities.get(activity)
        return part is not None and part.starts is not None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A record in words."""

    seq: int
    tick: int
    who: str
    text: str


def sentences(
    scenario: Scenario,
    records: Sequence[Record],
    wanted: Collection[int],
    *languages: str,
    for_agency: bool = False,
) -> dict[int, Sentence]:
    """The wanted records in words, each told against the world as it was just before.

    Only exercise control knows who writes in somebody's name; for an agency it is that somebody.
    """
    world = world_at_start(scenario)
    found = {}
    for record in records:
        if record.seq in wanted:
            told = describe(record, scenario, *languages, world=world)
            who = _persona(record, Names(scenario, languages)) if for_agency else ""
            found[record.seq] = Sentence(record.seq, record.tick, who or told.who, told.text)
        if isinstance(record, Happened):
            evolve(world, record.tick, record.event)
    return found


def _persona(record: Record, names: Names) -> str:
    """As whom exercise control writes; empty when it does not."""
    event = record.event if isinstance(record, Happened) else None
    return persona_name(names, event.persona) if isinstance(event, ev.MessageSent) and event.persona else ""
