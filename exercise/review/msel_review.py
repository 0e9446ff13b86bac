"""The Master Scenario Events List as planned, and as it was played."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from exercise.domain import events as ev
from exercise.domain.explain import explain
from exercise.domain.improvised import line_of
from exercise.domain.world import Expectation
from exercise.review.chronicle import Chronicle
from exercise.review.names import Names
from exercise.scenario import play as p

Played = Literal[
    "released", "skipped", "held", "waiting for a role player", "waiting for its condition", "not reached"
]


@dataclass(frozen=True, slots=True)
class ExpectedLine:
    """An expected action and what came of it."""

    text: str
    who: tuple[str, ...]
    due: int
    status: Literal["open", "met", "late", "missed"]
    by: str
    tick: int | None
    seq: int | None
    """The record that met it or found it missed."""


@dataclass(frozen=True, slots=True)
class MselLine:
    """A line of the MSEL, planned and actual."""

    id: str
    number: int
    subject: str
    kind: str
    to: tuple[str, ...]
    planned: int | None
    planned_words: str
    """What else it was to wait for: a condition, or a controller's hand."""
    actual: int | None
    status: Played
    by: str
    """`clock`, `condition`, a seat, or what released it."""
    changes: tuple[tuple[int, str], ...]
    """What controllers did to it: record number and words."""
    expected: tuple[ExpectedLine, ...]
    seq: int | None
    """The record of its release, or of its being skipped."""

    @property
    def deviation(self) -> int | None:
        """Seconds later than planned; negative when earlier; None without both times."""
        return None if self.planned is None or self.actual is None else self.actual - self.planned

    @property
    def is_ad_hoc(self) -> bool:
        """Whether the scenario did not have it."""
        return self.id.startswith(p.AD_HOC)


def msel_lines(chronicle: Chronicle, names: Names) -> tuple[MselLine, ...]:
    """Every inject of the scenario and every one sent besides, in the order played, then as planned."""
    released = {event.inject: (seq, event) for seq, _, event in chronicle.all(ev.InjectReleased)}
    skipped = {event.inject: seq for seq, _, event in chronicle.all(ev.InjectSkipped)}
    changes, decided = _changes(chronicle), _decided(chronicle)
    lines = []
    for name, state in chronicle.world.injects.items():
        inject = line_of(chronicle.scenario, chronicle.world, name)
        seq, event = released.get(name, (None, None))
        if inject is None and event is None:
            continue
        expected = tuple(
            _expected_line(_wanted(inject, index, names, chronicle), found, decided.get((name, index)))
            for index, found in sorted(state.expects.items())
        )
        subject = event.subject if event else inject.subject if inject else None
        lines.append(
            MselLine(
                id=name,
                number=event.number if event else _number(name, names, chronicle),
                subject=names.pick(subject),
                kind=event.type if event else inject.kind if inject else "",
                to=state.to or (inject.to if inject else ()),
                planned=_planned(name, inject, chronicle),
                planned_words=_planned_words(inject, chronicle),
                actual=state.released_at,
                status=_status(state.status),
                by=state.by,
                changes=tuple(changes.get(name, ())),
                expected=expected,
                seq=skipped.get(name) if seq is None else seq,
            )
        )
    return tuple(sorted(lines, key=lambda line: (_moment(line), line.number)))


def _planned(name: str, inject: p.Inject | None, chronicle: Chronicle) -> int | None:
    """For what time it was written into the list, before anybody moved it."""
    added = chronicle.world.improvised.get(name)
    return added.at if added is not None else inject.at if inject else None


def _number(name: str, names: Names, chronicle: Chronicle) -> int:
    added = chronicle.world.improvised.get(name)
    return added.number if added is not None else names.number(name)


def _decided(chronicle: Chronicle) -> dict[tuple[str, int], int]:
    """Expected action → the record that met it or, when that never came, found it missed."""
    found = {(event.inject, event.index): seq for seq, _, event in chronicle.all(ev.ExpectationMissed)}
    found |= {(event.inject, event.index): seq for seq, _, event in chronicle.all(ev.ExpectationMet)}
    return found


def _moment(line: MselLine) -> float:
    times = (line.actual, line.planned)
    return next((time for time in times if time is not None), float("inf"))


def _status(status: str) -> Played:
    words: dict[str, Played] = {
        "released": "released",
        "skipped": "skipped",
        "held": "held",
        "gated": "waiting for its condition",
        "delivering": "waiting for a role player",
    }
    return words.get(status, "not reached")


def _planned_words(inject: p.Inject | None, chronicle: Chronicle) -> str:
    if inject is None:
        return "not planned"
    if inject.held:
        return "by hand"
    return f"when {explain(inject.when, chronicle.scenario)}" if inject.when is not None else ""


def _changes(chronicle: Chronicle) -> dict[str, list[tuple[int, str]]]:
    found: dict[str, list[tuple[int, str]]] = {}
    for seq, _, added in chronicle.all(ev.InjectAdded):
        found.setdefault(added.inject, []).append((seq, "added by a controller"))
    for seq, _, held in chronicle.all(ev.InjectHeld):
        found.setdefault(held.inject, []).append((seq, "held"))
    for seq, _, moved in chronicle.all(ev.InjectRescheduled):
        found.setdefault(moved.inject, []).append((seq, "rescheduled"))
    for seq, _, skipped in chronicle.all(ev.InjectSkipped):
        found.setdefault(skipped.inject, []).append(
            (seq, f"skipped: {skipped.why}" if skipped.why else "skipped")
        )
    for changes in found.values():
        changes.sort()
    return found


def _expected_line(text: str, expected: Expectation, seq: int | None) -> ExpectedLine:
    return ExpectedLine(text, expected.who, expected.due, expected.status, expected.by, expected.tick, seq)


def _wanted(inject: p.Inject | None, index: int, names: Names, chronicle: Chronicle) -> str:
    """What was expected, as the scenario says it, or in words made from it."""
    if inject is None or index >= len(inject.expect):
        return "an answer in writing"
    expected = inject.expect[index]
    if expected.text:
        return names.pick(expected.text)
    match expected:
        case p.ExpectActivity(activity=activity, is_=standing):
            return f"{'complete' if standing == 'done' else 'order'} '{names.activity(activity)}'"
        case p.ExpectDecision(decision=decision):
            return f"decide '{names.decision(decision)}'"
        case p.ExpectReply():
            return "an answer in writing"
        case p.ExpectShare(share=fact, with_=others):
            return f"share '{names.fact(fact)}' with {names.agencies(others)}"
        case p.ExpectThat(that=condition):
            return explain(condition, chronicle.scenario)
