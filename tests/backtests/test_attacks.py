"""Attacks on governments and elections, against the durations of the domain study, D.4 and D.5."""

from __future__ import annotations

from typing import Any

from exercise.scenario.library import find_scenario
from exercise.scenario.load import load
from exercise.scenario.quantities import Triangle
from tests.backtests.history import (
    DAY,
    HOUR,
    Played,
    Tell,
    place_of,
    raised,
    replay,
    report,
    triangle,
    within,
)

BACKGROUND = {"kind": "background", "who": "background"}


def test_montenegro_2022(record_property: Tell) -> None:
    """First attacks on 20 August 2022; on day 23 headquarters were unplugged and the main sites down [S62e].

    The study gives 3/14/30 days until a government's essential services are back. History is a lower bound here:
    a government still offline on day 23 must not be beyond what the model thinks possible.
    """
    restore = {
        "name": "Restore",
        **BACKGROUND,
        "starts": {"at": "T+00:00"},
        "stages": [{"takes": triangle(3, 14, 30, unit="d"), "then": [{"flag": "back"}]}],
    }
    case = {"flags": {"back": {"name": "Services are back"}}, "activities": {"restore": restore}}
    outcomes = replay(case, raised("back", unit=DAY), until=60 * DAY)
    report(record_property, "Montenegro 2022, still offline", 23, outcomes, "days", more="more than ")
    assert within(23, outcomes)


def outage(played: Played) -> float:
    """Hours for which the results site could not be reached."""
    world = played.engine.world
    return (world.flags["over"] - world.flags["begun"]) / HOUR if "begun" in world.flags else 0.0


def test_the_results_site_of_north_macedonia_2020(record_property: Tell) -> None:
    """Down for more than three hours from the close of the polls on 15 July 2020 [S69].

    No protection was in place, so a wave is felt with a chance of 40/70/95 percent (D.5, here 70); it lasts 0.2/3/12
    hours, or until emergency scrubbing is on, 1/4/24 hours after it began.
    """
    over = {"all": [{"flag": "begun"}, {"any": [{"flag": "ebbed"}, {"flag": "scrubbed"}]}]}

    def after_it_began(spread: tuple[float, float, float], flag: str) -> dict[str, Any]:
        stages = [{"takes": triangle(*spread, unit="h"), "then": [{"flag": flag}]}]
        return {"name": flag, **BACKGROUND, "starts": {"when": {"flag": "begun"}}, "stages": stages}

    felt = {"name": "felt", "chance": "70%", "then": [{"flag": "begun"}]}
    case = {
        "flags": {name: {"name": name} for name in ("begun", "ebbed", "scrubbed", "over")},
        "activities": {
            "wave": {"name": "Wave", **BACKGROUND, "starts": {"at": "T+00:01"}, "chances": [felt]},
            "ebb": after_it_began((0.2, 3, 12), "ebbed"),
            "scrubbing": after_it_began((1, 4, 24), "scrubbed"),
            "end": {"name": "End", **BACKGROUND, "starts": {"when": over}, "then": [{"flag": "over"}]},
        },
    }
    outcomes = replay(case, outage, until=3 * DAY)
    report(
        record_property, "North Macedonia 2020, results site down", 3, outcomes, "hours", more="more than "
    )
    assert within(3, outcomes)
    # More than three hours is no freak of the model: about every second evening is one.
    assert 0.3 < place_of(3, outcomes) < 0.7


def test_how_long_a_rumour_runs_before_it_is_checked(record_property: Tell) -> None:
    """Fact-checks follow a false story by about 13 hours [S73]; the study's spread is 4/13/24 hours.

    The action that players order takes as long.
    """
    check = {
        "name": "Fact-check",
        **BACKGROUND,
        "starts": {"when": {"indicator": "reach", "above": 2}},
        "stages": [{"takes": triangle(4, 13, 24, unit="h"), "then": [{"flag": "checked"}]}],
    }
    case = {
        "flags": {"checked": {"name": "Checked"}},
        "indicators": {
            "reach": {
                "name": "Reach",
                "start": 2,
                "good": "low",
                "spreads": {"rate": "0.1 per h", "ceiling": "60%", "seed": "2%"},
            }
        },
        "activities": {"check": check},
    }
    outcomes = replay(case, raised("checked", unit=HOUR), until=3 * DAY)
    report(record_property, "Debunk lag", 13, outcomes, "hours")
    assert within(13, outcomes)
    action = load(find_scenario("deep-line")).scenario.activities["fact-check"]
    assert action.takes == Triangle.model_validate(triangle(4, 13, 24, unit="h"))
