"""The world as a tree: every service with what it stands on, and for what is broken the reason beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from exercise.domain.world import need_name
from exercise.language import t
from exercise.review.fold import Fold
from exercise.scenario.quantities import lasting
from exercise.scenario.world import AnyNeed, Asset, AssetNeed, Need, Service

_NEAR_FULL = 0.9995
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class TreeRow:
    """One thing in the tree. The same thing may stand in several places."""

    id: str
    """Unique in the tree: the way down to it, ids with slashes between."""
    what: str
    """Its id in the scenario, to ask why about."""
    kind: Literal["service", "asset"]
    depth: int
    last: bool
    """Whether it is the last one under what stands on it."""
    name: str
    level: float
    """0..1: availability of a service, level of an asset."""
    cause: str
    """Why it is not whole, in a few words; empty when it is."""
    above: bool = False
    """What it stands on is shown further up."""

    @property
    def broken(self) -> bool:
        """Not whole, or whole only for as long as something lasts."""
        return self.level < _NEAR_FULL or bool(self.cause)


def tree(fold: Fold, tick: int) -> tuple[TreeRow, ...]:
    """Services in the scenario's order, those that are broken or rest on what is first; under them what they
    are made of.
    """
    walk = _Walk(fold, tick)
    for name in sorted(fold.scenario.services, key=walk.trouble):
        walk.down("service", name, name, 0, last=True)
    return tuple(walk.rows)


class _Walk:
    def __init__(self, fold: Fold, tick: int) -> None:
        self._fold, self._tick = fold, tick
        self._shown: set[str] = set()
        self._whole: dict[str, bool] = {}
        self.rows: list[TreeRow] = []

    def trouble(self, service: str) -> int:
        """0 for one that is broken, 1 for one that rests on something broken, 2 for one that does not."""
        if _level(self._fold, "service", service) < _NEAR_FULL:
            return 0
        return 2 if self._rests_well("service", service) else 1

    def _rests_well(self, kind: Literal["service", "asset"], name: str) -> bool:
        if name not in self._whole:
            self._whole[name] = True  # for what comes round to itself
            self._whole[name] = (
                _level(self._fold, kind, name) >= _NEAR_FULL
                and not _cause(self._fold, self._tick, kind, name)
                and all(self._rests_well(*each) for each in _stands_on(self._fold, kind, name))
            )
        return self._whole[name]

    def down(
        self, kind: Literal["service", "asset"], name: str, path: str, depth: int, *, last: bool
    ) -> None:
        """A thing, then what it stands on, unless that was shown already or is all whole."""
        below = list(dict.fromkeys(_stands_on(self._fold, kind, name)))
        seen = bool(below) and name in self._shown
        self._shown.add(name)
        level = _level(self._fold, kind, name)
        cause = _cause(self._fold, self._tick, kind, name)
        title = self._fold.names.service(name) if kind == "service" else self._fold.names.asset(name)
        self.rows.append(TreeRow(path, name, kind, depth, last, title, level, cause, above=seen))
        if seen or depth >= _DEEPEST:
            return
        for number, (child_kind, child) in enumerate(below, start=1):
            self.down(child_kind, child, f"{path}/{child}", depth + 1, last=number == len(below))


def _level(fold: Fold, kind: str, name: str) -> float:
    return fold.world.services[name].available if kind == "service" else fold.world.assets[name].level


def _part(fold: Fold, kind: str, name: str) -> Service | Asset:
    return fold.scenario.services[name] if kind == "service" else fold.scenario.assets[name]


def _stands_on(fold: Fold, kind: str, name: str) -> Iterator[tuple[Literal["service", "asset"], str]]:
    part = _part(fold, kind, name)
    if isinstance(part, Service):
        for asset in part.supplied_by:
            yield "asset", asset
    for need in part.needs:
        for each in _needed(need):
            yield ("asset" if each in fold.scenario.assets else "service"), each


def _needed(need: Need) -> tuple[str, ...]:
    if isinstance(need, AnyNeed):
        return need.any
    return (need.asset,) if isinstance(need, AssetNeed) else (need.service,)


def _cause(fold: Fold, tick: int, kind: str, name: str) -> str:
    """What it lacks: its own health, supply, a need; and what keeps it going while it lasts."""
    part, words = _part(fold, kind, name), []
    if isinstance(part, Asset):
        if (health := fold.world.assets[name].health) < _NEAR_FULL:
            words.append(t("itself at {level}", level=f"{health:.0%}") if health else t("itself broken"))
    else:
        state = fold.world.services[name]
        if state.supplied < state.demanded * _NEAR_FULL and part.supplied_by and part.demand:
            gaps = {"supplied": f"{state.supplied:.0f}", "demanded": f"{state.demanded:.0f}"}
            words.append(t("gets {supplied} of {demanded} {unit}", unit=part.demand.peak.unit, **gaps))
        if state.fallback:
            words.append(t("held at {level} by other means", level=f"{state.fallback:.0%}"))
    for index, need in enumerate(part.needs):
        words += _lack(fold, tick, need_name(kind, name, index), need)
    if not words and _level(fold, kind, name) < _NEAR_FULL:
        words.append(t("gets less than its share"))
    return "; ".join(words)


def _lack(fold: Fold, tick: int, reserve_name: str, need: Need) -> Iterator[str]:
    needed = _needed(need)
    levels = {
        each: _level(fold, "asset" if each in fold.scenario.assets else "service", each) for each in needed
    }
    best = max(levels.values())
    if best >= _NEAR_FULL:
        return
    worst = t(" and ").join(
        fold.names.asset(each) if each in fold.scenario.assets else fold.names.service(each)
        for each in needed
    )
    reserve = fold.world.reserves.get(reserve_name)
    if reserve is not None and (left := reserve.at(tick)) > 0:
        yield (
            t("no {what}, lasts {left} more", what=worst, left=lasting(int(left)))
            if best == 0
            else t("{what} short, bridged for now", what=worst)
        )
    elif best == 0:
        yield t("no {what}", what=worst)
    else:
        yield t("{what} at {level}", what=worst, level=f"{best:.0%}")
