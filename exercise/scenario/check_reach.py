"""What never happens: conditions that cannot hold, injects in a circle, facts that nobody can learn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from exercise.scenario import conditions as c
from exercise.scenario.checking import Checking, Path, parts_of
from exercise.scenario.quantities import clock
from exercise.scenario.reach import Reach, Thing, thing_of

_NEVER = {
    "flags": "nobody raises the flag `{}`",
    "activities": "the activity `{}` can never start",
    "steps": "the step `{}` never comes",
    "injects": "the inject `{}` never goes out",
    "facts": "nobody can ever learn the fact `{}`",
}


def check_reach(checking: Checking) -> None:
    """Complain of whatever waits for something that cannot be."""
    reach = Reach(checking)
    circled = _circles(checking, reach)
    _waiting_in_vain(checking, reach, circled)
    _steps_never_begun(checking, reach)
    for name in checking.scenario.facts:
        if ("facts", name) not in reach.things:
            what = "nobody can ever learn this fact"
            hint = "let an inject carry it, an activity find it, or an agency know it from the start"
            checking.warn(("facts", name), what, hint, key=True)
    for path, part in checking.each(c.TimeIs):
        if part.time > checking.scenario.duration and "not" not in path:
            what = f"the exercise ends at {clock(checking.scenario.duration)}, so this never holds"
            checking.warn((*path, "time"), what)
    for path, many in checking.each(c.HowMany):
        among = len(set(many.of)) or len(checking.scenario.agencies)
        if many.at_least > among:
            checking.error(
                (*path, "at_least"), f"there are only {among} agencies to count here, so this never holds"
            )
    _standings(checking)


def _waiting_in_vain(checking: Checking, reach: Reach, circled: set[Thing]) -> None:
    single: Iterator[tuple[Path, Any]] = checking.each(c.FlagIs, c.ActivityIs, c.StepIs, c.InjectIs, c.FactIs)
    for path, condition in single:
        thing = thing_of(condition)
        # Something denied that cannot be is always so: odd, but it keeps nobody waiting.
        if thing is None or thing in reach.things or thing in circled or "not" in path:
            continue
        kind, name = thing
        if name in checking.known(kind):
            key = {"activities": "activity"}.get(kind, kind[:-1])
            checking.warn((*path, key), f"this never holds: {_NEVER[kind].format(name)}")


def _circles(checking: Checking, reach: Reach) -> set[Thing]:
    """Injects that wait for each other: every circle is named once. Returns all that are in one."""
    waits: dict[str, list[str]] = {}
    for name, inject in checking.scenario.injects.items():
        if ("injects", name) not in reach.things and inject.when is not None:
            inside = [found.part for found in parts_of(inject.when, ())]
            named = [part.inject for part in inside if isinstance(part, c.InjectIs)]
            waits[name] = [other for other in named if ("injects", other) not in reach.things]
    circled: set[Thing] = set()
    for name in waits:
        if ("injects", name) in circled:
            continue
        chain = [name]
        while (nexts := waits.get(chain[-1])) and nexts[0] not in chain:
            chain.append(nexts[0])
        if nexts and nexts[0] == name:
            circled.update(("injects", each) for each in chain)
            what, hint = "this inject waits for itself", "give it a time, or hold it"
            if len(chain) > 1:
                hint = "give one of them a time, or hold it"
                names = ", which waits for ".join(f"`{each}`" for each in [*chain[1:], name])
                what = f"injects wait for each other: `{name}` waits for {names}"
            checking.error(("injects", name, "when"), what, hint)
    return circled


def _steps_never_begun(checking: Checking, reach: Reach) -> None:
    for name, campaign in checking.scenario.adversary.items():
        for number, step in enumerate(campaign.steps):
            path: Path = ("adversary", name, "steps", number)
            if ("steps", step.id) in reach.things:
                continue
            if step.after is not None and step.after.step in reach.steps:
                what = f"the step `{step.after.step}` never comes, so this one does not either"
                checking.error((*path, "after"), what)
            elif step.at is None and step.when is None and step.after is None:
                what = "this step has no trigger, and no other step is diverted to it"
                checking.warn((*path, "id"), what, "add `at:`, `when:` or `after:`")


def _standings(checking: Checking) -> None:
    """Conditions on a standing that the thing can never have."""
    for path, part in checking.each(c.InjectIs):
        inject = checking.scenario.injects.get(part.inject)
        if inject is not None and part.is_ != "released" and not inject.expect:
            what = f"`{part.inject}` expects no action, so it is never {part.is_}"
            checking.error((*path, "is"), what)
    steps = {step.id: step for campaign in checking.scenario.adversary.values() for step in campaign.steps}
    for path, standing in checking.each(c.StepIs):
        step = steps.get(standing.step)
        if step and standing.is_ == "blocked" and not any(m.outcome == "blocked" for m in step.countered_by):
            checking.error((*path, "is"), f"nothing blocks the step `{standing.step}`, so this never holds")
