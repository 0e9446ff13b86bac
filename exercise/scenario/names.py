"""Which fields of which parts name something else, and what may stand there: one table for all checks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from exercise.scenario import assess as a
from exercise.scenario import campaigns
from exercise.scenario import conditions as c
from exercise.scenario import effects as e
from exercise.scenario import play as p
from exercise.scenario import questionnaires as q
from exercise.scenario import severity as sev
from exercise.scenario import world as w
from exercise.scenario.agencies import Agency
from exercise.scenario.checking import Checking, Path, key_of
from exercise.scenario.effects import ACTOR, TARGET
from exercise.scenario.improvised import Template
from exercise.scenario.part import Part
from exercise.scenario.play import ANYONE, BACKGROUND
from exercise.scenario.world import EVERYONE


class Name(NamedTuple):
    """An id where it stands."""

    path: Path
    name: str
    kinds: tuple[str, ...]
    """The mappings it may be an id of."""
    words: frozenset[str]
    """Words that may stand there instead."""
    is_key: bool


class _Field(NamedTuple):
    kinds: tuple[str, ...]
    words: frozenset[str]


def _ids(*kinds: str, words: tuple[str, ...] = ()) -> _Field:
    return _Field(kinds, frozenset(words))


_AGENCIES = _ids("agencies")
_AUDIENCE = _ids("agencies", words=(EVERYONE,))
_WHOSE = _ids("agencies", words=(ACTOR, TARGET))
_LEARNERS = _ids("agencies", words=(ACTOR, TARGET, EVERYONE))
_SUBJECT = _ids("assets", "services", "agencies")
_POOLS = _ids("pools")
_AN_ASSET = _ids("assets", words=(TARGET,))
_A_SERVICE = _ids("services", words=(TARGET,))

FIELDS: dict[type[Part], dict[str, _Field]] = {
    Agency: {
        "cell": _ids("cells"),
        "clocks": _ids("obligations"),
        "contacts": _AGENCIES,
        "constituents": _AGENCIES,
    },
    w.Asset: {"owner": _AGENCIES, "seen_by": _AUDIENCE},
    w.AssetNeed: {"asset": _ids("assets")},
    w.ServiceNeed: {"service": _ids("services")},
    w.AnyNeed: {"any": _ids("assets", "services")},
    w.Service: {"supplied_by": _ids("assets"), "seen_by": _AUDIENCE},
    w.Indicator: {"seen_by": _AUDIENCE},
    w.Flag: {"seen_by": _AUDIENCE},
    w.Resource: {"owner": _AGENCIES, "lent_by": _AGENCIES},
    p.Activity: {
        "who": _ids("agencies", words=(ANYONE, BACKGROUND)),
        "uses": _POOLS,
        "consent": _ids("consents"),
        "reaches": _ids("agencies", words=(TARGET,)),
    },
    p.Stage: {"uses": _POOLS, "borrows": _POOLS},
    p.Starts: {"at_agencies": _AGENCIES},
    p.Slowing: {"indicator": _ids("indicators")},
    p.Fact: {
        "about": _SUBJECT,
        "likelihood": _ids("hypotheses"),
        "known_to": _AGENCIES,
        "ought_to_know": _AGENCIES,
    },
    p.FoundBy: {"activity": _ids("activities")},
    p.Decision: {"who": _ids("agencies", words=(ANYONE,))},
    p.ExpectActivity: {"activity": _ids("activities"), "who": _AUDIENCE, "objective": _ids("objectives")},
    p.ExpectDecision: {"decision": _ids("decisions"), "who": _AUDIENCE, "objective": _ids("objectives")},
    p.ExpectReply: {"who": _AUDIENCE, "objective": _ids("objectives")},
    p.ExpectShare: {
        "share": _ids("facts"),
        "with_": _AGENCIES,
        "who": _AUDIENCE,
        "objective": _ids("objectives"),
    },
    p.ExpectThat: {"who": _AUDIENCE, "objective": _ids("objectives")},
    p.Inject: {
        "to": _AUDIENCE,
        "storyline": _ids("storylines"),
        "cell": _ids("cells"),
        "facts": _ids("facts"),
    },
    Template: {"to": _AUDIENCE, "cell": _ids("cells")},
    sev.RatingMoment: {"to": _AUDIENCE},
    q.Question: {"objective": _ids("objectives")},
    campaigns.Countermeasure: {"to": _ids("steps")},
    campaigns.After: {"step": _ids("steps")},
    a.Obligation: {"who": _AGENCIES, "to": _AUDIENCE},
    a.Consent: {"who": _AGENCIES},
    a.KnownBy: {"known": _ids("facts"), "of": _AGENCIES},
    a.Task: {"who": _AGENCIES},
    c.ServiceIs: {"service": _A_SERVICE},
    c.AssetIs: {"asset": _AN_ASSET},
    c.IndicatorIs: {"indicator": _ids("indicators"), "of": _WHOSE},
    c.PosteriorIs: {"posterior": _ids("hypotheses"), "of": _WHOSE, "about": _SUBJECT},
    c.FlagIs: {"flag": _ids("flags")},
    c.ActivityIs: {"activity": _ids("activities"), "by": _WHOSE},
    c.StepIs: {"step": _ids("steps")},
    c.InjectIs: {"inject": _ids("injects")},
    c.DecisionIs: {"decision": _ids("decisions"), "by": _WHOSE},
    c.HowMany: {"of": _AGENCIES},
    c.FactIs: {"fact": _ids("facts"), "known_by": _WHOSE},
    c.ConsentIs: {"consent": _ids("consents")},
    c.ObligationIs: {"obligation": _ids("obligations"), "of": _WHOSE},
    e.Add: {"add": _ids("indicators"), "of": _LEARNERS},
    e.Put: {"set": _ids("indicators"), "of": _LEARNERS},
    e.RaiseFlag: {"flag": _ids("flags")},
    e.ClearFlag: {"clear": _ids("flags")},
    e.ReleaseInject: {"release": _ids("injects")},
    e.SkipInject: {"skip": _ids("injects")},
    e.StartActivity: {"start": _ids("activities"), "by": _WHOSE},
    e.StopActivity: {"stop": _ids("activities")},
    e.Damage: {"damage": _AN_ASSET},
    e.Restore: {"restore": _AN_ASSET},
    e.AddCapacity: {"capacity": _AN_ASSET},
    e.AddResource: {"resource": _POOLS, "of": _WHOSE},
    e.Learn: {"learn": _ids("facts"), "by": _LEARNERS},
    e.Fallback: {"fallback": _A_SERVICE},
    e.Allocate: {"allocate": _A_SERVICE},
}

SCALED = {
    "durations": _ids("activities", "steps"),
    "chances": _ids("activities", "steps"),
    "drift": _ids("indicators"),
    "demand": _ids("services"),
}
"""What each kind of `scale` is `of`."""

TARGETS = {
    "asset": "assets",
    "service": "services",
    "agency": "agencies",
    "fact": "facts",
    "indicator": "indicators",
}
"""The mapping behind each kind of target; a target of kind `text` has none."""


def names_in(checking: Checking) -> Iterator[Name]:
    """Every id that the author named anywhere, and every word used instead of one."""
    for kind, found in checking.by_kind.items():
        for field, what in FIELDS.get(kind, {}).items():
            key = key_of(kind, field)
            for path, part in found:
                if field in part.model_fields_set:
                    yield from _named_by(getattr(part, field), (*path, key), what)
    for path, scale in checking.each(e.Scale):
        yield Name((*path, "of"), scale.of, *SCALED[scale.scale], is_key=False)
    for path, target in checking.each(p.Target):
        for number, name in enumerate(target.of if target.kind in TARGETS else ()):
            yield Name((*path, "of", number), name, (TARGETS[target.kind],), frozenset(), is_key=False)
    for subject, hypothesis in checking.scenario.truth.items():
        yield Name(("truth", subject), subject, *_SUBJECT, is_key=True)
        yield Name(("truth", subject), hypothesis, ("hypotheses",), frozenset(), is_key=False)


def _named_by(value: object, path: Path, what: _Field) -> Iterator[Name]:
    if isinstance(value, str):
        yield Name(path, value, *what, is_key=False)
    elif isinstance(value, tuple):
        for number, name in enumerate(value):
            yield Name((*path, number), name, *what, is_key=False)
    elif isinstance(value, dict):
        for name in value:
            yield Name((*path, name), name, *what, is_key=True)
