"""A condition followed through a log: the seconds in which its answer turned, and what turned it."""

from __future__ import annotations

from bisect import bisect_right
from itertools import zip_longest
from typing import NamedTuple

from exercise.domain.conditions import Check
from exercise.domain.world import World

MOST_EVIDENCE = 8
"""More record numbers than this help nobody find anything."""


class Turn(NamedTuple):
    """From this second on the answer is this, because of these records."""

    tick: int
    so: bool
    evidence: tuple[int, ...]


class Watch:
    """Asked when something it reads has changed, and at the seconds at which time alone may turn it."""

    __slots__ = ("_check", "_due", "_seqs", "_ticks", "turns")

    def __init__(self, check: Check) -> None:
        self._check = check
        self._due: int | None = None
        self._ticks: list[int] = []
        self._seqs: list[int] = []
        self.turns: list[Turn] = []

    @property
    def keys(self) -> frozenset[str]:
        """What it reads."""
        return self._check.keys

    def touch(self, tick: int, seq: int) -> None:
        """Something it reads was changed by this record."""
        self._ticks.append(tick)
        self._seqs.append(seq)

    def settle(self, world: World, tick: int, before: int, *, changed: bool) -> None:
        """Ask at the end of second `tick`, then whenever it may turn by itself, up to but not at `before`."""
        if changed or not self.turns or (self._due is not None and self._due <= tick):
            self._ask(world, tick)
        while self._due is not None and self._due < before:
            self._ask(world, self._due)

    def _ask(self, world: World, tick: int) -> None:
        so = self._check.test(world, tick)
        self._due = self._check.next(world, tick)
        if self.turns and self.turns[-1].tick == tick:
            self.turns.pop()
        if not self.turns or self.turns[-1].so is not so:
            self.turns.append(Turn(tick, so, self._cause(tick)))

    def _cause(self, tick: int) -> tuple[int, ...]:
        """The records of this very second; when time alone did it, the last one that set things going."""
        now = [
            seq
            for at, seq in zip(self._ticks[-MOST_EVIDENCE:], self._seqs[-MOST_EVIDENCE:], strict=True)
            if at == tick
        ]
        return tuple(now) or self.latest(tick)

    def latest(self, tick: int) -> tuple[int, ...]:
        """The last record up to a moment that changed something it reads."""
        place = bisect_right(self._ticks, tick)
        return (self._seqs[place - 1],) if place else ()

    def at(self, tick: int) -> Turn | None:
        """The turn in force at a moment."""
        place = bisect_right(self.turns, tick, key=lambda turn: turn.tick)
        return self.turns[place - 1] if place else None

    def spans(self, start: int, end: int) -> list[tuple[int, int, tuple[int, ...]]]:
        """The stretches between two moments in which it was so: from, to, and the records that began them."""
        found = []
        for turn, following in zip_longest(self.turns, self.turns[1:]):
            begins, ends = max(turn.tick, start), min(following.tick if following else end, end)
            if turn.so and begins < ends:
                found.append((begins, ends, turn.evidence))
        return found
