"""How fast seats answered a comms check on the clock on the wall: exercise time stands still before STARTEX."""

from __future__ import annotations

from datetime import datetime

from exercise.domain import commands as cmd
from exercise.domain.seats import EXCON, agency_of
from exercise.log.records import Asked


class AnswerTimes:
    """How long answers took on the clock on the wall, from the records of who asked for what."""

    def __init__(self) -> None:
        self._asked: datetime | None = None
        self.seconds: dict[str, float] = {}

    def take(self, record: Asked) -> None:
        """Only people's commands have a wall time."""
        if isinstance(record.command, cmd.CheckComms):
            self._asked = datetime.fromisoformat(record.wall) if record.wall else None
            self.seconds.clear()
        elif isinstance(record.command, cmd.AnswerCheck) and self._asked and record.wall:
            station = record.command.station or agency_of(record.by) or EXCON
            past = (datetime.fromisoformat(record.wall) - self._asked).total_seconds()
            self.seconds.setdefault(station, max(0.0, past))
