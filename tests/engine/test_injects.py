"""The MSEL at work: by the clock, on a condition, by hand; and the traps of time other tools fell into."""

from __future__ import annotations

from typing import Any

import pytest

from exercise.domain import commands as cmd
from exercise.domain import events as ev
from exercise.errors import WrongPhase
from exercise.scenario.model import Scenario
from tests.scenes import EXCON, Scene, change, drill, inject, play


def msel(**injects: dict[str, Any]) -> Scenario:
    """A few lines of the MSEL, a flag to wait for, and an indicator that shows what effects did."""
    return drill(
        flags={"storm": {"name": "Storm"}, "calm": {"name": "Calm", "up": True}},
        indicators={"trust": {"name": "Trust", "start": 50}},
        facts={"ais-gap": {"text": "A gap in the tracks"}},
        injects={name: inject(**parts) for name, parts in injects.items()},
    )


def went_out(scene: Scene) -> list[tuple[str, str, str]]:
    times = [time for time, _ in scene.story(ev.InjectReleased)]
    events = [record.event for record in scene.happened(ev.InjectReleased)]
    return [(time, event.inject, event.by) for time, event in zip(times, events, strict=True)]


def control(time: str, command: cmd.AnyCommand) -> tuple[str, str, cmd.AnyCommand]:
    return (time, EXCON, command)


# --- when


def test_an_inject_goes_out_at_its_time() -> None:
    assert went_out(play(msel(cut={"at": "T+05:30"}), "T+09:00")) == [("T+05:30", "cut", "clock")]


def test_injects_due_in_the_same_second_go_out_in_the_order_of_the_msel() -> None:
    scene = play(msel(b={"at": "T+01:00"}, a={"at": "T+01:00"}, c={"at": "T+00:00"}), "T+02:00")
    assert [name for _, name, _ in went_out(scene)] == ["c", "b", "a"]


def test_an_inject_with_a_condition_goes_out_when_it_becomes_so_and_once() -> None:
    scene = play(
        msel(cut={"when": {"flag": "storm"}}),
        change("T+02:00", {"flag": "storm", "lasts": "1h"}),
        change("T+05:00", {"flag": "storm"}),
        "T+09:00",
    )
    assert went_out(scene) == [("T+02:00", "cut", "condition")]


def test_a_condition_that_holds_already_lets_the_inject_out_at_startex() -> None:
    assert went_out(play(msel(cut={"when": {"flag": "calm"}}))) == [("T+00:00", "cut", "condition")]


def test_a_condition_may_be_a_time() -> None:
    both = {"all": [{"time": "T+03:00"}, {"flag": "storm"}]}
    assert went_out(play(msel(cut={"when": both}), change("T+01:00", {"flag": "storm"}), "T+09:00")) == [
        ("T+03:00", "cut", "condition")
    ]


def test_with_a_time_and_a_condition_it_waits_for_both() -> None:
    cut = {"at": "T+03:00", "when": {"flag": "storm"}}
    early = play(msel(cut=cut), change("T+01:00", {"flag": "storm"}), "T+09:00")
    late = play(msel(cut=cut), change("T+06:00", {"flag": "storm"}), "T+09:00")
    assert went_out(early) == [("T+03:00", "cut", "clock")]
    assert late.story(ev.InjectGated) == [("T+03:00", "inject-gated cut")]
    assert went_out(late) == [("T+06:00", "cut", "condition")]


def test_a_condition_that_was_so_but_is_no_longer_does_not_count_at_the_time() -> None:
    cut = {"at": "T+03:00", "when": {"flag": "storm"}}
    assert went_out(play(msel(cut=cut), change("T+01:00", {"flag": "storm", "lasts": "1h"}), "T+09:00")) == []


def test_a_held_inject_waits_for_a_controller() -> None:
    scene = play(msel(cut={"held": True}), control("T+04:00", cmd.Release("cut")), "T+09:00")
    assert went_out(scene) == [("T+04:00", "cut", "excon")]


