"""The recent past of a value: exact, and bounded."""

from __future__ import annotations

import pytest

from exercise.domain.motion import Motion
from exercise.review.sparks import POINTS, SPAN, STEP, Spark


def test_before_startex_there_is_nothing() -> None:
    spark = Spark()
    spark.put(0, Motion(50.0))
    series = spark.series(STEP)
    assert series[-2:] == (50.0, 50.0)
    assert set(series[:-2]) == {None}


def test_every_point_lies_on_the_curve() -> None:
    spark = Spark()
    spark.put(0, Motion(0.0, rate=4.0))
    series = spark.series(SPAN)
    assert len(series) == POINTS
    assert series[-1] == pytest.approx(4.0 * SPAN / 3600)
    assert series[-2] == pytest.approx(series[-1])
    assert series[-3] == pytest.approx(series[-2] - 1.0)


def test_the_last_word_of_a_quarter_of_an_hour_counts() -> None:
    spark = Spark()
    spark.put(0, Motion(1.0))
    spark.put(10, Motion(2.0, 10))
    spark.put(20, Motion(3.0, 20))
    assert spark.series(30)[-1] == 3.0


def test_a_long_exercise_does_not_fill_the_memory_nor_lose_the_value_in_force() -> None:
    spark = Spark()
    for bucket in range(10_000):
        spark.put(bucket * STEP, Motion(float(bucket), bucket * STEP))
    assert len(spark._latest) <= 2 * POINTS
    assert spark.series(9_999 * STEP)[-1] == 9_999.0
    assert None not in spark.series(9_999 * STEP)
