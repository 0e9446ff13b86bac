"""A scenario that sets itself off for ever is stopped with a word, and never hangs a drill."""

from __future__ import annotations

import pytest

from exercise.domain import commands as cmd
from exercise.errors import GoesRound
from tests.scenes import EXCON, drill, play


def test_activities_that_start_each_other_in_no_time_are_stopped() -> None:
    scenario = drill(
        activities={
            "a": {"name": "A", "then": [{"start": "b"}]},
            "b": {"name": "B", "then": [{"start": "a"}]},
        }
    )
    with pytest.raises(GoesRound, match="activity-ordered") as stopped:
        play(scenario, ("T+01:00", "coast", cmd.Order("a")))
    assert stopped.value.tick == 3600


def test_a_floor_that_switches_itself_is_stopped() -> None:
    scenario = drill(
        assets={"grid": {"kind": "grid"}},
        services={
            "power": {
                "name": "Power",
                "needs": [{"asset": "grid"}],
                "floor": {"level": "50%", "while": {"service": "power", "below": "40%"}},
            }
        },
    )
    with pytest.raises(GoesRound, match="service-changed"):
        play(scenario, ("T+01:00", EXCON, cmd.Override(({"damage": "grid"},), "storm")), "T+02:00")


def test_many_conditions_at_once_are_no_circle() -> None:
    many = {
        f"i{number}": {"from": "x", "to": "coast", "channel": "phone", "subject": "s", "text": "t"}
        for number in range(3000)
    }
    injects = {name: part | {"when": {"flag": "go"}} for name, part in many.items()}
    scene = play(
        drill(flags={"go": {"name": "Go"}}, injects=injects),
        ("T+01:00", EXCON, cmd.Override(({"flag": "go"},), "go")),
    )
    assert sum(state.status == "released" for state in scene.world.injects.values()) == 3000
