"""More of something never makes things worse: what must hold whatever was drawn."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from exercise.domain import commands as cmd
from exercise.domain.events import ActivityFinished, AssetLevelChanged
from exercise.scenario.quantities import clock
from tests.scenes import Scene, change, drill, play

JOBS = st.lists(
    st.tuples(st.integers(0, 600), st.integers(1, 300), st.integers(0, 9)), min_size=1, max_size=6
)
"""When each is ordered, how long it takes (minutes), how urgent it is."""


def port(jobs: list[tuple[int, int, int]], ships: int, **parts: Any) -> Scene:
    """Every job needs a ship."""
    activities = {
        f"job-{number}": {"name": "Job", "takes": f"{takes}min", "uses": {"ship": 1}, "priority": priority}
        for number, (_, takes, priority) in enumerate(jobs)
    }
    scenario = drill(resources={"ship": {"name": "Ship", "capacity": ships}}, activities=activities, **parts)
    moves = sorted((start * 60, f"job-{number}") for number, (start, _, _) in enumerate(jobs))
    return play(scenario, *((clock(start), "coast", cmd.Order(name)) for start, name in moves), "T+9d00:00")


def last(scene: Scene) -> int:
    return max(record.tick for record in scene.happened(ActivityFinished))


@given(jobs=st.lists(st.tuples(st.integers(0, 600), st.integers(1, 300), st.just(5)), min_size=1, max_size=6))
def test_a_second_ship_never_makes_the_last_job_finish_later(jobs: list[tuple[int, int, int]]) -> None:
    one, two = port(jobs, ships=1), port(jobs, ships=2)
    assert len(one.happened(ActivityFinished)) == len(two.happened(ActivityFinished)) == len(jobs)
    assert last(two) <= last(one)


@given(jobs=JOBS)
def test_one_ship_is_never_idle_while_somebody_waits_and_never_in_two_places(
    jobs: list[tuple[int, int, int]],
) -> None:
    """Whatever the order, a single ship is through with all its jobs at the same moment."""
    at = 0
    for start, takes, _ in sorted(jobs):
        at = max(at, start * 60) + takes * 60
    assert last(port(jobs, ships=1)) == at


@given(jobs=JOBS)
def test_with_a_ship_for_each_nobody_waits(jobs: list[tuple[int, int, int]]) -> None:
    ends = {
        record.event.run: record.tick for record in port(jobs, ships=len(jobs)).happened(ActivityFinished)
    }
    assert ends == {f"job-{n}@coast#1": (start + takes) * 60 for n, (start, takes, _) in enumerate(jobs)}


@given(
    autonomy=st.integers(1, 120),
    recharge=st.integers(1, 240),
    outages=st.lists(
        st.tuples(st.integers(1, 200), st.integers(1, 200), st.sampled_from(["0%", "30%", "90%"])), max_size=4
    ),
)
def test_recharging_never_lowers_a_level(
    autonomy: int, recharge: int, outages: list[tuple[int, int, str]]
) -> None:
    need = {"asset": "grid", "autonomy": f"{autonomy}min", "recharge": f"{recharge}min"}
    scenario = drill(assets={"grid": {"kind": "grid"}, "station": {"kind": "station", "needs": [need]}})
    moves, at, up = [], 0, []
    for well, ill, level in outages:
        up.append((at * 60, (at + well) * 60))
        at += well
        moves.append(change(clock(at * 60), {"damage": "grid", "to": level}))
        at += ill
        moves.append(change(clock(at * 60), {"restore": "grid"}))
    scene = play(scenario, *moves, "T+9d00:00")
    falls = [
        record.tick
        for record in scene.happened(AssetLevelChanged)
        if record.event.asset == "station" and record.event.level < 1
    ]
    # A station falls only while its grid is down, never while its battery charges.
    assert not any(since <= tick < until for tick in falls for since, until in up)
    assert scene.world.assets["station"].level == 1


@given(first=st.integers(1, 400), more=st.integers(0, 400))
def test_a_longer_battery_never_fails_earlier(first: int, more: int) -> None:
    def fails(minutes: int) -> int:
        need = {"asset": "grid", "autonomy": f"{minutes}min"}
        scenario = drill(assets={"grid": {"kind": "grid"}, "station": {"kind": "station", "needs": [need]}})
        scene = play(scenario, change("T+01:00", {"damage": "grid"}), "T+3d00:00")
        return next(
            record.tick for record in scene.happened(AssetLevelChanged) if record.event.asset == "station"
        )

    assert fails(first) <= fails(first + more)
