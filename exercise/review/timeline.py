"""What every agency did and when, as lanes of a drawing: moments, and work that lasted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from heapq import merge
from typing import Literal

from exercise.domain import events as ev
from exercise.review.chronicle import Chronicle
from exercise.review.names import Names

MarkKind = Literal[
    "inject", "decision", "reply", "share", "message", "missed", "observation", "override", "phase"
]
Outcome = Literal["done", "stood down", "under way"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment in a lane."""

    seq: int
    tick: int
    kind: MarkKind


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of one running of an activity: work, or waiting for something."""

    begin: int
    end: int
    what: Literal["work", "wait"]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """One running of an activity, from its order to its end."""

    seq: int
    """The record of its order."""
    run: str
    name: str
    begin: int
    end: int
    outcome: Outcome
    parts: tuple[Part, ...]
    last: int
    """The record of its end; that of its order while it is under way."""

    @property
    def worked(self) -> int:
        """Seconds of work, waiting left out."""
        return sum(part.end - part.begin for part in self.parts if part.what == "work")


@dataclass(frozen=True, slots=True)
class Lane:
    """One agency's line of the timeline; the first lane is exercise control's."""

    id: str
    name: str
    marks: tuple[Mark, ...]
    spans: tuple[Span, ...]

    def counts(self) -> Counter[str]:
        """How many marks of each kind."""
        return Counter(mark.kind for mark in self.marks)


CONTROL = "excon"

_Marker = Callable[[str, int, int, MarkKind], None]
_OfRun = (
    ev.ActivityOrdered
    | ev.StageBegun
    | ev.StageWaiting
    | ev.WorkBlocked
    | ev.WorkResumed
    | ev.ActivityFinished
    | ev.ActivityStoodDown
)


def lanes(chronicle: Chronicle, names: Names) -> tuple[Lane, ...]:
    """Exercise control, then every agency in the order of the scenario."""
    marks: dict[str, list[Mark]] = {}

    def mark(whose: str, seq: int, tick: int, kind: MarkKind) -> None:
        marks.setdefault(whose.removeprefix("bot/"), []).append(Mark(seq, tick, kind))

    _control_marks(chronicle, mark)
    for seq, tick, released in chronicle.all(ev.InjectReleased):
        for agency in released.to:
            mark(agency, seq, tick, "inject")
    for seq, tick, missed in chronicle.all(ev.ExpectationMissed):
        for agency in chronicle.world.injects[missed.inject].expects[missed.index].who:
            mark(agency, seq, tick, "missed")
    for seq, tick, decided in chronicle.all(ev.DecisionMade):
        mark(decided.agency, seq, tick, "decision")
    for seq, tick, replied in chronicle.all(ev.ReplyGiven):
        mark(replied.agency, seq, tick, "reply")
    for seq, tick, shared in chronicle.all(ev.FactShared):
        mark(shared.sender, seq, tick, "share")
    for seq, tick, sent in chronicle.all(ev.MessageSent):
        mark(sent.sender, seq, tick, "message")
    spans = _spans(chronicle, names)
    whose = (CONTROL, *chronicle.scenario.agencies)
    return tuple(
        Lane(
            id=name,
            name=names.agency(name),
            marks=tuple(sorted(marks.get(name, ()), key=lambda each: (each.tick, each.seq))),
            spans=tuple(spans.get(name, ())),
        )
        for name in whose
    )


def _control_marks(chronicle: Chronicle, mark: _Marker) -> None:
    for seq, tick, _ in chronicle.all(ev.PhaseChanged):
        mark(CONTROL, seq, tick, "phase")
    for seq, tick, _ in chronicle.all(ev.StopCalled):
        mark(CONTROL, seq, tick, "phase")
    for seq, tick, _ in chronicle.all(ev.OverrideMade):
        mark(CONTROL, seq, tick, "override")
    for seq, tick, _ in chronicle.all(ev.ObservationMade):
        mark(CONTROL, seq, tick, "observation")


class _Running:
    """A running as its records come in."""

    def __init__(self, seq: int, tick: int, activity: str) -> None:
        self.seq = self.last = seq
        self.activity = activity
        self.begin = self.end = tick
        self.outcome: Outcome = "under way"
        self.parts: list[Part] = []
        self._since: tuple[int, Literal["work", "wait"], str] = (tick, "wait", "")

    def turn(self, tick: int, what: Literal["work", "wait"], name: str) -> None:
        """From now on it works, or waits."""
        begin, before, called = self._since
        if tick > begin:
            self.parts.append(Part(begin, tick, before, called))
        self._since = (tick, what, name)

    def stop(self, seq: int, tick: int, outcome: Outcome) -> None:
        """It is over, or the log is."""
        self.turn(tick, "wait", "")
        self.last, self.end, self.outcome = seq, tick, outcome


def _steps(chronicle: Chronicle) -> Iterator[tuple[int, int, _OfRun]]:
    """Everything that moves a running on, in the order of the log."""
    kinds = (
        chronicle.all(ev.ActivityOrdered),
        chronicle.all(ev.StageBegun),
        chronicle.all(ev.StageWaiting),
        chronicle.all(ev.WorkBlocked),
        chronicle.all(ev.WorkResumed),
        chronicle.all(ev.ActivityFinished),
        chronicle.all(ev.ActivityStoodDown),
    )
    return merge(*kinds, key=lambda each: each[0])


def _spans(chronicle: Chronicle, names: Names) -> dict[str, list[Span]]:
    running: dict[str, _Running] = {}
    for seq, tick, event in _steps(chronicle):
        if isinstance(event, ev.ActivityOrdered):
            if event.agency and not chronicle.is_background(event.activity):
                running[event.run] = _Running(seq, tick, event.activity)
        elif event.run in running:
            _step(running[event.run], seq, tick, event, names)
    spans: dict[str, list[Span]] = {}
    for run, found in running.items():
        if found.outcome == "under way":
            found.stop(found.seq, chronicle.horizon, "under way")
        span = Span(
            seq=found.seq,
            run=run,
            name=names.activity(found.activity),
            begin=found.begin,
            end=found.end,
            outcome=found.outcome,
            parts=tuple(found.parts),
            last=found.last,
        )
        spans.setdefault(chronicle.world.runs[run].agency, []).append(span)
    return spans


def _step(found: _Running, seq: int, tick: int, event: _OfRun, names: Names) -> None:
    match event:
        case ev.StageBegun(stage=stage, takes=takes):
            found.turn(tick, "work" if takes is not None else "wait", names.stage(found.activity, stage))
        case ev.StageWaiting(stage=stage):
            found.turn(tick, "wait", names.stage(found.activity, stage))
        case ev.WorkBlocked():
            found.turn(tick, "wait", "blocked")
        case ev.WorkResumed():
            found.turn(tick, "work", "")
        case ev.ActivityFinished():
            found.stop(seq, tick, "done")
        case ev.ActivityStoodDown():
            found.stop(seq, tick, "stood down")
