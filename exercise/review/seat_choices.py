"""What an agency could do now: actions it may order and questions it may decide, as far as it knows.

Whatever a condition reads that this agency may not see is said in general words, and never held against it:
the rules decide when it asks.
"""

from __future__ import annotations

from collections.abc import Iterator

from exercise.domain import commands as cmd
from exercise.domain.stages import stages_of
from exercise.domain.world import pool_name
from exercise.language import marked, t
from exercise.review.fold import Fold
from exercise.review.gauges import watches
from exercise.review.known_conditions import UNSEEN, unmet, worded
from exercise.review.names import consent_name, staff_name
from exercise.review.rows import ActionRow, DecisionRow, OptionRow, UseRow
from exercise.scenario.play import ANYONE, Activity, Decision
from exercise.scenario.quantities import Fixed, Lognormal, Spread, Triangle, lasting

KINDS = (
    marked("technical"),
    marked("coordination"),
    marked("communication"),
    marked("legal"),
    marked("diplomatic"),
    marked("defence"),
)

_STANDING = {
    "none": marked("not proposed yet"),
    "open": marked("open for votes"),
    "agreed": marked("agreed"),
    "refused": marked("refused"),
    "withdrawn": marked("withdrawn"),
    "timed-out": marked("timed out"),
}


def actions(fold: Fold, tick: int) -> tuple[ActionRow, ...]:
    """Everything this agency may order, by kind, then in the order of the scenario."""
    rows = [
        _action(fold, name, activity, tick)
        for name, activity in fold.scenario.activities.items()
        if activity.kind in KINDS and (_may(fold, activity) or activity.reserved)
    ]
    return tuple(sorted(rows, key=lambda row: KINDS.index(row.kind)))


def still_needed(fold: Fold, command: cmd.AnyCommand) -> str:
    """What an order or a decision that was refused needs, as this agency may know it; empty when that is unknown."""
    part: Activity | Decision | None = None
    match command:
        case cmd.Order(activity=name):
            part = fold.scenario.activities.get(name)
        case cmd.Decide(decision=name):
            part = fold.scenario.decisions.get(name)
    return worded(part.requires, fold) if part is not None and part.requires else ""


def _may(fold: Fold, activity: Activity) -> bool:
    return ANYONE in activity.who or fold.seat in activity.who


def _action(fold: Fold, name: str, activity: Activity, tick: int) -> ActionRow:
    runs = (fold.world.runs[run] for run in fold.world.runs_of.get(name, ()))
    mine = [run for run in runs if run.agency == fold.seat]
    under_way = sum(run.ended is None for run in mine)
    done = sum(run.status == "done" for run in mine)
    uses = tuple(_uses(fold, activity))
    requires = worded(activity.requires, fold) if activity.requires else ""
    return ActionRow(
        id=name,
        code=activity.code,
        kind=activity.kind,
        name=fold.names.pick(activity.name),
        takes=takes(activity),
        uses=uses,
        requires=requires,
        why_not=_why_not(fold, activity, tick, under_way=under_way, done=done, uses=uses),
        waits=_waits(uses),
        brief=fold.names.pick(activity.brief),
        risks=fold.names.pick(activity.risks),
        target=activity.target.kind if activity.target else "",
        targets=_targets(fold, activity),
        needs_text=activity.needs_text,
        consent=activity.consent or "",
        consent_words=_consent(fold, activity),
        under_way=under_way,
        done=done,
        unsure=t(UNSEEN) in requires,
    )


def _why_not(
    fold: Fold, activity: Activity, tick: int, *, under_way: int, done: int, uses: tuple[UseRow, ...]
) -> str:
    if not _may(fold, activity):
        who, why = fold.names.agencies(activity.who), fold.names.pick(activity.reserved)
        return t("only {who} may: {why}", who=who, why=why)
    if under_way and (activity.target is None or not activity.again):
        return t("already under way")
    if not activity.again and done:
        return t("already done; once is enough")
    if lacking := [use.name for use in uses if use.capacity < use.amount]:
        return t("you do not have: {what}", what=", ".join(lacking))
    if activity.consent and (missing := _not_agreed(fold, activity.consent)):
        return missing
    if activity.requires and (missing := unmet(activity.requires, fold, tick)):
        return t("needs first: {what}", what=missing)
    return ""


def _not_agreed(fold: Fold, consent: str) -> str:
    """Only those who decide together hear how it stands; to others the rules say it."""
    part, state = fold.scenario.consents.get(consent), fold.world.consents.get(consent)
    if part is None or state is None or fold.seat not in part.who or state.status == "agreed":
        return ""
    return t("needs a joint decision, {standing}", standing=t(_STANDING[state.status]))


def _consent(fold: Fold, activity: Activity) -> str:
    part = fold.scenario.consents.get(activity.consent or "")
    if part is None:
        return ""
    name, state = (
        consent_name(fold.names, activity.consent or ""),
        fold.world.consents[activity.consent or ""],
    )
    standing = f" ({t(_STANDING[state.status])})" if fold.seat in part.who and state.status != "none" else ""
    return t("{name}, by {who}", name=name, who=fold.names.agencies(part.who)) + standing


