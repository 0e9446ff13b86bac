"""What controllers look at: the MSEL, and how every agency is doing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from heapq import heappop, heappush

from exercise.domain.explain import explain, waits_for
from exercise.domain.improvised import line_of
from exercise.domain.knowledge import awareness, indicator_value
from exercise.domain.world import Expectation, InjectState
from exercise.language import in_words, marked, t
from exercise.review.comms_rows import read_by
from exercise.review.fold import Fold
from exercise.review.listed import Listed
from exercise.review.names import minute
from exercise.review.rows import AgencyRow, ExpectedRow, MselRow, MselStatus, NextKind
from exercise.review.saying import REASONS
from exercise.scenario import play as p

_LAST = 10**9
AD_HOC = marked("ad hoc")
"""Stands for the storyline of what controllers wrote during play."""


def next_inject(fold: Fold, tick: int) -> tuple[str, int | None, NextKind]:
    """The next inject that the clock will release, and when."""
    if fold.world.phase == "ended":
        return "", None, "inject"
    due = [
        (state.at, name)
        for name, state in fold.world.injects.items()
        if state.status == "planned" and state.at is not None and state.at >= tick
    ]
    if not due:
        return "", None, "inject"
    at, name = min(due)
    return f"#{fold.names.number(name)} {fold.names.inject(name)}", at, "inject"


def msel(fold: Fold, tick: int) -> tuple[MselRow, ...]:
    """Every line of the MSEL; what has no time of its own comes last. Only what may have changed is worked out."""
    listed, injects = fold.listed, fold.world.injects
    if fold.touched is None or tick < listed.tick:
        fold.touched, fold.listed = set(injects), (listed := Listed())
    while listed.due and listed.due[0][0] <= tick:
        fold.touched.add(heappop(listed.due)[1])
    changed = {name: _row(fold, name, injects[name], tick) for name in fold.touched if name in injects}
    for name in listed.waiting - changed.keys():
        row = listed.rows[name]
        words = _waits(fold, fold.scenario.injects[name], injects[name], tick)
        if words != row.waits_for:
            changed[name] = replace(row, waits_for=words)
    for name in fold.touched & injects.keys():
        _watch(fold, listed, name, injects[name], tick)
    fold.touched.clear()
    listed.tick = tick
    if changed:
        listed.rows |= changed
        listed.order = tuple(sorted(listed.rows.values(), key=_place))
    return listed.order


def _place(row: MselRow) -> tuple[int, int, str]:
    return _LAST if row.at is None else row.at, row.number, row.id


def _watch(fold: Fold, listed: Listed, name: str, state: InjectState, tick: int) -> None:
    """What turns without a record about it: words about a condition, and the time something was to go out."""
    part = fold.scenario.injects.get(name)
    if state.status in ("planned", "gated") and part is not None and (part.when or part.unless):
        listed.waiting.add(name)
    else:
        listed.waiting.discard(name)
    if state.at is not None and state.at > tick:
        heappush(listed.due, (state.at, name))


def _row(fold: Fold, name: str, state: InjectState, tick: int) -> MselRow:
    inject = line_of(fold.scenario, fold.world, name)
    if inject is None:
        return _ad_hoc(fold, name, state)
    expected = tuple(_expected(fold, inject, index, state) for index in range(len(inject.expect)))
    thread = fold.scenario.storylines.get(inject.storyline or "")
    storyline = fold.names.pick(thread.name) if thread else inject.storyline or ""
    return MselRow(
        id=name,
        number=fold.names.number(name),
        at=state.at if state.released_at is None else state.released_at,
        storyline=t(AD_HOC) if name in fold.world.improvised else storyline,
        sender=fold.names.pick(inject.from_),
        to=fold.names.agencies(state.to or inject.to),
        subject=fold.names.pick(inject.subject),
        kind=inject.kind,
        status=_status(state),
        waits_for=_waits(fold, inject, state, tick),
        expected=expected,
        text=fold.names.pick(inject.text),
        note=fold.names.pick(inject.note),
        urgent=inject.urgent,
        read_by=read_by(fold, name, state.to) if state.status == "released" else (),
    )


def _ad_hoc(fold: Fold, name: str, state: InjectState) -> MselRow:
    """An inject that the MSEL does not have; its words stand in the record of its release."""
    _, event = fold.released[name]
    expected = tuple(
        _standing(t("an answer in writing"), fold.names.agencies(each.who), each)
        for each in state.expects.values()
    )
    return MselRow(
        id=name,
        number=event.number,
        at=state.released_at,
        storyline=t(AD_HOC),
        sender=fold.names.pick(event.sender),
        to=fold.names.agencies(event.to),
        subject=fold.names.pick(event.subject),
        kind=event.type,
        status=_status(state),
        waits_for="",
        expected=expected,
        text=fold.names.pick(event.text),
        note="",
        urgent=event.urgent,
        read_by=read_by(fold, name, event.to),
    )


def _status(state: InjectState) -> MselStatus:
    if state.status != "released":
        return state.status
    standing = {expected.status for expected in state.expects.values()}
    if "missed" in standing:
        return "overdue"
    return "answered" if standing and standing <= {"met", "late"} else "released"


def _waits(fold: Fold, inject: p.Inject, state: InjectState, tick: int) -> str:
    if state.status in ("released", "skipped"):
        return in_words(state.why, REASONS)
    if state.status == "held":
        return t("a controller to release it")
    if state.status == "delivering":
        return t("a role player to deliver it")
    at = minute(state.at) if state.at is not None and state.at > tick else ""
    what = waits_for(inject.when, fold.scenario, fold.world, tick) if inject.when is not None else ""
    words = t("{time}, then {condition}", time=at, condition=what) if at and what else at or what
    if inject.unless is None:
        return words
    unless = explain(inject.unless, fold.scenario)
    if not words:
        return t("not sent if {condition}", condition=unless)
    return t("{waits}; not sent if {condition}", waits=words, condition=unless)


def _expected(fold: Fold, inject: p.Inject, index: int, state: InjectState) -> ExpectedRow:
    expected = inject.expect[index]
    words = expected_in_words(fold, expected)
    found = state.expects.get(index)
    if found is not None:
        return _standing(words, fold.names.agencies(found.who), found)
    return ExpectedRow(words, "not yet", fold.names.agencies(expected.who or inject.to), due=expected.by)


def _standing(words: str, who: str, found: Expectation) -> ExpectedRow:
    return ExpectedRow(words, found.status, who, found.due, found.by, found.tick)


def expected_in_words(fold: Fold, expected: p.Expected) -> str:
    """What is expected, as a controller would say it."""
    if expected.text:
        return fold.names.pick(expected.text)
    match expected:
        case p.ExpectActivity(activity=activity, is_=standing):
            name = fold.names.activity(activity)
            return (
                t("complete '{action}'", action=name)
                if standing == "done"
                else t("order '{action}'", action=name)
            )
        case p.ExpectDecision(decision=decision):
            return t("decide '{decision}'", decision=fold.names.decision(decision))
        case p.ExpectReply():
            return t("an answer in writing")
        case p.ExpectShare(share=fact, with_=others):
            who = fold.names.agencies(others)
            return t("share '{fact}' with {who}", fact=fold.names.fact(fact), who=who)
        case p.ExpectThat(that=condition):
            return explain(condition, fold.scenario)


def agencies(fold: Fold, tick: int) -> tuple[AgencyRow, ...]:
    """How every agency is doing, in the order of the scenario."""
    open_, missed = _owed(fold)
    busy = Counter(run.agency for run in fold.world.runs.values() if run.ended is None)
    owed, late = _duties(fold)
    votes = _votes(fold)
    return tuple(
        AgencyRow(
            id=name,
            short=fold.names.agency(name),
            name=fold.names.pick(agency.name),
            country=agency.country,
            used=sum(fold.world.pools[f"{name}/{pool}"].used for pool in agency.staff),
            capacity=sum(fold.world.pools[f"{name}/{pool}"].capacity for pool in agency.staff),
            under_way=busy[name],
            unanswered=open_.get(name, 0),
            overdue=missed.get(name, 0),
            last_act=fold.last_act.get(name),
            idle=tick - fold.last_act.get(name, 0),
            seat=_who_sits(fold, name),
            duties=owed[name],
            duties_late=late[name],
            votes=votes[name],
            awareness=round(100 * awareness(fold.scenario, fold.world, name)),
            own=tuple(_own(fold, name, tick)),
        )
        for name, agency in fold.scenario.agencies.items()
    )


def _who_sits(fold: Fold, agency: str) -> str:
    by = fold.world.seats.get(agency)
    if by is not None:
        return "participant" if by == agency else by
    return "bot" if fold.stand_ins is None else fold.stand_ins.get(agency, "nobody")


def _duties(fold: Fold) -> tuple[Counter[str], Counter[str]]:
    """Per agency: reports not filed, and those of them that are overdue or given up."""
    owed = [(agency, duty.status) for (_, agency), duty in fold.world.duties.items() if duty.filed is None]
    late = Counter(agency for agency, status in owed if status in ("overdue", "missed"))
    return Counter(agency for agency, _ in owed), late


def _votes(fold: Fold) -> Counter[str]:
    """Per agency: open joint decisions that have not heard it."""
    return Counter(
        agency
        for name, state in fold.world.consents.items()
        if state.status == "open" and name in fold.scenario.consents
        for agency in fold.scenario.consents[name].who
        if agency not in state.votes
    )


def _own(fold: Fold, agency: str, tick: int) -> Iterator[tuple[str, str]]:
    """Indicators of its own; awareness has a column of its own."""
    for name, part in fold.scenario.indicators.items():
        if part.each and part.derived is None:
            value = indicator_value(fold.scenario, fold.world, name, agency, tick)
            yield fold.names.indicator(name), f"{value:.0f}{part.unit if part.unit == '%' else ''}"


def _owed(fold: Fold) -> tuple[dict[str, int], dict[str, int]]:
    """Per agency: expected actions that are open, and those whose deadline passed."""
    open_: dict[str, int] = {}
    missed: dict[str, int] = {}
    for state in fold.world.injects.values():
        for expected in state.expects.values():
            counts = {"open": open_, "missed": missed}.get(expected.status)
            if counts is not None:
                for agency in expected.who:
                    counts[agency] = counts.get(agency, 0) + 1
    return open_, missed
