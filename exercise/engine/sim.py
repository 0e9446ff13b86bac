"""What the moving parts of an exercise may touch: time, dice, the record, and conditions that wake them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from heapq import heappop, heappush
from typing import Any

import msgspec
import simpy
from simpy.events import NORMAL, URGENT

from exercise.domain.conditions import Check, touched
from exercise.domain.events import AnyEvent
from exercise.domain.evolve import evolve
from exercise.domain.views import Views
from exercise.domain.world import World, world_at_start
from exercise.engine.streams import Streams
from exercise.errors import GoesRound
from exercise.log.records import Happened
from exercise.scenario.model import Scenario

Action = Callable[[], None]

_MOST_STEPS = 100_000
"""In one second of the exercise. More means that something starts itself again and again."""


class Timer(simpy.Event):
    """Something due at a moment; can be called off."""

    __slots__ = ("action", "cause", "due")

    # A timer is its own SimPy event, triggered from the start: there are thousands, and each object costs time.
    def __init__(self, sim: Sim, due: int, action: Action) -> None:
        self.env = sim.env
        self.callbacks = [sim.ring]
        self._ok, self._value = True, None
        self.due, self.cause = due, sim.cause
        self.action: Action | None = action

    def cancel(self) -> None:
        """It will not happen."""
        self.action = None


class Watch:
    """Somebody who wants to know whenever a condition turns true or false."""

    __slots__ = ("check", "held", "number", "on_change", "timer")

    def __init__(self, number: int, check: Check, on_change: Callable[[bool], None]) -> None:
        self.number, self.check, self.on_change = number, check, on_change
        self.held: bool | None = None
        self.timer: Timer | None = None


class _Because:
    """A stretch of code whose records have one cause."""

    __slots__ = ("_before", "_cause", "_sim")

    def __init__(self, sim: Sim, cause: int | None) -> None:
        self._sim, self._cause = sim, cause

    def __enter__(self) -> None:
        self._before, self._sim.cause = self._sim.cause, self._cause

    def __exit__(self, *_: object) -> None:
        self._sim.cause = self._before


class _Clock(simpy.Environment):
    """SimPy's environment, told to settle the consequences of each step before the next."""

    def __init__(self, sim: Sim) -> None:
        super().__init__()
        self._sim = sim

    def step(self) -> None:
        sim = self._sim
        sim.cause = None
        sim.steps += 1
        super().step()
        sim.settle()

    def play_second(self, before: int) -> bool:
        """Play everything of the next second in which anything is due, if that lies before `before`."""
        queue = self._queue
        if not queue or (due := queue[0][0]) >= before:
            return False
        limit = self._sim.steps + _MOST_STEPS
        while queue and queue[0][0] == due:
            self.step()
            if self._sim.steps > limit:
                raise GoesRound(int(due), self._sim.latest())
        return True

    def come_to(self, tick: int) -> None:
        """Play everything due before `tick`, and stand there. SimPy's own `run` would leave a mark in the queue."""
        while self.play_second(tick):
            pass
        self._now = tick

    def drain(self) -> None:
        """Play what follows at once (queues that move on, stories that begin or stop), not what was due now."""
        queue = self._queue
        limit = self._sim.steps + _MOST_STEPS
        while queue and queue[0][0] == self._now and queue[0][1] == URGENT:
            self.step()
            if self._sim.steps > limit:
                raise GoesRound(int(self._now), self._sim.latest())