def _waits(uses: tuple[UseRow, ...]) -> str:
    busy = [use.name for use in uses if use.free < use.amount <= use.capacity]
    return t("waits for {what}: all busy", what=t(" and ").join(busy)) if busy else ""


def _uses(fold: Fold, activity: Activity) -> Iterator[UseRow]:
    """The most that any stage needs of each pool. Of shared pools a seat knows only how many there are."""
    most: dict[str, int] = {}
    for stage in stages_of(activity):
        for name, amount in (*stage.uses.items(), *stage.borrows.items()):
            most[name] = max(most.get(name, 0), amount)
    for name, amount in most.items():
        key = pool_name(name, fold.seat, fold.scenario)
        pool = fold.world.pools.get(key)
        title = fold.names.pool(name) if name in fold.scenario.resources else staff_name(name)
        capacity, used = (pool.capacity, pool.used) if pool else (0, 0)
        yield UseRow(title, amount, max(0, capacity - used), capacity)


def takes(activity: Activity) -> str:
    """How long it takes, in words: the usual time and the range, of all stages together."""
    spreads = [stage.takes for stage in stages_of(activity) if stage.takes is not None]
    open_ended = any(stage.until is not None for stage in stages_of(activity))
    if not spreads:
        return t("until something happens") if open_ended else t("at once")
    low, usual, high = (sum(part) for part in zip(*(_ends(spread) for spread in spreads), strict=True))
    words = lasting(usual)
    if low != high:
        words = t("{usual} ({low} to {high})", usual=words, low=lasting(low), high=lasting(high))
    return t("{time}, and a wait", time=words) if open_ended else words


def _ends(spread: Spread) -> tuple[int, int, int]:
    match spread:
        case Triangle(min=low, mode=usual, max=high):
            return low, usual, high
        case Lognormal(median=usual, p95=high):
            # As far below the median as the 95th percentile lies above it, on the scale of a lognormal.
            return round(usual * usual / high), usual, high
        case Fixed(seconds=seconds):
            return seconds, seconds, seconds


def _targets(fold: Fold, activity: Activity) -> tuple[tuple[str, str], ...]:
    if activity.target is None or activity.target.kind == "text":
        return ()
    of, scenario = activity.target.of, fold.scenario
    match activity.target.kind:
        case "agency":
            known = [name for name in scenario.agencies if name != fold.seat]
        case "asset":
            known = [
                name for name, part in scenario.assets.items() if watches(fold, part.seen_by, part.owner)
            ]
        case "service":
            known = [name for name, part in scenario.services.items() if watches(fold, part.seen_by)]
        case "indicator":
            known = [name for name, part in scenario.indicators.items() if watches(fold, part.seen_by)]
        case "fact":
            held = fold.world.held.get(fold.seat, {})
            return tuple(
                (name, fold.names.pick(fold.facts[name].text)) for name in held if name in fold.facts
            )
    return tuple((name, fold.names.target(name)) for name in of or known)


def decisions(fold: Fold, tick: int) -> tuple[DecisionRow, ...]:
    """Questions an inject put to this agency, questions it may decide at any time, and what it decided."""
    asked = {decision: name for name, (_, event) in fold.released.items() for decision in event.decisions}
    rows = [
        _decision(fold, name, decision, asked.get(name, ""), tick)
        for name, decision in fold.scenario.decisions.items()
        if fold.seat in decision.who or ANYONE in decision.who
        if name in asked or name not in _asked_some_day(fold)
    ]
    return tuple(sorted(rows, key=lambda row: (row.made is not None, bool(row.why_not), not row.asked_by)))


def _asked_some_day(fold: Fold) -> frozenset[str]:
    """Questions that an inject will put: nobody is shown them before."""
    return frozenset(
        expected.decision
        for inject in fold.scenario.injects.values()
        for expected in inject.expect
        if hasattr(expected, "decision")
    )


def _decision(fold: Fold, name: str, decision: Decision, asked_by: str, tick: int) -> DecisionRow:
    made = next(
        (
            (at, event)
            for at, event in reversed(fold.world.decisions)
            if event.decision == name and event.agency == fold.seat
        ),
        None,
    )
    missing = unmet(decision.requires, fold, tick) if decision.requires else ""
    return DecisionRow(
        id=name,
        text=fold.names.pick(decision.text),
        options=tuple(
            OptionRow(key, fold.names.pick(option.text)) for key, option in decision.options.items()
        ),
        asked_by=asked_by,
        why_not=t("needs first: {what}", what=missing) if missing else "",
        made=made[0] if made else None,
        chosen=(fold.names.option(name, made[1].option) if made[1].option else made[1].text) if made else "",
        rationale=made[1].rationale if made else "",
    )
