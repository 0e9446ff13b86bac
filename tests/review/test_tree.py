"""The world as a tree with causes, and truth beside what each agency has reason to believe."""

from __future__ import annotations

from exercise.domain import commands as cmd
from exercise.review.picture import Picture
from exercise.scenario.model import Scenario
from exercise.scenario.quantities import parse_time
from tests.scenes import EXCON, Move, change, drill, play

NODE = {"kind": "node"}


def world() -> Scenario:
    return drill(
        assets={
            "grid": NODE | {"name": "Power grid"},
            "hall": NODE | {"name": "Hall B", "needs": [{"asset": "grid", "autonomy": "2h"}]},
            "cable": NODE | {"name": "Cable", "capacity": "40 Gb/s"},
            "radio": NODE | {"name": "Radio", "capacity": "10 Gb/s"},
        },
        services={
            "portal": {"name": "Portal", "needs": [{"asset": "hall"}]},
            "net": {
                "name": "Internet",
                "supplied_by": ["cable", "radio"],
                "demand": {"peak": "50 Gb/s"},
            },
            "tax": {"name": "Tax", "needs": [{"asset": "hall"}, {"any": ["cable", "radio"]}]},
        },
    )


def told(at: str, *moves: Move) -> list[str]:
    """The tree as lines: indented, with the level and the cause."""
    scene = play(world(), *moves, at)
    picture = Picture(scene.engine.scenario)
    picture.take_all(scene.records)
    return [
        f"{'  ' * row.depth}{row.name} {row.level:.0%}{': ' + row.cause if row.cause else ''}"
        f"{' (above)' if row.above else ''}"
        for row in picture.tree(parse_time(at))
    ]


def test_what_is_whole_has_no_cause() -> None:
    assert told("T+01:00") == [
        "Portal 100%",
        "  Hall B 100%",
        "    Power grid 100%",
        "Internet 100%",
        "  Cable 100%",
        "  Radio 100%",
        "Tax 100%",
        "  Hall B 100% (above)",
        "  Cable 100%",
        "  Radio 100%",
    ]


def test_a_battery_bridges_and_says_for_how_long() -> None:
    lines = told("T+01:30", change("T+01:00", {"damage": "grid"}))
    assert lines[:3] == [
        "Portal 100%",
        "  Hall B 100%: no Power grid, lasts 1h30 more",
        "    Power grid 0%: itself broken",
    ]


def test_then_everything_that_stands_on_it_says_why() -> None:
    lines = told(
        "T+04:00", change("T+01:00", {"damage": "grid"}), change("T+02:00", {"damage": "cable", "to": "50%"})
    )
    assert lines == [
        "Portal 0%: no Hall B",
        "  Hall B 0%: no Power grid",
        "    Power grid 0%: itself broken",
        "Internet 60%: gets 30 of 50 Gb/s",
        "  Cable 50%: itself at 50%",
        "  Radio 100%",
        "Tax 0%: no Hall B",
        "  Hall B 0%: no Power grid (above)",
        "  Cable 50%: itself at 50%",
        "  Radio 100%",
    ]


def test_truth_beside_what_each_agency_has_reason_to_believe() -> None:
    scenario = drill(
        assets={"cable": NODE | {"name": "Cable"}},
        hypotheses={
            "sabotage": {"name": "Sabotage", "prior": "50%"},
            "accident": {"name": "Accident", "prior": "50%"},
        },
        truth={"cable": "accident"},
        facts={
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
        },
    )
    scene = play(scenario, ("T+01:00", EXCON, cmd.Pause()))
    picture = Picture(scenario)
    picture.take_all(scene.records)
    rows = picture.standings()
    assert [(row.short, row.about, row.truth, row.share, row.likeliest, row.misled) for row in rows] == [
        ("Coast", "Cable", "Accident", 20, "Sabotage", True),
        # 0.2 x 0.9 against 0.8 x 0.1: nine to four.
        ("Inland", "Cable", "Accident", 69, "Accident", False),
    ]
    assert [row.facts for row in rows] == [1, 2]
