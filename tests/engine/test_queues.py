"""What is scarce: one ship and many jobs, by urgency and by order of asking."""

from __future__ import annotations

from typing import Any

from exercise.domain import commands as cmd
from exercise.domain import events as ev
from exercise.scenario.model import Scenario
from tests.scenes import Move, Scene, change, drill, play

REPAIR = {"uses": {"ship": 1}, "takes": "4h"}


def harbour(**activities: dict[str, Any]) -> Scenario:
    """One ship, two people at each agency, and the jobs that need them."""
    return drill(
        agencies={name: {"name": name.title(), "staff": {"crew": 2}} for name in ("coast", "inland")},
        resources={"ship": {"name": "Ship", "capacity": 1}},
        activities={name: {"name": name.title()} | part for name, part in activities.items()},
    )


def order(time: str, activity: str, by: str = "coast") -> Move:
    return (time, by, cmd.Order(activity))


def down(time: str, run: str) -> Move:
    return (time, "coast", cmd.StandDown(run))


def ends(scene: Scene) -> list[tuple[str, str]]:
    """When each job ended, and how."""
    story = scene.story(ev.ActivityFinished, ev.ActivityStoodDown)
    return [(time, said.removeprefix("activity-")) for time, said in story]


def test_one_ship_serves_two_jobs_one_after_the_other() -> None:
    scene = play(
        harbour(repair=REPAIR), order("T+01:00", "repair"), order("T+02:00", "repair", "inland"), "T+24:00"
    )
    assert scene.story(ev.StageWaiting, ev.ActivityFinished) == [
        ("T+02:00", "stage-waiting repair@inland#1 0 ship"),
        ("T+05:00", "activity-finished repair@coast#1"),
        ("T+09:00", "activity-finished repair@inland#1"),
    ]
    assert scene.story(ev.ResourceTaken, ev.ResourceFreed) == [
        ("T+01:00", "resource-taken ship 1 repair@coast#1"),
        ("T+05:00", "resource-freed ship 1 repair@coast#1"),
        ("T+05:00", "resource-taken ship 1 repair@inland#1"),
        ("T+09:00", "resource-freed ship 1 repair@inland#1"),
    ]


def test_the_more_urgent_job_goes_first_then_the_one_that_asked_first() -> None:
    port = harbour(repair=REPAIR, survey=REPAIR, rescue=REPAIR | {"priority": 1})
    scene = play(
        port,
        order("T+01:00", "repair"),
        order("T+02:00", "survey"),
        order("T+02:00", "repair", "inland"),
        order("T+03:00", "rescue"),
        "T+48:00",
    )
    assert ends(scene) == [
        ("T+05:00", "finished repair@coast#1"),
        ("T+09:00", "finished rescue@coast#1"),
        ("T+13:00", "finished survey@coast#1"),
        ("T+17:00", "finished repair@inland#1"),
    ]


def test_standing_down_frees_the_ship_at_once() -> None:
    scene = play(
        harbour(repair=REPAIR),
        order("T+01:00", "repair"),
        order("T+02:00", "repair", "inland"),
        down("T+03:00", "repair@coast#1"),
        "T+24:00",
    )
    assert ends(scene) == [
        ("T+03:00", "stood-down repair@coast#1 stood down"),
        ("T+07:00", "finished repair@inland#1"),
    ]


def test_who_stops_waiting_lets_the_next_one_pass() -> None:
    scene = play(
        harbour(repair=REPAIR, survey=REPAIR),
        order("T+01:00", "repair"),
        order("T+02:00", "survey"),
        order("T+02:00", "repair", "inland"),
        down("T+03:00", "survey@coast#1"),
        "T+24:00",
    )
    assert ends(scene)[-1] == ("T+09:00", "finished repair@inland#1")
    assert scene.world.pools["ship"].used == 0


def test_who_waits_for_two_things_takes_neither_until_both_are_there() -> None:
    port = harbour(
        both={"uses": {"ship": 1, "crew": 2}, "takes": "1h"}, drill={"uses": {"crew": 1}, "takes": "4h"}
    )
    scene = play(
        port,
        order("T+01:00", "drill"),
        order("T+02:00", "both"),
        order("T+03:00", "both", "inland"),
        "T+24:00",
    )
    # The ship lies idle: whoever asked first has not got its people yet, and nobody overtakes within a queue.
    assert ends(scene) == [
        ("T+05:00", "finished drill@coast#1"),
        ("T+06:00", "finished both@coast#1"),
        ("T+07:00", "finished both@inland#1"),
    ]


def test_what_is_borrowed_goes_back_after_the_stage_and_what_is_used_stays_to_the_end() -> None:
    repair = {"stages": [{"takes": "1h", "borrows": {"ship": 1}, "uses": {"crew": 1}}, {"takes": "3h"}]}
    scene = play(
        harbour(repair=repair), order("T+01:00", "repair"), order("T+01:00", "repair", "inland"), "T+24:00"
    )
    assert scene.story(ev.ResourceFreed) == [
        ("T+02:00", "resource-freed ship 1 repair@coast#1"),
        ("T+03:00", "resource-freed ship 1 repair@inland#1"),
        ("T+05:00", "resource-freed coast/crew 1 repair@coast#1"),
        ("T+06:00", "resource-freed inland/crew 1 repair@inland#1"),
    ]


def test_one_more_ship_serves_who_waits() -> None:
    scene = play(
        harbour(repair=REPAIR),
        order("T+01:00", "repair"),
        order("T+02:00", "repair", "inland"),
        change("T+03:00", {"resource": "ship", "by": 1}),
        "T+24:00",
    )
    assert ends(scene)[-1] == ("T+07:00", "finished repair@inland#1")


def test_a_ship_that_is_called_away_finishes_its_job_first() -> None:
    scene = play(
        harbour(repair=REPAIR),
        order("T+01:00", "repair"),
        order("T+01:30", "repair", "inland"),
        change("T+02:00", {"resource": "ship", "by": -1, "lasts": "10h"}),
        "T+48:00",
    )
    assert ends(scene) == [("T+05:00", "finished repair@coast#1"), ("T+16:00", "finished repair@inland#1")]


def test_more_ships_cannot_be_called_away_and_come_back_than_there_are() -> None:
    scene = play(harbour(), change("T+01:00", {"resource": "ship", "by": -3, "lasts": "1h"}), "T+03:00")
    assert scene.story(ev.ResourceChanged) == [
        ("T+01:00", "resource-changed ship 0"),
        ("T+02:00", "resource-changed ship 1"),
    ]
