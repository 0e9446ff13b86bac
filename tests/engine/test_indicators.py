"""Stocks with a number: exact curves, and levels reached at the right second between two events."""

from __future__ import annotations

from math import exp, log
from typing import Any

import pytest

from exercise.domain.events import IndicatorMoved, InjectReleased
from exercise.scenario.model import Scenario
from tests.scenes import Scene, change, drill, inject, play


def stock(indicator: dict[str, Any], **when: float) -> Scenario:
    """One indicator, and an inject that goes out when it lies below or above a level."""
    return drill(
        flags={"storm": {"name": "Storm"}},
        indicators={"trust": {"name": "Trust"} | indicator},
        injects={"call": inject(when={"indicator": "trust"} | when)},
    )


def called(scene: Scene) -> list[str]:
    return [time for time, _ in scene.story(InjectReleased)]


def value(scene: Scene, name: str = "trust", agency: str = "") -> float:
    return scene.world.indicators[name, agency].at(scene.engine.tick)


@pytest.mark.parametrize(
    ("drift", "when", "at"),
    [
        # 20 + 3 h reaches 26 after two hours; at the level counts as above.
        ("+3 per h", {"above": 26}, "T+02:00"),
        # Ten sevenths of an hour are 5142.86 s.
        ("+7 per h", {"above": 30}, "T+01:25:43"),
        # At 17 it is not yet below 17.
        ("-3 per h", {"below": 17}, "T+01:00:01"),
        ("-24 per d", {"below": 17.5}, "T+02:30:01"),
    ],
)
def test_a_straight_line_reaches_a_level_at_the_second(drift: str, when: dict[str, float], at: str) -> None:
    assert called(play(stock({"start": 20, "drifts": [{"change": drift}]}, **when), "T+24:00")) == [at]


def test_a_line_that_goes_the_other_way_never_gets_there() -> None:
    assert called(play(stock({"start": 20, "drifts": [{"change": "-3 per h"}]}, above=26), "T+72:00")) == []


def test_settling_halves_the_distance_every_half_life() -> None:
    scene = play(stock({"start": 100, "settles": {"toward": 20, "half_life": "1h"}}, below=50), "T+02:00")
    # 80 · 2^-t = 30 at t = log2(8/3) h = 5094.1 s
    assert called(scene) == ["T+01:24:55"]
    assert value(scene) == pytest.approx(40)


def test_settling_upward_never_reaches_its_target() -> None:
    scene = play(stock({"start": 0, "settles": {"toward": 60, "half_life": "2h"}}, above=60), "T+24:00")
    assert called(scene) == []
    assert value(scene) == pytest.approx(60 - 60 / 2**12)


def test_a_rumour_grows_to_half_of_its_ceiling_after_the_logarithm_of_its_odds() -> None:
    rumour = {"spreads": {"rate": "+1 per h", "ceiling": "80%", "seed": "1%"}}
    # From 1 of 80: ln(79) h = 15730.01 s
    scene = play(stock(rumour, above=40), "T+05:00")
    assert called(scene) == ["T+04:22:11"]
    assert value(scene) == pytest.approx(80 / (1 + 79 * exp(-5)))


def test_a_drift_waits_for_its_condition_and_the_level_is_found_from_there() -> None:
    calm = stock({"start": 50, "drifts": [{"while": {"flag": "storm"}, "change": "-1.5 per h"}]}, below=47)
    scene = play(calm, change("T+01:00", {"flag": "storm"}), "T+12:00")
    assert called(scene) == ["T+03:00:01"]


def test_a_push_between_two_moments_moves_the_second_at_which_a_level_is_reached() -> None:
    calm = stock({"start": 50, "drifts": [{"change": "-6 per h"}]}, below=44)
    scene = play(calm, change("T+00:30", {"add": {"trust": +3}}), "T+12:00")
    assert called(scene) == ["T+01:30:01"]


def test_a_drift_stops_with_its_condition_and_the_inject_never_goes_out() -> None:
    calm = stock({"start": 50, "drifts": [{"while": {"flag": "storm"}, "change": "-1.5 per h"}]}, below=47)
    scene = play(calm, change("T+01:00", {"flag": "storm", "lasts": "2h"}), "T+48:00")
    assert called(scene) == []
    assert value(scene) == pytest.approx(47)


def test_two_drivers_that_switch_together_make_one_new_stretch() -> None:
    both = {
        "start": 50,
        "drifts": [{"while": {"flag": "storm"}, "change": f"{by} per h"} for by in ("+4", "-1")],
    }
    scene = play(stock(both, above=100), change("T+01:00", {"flag": "storm"}), "T+02:00")
    assert scene.story(IndicatorMoved) == [("T+01:00", "indicator-moved trust 50 3 0 0 0 0")]
    assert value(scene) == pytest.approx(53)


def test_drift_and_settling_find_their_balance() -> None:
    scene = play(
        stock(
            {"start": 50, "settles": {"toward": 50, "half_life": "1h"}, "drifts": [{"change": "+10 per h"}]},
            above=99,
        ),
        "T+48:00",
    )
    assert value(scene) == pytest.approx(50 + 10 / log(2))


def test_an_indicator_stays_in_its_range() -> None:
    scene = play(
        stock({"start": 50, "range": "0..60", "drifts": [{"change": "+5 per h"}]}, above=60),
        change("T+01:00", {"set": {"trust": 58}}),
        "T+09:00",
    )
    assert called(scene) == ["T+01:24"]
    assert value(scene) == 60
    scene.play(change("T+09:00", {"add": {"trust": -500}}))
    assert value(scene) == 0


def test_a_scale_of_drift_lasts_its_time() -> None:
    scene = play(
        stock({"start": 0, "drifts": [{"change": "+2 per h"}]}, above=99),
        change("T+01:00", {"scale": "drift", "of": "trust", "by": "+50%", "lasts": "2h"}),
        "T+04:00",
    )
    assert value(scene) == pytest.approx(2 + 3 * 2 + 2)


def test_every_agency_has_its_own() -> None:
    crews = drill(
        indicators={
            "fatigue": {"name": "Fatigue", "each": True, "start": 10, "drifts": [{"change": "+2 per h"}]}
        },
        injects={"tired": inject(when={"indicator": "fatigue", "of": "inland", "above": 20})},
    )
    scene = play(crews, change("T+01:00", {"add": {"fatigue": 6}, "of": "inland"}), "T+04:00")
    assert called(scene) == ["T+02:00"]
    assert (value(scene, "fatigue", "coast"), value(scene, "fatigue", "inland")) == (18, 24)


def test_everyone_is_moved_at_once() -> None:
    crews = drill(indicators={"fatigue": {"name": "Fatigue", "each": True}})
    scene = play(crews, change("T+01:00", {"add": {"fatigue": 6}, "of": "everyone"}))
    assert scene.story(IndicatorMoved) == [
        ("T+01:00", "indicator-moved fatigue 6 coast 0 0 0 0 0"),
        ("T+01:00", "indicator-moved fatigue 6 inland 0 0 0 0 0"),
    ]
