"""The answer to one measure from what was seen of the play: verdict, the number behind it, evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, assert_never

from exercise.domain.knowledge import indicator_value, posterior
from exercise.domain.world import World
from exercise.language import n, t
from exercise.review.watching import MOST_EVIDENCE, Watch
from exercise.scenario import assess as a
from exercise.scenario import conditions as c
from exercise.scenario.model import Scenario
from exercise.scenario.quantities import clock, lasting

Verdict = Literal["met", "not met", "open", "not measured"]
"""`open`: the log ends before it can be decided. `not measured`: nothing in the log can decide it."""

_ALMOST = 1e-9


@dataclass(frozen=True, slots=True)
class Answer:
    """How a measure came out."""

    verdict: Verdict
    words: str
    value: float | None = None
    """The number behind it: a moment in seconds, a share, a count or a level, by the kind of measure."""
    tick: int | None = None
    """When it was decided."""
    evidence: tuple[int, ...] = ()
    """Numbers of the records that made it so."""


@dataclass(frozen=True, slots=True)
class Passed:
    """How things stood when a deadline passed."""

    seq: int
    """The first record after it."""
    missing: str
    """What was still missing, with the values of the moment; empty when nothing was."""
    reading: float | None
    """The level the condition compares, when it compares one."""


@dataclass(frozen=True, slots=True)
class Due:
    """An expected action tied to an objective."""

    status: str
    due: int
    seq: int | None
    """The record that met it or found it missed."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a measure may be answered from."""

    now: int
    """What the clock shows."""
    settled: int
    """The last second of which it is known how it ended."""
    ended: int | None
    planned_end: int
    agencies: tuple[str, ...]
    watch: Watch | None = None
    passed: Passed | None = None
    learned: Mapping[str, Mapping[str, tuple[int, int]]] | None = None
    """Fact → agency → when, and the record."""
    expected: tuple[Due, ...] = ()
    last: int = 0
    """The newest record."""


def watched(measure: a.Measure | None) -> c.Condition | None:
    """The condition whose turns a measure counts."""
    match measure:
        case a.DoneBy(that=condition) | a.SoAt(that=condition) | a.Always(always=condition):
            return condition
        case a.Never(never=condition, while_=while_):
            return condition if while_ is None else c.AllOf(all=(condition, while_))
        case _:
            return None


def answer(measure: a.Measure | None, seen: Seen) -> Answer:
    """Where a measure stands."""
    found = _answer(measure, seen)
    return replace(found, evidence=tuple(dict.fromkeys(found.evidence)))


def _answer(measure: a.Measure | None, seen: Seen) -> Answer:
    match measure:
        case None:
            return Answer("not measured", t("for an evaluator to rate"))
        case a.DoneBy():
            return _done_by(measure, seen)
        case a.SoAt():
            return _so_at(measure, seen)
        case a.Always():
            return _always(measure, seen)
        case a.Never():
            return _never(measure, seen)
        case a.KnownBy():
            return _known_by(measure, seen)
        case a.Answered():
            return _answered(measure, seen)
        case _:
            assert_never(measure)


def reading(condition: c.Condition | None, scenario: Scenario, world: World, tick: int) -> float | None:
    """The level a condition compares; None when it is made of several parts or has no number."""
    match condition:
        case c.ServiceIs(service=name) if name in world.services:
            return world.services[name].available
        case c.AssetIs(asset=name) if name in world.assets:
            return world.assets[name].level
        case c.IndicatorIs(indicator=name, of=of):
            return indicator_value(scenario, world, name, of or "", tick)
        case c.PosteriorIs(posterior=name, of=of, about=about):
            return posterior(scenario, world, of, about=about).get(name)
        case _:
            return None


def _watch(seen: Seen) -> Watch:
    assert seen.watch is not None, "a measure with a condition is watched"
    return seen.watch


def _undecided(seen: Seen, moment: int, value: float | None = None) -> Answer:
    if seen.ended is None:
        return Answer("open", t("the log ends before {time}", time=clock(moment)), value)
    words = t("play ended at {end}, before {time}", end=clock(seen.ended), time=clock(moment))
    return Answer("open", words, value)


def _missed_by(seen: Seen, moment: int) -> tuple[int, ...]:
    """The last record that could have changed the answer, and the one that shows the deadline had passed."""
    before = seen.watch.latest(moment) if seen.watch else ()
    after = (seen.passed.seq,) if seen.passed else ()
    return (*before, *after)


def _done_by(measure: a.DoneBy, seen: Seen) -> Answer:
    first = next((turn for turn in _watch(seen).turns if turn.so), None)
    if first is not None and first.tick <= measure.by:
        spare = lasting(measure.by - first.tick)
        words = t("at {time}, {spare} before the deadline", time=clock(first.tick), spare=spare)
        return Answer("met", words, first.tick, first.tick, first.evidence)
    if seen.settled < measure.by:
        return _undecided(seen, measure.by)
    if first is not None:
        words = t("at {time}, {delay} late", time=clock(first.tick), delay=lasting(first.tick - measure.by))
        return Answer(
            "not met", words, first.tick, measure.by, (*first.evidence, *_missed_by(seen, measure.by))
        )
    missing = seen.passed.missing if seen.passed else ""
    words = (
        t("not by {time}; missing: {what}", time=clock(measure.by), what=missing)
        if missing
        else t("not by {time}", time=clock(measure.by))
    )
    return Answer("not met", words, None, measure.by, _missed_by(seen, measure.by))


