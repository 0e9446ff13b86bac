"""Any moment of a log, through anybody's eyes, at once: what a debrief scrubs, plays and jumps through.

    replay = Replay(scenario, records)          # folds the log once for every seat; `progress` says how far
    replay.at(tick)                             # truth at a moment, as a Picture
    replay.at(tick, seat="din-csirt")           # what that agency knew at the same moment
    replay.at_record(4211)                      # just after a record
    replay.next(seq, Only(kinds={"inject"}))    # where to jump: a Stop, or None
    replay.lines(since, until, only)            # what happened between two moments, in words

The picture handed out for a seat is the playhead's own: it is moved by the next call for that seat, so that playing
on costs only what is new. Nothing here reads a clock: a desk asks for the moment that its own clock shows.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence

from exercise.domain.seats import EXCON
from exercise.errors import NoSuchThing
from exercise.log.records import EVERYBODY, Happened, Record
from exercise.review.checkpoints import Checkpoint, put_aside, taken_up
from exercise.review.picture import Picture
from exercise.review.stops import Only, Stop, Stops
from exercise.scenario.model import Scenario

SPACING = 4_096
"""Records between two checkpoints of a seat, to begin with."""
MOST = 64
"""Checkpoints of a seat; when there would be more, every other one goes and the spacing doubles."""

Progress = Callable[[int, int], None]
"""Told how many records were folded, and how many there are to fold."""


class Replay:
    """A finished log, ready to be asked for any moment.

    Attributes:
        stops: everything one may want to jump to.
        end: the second of the last record.
    """

    def __init__(
        self,
        scenario: Scenario,
        records: Sequence[Record],
        *,
        languages: tuple[str, ...] = (),
        stand_ins: Mapping[str, str] | None = None,
        progress: Progress | None = None,
    ) -> None:
        self.scenario, self.records = scenario, records
        self.end = records[-1].tick if records else 0
        self._ticks = array("q", (record.tick for record in records))
        self._seen_by = _seen_by(scenario, records)
        languages = languages or scenario.languages
        total = len(records) + sum(len(seqs) for seqs in self._seen_by.values())
        done = 0
        self.stops = Stops(scenario, languages)
        self._heads: dict[str, _Head] = {}
        for seat in (EXCON, *scenario.agencies):
            picture = Picture(scenario, seat, languages=languages, stand_ins=stand_ins)
            head = _Head(picture, records, self._seen_by.get(seat))
            for folded in head.fold_all(self.stops if seat == EXCON else None):
                if progress:
                    progress(done + folded, total)
            done += head.size
            self._heads[seat] = head

    # --- pictures

    def at(self, tick: int, *, seat: str = EXCON) -> Picture:
        """What a seat could see at a moment, with all that happened in that second. Raises `NoSuchThing`."""
        return self._head(seat).to(bisect_right(self._ticks, tick))

    def at_record(self, seq: int, *, seat: str = EXCON) -> Picture:
        """What a seat could see just after a record. Raises `NoSuchThing` when there is no such record."""
        if not 0 <= seq < len(self.records):
            raise NoSuchThing("record", f"#{seq}")
        return self._head(seat).to(seq + 1)

    def _head(self, seat: str) -> _Head:
        if seat not in self._heads:
            raise NoSuchThing("seat", seat)
        return self._heads[seat]

    # --- where to go

    def last_before(self, tick: int) -> int:
        """The number of the last record up to a moment; -1 before the first."""
        return bisect_right(self._ticks, tick) - 1

    def next(self, seq: int, only: Only | None = None) -> Stop | None:
        """The first stop after a record."""
        return self.stops.after(seq, only or Only())

    def previous(self, seq: int, only: Only | None = None) -> Stop | None:
        """The last stop before a record."""
        return self.stops.before(seq, only or Only())

    def lines(self, since: int, until: int, only: Only | None = None) -> tuple[Stop, ...]:
        """The stops from one moment to another, both included, in order."""
        return self.stops.between(since, until, only or Only())


class _Head:
    """The playhead of one seat: a picture, and the checkpoints from which it can be moved anywhere."""

    def __init__(self, picture: Picture, records: Sequence[Record], seen: array[int] | None) -> None:
        self._records, self._seen = records, seen
        self.size = len(records) if seen is None else len(seen)
        self._whole = self._picture = picture
        self._taken = 0
        self._spacing = SPACING
        self._kept: list[Checkpoint] = []

    def fold_all(self, stops: Stops | None) -> Iterator[int]:
        """Fold everything once, keeping checkpoints; says now and then how far it is."""
        self._kept.append(put_aside(self._whole, 0))
        for taken in range(self.size):
            record = self._record(taken)
            if stops is not None and isinstance(record, Happened):
                stops.see(record, self._whole.world)
            self._whole.take(record)
            if (taken + 1) % self._spacing == 0:
                self._keep(taken + 1)
                yield taken + 1
        self._taken = self.size

    def _keep(self, taken: int) -> None:
        self._kept.append(put_aside(self._whole, taken))
        if len(self._kept) > MOST:
            self._spacing *= 2
            self._kept = [kept for kept in self._kept if kept.taken % self._spacing == 0]

    def _record(self, place: int) -> Record:
        return self._records[place if self._seen is None else self._seen[place]]

    def to(self, count: int) -> Picture:
        """The picture after the first `count` records of the log."""
        wanted = count if self._seen is None else bisect_left(self._seen, count)
        best = self._kept[bisect_right(self._kept, wanted, key=lambda kept: kept.taken) - 1]
        if wanted == self.size:
            # Handed out as it is: nothing can come after it, so nobody moves it.
            return self._whole
        if self._picture is self._whole or not best.taken <= self._taken <= wanted:
            self._picture, self._taken = taken_up(best, self._whole), best.taken
        for place in range(self._taken, wanted):
            self._picture.take(self._record(place))
        self._taken = wanted
        return self._picture


def _seen_by(scenario: Scenario, records: Sequence[Record]) -> dict[str, array[int]]:
    """Agency → the numbers of the records it may see."""
    seen = {name: array("q") for name in scenario.agencies}
    everybody = tuple(seen.values())
    for record in records:
        if isinstance(record, Happened) and record.to:
            if EVERYBODY in record.to:
                for each in everybody:
                    each.append(record.seq)
            else:
                for name in record.to:
                    if name in seen:
                        seen[name].append(record.seq)
    return seen
