"""Why two futures differ: the records that only one of them has, and the chains that lead to them.

A record names the one that led to it. Where a chain comes to a record that both futures share, what made the
difference there is an earlier record about something it depends on: a ship somebody else took, a condition that
held or did not, a fact that came or never came. Such a step is told as one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import msgspec

from exercise.domain import commands as cmd
from exercise.domain import events as ev
from exercise.domain.short import in_short
from exercise.log.records import Asked, Happened, Record
from exercise.review.answers import watched
from exercise.review.chronicle import sentences
from exercise.review.commanded import about
from exercise.review.interest import depends_on, subjects
from exercise.review.names import Names
from exercise.scenario.assess import Measure
from exercise.scenario.model import Scenario
from exercise.scenario.references import references

Side = Literal["log", "fork"]
_SIDES: tuple[Side, Side] = ("log", "fork")
_LONGEST = 24
_NO_PLAY = (cmd.Answer, ev.QuestionnaireAnswered)
"""What is said about the exercise afterwards is no part of what came of it."""
_ENCODER = msgspec.json.Encoder(order="sorted")
_NUMBER = re.compile(rb'("(?:[a-z][a-z0-9-]*(?:@[a-z][a-z0-9-]*)?#|(?:proposal|asked|ad-hoc)-))\d+"')
"""The number at the end of the name of a run, a proposal, a question how severe it is, an inject sent ad hoc."""


@dataclass(frozen=True, slots=True)
class Step:
    """One record of a chain, in words."""

    side: Side
    seq: int
    tick: int
    text: str
    alone: bool
    """Only this side has it."""
    link: Literal["", "because", "depends"] = ""
    """How it led to the step before it: as its recorded cause, or as what that depends on."""
    origin: bool = False
    """A command that only this side has: here is what made the difference."""
    refused: str = ""
    """Why the fork refused a command that the log has: it is only here because of something before it."""


@dataclass(frozen=True, slots=True)
class Chain:
    """From a difference back to where it comes from."""

    steps: tuple[Step, ...]


class Causes:
    """Everything that differs between a log and its fork, ready to be asked."""

    def __init__(
        self,
        scenario: Scenario,
        log: Sequence[Record],
        fork: Sequence[Record],
        shared: int,
        *,
        names: Names,
        refused: Iterable[Mapping[str, Any]] = (),
    ) -> None:
        self._refused = {(each["at"], each["as"], each["asked"]): str(each["why"]) for each in refused}
        self._scenario, self._names = scenario, names
        self._records = {"log": log, "fork": fork}
        counted = [Counter(_key(record) for record in records[shared:]) for records in (log, fork)]
        self._alone = {
            "log": _unmatched(log[shared:], counted[1]),
            "fork": _unmatched(fork[shared:], counted[0]),
        }
        self._sets = {side: frozenset(seqs) for side, seqs in self._alone.items()}
        self._by_subject: dict[tuple[str, str], list[int]] = {}
        for side in _SIDES:
            for seq in self._alone[side]:
                for name in subjects(self._records[side][seq]):
                    self._by_subject.setdefault((side, name), []).append(seq)
        self._words: dict[Side, dict[int, str]] = {side: {} for side in _SIDES}
        for side in _SIDES:
            self._tell(side)

    @property
    def different(self) -> tuple[int, int]:
        """How many records of each side the other does not have."""
        return len(self._alone["log"]), len(self._alone["fork"])

    def first(self) -> tuple[Step | None, Step | None]:
        """The first record of each side that the other does not have."""
        one, other = (
            self._step(side, self._alone[side][0]) if self._alone[side] else None for side in _SIDES
        )
        return one, other

    # --- what to explain

    def about(
        self,
        names: Iterable[str],
        *,
        kind: str = "",
        agencies: frozenset[str] = frozenset(),
        by: int | None = None,
    ) -> tuple[Chain, ...]:
        """Why something went another way: from the first differing record about it on each side.

        With `by`, when the difference shows: from the last one up to then, if there is any.
        What is derived from what agencies know has no records of its own; those of their learning stand for it.
        """
        wanted: list[str] = []
        for name in names:
            indicator = self._scenario.indicators.get(name)
            if indicator is not None and indicator.derived:
                wanted += self._scenario.facts
                kind = "fact"
            else:
                wanted.append(name)
        found = self._chains(
            each for side in _SIDES for each in self._first_about(side, wanted, kind, agencies, by)
        )
        if found or by is None:
            return found
        return self.about(wanted, kind=kind, agencies=agencies)

    def of_records(
        self, log: int | None, fork: int | None, *, about: tuple[str, ...] = ()
    ) -> tuple[Chain, ...]:
        """Why a record came at another moment, or on one side only."""
        found = self._chains(
            (side, seq)
            for side, seq in zip(_SIDES, (log, fork), strict=True)
            if seq is not None and seq in self._sets[side]
        )
        return found or self.about(about)

    def of_evidence(
        self, log: Sequence[int], fork: Sequence[int], measure: Measure | None
    ) -> tuple[Chain, ...]:
        """Why a measure came out otherwise: from its differing evidence, else from what it measures."""
        firsts = [
            (side, next((seq for seq in evidence if seq in self._sets[side]), None))
            for side, evidence in zip(_SIDES, (log, fork), strict=True)
        ]
        found = self._chains((side, seq) for side, seq in firsts if seq is not None)
        condition = watched(measure)
        if found or condition is None:
            return found
        named = tuple(references(condition))
        agencies = frozenset(name for part, name in named if part == "agencies")
        return self.about((name for part, name in named if part != "agencies"), agencies=agencies)

    def _first_about(
        self, side: Side, names: Sequence[str], kind: str, agencies: frozenset[str], by: int | None
    ) -> Iterator[tuple[Side, int]]:
        seqs = [
            seq
            for name in names
            for seq in self._by_subject.get((side, name), ())
            if _speaks_of(self._records[side][seq], kind, agencies)
        ]
        if by is not None:
            seqs = [seq for seq in seqs if self._records[side][seq].tick <= by]
        if seqs:
            yield side, min(seqs) if by is None else max(seqs)

    # --- chains

    def _chains(self, begins: Iterable[tuple[Side, int]]) -> tuple[Chain, ...]:
        found: list[Chain] = []
        for side, seq in begins:
            chain = self._chain(side, seq)
            if not any(
                chain.steps[-1] == other.steps[-1] and len(other.steps) <= len(chain.steps) for other in found
            ):
                found.append(chain)
        return tuple(found)

    def _chain(self, side: Side, seq: int) -> Chain:
        steps = [self._step(side, seq)]
        been = {(side, seq)}
        told = {_theme(self._records[side][seq])}
        while len(steps) < _LONGEST and not steps[-1].origin:
            last = steps[-1]
            record = self._records[last.side][last.seq]
            cause = record.cause if isinstance(record, Happened) else None
            following: tuple[Side, int, Literal["because", "depends"]] | None = None
            if cause is not None and cause in self._sets[last.side]:
                following = (last.side, cause, "because")
            elif (depends := self._depends(last.side, record, told)) is not None:
                following = (*depends, "depends")
            if following is None or following[:2] in been:
                # That the exercise was started explains nothing.
                if cause and (last.side, cause) not in been and last.alone:
                    steps.append(replace(self._step(last.side, cause), link="because"))
                break
            been.add(following[:2])
            told.add(_theme(self._records[following[0]][following[1]]))
            steps.append(replace(self._step(*following[:2]), link=following[2]))
        return Chain(tuple(steps))

    def _depends(self, side: Side, record: Record, told: set[tuple[type, str]]) -> tuple[Side, int] | None:
        """The latest earlier record, of either side alone, about something that this one depends on.

        What the chain has spoken of already explains nothing more.
        """
        found: list[tuple[int, int, Side]] = []
        for name in depends_on(record, self._scenario):
            for other in _SIDES:
                for seq in reversed(self._by_subject.get((other, name), ())):
                    there = self._records[other][seq]
                    earlier = seq < record.seq if other == side else there.tick <= record.tick
                    if earlier and _theme(there) not in told:
                        found.append((there.tick, seq, other))
                        break
        if not found:
            return None
        _, seq, other = max(found)
        return other, seq

    def _step(self, side: Side, seq: int) -> Step:
        record = self._records[side][seq]
        alone = seq in self._sets[side]
        text = self._words[side].get(seq, "")
        if not alone or not isinstance(record, Asked):
            return Step(side, seq, record.tick, text, alone)
        why = (
            self._refused.get((record.tick, record.by, in_short(record.command)), "") if side == "log" else ""
        )
        return Step(side, seq, record.tick, text, alone, origin=not why, refused=why)

    def _tell(self, side: Side) -> None:
        """The words of everything a chain may show: what is alone, and what led to it."""
        records = self._records[side]
        wanted = set(self._alone[side])
        for seq in self._alone[side]:
            record = records[seq]
            if isinstance(record, Happened) and record.cause is not None:
                wanted.add(record.cause)
        told = sentences(self._scenario, records, wanted, *self._names.languages)
        self._words[side] = {
            seq: f"{each.who}: {self._full(records[seq], each.text)}" for seq, each in told.items()
        }

    def _full(self, record: Record, text: str) -> str:
        """A command with what it is about: "asked to order" says too little here."""
        if not isinstance(record, Asked):
            return text
        what = about(record.command, self._names)
        return f"{text.removesuffix('.')}: {what}" if what else text


def _theme(record: Record) -> tuple[type, str]:
    """What kind of thing a record says, of what."""
    what = record.command if isinstance(record, Asked) else record.event
    return type(what), next(subjects(record), "")


def _key(record: Record) -> bytes:
    """What a record is. Things are numbered as they come: one left out moves the numbers of all after it."""
    what = record.event if isinstance(record, Happened) else (record.by, record.command)
    return b"%d %s" % (record.tick, _NUMBER.sub(rb'\1"', _ENCODER.encode(what)))


def _unmatched(records: Sequence[Record], others: Counter[bytes]) -> list[int]:
    left = Counter(others)
    found = []
    for record in records:
        if isinstance(record.event if isinstance(record, Happened) else record.command, _NO_PLAY):
            continue
        key = _key(record)
        if left[key]:
            left[key] -= 1
        else:
            found.append(record.seq)
    return found


def _speaks_of(record: Record, kind: str, agencies: frozenset[str]) -> bool:
    """Whether an event speaks of a thing of this kind itself, and of one of these agencies, if there are any."""
    if not kind and not agencies:
        return True
    if isinstance(record, Asked) or (kind and not hasattr(record.event, kind)):
        return False
    return not agencies or getattr(record.event, "agency", "") in (*agencies, "")
