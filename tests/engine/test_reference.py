"""The model against a second one, written plainly and without SimPy: arithmetic, curves, and directions."""

from __future__ import annotations

from math import exp
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercise.domain import commands as cmd
from exercise.domain.knowledge import posterior
from exercise.scenario.model import Scenario
from exercise.scenario.quantities import HOUR, MINUTE, clock
from tests.scenes import EXCON, Scene, drill

SHARES = st.integers(0, 20).map(lambda twentieth: twentieth / 20)


def percent(share: float) -> str:
    return f"{share * 100:g}%"


# --- levels and availabilities, without batteries


@st.composite
def networks(draw: st.DrawFn) -> dict[str, Any]:
    """Assets that need earlier ones, a service they supply, and those who take a share of it."""
    count = draw(st.integers(1, 5))
    assets: dict[str, Any] = {}
    for number in range(count):
        needs = [
            {"asset": f"a{other}", "floor": percent(draw(SHARES))}
            for other in draw(st.sets(st.integers(0, max(0, number - 1)), max_size=2))
            if other < number
        ]
        capacity = f"{draw(st.integers(1, 100))} Gb/s"
        assets[f"a{number}"] = {"kind": "x", "capacity": capacity, "needs": needs}
    suppliers = sorted(draw(st.sets(st.sampled_from(list(assets)), min_size=1)))
    services: dict[str, Any] = {
        "net": {
            "name": "Net",
            "supplied_by": suppliers,
            "demand": {"peak": f"{draw(st.integers(1, 200))} Gb/s"},
            "allocation": draw(st.sampled_from(["priority", "proportional"])),
        }
    }
    for number in range(draw(st.integers(0, 3))):
        services[f"s{number}"] = {
            "name": "S",
            "grade": draw(st.integers(1, 3)),
            "needs": [{"service": "net", "share": percent(draw(st.integers(1, 25)) / 100)}],
        }
    return {"assets": assets, "services": services}


def by_hand(scenario: Scenario, healths: dict[str, float]) -> dict[str, float]:
    """Availability of every service, from the definitions in scenarios/README.md."""
    levels: dict[str, float] = {}
    for name, asset in scenario.assets.items():
        allowed = [max(need.floor, levels[need.asset]) for need in asset.needs]  # type: ignore[union-attr]
        levels[name] = healths[name] * min(allowed, default=1.0)
    net = scenario.services["net"]
    assert net.demand
    supplied = sum(
        levels[name] * asset.capacity.amount
        for name in net.supplied_by
        if (asset := scenario.assets[name]).capacity
    )
    demanded = net.demand.peak.amount
    found = {"net": min(1.0, supplied / demanded)}
    takers = {name: part for name, part in scenario.services.items() if name != "net"}
    left = supplied
    for grade in (1, 2, 3):
        group = [name for name, part in takers.items() if part.grade == grade]
        wish = sum(takers[name].needs[0].share * demanded for name in group)  # type: ignore[union-attr,operator]
        part_of = min(1.0, left / wish) if wish else 1.0
        left = max(0.0, left - part_of * wish)
        for name in group:
            found[name] = part_of if net.allocation == "priority" else found["net"]
    return found


@given(networks(), st.lists(SHARES, min_size=5, max_size=5))
def test_availability_is_what_the_definitions_say(parts: dict[str, Any], shares: list[float]) -> None:
    scenario = drill(**parts)
    healths = dict(zip(scenario.assets, shares, strict=False))
    harm = tuple({"damage": name, "to": percent(health)} for name, health in healths.items())
    scene = Scene(scenario).play(("T+01:00", EXCON, cmd.Override(harm, "storm")), "T+01:01")
    for name, available in by_hand(scenario, healths).items():
        assert scene.world.services[name].available == pytest.approx(available, abs=2e-6)


# --- a battery, second by second


@given(
    st.integers(1, 30),
    st.integers(1, 60),
    st.lists(st.tuples(st.integers(1, 40), SHARES), min_size=1, max_size=6),
)
def test_a_battery_is_what_counting_every_second_gives(
    autonomy: int, recharge: int, story: list[tuple[int, float]]
) -> None:
    needs = [{"asset": "grid", "autonomy": f"{autonomy}min", "recharge": f"{recharge}min"}]
    scene = Scene(drill(assets={"grid": {"kind": "g"}, "station": {"kind": "s", "needs": needs}}))
    full = left = float(autonomy * MINUTE)
    now, grid = 0, 1.0
    for minutes, health in story:
        scene.engine.advance_to(now + 1)
        empty_for = 0
        for _ in range(minutes * MINUTE):
            left += grid - 1.0 if grid < 1.0 else full / (recharge * MINUTE)
            left = min(full, max(0.0, left))
            empty_for = empty_for + 1 if left == 0.0 else 0
        now += minutes * MINUTE
        scene.engine.advance_to(now)
        level = scene.world.assets["station"].level
        # Within a second of running empty both answers are right.
        if left > 1.0:
            assert level == 1.0
        elif empty_for > 1:
            assert level == pytest.approx(grid, abs=1e-6)
        assert scene.world.reserves["asset/station/0"].at(now) == pytest.approx(left, abs=1.0)
        scene.engine.submit(EXCON, cmd.Override(({"damage": "grid", "to": percent(health)},), "so"))
        grid = health


