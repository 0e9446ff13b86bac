"""Lanes, response times, events list, who knew what and curves, against oracles worked out by hand."""

from __future__ import annotations

import pytest

from exercise.domain import events as ev
from exercise.review.chronicle import Chronicle
from exercise.review.curves import Curve, curves, thinned
from exercise.review.drawing import axis, curve_shape, lane_shape, x_of
from exercise.review.msel_review import msel_lines
from exercise.review.names import Names
from exercise.review.responses import Pace, paces, responses
from exercise.review.timeline import lanes
from exercise.review.who_knew import fact_lines
from exercise.scenario.model import Scenario
from tests.review.judged import HOUR, Moment, learned, records, scenario_with, service, trust
from tests.review.played import played, scene


def chronicle_of(
    *moments: Moment, scenario: Scenario | None = None, end: int | None = 10 * HOUR
) -> Chronicle:
    return Chronicle(scenario or scenario_with(None), records(*moments, end=end))


def names_of(chronicle: Chronicle) -> Names:
    return Names(chronicle.scenario)


RUN = "repair@port#1"


def test_a_running_spans_from_its_order_to_its_end_with_its_work_and_its_waiting() -> None:
    chronicle = chronicle_of(
        (HOUR, ev.ActivityOrdered(RUN, "repair", "port")),
        (2 * HOUR, ev.StageBegun(RUN, 0, HOUR)),
        (2 * HOUR + 1800, ev.WorkBlocked(RUN, 1800)),
        (4 * HOUR, ev.WorkResumed(RUN, 1800)),
        (4 * HOUR + 1800, ev.ActivityFinished(RUN)),
    )
    port = lanes(chronicle, names_of(chronicle))[2]
    (span,) = port.spans
    assert (span.name, span.begin, span.end, span.outcome) == ("Repair", HOUR, 4 * HOUR + 1800, "done")
    assert [(part.what, part.end - part.begin) for part in span.parts] == [
        ("wait", HOUR),
        ("work", 1800),
        ("wait", 5400),
        ("work", 1800),
    ]
    assert (span.seq, span.last, span.worked) == (1, 5, HOUR)


def test_what_is_under_way_at_the_end_lasts_to_the_end() -> None:
    chronicle = chronicle_of(
        (HOUR, ev.ActivityOrdered(RUN, "repair", "port")),
        (HOUR, ev.StageBegun(RUN, 0, 99 * HOUR)),
        end=3 * HOUR,
    )
    (span,) = lanes(chronicle, names_of(chronicle))[2].spans
    assert (span.end, span.outcome, span.worked) == (3 * HOUR, "under way", 2 * HOUR)


def test_background_has_no_lane_of_its_own() -> None:
    noise = {"noise": {"name": "Noise", "who": "background", "starts": {"at": "T+01:00"}, "takes": "1h"}}
    chronicle = chronicle_of(
        (HOUR, ev.ActivityOrdered("noise@port#1", "noise", "port")),
        scenario=scenario_with(None, activities=noise),
    )
    assert lanes(chronicle, names_of(chronicle))[2].spans == ()


def test_marks_lie_in_the_lane_of_whom_they_concern() -> None:
    chronicle = Chronicle(scene(), played(scene()))
    control, csirt, port = lanes(chronicle, names_of(chronicle))
    assert dict(control.counts()) == {"phase": 2, "observation": 1, "override": 1}
    assert dict(csirt.counts()) == {"inject": 2, "decision": 1, "reply": 1, "share": 1, "missed": 2}
    assert dict(port.counts()) == {"inject": 1, "message": 1, "missed": 1}


# --- response times


def test_response_times_run_from_the_release_to_the_first_reaction() -> None:
    """Replies after 10, 20, … 100 minutes: the median is 55, nine in ten were no slower than 90."""
    injects = {
        f"i{n}": {
            "at": "T+00:00",
            "from": "x",
            "to": "csirt",
            "channel": "email",
            "subject": "s",
            "text": "t",
        }
        for n in range(10)
    }
    out: list[Moment] = [(0, release(f"i{n}", n)) for n in range(10)]
    back: list[Moment] = [((n + 1) * 600, ev.ReplyGiven(f"i{n}", "csirt", "yes")) for n in range(10)]
    second: list[Moment] = [(9000, ev.ReplyGiven("i0", "csirt", "and again"))]
    chronicle = chronicle_of(*out, *back, *second, scenario=scenario_with(None, injects=injects))
    (line,) = paces(responses(chronicle), ("csirt", "port", "navy"))
    assert line == Pace("csirt", 10, 10, 3300, 5400, 0, tuple(range(11, 21)))


