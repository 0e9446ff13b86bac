"""The world's parts as some agencies may know them: what they watch, what they own, what they may aim at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from exercise.conduct.sight import Sight
from exercise.domain.stages import stages_of
from exercise.scenario.model import Scenario
from exercise.scenario.world import EVERYONE

Plain = dict[str, Any]


class WorldBriefing:
    """As `Briefing`, for assets, services, indicators, flags and resources."""

    def __init__(self, data: Plain, scenario: Scenario, sight: Sight) -> None:
        self._data, self._scenario, self._sight = data, scenario, sight

    def parts(self) -> Plain:
        """Section → id → part."""
        return {
            "assets": dict(self._assets()),
            "services": dict(self._services()),
            "indicators": dict(self._indicators()),
            "flags": dict(self._flags()),
            "resources": dict(self._resources()),
        }

    def _assets(self) -> Iterator[tuple[str, Plain]]:
        for name, asset in self._scenario.assets.items():
            raw = part_of(self._data, "assets", name)
            if name in self._sight.assets:
                keys = ("name", "kind", "place", "from", "to", "capacity", "health")
                owner = {"owner": asset.owner} if asset.owner in self._sight.own else {}
                yield name, picked(raw, keys) | owner | {"seen_by": self._sight.names(asset.seen_by)}
            elif name in self._aimed_at("asset"):
                yield name, picked(raw, ("name", "kind", "place"))

    def _services(self) -> Iterator[tuple[str, Plain]]:
        for name, service in self._scenario.services.items():
            raw = part_of(self._data, "services", name)
            if name in self._sight.services:
                demand = {"demand": {"peak": raw["demand"]["peak"]}} if service.demand else {}
                seen_by = {"seen_by": self._sight.names(service.seen_by)}
                yield name, picked(raw, ("name", "population")) | demand | seen_by
            elif name in self._aimed_at("service"):
                yield name, picked(raw, ("name",)) | {"seen_by": []}

    def _indicators(self) -> Iterator[tuple[str, Plain]]:
        for name, part in self._scenario.indicators.items():
            raw = part_of(self._data, "indicators", name)
            if name in self._sight.indicators:
                keys = ("name", "unit", "range", "start", "each", "good")
                seen_by = [EVERYONE] if part.each else self._sight.names(part.seen_by)
                yield name, picked(raw, keys) | {"seen_by": seen_by}
            elif name in self._aimed_at("indicator"):
                yield name, picked(raw, ("name",))

    def _flags(self) -> Iterator[tuple[str, Plain]]:
        for name, flag in self._scenario.flags.items():
            if name in self._sight.flags:
                raw = part_of(self._data, "flags", name)
                yield name, picked(raw, ("name", "up")) | {"seen_by": self._sight.names(flag.seen_by)}

    def _resources(self) -> Iterator[tuple[str, Plain]]:
        used = {
            pool
            for name in self._sight.activities
            for stage in stages_of(self._scenario.activities[name])
            for pool in (*stage.uses, *stage.borrows)
        }
        for name, resource in self._scenario.resources.items():
            owner = {"owner": resource.owner} if resource.owner in self._sight.own else {}
            if owner or name in used:
                yield (
                    name,
                    picked(part_of(self._data, "resources", name), ("name", "kind", "capacity")) | owner,
                )

    def _aimed_at(self, kind: str) -> frozenset[str]:
        """What an order may be aimed at by name although it cannot be watched."""
        targets = (self._scenario.activities[name].target for name in self._sight.activities)
        return frozenset(of for target in targets if target and target.kind == kind for of in target.of)


def part_of(data: Plain, section: str, name: str) -> Plain:
    """A part as its author wrote it."""
    part = data.get(section, {}).get(name)
    return part if isinstance(part, dict) else {}


def picked(raw: Plain, keys: Iterable[str]) -> Plain:
    """Only these fields."""
    return {key: raw[key] for key in keys if key in raw}
