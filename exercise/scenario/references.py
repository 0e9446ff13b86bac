"""Which ids a part of a scenario names, and of what kind: one walk for all checks of dangling names."""

from __future__ import annotations

from collections.abc import Iterator

from exercise.scenario import conditions as c
from exercise.scenario import effects as e
from exercise.scenario.effects import ACTOR, TARGET
from exercise.scenario.world import EVERYONE

Reference = tuple[str, str]
"""The scenario's mapping and the id in it: `("agencies", "din-csirt")`."""

_WORDS = {ACTOR, TARGET, EVERYONE}


def references(part: c.Condition | e.Effect) -> Iterator[Reference]:
    """Every id that a condition or effect names, those inside it included; `actor` and such words are not ids."""
    for kind, name in named(part):
        if name not in _WORDS:
            yield kind, name


def named(part: c.Condition | e.Effect) -> Iterator[Reference]:
    """As `references`, with the words `actor`, `target` and `everyone` where they stand for an id."""
    for field, kind in _PLAIN.get(type(part), {}).items():
        value = getattr(part, field)
        if isinstance(value, str):
            yield kind, value
        elif isinstance(value, dict | tuple):
            for name in value:
                yield kind, name
    match part:
        case c.AllOf(all=parts) | c.AnyOf(any=parts):
            for each in parts:
                yield from named(each)
        case c.NotSo(not_=inner):
            yield from named(inner)
        case c.FactIs(known_by=c.HowMany(of=agencies)):
            for name in agencies:
                yield "agencies", name
        case e.Scale(scale=what, of=of):
            if what in ("demand", "drift"):
                yield {"demand": "services", "drift": "indicators"}[what], of
            else:
                yield "activities", of
        case e.If(if_=condition, then=then, otherwise=otherwise):
            yield from named(condition)
            for effect in (*then, *otherwise):
                yield from named(effect)
        case _:
            pass


_PLAIN: dict[type, dict[str, str]] = {
    c.ServiceIs: {"service": "services"},
    c.AssetIs: {"asset": "assets"},
    c.IndicatorIs: {"indicator": "indicators", "of": "agencies"},
    c.PosteriorIs: {"posterior": "hypotheses", "of": "agencies"},
    c.FlagIs: {"flag": "flags"},
    c.ActivityIs: {"activity": "activities", "by": "agencies"},
    c.InjectIs: {"inject": "injects"},
    c.DecisionIs: {"decision": "decisions", "by": "agencies"},
    c.FactIs: {"fact": "facts", "known_by": "agencies"},
    c.StepIs: {"step": "steps"},
    c.ConsentIs: {"consent": "consents"},
    c.ObligationIs: {"obligation": "obligations", "of": "agencies"},
    e.Add: {"add": "indicators", "of": "agencies"},
    e.Put: {"set": "indicators", "of": "agencies"},
    e.RaiseFlag: {"flag": "flags"},
    e.ClearFlag: {"clear": "flags"},
    e.ReleaseInject: {"release": "injects"},
    e.SkipInject: {"skip": "injects"},
    e.StartActivity: {"start": "activities", "by": "agencies"},
    e.StopActivity: {"stop": "activities"},
    e.Damage: {"damage": "assets"},
    e.Restore: {"restore": "assets"},
    e.AddCapacity: {"capacity": "assets"},
    e.Learn: {"learn": "facts", "by": "agencies"},
    e.Fallback: {"fallback": "services"},
    e.Allocate: {"allocate": "services"},
}
