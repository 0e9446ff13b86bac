"""What controllers look at: the MSEL, how every agency is doing, what waits for them."""

from __future__ import annotations

from collections.abc import Iterator

from exercise.domain.explain import explain, waits_for
from exercise.domain.seats import EXCON
from exercise.domain.world import Expectation, InjectState
from exercise.review.fold import Fold
from exercise.review.names import minute
from exercise.review.rows import AgencyRow, ExpectedRow, MselRow, MselStatus, NeedRow
from exercise.scenario import play as p
from exercise.scenario.part import pick
from exercise.scenario.quantities import HOUR, lasting

SILENT_AFTER = 2 * HOUR
"""An agency that owes an answer and has done nothing for so long is worth a call."""

FEW = 3
"""What is expected of more agencies than this is nobody's in particular."""

_LAST = 10**9


def next_inject(fold: Fold, tick: int) -> tuple[str, int | None]:
    """The next inject that the clock will release, and when."""
    if fold.world.phase == "ended":
        return "", None
    due = [
        (state.at, name)
        for name, state in fold.world.injects.items()
        if state.status == "planned" and state.at is not None and state.at >= tick
    ]
    if not due:
        return "", None
    at, name = min(due)
    return f"#{fold.names.number(name)} {fold.names.inject(name)}", at


def msel(fold: Fold, tick: int) -> tuple[MselRow, ...]:
    """Every line of the MSEL; what has no time of its own comes last."""
    rows = (_row(fold, name, state, tick) for name, state in fold.world.injects.items())
    return tuple(sorted(rows, key=lambda row: (_LAST if row.at is None else row.at, row.number, row.id)))


def _row(fold: Fold, name: str, state: InjectState, tick: int) -> MselRow:
    inject = fold.scenario.injects.get(name)
    if inject is None:
        return _ad_hoc(fold, name, state)
    expected = tuple(_expected(fold, inject, index, state) for index in range(len(inject.expect)))
    storyline = fold.scenario.storylines.get(inject.storyline or "")
    return MselRow(
        id=name,
        number=fold.names.number(name),
        at=state.at if state.released_at is None else state.released_at,
        storyline=fold.names.pick(storyline.name) if storyline else inject.storyline or "",
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
    )