def _so_at(measure: a.SoAt, seen: Seen) -> Answer:
    if seen.settled < measure.at:
        return _undecided(seen, measure.at)
    turn = _watch(seen).at(measure.at)
    value = seen.passed.reading if seen.passed else None
    if turn is not None and turn.so:
        words = t("so at {time}", time=clock(measure.at))
        words += "" if value is None else f" ({_level(measure.that, value)})"
        evidence = turn.evidence or _missed_by(seen, measure.at)
        return Answer("met", words, value, measure.at, evidence)
    missing = seen.passed.missing if seen.passed else ""
    words = t("not so at {time}", time=clock(measure.at))
    words = t("{what}: {why}", what=words, why=missing) if missing else words
    cited = (*(turn.evidence if turn else ()), *_missed_by(seen, measure.at))
    return Answer("not met", words, value, measure.at, cited)


def _level(condition: c.Condition, value: float) -> str:
    return f"{value:.1f}" if isinstance(condition, c.IndicatorIs) else _percent(value)


def _span(measure: a.Always | a.Never, seen: Seen) -> tuple[int, int, int]:
    """From, to, and up to where it is known. The whole exercise ends when play did."""
    whole = seen.ended if seen.ended is not None else seen.planned_end
    end = max(measure.to if measure.to is not None else whole, measure.from_ + 1)
    return measure.from_, end, max(measure.from_, min(end, seen.now))


def _always(measure: a.Always, seen: Seen) -> Answer:
    start, end, known = _span(measure, seen)
    watch = _watch(seen)
    so = sum(stop - begin for begin, stop, _ in watch.spans(start, known))
    length = end - start
    share = so / (known - start) if known > start else None
    words = t("{share} of the time", share=_percent(share)) if share is not None else ""
    lapses = tuple(seq for turn in watch.turns if not turn.so and turn.tick < known for seq in turn.evidence)[
        :MOST_EVIDENCE
    ]
    if (known - start) - so > (1 - measure.at_least) * length + _ALMOST:
        wanted = t("{what}, {level} wanted", what=words, level=_percent(measure.at_least))
        return Answer("not met", wanted, share, None, lapses or watch.latest(known) or (seen.last,))
    if so >= measure.at_least * length - _ALMOST:
        return Answer("met", words, share, None, watch.latest(known) or (seen.last,))
    return _undecided(seen, end, share)


def _never(measure: a.Never, seen: Seen) -> Answer:
    start, end, known = _span(measure, seen)
    watch = _watch(seen)
    spans = watch.spans(start, known)
    if spans:
        total = sum(stop - begin for begin, stop, _ in spans)
        evidence = tuple(dict.fromkeys(seq for _, _, seqs in spans for seq in seqs))[:MOST_EVIDENCE]
        words = n(
            "once, first at {time}, {total} in all",
            "{count} times, first at {time}, {total} in all",
            len(spans),
            time=clock(spans[0][0]),
            total=lasting(total),
        )
        return Answer("not met", words, total, spans[0][0], evidence)
    if known < end:
        return _undecided(seen, end, 0)
    return Answer("met", t("not for a single second"), 0, None, watch.latest(known) or (seen.last,))


def _known_by(measure: a.KnownBy, seen: Seen) -> Answer:
    among = measure.of or seen.agencies
    learned = seen.learned or {}
    moments, evidence, counts = [], [], []
    for fact in measure.known:
        came = sorted(learned[fact][agency] for agency in among if agency in learned.get(fact, {}))
        counts.append(sum(tick <= measure.by for tick, _ in came))
        evidence += [seq for _, seq in came]
        moments.append(came[measure.at_least - 1][0] if len(came) >= measure.at_least else None)
    fewest = min(counts)
    gaps = {"count": fewest, "all": len(among), "wanted": measure.at_least}
    words = (
        t("each known to {count} of {all}, {wanted} wanted", **gaps)
        if len(measure.known) > 1
        else t("known to {count} of {all}, {wanted} wanted", **gaps)
    )
    found = [moment for moment in moments if moment is not None]
    cited = tuple(dict.fromkeys(sorted(evidence)))[:MOST_EVIDENCE]
    if len(found) == len(moments) and max(found) <= measure.by:
        words = t("{what}, at {time}", what=words, time=clock(max(found)))
        return Answer("met", words, fewest, max(found), cited)
    if seen.settled < measure.by:
        return _undecided(seen, measure.by, fewest)
    return Answer(
        "not met",
        t("{what}, by {time}", what=words, time=clock(measure.by)),
        fewest,
        measure.by,
        cited or _missed_by(seen, measure.by),
    )


def _answered(measure: a.Answered, seen: Seen) -> Answer:
    decided = [each for each in seen.expected if each.status != "open"]
    in_time = sum(each.status == "met" for each in decided)
    share = in_time / len(decided) if decided else None
    gaps = {"count": in_time, "all": len(decided), "wanted": _percent(measure.answered)}
    if seen.ended is None:
        words = t("so far {count} of {all} in time, {wanted} wanted", **gaps)
        return Answer("open", words if decided else t("nothing has fallen due yet"), share)
    if share is None:
        return Answer("not measured", t("no expected action of this objective fell due"))
    good = share >= measure.answered - _ALMOST
    wanted = [each.seq for each in decided if each.seq is not None and (each.status == "met") is good]
    return Answer(
        "met" if good else "not met",
        t("{count} of {all} in time, {wanted} wanted", **gaps),
        share,
        seen.ended,
        tuple(sorted(wanted))[:MOST_EVIDENCE],
    )


def _percent(share: float) -> str:
    """Never rounded up to all, nor down to nothing."""
    text = f"{share:.0%}"
    return f"{share:.1%}" if (text in ("100%", "0%") and 0 < share < 1) else text
