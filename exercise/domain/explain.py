"""Conditions and effects in words: what something waits for, and what is still missing."""

from __future__ import annotations

from exercise.domain.conditions import compile_condition
from exercise.domain.knowledge import indicator_value
from exercise.domain.world import World
from exercise.language import marked, reading, t
from exercise.scenario import conditions as c
from exercise.scenario import effects as e
from exercise.scenario.effects import ACTOR, TARGET
from exercise.scenario.model import Scenario
from exercise.scenario.part import pick
from exercise.scenario.quantities import clock, lasting

_STANDING = {
    "ordered": marked("ordered"),
    "under-way": marked("under way"),
    "done": marked("done"),
    "stood-down": marked("stood down"),
}


def label(scenario: Scenario, kind: str, name: str) -> str:
    """The name people know something by; its id when it has none."""
    if name == ACTOR:
        return t("the agency acting")
    if name == TARGET:
        return t("its target")
    part = getattr(scenario, kind).get(name)
    words = getattr(part, "name", None) or getattr(part, "subject", None)
    return pick(words, *reading(), *scenario.languages) if words else name


def explain(condition: c.Condition, scenario: Scenario) -> str:
    """A condition as half a sentence: "Card payments below 70%"."""
    match condition:
        case c.ServiceIs():
            return _level(label(scenario, "services", condition.service), condition)
        case c.AssetIs():
            return _level(label(scenario, "assets", condition.asset), condition)
        case c.PosteriorIs():
            whose = label(scenario, "agencies", condition.of)
            about = f" for {label(scenario, 'assets', condition.about)}" if condition.about else ""
            hypothesis = label(scenario, "hypotheses", condition.posterior)
            return _level(f"{whose}'s confidence in {hypothesis}{about}", condition)
        case c.IndicatorIs(indicator=name, of=of):
            what = label(scenario, "indicators", name)
            if of:
                what = t("{what} of {who}", what=what, who=label(scenario, "agencies", of))
            if condition.above is not None:
                return t("{what} at least {level}", what=what, level=f"{condition.above:g}")
            return t("{what} below {level}", what=what, level=f"{condition.below:g}")
        case c.FlagIs(flag=name, up=up):
            flag = label(scenario, "flags", name)
            return flag if up else t("not: {what}", what=flag)
        case c.ActivityIs():
            return _activity(condition, scenario)
        case c.StepIs(step=name, is_=standing):
            return f"adversary step {name} {standing.replace('-', ' ')}"
        case c.InjectIs(inject=name, is_=standing):
            return f"inject “{label(scenario, 'injects', name)}” {standing}"
        case c.DecisionIs(decision=name, by=by, chose=chose):
            who = f" by {label(scenario, 'agencies', by)}" if by else ""
            return f"decision {name}{who}" + (f": {chose}" if chose else "")
        case c.FactIs(fact=name, known_by=known_by):
            if isinstance(known_by, c.HowMany):
                return f"fact {name} known to at least {known_by.at_least}"
            return f"fact {name} known" + (f" to {label(scenario, 'agencies', known_by)}" if known_by else "")
        case c.ConsentIs(consent=name, is_=standing) | c.ObligationIs(obligation=name, is_=standing):
            return f"{name} {standing}"
        case c.TimeIs(time=moment):
            return t("{time} reached", time=clock(moment))
        case c.AllOf(all=parts):
            return t(" and ").join(_bracketed(part, scenario) for part in parts)
        case c.AnyOf(any=parts):
            return t(" or ").join(_bracketed(part, scenario) for part in parts)
        case c.NotSo(not_=inner):
            return t("not ({what})", what=explain(inner, scenario))


def waits_for(
    condition: c.Condition, scenario: Scenario, world: World, tick: int, *, actor: str = "", target: str = ""
) -> str:
    """What is still missing for a condition, with present values; empty when it holds."""
    if compile_condition(condition, scenario, actor=actor, target=target).test(world, tick):
        return ""
    match condition:
        case c.AllOf(all=parts):
            missing = (waits_for(part, scenario, world, tick, actor=actor, target=target) for part in parts)
            return " and ".join(words for words in missing if words)
        case c.AnyOf(any=parts):
            missing = (waits_for(part, scenario, world, tick, actor=actor, target=target) for part in parts)
            return " or ".join(words for words in missing if words)
    return explain(condition, scenario) + _now(condition, scenario, world, tick, actor)


