"""Key times of two futures: when something was first known, answered, lost, repaired, decided."""

from __future__ import annotations

from dataclasses import dataclass

from exercise.domain import events as ev
from exercise.review.chronicle import Chronicle
from exercise.review.names import Names
from exercise.review.responses import responses

Moment = tuple[int, int]
"""When, and in which record."""
Key = tuple[str, str, str]
"""What kind of moment, of what, by whom."""

BACK = 0.9
"""A service at this level counts as back."""


@dataclass(frozen=True, slots=True)
class KeyTime:
    """One moment on both sides; None where it never came."""

    kind: str
    what: str
    who: str
    log: int | None
    fork: int | None
    log_seq: int | None
    fork_seq: int | None
    subjects: tuple[str, ...]
    """Ids it is about."""

    @property
    def differs(self) -> bool:
        """Whether it came at another moment, or on one side only."""
        return self.log != self.fork


def key_times(log: Chronicle, fork: Chronicle, names: Names) -> tuple[KeyTime, ...]:
    """Every key time of either side, by kind, in the order of the moments."""
    sides = _moments(log), _moments(fork)
    found = []
    for key in dict.fromkeys((*sides[0], *sides[1])):
        kind, what, who = key
        one, other = sides[0].get(key), sides[1].get(key)
        found.append(
            KeyTime(
                kind=kind,
                what=_name(kind, what, names),
                who=names.agency(who) if who else "",
                log=one[0] if one else None,
                fork=other[0] if other else None,
                log_seq=one[1] if one else None,
                fork_seq=other[1] if other else None,
                subjects=(what,),
            )
        )
    return tuple(found)


def _name(kind: str, what: str, names: Names) -> str:
    scenario = names.scenario
    if what in scenario.facts and kind in ("first knew", "knew"):
        return names.fact(what)
    if kind == "answered":
        number = names.number(what)
        return f"#{number} {names.inject(what)}" if number else what
    if kind == "decided":
        return names.decision(what)
    return names.asset(what) if what in scenario.assets else names.service(what)


def _moments(chronicle: Chronicle) -> dict[Key, Moment]:
    found: dict[Key, Moment] = {}
    for seq, tick, learned in chronicle.all(ev.FactLearned):
        if learned.how != "start":
            found.setdefault(("first knew", learned.fact, ""), (tick, seq))
    for seq, tick, learned in chronicle.all(ev.FactLearned):
        if learned.how != "start":
            found.setdefault(("knew", learned.fact, learned.agency), (tick, seq))
    for each in responses(chronicle):
        if each.tick is not None and each.seq is not None:
            found["answered", each.inject, each.agency] = (each.tick, each.seq)
    for seq, tick, made in chronicle.all(ev.DecisionMade):
        found.setdefault(("decided", made.decision, ""), (tick, seq))
    _repairs(chronicle, found)
    return found


def _repairs(chronicle: Chronicle, found: dict[Key, Moment]) -> None:
    """An asset whole again, a service back: the last time, for it may fall again."""
    hurt: set[str] = {name for name, asset in chronicle.scenario.assets.items() if asset.health < 1}
    for seq, tick, event in chronicle.all(ev.AssetHealthSet):
        if event.health < 1:
            hurt.add(event.asset)
            found.pop(("repaired", event.asset, ""), None)
        elif event.asset in hurt:
            hurt.discard(event.asset)
            found["repaired", event.asset, ""] = (tick, seq)
    down: set[str] = set()
    for seq, tick, changed in chronicle.all(ev.ServiceChanged):
        if changed.available < BACK:
            down.add(changed.service)
            found.pop(("back", changed.service, ""), None)
        elif changed.service in down:
            down.discard(changed.service)
            found["back", changed.service, ""] = (tick, seq)