def adds(inject: str, at: int) -> ev.InjectAdded:
    words = {"und": "Later"}
    return ev.InjectAdded(inject, "excon", at, 6, ("csirt",), words, "email", "amber", words, words)


def release(inject: str, number: int, decisions: tuple[str, ...] = ()) -> ev.InjectReleased:
    words = {"und": "x"}
    return ev.InjectReleased(
        inject,
        "clock",
        ("csirt",),
        number,
        "inject",
        words,
        "email",
        "amber",
        words,
        words,
        decisions=decisions,
    )


def test_a_decision_asked_for_is_a_reaction_and_silence_is_missed() -> None:
    inject = {
        "at": "T+01:00",
        "from": "x",
        "to": ["csirt", "port"],
        "channel": "email",
        "subject": "s",
        "text": "t",
    }
    chronicle = chronicle_of(
        (HOUR, release("call", 1, ("warn",))),
        (HOUR, ev.ExpectationOpened("call", 0, 2 * HOUR, ("csirt", "port"))),
        (2 * HOUR + 1, ev.ExpectationMissed("call", 0)),
        (3 * HOUR, ev.DecisionMade("csirt", "warn", "yes")),
        scenario=scenario_with(None, injects={"call": inject}),
    )
    csirt, port = paces(responses(chronicle), ("csirt", "port", "navy"))
    assert (csirt.n, csirt.median, csirt.missed) == (1, 2 * HOUR, 1)
    assert (port.n, port.median, port.p90, port.missed) == (0, None, None, 1)


# --- the events list


def test_the_events_list_says_how_far_play_was_from_the_plan() -> None:
    injects = {
        name: {"at": "T+02:00", "from": "x", "to": "csirt", "channel": "email", "subject": name, "text": "t"}
        for name in ("punctual", "moved", "dropped", "never")
    }
    chronicle = chronicle_of(
        (HOUR, ev.InjectHeld("moved")),
        (HOUR, ev.InjectSkipped("dropped", "no time")),
        (2 * HOUR, release("punctual", 1)),
        (2 * HOUR + 900, release("moved", 2)),
        (3 * HOUR, release("ad-hoc-1", 5)),
        (3 * HOUR, adds("ad-hoc-2", 5 * HOUR)),
        (4 * HOUR, ev.InjectSkipped("ad-hoc-2", "no need")),
        scenario=scenario_with(None, injects=injects),
    )
    lines = {line.id: line for line in msel_lines(chronicle, names_of(chronicle))}
    assert list(lines) == ["punctual", "dropped", "never", "moved", "ad-hoc-1", "ad-hoc-2"]
    assert [line.deviation for line in lines.values()] == [0, None, None, 900, None, None]
    assert [line.status for line in lines.values()] == [
        "released",
        "skipped",
        "not reached",
        "released",
        "released",
        "skipped",
    ]
    assert (lines["moved"].changes, lines["dropped"].changes) == (((1, "held"),), ((2, "skipped: no time"),))
    assert (lines["ad-hoc-2"].planned, lines["ad-hoc-2"].subject, lines["ad-hoc-2"].changes) == (
        5 * HOUR,
        "Later",
        ((6, "added by a controller"), (7, "skipped: no need")),
    )
    assert (lines["ad-hoc-1"].is_ad_hoc, lines["ad-hoc-1"].planned, lines["dropped"].seq) == (True, None, 2)


# --- who knew what


def test_knowledge_lags_behind_the_first_that_knew() -> None:
    facts = {"anchor": {"text": "An anchor.", "ought_to_know": ["navy", "port"]}, "ship": {"text": "A ship."}}
    chronicle = chronicle_of(
        learned(HOUR, "anchor", "csirt"),
        learned(3 * HOUR, "anchor", "port"),
        learned(4 * HOUR, "anchor", "csirt"),
        scenario=scenario_with(None, facts=facts),
    )
    anchor, ship = fact_lines(chronicle)
    assert [(each.agency, each.tick, each.lag, each.seq) for each in anchor.known] == [
        ("csirt", HOUR, 0, 1),
        ("port", 3 * HOUR, 2 * HOUR, 2),
    ]
    assert (anchor.ought, ship.known) == (("navy",), ())


