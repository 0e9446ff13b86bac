"""Effects that controllers write by hand: each must be able to happen, for nothing may fail once it is recorded."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter, ValidationError

from exercise.domain.ground import Ground
from exercise.domain.targets import targets
from exercise.errors import NoSuchThing, Refused
from exercise.scenario import conditions as c
from exercise.scenario import effects as e
from exercise.scenario.effects import ACTOR, TARGET, Effect
from exercise.scenario.model import Scenario
from exercise.scenario.references import named
from exercise.scenario.world import EVERYONE

_EFFECTS: TypeAdapter[tuple[Effect, ...]] = TypeAdapter(tuple[Effect, ...])


def checked_effects(effects: tuple[dict[str, Any], ...]) -> tuple[Effect, ...]:
    """Effects given as plain data. Raises `Refused` with the reason in words."""
    try:
        return _EFFECTS.validate_python(tuple(effects))
    except ValidationError as wrong:
        first = wrong.errors()[0]
        raise Refused(f"this is not an effect of the scenario language: {first['msg']}") from None


def can_happen(ground: Ground, effect: Effect, *, actor: bool) -> None:
    """Refuse an effect whose ids or words mean nothing here. `actor`: whether somebody acts."""
    words = (ACTOR, EVERYONE) if actor else (EVERYONE,)
    for kind, name in named(effect):
        if kind == "agencies" and name in words:
            continue
        if name in (ACTOR, TARGET):
            raise Refused(f"say which one: '{name}' means nothing here")
        if name not in _all_of(ground.scenario, kind, effect):
            raise NoSuchThing(kind, name)
    match effect:
        case e.AddResource(resource=name, of=of):
            if name not in ground.scenario.resources and f"{of}/{name}" not in ground.world.pools:
                raise NoSuchThing("resource", name)
        case e.Add(add=changes, of=of) | e.Put(set=changes, of=of):
            for name in changes:
                _whose(ground.scenario, name, of, actor=actor)
        case e.StartActivity(start=name, target=target):
            _target(ground.scenario, name, target or "")
        case e.If(if_=condition, then=then, otherwise=otherwise):
            _condition(ground.scenario, condition, actor=actor)
            for inner in (*then, *otherwise):
                can_happen(ground, inner, actor=actor)
        case _:
            pass


def _whose(scenario: Scenario, indicator: str, of: str | None, *, actor: bool, one: bool = False) -> None:
    each = scenario.indicators[indicator].each
    if one and of == EVERYONE:
        raise Refused(f"say whose '{indicator}': one agency's, not everyone's")
    if each and of is None and not actor:
        raise Refused(f"say whose '{indicator}': every agency has its own")
    if not each and of is not None:
        raise Refused(f"'{indicator}' is nobody's in particular: leave out 'of'")


def _target(scenario: Scenario, activity: str, target: str) -> None:
    part = scenario.activities[activity].target
    if part is None or part.kind == "text":
        if target and part is None:
            raise Refused(f"'{activity}' takes no target")
        return
    if target not in (part.of or targets(part.kind, scenario)):
        raise NoSuchThing(part.kind, target)


def _condition(scenario: Scenario, condition: c.Condition, *, actor: bool) -> None:
    match condition:
        case c.IndicatorIs(indicator=name, of=of):
            _whose(scenario, name, of, actor=actor, one=True)
        case c.AllOf(all=parts) | c.AnyOf(any=parts):
            for part in parts:
                _condition(scenario, part, actor=actor)
        case c.NotSo(not_=inner):
            _condition(scenario, inner, actor=actor)
        case _:
            pass


def _all_of(scenario: Scenario, kind: str, effect: Effect) -> set[str]:
    steps = {step.id for campaign in scenario.adversary.values() for step in campaign.steps}
    if kind == "steps":
        return steps
    # The durations and chances of an adversary's step are scaled under its own name.
    return {
        *getattr(scenario, kind),
        *(steps if isinstance(effect, e.Scale) and kind == "activities" else ()),
    }