def test_an_inject_that_is_not_needed_is_skipped_and_says_so() -> None:
    cut = {"at": "T+03:00", "unless": {"flag": "storm"}}
    scene = play(msel(cut=cut), change("T+01:00", {"flag": "storm"}), "T+09:00")
    assert scene.story(ev.InjectSkipped, ev.InjectReleased) == [
        ("T+03:00", "inject-skipped cut not needed as things stand")
    ]


def test_a_release_by_hand_does_not_ask_whether_it_is_needed() -> None:
    cut = {"at": "T+03:00", "unless": {"flag": "storm"}}
    scene = play(
        msel(cut=cut), change("T+01:00", {"flag": "storm"}), control("T+02:00", cmd.Release("cut")), "T+09:00"
    )
    assert went_out(scene) == [("T+02:00", "cut", "excon")]


# --- what a controller does with it


def test_a_release_before_its_time_is_the_only_one() -> None:
    scene = play(msel(cut={"at": "T+05:00"}), control("T+02:00", cmd.Release("cut")), "T+09:00")
    assert went_out(scene) == [("T+02:00", "cut", "excon")]


def test_an_inject_held_back_does_not_go_out_until_it_is_released() -> None:
    scene = play(msel(cut={"at": "T+05:00"}), control("T+02:00", cmd.Hold("cut")), "T+09:00")
    assert went_out(scene) == []
    scene.play(control("T+09:00", cmd.Release("cut")))
    assert went_out(scene) == [("T+09:00", "cut", "excon")]


def test_a_conditional_inject_held_back_is_deaf() -> None:
    scene = play(
        msel(cut={"when": {"flag": "storm"}}),
        control("T+01:00", cmd.Hold("cut")),
        change("T+02:00", {"flag": "storm"}),
        "T+09:00",
    )
    assert went_out(scene) == []


@pytest.mark.parametrize("first", [cmd.Hold("cut"), cmd.MarkTime()])
def test_a_new_time_counts_also_for_one_that_was_held_back(first: cmd.AnyCommand) -> None:
    scene = play(
        msel(cut={"at": "T+05:00"}),
        control("T+01:00", first),
        control("T+02:00", cmd.Reschedule("cut", 7 * 3600)),
        "T+09:00",
    )
    assert went_out(scene) == [("T+07:00", "cut", "clock")]
    assert scene.world.injects["cut"].at == 7 * 3600


def test_a_new_time_sets_a_gated_inject_free() -> None:
    cut = {"at": "T+03:00", "when": {"flag": "storm"}}
    scene = play(msel(cut=cut), control("T+04:00", cmd.Reschedule("cut", 5 * 3600)), "T+09:00")
    assert went_out(scene) == [("T+05:00", "cut", "clock")]


def test_a_second_new_time_replaces_the_first() -> None:
    scene = play(
        msel(cut={"at": "T+05:00"}),
        control("T+01:00", cmd.Reschedule("cut", 2 * 3600)),
        control("T+01:30", cmd.Reschedule("cut", 8 * 3600)),
        "T+09:00",
    )
    assert went_out(scene) == [("T+08:00", "cut", "clock")]


def test_a_skipped_inject_never_goes_out() -> None:
    scene = play(msel(cut={"at": "T+05:00"}), control("T+02:00", cmd.Skip("cut", "too much")), "T+09:00")
    assert went_out(scene) == []
    assert scene.story(ev.InjectSkipped) == [("T+02:00", "inject-skipped cut too much")]


# --- what it does


def test_an_inject_tells_its_recipients_facts_and_changes_the_world() -> None:
    cut = {"at": "T+01:00", "to": ["inland", "coast"], "facts": ["ais-gap"], "then": [{"add": {"trust": -4}}]}
    scene = play(msel(cut=cut), "T+02:00")
    released = scene.happened(ev.InjectReleased)[0]
    assert released.to == ("inland", "coast")
    assert scene.story(ev.FactLearned, ev.IndicatorMoved) == [
        ("T+01:00", "fact-learned ais-gap inland inject cut amber"),
        ("T+01:00", "fact-learned ais-gap coast inject cut amber"),
        ("T+01:00", "indicator-moved trust 46 0 0 0 0 0"),
    ]
    followed = scene.happened(ev.FactLearned, ev.IndicatorMoved)
    assert all(record.cause == released.seq for record in followed)


