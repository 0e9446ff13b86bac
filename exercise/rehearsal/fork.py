"""Same past, other future: a log played again up to a moment, then on with something changed.

All luck stays the same, because draws are named and not counted. What is recorded may no longer be possible; that
is told, never forced.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from exercise.domain import commands as cmd
from exercise.domain.seats import BOT, EXCON, agency_of
from exercise.errors import LogForked, Refused
from exercise.log.header import Header, Lineage
from exercise.log.lineage import bodies
from exercise.log.records import Asked, Record
from exercise.log.store import LogFile, LogWriter
from exercise.rehearsal.called import Called
from exercise.rehearsal.changes import RECORDED, Changes, Cut
from exercise.rehearsal.drill import Drill
from exercise.rehearsal.script import Refusal
from exercise.rehearsal.script_file import lines_of
from exercise.scenario.model import Scenario
from exercise.version import VERSION

ADDED = "fork/"
"""Begins the id of a command that the parent does not have."""


@dataclass(frozen=True, slots=True)
class Forked:
    """The other future: a whole log's worth of records, the past among them."""

    header: Header
    records: list[Record]
    cut: Cut
    refused: tuple[Refusal, ...]
    past: list[bytes]
    """The records that both share, as the parent's file holds them."""


def play_fork(log: LogFile, scenario: Scenario, changes: Changes, *, until: int | None = None) -> Forked:
    """Play the past as recorded and the future with the changes.

    Args:
        until: when to end, in seconds since STARTEX; where the log ends, if it is not said.

    Raises:
        LogForked: the past in the log is not what its commands give.
    """
    player = _Player(log.header, scenario, log.records, changes)
    player.past()
    player.future(until)
    past, begin, digest = bodies(log, changes.cut.records)
    refused = tuple(player.drill.script.refused)
    lineage = Lineage(
        exercise_id=log.header.exercise_id,
        begin=begin,
        hash=digest,
        records=changes.cut.records,
        tick=changes.cut.tick,
        bots=changes.bots,
        added=list(changes.added),
        removed=[str(each) for each in changes.removed],
        refused=[refusal.as_json() for refusal in refused],
    )
    header = msgspec.structs.replace(
        log.header,
        program=VERSION,
        exercise_id=f"{log.header.exercise_id}-fork",
        bots=player.kinds or log.header.bots,
        script=[],
        fork=lineage,
        wall=None,
    )
    return Forked(header, player.records, changes.cut, refused, past)


def write_fork(path: Path, forked: Forked) -> None:
    """Keep a fork as a finished log. Raises `UsageError` when there is a log at `path` already."""
    writer = LogWriter(path, forked.header)
    for body in forked.past:
        writer.copy(body)
    for record in forked.records[forked.cut.records :]:
        writer.append(record)
    writer.close(finished=True)


