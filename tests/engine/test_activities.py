"""Response actions: stages, waiting for what is not there yet, being blocked, being stood down."""

from __future__ import annotations

from typing import Any

import pytest

from exercise.domain import commands as cmd
from exercise.domain import events as ev
from exercise.errors import Refused
from exercise.scenario.model import Scenario
from tests.scenes import Scene, change, drill, play

REPAIR = {"uses": {"ship": 1}, "takes": "4h"}
ENDS = (ev.ActivityFinished, ev.ActivityStoodDown)


def harbour(**activities: dict[str, Any]) -> Scenario:
    """One ship, weather, and what can be done."""
    return drill(
        agencies={
            "coast": {"name": "Coast", "staff": {"crew": 2}},
            "inland": {"name": "Inland", "staff": {"crew": 2}},
        },
        flags={"storm": {"name": "Storm"}, "permit": {"name": "Permit"}, "busy": {"name": "Busy"}},
        resources={"ship": {"name": "Ship", "capacity": 1}},
        assets={"link": {"kind": "cable"}},
        indicators={"trust": {"name": "Trust", "start": 50}, "fatigue": {"name": "Fatigue", "each": True}},
        activities={name: {"name": name.title()} | part for name, part in activities.items()},
    )


def order(time: str, activity: str, by: str = "coast", target: str = "") -> tuple[str, str, cmd.Order]:
    return (time, by, cmd.Order(activity, target))


def down(time: str, run: str, by: str = "coast") -> tuple[str, str, cmd.StandDown]:
    return (time, by, cmd.StandDown(run))


def ends(scene: Scene) -> list[tuple[str, str]]:
    return [(time, said.removeprefix("activity-")) for time, said in scene.story(*ENDS)]


# --- stages


def test_stages_follow_each_other_and_their_effects_come_at_their_ends() -> None:
    repair = {
        "begins": [{"add": {"trust": 1}}],
        "stages": [
            {
                "takes": "2h",
                "begins": [{"damage": "link", "to": "90%"}],
                "then": [{"damage": "link", "to": "50%"}],
            },
            {"takes": "1h", "then": [{"restore": "link"}]},
        ],
        "then": [{"add": {"trust": 2}}],
    }
    scene = play(harbour(repair=repair), order("T+01:00", "repair"), "T+09:00")
    wanted = ev.ActivityOrdered, ev.StageBegun, ev.AssetHealthSet, ev.IndicatorMoved, ev.ActivityFinished
    assert scene.story(*wanted) == [
        ("T+01:00", "activity-ordered repair@coast#1 repair coast"),
        ("T+01:00", "indicator-moved trust 51 0 0 0 0 0"),
        ("T+01:00", "stage-begun repair@coast#1 0 7200"),
        ("T+01:00", "asset-health-set link 0.9"),
        ("T+03:00", "asset-health-set link 0.5"),
        ("T+03:00", "stage-begun repair@coast#1 1 3600"),
        ("T+04:00", "asset-health-set link 1"),
        ("T+04:00", "activity-finished repair@coast#1"),
        ("T+04:00", "indicator-moved trust 53 0 0 0 0 0"),
    ]


def test_an_action_that_takes_no_time_is_done_at_once() -> None:
    scene = play(harbour(call={"then": [{"add": {"trust": 2}}]}), order("T+01:00", "call"))
    assert ends(scene) == [("T+01:00", "finished call@coast#1")]
    assert scene.world.indicators["trust", ""].value == 52


def test_an_effect_may_mean_the_target_and_whoever_acts() -> None:
    mend = {
        "target": {"kind": "asset"},
        "takes": "1h",
        "then": [{"restore": "target"}, {"add": {"fatigue": 5}, "of": "actor"}],
    }
    scene = play(
        harbour(mend=mend),
        change("T+01:00", {"damage": "link"}),
        order("T+02:00", "mend", "inland", "link"),
        "T+04:00",
    )
    assert scene.world.assets["link"].health == 1
    assert scene.world.indicators["fatigue", "inland"].value == 5
    assert scene.world.indicators["fatigue", "coast"].value == 0


