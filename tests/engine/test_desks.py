"""Controllers among themselves: items of the queue, authority, the lead."""

from __future__ import annotations

from typing import Any

import pytest

from exercise.domain import commands as cmd
from exercise.domain import events as ev
from exercise.domain.tasks import cell_now
from exercise.errors import Refused
from exercise.scenario.model import Scenario
from tests.scenes import EXCON, Scene, drill, inject, play

OVERDUE = "overdue/loss/0"


def celled(**parts: Any) -> Scenario:
    """Two cells, an agency each; an answer of the coast is overdue from T+02:00."""
    agencies = {"coast": {"name": "Coast", "cell": "north"}, "inland": {"name": "Inland", "cell": "south"}}
    injects = {
        "loss": inject(at="T+01:00", expect=[{"reply": True, "within": "1h"}]),
        "both": inject(at="T+09:00", to=["coast", "inland"]),
    }
    cells = {"north": {"name": "North"}, "south": {"name": "South"}}
    return drill(agencies=agencies, cells=cells, injects=injects, **parts)


def taken(scene: Scene) -> dict[str, str]:
    return {task: claim.seat for task, claim in scene.world.excon.claims.items()}


def test_two_do_not_both_do_it() -> None:
    scene = play(celled(), ("T+03:00", EXCON, cmd.TakeTask(OVERDUE, "cell-north")))
    assert taken(scene) == {OVERDUE: "cell-north"}
    with pytest.raises(Refused, match="taken by cell-north"):
        scene.play(("T+03:01", EXCON, cmd.TakeTask(OVERDUE, "central")))
    scene.play(("T+03:02", EXCON, cmd.GiveBackTask(OVERDUE)), ("T+03:03", EXCON, cmd.TakeTask(OVERDUE)))
    assert taken(scene) == {OVERDUE: EXCON}
    assert scene.story(ev.TaskTaken)[0][1].endswith("north")


def test_an_item_goes_to_another_cell_or_seat() -> None:
    scene = play(
        celled(),
        ("T+03:00", EXCON, cmd.TakeTask(OVERDUE, "cell-north")),
        ("T+03:05", EXCON, cmd.HandOverTask(OVERDUE, "south", why="lunch")),
    )
    assert taken(scene) == {}
    assert cell_now(scene.engine.scenario, scene.world, OVERDUE) == "south"
    scene.play(("T+03:06", EXCON, cmd.HandOverTask(OVERDUE, "centre", "central")))
    assert taken(scene) == {OVERDUE: "central"}
    assert cell_now(scene.engine.scenario, scene.world, OVERDUE) == ""


def test_what_a_seat_took_waits_again_when_it_has_gone() -> None:
    scene = play(
        celled(),
        ("T+03:00", EXCON, cmd.TakeTask(OVERDUE, "cell-north")),
        ("T+03:00", EXCON, cmd.TakeTask("silent/coast", "cell-north")),
        ("T+03:00", EXCON, cmd.TakeTask("silent/inland", "cell-south")),
        ("T+03:10", EXCON, cmd.ClearDesk("cell-north", "gone")),
    )
    assert taken(scene) == {"silent/inland": "cell-south"}


def test_what_was_put_away_is_nobodys_until_it_is_given_back_taken_or_handed_over() -> None:
    scene = play(
        celled(),
        ("T+03:00", EXCON, cmd.TakeTask(OVERDUE, "cell-north")),
        ("T+03:05", EXCON, cmd.PutAwayTask(OVERDUE, "said by phone", "central")),
    )
    assert taken(scene) == {}
    away = scene.world.excon.away[OVERDUE]
    assert (away.seat, away.why) == ("central", "said by phone")
    for again in (cmd.GiveBackTask(OVERDUE), cmd.TakeTask(OVERDUE), cmd.HandOverTask(OVERDUE, "south")):
        scene.play(("T+03:10", EXCON, again))
        assert scene.world.excon.away == {}
        scene.play(("T+03:10", EXCON, cmd.PutAwayTask(OVERDUE)))


@pytest.mark.parametrize(
    ("item", "cell"),
    [
        (OVERDUE, "north"),
        ("soon/both", ""),
        ("silent/inland", "south"),
        ("asked/coast/7", "north"),
        ("stop", ""),
    ],
)
def test_every_item_has_a_cell(item: str, cell: str) -> None:
    scene = play(celled(), "T+03:00")
    assert cell_now(scene.engine.scenario, scene.world, item) == cell


def test_authority_moves_and_comes_back() -> None:
    scene = play(celled(), ("T+03:00", EXCON, cmd.MoveAuthority("north", "south", "night shift")))
    assert scene.world.excon.holder("north") == "south"
    assert cell_now(scene.engine.scenario, scene.world, OVERDUE) == "south"
    scene.play(("T+03:10", EXCON, cmd.MoveAuthority("north", "centre", "south is busy")))
    assert cell_now(scene.engine.scenario, scene.world, OVERDUE) == ""
    scene.play(("T+03:20", EXCON, cmd.MoveAuthority("north", "north", "rested")))
    assert scene.world.excon.authority == {}


def test_before_startex_too() -> None:
    from exercise.engine.engine import Engine

    engine = Engine(celled(), "seed", lambda record: None)
    engine.submit(EXCON, cmd.MoveAuthority("north", "south", "nobody came"))
    engine.submit(EXCON, cmd.MoveLead("central", "the lead is ill"))
    assert (engine.world.excon.authority, engine.world.excon.lead) == ({"north": "south"}, "central")


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (cmd.TakeTask("overdue/loss/7"), "no item of the queue"),
        (cmd.TakeTask("overdue/loss/" + "9" * 5000), "no item of the queue"),
        (cmd.TakeTask("call/no-such"), "no item of the queue"),
        (cmd.TakeTask(""), "no item of the queue"),
        (cmd.GiveBackTask(OVERDUE), "nobody has taken"),
        (cmd.PutAwayTask("overdue/loss/7"), "no item of the queue"),
        (cmd.PutAwayTask("soon/both"), "stands still until a controller acts"),
        (cmd.HandOverTask(OVERDUE), "which cell or seat"),
        (cmd.HandOverTask(OVERDUE, "west"), "no cell"),
        (cmd.HandOverTask(OVERDUE, "north"), "already"),
        (cmd.ClearDesk("central"), "nothing is taken"),
        (cmd.MoveAuthority("west", "south", "why"), "no cell"),
        (cmd.MoveAuthority("centre", "south", "why"), "no cell"),
        (cmd.MoveAuthority("north", "north", "why"), "lies there"),
        (cmd.MoveAuthority("north", "south", ""), "give a reason"),
        (cmd.MoveLead("central", ""), "give a reason"),
        (cmd.MoveLead("", "why"), "no seat"),
    ],
    ids=str,
)
def test_what_cannot_be_is_said(command: cmd.AnyCommand, why: str) -> None:
    with pytest.raises(Refused, match=why):
        play(celled(), ("T+03:00", EXCON, command))
