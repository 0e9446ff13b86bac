"""The hidden campaign: triggers, countermeasures, delays, diversions, alternatives."""

from __future__ import annotations

from typing import Any

import pytest

from exercise.domain import commands as cmd
from exercise.domain import events as ev
from exercise.language import speak, t
from exercise.scenario.model import Scenario
from tests.scenes import EXCON, Move, Scene, change, drill, play

STEPS = (ev.StepBegun, ev.StepDelayed, ev.StepEnded)


def campaign(*steps: dict[str, Any], **activities: dict[str, Any]) -> Scenario:
    return drill(
        flags={"storm": {"name": "Storm"}, "patched": {"name": "Patched"}},
        assets={"link": {"kind": "cable"}, "port": {"kind": "port"}},
        indicators={"trust": {"name": "Trust", "start": 50}},
        activities={name: {"name": name.title()} | part for name, part in activities.items()},
        adversary={"grey-tide": {"name": "Grey Tide", "steps": list(steps)}},
    )


def said(scene: Scene) -> list[tuple[str, str]]:
    return [(time, text.removeprefix("step-")) for time, text in scene.story(*STEPS)]


def patch(time: str) -> Move:
    return change(time, {"flag": "patched"})


CUT = {"id": "cut", "at": "T+02:00", "takes": "1h", "then": [{"damage": "link"}]}
BLOCK = {"when": {"flag": "patched"}}


def test_a_step_begins_at_its_time_and_takes_effect_when_it_is_through() -> None:
    scene = play(campaign(CUT | {"begins": [{"add": {"trust": -1}}]}), "T+09:00")
    assert scene.story(*STEPS, ev.AssetHealthSet, ev.IndicatorMoved) == [
        ("T+02:00", "step-begun cut"),
        ("T+02:00", "indicator-moved trust 49 0 0 0 0 0"),
        ("T+03:00", "step-ended cut done"),
        ("T+03:00", "asset-health-set link 0"),
    ]


def test_a_step_begins_when_something_becomes_so_and_only_once() -> None:
    step = {"id": "cut", "when": {"flag": "storm"}}
    scene = play(
        campaign(step),
        change("T+01:00", {"flag": "storm", "lasts": "1h"}),
        change("T+05:00", {"flag": "storm"}),
        "T+09:00",
    )
    assert said(scene) == [("T+01:00", "begun cut"), ("T+01:00", "ended cut done")]


def test_a_step_follows_another_that_came_off_after_a_while() -> None:
    leak = {"id": "leak", "after": {"step": "cut", "by": "3h"}}
    assert said(play(campaign(leak, CUT), "T+09:00"))[2:] == [
        ("T+06:00", "begun leak"),
        ("T+06:00", "ended leak done"),
    ]


def test_a_step_does_not_follow_one_that_was_blocked() -> None:
    leak = {"id": "leak", "after": {"step": "cut"}}
    scene = play(campaign(CUT | {"countered_by": [BLOCK]}, leak), patch("T+01:00"), "T+09:00")
    assert said(scene) == [("T+02:00", "begun cut"), ("T+03:00", "ended cut blocked Patched")]


@pytest.mark.parametrize(
    ("patched", "outcome"),
    [
        ("T+01:00", "blocked Patched"),
        ("T+02:30", "blocked Patched"),
        ("T+03:00", "blocked Patched"),
        ("T+03:00:01", "done"),
    ],
)
def test_a_countermeasure_counts_if_it_is_there_when_the_step_would_take_effect(
    patched: str, outcome: str
) -> None:
    scene = play(campaign(CUT | {"countered_by": [BLOCK]}), patch(patched), "T+09:00")
    assert said(scene)[-1] == ("T+03:00", f"ended cut {outcome}")


def test_a_blocked_step_does_something_else() -> None:
    step = CUT | {"countered_by": [BLOCK], "otherwise": [{"add": {"trust": 3}}]}
    scene = play(campaign(step), patch("T+01:00"), "T+09:00")
    assert scene.world.assets["link"].health == 1
    assert scene.world.indicators["trust", ""].value == 53


@pytest.mark.parametrize(("patched", "outcome"), [("T+01:00", "blocked Patched"), ("T+01:00:01", "done")])
def test_a_countermeasure_may_have_to_be_there_early(patched: str, outcome: str) -> None:
    step = CUT | {"countered_by": [BLOCK | {"before": "T+01:00"}]}
    assert said(play(campaign(step), patch(patched), "T+09:00"))[-1] == ("T+03:00", f"ended cut {outcome}")


def test_an_action_of_an_agency_can_be_a_countermeasure() -> None:
    guard = {"when": {"activity": "guard", "is": "under-way", "by": "coast"}}
    scene = play(
        campaign(CUT | {"countered_by": [guard]}, guard={"takes": "2h"}),
        ("T+01:30", "coast", cmd.Order("guard")),
        "T+09:00",
    )
    assert said(scene)[-1] == ("T+03:00", "ended cut blocked Guard by Coast under way")


