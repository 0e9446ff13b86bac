"""What leaves EXCON's queue: put away, lost long ago, over with the exercise; and what is one line for many things."""

from __future__ import annotations

from exercise.domain import commands as cmd
from exercise.review.needs import cells, put_away
from exercise.review.picture import Picture
from exercise.scenario.quantities import parse_time
from tests.review.test_queue import READY, celled, queue, seen
from tests.scenes import EXCON, drill, inject, play


def test_what_was_put_away_waits_no_more_until_it_is_given_back_or_comes_up_again() -> None:
    at = parse_time("T+03:10")
    scene = play(
        celled(),
        *READY,
        ("T+02:20", EXCON, cmd.PutAwayTask("unrated/noon")),
        ("T+02:59", EXCON, cmd.PutAwayTask("overdue/loss/0", "said by phone", "central")),
        "T+03:10",
    )
    # The rating was not due when it was put away: now it is.
    assert [name for name, _, _ in queue(scene, "T+03:10")] == ["call/call", "unrated/noon"]
    assert [name for name, _, _ in queue(scene, "T+03:10", cell="north")] == ["call/call"]
    away = put_away(seen(scene), at)
    assert [(row.id, row.away, row.away_why) for row in away] == [
        ("overdue/loss/0", "central", "said by phone")
    ]
    assert cells(seen(scene), at)[1].overdue == 1
    scene.play(("T+03:12", EXCON, cmd.GiveBackTask("overdue/loss/0")))
    assert "overdue/loss/0" in [name for name, _, _ in queue(scene, "T+03:12")]


def test_a_report_that_comes_to_be_overdue_later_was_not_put_away_with_the_others() -> None:
    part = {
        "who": ["coast"],
        "aware_of": {"inject": "loss"},
        "to": ["csirt"],
        "form": [{"id": "what", "text": "What?"}],
    }
    scene = play(
        drill(
            agencies={"coast": {"name": "Coast"}, "csirt": {"name": "CSIRT"}},
            injects={"loss": inject(at="T+01:00")},
            obligations={
                "early": part | {"name": "Early", "within": "1h"},
                "late": part | {"name": "Late", "within": "4h"},
            },
        ),
        ("T+03:00", EXCON, cmd.PutAwayTask("duty/coast")),
        "T+04:00",
    )
    assert queue(scene, "T+04:00") == []
    scene.play("T+06:00")
    (row,) = (row for row in seen(scene).needs_you(parse_time("T+06:00")) if row.kind == "duty")
    assert "Late" in row.text
    assert "Early" not in row.text
    assert ["Early" in each.text for each in put_away(seen(scene), parse_time("T+06:00"))] == [True]


def test_what_an_agency_has_not_opened_is_one_line_and_what_comes_later_is_not_put_away_with_it() -> None:
    times = {"first": "T+00:50", "second": "T+01:00", "hello": "T+00:30", "third": "T+03:00"}
    scenario = drill(injects={name: inject(at=at, subject=name) for name, at in times.items()})
    scene = play(
        scenario,
        ("T+00:10", EXCON, cmd.TakeSeat("coast")),
        ("T+00:40", "coast", cmd.MarkRead("hello")),
        "T+02:00",
    )
    (both,) = seen(scene).needs_you(parse_time("T+02:00"))
    assert both.text == "2 injects not opened, the oldest for 1h10: #2, #1"
    scene.play(("T+02:10", EXCON, cmd.PutAwayTask(both.id)), "T+04:00")
    (later,) = (row for row in seen(scene).needs_you(parse_time("T+04:00")) if row.kind == "unread")
    assert later.text == "#4 third: not opened for 1h"


def test_what_is_overdue_for_hours_is_marked_as_lost() -> None:
    scene = play(celled(), *READY, "T+06:02")
    at = {time: seen(scene).needs_you(parse_time(time)) for time in ("T+05:58", "T+06:02")}
    lost = {time: [row.lost for row in rows if row.kind == "overdue"] for time, rows in at.items()}
    assert lost == {"T+05:58": [False], "T+06:02": [True]}


def test_after_endex_nothing_waits_for_a_controller() -> None:
    scene = play(celled(), *READY, ("T+03:10", EXCON, cmd.End()))
    assert queue(scene, "T+03:10") == []


def test_nobody_is_called_silent_where_nobody_plays() -> None:
    asked = inject(at="T+01:00", subject="Well?", expect=[{"reply": True, "within": "9h"}])
    scene = play(drill(injects={"asked": asked}), "T+04:00")
    for stand_ins, kinds in (({"coast": "bot"}, ["silent"]), ({"coast": "absent"}, [])):
        picture = Picture(scene.engine.scenario, EXCON, stand_ins=stand_ins)
        picture.take_all(scene.records)
        assert [
            row.kind for row in picture.needs_you(parse_time("T+04:00")) if row.agency == "coast"
        ] == kinds