def test_everyone_means_every_agency_once() -> None:
    scene = play(msel(cut={"at": "T+01:00", "to": ["inland", "everyone"]}), "T+02:00")
    assert scene.happened(ev.InjectReleased)[0].event.to == ("inland", "coast")


def test_one_inject_may_release_another_in_the_same_second() -> None:
    scene = play(
        msel(second={"held": True}, first={"at": "T+01:00", "then": [{"release": "second"}]}), "T+02:00"
    )
    assert went_out(scene) == [("T+01:00", "first", "clock"), ("T+01:00", "second", "first")]


# --- time


def test_a_pause_expires_nothing_and_the_next_inject_comes_at_its_own_time() -> None:
    scene = play(msel(a={"at": "T+00:30"}, b={"at": "T+00:50"}), control("T+00:30", cmd.Pause("coffee")))
    assert went_out(scene) == []
    with pytest.raises(WrongPhase):
        scene.engine.advance_to(3000)
    scene.play(control("T+00:30", cmd.Resume()), "T+01:00")
    assert went_out(scene) == [("T+00:30", "a", "clock"), ("T+00:50", "b", "clock")]


def test_a_release_right_after_a_resume_is_immediate() -> None:
    scene = play(msel(a={"at": "T+05:00"}), control("T+00:30", cmd.Pause()), control("T+00:30", cmd.Resume()))
    scene.engine.submit(EXCON, cmd.Release("a"))
    assert went_out(scene) == [("T+00:30", "a", "excon")]


def test_a_release_in_a_pause_is_immediate_too() -> None:
    scene = play(
        msel(a={"at": "T+05:00"}), control("T+00:30", cmd.Pause()), control("T+00:30", cmd.Release("a"))
    )
    assert went_out(scene) == [("T+00:30", "a", "excon")]


def test_another_pace_moves_nothing() -> None:
    paces = [
        control(time, cmd.SetPace(pace))
        for time, pace in (("T+00:10", 1.0), ("T+00:20", 2.0), ("T+00:40", 0.5))
    ]
    scene = play(msel(a={"at": "T+00:30"}, b={"at": "T+00:50"}), *paces, "T+01:00")
    assert went_out(scene) == [("T+00:30", "a", "clock"), ("T+00:50", "b", "clock")]


def test_gaps_longer_than_an_hour_and_past_midnight_are_nothing_special() -> None:
    far = {
        "a": {"at": "T+01:00"},
        "b": {"at": "T+16:30"},
        "c": {"at": "T+2d23:59"},
        "d": {"at": "T+31d00:00"},
    }
    assert [time for time, _, _ in went_out(play(msel(**far), "T+40d00:00"))] == [
        "T+01:00",
        "T+16:30",
        "T+2d23:59",
        "T+31d00:00",
    ]


def test_an_overdue_inject_behind_a_gate_goes_out_the_moment_the_gate_opens() -> None:
    """The room is slower than the script."""
    scene = play(
        msel(first={"held": True}, next={"at": "T+01:00", "when": {"inject": "first"}}),
        control("T+04:00", cmd.Pause()),
        control("T+04:00", cmd.Resume()),
        control("T+04:10", cmd.Release("first")),
    )
    assert went_out(scene) == [("T+04:10", "first", "excon"), ("T+04:10", "next", "condition")]


def test_a_command_comes_before_what_is_due_in_the_same_second() -> None:
    scene = play(msel(cut={"at": "T+01:00"}), control("T+01:00", cmd.Skip("cut")), "T+02:00")
    assert went_out(scene) == []


def test_a_jump_plays_everything_between_in_order() -> None:
    parts = {"a": {"at": "T+02:00"}, "b": {"at": "T+01:00"}}
    scene = play(msel(**parts), control("T+00:30", cmd.Jump(3 * 3600)), "T+03:00")
    assert scene.story(ev.ClockJumped) == [("T+00:30", "clock-jumped 10800")]
    assert went_out(scene) == [("T+01:00", "b", "clock"), ("T+02:00", "a", "clock")]
