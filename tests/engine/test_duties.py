"""Duties to report: a clock of one's own from one's own awareness; filed, late, or missed with consequences."""

from __future__ import annotations

import pytest

from exercise.domain import commands as cmd
from exercise.domain import events as ev
from exercise.errors import NoSuchThing, Refused
from tests.scenes import EXCON, Scene, drill, inject, play

NOTICE = {
    "name": "Early warning",
    "who": ["coast", "inland"],
    "aware_of": {"any": [{"fact": "cut"}, {"inject": "alarm"}]},
    "within": "24h",
    "to": "regulator",
    "form": [{"id": "what", "text": "What happened"}, {"id": "more", "text": "More", "required": False}],
    "if_met": [{"add": {"compliance": 5}}],
    "if_late": [{"add": {"compliance": -5}}],
    "if_missed": [{"add": {"compliance": -15}}],
}
DUTY = (ev.ClockStarted, ev.ReportFiled, ev.ClockOverdue, ev.ObligationMissed)
FILE = cmd.FileReport("notice", {"what": "A cable is cut"})


def table(**notice: object) -> Scene:
    """Three agencies; the coast learns of the cut at T+01:00 and tells nobody."""
    scenario = drill(
        agencies={name: {"name": name.title()} for name in ("coast", "inland", "regulator")},
        facts={"cut": {"text": "The cable is cut."}},
        indicators={"compliance": {"name": "Compliance", "start": 50, "each": True}},
        injects={"alarm": inject(at="T+01:00", facts=["cut"])},
        obligations={"notice": NOTICE | notice},
    )
    return Scene(scenario)


def compliance(scene: Scene, agency: str = "coast") -> float:
    return scene.world.indicators["compliance", agency].at(scene.engine.tick)


def test_each_agency_has_its_own_clock_from_its_own_awareness() -> None:
    scene = table().play(
        "T+05:00", ("T+05:00", "coast", cmd.Share("cut", ("inland",), knowingly=True)), "T+06:00"
    )
    assert scene.story(ev.ClockStarted) == [
        ("T+01:00", "clock-started notice coast 90000"),
        ("T+05:00", "clock-started notice inland 104400"),
    ]


def test_a_report_in_time_is_met_and_reaches_the_regulator() -> None:
    scene = table().play(("T+20:00", "coast", FILE))
    (filed,) = scene.happened(ev.ReportFiled)
    assert filed.to == ("coast", "regulator")
    assert (scene.world.duties["notice", "coast"].status, compliance(scene)) == ("met", 55)


def test_a_report_at_the_very_second_of_the_deadline_is_in_time() -> None:
    scene = table().play(("T+25:00", "coast", FILE))
    assert scene.world.duties["notice", "coast"].status == "met"


def test_a_missed_clock_costs_at_once_and_a_late_report_costs_again() -> None:
    scene = table().play(("T+30:00", "coast", FILE))
    assert scene.story(*DUTY) == [
        ("T+01:00", "clock-started notice coast 90000"),
        ("T+1d01:00:01", "clock-overdue notice coast"),
        ("T+1d01:00:01", "obligation-missed notice coast"),
        ("T+1d06:00", "report-filed notice coast regulator late"),
    ]
    assert compliance(scene) == 30


def test_with_a_period_of_grace_late_is_not_yet_missed() -> None:
    late = table(gives_up_after="12h").play(("T+30:00", "coast", FILE), "T+50:00")
    never = table(gives_up_after="12h").play("T+50:00")
    assert (compliance(late), compliance(never)) == (45, 35)
    assert late.happened(ev.ObligationMissed) == []


def test_a_clock_of_the_agencys_own_list_runs_too() -> None:
    scenario = drill(
        agencies={"coast": {"name": "Coast", "clocks": ["notice"]}, "regulator": {"name": "Regulator"}},
        facts={"cut": {"text": "Cut.", "known_to": ["coast"]}},
        indicators={"compliance": {"name": "C", "start": 50, "each": True}},
        injects={"alarm": inject(held=True)},
        obligations={"notice": NOTICE | {"who": []}},
    )
    assert [event for _, event in play(scenario, "T+00:01").story(ev.ClockStarted)] == [
        "clock-started notice coast 86400"
    ]


def test_an_inject_that_went_to_somebody_else_makes_nobody_aware() -> None:
    scenario = drill(
        agencies={name: {"name": name} for name in ("coast", "inland", "regulator")},
        injects={"alarm": inject(at="T+01:00", to="inland")},
        indicators={"compliance": {"name": "C", "start": 50, "each": True}},
        facts={"cut": {"text": "Cut."}},
        obligations={"notice": NOTICE},
    )
    assert list(play(scenario, "T+02:00").world.duties) == [("notice", "inland")]


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "the field 'what'"),
        ({"what": " "}, "the field 'what'"),
        ({"what": "x", "else": "y"}, "field of this form"),
    ],
)
def test_an_incomplete_form_is_refused_and_nothing_is_filed(fields: dict[str, str], says: str) -> None:
    scene = table().play("T+02:00")
    with pytest.raises(Refused, match=says):
        scene.engine.submit("coast", cmd.FileReport("notice", fields))
    assert scene.happened(ev.ReportFiled) == []


def test_nobody_files_what_it_is_not_aware_of_nor_twice() -> None:
    scene = table().play("T+02:00")
    with pytest.raises(NoSuchThing):
        scene.engine.submit("inland", FILE)
    scene.engine.submit("coast", FILE)
    with pytest.raises(Refused, match="already"):
        scene.engine.submit("coast", FILE)


def test_a_condition_can_ask_how_a_duty_stands() -> None:
    scenario = drill(
        agencies={name: {"name": name} for name in ("coast", "inland", "regulator")},
        facts={"cut": {"text": "Cut.", "known_to": ["coast"]}},
        indicators={"compliance": {"name": "C", "start": 50, "each": True}},
        injects={
            "alarm": inject(held=True),
            "fine": inject(when={"obligation": "notice", "of": "coast", "is": "missed"}),
        },
        obligations={"notice": NOTICE},
    )
    _, released = next(iter(play(scenario, "T+30:00").story(ev.InjectReleased)))
    assert released.startswith("inject-released fine")
    assert play(scenario, ("T+01:00", "coast", FILE), "T+30:00").story(ev.InjectReleased) == []


def test_the_clock_goes_on_for_whoever_is_told_by_a_controller() -> None:
    learn = cmd.Override(({"learn": "cut", "by": "inland"},), "they were called")
    scene = table().play(("T+03:00", EXCON, learn))
    assert scene.world.duties["notice", "inland"].due == 27 * 3600
