"""Activities and decisions: may anyone take them, is there enough of what they need, can they finish?"""

from __future__ import annotations

from collections.abc import Iterator

from exercise.scenario import effects as e
from exercise.scenario.checking import Checking, Path, listed
from exercise.scenario.play import ANYONE, BACKGROUND, Activity, Stage
from exercise.scenario.quantities import Fixed

_LASTING = (e.RaiseFlag, e.Scale, e.Fallback, e.Allocate, e.AddCapacity, e.AddResource, e.If)


def check_actions(checking: Checking) -> None:
    """Complain of actions that nobody could take, or that could never be finished."""
    for name, activity in checking.scenario.activities.items():
        path: Path = ("activities", name)
        _who(checking, path, activity)
        _work(checking, path, activity)
        if activity.target and activity.target.kind == "text" and activity.target.of:
            checking.warn(
                (*path, "target", "of"), "a target that is text has no list to choose from", key=True
            )
    for path, stage in checking.each(Stage):
        _meanwhile(checking, path, stage)
    for name, decision in checking.scenario.decisions.items():
        if len(decision.options) < 2:
            checking.error(("decisions", name, "options"), "a decision needs at least two options")


def _who(checking: Checking, path: Path, activity: Activity) -> None:
    agencies = checking.scenario.agencies
    if activity.starts is not None:
        _background(checking, path, activity, activity.starts.at_agencies)
        return
    if BACKGROUND in activity.who:
        checking.error((*path, "who"), "`background` stands alone", "leave the others out")
        return
    anyone = ANYONE in activity.who
    named = list(agencies) if anyone else [name for name in activity.who if name in agencies]
    lacks = {name: lack for name in named if (lack := _lack(checking, activity, name))}
    if named and len(lacks) == len(named):
        where, things = lacks[named[0]]
        whom = "nobody" if anyone else f"none of {listed(named)}" if len(named) > 1 else f"`{named[0]}`"
        have = "has" if len(named) > 1 or anyone else "does not have"
        checking.error((*path, *where), f"no one may take this action: {whom} {have} {things}", key=True)
    elif not anyone:
        for name, (where, things) in lacks.items():
            checking.warn((*path, *where), f"`{name}` may order this but does not have {things}", key=True)


def _background(checking: Checking, path: Path, activity: Activity, at_agencies: tuple[str, ...]) -> None:
    """What nobody does draws on shared resources only; what eats an agency's hours, on its staff too."""
    for agency in at_agencies:
        if agency in checking.scenario.agencies and (lack := _lack(checking, activity, agency)):
            what = f"`{agency}` does not have {lack[1]}, so this would wait for ever"
            checking.error((*path, *lack[0]), what, key=True)
    for where, name, amount in () if at_agencies else _needs(activity):
        resource = checking.scenario.resources.get(name)
        if resource and resource.capacity < amount and name not in _growing(checking):
            what = f"there is only {resource.capacity} of `{name}`, so this would wait for ever"
            checking.error((*path, *where), what, key=True)


def _lack(checking: Checking, activity: Activity, agency: str) -> tuple[Path, str] | None:
    """The first thing that an agency can never have enough of, and where it is asked for."""
    growing = _growing(checking)
    for where, name, amount in _needs(activity):
        pool = checking.scenario.resources.get(name)
        have = pool.capacity if pool else checking.scenario.agencies[agency].staff.get(name, 0)
        if name in checking.known("pools") and have < amount and name not in growing:
            return where, f"{amount} of `{name}` at once" if amount > 1 else f"any `{name}`"
    return None


def _growing(checking: Checking) -> set[str]:
    return {effect.resource for _, effect in checking.each(e.AddResource) if effect.by > 0}


def _needs(activity: Activity) -> Iterator[tuple[Path, str, int]]:
    """The most held at once: what is used stays to the end, what is borrowed goes back after its stage."""
    for name, amount in activity.uses.items():
        yield ("uses", name), name, amount
    held: dict[str, int] = {}
    for number, stage in enumerate(activity.stages):
        for name, amount in stage.uses.items():
            held[name] = held.get(name, 0) + amount
            yield ("stages", number, "uses", name), name, held[name]
        for name, amount in stage.borrows.items():
            yield ("stages", number, "borrows", name), name, held.get(name, 0) + amount


def _work(checking: Checking, path: Path, activity: Activity) -> None:
    for number, stage in enumerate(activity.stages):
        here: Path = (*path, "stages", number)
        for name, amount in (*stage.uses.items(), *stage.borrows.items()):
            if amount < 1:
                checking.error(
                    (*here, "uses" if name in stage.uses else "borrows", name), "ask for at least one"
                )
        if stage.blocked_while is not None and stage.takes in (None, Fixed(0)):
            checking.warn(
                (*here, "blocked_while"), "this stage takes no time, so nothing can block it", key=True
            )
    for name, amount in activity.uses.items():
        if amount < 1:
            checking.error((*path, "uses", name), "ask for at least one")
    if activity.blocked_while is not None and activity.takes in (None, Fixed(0)):
        checking.warn(
            (*path, "blocked_while"), "this takes no time, so nothing can block it", "add `takes:`", key=True
        )


def _meanwhile(checking: Checking, path: Path, stage: Stage) -> None:
    for number, effect in enumerate(stage.meanwhile):
        here: Path = (*path, "meanwhile", number)
        if not isinstance(effect, _LASTING):
            checking.error(
                here, "this effect cannot be taken back when the stage ends", "move it to `begins`"
            )
        elif getattr(effect, "lasts", None) is not None:
            checking.warn((*here, "lasts"), "it lasts as long as the stage; `lasts` is ignored", key=True)