# --- curves


def curve_of(identity: str, *moments: Moment) -> Curve:
    chronicle = chronicle_of(*moments)
    return next(curve for curve in curves(chronicle, names_of(chronicle)) if curve.id == identity)


def test_a_service_is_a_stair() -> None:
    assert curve_of("pay", service(2 * HOUR, 0.25), service(5 * HOUR, 1.0)).points == (
        (0, 100.0),
        (2 * HOUR, 100.0),
        (2 * HOUR, 25.0),
        (5 * HOUR, 25.0),
        (5 * HOUR, 100.0),
        (10 * HOUR, 100.0),
    )


def test_a_drift_is_straight_and_breaks_where_it_meets_its_range() -> None:
    """60 falling by 30 an hour reaches nothing after two hours, and stays there."""
    curve = curve_of("trust", trust(0, 60, rate=-30), trust(4 * HOUR, 20))
    assert curve.points == (
        (0, 60.0),
        (2 * HOUR, 0.0),
        (4 * HOUR, 0.0),
        (4 * HOUR, 20.0),
        (10 * HOUR, 20.0),
    )
    assert (curve.lowest, curve.highest) == ((2 * HOUR, 0.0), (0, 60.0))


def test_an_approach_is_exact_wherever_it_is_drawn() -> None:
    """Halving the distance to 20 every hour from 60: 40 after one hour, 30 after two."""
    pull = 0.6931471805599453
    curve = curve_of("trust", (0, ev.IndicatorMoved("trust", 60, pull=pull, target=20)))
    at = dict(curve.points)
    assert (at[HOUR], at[2 * HOUR]) == (pytest.approx(40), pytest.approx(30))
    assert len(curve.points) <= 1001


def test_a_column_holds_at_most_four_points_and_its_extremes() -> None:
    points = [(tick, float((tick * 7919) % 101)) for tick in range(5000)]
    thin = thinned(points, 50)
    for column in range(100):
        kept = [value for tick, value in thin if tick // 50 == column]
        every = [value for tick, value in points if tick // 50 == column]
        assert len(kept) <= 4
        assert (min(kept), max(kept)) == (min(every), max(every))


def test_what_every_agency_has_is_drawn_as_the_mean() -> None:
    tired = {"tired": {"name": "Tired", "each": True}}
    chronicle = chronicle_of(
        (0, ev.IndicatorMoved("tired", 30, "csirt")),
        (0, ev.IndicatorMoved("tired", 60, "port")),
        scenario=scenario_with(None, indicators=tired),
    )
    (_, curve) = curves(chronicle, names_of(chronicle))
    assert (curve.points, curve.note) == (((0, 30.0), (10 * HOUR, 30.0)), "mean of 3 agencies")


# --- drawing


@pytest.mark.parametrize(("hours", "count"), [(1, 13), (12, 13), (72, 13), (2, 9), (1000, 6)])
def test_an_axis_has_round_hours_and_no_more_than_it_can_carry(hours: int, count: int) -> None:
    ticks = axis(hours * HOUR)
    assert len(ticks) == count
    assert (ticks[0].x, ticks[0].words) == (0, "T+00:00")


def test_marks_of_one_kind_in_one_column_are_one_shape() -> None:
    chronicle = chronicle_of(*((HOUR + n, ev.ReplyGiven("i", "csirt", "x")) for n in range(5)))
    csirt = lanes(chronicle, names_of(chronicle))[1]
    (shape,) = lane_shape(csirt, chronicle.horizon).marks
    assert (shape.x, shape.others, shape.seq) == (x_of(HOUR, 10 * HOUR), 4, 1)


def test_spans_that_overlap_lie_in_rows_of_their_own() -> None:
    runs: list[Moment] = [(n, ev.ActivityOrdered(f"repair@port#{n}", "repair", "port")) for n in range(3)]
    chronicle = chronicle_of(*runs)
    shape = lane_shape(lanes(chronicle, names_of(chronicle))[2], chronicle.horizon)
    assert len({span.y for span in shape.spans}) == 3


def test_a_small_indicator_is_drawn_large_and_a_service_on_its_whole_range() -> None:
    small = curve_shape(curve_of("trust", trust(0, 1), trust(HOUR, 16)), 10 * HOUR)
    assert (small.low, small.high) == (0, 20)
    assert curve_shape(curve_of("pay", service(HOUR, 0.9)), 10 * HOUR).high == 100
