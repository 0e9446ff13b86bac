"""What an evaluator's desk shows: objectives as the log judges them so far, and everything that was noted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from exercise.domain import events as ev
from exercise.log.records import Happened, Record
from exercise.review.measures import Judge
from exercise.review.names import Names
from exercise.review.ratings import ObjectiveResult
from exercise.scenario.model import Scenario


@dataclass(frozen=True, slots=True)
class NoteRow:
    """An observation or rating."""

    id: str
    tick: int
    at: int
    """The moment it is about."""
    by: str
    about: str
    text: str
    rating: str
    proposed: str
    evidence: tuple[int, ...]


class Evaluation:
    """Folds the records of an exercise as they come. Give it every record, in order."""

    def __init__(self, scenario: Scenario, names: Names) -> None:
        self._scenario, self._names = scenario, names
        self._judge = Judge(scenario, *names.languages)
        self._notes: list[NoteRow] = []
        self._tick = self.taken = 0
        """Of the newest record; and how many there were."""

    def take_all(self, records: Iterable[Record]) -> None:
        """Take what is new."""
        for record in records:
            self._judge.take(record)
            self._tick, self.taken = record.tick, self.taken + 1
            if isinstance(record, Happened) and isinstance(record.event, ev.ObservationMade):
                self._notes.append(self._note(record.seq, record.tick, record.event))

    def objectives(self) -> tuple[ObjectiveResult, ...]:
        """Where every objective stands at the newest record."""
        return self._judge.results(self._tick)

    def notes(self) -> tuple[NoteRow, ...]:
        """Everything noted, newest first."""
        return tuple(reversed(self._notes))

    def _note(self, seq: int, tick: int, event: ev.ObservationMade) -> NoteRow:
        names, part = self._names, self._scenario.objectives.get(event.objective)
        tasks = part.tasks if part and event.task else ()
        about = [
            f"#{names.number(event.inject)} {names.inject(event.inject)}" if event.inject else "",
            names.agency(event.agency) if event.agency else "",
            names.pick(part.name) if part else "",
            *(
                names.pick(task.text)
                for place, task in enumerate(tasks, start=1)
                if event.task == (task.id or str(place))
            ),
        ]
        return NoteRow(
            id=str(seq),
            tick=tick,
            at=tick if event.at is None else event.at,
            by=event.name or names.agency(event.seat),
            about=", ".join(filter(None, about)),
            text=event.text,
            rating=event.rating,
            proposed=event.proposed,
            evidence=event.evidence,
        )
