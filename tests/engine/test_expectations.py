"""What is expected after an inject: met, late, missed, and what follows from each."""

from __future__ import annotations

from typing import Any

import pytest

from exercise.domain import commands as cmd
from exercise.domain import events as ev
from exercise.scenario.model import Scenario
from tests.scenes import EXCON, Move, Scene, change, drill, inject, play

WHAT_BECAME_OF_IT = (ev.ExpectationMet, ev.ExpectationMissed)


def asked(*expect: dict[str, Any], **parts: Any) -> Scenario:
    """At T+01:00 `coast` is told that a cable is cut; something is expected of it."""
    cut = {"at": "T+01:00", "expect": list(expect)} | parts
    return drill(
        flags={"storm": {"name": "Storm"}},
        indicators={"trust": {"name": "Trust", "start": 50}},
        facts={"ais-gap": {"text": "A gap", "known_to": ["coast"]}},
        activities={
            "repair": {"name": "Repair", "takes": "30min"},
            "mend": {"name": "Mend", "target": {"kind": "agency"}, "takes": "30min"},
        },
        decisions={
            "blame": {
                "text": "Blame?",
                "who": "anyone",
                "options": {"yes": {"text": "Yes"}, "no": {"text": "No"}},
            }
        },
        injects={
            "cut": inject(**cut),
            "nudge": inject(held=True, kind="contingency", expect=[{"reply": True, "within": "1h"}]),
        },
    )


def said(scene: Scene) -> list[tuple[str, str]]:
    return [(time, text.removeprefix("expectation-")) for time, text in scene.story(*WHAT_BECAME_OF_IT)]


def repair(time: str, by: str = "coast") -> Move:
    return (time, by, cmd.Order("repair"))


def reply(time: str, name: str = "cut", by: str = "coast") -> Move:
    return (time, by, cmd.Reply(name, "We know."))


ORDER = {"activity": "repair", "within": "2h"}


# --- in time or not


@pytest.mark.parametrize(
    ("time", "became"),
    [
        ("T+02:00", [("T+02:00", "met cut 0 coast")]),
        ("T+03:00", [("T+03:00", "met cut 0 coast")]),  # the very second of the deadline
        ("T+03:00:01", [("T+03:00:01", "missed cut 0"), ("T+03:00:01", "met cut 0 coast late")]),
        ("T+04:00", [("T+03:00:01", "missed cut 0"), ("T+04:00", "met cut 0 coast late")]),
    ],
)
def test_an_action_is_in_time_up_to_the_second_of_its_deadline(
    time: str, became: list[tuple[str, str]]
) -> None:
    assert said(play(asked(ORDER), repair(time), "T+09:00")) == became


def test_what_never_comes_is_missed_once() -> None:
    assert said(play(asked(ORDER), "T+72:00")) == [("T+03:00:01", "missed cut 0")]


def test_a_deadline_may_be_a_time_of_the_clock() -> None:
    scene = play(asked({"activity": "repair", "by": "T+05:00"}), "T+09:00")
    assert scene.story(ev.ExpectationOpened) == [("T+01:00", "expectation-opened cut 0 18000 coast")]
    assert said(scene) == [("T+05:00:01", "missed cut 0")]


def test_a_deadline_that_is_over_at_release_gives_that_second() -> None:
    scene = play(asked({"activity": "repair", "by": "T+00:30"}), "T+09:00")
    assert said(scene) == [("T+01:00:01", "missed cut 0")]


def test_foresight_counts() -> None:
    assert said(play(asked(ORDER), repair("T+00:30"), "T+09:00")) == [("T+01:00", "met cut 0 coast")]


def test_what_was_stood_down_before_the_inject_does_not_count() -> None:
    moves = repair("T+00:30"), ("T+00:40", "coast", cmd.StandDown("repair@coast#1"))
    assert said(play(asked(ORDER), *moves, "T+09:00")) == [("T+03:00:01", "missed cut 0")]


def test_somebody_elses_action_does_not_count() -> None:
    assert said(play(asked(ORDER), repair("T+02:00", by="inland"), "T+09:00")) == [
        ("T+03:00:01", "missed cut 0")
    ]


def test_others_than_the_recipients_may_be_expected_to_act() -> None:
    scene = play(asked(ORDER | {"who": ["inland"]}), repair("T+02:00", by="inland"), "T+09:00")
    assert said(scene) == [("T+02:00", "met cut 0 inland")]


# --- kinds of it


def test_done_is_more_than_ordered() -> None:
    scene = play(asked(ORDER | {"is": "done"}), repair("T+02:00"), "T+09:00")
    assert said(scene) == [("T+02:30", "met cut 0 coast")]


def test_the_target_has_to_be_the_right_one() -> None:
    expect = {"activity": "mend", "within": "2h", "target": "inland"}
    wrong, right = (("T+02:00", "coast", cmd.Order("mend", name)) for name in ("coast", "inland"))
    assert said(play(asked(expect), wrong, "T+02:30")) == []
    assert said(play(asked(expect), right, "T+02:30")) == [("T+02:00", "met cut 0 coast")]


