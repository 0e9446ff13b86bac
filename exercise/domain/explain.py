"""Conditions and effects in words: what something waits for, and what is still missing."""

from __future__ import annotations

from exercise.domain.conditions import compile_condition
from exercise.domain.knowledge import indicator_value
from exercise.domain.world import World
from exercise.language import in_words, marked, reading, t
from exercise.scenario import conditions as c
from exercise.scenario import effects as e
from exercise.scenario.effects import ACTOR, TARGET
from exercise.scenario.model import Scenario
from exercise.scenario.part import pick
from exercise.scenario.quantities import clock, lasting

_COME_ABOUT = (marked("released"), marked("answered"), marked("missed"), marked("met"), marked("late"))
"""How an inject or a duty stands; other standings have their words elsewhere."""

_STANDING = {
    "ordered": marked("ordered"),
    "under-way": marked("under way"),
    "done": marked("done"),
    "stood-down": marked("stood down"),
}


def _standing(word: str) -> str:
    return t(word.replace("-", " "))


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
            about = label(scenario, "assets", condition.about) if condition.about else ""
            gaps = {"who": whose, "what": label(scenario, "hypotheses", condition.posterior), "about": about}
            words = (
                t("{who}'s confidence in {what} for {about}", **gaps)
                if about
                else t("{who}'s confidence in {what}", **gaps)
            )
            return _level(words, condition)
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
            return t("adversary step {name} {standing}", name=name, standing=_standing(standing))
        case c.InjectIs(inject=name, is_=standing):
            subject = label(scenario, "injects", name)
            return t("inject “{name}” {standing}", name=subject, standing=_standing(standing))
        case c.DecisionIs(decision=name, by=by, chose=chose):
            who = label(scenario, "agencies", by) if by else ""
            decided = (
                t("decision {name} by {who}", name=name, who=who) if by else t("decision {name}", name=name)
            )
            return t("{what}: {why}", what=decided, why=chose) if chose else decided
        case c.FactIs(fact=name, known_by=known_by):
            if isinstance(known_by, c.HowMany):
                return t("fact {name} known to at least {count}", name=name, count=known_by.at_least)
            if known_by:
                return t("fact {name} known to {who}", name=name, who=label(scenario, "agencies", known_by))
            return t("fact {name} known", name=name)
        case c.ConsentIs(consent=name, is_=standing) | c.ObligationIs(obligation=name, is_=standing):
            return f"{name} {_standing(standing)}"
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
            return t(" and ").join(words for words in missing if words)
        case c.AnyOf(any=parts):
            missing = (waits_for(part, scenario, world, tick, actor=actor, target=target) for part in parts)
            return t(" or ").join(words for words in missing if words)
    return _and_now(explain(condition, scenario), condition, scenario, world, tick, actor=actor)


def _and_now(
    what: str, condition: c.Condition, scenario: Scenario, world: World, tick: int, *, actor: str
) -> str:
    match condition:
        case c.ServiceIs(service=name) if name in world.services:
            level = f"{world.services[name].available:.0%}"
        case c.AssetIs(asset=name) if name in world.assets:
            level = f"{world.assets[name].level:.0%}"
        case c.IndicatorIs(indicator=name, of=of):
            agency = {None: actor, ACTOR: actor}.get(of, of) if scenario.indicators[name].each else ""
            level = f"{indicator_value(scenario, world, name, agency or '', tick):.1f}"
        case c.TimeIs(time=moment):
            return t("{what} (in {time})", what=what, time=lasting(moment - tick))
        case _:
            return what
    return t("{what} (now {level})", what=what, level=level)


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


EFFECTS = (
    marked("{what} becomes so"),
    marked("{what} no longer so"),
    marked("inject “{name}” goes out"),
    marked("inject “{name}” is skipped"),
    marked("{what} starts"),
    marked("{what} is stood down"),
    marked("{what} at {level} health"),
    marked("{who} learns {what}"),
    marked("durations of {what} {by}"),
    marked("chances of {what} {by}"),
    marked("drift of {what} {by}"),
    marked("demand of {what} {by}"),
    marked("{what} kept at {level} by other means"),
    marked("{what} shared priority"),
    marked("{what} shared proportional"),
    marked("if {what}: …"),
)
"""What effects are called, in the log too, which knows no language but its own."""

_SO, _NO_LONGER, _OUT, _SKIPPED, _STARTS, _STOPS, _HEALTH, _LEARNS, *_, _KEPT, _FIRST, _ALIKE, _IF = EFFECTS
_SCALED = dict(zip(("durations", "chances", "drift", "demand"), EFFECTS[8:12], strict=True))


def effects_in_words(recorded: tuple[str, ...]) -> tuple[str, ...]:
    """Effects as the log has them, in the present language."""
    return tuple(in_words(words, EFFECTS) for words in recorded)


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
            return t(_SO, what=label(scenario, "flags", name))
        case e.ClearFlag(clear=name):
            return t(_NO_LONGER, what=label(scenario, "flags", name))
        case e.ReleaseInject(release=name):
            return t(_OUT, name=label(scenario, "injects", name))
        case e.SkipInject(skip=name):
            return t(_SKIPPED, name=label(scenario, "injects", name))
        case e.StartActivity(start=name):
            return t(_STARTS, what=label(scenario, "activities", name))
        case e.StopActivity(stop=name):
            return t(_STOPS, what=label(scenario, "activities", name))
        case e.Damage(damage=name, to=to) | e.Restore(restore=name, to=to):
            return t(_HEALTH, what=label(scenario, "assets", name), level=f"{to:.0%}")
        case e.AddCapacity(capacity=name, by=by):
            return f"{label(scenario, 'assets', name)} {by.amount:+g} {by.unit}"
        case e.AddResource(resource=name, by=by):
            return f"{label(scenario, 'resources', name)} {by:+d}"
        case e.Learn(learn=facts, by=who):
            names = ", ".join(label(scenario, "agencies", each) for each in who)
            return t(_LEARNS, who=names, what=", ".join(facts))
        case e.Scale(scale=what, of=name, by=by):
            return t(_SCALED[what], what=name, by=f"{by:+.0%}")
        case e.Fallback(fallback=name, to=to):
            return t(_KEPT, what=label(scenario, "services", name), level=f"{to:.0%}")
        case e.Allocate(allocate=name, rule=rule):
            words = _FIRST if rule == "priority" else _ALIKE
            return t(words, what=label(scenario, "services", name))
        case e.If(if_=condition):
            return t(_IF, what=explain(condition, scenario))
