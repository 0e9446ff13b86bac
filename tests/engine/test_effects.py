"""What effects do: held by several, lasting for a time, depending on how things stand."""

from __future__ import annotations

from exercise.domain import commands as cmd
from exercise.domain import events as ev
from exercise.scenario.model import Scenario
from tests.scenes import Scene, change, drill, inject, play


def stage() -> Scenario:
    """A flag for every mood, one service, one person, one action that lasts."""
    return drill(
        flags={"storm": {"name": "Storm"}, "open": {"name": "Open", "up": True}},
        indicators={"trust": {"name": "Trust", "start": 50}},
        assets={"link": {"kind": "cable"}},
        services={"net": {"name": "Net", "needs": [{"asset": "link"}]}},
        resources={"ship": {"name": "Ship", "capacity": 1}},
        activities={
            "watch": {"name": "Watch", "takes": "4h"},
            "shut": {"name": "Shut", "stages": [{"takes": "2h", "meanwhile": [{"flag": "open"}]}]},
        },
        facts={"ais-gap": {"text": "A gap in the tracks", "tlp": "red"}},
        injects={"later": inject(held=True), "never": inject(held=True)},
    )


def flags(scene: Scene) -> list[tuple[str, str]]:
    return scene.story(ev.FlagRaised, ev.FlagLowered)


def test_a_flag_held_by_two_falls_with_the_last() -> None:
    scene = play(
        stage(),
        change("T+01:00", {"flag": "storm", "lasts": "3h"}),
        change("T+02:00", {"flag": "storm", "lasts": "5h"}),
        "T+24:00",
    )
    assert flags(scene) == [("T+01:00", "flag-raised storm"), ("T+07:00", "flag-lowered storm")]


def test_a_flag_raised_for_good_stays_when_another_holder_lets_go() -> None:
    scene = play(
        stage(),
        change("T+01:00", {"flag": "storm"}),
        change("T+02:00", {"flag": "storm", "lasts": "1h"}),
        "T+24:00",
    )
    assert flags(scene) == [("T+01:00", "flag-raised storm")]


def test_clearing_a_flag_takes_it_from_everybody_who_held_it() -> None:
    scene = play(
        stage(),
        change("T+01:00", {"flag": "storm", "lasts": "3h"}),
        change("T+02:00", {"clear": "storm"}),
        change("T+03:00", {"flag": "storm", "lasts": "5h"}),  # the first holder's time ends at four
        "T+24:00",
    )
    assert flags(scene) == [
        ("T+01:00", "flag-raised storm"),
        ("T+02:00", "flag-lowered storm"),
        ("T+03:00", "flag-raised storm"),
        ("T+08:00", "flag-lowered storm"),
    ]


def test_a_flag_that_was_up_from_the_start_outlives_who_holds_it_for_a_while() -> None:
    scene = play(stage(), ("T+01:00", "coast", cmd.Order("shut")), "T+24:00")
    assert flags(scene) == []
    scene.play(change("T+24:00", {"clear": "open"}))
    assert flags(scene) == [("T+1d00:00", "flag-lowered open")]


def test_effects_may_depend_on_how_things_stand() -> None:
    either = {
        "if": {"flag": "storm"},
        "then": [{"add": {"trust": -5}}],
        "otherwise": [{"flag": "storm", "lasts": "1h"}, {"add": {"trust": 1}}],
    }
    scene = play(stage(), change("T+01:00", either), change("T+01:30", either), "T+09:00")
    assert scene.story(ev.FlagRaised, ev.FlagLowered, ev.IndicatorMoved) == [
        ("T+01:00", "flag-raised storm"),
        ("T+01:00", "indicator-moved trust 51 0 0 0 0 0"),
        ("T+01:30", "indicator-moved trust 46 0 0 0 0 0"),
        ("T+02:00", "flag-lowered storm"),
    ]


def test_effects_come_in_the_order_in_which_they_are_written() -> None:
    scene = play(
        stage(), change("T+01:00", {"set": {"trust": 10}}, {"add": {"trust": 5}}, {"set": {"trust": 70}})
    )
    assert [record.event.value for record in scene.happened(ev.IndicatorMoved)] == [10, 15, 70]


def test_an_effect_that_changes_nothing_is_not_written_down() -> None:
    before = len(play(stage(), change("T+01:00", {"clear": "storm"})).records)
    scene = play(
        stage(),
        change("T+01:00", {"restore": "link"}, {"set": {"trust": 50}}, {"flag": "open"}, {"clear": "storm"}),
    )
    assert len(scene.records) == before


def test_learning_happens_once_and_names_its_source() -> None:
    scene = play(
        stage(),
        change("T+01:00", {"learn": "ais-gap", "by": "coast"}),
        change("T+02:00", {"learn": ["ais-gap"], "by": "everyone"}),
    )
    assert scene.story(ev.FactLearned) == [
        ("T+01:00", "fact-learned ais-gap coast override excon red"),
        ("T+02:00", "fact-learned ais-gap inland override excon red"),
    ]
    assert [record.to for record in scene.happened(ev.FactLearned)] == [("coast",), ("inland",)]


def test_an_effect_may_send_and_drop_injects_and_start_and_stop_work() -> None:
    scene = play(
        stage(),
        change("T+01:00", {"release": "later"}, {"skip": "never"}, {"start": "watch", "by": "inland"}),
        change("T+02:00", {"stop": "watch"}, {"release": "never"}, {"skip": "later"}),
    )
    assert scene.story(ev.InjectReleased, ev.InjectSkipped, ev.ActivityOrdered, ev.ActivityStoodDown) == [
        ("T+01:00", "inject-released later excon coast 1 inject phone amber"),
        ("T+01:00", "inject-skipped never no longer needed"),
        ("T+01:00", "activity-ordered watch@inland#1 watch inland"),
        ("T+02:00", "activity-stood-down watch@inland#1 excon"),
    ]


def test_a_stand_in_and_a_rule_of_sharing_end_when_their_time_is_over() -> None:
    scene = play(
        stage(),
        change("T+01:00", {"fallback": "net", "to": "40%", "lasts": "1h"}),
        change("T+01:00", {"allocate": "net", "rule": "priority", "lasts": "2h"}),
        "T+09:00",
    )
    assert scene.story(ev.FallbackSet, ev.AllocationSet) == [
        ("T+01:00", "fallback-set net 0.4"),
        ("T+01:00", "allocation-set net priority"),
        ("T+02:00", "fallback-set net 0"),
        ("T+03:00", "allocation-set net proportional"),
    ]


def test_conditions_that_chase_each_other_through_effects_come_to_rest() -> None:
    """Each inject undoes what let the other go out; each goes out once."""
    loop = drill(
        flags={"a": {"name": "A"}, "b": {"name": "B", "up": True}},
        injects={
            "ping": inject(when={"flag": "a"}, then=[{"clear": "a"}, {"flag": "b"}]),
            "pong": inject(when={"not": {"flag": "b"}}, then=[{"flag": "a"}, {"flag": "b"}]),
        },
    )
    scene = play(loop, change("T+01:00", {"clear": "b"}))
    assert scene.story(ev.InjectReleased, ev.FlagRaised, ev.FlagLowered) == [
        ("T+01:00", "flag-lowered b"),
        ("T+01:00", "inject-released pong condition coast 2 inject phone amber"),
        ("T+01:00", "flag-raised a"),
        ("T+01:00", "flag-raised b"),
        ("T+01:00", "inject-released ping condition coast 1 inject phone amber"),
        ("T+01:00", "flag-lowered a"),
    ]
