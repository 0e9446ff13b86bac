"""Curves between two events: their values, and the exact second in which they reach a level."""

from __future__ import annotations

from math import isclose

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from exercise.domain.motion import Motion, Reserve

SPAN = 4000
LEVELS = st.integers(-20, 120).map(float)
VALUES = st.floats(0, 100).map(lambda value: round(value, 6))
SINCE = st.integers(0, 500)
LINES = st.builds(Motion, VALUES, SINCE, rate=st.integers(-900, 900).map(float))
PULLED = st.builds(
    Motion,
    VALUES,
    SINCE,
    rate=st.integers(-50, 50).map(float),
    pull=st.floats(0.2, 50),
    target=st.integers(0, 100).map(float),
)
RUMOURS = st.builds(
    Motion,
    st.floats(0.5, 99).map(lambda value: round(value, 6)),
    SINCE,
    growth=st.floats(0.2, 40),
    ceiling=st.integers(1, 100).map(float),
)
STILL = st.builds(Motion, VALUES, SINCE)


def first_change(motion: Motion, level: float, after: int) -> int | None:
    """Second by second: the slow way to the same answer."""
    was = motion.at(after) >= level
    return next((tick for tick in range(after + 1, after + SPAN) if (motion.at(tick) >= level) != was), None)


@given(motion=LINES | PULLED | RUMOURS | STILL, level=LEVELS, wait=st.integers(0, 600))
def test_a_level_is_reached_in_the_second_in_which_a_patient_observer_sees_it(
    motion: Motion, level: float, wait: int
) -> None:
    after = motion.since + wait
    # So near to where the curve comes to rest that only rounding decides is nobody's question.
    rest = (
        motion.ceiling
        if motion.growth
        else motion.target + motion.rate / motion.pull
        if motion.pull
        else None
    )
    assume(rest is None or abs(level - rest) > 1e-3)
    found, seen = motion.crosses(level, after=after), first_change(motion, level, after)
    if seen is None:
        assert found is None or found >= after + SPAN
    else:
        assert found == seen


@given(motion=LINES | PULLED | RUMOURS, level=LEVELS)
def test_a_level_is_reached_at_most_once(motion: Motion, level: float) -> None:
    if (first := motion.crosses(level, after=motion.since)) is not None:
        assert motion.crosses(level, after=first) is None


@given(motion=LINES | PULLED | RUMOURS | STILL, wait=st.integers(0, 10**7))
def test_a_curve_stays_in_its_range(motion: Motion, wait: int) -> None:
    assert motion.low <= motion.at(motion.since + wait) <= motion.high


@given(
    motion=LINES | PULLED | RUMOURS | STILL,
    one=st.integers(0, 3000),
    two=st.integers(0, 3000),
    three=st.integers(0, 3000),
)
def test_a_curve_never_turns_back(motion: Motion, one: int, two: int, three: int) -> None:
    a, b, c = (motion.at(motion.since + wait) for wait in sorted((one, two, three)))
    assert min(a, c) - 1e-9 <= b <= max(a, c) + 1e-9


@given(motion=LINES | PULLED | RUMOURS, first=st.integers(0, 3000), then=st.integers(0, 3000))
def test_a_curve_taken_up_again_half_way_goes_on_as_it_would_have(
    motion: Motion, first: int, then: int
) -> None:
    middle = motion.since + first
    again = Motion(
        motion.at(middle),
        middle,
        0.0,
        100.0,
        motion.rate,
        motion.pull,
        motion.target,
        motion.growth,
        motion.ceiling,
    )
    whole = motion.at(middle + then)
    # A line that has left its range comes back at another time; the engine cuts it where it leaves.
    assume(not (motion.rate and motion.pull) or 0 < motion.at(middle) < 100)
    assert isclose(again.at(middle + then), whole, abs_tol=1e-6)


@pytest.mark.parametrize(
    ("motion", "at"),
    [
        (Motion(10, rate=6), 16),
        (Motion(10, pull=0.6931471805599453, target=50), 30),
        (Motion(50, growth=1.0, ceiling=50), 50),
        (Motion(0, growth=1.0, ceiling=50), 0),
        (Motion(99, rate=6), 100),
    ],
)
def test_an_hour_later(motion: Motion, at: float) -> None:
    assert motion.at(3600) == pytest.approx(at)


@given(
    full=st.integers(1, 10**5),
    left=st.floats(0, 1),
    rate=st.sampled_from([-1.0, -0.5, -0.333333, 0.0, 0.25, 1.0, 3.0]),
)
def test_a_reserve_turns_in_the_first_second_in_which_it_is_empty_or_full(
    full: int, left: float, rate: float
) -> None:
    reserve = Reserve(float(full), round(full * left, 6), 100, rate)
    end = 0.0 if rate < 0 else float(full)
    turn = reserve.turns()
    if turn is None:
        assert rate == 0 or reserve.left == end
    else:
        assert reserve.at(turn) == pytest.approx(end, abs=1e-6)
        assert abs(reserve.at(turn - 1) - end) > 1e-9
    assert 0 <= reserve.at(10**6) <= full
