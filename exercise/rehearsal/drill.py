"""An engine with bots at the seats nobody took: what a session paces, and a rehearsal runs at full speed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from exercise.domain import commands as cmd
from exercise.domain.seats import BOT
from exercise.engine.engine import Engine
from exercise.errors import LogForked, Refused
from exercise.log.header import Header
from exercise.log.records import Asked, Happened, Record
from exercise.rehearsal.bots import Bots
from exercise.rehearsal.script import Ask, Script
from exercise.scenario.model import Scenario


class Drill:
    """Synchronous, like the engine. Bots and a script act at their own exact times, whatever the steps of
    `advance_to`; of what is due in the same second, the script comes first."""

    def __init__(
        self,
        scenario: Scenario,
        seed: str,
        bots: Mapping[str, str],
        emit: Callable[[Record], None],
        *,
        script: Sequence[dict[str, Any]] = (),
        without: frozenset[str] = frozenset(),
        patient: bool = False,
    ) -> None:
        self._bots = Bots(scenario, seed, dict(bots), without=without, patient=patient)
        self.script = Script(script)
        self._emit = emit
        self.engine = Engine(scenario, seed, self._came)

    def _came(self, record: Record) -> None:
        self._emit(record)
        if type(record) is Happened:
            self._bots.see(record.tick, record.event)

    def submit(
        self, by: str, command: cmd.AnyCommand, *, wall: str | None = None, id: str | None = None
    ) -> int:
        """As `Engine.submit`; a jump moves the clock as well."""
        seq = self.engine.submit(by, command, wall=wall, id=id)
        if isinstance(command, cmd.Jump):
            self.advance_to(command.to)
        elif isinstance(command, cmd.CheckComms):
            self._answer_check()
        return seq

    def _answer_check(self) -> None:
        """Bots hear well: they answer at once, also before STARTEX."""
        for agency in self._bots.agencies:
            if agency not in self.engine.world.seats:
                self._ask(agency, cmd.AnswerCheck())

    def advance_to(self, tick: int) -> None:
        """Let everything before `tick` happen, bots included, and what they mean to do at `tick` itself."""
        self._advance(tick, self._ask, self._ask_by_script)

    def advance_asking(self, tick: int, ask: Callable[[str, cmd.AnyCommand], bool]) -> None:
        """As `advance_to`; `ask` decides what comes of what bots ask for, and whether they take it for done."""
        self._advance(tick, ask, self._ask_by_script)

    def next_due(self) -> int | None:
        """When the next thing happens or is done."""
        dues = [due for due in (self.engine.next_due(), self._next_to_act()) if due is not None]
        return min(dues, default=None)

    def _next_to_act(self) -> int | None:
        bots, script = self._bots.next(), self.script.next()
        return bots if script is None else script if bots is None else min(bots, script)

    def _advance(self, tick: int, ask: Callable[[str, cmd.AnyCommand], bool], by_script: Ask) -> None:
        engine, bots = self.engine, self._bots
        while engine.world.phase == "running":
            wake = self._next_to_act()
            limit = tick if wake is None or wake > tick else max(wake, engine.tick)
            if engine.play_next(limit):
                continue
            engine.advance_to(limit)
            if wake is None or wake > tick:
                return
            self.script.act(limit, by_script)
            bots.act(limit, engine.world, ask)

    def _ask(self, agency: str, command: cmd.AnyCommand) -> bool:
        try:
            self.engine.submit(BOT + agency, command)
        except Refused:
            return False
        return True

    def _ask_by_script(self, seat: str, command: cmd.AnyCommand, name: str) -> None:
        try:
            self.engine.submit(seat, command, id=name)
        except Refused as refusal:
            self.script.refuse(self.engine.tick, seat, command, str(refusal))

    # --- after a crash

    @classmethod
    def resumed(
        cls, header: Header, scenario: Scenario, recorded: Sequence[Record], emit: Callable[[Record], None]
    ) -> Drill:
        """A drill brought to where a log ends, as if it had never stopped.

        `emit` is given only what is not in the log yet: a crash may have cut off the end of one moment.

        Raises:
            LogForked: playing the commands again gives other records than the log holds.
        """
        drill = cls(scenario, header.seed, header.bots, lambda record: None, script=header.script)
        replay = _Replay(drill, recorded, emit)
        drill._emit = replay.take
        replay.play()
        drill._emit = emit
        return drill


class _Replay:
    """Feeds a drill the commands of a log. What bots and a script asked for then stands in the log, in its place."""

    def __init__(self, drill: Drill, recorded: Sequence[Record], emit: Callable[[Record], None]) -> None:
        self._drill, self._recorded, self._emit = drill, recorded, emit
        self._last = recorded[-1].tick if recorded else 0
        self._seen = 0
        self._asked: dict[tuple[int, str], list[cmd.AnyCommand]] = {}
        for record in recorded:
            if isinstance(record, Asked) and record.by.startswith(BOT):
                self._asked.setdefault((record.tick, record.by), []).append(record.command)
        self._by_script = {record.id for record in recorded if isinstance(record, Asked) and record.id}
        self._cut: list[Callable[[], object]] = []

    def take(self, record: Record) -> None:
        """Compare with the log as long as it lasts; pass on what comes after."""
        if self._seen < len(self._recorded):
            old = self._recorded[self._seen]
            if old != record:
                raise LogForked(old.seq, str(old), str(record))
        else:
            self._emit(record)
        self._seen += 1

    def play(self) -> None:
        """Bring the drill to the end of the log."""
        drill = self._drill
        for record in self._commands():
            drill._advance(record.tick, self._ask, self._ask_by_script)
            try:
                drill.engine.submit(record.by, record.command, wall=record.wall, id=record.id)
            except Refused as refusal:
                raise LogForked(record.seq, str(record), f"a refusal: {refusal}") from None
        running = drill.engine.world.phase == "running"
        if self._seen < len(self._recorded) and running:
            # The work of the last second was under way when the log was cut; let it be done.
            drill._advance(self._last, self._ask, self._ask_by_script)
            drill.engine.advance_to(self._last + 1)
        elif running:
            drill._advance(self._last, self._ask, self._ask_by_script)
        if self._seen < len(self._recorded):
            missing = self._recorded[self._seen]
            raise LogForked(missing.seq, str(missing), "nothing")
        for ask in self._cut:
            ask()

    def _commands(self) -> Iterable[Asked]:
        return (record for record in self._recorded if isinstance(record, Asked))

    def _ask(self, agency: str, command: cmd.AnyCommand) -> bool:
        """Whether it was accepted then. At the very end of the log it may not have been asked yet."""
        tick = self._drill.engine.tick
        asked = self._asked.get((tick, BOT + agency), [])
        if command in asked:
            asked.remove(command)
            return True
        if tick >= self._last:
            self._cut.append(lambda: self._drill._ask(agency, command))
            return True
        return False

    def _ask_by_script(self, seat: str, command: cmd.AnyCommand, name: str) -> None:
        """What stands in the log is played from there; what does not was refused then, or not asked yet."""
        drill = self._drill
        if name in self._by_script:
            return
        if drill.engine.tick >= self._last:
            self._cut.append(lambda: drill._ask_by_script(seat, command, name))
        else:
            drill.script.refuse(drill.engine.tick, seat, command, "refused before the drill was interrupted")
