"""Many runs: the same numbers however the work is shared, and what they say together."""

from __future__ import annotations

from datetime import datetime

import pytest

from exercise.domain.commands import Order
from exercise.domain.events import ServiceChanged
from exercise.log.records import Asked, Happened, Record
from exercise.rehearsal.balance import actions_taken, quantile, spread, table, worth
from exercise.rehearsal.balance_words import table_in_words, worth_in_words
from exercise.rehearsal.felt import Felt, felt
from exercise.rehearsal.headless import run_headless
from exercise.rehearsal.runs import Job, Outcome, play_many
from tests.harbour import HARBOUR, HOUR, harbour, header

END = 30 * HOUR
JOBS = [
    Job(kind, str(seed), without)
    for kind, without in (("diligent", ()), ("idle", ()), ("diligent", ("repair",)))
    for seed in range(1, 9)
]


@pytest.fixture(scope="module")
def outcomes() -> list[Outcome]:
    return play_many(HARBOUR, JOBS, until=END)


def test_any_number_of_workers_gives_the_same(outcomes: list[Outcome]) -> None:
    told: list[tuple[int, int]] = []
    shared = play_many(HARBOUR, JOBS, until=END, workers=2, progress=lambda *now: told.append(now))
    assert shared == outcomes
    assert told == [(10, 24), (20, 24), (24, 24)]


def test_bots_that_may_not_order_an_action_never_do() -> None:
    def orders(without: frozenset[str]) -> list[tuple[int, str]]:
        _, records = run_headless(None, header(), harbour(), until=END, without=without)
        return [
            (record.tick, record.command.activity)
            for record in records
            if isinstance(record, Asked) and isinstance(record.command, Order)
        ]

    with_all = orders(frozenset())
    assert {name for _, name in with_all} == {"survey", "repair"}
    # All else, and all luck, stays the same.
    assert orders(frozenset({"repair"})) == [one for one in with_all if one[1] != "repair"]


def steps(*changes: tuple[int, float]) -> list[Record]:
    return [
        Happened(number, hour * HOUR, ServiceChanged("net", available, 50.0, 50.0 * available))
        for number, (hour, available) in enumerate(changes)
    ]


def test_what_people_felt_of_a_service() -> None:
    # STARTEX is at 02:10, so evenings are T+15:50 to T+21:50 and, on the second day, T+39:50 to T+45:50.
    records = steps((0, 1.0), (10, 0.5), (17, 0.8), (20, 1.0), (40, 0.4), (40, 0.9))
    found = felt(harbour(), records, 44 * HOUR)["net"]
    assert found == Felt(least=0.5, mean=pytest.approx(39.5 / 44), end=0.9, evenings=(0.5, 0.9))


def test_a_run_that_ends_before_an_evening_has_none() -> None:
    assert harbour().startex == datetime.fromisoformat("2028-01-27T02:10:00+01:00")
    assert felt(harbour(), steps((0, 0.7)), 15 * HOUR)["net"].evenings == ()
    assert felt(harbour(), steps((0, 0.7)), 16 * HOUR)["net"].evenings == (0.7,)


def test_percentiles_lie_straight_between_neighbours() -> None:
    assert quantile([3.0, 1.0, 2.0], 0.5) == 2.0
    assert quantile([0.0, 10.0], 0.05) == 0.5
    assert quantile([7.0], 0.95) == 7.0
    assert spread([float(n) for n in range(101)]) == [5.0, 50.0, 95.0]


def test_the_table_sets_kinds_side_by_side(outcomes: list[Outcome]) -> None:
    found = table(harbour(), {"diligent": outcomes[:8], "idle": outcomes[8:16]})
    assert found["diligent"]["runs"] == 8
    assert found["diligent"]["services"]["net"]["end"] == [1.0, 1.0, 1.0]
    assert found["idle"]["services"]["net"]["end"][2] < 0.5
    assert found["idle"]["objectives"]["act"] == {"U": 1.0}
    assert found["diligent"]["expected"]["missed"] == [0, 0, 0]
    text = table_in_words(harbour(), found)
    assert text[0].split() == ["diligent", "idle"]
    assert "  Act in time                                       P100                U100" in text
    assert max(len(line) for line in text) <= 80


def test_leaving_an_action_out_is_compared_seed_by_seed(outcomes: list[Outcome]) -> None:
    having, lacking = outcomes[:8], outcomes[16:]
    assert actions_taken(harbour(), having) == ["survey", "repair"]
    found = worth(harbour(), having, lacking, "repair")
    by_hand = [
        there.indicators["trust"] - here.indicators["trust"]
        for here, there in zip(having, lacking, strict=True)
    ]
    assert found["indicators"]["trust"] == pytest.approx(sum(by_hand) / 8, abs=1e-6)
    assert found["services"]["net"]["end"] < 0
    assert found["objectives"]["act"] == -3
    assert (found["ordered"], found["moves_the_world"], found["moves_an_objective"]) == (1.0, True, True)
    assert (
        worth_in_words(harbour(), {"repair": found})[2]
        == "Repair the cable (repair; ordered in 100% of runs)"
    )


def test_an_action_that_changes_nothing_is_said_to(outcomes: list[Outcome]) -> None:
    found = worth(harbour(), outcomes[:8], outcomes[:8], "survey")
    assert (found["moves_the_world"], found["moves_an_objective"]) == (False, False)
    assert "NO DIFFERENCE" in worth_in_words(harbour(), {"survey": found})[3]
