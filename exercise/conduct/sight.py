"""What some agencies can see of the world's parts, and of the conditions that speak of them."""

from __future__ import annotations

from typing import Any

from exercise.scenario import conditions as c
from exercise.scenario.effects import ACTOR
from exercise.scenario.model import Scenario
from exercise.scenario.play import ANYONE
from exercise.scenario.world import EVERYONE

HIDDEN: dict[str, Any] = {"step": "hidden-from-here"}
"""Stands for a condition that may not be known. Desks word the adversary's steps as something unseen."""

UNSEEN = "something you cannot see from here"


class Sight:
    """Ids by section that the agencies in `own` may know from the start."""

    def __init__(self, scenario: Scenario, own: frozenset[str]) -> None:
        self.own = own
        self.assets = frozenset(
            name for name, part in scenario.assets.items() if part.owner in own or self._sees(part.seen_by)
        )
        self.services = frozenset(
            name for name, part in scenario.services.items() if self._sees(part.seen_by)
        )
        # A derived one is worked out from all there is to know, which nobody at the table may have.
        self.indicators = frozenset(
            name
            for name, part in scenario.indicators.items()
            if part.derived is None
            and (bool(part.seen_by and own) if part.each else self._sees(part.seen_by))
        )
        self._each = frozenset(name for name, part in scenario.indicators.items() if part.each)
        self.flags = frozenset(name for name, part in scenario.flags.items() if self._sees(part.seen_by))
        self.facts = frozenset(name for name, part in scenario.facts.items() if own & set(part.known_to))
        self.activities = frozenset(
            name
            for name, part in scenario.activities.items()
            if part.starts is None and own and (ANYONE in part.who or own & set(part.who))
        )
        self._only_own = frozenset(
            name for name in self.activities if set(scenario.activities[name].who) <= own
        )

    def _sees(self, seen_by: tuple[str, ...]) -> bool:
        return EVERYONE in seen_by or bool(self.own & set(seen_by))

    def names(self, listed: tuple[str, ...]) -> list[str]:
        """Of several agencies, those whose eyes these are; or the word for all."""
        return [EVERYONE] if EVERYONE in listed else [name for name in listed if name in self.own]

    def said(self, raw: Any, condition: c.Condition) -> Any:
        """The condition as plain data, with every part that may not be known replaced."""
        match condition:
            case c.AllOf(all=parts):
                return {"all": [self.said(each, part) for each, part in zip(raw["all"], parts, strict=True)]}
            case c.AnyOf(any=parts):
                return {"any": [self.said(each, part) for each, part in zip(raw["any"], parts, strict=True)]}
            case c.NotSo(not_=part):
                return {"not": self.said(raw["not"], part)}
            case _:
                return raw if self._visible(condition) else HIDDEN

    def _mine(self, agency: str | None) -> bool:
        return agency == ACTOR or agency in self.own

    def _visible(self, condition: c.Condition) -> bool:
        match condition:
            case c.TimeIs():
                return True
            case c.ServiceIs(service=name):
                return name in self.services
            case c.AssetIs(asset=name):
                return name in self.assets
            case c.IndicatorIs(indicator=name, of=of):
                whose = of is None or self._mine(of)
                return name in self.indicators and (whose if name in self._each else True)
            case c.FlagIs(flag=name):
                return name in self.flags
            case c.ActivityIs(activity=name, by=by, target=target):
                seen = name in self._only_own or (name in self.activities and self._mine(by))
                return seen and target is None
            case c.FactIs(fact=name, known_by=known_by):
                whose = known_by is None or (isinstance(known_by, str) and self._mine(known_by))
                return name in self.facts and whose
            case _:
                # Decisions, injects, the adversary, what others agreed or think: known when it comes, not before.
                return False