def test_what_holds_meanwhile_ends_with_the_stage() -> None:
    scan = {"stages": [{"takes": "1h", "meanwhile": [{"flag": "busy"}]}, {"takes": "1h"}]}
    scene = play(harbour(scan=scan), order("T+01:00", "scan"), "T+09:00")
    assert scene.story(ev.FlagRaised, ev.FlagLowered) == [
        ("T+01:00", "flag-raised busy"),
        ("T+02:00", "flag-lowered busy"),
    ]


# --- waiting for what is not there yet


def test_bad_weather_stops_the_work_twice_and_the_rest_of_it_is_not_lost() -> None:
    scene = play(
        harbour(repair={"takes": "6h", "blocked_while": {"flag": "storm"}}),
        order("T+01:00", "repair"),
        change("T+03:00", {"flag": "storm", "lasts": "5h"}),
        change("T+09:00", {"flag": "storm", "lasts": "2h"}),
        "T+48:00",
    )
    assert scene.story(ev.WorkBlocked, ev.WorkResumed, *ENDS) == [
        ("T+03:00", "work-blocked repair@coast#1 14400"),
        ("T+08:00", "work-resumed repair@coast#1 14400"),
        ("T+09:00", "work-blocked repair@coast#1 10800"),
        ("T+11:00", "work-resumed repair@coast#1 10800"),
        ("T+14:00", "activity-finished repair@coast#1"),
    ]


def test_work_that_begins_in_bad_weather_waits_with_all_of_it_to_do() -> None:
    scene = play(
        harbour(repair={"takes": "6h", "blocked_while": {"flag": "storm"}}),
        change("T+01:00", {"flag": "storm", "lasts": "2h"}),
        order("T+02:00", "repair"),
        "T+48:00",
    )
    assert scene.story(ev.StageBegun, ev.WorkBlocked, ev.WorkResumed, *ENDS) == [
        ("T+02:00", "stage-begun repair@coast#1 0 21600"),
        ("T+02:00", "work-blocked repair@coast#1 21600"),
        ("T+03:00", "work-resumed repair@coast#1 21600"),
        ("T+09:00", "activity-finished repair@coast#1"),
    ]


def test_a_storm_in_the_second_in_which_the_work_is_done_comes_too_late() -> None:
    scene = play(
        harbour(repair={"takes": "2h", "blocked_while": {"flag": "storm"}}),
        order("T+01:00", "repair"),
        change("T+03:00", {"flag": "storm"}),
        "T+04:00",
    )
    assert ends(scene) == [("T+03:00", "finished repair@coast#1")]


def test_blocked_work_can_be_stood_down() -> None:
    scene = play(
        harbour(repair=REPAIR | {"blocked_while": {"flag": "storm"}}),
        change("T+01:00", {"flag": "storm"}),
        order("T+02:00", "repair"),
        down("T+03:00", "repair@coast#1"),
    )
    assert ends(scene) == [("T+03:00", "stood-down repair@coast#1 stood down")]
    assert scene.world.pools["ship"].used == 0


def test_a_stage_may_wait_until_something_is_so_and_then_take_its_time() -> None:
    sail = {"stages": [{"until": {"flag": "permit"}, "takes": "1h"}]}
    scene = play(
        harbour(sail=sail), order("T+01:00", "sail"), change("T+04:00", {"flag": "permit"}), "T+09:00"
    )
    assert scene.story(ev.StageWaiting, ev.StageBegun, *ENDS) == [
        ("T+01:00", "stage-waiting sail@coast#1 0 until"),
        ("T+04:00", "stage-begun sail@coast#1 0 3600"),
        ("T+05:00", "activity-finished sail@coast#1"),
    ]


