"""Conditions and effects in words that a controller can read aloud."""

from __future__ import annotations

from typing import Any, get_args

import pytest
from pydantic import TypeAdapter

from exercise.domain.explain import explain, explain_effect, waits_for
from exercise.scenario.conditions import CONDITION_KEYS, Condition
from exercise.scenario.effects import EFFECT_KEYS, Effect
from exercise.scenario.model import Scenario
from tests.scenes import change, drill, inject, play

CONDITION: TypeAdapter[Any] = TypeAdapter(Condition)
EFFECT: TypeAdapter[Any] = TypeAdapter(Effect)

SAID = [
    ({"service": "pay", "below": "70%"}, "Card payments below 70%"),
    ({"service": "pay", "above": "70%"}, "Card payments at least 70%"),
    ({"asset": "link", "below": "5%"}, "Adria Link below 5%"),
    ({"indicator": "trust", "below": 40}, "Public trust below 40"),
    ({"indicator": "fatigue", "of": "coast", "above": 7.5}, "Fatigue of Coast at least 7.5"),
    ({"posterior": "sabotage", "of": "coast", "above": "80%"}, "Coast's confidence in Sabotage at least 80%"),
    (
        {"posterior": "sabotage", "of": "coast", "about": "link", "below": "80%"},
        "Coast's confidence in Sabotage for Adria Link below 80%",
    ),
    ({"flag": "storm"}, "Storm warning"),
    ({"flag": "storm", "up": False}, "not: Storm warning"),
    ({"activity": "repair"}, "Repair the link done"),
    ({"activity": "repair", "is": "under-way", "by": "coast"}, "Repair the link by Coast under way"),
    ({"activity": "repair", "at_least": "at-sea"}, "Repair the link at stage at-sea or later"),
    ({"step": "cut", "is": "under-way"}, "adversary step cut under way"),
    ({"inject": "call", "is": "missed"}, "inject “A call” missed"),
    ({"decision": "blame", "by": "coast", "chose": "yes"}, "decision blame by Coast: yes"),
    ({"fact": "gap"}, "fact gap known"),
    ({"fact": "gap", "known_by": "coast"}, "fact gap known to Coast"),
    ({"fact": "gap", "known_by": {"at_least": 2}}, "fact gap known to at least 2"),
    ({"consent": "joint", "is": "refused"}, "joint refused"),
    ({"obligation": "early-warning", "is": "late"}, "early-warning late"),
    ({"time": "T+05:30"}, "T+05:30 reached"),
    (
        {"all": [{"flag": "storm"}, {"any": [{"time": "T+01:00"}, {"flag": "storm"}]}]},
        "Storm warning and (T+01:00 reached or Storm warning)",
    ),
    ({"any": [{"flag": "storm"}, {"time": "T+01:00"}]}, "Storm warning or T+01:00 reached"),
    ({"not": {"flag": "storm"}}, "not (Storm warning)"),
]
DONE = [
    ({"add": {"trust": -2.5}}, "Public trust -2.5"),
    ({"add": {"trust": 2, "fatigue": 1}}, "Public trust +2, Fatigue +1"),
    ({"set": {"trust": 40}}, "Public trust = 40"),
    ({"flag": "storm"}, "Storm warning becomes so"),
    ({"clear": "storm"}, "Storm warning no longer so"),
    ({"release": "call"}, "inject “A call” goes out"),
    ({"skip": "call"}, "inject “A call” is skipped"),
    ({"start": "repair"}, "Repair the link starts"),
    ({"stop": "repair"}, "Repair the link is stood down"),
    ({"damage": "link", "to": "30%"}, "Adria Link at 30% health"),
    ({"restore": "link"}, "Adria Link at 100% health"),
    ({"capacity": "link", "by": "+150 Gb/s"}, "Adria Link +150 Gb/s"),
    ({"resource": "ship", "by": -1}, "Cable ship -1"),
    ({"learn": ["gap"], "by": ["coast", "actor"]}, "Coast, the agency acting learns gap"),
    ({"scale": "durations", "of": "repair", "by": "-30%"}, "durations of repair -30%"),
    ({"fallback": "pay", "to": "40%"}, "Card payments kept at 40% by other means"),
    ({"allocate": "pay", "rule": "priority"}, "Card payments shared priority"),
    ({"if": {"flag": "storm"}, "then": [{"clear": "storm"}]}, "if Storm warning: …"),
]