# --- curves in fine steps


@given(st.floats(0.05, 2.0), st.floats(0.2, 0.9), st.floats(0.01, 0.2), st.integers(1, 40))
def test_a_rumour_is_what_integrating_in_fine_steps_gives(
    rate: float, ceiling: float, seed: float, hours: int
) -> None:
    part = {
        "name": "Story",
        "spreads": {
            "rate": f"{rate:.4f} per h",
            "ceiling": f"{ceiling * 100:.4f}%",
            "seed": f"{seed * 100:.4f}%",
        },
    }
    scene = Scene(drill(indicators={"story": part})).play(clock(hours * HOUR))
    growth, top, value = round(rate, 4), round(ceiling * 100, 4), round(seed * 100, 4)
    steps = hours * 400
    for _ in range(steps):
        # The midpoint rule: two half looks a step.
        half = value + growth * value * (1 - value / top) / 800
        value += growth * half * (1 - half / top) / 400
    found = scene.world.indicators["story", ""].at(hours * HOUR)
    assert found == pytest.approx(value, rel=1e-3)


@given(st.floats(1, 48), st.floats(-5, 5), st.integers(0, 100), st.integers(1, 60))
def test_settling_with_a_drift_is_what_integrating_in_fine_steps_gives(
    half_life: float, drift: float, start: int, hours: int
) -> None:
    minutes = round(half_life * 60)
    part = {
        "name": "Trust",
        "range": "-10000..10000",
        "start": start,
        "settles": {"toward": 40, "half_life": f"{minutes}min"},
        "drifts": [{"change": f"{drift:.3f} per h"}],
    }
    scene = Scene(drill(indicators={"trust": part})).play(clock(hours * HOUR))
    pull, rate, value = 0.6931471805599453 / (minutes / 60), round(drift, 3), float(start)
    for _ in range(hours * 200):
        half = value + (rate - pull * (value - 40)) / 400
        value += (rate - pull * (half - 40)) / 200
    assert scene.world.indicators["trust", ""].at(hours * HOUR) == pytest.approx(value, abs=0.02)
    rest = 40 + rate / pull
    assert value == pytest.approx(rest + (start - rest) * exp(-pull * hours), abs=0.02)


# --- directions


@given(
    st.lists(st.floats(0.05, 0.95), min_size=1, max_size=6),
    st.lists(st.floats(0.05, 0.95), min_size=6, max_size=6),
)
def test_a_true_fact_that_speaks_for_the_truth_never_makes_its_receiver_less_sure(
    for_it: list[float], against: list[float]
) -> None:
    facts = {
        f"f{number}": {
            "text": "T",
            "tlp": "clear",
            "known_to": ["coast"],
            "likelihood": {
                "truth": percent(round(max(yes, no), 4)),
                "other": percent(round(min(yes, no), 4)),
            },
        }
        for number, (yes, no) in enumerate(zip(for_it, against, strict=False))
    }
    hypotheses = {"truth": {"name": "T", "prior": "30%"}, "other": {"name": "O", "prior": "70%"}}
    scene = Scene(drill(facts=facts, hypotheses=hypotheses)).play("T+00:01")
    before = posterior(scene.engine.scenario, scene.world, "inland")["truth"]
    for fact in facts:
        scene.engine.submit("coast", cmd.Share(fact, ("inland",)))
        after = posterior(scene.engine.scenario, scene.world, "inland")["truth"]
        assert after >= before - 1e-12
        before = after


@given(st.lists(st.tuples(st.integers(1, 40), SHARES), min_size=1, max_size=5), st.data())
def test_without_one_of_the_adversarys_steps_no_service_is_worse(
    plan: list[tuple[int, float]], data: st.DataObject
) -> None:
    steps = [
        {
            "id": f"s{number}",
            "at": clock(hour * HOUR),
            "then": [{"damage": f"a{number}", "to": percent(health)}],
        }
        for number, (hour, health) in enumerate(plan)
    ]
    without = data.draw(st.integers(0, len(steps) - 1))

    def worst(kept: list[dict[str, Any]]) -> float:
        names = [f"a{number}" for number in range(len(plan))]
        services = {"net": {"name": "N", "supplied_by": names, "demand": {"peak": f"{10 * len(plan)} Gb/s"}}}
        assets = {name: {"kind": "x", "capacity": "10 Gb/s"} for name in names}
        adversary = {"plan": {"name": "P", "steps": kept}}
        scene = Scene(drill(assets=assets, services=services, adversary=adversary)).play("T+41:00")
        return scene.world.services["net"].available

    assert worst(steps[:without] + steps[without + 1 :]) >= worst(steps)