def test_what_is_so_already_is_not_waited_for() -> None:
    sail = {"stages": [{"until": {"flag": "permit"}, "takes": "1h"}]}
    scene = play(
        harbour(sail=sail), change("T+00:30", {"flag": "permit"}), order("T+01:00", "sail"), "T+09:00"
    )
    assert scene.story(ev.StageWaiting) == []
    assert ends(scene) == [("T+02:00", "finished sail@coast#1")]


@pytest.mark.parametrize(("permit_takes", "done"), [("3h", "T+07:00"), ("9h", "T+12:00")])
def test_a_permit_runs_beside_the_voyage_and_only_the_later_one_counts(permit_takes: str, done: str) -> None:
    """Four hours at sea and a permit asked for on the way out; then two hours of work at the place."""
    permit = {"takes": permit_takes, "then": [{"flag": "permit"}]}
    repair = {
        "begins": [{"start": "permit"}],
        "stages": [{"takes": "4h"}, {"until": {"activity": "permit", "by": "coast"}}, {"takes": "2h"}],
    }
    scene = play(harbour(permit=permit, repair=repair), order("T+01:00", "repair"), "T+24:00")
    assert ends(scene)[-1] == (done, "finished repair@coast#1")


# --- standing down


def test_what_is_ordered_can_be_stood_down_in_the_same_second() -> None:
    stop = REPAIR | {"if_stood_down": [{"add": {"trust": -3}}], "then": [{"add": {"trust": 9}}]}
    scene = play(
        harbour(repair=stop), order("T+01:00", "repair"), down("T+01:00", "repair@coast#1"), "T+09:00"
    )
    assert ends(scene) == [("T+01:00", "stood-down repair@coast#1 stood down")]
    assert scene.world.indicators["trust", ""].value == 47
    assert scene.world.pools["ship"].used == 0


def test_what_an_effect_starts_and_stops_at_once_leaves_nothing_behind() -> None:
    scene = play(
        harbour(repair=REPAIR),
        change("T+01:00", {"start": "repair", "by": "coast"}, {"stop": "repair"}),
        "T+09:00",
    )
    assert ends(scene) == [("T+01:00", "stood-down repair@coast#1 excon")]
    assert scene.world.pools["ship"].used == 0


def test_standing_down_undoes_what_held_meanwhile() -> None:
    scan = {"stages": [{"takes": "5h", "meanwhile": [{"flag": "busy"}]}]}
    scene = play(harbour(scan=scan), order("T+01:00", "scan"), down("T+02:00", "scan@coast#1"))
    assert scene.story(ev.FlagLowered) == [("T+02:00", "flag-lowered busy")]


def test_a_ship_granted_in_the_second_of_standing_down_is_given_back() -> None:
    scene = play(harbour(repair=REPAIR), order("T+01:00", "repair"), order("T+02:00", "repair", "inland"))
    freed_and_stopped = change("T+03:00", {"resource": "ship", "by": 1}, {"stop": "repair"})
    scene.play(freed_and_stopped, "T+24:00")
    assert [said for _, said in ends(scene)] == [
        "stood-down repair@coast#1 excon",
        "stood-down repair@inland#1 excon",
    ]
    assert scene.world.pools["ship"].used == 0


def test_an_action_that_stops_its_own_kind_ends_by_itself() -> None:
    only_one = {"takes": "1h", "then": [{"stop": "watch"}]}
    scene = play(
        harbour(watch=only_one), order("T+01:00", "watch"), order("T+01:30", "watch", "inland"), "T+09:00"
    )
    assert ends(scene) == [
        ("T+02:00", "finished watch@coast#1"),
        ("T+02:00", "stood-down watch@inland#1 watch@coast#1"),
    ]


def test_once_may_be_enough() -> None:
    scene = play(harbour(call={"takes": "1h", "again": False}), order("T+01:00", "call"), "T+03:00")
    with pytest.raises(Refused, match="done already"):
        scene.play(order("T+03:00", "call"))
    scene.play(order("T+03:00", "call", "inland"), "T+05:00")
    assert ends(scene)[-1] == ("T+04:00", "finished call@inland#1")
