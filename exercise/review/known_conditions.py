"""Conditions as one agency may hear them: what it cannot see is not named and not held against it."""

from __future__ import annotations

from exercise.domain.conditions import compile_condition
from exercise.domain.explain import explain
from exercise.language import marked, t
from exercise.review.fold import Fold
from exercise.review.gauges import watches
from exercise.scenario import conditions as c
from exercise.scenario.effects import ACTOR

UNSEEN = marked("something you cannot see from here")


def worded(condition: c.Condition, fold: Fold) -> str:
    """The condition in words, with what this agency may not see put in general terms."""
    match condition:
        case c.AllOf(all=parts):
            return t(" and ").join(dict.fromkeys(worded(part, fold) for part in parts))
        case c.AnyOf(any=parts):
            return t(" or ").join(dict.fromkeys(worded(part, fold) for part in parts))
        case c.NotSo(not_=part):
            return t("not: {what}", what=worded(part, fold)) if _visible(part, fold) else t(UNSEEN)
        case c.FactIs(fact=fact) if fact not in fold.facts and _visible(condition, fold):
            return t("a fact you do not have yet")
        case _:
            return explain(condition, fold.scenario) if _visible(condition, fold) else t(UNSEEN)


def unmet(condition: c.Condition, fold: Fold, tick: int) -> str:
    """What of it is not so as far as this agency can see; empty when nothing is known to be missing."""
    match condition:
        case c.AllOf(all=parts):
            return t(" and ").join(
                dict.fromkeys(missing for part in parts if (missing := unmet(part, fold, tick)))
            )
        case c.AnyOf(any=parts):
            each = [unmet(part, fold, tick) for part in parts]
            return t(" or ").join(dict.fromkeys(each)) if all(each) else ""
        case _:
            if not _visible(condition, fold):
                return ""
            check = compile_condition(condition, fold.scenario, actor=fold.seat)
            return "" if check.test(fold.world, tick) else worded(condition, fold)


def _visible(condition: c.Condition, fold: Fold) -> bool:
    """Whether this agency's own records answer the condition."""
    scenario, seat = fold.scenario, fold.seat
    match condition:
        case c.TimeIs():
            return True
        case c.ServiceIs(service=name):
            return name in scenario.services and watches(fold, scenario.services[name].seen_by)
        case c.AssetIs(asset=name):
            asset = scenario.assets.get(name)
            return asset is not None and watches(fold, asset.seen_by, asset.owner)
        case c.IndicatorIs(indicator=name, of=of):
            indicator = scenario.indicators[name]
            if indicator.each:
                return bool(indicator.seen_by) and of in (None, ACTOR, seat)
            return watches(fold, indicator.seen_by)
        case c.FlagIs(flag=name):
            flag = scenario.flags.get(name)
            return flag is not None and watches(fold, flag.seen_by)
        case c.ActivityIs(activity=name, by=by):
            activity = scenario.activities.get(name)
            return by in (ACTOR, seat) or (activity is not None and activity.who == (seat,))
        case c.DecisionIs(by=by):
            return by in (ACTOR, seat)
        case c.FactIs(known_by=known_by):
            return known_by in (None, ACTOR, seat)
        case c.ConsentIs(consent=name):
            return name in scenario.consents and seat in scenario.consents[name].who
        case c.ObligationIs(of=of):
            return of in (ACTOR, seat)
        case c.InjectIs(inject=name, is_="released"):
            return name in fold.released
        case c.NotSo(not_=part):
            return _visible(part, fold)
        case c.AllOf(all=parts) | c.AnyOf(any=parts):
            return all(_visible(part, fold) for part in parts)
        case _:
            return False
