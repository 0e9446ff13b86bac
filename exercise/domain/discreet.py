"""What is missing, in words an agency may hear: a refusal must not tell what its view does not hold."""

from __future__ import annotations

from exercise.domain.conditions import compile_condition
from exercise.domain.explain import waits_for
from exercise.domain.world import World
from exercise.language import marked, t
from exercise.scenario import conditions as c
from exercise.scenario.effects import ACTOR
from exercise.scenario.model import Scenario
from exercise.scenario.world import EVERYONE

UNSEEN = marked("something you cannot see from here")


def missing(
    condition: c.Condition, scenario: Scenario, world: World, tick: int, *, actor: str, target: str = ""
) -> str:
    """What of a condition is not so, as `actor` may hear it; empty when it holds."""
    if compile_condition(condition, scenario, actor=actor, target=target).test(world, tick):
        return ""
    match condition:
        case c.AllOf(all=parts) | c.AnyOf(any=parts):
            word = t(" and ") if isinstance(condition, c.AllOf) else t(" or ")
            each = (missing(part, scenario, world, tick, actor=actor, target=target) for part in parts)
            return word.join(dict.fromkeys(words for words in each if words))
        case c.FactIs(fact=fact) if fact not in world.held.get(actor, ()):
            return t("a fact you do not have yet" if condition.known_by in (None, ACTOR, actor) else UNSEEN)
        case _:
            if not _may_hear(condition, scenario, world, actor):
                return t(UNSEEN)
            return waits_for(condition, scenario, world, tick, actor=actor, target=target)


def _may_hear(condition: c.Condition, scenario: Scenario, world: World, actor: str) -> bool:
    match condition:
        case c.TimeIs() | c.FactIs():
            return True
        case c.ServiceIs(service=name):
            return _watches(actor, scenario.services[name].seen_by) if name in scenario.services else False
        case c.AssetIs(asset=name):
            asset = scenario.assets.get(name)
            return asset is not None and (asset.owner == actor or _watches(actor, asset.seen_by))
        case c.IndicatorIs(indicator=name, of=of):
            part = scenario.indicators[name]
            return (
                (of in (None, ACTOR, actor) and bool(part.seen_by))
                if part.each
                else _watches(actor, part.seen_by)
            )
        case c.PosteriorIs(of=of):
            return of in (ACTOR, actor)
        case c.FlagIs(flag=name):
            return name in scenario.flags and _watches(actor, scenario.flags[name].seen_by)
        case c.ActivityIs(activity=name, by=by):
            # An action that every agency could order is no secret, whoever has to.
            return by in (ACTOR, actor) or scenario.activities[name].starts is None
        case c.DecisionIs(by=by):
            return by in (None, ACTOR, actor)
        case c.InjectIs(inject=name):
            return actor in world.injects[name].to
        case c.ConsentIs(consent=name):
            return actor in scenario.consents[name].who
        case c.ObligationIs(of=of):
            return of in (ACTOR, actor)
        case c.NotSo(not_=inner):
            return _may_hear(inner, scenario, world, actor)
        case _:
            return False


def _watches(actor: str, seen_by: tuple[str, ...]) -> bool:
    return actor in seen_by or EVERYONE in seen_by