def _now(condition: c.Condition, scenario: Scenario, world: World, tick: int, actor: str) -> str:
    match condition:
        case c.ServiceIs(service=name) if name in world.services:
            return f" (now {world.services[name].available:.0%})"
        case c.AssetIs(asset=name) if name in world.assets:
            return f" (now {world.assets[name].level:.0%})"
        case c.IndicatorIs(indicator=name, of=of):
            agency = {None: actor, ACTOR: actor}.get(of, of) if scenario.indicators[name].each else ""
            return f" (now {indicator_value(scenario, world, name, agency or '', tick):.1f})"
        case c.TimeIs(time=moment):
            return f" (in {lasting(moment - tick)})"
        case _:
            return ""


def _activity(condition: c.ActivityIs, scenario: Scenario) -> str:
    name = label(scenario, "activities", condition.activity)
    if condition.by:
        name = t("{what} by {who}", what=name, who=label(scenario, "agencies", condition.by))
    if condition.at_least:
        return t("{what} at stage {stage} or later", what=name, stage=condition.at_least)
    return f"{name} {t(_STANDING[condition.is_])}"


def _bracketed(part: c.Condition, scenario: Scenario) -> str:
    words = explain(part, scenario)
    return f"({words})" if isinstance(part, c.AllOf | c.AnyOf) else words


def _level(what: str, part: c.ServiceIs | c.AssetIs | c.PosteriorIs) -> str:
    if part.above is not None:
        return t("{what} at least {level}", what=what, level=f"{part.above:.0%}")
    return t("{what} below {level}", what=what, level=f"{part.below:.0%}")


def explain_effect(effect: e.Effect, scenario: Scenario) -> str:
    """An effect in words: "Public trust +2"."""
    match effect:
        case e.Add(add=changes):
            return ", ".join(f"{label(scenario, 'indicators', name)} {by:+g}" for name, by in changes.items())
        case e.Put(set=values):
            return ", ".join(
                f"{label(scenario, 'indicators', name)} = {value:g}" for name, value in values.items()
            )
        case e.RaiseFlag(flag=name):
            return f"{label(scenario, 'flags', name)} becomes so"
        case e.ClearFlag(clear=name):
            return f"{label(scenario, 'flags', name)} no longer so"
        case e.ReleaseInject(release=name):
            return f"inject “{label(scenario, 'injects', name)}” goes out"
        case e.SkipInject(skip=name):
            return f"inject “{label(scenario, 'injects', name)}” is skipped"
        case e.StartActivity(start=name):
            return f"{label(scenario, 'activities', name)} starts"
        case e.StopActivity(stop=name):
            return f"{label(scenario, 'activities', name)} is stood down"
        case e.Damage(damage=name, to=to) | e.Restore(restore=name, to=to):
            return f"{label(scenario, 'assets', name)} at {to:.0%} health"
        case e.AddCapacity(capacity=name, by=by):
            return f"{label(scenario, 'assets', name)} {by.amount:+g} {by.unit}"
        case e.AddResource(resource=name, by=by):
            return f"{label(scenario, 'resources', name)} {by:+d}"
        case e.Learn(learn=facts, by=who):
            names = ", ".join(label(scenario, "agencies", each) for each in who)
            return f"{names} learns {', '.join(facts)}"
        case e.Scale(scale=what, of=name, by=by):
            return f"{what} of {name} {by:+.0%}"
        case e.Fallback(fallback=name, to=to):
            return f"{label(scenario, 'services', name)} kept at {to:.0%} by other means"
        case e.Allocate(allocate=name, rule=rule):
            return f"{label(scenario, 'services', name)} shared {rule}"
        case e.If(if_=condition):
            return f"if {explain(condition, scenario)}: …"
