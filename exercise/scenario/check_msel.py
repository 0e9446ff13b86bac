"""The events list: when injects go out and to whom, deadlines, who can do what is expected, crowds."""

from __future__ import annotations

from collections.abc import Collection

from exercise.scenario import campaigns
from exercise.scenario import play as p
from exercise.scenario.checking import Checking, Path, listed
from exercise.scenario.play import ANYONE, Activity, Decision, Expected, Inject
from exercise.scenario.quantities import MINUTE, clock
from exercise.scenario.severity import RatingMoment
from exercise.scenario.world import EVERYONE

_CROWD, _MOMENT = 6, 10 * MINUTE


def check_msel(checking: Checking) -> None:
    """Complain of injects and expected actions that do not work out."""
    for name, inject in checking.scenario.injects.items():
        path: Path = ("injects", name)
        _when(checking, (*path, "at"), inject.at)
        _to_whom(checking, path, inject)
        for number, expected in enumerate(inject.expect):
            _deadline(checking, (*path, "expect", number), inject, expected)
            can_be_done(checking, (*path, "expect", number), inject.to, expected)
    for path, step in checking.each(campaigns.Step):
        _when(checking, (*path, "at"), step.at)
        if sum(trigger is not None for trigger in (step.at, step.when, step.after)) > 1:
            checking.error((*path, "id"), "say at most one of `at`, `when`, `after`")
    for path, starts in checking.each(p.Starts):
        _when(checking, (*path, "at"), starts.at)
    for path, moment in checking.each(RatingMoment):
        _when(checking, (*path, "at"), moment.at)
        if not checking.scenario.severity:
            checking.error(path, "there is no scale to rate on", "write `severity`, or use library/severity")
    _numbers(checking)
    _agencies_without(checking)
    _crowds(checking)


def _when(checking: Checking, path: Path, at: int | None) -> None:
    end = checking.scenario.duration
    if at is not None and at > end:
        checking.error(path, f"{clock(at)} is after the end of the exercise, {clock(end)}")
    elif at == end:
        checking.warn(
            path, "this is the very second in which the exercise ends", "let it come a little earlier"
        )


def _receivers(checking: Checking, to: Collection[str]) -> Collection[str]:
    """Agencies that exist, `everyone` spelled out."""
    agencies = checking.scenario.agencies
    return agencies if EVERYONE in to else [name for name in to if name in agencies]


def _to_whom(checking: Checking, path: Path, inject: Inject) -> None:
    receivers = _receivers(checking, inject.to)
    if receivers and not any(checking.scenario.agencies[name].seats for name in receivers):
        what = "nobody receives this inject: no agency that it goes to has a seat"
        checking.warn((*path, "to"), what)


def _deadline(checking: Checking, path: Path, inject: Inject, expected: Expected) -> None:
    end = checking.scenario.duration
    if expected.by is not None and inject.at is not None and expected.by <= inject.at:
        what = f"this is due at {clock(expected.by)}, and the inject goes out at {clock(inject.at)}"
        checking.error((*path, "by"), what, "give people time, or write `within:`")
    elif expected.by is not None and expected.by > end:
        checking.warn((*path, "by"), f"this is due after the end of the exercise, {clock(end)}")
    elif expected.within is not None and inject.at is not None and inject.at + expected.within > end:
        due = clock(inject.at + expected.within)
        checking.warn((*path, "within"), f"this is due at {due}, after the end of the exercise, {clock(end)}")


def can_be_done(checking: Checking, path: Path, to: Collection[str], expected: Expected) -> None:
    """Complain of an expected action that none of those may do of whom it is expected."""
    who = _receivers(checking, expected.who or to)
    scenario = checking.scenario
    match expected:
        case p.ExpectActivity(activity=name) if activity := scenario.activities.get(name):
            _may(checking, (*path, "activity"), who, allowed(activity), f"order `{name}`")
        case p.ExpectDecision(decision=name) if decision := scenario.decisions.get(name):
            _may(checking, (*path, "decision"), who, allowed(decision), f"decide `{name}`")
        case p.ExpectReply():
            receivers = _receivers(checking, to)
            for agency in who if to else ():
                if agency not in receivers:
                    what = f"`{agency}` does not receive this inject, so it cannot answer it"
                    checking.error((*path, "who"), what)


def allowed(part: Activity | Decision) -> Collection[str] | None:
    """Who may order or decide it; None for anyone."""
    if isinstance(part, Activity) and part.starts is not None:
        return part.starts.at_agencies
    return None if ANYONE in part.who else part.who


def _may(
    checking: Checking, path: Path, who: Collection[str], may: Collection[str] | None, verb: str
) -> None:
    if may is None or not who:
        return
    if not set(may).intersection(who):
        instead = f"it is for {listed(list(may))}" if may else None
        checking.error(path, f"none of those expected to may {verb}", instead)


def _numbers(checking: Checking) -> None:
    first: dict[int, str] = {}
    for name, inject in checking.scenario.injects.items():
        if inject.number is not None and first.setdefault(inject.number, name) != name:
            what = f"`{first[inject.number]}` has the number {inject.number} as well"
            checking.warn(("injects", name, "number"), what)


def _agencies_without(checking: Checking) -> None:
    reached = {name for inject in checking.scenario.injects.values() for name in inject.to}
    for name in checking.scenario.agencies:
        if EVERYONE not in reached and name not in reached:
            checking.warn(("agencies", name), f"`{name}` never receives an inject", key=True)


def _crowds(checking: Checking) -> None:
    """More injects in one moment than a desk can read; said once for each crowd."""
    inboxes: dict[str, list[tuple[int, str]]] = {}
    for name, inject in checking.scenario.injects.items():
        if inject.at is not None and inject.when is None:
            for agency in _receivers(checking, inject.to):
                inboxes.setdefault(agency, []).append((inject.at, name))
    for agency, inbox in inboxes.items():
        inbox.sort(key=lambda one: one[0])
        crowd = 0
        for number, (at, name) in enumerate(inbox):
            crowded = number >= _CROWD and at - inbox[number - _CROWD][0] <= _MOMENT
            crowd = crowd + 1 if crowded else 0
            if crowd == 1:
                what = f"`{agency}` gets more than {_CROWD} injects within ten minutes"
                checking.warn(("injects", name, "at"), what, "spread them out")