class Sim:
    """The narrow door to SimPy. Knows nothing of injects, ships or services.

    Consequences are settled in a fixed order: after every step, the watches whose keys were touched are asked
    in the order in which they were set up, then whatever was put `afterwards` runs; again, until all is quiet.
    """

    def __init__(self, scenario: Scenario, seed: str, emit: Callable[[Happened], None]) -> None:
        self.scenario = scenario
        self.env = _Clock(self)
        self.streams = Streams(seed)
        self.world: World = world_at_start(scenario)
        self.seq = 0
        self.cause: int | None = None
        self.steps = 0
        """How many SimPy events were played; what a benchmark compares with."""
        self._emit = emit
        self._views = Views(scenario)
        self._watches: dict[str, list[Watch]] = {}
        self._woken: list[tuple[int, Watch, int | None]] = []
        self._asleep: set[int] = set()
        self._afterwards: dict[str, tuple[Action, int | None]] = {}
        self._count = 0
        self._settling = False
        self._recent: deque[AnyEvent] = deque(maxlen=6)

    @property
    def tick(self) -> int:
        """Whole seconds since STARTEX."""
        return int(self.env._now)

    # --- the record

    def record(self, event: AnyEvent) -> int:
        """Write it down, then let it be true, then wake who reads it. Returns the record's number."""
        seq = self.seq
        self.seq = seq + 1
        tick = int(self.env._now)
        world = self.world
        self._recent.append(event)
        evolve(world, tick, event)
        self._emit(Happened(seq, tick, event, self._views.audience(world, event), self.cause))
        for key in touched(world, event):
            for watch in self._watches.get(key, ()):
                self._wake(watch, seq)
        return seq

    def because(self, cause: int | None) -> _Because:
        """What is recorded inside was caused by this record."""
        return _Because(self, cause)

    def latest(self) -> str:
        """The last few events in short, for whoever has to find out what went round."""
        encode = msgspec.json.encode
        return ", ".join(dict.fromkeys(encode(event).decode()[:120] for event in self._recent))

    # --- time

    def at(self, tick: int, action: Action) -> Timer:
        """Do something at a moment not before now; its cause is the present one."""
        timer = Timer(self, tick, action)
        self.env.schedule(timer, NORMAL, tick - self.env._now)
        return timer

    def fire(self, event: simpy.Event, cause: int | None) -> None:
        """Let a story that waits for `event` go on, before anything else that is due now."""
        event._ok, event._value = True, cause
        self.env.schedule(event, URGENT)

    def ring(self, timer: Any) -> None:
        """A timer's moment has come."""
        if (action := timer.action) is not None:
            timer.action = None
            before, self.cause = self.cause, timer.cause
            action()
            self.cause = before

    # --- conditions

    def watch(self, check: Check, on_change: Callable[[bool], None]) -> Watch:
        """Call `on_change` whenever the condition turns true or false; first, soon, with how it stands."""
        self._count += 1
        watch = Watch(self._count, check, on_change)
        for key in sorted(check.keys):
            self._watches.setdefault(key, []).append(watch)
        self._wake(watch, self.cause)
        return watch

    def unwatch(self, watch: Watch) -> None:
        """Nobody asks any more."""
        for key in watch.check.keys:
            self._watches[key].remove(watch)
        watch.on_change = _deaf
        if watch.timer:
            watch.timer.cancel()

    def holds(self, check: Check) -> bool:
        """Whether a condition is so now."""
        return check.test(self.world, self.tick)

    def _wake(self, watch: Watch, cause: int | None) -> None:
        if watch.number not in self._asleep:
            self._asleep.add(watch.number)
            heappush(self._woken, (watch.number, watch, cause))

    def _ask(self, watch: Watch, cause: int | None) -> None:
        if watch.on_change is _deaf:
            return
        tick, world, check = self.tick, self.world, watch.check
        holds = check.test(world, tick)
        if watch.timer:
            watch.timer.cancel()
            watch.timer = None
        before, self.cause = self.cause, cause
        if check.due and (due := check.due(world, tick)) is not None:
            watch.timer = self.at(due, lambda: self._wake(watch, self.cause))
        if holds is not watch.held:
            watch.held = holds
            watch.on_change(holds)
        self.cause = before

    # --- consequences

    def afterwards(self, name: str, action: Action) -> None:
        """Do something once, before time moves on, when the present consequences are through."""
        self._afterwards.setdefault(name, (action, self.cause))

    def settle(self) -> None:
        """Let everything follow that follows at once."""
        if self._settling or not (self._woken or self._afterwards):
            return
        self._settling = True
        rounds = 0
        try:
            while self._woken or self._afterwards:
                rounds += 1
                # A large scenario asks every one of its conditions at STARTEX, and again when they change.
                if rounds > _MOST_STEPS + 50 * self._count:
                    raise GoesRound(self.tick, self.latest())
                if self._woken:
                    number, watch, cause = heappop(self._woken)
                    self._asleep.discard(number)
                    self._ask(watch, cause)
                else:
                    name = next(iter(self._afterwards))
                    action, cause = self._afterwards.pop(name)
                    with self.because(cause):
                        action()
        finally:
            self._settling = False


def _deaf(_: bool) -> None:
    """The ear of a watch that was taken off."""
