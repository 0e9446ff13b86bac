"""The exercise clock is continuous whatever happens to pace and pauses."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from exercise.conduct.pacer import Pacer


class Hands:
    """A clock a test moves by hand."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_pace_one_two_half_from_t_60_is_continuous() -> None:
    hands = Hands()
    pacer = Pacer(clock=hands)
    pacer.go()
    hands.now += 60
    assert pacer.tick() == 60
    pacer.set_pace(2.0)
    assert pacer.tick() == 60
    hands.now += 10
    assert pacer.tick() == 80
    pacer.set_pace(0.5)
    assert pacer.tick() == 80
    hands.now += 10
    assert pacer.tick() == 85


def test_a_twenty_minute_pause_leaves_no_trace() -> None:
    hands = Hands()
    pacer = Pacer(clock=hands)
    pacer.go()
    hands.now += 1800
    pacer.stand()
    hands.now += 1200
    assert pacer.tick() == 1800
    pacer.go()
    hands.now += 60
    assert pacer.tick() == 1860


def test_while_it_stands_nothing_is_ever_due() -> None:
    pacer = Pacer(clock=Hands())
    assert pacer.seconds_until(5) == float("inf")
    pacer.go()
    assert pacer.seconds_until(5) == 5.0


@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("wait"), st.floats(0, 1e5)),
            st.tuples(st.just("pace"), st.floats(0.01, 3600)),
            st.tuples(st.sampled_from(["go", "stand"]), st.just(0.0)),
        )
    )
)
def test_exercise_time_never_goes_back_and_never_jumps_without_wall_time(
    moves: list[tuple[str, float]],
) -> None:
    hands = Hands()
    pacer = Pacer(clock=hands)
    tick = 0
    for what, amount in moves:
        if what == "wait":
            hands.now += amount
        elif what == "pace":
            pacer.set_pace(amount)
        elif what == "go":
            pacer.go()
        else:
            pacer.stand()
        assert pacer.tick() >= tick
        if what != "wait":
            assert pacer.tick() - tick <= 1  # a whole second may be completed by rounding alone
        tick = pacer.tick()
