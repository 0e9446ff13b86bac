"""An exercise that was played, as a link: any moment of its log, and a clock that only one desk looks at."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from pathlib import Path

from exercise.conduct.client import OtherFuture, WhatIf
from exercise.conduct.pacer import Pacer
from exercise.domain.commands import AnyCommand
from exercise.errors import NoSuchThing, Refused
from exercise.log.records import Record
from exercise.log.store import LogFile, read_log
from exercise.review.bookmarks import Notes
from exercise.review.picture import Picture
from exercise.review.replay import Progress, Replay
from exercise.scenario.model import Scenario

Fork = Callable[[LogFile, WhatIf], OtherFuture]
"""Plays another future of a log; handed in, because a link knows neither engine nor bots."""


class Recording:
    """A log being looked at. It is only ever read; notes are kept beside it.

    Args:
        log: as read; it may still be written to by somebody else.
        fork: how to play another future.
        pacer: the clock of playing.
        progress: told how far the first folding is.
    """

    def __init__(
        self, log: LogFile, *, fork: Fork, pacer: Pacer | None = None, progress: Progress | None = None
    ) -> None:
        self._log, self._fork = log, fork
        self.scenario: Scenario = log.header.scenario()
        self._languages = self.scenario.languages
        self.replay = Replay(self.scenario, log.records, stand_ins=self.stand_ins, progress=progress)
        self.notes = Notes(log.path)
        self._pacer = pacer or Pacer(pace=self.scenario.pace)
        self._record: int | None = None
        """The record shown last, when it is not all of its second."""

    @property
    def log_path(self) -> str:
        return str(self._log.path)

    @property
    def stand_ins(self) -> Mapping[str, str]:
        return self._log.header.stand_ins()

    @property
    def station(self) -> str:
        return ""

    @property
    def cell(self) -> str:
        return ""

    @property
    def finished(self) -> bool:
        return self._log.closed

    async def ask(self, command: AnyCommand, *, seat: str) -> None:
        raise Refused(
            "this is a debrief, and the log stays as it is; a what-if shows what would have come of it"
        )

    async def records(self) -> AsyncIterator[Sequence[Record]]:
        yield self.replay.records

    # --- the moment shown

    def tick(self) -> int:
        if self._pacer.goes and self._pacer.tick() >= self.replay.end:
            self._pacer.stand()
            self._pacer.set_to(self.replay.end)
        return min(self._pacer.tick(), self.replay.end)

    @property
    def seq(self) -> int:
        return self.replay.last_before(self.tick()) if self._record is None else self._record

    def picture(self, seat: str) -> Picture:
        if self._record is not None:
            return self.replay.at_record(self._record, seat=seat)
        return self.replay.at(self.tick(), seat=seat)

    def go_to(self, tick: int) -> None:
        self._record = None
        self._pacer.set_to(max(0, min(tick, self.replay.end)))

    def go_to_record(self, seq: int) -> None:
        if not 0 <= seq < len(self.replay.records):
            raise NoSuchThing("record", f"#{seq}")
        self._pacer.stand()
        self._pacer.set_to(self.replay.records[seq].tick)
        self._record = seq

    # --- playing

    @property
    def goes(self) -> bool:
        return self._pacer.goes

    @property
    def pace(self) -> float:
        return self._pacer.pace

    def play(self) -> None:
        if self.tick() >= self.replay.end:
            self._pacer.set_to(0)
        self._record = None
        self._pacer.go()

    def stand(self) -> None:
        self._pacer.stand()

    def set_pace(self, pace: float) -> None:
        self._pacer.set_pace(pace)

    # --- what is not in the log, or not yet

    def read_again(
        self, progress: Progress | None = None, *, languages: tuple[str, ...] = ()
    ) -> Callable[[], int]:
        before, log = len(self._log.records), read_log(Path(self.log_path))
        wanted, replay = languages or self._languages, self.replay
        if languages or len(log.records) > before:
            replay = Replay(
                self.scenario, log.records, languages=wanted, stand_ins=self.stand_ins, progress=progress
            )

        def take_in() -> int:
            self._pacer.set_to(self.tick())
            self._log, self.replay, self._languages = log, replay, wanted
            self.notes.look()
            return len(log.records) - before

        return take_in

    def other_future(self, what: WhatIf) -> OtherFuture:
        return self._fork(self._log, what)
