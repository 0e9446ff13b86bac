"""Assets and services: batteries, scarce capacity, demand over the day, floors and stand-ins."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from exercise.domain.events import AssetLevelChanged, ReserveMoved, ServiceChanged
from exercise.scenario.model import Scenario
from tests.scenes import Scene, change, drill, play


def power(**need: Any) -> Scenario:
    """A station on the grid, and a cable that lands at the station."""
    return drill(
        assets={
            "cable": {"kind": "cable", "needs": [{"asset": "station"}]},
            "grid": {"kind": "grid"},
            "station": {"kind": "station", "needs": [{"asset": "grid"} | need]},
        }
    )


def levels(scene: Scene) -> list[tuple[str, str]]:
    return [
        (time, said.removeprefix("asset-level-changed ")) for time, said in scene.story(AssetLevelChanged)
    ]


def available(scene: Scene, service: str) -> list[tuple[str, float]]:
    """When the availability of a service changed, and to what."""
    found: list[tuple[str, float]] = []
    for (time, _), record in zip(scene.story(ServiceChanged), scene.happened(ServiceChanged), strict=True):
        if record.event.service == service and (not found or found[-1][1] != record.event.available):
            found.append((time, record.event.available))
    return found


def test_a_lost_need_bites_when_the_battery_is_empty_and_a_cascade_follows_in_the_same_second() -> None:
    scene = play(power(autonomy="10min"), change("T+01:00", {"damage": "grid"}), "T+02:00")
    assert levels(scene) == [("T+01:00", "grid 0"), ("T+01:10", "station 0"), ("T+01:10", "cable 0")]


def test_without_autonomy_a_lost_need_bites_at_once() -> None:
    scene = play(power(), change("T+01:00", {"damage": "grid"}), "T+02:00")
    assert levels(scene) == [("T+01:00", "grid 0"), ("T+01:00", "station 0"), ("T+01:00", "cable 0")]


def test_a_need_given_back_in_time_is_never_felt() -> None:
    moves = change("T+01:00", {"damage": "grid"}), change("T+01:09:59", {"restore": "grid"}), "T+05:00"
    assert levels(play(power(autonomy="10min"), *moves)) == [("T+01:00", "grid 0"), ("T+01:09:59", "grid 1")]


def test_an_empty_battery_recharges_as_long_as_it_lasts() -> None:
    scene = play(
        power(autonomy="10min"),
        change("T+01:00", {"damage": "grid"}),
        change("T+02:00", {"restore": "grid"}),
        change("T+02:06", {"damage": "grid"}),  # six minutes are back
        "T+03:00",
    )
    assert levels(scene)[-3:] == [("T+02:06", "grid 0"), ("T+02:12", "station 0"), ("T+02:12", "cable 0")]
    assert scene.story(ReserveMoved) == [
        ("T+01:00", "reserve-moved asset/station/0 600 -1"),
        ("T+01:10", "reserve-moved asset/station/0 0 0"),
        ("T+02:00", "reserve-moved asset/station/0 0 1"),
        ("T+02:06", "reserve-moved asset/station/0 360 -1"),
        ("T+02:12", "reserve-moved asset/station/0 0 0"),
    ]


def test_a_slow_charger_gives_back_less() -> None:
    scene = play(
        power(autonomy="10min", recharge="1h"),
        change("T+01:00", {"damage": "grid"}),
        change("T+02:00", {"restore": "grid"}),
        change("T+02:30", {"damage": "grid"}),  # half of the hour: five minutes are back
        "T+03:00",
    )
    assert levels(scene)[-3:] == [("T+02:30", "grid 0"), ("T+02:35", "station 0"), ("T+02:35", "cable 0")]


def test_a_battery_is_never_more_than_full() -> None:
    scene = play(
        power(autonomy="10min"),
        change("T+01:00", {"damage": "grid"}),
        change("T+01:04", {"restore": "grid"}),
        change("T+09:00", {"damage": "grid"}),
        "T+10:00",
    )
    assert levels(scene)[-2:] == [("T+09:10", "station 0"), ("T+09:10", "cable 0")]
    assert ("T+01:08", "reserve-moved asset/station/0 600 0") in scene.story(ReserveMoved)


def test_half_a_loss_drains_a_battery_half_as_fast() -> None:
    scene = play(power(autonomy="10min"), change("T+01:00", {"damage": "grid", "to": "50%"}), "T+02:00")
    assert levels(scene) == [("T+01:00", "grid 0.5"), ("T+01:20", "station 0.5"), ("T+01:20", "cable 0.5")]


def test_the_loss_may_grow_while_the_battery_drains() -> None:
    scene = play(
        power(autonomy="10min"),
        change("T+01:00", {"damage": "grid", "to": "50%"}),
        change("T+01:10", {"damage": "grid"}),  # five minutes are left
        "T+02:00",
    )
    assert levels(scene)[1:] == [("T+01:10", "grid 0"), ("T+01:15", "station 0"), ("T+01:15", "cable 0")]


def test_a_battery_is_written_down_only_when_it_begins_to_move_otherwise() -> None:
    """Three hours to charge ten minutes is no round number of seconds a second."""
    scene = play(
        power(autonomy="10min", recharge="3h"),
        change("T+01:00", {"damage": "grid", "to": "33%"}),
        change("T+02:00", {"restore": "grid"}),
        change("T+02:30", {"damage": "station", "to": "90%"}),
        change("T+02:40", {"damage": "station", "to": "80%"}),
        "T+09:00",
    )
    moved = [record.event.rate for record in scene.happened(ReserveMoved)]
    assert all(before != after for before, after in pairwise(moved))


def test_a_floor_of_a_need_is_what_is_left_without_it() -> None:
    scene = play(power(autonomy="10min", floor="30%"), change("T+01:00", {"damage": "grid"}), "T+02:00")
    assert levels(scene)[1:] == [("T+01:10", "station 0.3"), ("T+01:10", "cable 0.3")]


def test_health_and_needs_multiply() -> None:
    scene = play(
        power(),
        change("T+01:00", {"damage": "station", "to": "50%"}),
        change("T+02:00", {"damage": "grid", "to": "40%"}),
    )
    assert scene.world.assets["station"].level == pytest.approx(0.2)


def test_of_several_ways_in_the_best_one_counts() -> None:
    two = {"kind": "exchange", "needs": [{"any": ["north", "south"]}]}
    scene = play(
        drill(assets={"north": {"kind": "cable"}, "south": {"kind": "cable"}, "exchange": two}),
        change("T+01:00", {"damage": "north"}),
        change("T+02:00", {"damage": "south", "to": "60%"}),
    )
    assert levels(scene) == [("T+01:00", "north 0"), ("T+02:00", "south 0.6"), ("T+02:00", "exchange 0.6")]


# --- what is demanded


def network(**parts: Any) -> Scenario:
    """Traffic of 100 Gb/s over a cable that just carries it; two services take 40% of it each."""
    services = {
        "net": {"name": "Net", "supplied_by": ["cable"], "demand": {"peak": "100 Gb/s"}} | parts,
        "pay": {"name": "Pay", "grade": 1, "needs": [{"service": "net", "share": "40%"}]},
        "film": {"name": "Film", "grade": 3, "needs": [{"service": "net", "share": "40%"}]},
    }
    return drill(assets={"cable": {"kind": "cable", "capacity": "100 Gb/s"}}, services=services)


def test_availability_is_what_is_supplied_of_what_is_demanded() -> None:
    scene = play(network(), change("T+01:00", {"damage": "cable", "to": "70%"}))
    assert scene.story(ServiceChanged)[-3:] == [
        ("T+01:00", "service-changed net 0.7 100 70"),
        ("T+01:00", "service-changed pay 0.7 0 0"),
        ("T+01:00", "service-changed film 0.7 0 0"),
    ]


def test_scarce_capacity_is_shared_in_proportion_unless_somebody_says_by_priority() -> None:
    scene = play(
        network(),
        change("T+01:00", {"damage": "cable", "to": "50%"}),
        change("T+02:00", {"allocate": "net", "rule": "priority", "lasts": "1h"}),
        "T+04:00",
    )
    assert available(scene, "pay") == [("T+01:00", 0.5), ("T+02:00", 1.0), ("T+03:00", 0.5)]
    # 40 of the 50 are gone: film gets 10 of the 40 it asks.
    assert available(scene, "film") == [("T+01:00", 0.5), ("T+02:00", 0.25), ("T+03:00", 0.5)]


def test_who_asks_for_more_makes_everybodys_part_smaller() -> None:
    scene = play(network(), change("T+01:00", {"scale": "demand", "of": "pay", "by": "+50%"}))
    # 40 becomes 60, so 120 are asked of 100.
    assert scene.world.services["net"].demanded == 120
    assert scene.world.services["film"].available == pytest.approx(100 / 120, abs=1e-6)


def test_by_priority_the_first_grade_gets_all_it_asks_and_no_more() -> None:
    scene = play(
        network(allocation="priority"),
        change("T+01:00", {"damage": "cable", "to": "80%"}),
        change("T+02:00", {"scale": "demand", "of": "pay", "by": "+50%"}),
    )
    # Pay asks for 60 of the 80; film gets 20 of its 40.
    assert available(scene, "pay") == []
    assert available(scene, "film")[-1] == ("T+02:00", 0.5)


def test_a_service_without_a_demand_of_its_own_hands_on_its_loss() -> None:
    scene = play(
        drill(
            assets={"mast": {"kind": "mast"}},
            services={
                "voice": {"name": "Voice", "needs": [{"asset": "mast"}]},
                "alarm": {"name": "Alarm", "needs": [{"service": "voice", "share": "10%"}]},
            },
        ),
        change("T+01:00", {"damage": "mast", "to": "25%"}),
    )
    assert available(scene, "alarm") == [("T+01:00", 0.25)]


def test_a_scale_of_demand_that_lasts_is_taken_back() -> None:
    scene = play(
        network(),
        change("T+01:00", {"scale": "demand", "of": "net", "by": "+100%", "lasts": "30min"}),
        "T+02:00",
    )
    assert available(scene, "net")[-2:] == [("T+01:00", 0.5), ("T+01:30", 1.0)]


def test_added_capacity_helps_as_long_as_it_lasts() -> None:
    scene = play(
        network(),
        change("T+01:00", {"damage": "cable", "to": "50%"}),
        change("T+02:00", {"capacity": "cable", "by": "+60 Gb/s", "lasts": "2h"}),
        "T+05:00",
    )
    # Half of 160 is 80.
    assert available(scene, "net")[-3:] == [("T+01:00", 0.5), ("T+02:00", 0.8), ("T+04:00", 0.5)]


def test_capacity_taken_below_nothing_comes_back_as_it_was() -> None:
    scene = play(
        network(), change("T+01:00", {"capacity": "cable", "by": "-150 Gb/s", "lasts": "1h"}), "T+03:00"
    )
    assert available(scene, "net")[-2:] == [("T+01:00", 0.0), ("T+02:00", 1.0)]
    assert scene.world.assets["cable"].capacity == 100


def test_demand_follows_the_local_hours_over_midnight() -> None:
    by_hour = [20, 20, 10, *[30] * 19, 100, 50]
    scene = play(
        drill(
            startex="2028-01-27T22:30:00+01:00",
            services={"net": {"name": "Net", "demand": {"peak": "200 Gb/s", "by_hour": by_hour}}},
        ),
        "T+1d01:00",
    )
    assert scene.story(ServiceChanged) == [
        ("T+00:00", "service-changed net 1 200 0"),
        ("T+00:30", "service-changed net 1 100 0"),
        ("T+01:30", "service-changed net 1 40 0"),  # midnight; at one o'clock nothing changes
        ("T+03:30", "service-changed net 1 20 0"),
        ("T+04:30", "service-changed net 1 60 0"),
        ("T+23:30", "service-changed net 1 200 0"),
        ("T+1d00:30", "service-changed net 1 100 0"),
    ]


# --- other means


def paper(**floor: Any) -> Scenario:
    """Payments over a cable, on paper for a while without it."""
    return drill(
        flags={"staffed": {"name": "Counters staffed"}},
        assets={"cable": {"kind": "cable"}},
        services={"pay": {"name": "Pay", "needs": [{"asset": "cable"}], "floor": {"level": "50%"} | floor}},
    )


def test_a_floor_lasts_its_time_and_is_there_again_when_it_has_rested() -> None:
    scene = play(
        paper(lasts="2h"),
        change("T+01:00", {"damage": "cable"}),
        change("T+04:00", {"restore": "cable"}),
        change("T+05:00", {"damage": "cable"}),  # an hour of it has come back
        "T+09:00",
    )
    assert available(scene, "pay") == [
        ("T+01:00", 0.5),
        ("T+03:00", 0.0),
        ("T+04:00", 1.0),
        ("T+05:00", 0.5),
        ("T+06:00", 0.0),
    ]


def test_a_floor_without_an_end_stays() -> None:
    scene = play(paper(), change("T+01:00", {"damage": "cable"}), "T+2d00:00")
    assert available(scene, "pay") == [("T+01:00", 0.5)]


def test_a_floor_may_need_something_to_be_so() -> None:
    scene = play(
        paper(**{"while": {"flag": "staffed"}}),
        change("T+01:00", {"damage": "cable"}),
        change("T+02:00", {"flag": "staffed", "lasts": "1h"}),
        "T+09:00",
    )
    assert available(scene, "pay") == [("T+01:00", 0.0), ("T+02:00", 0.5), ("T+03:00", 0.0)]


def test_of_two_stand_ins_the_better_one_counts() -> None:
    scene = play(
        paper(),
        change("T+01:00", {"damage": "cable"}, {"fallback": "pay", "to": "80%", "lasts": "2h"}),
        change("T+02:00", {"fallback": "pay", "to": "60%", "lasts": "4h"}),
        "T+09:00",
    )
    assert available(scene, "pay") == [("T+01:00", 0.8), ("T+03:00", 0.6), ("T+06:00", 0.5)]
