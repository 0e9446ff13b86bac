"""A ship that somebody else has: lent, on its way, at work, and taken back."""

from __future__ import annotations

import pytest

from exercise.domain import commands as cmd
from exercise.domain import events as ev
from exercise.errors import NotAllowed, Refused
from exercise.scenario.model import Scenario
from tests.scenes import Move, Scene, drill, play

LEND = "inland-lends-ship"
TERMS = {"amount": 2, "takes": "4h", "for": "10h"}


def harbour(capacity: int = 1, **terms: object) -> Scenario:
    return drill(
        resources={
            "ship": {"name": "Ship", "capacity": capacity, "owner": "coast", "lent_by": {"inland": terms}}
        },
        activities={"repair": {"name": "Repair", "who": "coast", "uses": {"ship": 1}, "takes": "3h"}},
    )


def lend(time: str) -> Move:
    return (time, "inland", cmd.Order(LEND))


def repair(time: str) -> Move:
    return (time, "coast", cmd.Order("repair"))


def ships(scene: Scene) -> list[tuple[str, str]]:
    return scene.story(ev.ResourceChanged)


def test_what_is_lent_comes_stays_and_goes() -> None:
    scene = play(harbour(**TERMS), lend("T+01:00"), "T+24:00")
    assert ships(scene) == [("T+05:00", "resource-changed ship 3"), ("T+15:00", "resource-changed ship 1")]


def test_a_job_that_nobody_had_a_ship_for_begins_when_it_comes() -> None:
    with pytest.raises(Refused, match="you have no ship; ask Inland to lend"):
        play(harbour(0, takes="4h"), repair("T+01:00"))
    scene = play(harbour(0, takes="4h"), lend("T+01:00"), repair("T+06:00"), "T+24:00")
    assert scene.story(ev.ActivityFinished) == [("T+09:00", "activity-finished repair@coast#1")]


def test_without_a_word_it_is_one_at_once_for_the_whole_exercise() -> None:
    scene = play(harbour(), lend("T+01:00"), "T+71:59")
    assert ships(scene) == [("T+01:00", "resource-changed ship 2")]


def test_taken_back_it_finishes_the_job_it_is_at() -> None:
    scene = play(
        harbour(0),
        lend("T+01:00"),
        repair("T+02:00"),
        ("T+03:00", "inland", cmd.StandDown(f"{LEND}@inland#1", "we need it ourselves")),
        "T+24:00",
    )
    assert ships(scene) == [("T+01:00", "resource-changed ship 1"), ("T+03:00", "resource-changed ship 0")]
    assert scene.story(ev.ActivityFinished) == [("T+05:00", "activity-finished repair@coast#1")]
    pool = scene.world.pools["ship"]
    assert (pool.capacity, pool.used) == (0, 0)


def test_taken_back_on_its_way_it_never_comes() -> None:
    back = ("T+02:00", "inland", cmd.StandDown(f"{LEND}@inland#1"))
    assert ships(play(harbour(**TERMS), lend("T+01:00"), back, "T+24:00")) == []


def test_only_who_has_one_lends_it_and_not_twice_at_once() -> None:
    with pytest.raises(NotAllowed, match="only Inland may do this"):
        play(harbour(), ("T+01:00", "coast", cmd.Order(LEND)))
    with pytest.raises(Refused, match="under way already"):
        play(harbour(), lend("T+01:00"), lend("T+02:00"))
    again = play(harbour(**TERMS), lend("T+01:00"), lend("T+16:00"), "T+24:00")
    assert ships(again)[-1] == ("T+20:00", "resource-changed ship 3")
