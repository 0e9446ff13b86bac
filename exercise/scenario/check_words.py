"""Do `actor`, `target` and "whose" mean something where they stand? Nobody is behind a word out of place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from exercise.scenario import conditions as c
from exercise.scenario import effects as e
from exercise.scenario import play as p
from exercise.scenario.checking import Checking, Path, parts_of
from exercise.scenario.effects import ACTOR, TARGET
from exercise.scenario.model import Scenario
from exercise.scenario.names import TARGETS, Name
from exercise.scenario.part import Part


class _Setting(NamedTuple):
    """Who acts where a part stands, and on what."""

    actor: bool
    target: str | None
    """The kind of target, if there is one."""


_NOBODY = _Setting(actor=False, target=None)


def check_words(checking: Checking, names: Iterable[Name]) -> None:
    """Complain of words that stand for nobody, and of indicators of nobody."""
    settings = _settings(checking.scenario)
    for name in names:
        if name.name in name.words:
            _word(checking, name.path, name.name, _at(settings, name.path), name.kinds)
    for path, part in checking.each(c.IndicatorIs):
        _whose_number(checking, path, part, _at(settings, path))
    for path, slowing in checking.each(p.Slowing):
        _whose_slowness(checking, path, slowing, _at(settings, path))
    for path, add in checking.each(e.Add):
        _whose_change(checking, path, "add", tuple(add.add), add.of, _at(settings, path))
    for path, put in checking.each(e.Put):
        _whose_change(checking, path, "set", tuple(put.set), put.of, _at(settings, path))
    for path, learn in checking.each(e.Learn):
        if "by" not in learn.model_fields_set and not _at(settings, path).actor:
            checking.error((*path, "learn"), "nobody acts here, so nobody learns it", "say who with `by:`")
    for path, more in checking.each(e.AddResource):
        _whose_staff(checking, path, more, _at(settings, path))
    for path, start in checking.each(e.StartActivity):
        if start.by == ACTOR and "by" not in start.model_fields_set and not _at(settings, path).actor:
            _by_nobody(checking, path, start)


def _settings(scenario: Scenario) -> dict[tuple[str, str], _Setting]:
    """Where somebody acts: in activities and what they find, decisions, duties, each agency's indicators."""
    settings: dict[tuple[str, str], _Setting] = {}
    for name, activity in scenario.activities.items():
        target = activity.target.kind if activity.target else None
        settings["activities", name] = _Setting(not _is_of_nobody(activity), target)
    for kind in ("decisions", "obligations", "consents"):
        for name in getattr(scenario, kind):
            settings[kind, name] = _Setting(actor=True, target=None)
    for name, indicator in scenario.indicators.items():
        settings["indicators", name] = _Setting(actor=indicator.each, target=None)
    for name, fact in scenario.facts.items():
        finders = [scenario.activities.get(found.activity) for found in fact.found_by]
        kinds = {finder.target.kind if finder.target else None for finder in finders if finder}
        settings["facts", name] = _Setting(actor=True, target=kinds.pop() if len(kinds) == 1 else None)
    return settings


def _at(settings: dict[tuple[str, str], _Setting], path: Path) -> _Setting:
    if path[0] == "if_tlp_broken":
        return _Setting(actor=True, target=None)
    return settings.get((str(path[0]), str(path[1])), _NOBODY)


def _is_of_nobody(activity: p.Activity) -> bool:
    return activity.starts is not None and not activity.starts.at_agencies


def _word(checking: Checking, path: Path, word: str, here: _Setting, kinds: tuple[str, ...]) -> None:
    if word == ACTOR and not here.actor:
        checking.error(path, "`actor` is nobody here: no agency acts", "name the agency")
    elif word == TARGET and here.target is None:
        checking.error(path, "`target` is nothing here: nothing is aimed at", "name what is meant")
    elif word == TARGET and TARGETS.get(here.target or "") not in kinds:
        checking.error(path, f"`target` is {_a(here.target)} here, which cannot stand in this place")


