"""The fire in Korea's national data centre, 26 September 2025: how its systems came back (domain study, D.3)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.backtests.history import DAY, Played, Tell, place_of, replay, report, triangle, within

REAL = {3: 11.3, 17: 40.1, 49: 98.2}
"""Day → percent of systems restored [S54b–f]."""

# 96 systems were destroyed [S54b]. That 647 had stopped is general knowledge and in no table of the study: together
# they make fifteen in a hundred.
DESTROYED, SPARED = 15, 85


def hundred_systems() -> dict[str, Any]:
    """Spared ones wait for power, cooling and network, 1.5/8/14 days; destroyed ones are rebuilt elsewhere,
    14/28/60 days."""
    rebuilt = {"takes": triangle(14, 28, 60, unit="d"), "then": [{"add": {"restored": 1}}]}
    revived = {"takes": triangle(1.5, 8, 14, unit="d"), "then": [{"add": {"restored": 1}}]}
    activities = {
        f"system-{number}": {
            "name": "System",
            "kind": "background",
            "who": "background",
            "starts": {"at": "T+00:00"},
            "stages": [rebuilt if number < DESTROYED else revived],
        }
        for number in range(DESTROYED + SPARED)
    }
    return {"indicators": {"restored": {"name": "Restored"}}, "activities": activities}


def on_day(day: int) -> list[float]:
    def read(played: Played) -> float:
        return played.engine.world.indicators["restored", ""].at(day * DAY)

    return replay(hundred_systems(), read, until=day * DAY)


def test_the_end_of_the_restoration(record_property: Tell) -> None:
    """On day 49, 98.2 percent were back: what the sourced durations of single systems give."""
    outcomes = on_day(49)
    report(record_property, "NIRS 2025, systems back on day 49", REAL[49], outcomes, "percent")
    assert within(REAL[49], outcomes)


def test_its_beginning_and_middle_need_a_queue_nobody_has_numbers_for(record_property: Tell) -> None:
    """NOT MET on days 3 and 17 by single systems within their sourced ranges.

    The model has 0 to 5 percent back on day 3 (really 11.3: a first few, mainframes and mail, did not wait for the
    halls) and 85 or 86 on day 17 (really 40.1: systems whose halls had power again still waited for people, data
    and tests). What is missing is the queue of restorers; its length is in no source, so none is invented here.
    """
    early, middle = on_day(3), on_day(17)
    report(record_property, "NIRS 2025, day 3 (NOT MET by single systems)", REAL[3], early, "percent")
    report(record_property, "NIRS 2025, day 17 (NOT MET by single systems)", REAL[17], middle, "percent")
    assert place_of(REAL[3], early) > 0.95
    assert place_of(REAL[17], middle) < 0.05


def test_the_fitted_curve(record_property: Tell) -> None:
    """The study's logistic through the published points, 0.114 a day with its middle at 21.2 days [CALC].

    Played as an indicator that spreads, it meets days 3 and 17 within two points; on day 49 it has 96.0 percent
    where 98.2 were back: the end went faster than a logistic goes. It has no chance in it, so it has no percentiles.
    """
    seed = 100 / (1 + 2.718281828459045 ** (0.114 * 21.2))
    curve = {
        "indicators": {
            "restored": {
                "name": "Restored",
                "start": round(seed, 4),
                "spreads": {"rate": "0.114 per d", "ceiling": "100%", "seed": "1%"},
            }
        }
    }
    found = {
        day: replay(
            curve,
            lambda played, day=day: played.engine.world.indicators["restored", ""].at(day * DAY),
            until=day * DAY,
            runs=1,
        )[0]
        for day in REAL
    }
    told = ", ".join(f"day {day} {share:.1f} (really {REAL[day]})" for day, share in found.items())
    record_property("told", f"NIRS 2025, fitted curve, percent: {told}")
    assert found[3] == pytest.approx(REAL[3], abs=2)
    assert found[17] == pytest.approx(REAL[17], abs=2)
    assert found[49] == pytest.approx(96.0, abs=0.1)