def test_what_is_recorded_is_said_to_nobody_whatever_the_desk_of_this_process_speaks() -> None:
    guard = {"when": {"activity": "guard", "is": "under-way", "by": "coast"}}
    speak("sq")
    scene = play(
        campaign(CUT | {"countered_by": [guard]}, guard={"takes": "2h"}),
        ("T+01:30", "coast", cmd.Order("guard")),
        "T+09:00",
    )
    assert t("under way") != "under way"
    assert said(scene)[-1] == ("T+03:00", "ended cut blocked Guard by Coast under way")


def test_a_delay_costs_time_once_and_then_the_step_comes_off() -> None:
    step = CUT | {"countered_by": [BLOCK | {"outcome": "delayed", "by": "5h"}]}
    assert said(play(campaign(step), patch("T+01:00"), "T+24:00")) == [
        ("T+02:00", "begun cut"),
        ("T+03:00", "delayed cut 28800"),
        ("T+08:00", "ended cut done"),
    ]


def test_a_delay_gives_time_for_something_that_blocks() -> None:
    delay = {"when": {"flag": "storm"}, "outcome": "delayed", "by": "5h"}
    scene = play(
        campaign(CUT | {"countered_by": [delay, BLOCK]}),
        change("T+01:00", {"flag": "storm"}),
        patch("T+06:00"),
        "T+24:00",
    )
    assert said(scene)[-1] == ("T+08:00", "ended cut blocked Patched")


def test_a_diverted_step_goes_elsewhere_and_costs_nothing_of_what_was_meant() -> None:
    other = {"id": "port", "takes": "2h", "then": [{"damage": "port"}]}
    step = CUT | {
        "countered_by": [BLOCK | {"outcome": "diverted", "to": "port"}],
        "otherwise": [{"add": {"trust": 9}}],
    }
    scene = play(campaign(step, other), patch("T+01:00"), "T+24:00")
    assert said(scene) == [
        ("T+02:00", "begun cut"),
        ("T+03:00", "ended cut diverted Patched"),
        ("T+03:00", "begun port"),
        ("T+05:00", "ended port done"),
    ]
    assert (scene.world.assets["link"].health, scene.world.assets["port"].health) == (1, 0)
    assert scene.world.indicators["trust", ""].value == 50


def test_a_step_without_a_trigger_never_comes_by_itself() -> None:
    assert said(play(campaign({"id": "port", "then": [{"damage": "port"}]}), "T+72:00")) == []


def test_an_alternative_comes_when_the_first_plan_is_blocked() -> None:
    second = {"id": "leak", "when": {"step": "cut", "is": "blocked"}}
    scene = play(campaign(CUT | {"countered_by": [BLOCK]}, second), patch("T+01:00"), "T+09:00")
    assert said(scene)[2:] == [("T+03:00", "begun leak"), ("T+03:00", "ended leak done")]


def test_luck_may_fail_a_step_and_a_countermeasure() -> None:
    unlucky = CUT | {"chance": "0%", "otherwise": [{"add": {"trust": 3}}]}
    useless = CUT | {"countered_by": [BLOCK | {"chance": "0%"}]}
    failed = play(campaign(unlucky), "T+09:00")
    assert said(failed)[-1] == ("T+03:00", "ended cut failed")
    assert failed.world.indicators["trust", ""].value == 53
    assert said(play(campaign(useless), patch("T+01:00"), "T+09:00"))[-1] == ("T+03:00", "ended cut done")


def test_effects_may_slow_a_step_down_or_make_it_hopeless() -> None:
    slow = {"scale": "durations", "of": "cut", "by": "+100%"}
    hopeless = {"scale": "chances", "of": "cut", "by": "-100%"}
    harden = {"takes": "10min", "then": [slow, hopeless]}
    scene = play(campaign(CUT, harden=harden), ("T+01:00", "coast", cmd.Order("harden")), "T+09:00")
    assert said(scene) == [("T+02:00", "begun cut"), ("T+04:00", "ended cut failed")]


def test_time_never_runs_backwards_however_fast_a_step_becomes() -> None:
    harden = {"then": [{"scale": "durations", "of": "cut", "by": "-300%"}]}
    scene = play(campaign(CUT, harden=harden), ("T+01:00", "coast", cmd.Order("harden")), "T+09:00")
    assert said(scene) == [("T+02:00", "begun cut"), ("T+02:00", "ended cut done")]


def test_a_controller_may_scale_a_step_by_hand() -> None:
    scene = play(
        campaign(CUT), change("T+01:00", {"scale": "durations", "of": "cut", "by": "+100%"}), "T+09:00"
    )
    assert said(scene)[-1] == ("T+04:00", "ended cut done")


def test_nobody_at_the_table_sees_the_campaign() -> None:
    step = CUT | {"countered_by": [BLOCK | {"outcome": "delayed", "by": "5h"}]}
    scene = play(campaign(step), ("T+00:30", EXCON, cmd.TakeSeat("coast")), patch("T+01:00"), "T+24:00")
    assert {record.to for record in scene.happened(*STEPS)} == {()}