def named() -> Scenario:
    return drill(
        assets={
            "link": {"name": "Adria Link", "kind": "cable", "capacity": "10 Gb/s"},
            "hut": {"kind": "hut"},
        },
        services={"pay": {"name": "Card payments", "needs": [{"asset": "link"}]}},
        indicators={
            "trust": {"name": "Public trust", "start": 45},
            "fatigue": {"name": "Fatigue", "each": True, "start": 3},
        },
        flags={"storm": {"name": "Storm warning"}},
        resources={"ship": {"name": "Cable ship", "capacity": 1}},
        hypotheses={"sabotage": {"name": "Sabotage", "prior": "50%"}},
        facts={"gap": {"text": "A gap"}},
        decisions={"blame": {"text": "Blame?", "who": "coast", "options": {"yes": {"text": "Yes"}}}},
        activities={"repair": {"name": "Repair the link", "stages": [{"id": "at-sea", "takes": "1h"}]}},
        injects={"call": inject(held=True, subject="A call")},
    )


@pytest.mark.parametrize(("written", "said"), SAID, ids=str)
def test_a_condition_is_half_a_sentence(written: dict[str, Any], said: str) -> None:
    assert explain(CONDITION.validate_python(written), named()) == said


@pytest.mark.parametrize(("written", "said"), DONE, ids=str)
def test_an_effect_is_half_a_sentence(written: dict[str, Any], said: str) -> None:
    assert explain_effect(EFFECT.validate_python(written), named()) == said


def test_every_kind_of_condition_and_effect_has_its_words() -> None:
    assert {key for written, _ in SAID for key in written} >= set(CONDITION_KEYS)
    assert {next(iter(written)) for written, _ in DONE} == set(EFFECT_KEYS)
    assert {type(CONDITION.validate_python(written)) for written, _ in SAID} == _classes(Condition)
    assert {type(EFFECT.validate_python(written)) for written, _ in DONE} == _classes(Effect)


def _classes(union: Any) -> set[type]:
    return {get_args(member)[0] for member in get_args(get_args(union)[0])}


@pytest.mark.parametrize(
    ("written", "missing"),
    [
        ({"service": "pay", "above": "70%"}, "Card payments at least 70% (now 50%)"),
        ({"asset": "link", "above": "70%"}, "Adria Link at least 70% (now 50%)"),
        ({"indicator": "trust", "above": 60}, "Public trust at least 60 (now 45.0)"),
        ({"indicator": "fatigue", "above": 60}, "Fatigue at least 60 (now 3.0)"),
        ({"indicator": "fatigue", "of": "inland", "above": 60}, "Fatigue of Inland at least 60 (now 3.0)"),
        ({"time": "T+05:30"}, "T+05:30 reached (in 4h30)"),
        ({"flag": "storm"}, "Storm warning"),
        ({"asset": "link", "above": "40%"}, ""),
        (
            {"all": [{"flag": "storm"}, {"asset": "link", "above": "40%"}, {"time": "T+02:00"}]},
            "Storm warning and T+02:00 reached (in 1h)",
        ),
        ({"any": [{"flag": "storm"}, {"time": "T+02:00"}]}, "Storm warning or T+02:00 reached (in 1h)"),
        ({"any": [{"flag": "storm"}, {"asset": "link", "above": "40%"}]}, ""),
    ],
    ids=str,
)
def test_what_is_still_missing_is_said_with_how_things_stand(written: dict[str, Any], missing: str) -> None:
    scene = play(named(), change("T+01:00", {"damage": "link", "to": "50%"}))
    condition = CONDITION.validate_python(written)
    assert waits_for(condition, scene.engine.scenario, scene.world, 3600, actor="coast") == missing