class _Player:
    """Plays one fork."""

    def __init__(
        self, header: Header, scenario: Scenario, recorded: Sequence[Record], changes: Changes
    ) -> None:
        self._recorded, self._changes, self._cut = recorded, changes, changes.cut
        self.records: list[Record] = []
        self.kinds: dict[str, str] = {}
        if changes.bots != RECORDED:
            played = (agency for agency in scenario.agencies if agency not in header.absent)
            self.kinds = dict.fromkeys(played, changes.bots)
        self.drill = Drill(scenario, header.seed, self.kinds, self.records.append, patient=True)
        past = [record for record in recorded[: self._cut.records] if isinstance(record, Asked)]
        self._past = past
        self._bots_asked: dict[tuple[int, str], list[cmd.AnyCommand]] = {}
        for record in past:
            if record.by.startswith(BOT):
                self._bots_asked.setdefault((record.tick, record.by), []).append(record.command)
        self._left_out = {each.seq for each in changes.removed if each.seq is not None}
        self._called = Called(recorded, self._cut.records)

    # --- the past

    def past(self) -> None:
        """Bring the drill to where the futures part, and insist on the records."""
        for record in self._past:
            if record.tick < self._cut.tick:
                self.drill.advance_asking(record.tick, self._ask)
            else:
                self._come_to(record.tick)
            try:
                self.drill.engine.submit(record.by, record.command, wall=record.wall, id=record.id)
            except Refused as refusal:
                raise LogForked(record.seq, str(record), f"a refusal: {refusal}") from None
        self._come_to(self._cut.tick)
        shared = self._recorded[: self._cut.records]
        for old, new in zip(shared, self.records, strict=False):
            if old != new:
                raise LogForked(old.seq, str(old), str(new))
        if len(self.records) != len(shared):
            raise LogForked(len(shared), f"{len(shared)} records up to there", f"{len(self.records)}")

    def _come_to(self, tick: int) -> None:
        """Stand at the beginning of a second, before the bots do what they mean to do in it."""
        if self.drill.engine.world.phase == "running":
            self.drill.advance_asking(tick - 1, self._ask)
            self.drill.engine.advance_to(tick)

    def _ask(self, agency: str, command: cmd.AnyCommand) -> bool:
        """What a bot asked for in the past stands in the log; from the cut on it is asked in earnest."""
        tick = self.drill.engine.tick
        asked = self._bots_asked.get((tick, BOT + agency), [])
        if command in asked:
            asked.remove(command)
            return True
        if tick < self._cut.tick:
            return False
        if self._is_removed(agency, command):
            return True
        try:
            self.drill.engine.submit(BOT + agency, command)
        except Refused:
            return False
        return True

    def _is_removed(self, by: str, command: cmd.AnyCommand) -> bool:
        return any(
            each.fits(by, command) if each.seq is None else self._is_like(each.seq, by, command)
            for each in self._changes.removed
        )

    def _is_like(self, seq: int, by: str, command: cmd.AnyCommand) -> bool:
        record = self._recorded[seq]
        return isinstance(record, Asked) and (agency_of(record.by), record.command) == (
            agency_of(by),
            command,
        )

    # --- the future

    def future(self, until: int | None) -> None:
        """Play on to the end."""
        if self.kinds:
            for agency in tuple(self.drill.engine.world.seats):
                self._submit(EXCON, cmd.LeaveSeat(agency))
        for tick, early, asked in self._to_come():
            if self.drill.engine.world.phase == "ended" or (until is not None and tick > until):
                break
            self._come_to(tick)
            if not early:
                self._advance(tick)
            self._submit(asked.by, asked.command, wall=asked.wall, id=asked.id, seq=asked.seq)
        self._finish(until)

    def _to_come(self) -> list[tuple[int, bool, Asked]]:
        """What is added, then what is recorded and not left out, in the order of their times.

        Early: before the bots act in that second, as a script does.
        """
        lines = enumerate(lines_of(self._changes.added), 1)
        added = [
            (line.at, True, Asked(-1, line.at, line.as_, line.do.command(), id=f"{ADDED}{number}"))
            for number, line in lines
        ]
        recorded = [
            (record.tick, self._is_script(record), record)
            for record in self._recorded[self._cut.records :]
            if isinstance(record, Asked) and self._plays_on(record)
        ]
        return sorted(
            [*added, *recorded], key=lambda each: (each[0], not each[1] if self.kinds else each[2].seq >= 0)
        )

    def _is_script(self, record: Asked) -> bool:
        return bool(self.kinds) and (record.id or "").startswith("script/")

    def _plays_on(self, record: Asked) -> bool:
        if record.seq in self._left_out:
            return False
        if any(each.seq is None and each.fits(record.by, record.command) for each in self._changes.removed):
            return False
        if not self.kinds:
            return True
        # Bots sit where people sat; what controllers did, and what a script does, stays.
        if isinstance(record.command, cmd.TakeSeat | cmd.LeaveSeat):
            return False
        return record.by == EXCON or self._is_script(record)

    def _submit(
        self,
        by: str,
        command: cmd.AnyCommand,
        *,
        wall: str | None = None,
        id: str | None = None,
        seq: int = -1,
    ) -> None:
        """`seq` is the number of a command that was recorded."""
        try:
            self.drill.engine.submit(by, self._called.meant(command), wall=wall, id=id)
        except Refused as refusal:
            self.drill.script.refuse(self.drill.engine.tick, by, command, str(refusal))
            return
        if seq >= 0 and isinstance(command, cmd.SendInject):
            self._called.sent(seq, self.drill.engine.world)

    def _advance(self, tick: int) -> None:
        if self.drill.engine.world.phase == "running":
            self.drill.advance_asking(tick, self._ask)

    def _finish(self, until: int | None) -> None:
        engine, last = self.drill.engine, self._recorded[-1].tick if self._recorded else 0
        if until is not None:
            if engine.world.phase == "paused" and until > engine.tick:
                self._submit(EXCON, cmd.Resume())
            self._advance(until)
            if engine.world.phase not in ("ended", "briefing"):
                self._submit(EXCON, cmd.End("the time is up"))
        else:
            self._advance(last)
            if engine.world.phase == "running" and self._ends_with_work():
                engine.advance_to(last + 1)

    def _ends_with_work(self) -> bool:
        """Whether the log ends, without ENDEX, with what was due in its last second."""
        at: int | None = len(self._recorded) - 1
        while at is not None and at >= 0:
            record = self._recorded[at]
            if isinstance(record, Asked):
                return record.tick < self._recorded[-1].tick
            at = record.cause
        return False