def _a(kind: str | None) -> str:
    return f"an {kind}" if kind and kind[0] in "ai" else f"a {kind}"


def _whose_number(checking: Checking, path: Path, part: c.IndicatorIs, here: _Setting) -> None:
    indicator = checking.scenario.indicators.get(part.indicator)
    if indicator is None:
        return
    if indicator.each and part.of is None and not here.actor:
        what = f"every agency has its own `{part.indicator}`, and none acts here"
        checking.error((*path, "indicator"), what, "say whose with `of:`")
    if not indicator.each and part.of is not None:
        what = f"`{part.indicator}` is one for all, so it is nobody's"
        checking.error((*path, "of"), what, "leave `of` out", key=True)


def _whose_slowness(checking: Checking, path: Path, part: p.Slowing, here: _Setting) -> None:
    indicator = checking.scenario.indicators.get(part.indicator)
    if indicator is not None and indicator.each and not here.actor:
        what = f"every agency has its own `{part.indicator}`, and none does this activity"
        checking.error(
            (*path, "indicator"), what, "give it `at_agencies`, or an indicator that is one for all"
        )


def _whose_change(
    checking: Checking, path: Path, verb: str, names: tuple[str, ...], of: str | None, here: _Setting
) -> None:
    for name in names:
        indicator = checking.scenario.indicators.get(name)
        if indicator is None:
            continue
        if indicator.derived:
            checking.error(
                (*path, verb, name), f"`{name}` follows from what is known; no effect moves it", key=True
            )
        elif indicator.each and of is None and not here.actor:
            what = f"every agency has its own `{name}`, and none acts here"
            checking.error((*path, verb, name), what, "say whose with `of:`", key=True)
        elif not indicator.each and of is not None and len(names) == 1:
            checking.warn(
                (*path, "of"), f"`{name}` is one for all; `of` changes nothing", "leave it out", key=True
            )


def _whose_staff(checking: Checking, path: Path, part: e.AddResource, here: _Setting) -> None:
    scenario = checking.scenario
    if part.resource in scenario.resources or part.resource not in checking.known("pools"):
        return
    if part.of is None and not here.actor:
        what = f"`{part.resource}` is staff of an agency, and none acts here"
        checking.error((*path, "resource"), what, "say whose with `of:`")
    elif (agency := scenario.agencies.get(part.of or "")) and part.resource not in agency.staff:
        instead = checking.nearest(part.resource, tuple(agency.staff))
        checking.error((*path, "resource"), f"`{part.of}` has no staff called `{part.resource}`", instead)


def _by_nobody(checking: Checking, path: Path, start: e.StartActivity) -> None:
    """An activity started by nobody is fine unless something in it asks who acts."""
    activity = checking.scenario.activities.get(start.start)
    if activity is None or _is_of_nobody(activity):
        return
    if any(_asks_who_acts(found.part, checking.scenario) for found in parts_of(activity, ())):
        what = f"nobody acts here, and `{start.start}` needs an agency that does it"
        checking.error((*path, "start"), what, "say who with `by:`")


def _asks_who_acts(part: Part, scenario: Scenario) -> bool:
    match part:
        case p.Slowing(indicator=name):
            return _is_each(scenario, name)
        case c.IndicatorIs(indicator=name, of=of):
            return _is_each(scenario, name) and of in (None, ACTOR)
        case e.Add(add=changes, of=of) | e.Put(set=changes, of=of):
            return of in (None, ACTOR) and any(_is_each(scenario, name) for name in changes)
        case e.Learn(by=by):
            return ACTOR in by
        case p.Stage(uses=uses, borrows=borrows):
            return any(name not in scenario.resources for name in (*uses, *borrows))
        case p.Activity(uses=uses):
            return any(name not in scenario.resources for name in uses)
        case _:
            return False


def _is_each(scenario: Scenario, name: str) -> bool:
    return name in scenario.indicators and scenario.indicators[name].each
