"""Every kind of measure against an oracle worked out by hand. Times in seconds; play is ten hours."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercise.domain import events as ev
from exercise.domain.motion import Motion
from exercise.log.records import Happened
from exercise.review.measures import Judge, judge
from exercise.review.ratings import propose
from tests.review.judged import HOUR, Moment, judged, learned, records, scenario_with, service, trust

STORM_BY_FIVE = {"by": "T+05:00", "that": {"flag": "storm"}}


def test_done_in_time_is_met_by_the_record_that_did_it() -> None:
    task = judged(STORM_BY_FIVE, (4 * HOUR, ev.FlagRaised("storm")), (6 * HOUR, ev.FlagLowered("storm")))
    assert task.answer.verdict == "met"
    assert (task.answer.tick, task.answer.evidence) == (4 * HOUR, (1,))
    assert task.answer.words == "at T+04:00, 1h before the deadline"


def test_the_second_of_the_deadline_is_in_time_and_the_next_is_not() -> None:
    assert judged(STORM_BY_FIVE, (5 * HOUR, ev.FlagRaised("storm"))).answer.verdict == "met"
    late = judged(STORM_BY_FIVE, (5 * HOUR + 1, ev.FlagRaised("storm"))).answer
    assert late.verdict == "not met"
    assert late.words == "at T+05:00:01, 1s late"
    assert late.evidence == (1,)


def test_never_done_says_what_was_missing_and_cites_the_record_after_the_deadline() -> None:
    answer = judged(STORM_BY_FIVE, (7 * HOUR, ev.FlagRaised("blame"))).answer
    assert (answer.verdict, answer.value, answer.evidence) == ("not met", None, (1,))
    assert answer.words == "not by T+05:00; missing: Storm"


def test_a_log_that_ends_before_the_deadline_decides_nothing() -> None:
    assert judged(STORM_BY_FIVE, end=4 * HOUR).answer.words == "play ended at T+04:00, before T+05:00"
    assert judged(STORM_BY_FIVE, (3 * HOUR, ev.FlagRaised("blame")), end=None).answer.verdict == "open"


def test_what_is_undone_in_the_same_second_never_was() -> None:
    blink: tuple[Moment, ...] = ((HOUR, ev.FlagRaised("storm")), (HOUR, ev.FlagLowered("storm")))
    assert judged(STORM_BY_FIVE, *blink).answer.verdict == "not met"
    assert judged({"never": {"flag": "storm"}}, *blink).answer.verdict == "met"


def test_an_indicator_that_drifts_past_a_threshold_between_records_is_found_to_the_second() -> None:
    """60 falling by 10 an hour is below 50 from one second after T+01:00 on; nothing is recorded then."""
    below = {"indicator": "trust", "below": 50}
    answer = judged({"never": below}, trust(0, 60, rate=-10), end=2 * HOUR).answer
    assert answer.verdict == "not met"
    assert (answer.tick, answer.value) == (HOUR + 1, HOUR - 1)
    assert answer.evidence == (1,)
    found = judged({"by": "T+01:30", "that": below}, trust(0, 60, rate=-10), end=2 * HOUR).answer
    assert (found.verdict, found.tick) == ("met", HOUR + 1)


def test_a_dip_between_two_records_does_not_escape() -> None:
    """55 → falls 6 per h → a record at T+02:00 lifts it again, long after it went below 50 at T+00:50."""
    moments = (trust(0, 55, rate=-6), trust(2 * HOUR, 70))
    answer = judged({"never": {"indicator": "trust", "below": 50}}, *moments).answer
    assert answer.value == 2 * HOUR - 3001
    assert answer.words == "once, first at T+00:50:01, 1h09 in all"


@pytest.mark.parametrize(("low_until", "verdict"), [(2 * HOUR, "met"), (2 * HOUR + 1, "not met")])
def test_always_counts_its_share_of_the_time(low_until: int, verdict: str) -> None:
    """80 % of ten hours: two hours below are allowed, a second more is not."""
    measure = {"always": {"service": "pay", "above": "50%"}, "at_least": "80%"}
    answer = judged(measure, service(0, 0.2), service(low_until, 1.0)).answer
    assert answer.verdict == verdict
    assert answer.value == pytest.approx((10 * HOUR - low_until) / (10 * HOUR))


def test_always_looks_only_between_its_ends() -> None:
    measure = {"always": {"service": "pay", "above": "50%"}, "from": "T+02:00", "to": "T+04:00"}
    outside = (service(HOUR, 0.1), service(2 * HOUR, 1.0), service(4 * HOUR, 0.1))
    assert judged(measure, *outside).answer.verdict == "met"
    inside = judged(measure, service(4 * HOUR - 1, 0.1)).answer
    assert (inside.verdict, inside.evidence, inside.words) == (
        "not met",
        (1,),
        "100.0% of the time, 100% wanted",
    )


def test_always_is_lost_as_soon_as_it_cannot_be_won() -> None:
    measure = {"always": {"service": "pay", "above": "50%"}, "at_least": "90%"}
    down: list[Moment] = [service(0, 0.0), (HOUR, ev.FlagRaised("storm"))]
    assert judged(measure, *down, end=None).answer.verdict == "open"
    lost: list[Moment] = [service(0, 0.0), (HOUR + 2, ev.FlagRaised("storm"))]
    assert judged(measure, *lost, end=None).answer.verdict == "not met"


def test_the_whole_exercise_ends_when_play_did() -> None:
    measure = {"always": {"service": "pay", "above": "50%"}}
    assert judged(measure, end=3 * HOUR).answer.verdict == "met"


def test_never_while_looks_only_while_it_is_so() -> None:
    measure = {"never": {"flag": "blame"}, "while": {"flag": "storm"}}
    before = (
        (HOUR, ev.FlagRaised("blame")),
        (2 * HOUR, ev.FlagLowered("blame")),
        (3 * HOUR, ev.FlagRaised("storm")),
    )
    assert judged(measure, *before).answer.verdict == "met"
    meeting = ((HOUR, ev.FlagRaised("blame")), (3 * HOUR, ev.FlagRaised("storm")))
    answer = judged(measure, *meeting).answer
    assert (answer.verdict, answer.tick, answer.value, answer.evidence) == (
        "not met",
        3 * HOUR,
        7 * HOUR,
        (2,),
    )


def test_so_at_reads_the_level_of_that_moment() -> None:
    """50 rising by 5 an hour is 65 at T+03:00."""
    measure = {"at": "T+03:00", "that": {"indicator": "trust", "above": 66}}
    answer = judged(measure, trust(0, 50, rate=5), trust(4 * HOUR, 90)).answer
    assert (answer.verdict, answer.value) == ("not met", 65.0)
    assert answer.words == "not so at T+03:00: Trust at least 66 (now 65.0)"
    easier = {"at": "T+03:00", "that": {"indicator": "trust", "above": 65}}
    assert judged(easier, trust(0, 50, rate=5)).answer.words == "so at T+03:00 (65.0)"


def test_so_at_the_very_end_of_the_log() -> None:
    measure = {"at": "T+10:00", "that": {"flag": "storm"}}
    assert judged(measure, (10 * HOUR, ev.FlagRaised("storm"))).answer.verdict == "met"


KNOWN = {"known": ["anchor", "ship"], "by": "T+04:00", "at_least": 2}


def test_known_counts_agencies_for_each_fact() -> None:
    moments = (
        learned(HOUR, "anchor", "csirt"),
        learned(2 * HOUR, "anchor", "port"),
        learned(2 * HOUR, "ship", "navy"),
        learned(3 * HOUR, "ship", "csirt"),
    )
    answer = judged(KNOWN, *moments).answer
    assert (answer.verdict, answer.tick, answer.value, answer.evidence) == ("met", 3 * HOUR, 2, (1, 2, 3, 4))
    assert judged(KNOWN, *moments[:3]).answer.words == "each known to 1 of 3, 2 wanted, by T+04:00"


def test_known_forgets_nothing_and_counts_nobody_twice() -> None:
    moments = (learned(HOUR, "anchor", "csirt"), learned(2 * HOUR, "anchor", "csirt"))
    answer = judged({**KNOWN, "known": "anchor"}, *moments).answer
    assert (answer.verdict, answer.value) == ("not met", 1)


def test_known_among_some_only() -> None:
    measure = {**KNOWN, "known": "anchor", "of": ["port", "navy"]}
    moments = (learned(HOUR, "anchor", "csirt"), learned(HOUR, "anchor", "port"))
    assert judged(measure, *moments).answer.words == "known to 1 of 2, 2 wanted, by T+04:00"


INJECT = {
    "at": "T+01:00",
    "from": "x",
    "to": "csirt",
    "channel": "email",
    "subject": "s",
    "text": "t",
    "expect": [
        {"reply": True, "within": "1h", "objective": "o"},
        {"activity": "repair", "within": "1h", "objective": "o"},
        {"decision": "d", "within": "1h"},
    ],
}
DECISION = {"text": "q", "who": "csirt", "options": {"yes": {"text": "y"}}}


def answered(*decided: ev.AnyEvent, end: int | None = 10 * HOUR) -> Any:
    opened: list[Moment] = [
        (HOUR, ev.ExpectationOpened("call", index, 2 * HOUR, ("csirt",))) for index in range(3)
    ]
    moments = [*opened, *((2 * HOUR + 1, event) for event in decided)]
    return judged(
        {"answered": "50%"}, *moments, end=end, injects={"call": INJECT}, decisions={"d": DECISION}
    ).answer


def test_answered_counts_only_what_belongs_to_the_objective() -> None:
    """One of its two came in time, the third belongs to nobody: half."""
    answer = answered(
        ev.ExpectationMet("call", 0, "csirt"),
        ev.ExpectationMissed("call", 1),
        ev.ExpectationMissed("call", 2),
    )
    assert (answer.verdict, answer.value, answer.evidence) == ("met", 0.5, (4,))


def test_late_is_not_in_time() -> None:
    answer = answered(
        ev.ExpectationMissed("call", 0),
        ev.ExpectationMissed("call", 1),
        ev.ExpectationMet("call", 0, "csirt", True),
    )
    assert (answer.verdict, answer.value, answer.words) == ("not met", 0.0, "0 of 2 in time, 50% wanted")
    assert answer.evidence == (4, 5)


def test_injects_without_expectations_do_not_distort() -> None:
    assert judged({"answered": "50%"}).answer.verdict == "not measured"
    assert answered(ev.ExpectationMet("call", 0, "csirt"), end=None).verdict == "open"


def test_a_task_without_a_measure_is_for_an_evaluator() -> None:
    assert judged(None).answer.verdict == "not measured"


@pytest.mark.parametrize(
    ("share", "rating"),
    [(1.0, "P"), (0.99, "S"), (2 / 3, "S"), (0.66, "M"), (1 / 3, "M"), (0.33, "U"), (0.0, "U")],
)
def test_the_thresholds_of_a_proposed_rating(share: float, rating: str) -> None:
    assert propose(share) == rating


def test_an_objective_weighs_its_tasks_and_leaves_the_undecided_out() -> None:
    met = {"never": {"flag": "blame"}, "weight": 2}
    missed = {"by": "T+01:00", "that": {"flag": "storm"}}
    undecided = {"by": "T+11:00", "that": {"flag": "storm"}, "weight": 9}
    result = judge(scenario_with(met, missed, undecided, None), records())["o"]
    assert result.share == pytest.approx(2 / 3)
    assert (result.proposed, result.count("open")) == ("S", 1)


def test_an_objective_that_nothing_decides_gets_no_rating() -> None:
    assert judge(scenario_with(None), records())["o"].proposed == ""


def test_the_evaluators_last_word_is_kept_beside_the_proposal() -> None:
    noted = ((HOUR, "M"), (2 * HOUR, "P"))
    moments = [
        (tick, ev.ObservationMade("evaluator", "seen", objective="o", rating=word)) for tick, word in noted
    ]
    result = judge(scenario_with({"never": {"flag": "blame"}}), records(*moments))["o"]
    assert (result.proposed, result.confirmed, [each.seq for each in result.ratings]) == ("P", "P", [1, 2])


def test_live_a_deadline_passes_with_the_clock_and_not_with_the_next_record() -> None:
    live = Judge(scenario_with(STORM_BY_FIVE))
    for record in records(end=None):
        live.take(record)
    assert live.results(5 * HOUR)[0].tasks[0].answer.verdict == "open"
    assert live.results(5 * HOUR + 1)[0].tasks[0].answer.verdict == "not met"
    live.take(Happened(1, 6 * HOUR, ev.FlagRaised("storm")))
    assert live.results(6 * HOUR + 1)[0].tasks[0].answer.words == "at T+06:00, 1h late"


@pytest.mark.parametrize("measure", [{"always": {"flag": "storm"}}, {"never": {"flag": "storm"}}])
def test_before_startex_nothing_is_decided(measure: dict[str, object]) -> None:
    """An evaluator sits down before the first second of play is over."""
    live = Judge(scenario_with(measure))
    for record in records(end=None):
        live.take(record)
    assert live.results(0)[0].tasks[0].answer.verdict == "open"


@st.composite
def plays(draw: st.DrawFn) -> list[Moment]:
    moments: list[Moment] = []
    for tick in sorted(draw(st.lists(st.integers(0, 2000), max_size=6))):
        if draw(st.booleans()):
            moments.append(trust(tick, draw(st.integers(0, 100)), rate=draw(st.integers(-400, 400))))
        elif draw(st.booleans()):
            moments.append((tick, ev.FlagRaised("storm")))
        else:
            moments.append((tick, ev.FlagLowered("storm")))
    return moments


def second_by_second(moments: list[Moment]) -> tuple[list[float], list[bool]]:
    """Trust and storm at the end of every second: the slow way, which needs no thought."""
    motion, storm = Motion(60.0), False
    values, storms = [], []
    for tick in range(2100):
        for _, event in (moment for moment in moments if moment[0] == tick):
            if isinstance(event, ev.IndicatorMoved):
                motion = Motion(event.value, tick, rate=event.rate)
            else:
                storm = isinstance(event, ev.FlagRaised)
        values.append(motion.at(tick))
        storms.append(storm)
    return values, storms


@given(plays())
def test_asking_when_something_may_change_is_as_good_as_asking_every_second(moments: list[Moment]) -> None:
    measures: list[dict[str, Any]] = [
        {"by": "T+00:15", "that": {"indicator": "trust", "below": 40}},
        {"at": "T+00:20", "that": {"indicator": "trust", "above": 50}},
        {"always": {"indicator": "trust", "above": 45}, "from": "T+00:05", "to": "T+00:30"},
        {"never": {"indicator": "trust", "above": 75}, "while": {"flag": "storm"}},
    ]
    by, at, always, never = judge(scenario_with(*measures), records(*moments, end=2100))["o"].tasks
    values, storms = second_by_second(moments)
    low = next((tick for tick, value in enumerate(values) if value < 40), None)
    assert (by.answer.verdict, by.answer.value) == (
        "met" if low is not None and low <= 900 else "not met",
        low,
    )
    assert (at.answer.verdict == "met", at.answer.value) == (values[1200] >= 50, values[1200])
    assert always.answer.value == sum(value >= 45 for value in values[300:1800]) / 1500
    assert never.answer.value == sum(so and value >= 75 for value, so in zip(values, storms, strict=True))