def test_a_decision_may_have_to_be_one_of_some() -> None:
    expect = {"decision": "blame", "within": "2h", "chose": "no"}
    yes, no = (("T+02:00", "coast", cmd.Decide("blame", option)) for option in ("yes", "no"))
    assert said(play(asked(expect), yes, "T+09:00")) == [("T+03:00:01", "missed cut 0")]
    assert said(play(asked(expect), no, "T+09:00")) == [("T+02:00", "met cut 0 coast")]


def test_an_answer_in_writing_and_its_deadline_for_the_recipients_to_see() -> None:
    scene = play(asked({"reply": True, "within": "2h"}), reply("T+02:00"), "T+09:00")
    assert scene.happened(ev.InjectReleased)[0].event.answer_by == 3 * 3600
    assert said(scene) == [("T+02:00", "met cut 0 coast")]


def test_a_fact_has_to_reach_everybody_named() -> None:
    expect = {"share": "ais-gap", "with": ["inland"], "within": "2h"}
    scene = play(asked(expect), ("T+02:00", "coast", cmd.Share("ais-gap", ("inland",))), "T+09:00")
    assert said(scene) == [("T+02:00", "met cut 0 coast")]


def test_something_may_have_to_be_so() -> None:
    scene = play(
        asked({"that": {"flag": "storm"}, "within": "2h"}), change("T+02:00", {"flag": "storm"}), "T+09:00"
    )
    assert said(scene) == [("T+02:00", "met cut 0 somebody")]


# --- what follows


def trust(scene: Scene) -> float:
    return scene.world.indicators["trust", ""].value


@pytest.mark.parametrize(
    ("time", "left"), [("T+02:00", 51), ("T+03:00:01", 40), ("T+05:00", 40), ("T+20:00", 40)]
)
def test_in_time_has_its_reward_and_too_late_its_price(time: str, left: int) -> None:
    expect = ORDER | {"if_met": [{"add": {"trust": 1}}], "if_missed": [{"add": {"trust": -10}}]}
    assert trust(play(asked(expect), repair(time), "T+24:00")) == left


def test_the_inject_rewards_only_when_everything_came_in_time() -> None:
    both = ORDER, {"reply": True, "within": "2h"}
    after = {"if_met": [{"add": {"trust": 1}}], "if_missed": [{"add": {"trust": -10}}]}
    assert trust(play(asked(*both, **after), repair("T+02:00"), reply("T+02:30"), "T+09:00")) == 51
    assert trust(play(asked(*both, **after), repair("T+02:00"), reply("T+04:30"), "T+09:00")) == 40


def test_the_inject_has_its_price_once_however_much_is_missed() -> None:
    both = ORDER, {"reply": True, "within": "4h"}
    assert trust(play(asked(*both, if_missed=[{"add": {"trust": -10}}]), "T+09:00")) == 40


def test_a_missed_action_releases_the_contingency_which_expects_something_itself() -> None:
    scene = play(asked(ORDER, if_missed=[{"release": "nudge"}]), reply("T+03:30", "nudge"), "T+09:00")
    missed = scene.happened(ev.ExpectationMissed)[0]
    nudge = scene.happened(ev.InjectReleased)[1]
    assert (nudge.event.inject, nudge.event.by, nudge.cause) == ("nudge", "cut", missed.seq)
    assert said(scene) == [("T+03:00:01", "missed cut 0"), ("T+03:30", "met nudge 0 coast")]


def test_nobody_at_the_table_is_told_what_was_expected() -> None:
    scene = play(asked(ORDER), repair("T+04:00"), "T+09:00")
    assert {record.to for record in scene.happened(ev.ExpectationOpened, *WHAT_BECAME_OF_IT)} == {()}


def test_an_inject_made_up_on_the_spot_may_want_an_answer() -> None:
    send = cmd.SendInject(
        ("inland",), "Newspaper", "Is it true?", "Tell us.", "press", "clear", answer_within=1800
    )
    scene = play(asked(), ("T+02:00", EXCON, send), ("T+02:10", EXCON, send))
    scene.play(reply("T+02:30", "ad-hoc-1", "inland"), "T+09:00")
    assert [record.event.answer_by for record in scene.happened(ev.InjectReleased)[1:]] == [9000, 9600]
    assert said(scene) == [("T+02:30", "met ad-hoc-1 0 inland"), ("T+02:40:01", "missed ad-hoc-2 0")]
    assert [record.event.number for record in scene.happened(ev.InjectReleased)[1:]] == [3, 4]


def test_an_inject_made_up_on_the_spot_may_want_nothing() -> None:
    scene = play(
        asked(),
        ("T+02:00", EXCON, cmd.SendInject(("everyone",), "Radio", "News", "Rain.", "radio")),
        "T+09:00",
    )
    released = scene.happened(ev.InjectReleased)[1]
    assert (released.to, released.event.answer_by) == (("coast", "inland"), None)
    assert scene.happened(ev.ExpectationOpened) == []
