"""Other views of a pane: the world as a tree with causes, truth beside what agencies must believe."""

from __future__ import annotations

from typing import Any

import pytest

from exercise.domain import commands as cmd
from exercise.review.beliefs import evidence
from exercise.review.dependencies import TreeRow
from exercise.review.picture import Picture
from exercise.scenario.model import Scenario
from tests.scenes import EXCON, change, drill, play
from tests.tui.scripted import ScriptedLink, desk, screen_text, settle, until
from tui.screens.reading import Reading
from tui.screens.seat import SeatScreen
from tui.widgets.tree import Branches, shown

NODE = {"kind": "node"}
FACTS: dict[str, Any] = {
    "flag": {
        "text": "A foreign flag was seen.",
        "about": "cable",
        "likelihood": {"sabotage": "80%", "accident": "20%"},
        "known_to": ["coast", "inland"],
    },
    "anchor": {
        "text": "An anchor was lost.",
        "about": "cable",
        "likelihood": {"sabotage": "10%", "accident": "90%"},
        "known_to": ["inland"],
    },
}


def world() -> Scenario:
    return drill(
        assets={
            "grid": NODE | {"name": "Power grid"},
            "hall": NODE | {"name": "Hall B", "needs": [{"asset": "grid", "autonomy": "2h"}]},
            "cable": NODE | {"name": "Cable"},
        },
        services={
            "tax": {"name": "Tax", "needs": [{"asset": "cable"}]},
            "portal": {"name": "Portal", "needs": [{"asset": "hall"}, {"asset": "cable"}]},
        },
        hypotheses={
            "sabotage": {"name": "Sabotage", "prior": "50%"},
            "accident": {"name": "Accident", "prior": "50%"},
        },
        truth={"cable": "accident"},
        facts=FACTS,
    )


def link() -> ScriptedLink:
    """At T+01:30 the hall runs on its battery."""
    scene = play(world(), change("T+01:00", {"damage": "grid"}), ("T+01:30", EXCON, cmd.Pause()))
    return ScriptedLink(scene.records, scenario=scene.engine.scenario)


def row(path: str, *, level: float = 1.0, cause: str = "", above: bool = False) -> TreeRow:
    return TreeRow(path, path.rpartition("/")[2], "asset", path.count("/"), False, path, level, cause, above)


TREE = (
    row("portal", cause="no Hall, lasts 1h more"),
    row("portal/hall", level=0.0, cause="no Grid"),
    row("portal/hall/grid", level=0.0, cause="itself broken"),
    row("portal/cable"),
    row("portal/cable/station"),
    row("tax", level=0.0, cause="no Hall"),
    row("tax/hall", level=0.0, cause="no Grid", above=True),
)


def visible(branches: Branches) -> list[str]:
    return [each.id for each in shown(TREE, branches).rows]


def test_what_is_broken_stands_open_down_to_its_cause_and_the_rest_is_folded() -> None:
    branches = Branches()
    assert visible(branches) == ["portal", "portal/hall", "portal/hall/grid", "portal/cable", "tax"]
    tree = shown(TREE, branches)
    assert tree.folded == {"portal/cable", "tax"}
    assert set(tree.foldable) >= {"portal", "portal/hall", "portal/cable", "tax"}
    assert tree.shaky == {"portal", "portal/hall"}


def test_one_branch_is_flipped_and_all_are_opened_or_folded_again() -> None:
    branches = Branches()
    branches.flip("portal")
    assert visible(branches) == ["portal", "tax"]
    assert branches.flip_all()
    assert visible(branches) == [each.id for each in TREE]
    assert not branches.flip_all()
    assert visible(branches) == ["portal", "portal/hall", "portal/hall/grid", "portal/cable", "tax"]


@pytest.mark.parametrize("size", [(80, 24), (140, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_views_look_like_this(size: tuple[int, int], snapshot: Any) -> None:
    app = desk(link())
    async with app.run_test(size=size) as pilot:
        for keys in (["3"], ["f3"], ["2", "f3"]):
            for key in keys:
                await pilot.press(key)
                await settle(pilot)
            assert screen_text(app) == snapshot(name=f"{size[0]}x{size[1]} {' '.join(keys)}")


async def test_a_branch_folds_by_a_key_and_enter_says_why() -> None:
    app = desk(link())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        await settle(pilot)
        assert "no Power grid, lasts 1h" in screen_text(app)
        await pilot.press("f")
        await settle(pilot)
        assert "no Power grid" not in screen_text(app)
        await pilot.press("F")
        await settle(pilot)
        assert screen_text(app).count("Cable") == 2
        await pilot.press("home", "down", "down", "enter")
        await until(pilot, lambda: isinstance(app.screen, Reading))
        assert "Behind it" in screen_text(app)


async def test_enter_on_a_belief_looks_through_the_eyes_of_who_holds_it() -> None:
    app = desk(link())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2")
        await settle(pilot)
        await pilot.press("f3")
        await settle(pilot)
        assert "x misled  Coast" in screen_text(app)
        await pilot.press("enter", "enter")
        await settle(pilot)
        assert isinstance(app.screen, SeatScreen)
        assert app.screen.seat == "coast"


def test_evidence_says_where_it_points_and_who_else_could_tell() -> None:
    scene = play(world(), ("T+01:00", EXCON, cmd.Pause()))
    picture = Picture(scene.engine.scenario)
    picture.take_all(scene.records)
    rows = evidence(picture, "coast", "cable")
    assert [(each.text, each.since, each.points, each.others) for each in rows] == [
        ("A foreign flag was seen.", 0, "away from it", ("Inland",)),
        ("An anchor was lost.", None, "to the truth", ("Inland",)),
    ]