def _ad_hoc(fold: Fold, name: str, state: InjectState) -> MselRow:
    """An inject that the MSEL does not have; its words stand in the record of its release."""
    _, event = fold.released[name]
    expected = tuple(
        _standing("an answer in writing", fold.names.agencies(each.who), each)
        for each in state.expects.values()
    )
    return MselRow(
        id=name,
        number=event.number,
        at=state.released_at,
        storyline="ad hoc",
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
        return state.why
    if state.status == "held":
        return "a controller to release it"
    parts = []
    if state.at is not None and state.at > tick:
        parts.append(minute(state.at))
    if inject.when is not None:
        parts.append(waits_for(inject.when, fold.scenario, fold.world, tick))
    words = ", then ".join(part for part in parts if part)
    if inject.unless is not None:
        words += f"; not sent if {explain(inject.unless, fold.scenario)}"
    return words.removeprefix("; ")


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
            return f"{'complete' if standing == 'done' else 'order'} '{fold.names.activity(activity)}'"
        case p.ExpectDecision(decision=decision):
            return f"decide '{fold.names.decision(decision)}'"
        case p.ExpectReply():
            return "an answer in writing"
        case p.ExpectShare(share=fact, with_=others):
            return f"share '{fold.names.fact(fact)}' with {fold.names.agencies(others)}"
        case p.ExpectThat(that=condition):
            return explain(condition, fold.scenario)


def agencies(fold: Fold, tick: int) -> tuple[AgencyRow, ...]:
    """How every agency is doing, in the order of the scenario."""
    open_, missed = _owed(fold)
    busy: dict[str, int] = {}
    for run in fold.world.runs.values():
        if run.ended is None:
            busy[run.agency] = busy.get(run.agency, 0) + 1
    rows = []
    for name, agency in fold.scenario.agencies.items():
        staff = [pool for key, pool in fold.world.pools.items() if key.startswith(f"{name}/")]
        last = fold.last_act.get(name)
        rows.append(
            AgencyRow(
                id=name,
                short=fold.names.agency(name),
                name=fold.names.pick(agency.name),
                country=agency.country,
                used=sum(pool.used for pool in staff),
                capacity=sum(pool.capacity for pool in staff),
                under_way=busy.get(name, 0),
                unanswered=open_.get(name, 0),
                overdue=missed.get(name, 0),
                last_act=last,
                idle=tick - (last or 0),
                seat=fold.world.seats.get(name, "bot"),
            )
        )
    return tuple(rows)


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


def needs_you(fold: Fold, tick: int) -> tuple[NeedRow, ...]:
    """What waits for a controller: a stop, questions, overdue answers, held injects, silent agencies."""
    rows = [*_stop(fold), *_asked(fold), *_overdue(fold), *_held(fold, tick), *_silent(fold, tick)]
    order = ("stop", "asked", "held", "overdue", "silent")
    return tuple(sorted(rows, key=lambda row: (order.index(row.kind), row.since, row.id)))


def _stop(fold: Fold) -> Iterator[NeedRow]:
    if fold.world.stopped:
        yield NeedRow("stop", "stop", fold.tick, "NO DUFF", f"Play is stopped: {fold.world.stopped}")


def _asked(fold: Fold) -> Iterator[NeedRow]:
    """Messages to EXCON without an answer since, the last of each sender."""
    waiting: dict[str, NeedRow] = {}
    for index, (tick, sent) in enumerate(fold.world.messages):
        if sent.sender == EXCON:
            for agency in sent.to:
                waiting.pop(agency, None)
        elif EXCON in sent.to:
            who = fold.names.agency(sent.sender)
            waiting[sent.sender] = NeedRow(
                f"asked/{index}", "asked", tick, who, f"{sent.subject}: {sent.text}", agency=sent.sender
            )
    yield from waiting.values()


def _overdue(fold: Fold) -> Iterator[NeedRow]:
    for name, state in fold.world.injects.items():
        for index, expected in state.expects.items():
            if expected.status == "missed":
                part = fold.scenario.injects.get(name)
                wanted = expected_in_words(fold, part.expect[index]) if part else "an answer"
                subject = fold.names.inject(name) if part else pick(fold.released[name][1].subject)
                yield NeedRow(
                    f"overdue/{name}/{index}",
                    "overdue",
                    expected.due,
                    fold.names.agencies(expected.who),
                    f"{subject}: {wanted}",
                    inject=name,
                    agency=expected.who[0] if len(expected.who) == 1 else "",
                )


def _held(fold: Fold, tick: int) -> Iterator[NeedRow]:
    for name, state in fold.world.injects.items():
        if state.status == "held" and state.at is not None and state.at <= tick:
            subject = f"#{fold.names.number(name)} {fold.names.inject(name)}"
            yield NeedRow(
                f"held/{name}",
                "held",
                state.at,
                "EXCON",
                f"{subject} is held and its time has come",
                inject=name,
            )


def _owes_for(fold: Fold, tick: int) -> dict[str, int]:
    """Per agency: for how long it has owed something that only it and few others could do."""
    longest: dict[str, int] = {}
    for state in fold.world.injects.values():
        for expected in state.expects.values():
            if expected.status == "open" and len(expected.who) <= FEW and state.released_at is not None:
                for agency in expected.who:
                    longest[agency] = max(longest.get(agency, 0), tick - state.released_at)
    return longest


def _silent(fold: Fold, tick: int) -> Iterator[NeedRow]:
    if fold.world.phase == "ended":
        return
    owes = _owes_for(fold, tick)
    for row in agencies(fold, tick):
        owed = owes.get(row.id, 0)
        if min(row.idle, owed) >= SILENT_AFTER:
            words = f"has done nothing for {lasting(row.idle)}; something asked {lasting(owed)} ago is open"
            yield NeedRow(f"silent/{row.id}", "silent", tick - row.idle, row.short, words, agency=row.id)
