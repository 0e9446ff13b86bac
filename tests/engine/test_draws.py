"""What is drawn, and what makes it longer or likelier: spreads, chances, tired people, arrivals."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from exercise.domain import commands as cmd
from exercise.domain import events as ev
from exercise.engine.streams import Streams
from exercise.scenario.model import Scenario
from exercise.scenario.quantities import HOUR, Fixed, Lognormal, Spread, Triangle
from tests.scenes import Scene, change, drill, play

MANY = 4000


def desk(agencies: dict[str, Any] | None = None, **activities: dict[str, Any]) -> Scenario:
    """Two agencies, how tired each is, and what can be done."""
    return drill(
        agencies=agencies or {"coast": {"name": "Coast"}, "inland": {"name": "Inland"}},
        assets={"link": {"kind": "cable"}},
        flags={"storm": {"name": "Storm"}},
        indicators={
            "trust": {"name": "Trust", "start": 50},
            "fatigue": {"name": "Fatigue", "each": True, "start": 50, "range": "0..100"},
            "load": {"name": "Load", "start": 30, "range": "10..50"},
            "awareness": {"name": "Awareness", "each": True, "derived": "awareness"},
        },
        facts={"ais-gap": {"text": "A gap", "ought_to_know": ["coast"], "known_to": ["coast"]}},
        activities={name: {"name": name.title()} | part for name, part in activities.items()},
    )


def takes(scene: Scene) -> list[int | None]:
    return [record.event.takes for record in scene.happened(ev.StageBegun)]


def order(time: str, activity: str, by: str = "coast", target: str = "") -> tuple[str, str, cmd.Order]:
    return (time, by, cmd.Order(activity, target))


# --- spreads


def drawn(spread: Spread) -> list[int]:
    streams = Streams("seed")
    return sorted(streams.takes(f"it/{number}", spread) for number in range(MANY))


def test_a_triangle_keeps_to_its_ends_and_leans_to_its_mode() -> None:
    seconds = drawn(Triangle.model_validate({"min": "2h", "mode": "3h", "max": "8h"}))
    assert 2 * HOUR <= seconds[0] < seconds[-1] <= 8 * HOUR
    # The mean of a triangle is the mean of its corners.
    assert sum(seconds) / MANY == pytest.approx((2 + 3 + 8) / 3 * HOUR, rel=0.02)
    # One sixth of it lies below the mode.
    assert sum(second < 3 * HOUR for second in seconds) / MANY == pytest.approx(1 / 6, abs=0.02)


def test_half_of_a_lognormal_lies_below_its_median_and_a_twentieth_above_its_p95() -> None:
    seconds = drawn(Lognormal.model_validate({"median": "11d", "p95": "20d"}))
    assert seconds[MANY // 2] == pytest.approx(11 * 24 * HOUR, rel=0.03)
    assert seconds[MANY * 95 // 100] == pytest.approx(20 * 24 * HOUR, rel=0.05)


def test_a_spread_without_width_is_no_gamble() -> None:
    assert set(drawn(Triangle.model_validate({"min": "2h", "mode": "2h", "max": "2h"}))) == {2 * HOUR}
    assert set(drawn(Lognormal.model_validate({"median": "2h", "p95": "2h"}))) == {2 * HOUR}
    assert set(drawn(Fixed(77))) == {77}


def test_a_chance_comes_about_as_often_as_it_says() -> None:
    streams = Streams("seed")
    assert sum(streams.happens(f"it/{number}", 0.3) for number in range(MANY)) / MANY == pytest.approx(
        0.3, abs=0.02
    )
    assert not any(streams.happens(f"it/{number}", 0.0) for number in range(MANY))
    assert all(streams.happens(f"it/{number}", 1.0) for number in range(MANY))


def test_a_stream_gives_the_same_whenever_it_is_asked() -> None:
    spread = Triangle.model_validate({"min": "1h", "mode": "2h", "max": "9h"})
    streams = Streams("seed")
    first = streams.takes("a", spread)
    streams.takes("b", spread)
    assert streams.takes("a", spread) == first
    assert Streams("other seed").takes("a", spread) != first


def test_the_dice_fall_as_they_always_did() -> None:
    """Old logs are re-simulated: a number drawn once must never become another one."""
    streams = Streams("seed")
    triangle = Triangle.model_validate({"min": "1h", "mode": "2h", "max": "9h"})
    lognormal = Lognormal.model_validate({"median": "2h", "p95": "6h"})
    fell = (
        streams.takes("a", triangle),
        streams.takes("a", lognormal),
        streams.gap("a", 2.0),
        streams.happens("a", 0.5),
    )
    assert fell == (18256, 13740, 2320, False)


# --- chances


def test_what_is_sure_happens_and_otherwise_something_else_does() -> None:
    ask = {
        "chances": [
            {
                "name": "heard",
                "chance": "100%",
                "then": [{"add": {"trust": 1}}],
                "otherwise": [{"add": {"trust": 10}}],
            },
            {
                "name": "loved",
                "chance": "0%",
                "then": [{"add": {"trust": 20}}],
                "otherwise": [{"add": {"trust": 4}}],
            },
        ]
    }
    scene = play(desk(ask=ask), order("T+01:00", "ask"))
    assert scene.story(ev.ChanceFell) == [
        ("T+01:00", "chance-fell ask@coast#1 heard happened"),
        ("T+01:00", "chance-fell ask@coast#1 loved"),
    ]
    assert scene.world.indicators["trust", ""].value == 55


def test_a_scaled_chance_is_never_more_than_sure_and_may_become_none() -> None:
    ask = {"chances": [{"name": "heard", "chance": "60%"}]}
    surely = play(
        desk(ask=ask),
        change("T+01:00", {"scale": "chances", "of": "ask", "by": "+100%"}),
        order("T+02:00", "ask"),
    )
    never = play(
        desk(ask=ask),
        change("T+01:00", {"scale": "chances", "of": "ask", "by": "-100%"}),
        order("T+02:00", "ask"),
    )
    assert surely.happened(ev.ChanceFell)[0].event.happened
    assert not never.happened(ev.ChanceFell)[0].event.happened


def test_a_chance_of_a_stage_falls_when_the_stage_is_over() -> None:
    dive = {
        "stages": [
            {"takes": "1h", "chances": [{"name": "anchor", "chance": "100%", "then": [{"flag": "storm"}]}]},
            {"takes": "1h"},
        ]
    }
    scene = play(desk(dive=dive), order("T+01:00", "dive"), "T+09:00")
    assert scene.story(ev.ChanceFell, ev.FlagRaised) == [
        ("T+02:00", "chance-fell dive@coast#1 anchor happened"),
        ("T+02:00", "flag-raised storm"),
    ]


# --- what makes it longer


@pytest.mark.parametrize(
    ("slowings", "hours"),
    [
        ([{"indicator": "fatigue", "at_full": "60%"}], 1.3),  # half tired: half of 60% more
        ([{"indicator": "load", "at_full": "40%"}], 1.2),  # 30 lies half way from 10 to 50
        ([{"indicator": "fatigue", "at_full": "60%"}, {"indicator": "load", "at_full": "40%"}], 1.3 * 1.2),
        ([{"indicator": "awareness", "at_full": "50%"}], 1.5),  # coast knows all that it ought to
    ],
)
def test_tired_people_are_slower(slowings: list[dict[str, str]], hours: float) -> None:
    scene = play(desk(scan={"takes": "1h", "slowed_by": slowings}), order("T+01:00", "scan"))
    assert takes(scene) == [round(hours * HOUR)]


def test_background_work_of_nobody_is_slowed_by_nobodys_fatigue() -> None:
    noise = {
        "who": "background",
        "starts": {"at": "T+01:00"},
        "takes": "1h",
        "slowed_by": [{"indicator": "fatigue", "at_full": "60%"}],
    }
    assert takes(play(desk(noise=noise), "T+04:00")) == [HOUR]


def test_scales_of_a_duration_multiply_while_they_last() -> None:
    scene = play(
        desk(scan={"takes": "1h"}),
        change("T+01:00", {"scale": "durations", "of": "scan", "by": "-50%"}),
        change("T+02:00", {"scale": "durations", "of": "scan", "by": "-50%", "lasts": "2h"}),
        order("T+03:00", "scan"),
        order("T+05:00", "scan"),
    )
    assert takes(scene) == [HOUR // 4, HOUR // 2]


def test_nothing_takes_less_than_no_time() -> None:
    scene = play(
        desk(scan={"takes": "1h"}),
        change("T+01:00", {"scale": "durations", "of": "scan", "by": "-150%"}),
        order("T+02:00", "scan"),
    )
    assert takes(scene) == [0]


def phone_book(fresh: bool) -> dict[str, Any]:
    return {
        "coast": {"name": "Coast", "contacts": {"inland": {"fresh": fresh, "costs": "90min"}}},
        "inland": {"name": "Inland"},
    }


@pytest.mark.parametrize(("fresh", "first"), [(True, 60), (False, 150)])
def test_a_stale_point_of_contact_costs_time_once(fresh: bool, first: int) -> None:
    ask = {"reaches": "inland", "stages": [{"takes": "1h"}, {"takes": "2h"}]}
    scene = play(desk(phone_book(fresh), ask=ask), order("T+01:00", "ask"), "T+09:00")
    assert takes(scene) == [first * 60, 2 * HOUR]


def test_the_contact_may_be_the_target_and_those_without_an_entry_are_reached_at_once() -> None:
    ask = {"target": {"kind": "agency"}, "reaches": "target", "takes": "1h"}
    scene = play(
        desk(phone_book(fresh=False), ask=ask),
        order("T+01:00", "ask", "coast", "inland"),
        order("T+01:00", "ask", "inland", "coast"),
    )
    assert takes(scene) == [HOUR + 90 * 60, HOUR]


def test_a_stale_contact_costs_its_time_also_when_the_call_itself_takes_none() -> None:
    scene = play(desk(phone_book(fresh=False), ask={"reaches": "inland"}), order("T+01:00", "ask"), "T+09:00")
    assert scene.story(ev.ActivityFinished) == [("T+02:30", "activity-finished ask@coast#1")]


# --- what comes by itself


def noise(**starts: Any) -> dict[str, Any]:
    return {"who": "background", "starts": starts, "takes": "10min"}


def test_background_work_starts_at_its_time() -> None:
    scene = play(desk(noise=noise(at="T+03:00")), "T+09:00")
    assert scene.story(ev.ActivityOrdered) == [("T+03:00", "activity-ordered noise#1 noise")]


def test_background_work_starts_once_when_something_becomes_so() -> None:
    scene = play(
        desk(noise=noise(when={"flag": "storm"}, at_agencies=["coast"])),
        change("T+01:00", {"flag": "storm", "lasts": "1h"}),
        change("T+05:00", {"flag": "storm"}),
        "T+09:00",
    )
    assert scene.story(ev.ActivityOrdered) == [("T+01:00", "activity-ordered noise@coast#1 noise coast")]


def test_background_work_does_not_start_when_it_has_no_chance_or_something_speaks_against_it() -> None:
    quiet = desk(
        never=noise(at="T+03:00", chance="0%"),
        unwanted=noise(at="T+03:00", unless={"flag": "storm"}),
        sure=noise(at="T+03:00"),
    )
    scene = play(quiet, change("T+01:00", {"flag": "storm"}), "T+09:00")
    assert [record.event.activity for record in scene.happened(ev.ActivityOrdered)] == ["sure"]


def test_arrivals_come_as_often_as_they_should_at_each_agency() -> None:
    scene = play(desk(noise=noise(every="4 per 8h", at_agencies=["coast", "inland"])), "T+90d00:00")
    expected = 90 * 24 / 2
    for agency in ("coast", "inland"):
        came = [record.tick for record in scene.happened(ev.ActivityOrdered) if record.event.agency == agency]
        # Four standard deviations of a Poisson count.
        assert abs(len(came) - expected) < 4 * expected**0.5
        gaps = [after - before for before, after in pairwise(came)]
        mean = sum(gaps) / len(gaps)
        # As irregular as chance: the deviation of an exponential gap is its mean.
        assert (sum((gap - mean) ** 2 for gap in gaps) / len(gaps)) ** 0.5 == pytest.approx(mean, rel=0.15)


def test_half_of_the_arrivals_come_to_something() -> None:
    scene = play(desk(noise=noise(every="1 per h", chance="50%")), "T+60d00:00")
    expected = 60 * 24 / 2
    assert abs(len(scene.happened(ev.ActivityOrdered)) - expected) < 4 * expected**0.5


def test_arrivals_eat_the_staff_of_their_agency() -> None:
    alarm = noise(every="60 per h", at_agencies=["coast"]) | {"uses": {"analysts": 1}, "takes": "1h"}
    staff = {
        "coast": {"name": "Coast", "staff": {"analysts": 2}},
        "inland": {"name": "Inland", "staff": {"analysts": 2}},
    }
    scene = play(desk(staff, noise=alarm), "T+02:00")
    assert (scene.world.pools["coast/analysts"].used, scene.world.pools["inland/analysts"].used) == (2, 0)
