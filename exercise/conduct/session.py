"""A drill under way: paced, written to disk before it is told, and shared by whoever looks on."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from exercise.conduct.eyes import AgencyEyes
from exercise.conduct.pacer import Pacer, wall_now
from exercise.conduct.unnamed import is_anonymous, unsigned
from exercise.domain import commands as cmd
from exercise.domain.rules_review import answered_before
from exercise.domain.seats import EXCON
from exercise.errors import Refused
from exercise.log.header import Header
from exercise.log.records import Record
from exercise.log.store import LogFile, LogWriter
from exercise.rehearsal.drill import Drill
from exercise.scenario.model import Scenario

Stations = tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]
"""Seats that are here and seats that are away, each with its agency."""

MARK_EVERY = 30.0
"""Wall seconds between two records of how far the clock has come."""

_LOOK = 0.25
"""The longest the session sleeps, in wall seconds, so that a desk's clock and the drill stay together."""


class Session:
    """One drill on one machine. All calls on one event loop; the drill itself never waits, so each is atomic.

    A record is told to anybody only when it is on disk. When the disk refuses, the clock stops, nothing is
    told, and every command is refused with the reason until writing works again.
    """

    def __init__(
        self,
        scenario: Scenario,
        drill: Drill,
        writer: LogWriter,
        records: list[Record],
        *,
        pacer: Pacer | None = None,
    ) -> None:
        self.scenario, self.drill, self.writer = scenario, drill, writer
        self.records = records
        """Everything that happened, on disk or about to be."""
        self.told = 0
        """How many of them are on disk, and may be shown."""
        self.data: dict[str, Any] = {}
        """The whole scenario as plain data, as the log's header holds it."""
        self.stand_ins: dict[str, str] = {}
        """Agency → `bot` or `absent`: who answers there while nobody sits at it."""
        self.trouble = ""
        self.stations: Callable[[], Stations] = lambda: ((), ())
        """Seats on a line and seats without one. A hub beside this session knows them."""
        self._failed = ""
        world = drill.engine.world
        self.pacer = pacer or Pacer(drill.engine.tick, world.pace)
        self._news = asyncio.Condition()
        self._hurry = asyncio.Event()
        self._marked_at = 0
        self._wall: Callable[[], str] = wall_now
        if world.phase == "running":
            self.pacer.go()

    # --- asking

    async def ask(self, seat: str, command: cmd.AnyCommand, *, id: str | None = None) -> None:
        """Carry out a command; returns when it is on disk. Raises `Refused` when it may not be done."""
        if self._failed:
            raise Refused(f"the drill broke ({self._failed}); leave, and go on with --resume")
        if self.trouble and not self._commit():
            raise Refused(f"the log cannot be written ({self.trouble}); play stands still until it can")
        self.catch_up()
        if isinstance(command, cmd.CheckComms):
            command = cmd.CheckComms(*self.stations())
        elif isinstance(command, cmd.Answer):
            again = answered_before(self.drill.engine.world, command.desk or seat, command.questionnaire)
            command = msgspec.structs.replace(command, corrects=again)
        if is_anonymous(command, self.scenario):
            # No id and no wall time either: both would say whose line it came by.
            self.drill.submit(EXCON, unsigned(command, seat))
        else:
            self.drill.submit(seat, command, wall=self._wall(), id=id)
        self._follow()
        if not self._commit():
            raise Refused(f"the log cannot be written ({self.trouble}); this will count once it can")
        await self._tell()
        self._hurry.set()

    async def written(self) -> None:
        """Return when everything asked so far is on disk. Raises `Refused` while it cannot be written."""
        if self.trouble and not self._commit():
            raise Refused(f"the log cannot be written ({self.trouble}); this will count once it can")
        await self._tell()

    def catch_up(self) -> None:
        """Bring the drill to what the clock shows."""
        if self.pacer.goes and not self.trouble:
            self.drill.advance_to(self.pacer.tick())

    def _follow(self) -> None:
        """Let the clock do what the drill's state says."""
        world, pacer, tick = self.drill.engine.world, self.pacer, self.drill.engine.tick
        if pacer.pace != world.pace:
            pacer.set_pace(world.pace)
        if tick > pacer.tick():
            pacer.set_to(tick)
        if (world.phase == "running") != pacer.goes:
            if world.phase == "running":
                pacer.go()
            else:
                pacer.stand()
                pacer.set_to(tick)

    def _commit(self) -> bool:
        try:
            self.writer.commit()
        except OSError as refusal:
            if not self.trouble:
                self.pacer.stand()
            self.trouble = refusal.strerror or str(refusal)
            return False
        if self.trouble:
            self.trouble = ""
            self.pacer.set_to(self.drill.engine.tick)
            self._follow()
        return True

    # --- going on

    async def run(self) -> None:
        """Let exercise time pass, until the exercise has ended."""
        while self.drill.engine.world.phase != "ended":
            due = self.drill.next_due()
            wait = min(_LOOK, self.pacer.seconds_until(due + 1) if due is not None else _LOOK)
            # Not `wait_for`: on Python 3.11 it loses a cancellation that comes together with the event.
            with suppress(TimeoutError):
                async with asyncio.timeout(max(0.005, wait)):
                    await self._hurry.wait()
            self._hurry.clear()
            if self.trouble and not self._commit():
                continue
            self.catch_up()
            self._mark_time()
            if self._commit():
                await self._tell()

    def broke(self, error: BaseException) -> None:
        """The drill itself failed: stop the clock, and refuse everything with the reason. The log stays whole."""
        self.pacer.stand()
        self._failed = f"{type(error).__name__}: {error}"

    def _mark_time(self) -> None:
        tick = self.drill.engine.tick
        if self.pacer.goes and tick - self._marked_at >= MARK_EVERY * self.pacer.pace:
            self._marked_at = tick
            self.drill.submit("excon", cmd.MarkTime(), wall=self._wall())

    async def _tell(self) -> None:
        if self.told < len(self.records):
            async with self._news:
                self.told = len(self.records)
                self._news.notify_all()

    async def follow(self) -> AsyncIterator[Sequence[Record]]:
        """Everything told so far, then whatever is told, in batches."""
        seen = 0
        while True:
            async with self._news:
                while seen >= self.told:
                    await self._news.wait()
                until = self.told
            yield self.records[seen:until]
            seen = until

    def close(self) -> None:
        """Put everything on disk and let go of the log; an ended exercise's log is closed for good."""
        if not self._failed:
            self.catch_up()
        self.writer.close(finished=self.drill.engine.world.phase == "ended")


def begin(path: Path, header: Header, scenario: Scenario) -> Session:
    """A new drill, at the briefing, with a new log."""
    writer = LogWriter(path, header)
    records: list[Record] = []
    drill = Drill(scenario, header.seed, header.bots, _keeping(records, writer), script=header.script)
    session = Session(scenario, drill, writer, records)
    session.stand_ins, session.data = header.stand_ins(), header.data
    return session


def resume(log: LogFile, scenario: Scenario) -> Session:
    """A drill that goes on where its log ends. Raises `LogForked` when the log is not what its commands give."""
    writer = LogWriter(log.path, after=log)
    records = list(log.records)
    drill = Drill.resumed(log.header, scenario, log.records, _keeping(records, writer))
    writer.commit()
    session = Session(scenario, drill, writer, records)
    session.told = len(records)
    session.stand_ins, session.data = log.header.stand_ins(), log.header.data
    return session


def _keeping(records: list[Record], writer: LogWriter) -> Callable[[Record], None]:
    def keep(record: Record) -> None:
        records.append(record)
        writer.append(record)

    return keep


class LocalLink:
    """A desk in the same process as the drill."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @property
    def scenario(self) -> Scenario:
        return self._session.scenario

    @property
    def log_path(self) -> str:
        return str(self._session.writer.path)

    @property
    def stand_ins(self) -> Mapping[str, str]:
        return self._session.stand_ins

    def eyes(self, agency: str) -> AgencyEyes:
        """As `WholeLink.eyes`: who sits here sees no more than on another machine."""
        return AgencyEyes(agency, self._session.data, self.scenario)

    @property
    def station(self) -> str:
        """On one machine a seat is its agency's, or exercise control's."""
        return ""

    @property
    def cell(self) -> str:
        return ""

    async def ask(self, command: cmd.AnyCommand, *, seat: str) -> None:
        await self._session.ask(seat, command)

    def records(self) -> AsyncIterator[Sequence[Record]]:
        return self._session.follow()

    def tick(self) -> int:
        return self._session.pacer.tick()
