"""Injects that a role player delivers: a task while there is somebody to call, in writing otherwise."""

from __future__ import annotations

import pytest

from exercise.domain import commands as cmd
from exercise.domain import events as ev
from exercise.errors import Refused
from exercise.scenario.model import Scenario
from tests.scenes import EXCON, Move, Scene, drill, inject, play

SAID = (
    ev.DeliveryDue,
    ev.DeliveryDone,
    ev.DeliveryFailed,
    ev.InjectReleased,
    ev.InjectSkipped,
    ev.ExpectationOpened,
)
READY: tuple[Move, ...] = (
    ("T+00:00", EXCON, cmd.SetRolePlay(True)),
    ("T+00:00", EXCON, cmd.TakeSeat("coast")),
)


def called(**deliver: object) -> Scenario:
    """An inject at T+01:00 that the mayor's office phones in; an answer is expected within an hour."""
    call = inject(
        at="T+01:00",
        deliver={"as": "Mayor's office", "brief": "Sound worried."} | deliver,
        expect=[{"reply": True, "within": "1h"}],
    )
    return drill(injects={"call": call})


def story(scene: Scene) -> list[str]:
    return [f"{time} {words.split()[0]}" for time, words in scene.story(*SAID)]


def test_without_role_players_it_goes_out_in_writing() -> None:
    scene = play(called(), ("T+00:00", EXCON, cmd.TakeSeat("coast")), "T+02:00")
    assert story(scene)[0] == "T+01:00 inject-released"


def test_a_bot_is_not_called() -> None:
    scene = play(called(), ("T+00:00", EXCON, cmd.SetRolePlay(True)), "T+02:00")
    assert story(scene)[0] == "T+01:00 inject-released"


def test_it_counts_as_released_when_it_has_been_said() -> None:
    done = cmd.Deliver("call", "He will call a meeting.", "cell-north")
    scene = play(called(), *READY, "T+01:10", ("T+01:20", EXCON, done))
    assert story(scene) == [
        "T+01:00 delivery-due",
        "T+01:20 delivery-done",
        "T+01:20 inject-released",
        "T+01:20 expectation-opened",
    ]
    delivery = scene.world.excon.deliveries["call"]
    assert (delivery.due, delivery.done, delivery.seat) == (3600, 4800, "cell-north")
    assert scene.world.injects["call"].expects[0].due == 4800 + 3600


def test_what_could_not_be_said_is_not_played_and_says_why() -> None:
    scene = play(called(), *READY, ("T+01:20", EXCON, cmd.FailDelivery("call", "nobody picks up")), "T+04:00")
    assert story(scene) == ["T+01:00 delivery-due", "T+01:20 delivery-failed", "T+01:20 inject-skipped"]
    assert scene.world.injects["call"].why == "not delivered: nobody picks up"


def test_after_its_time_it_goes_out_by_itself() -> None:
    scene = play(called(within="30min"), *READY, "T+03:00")
    assert story(scene)[:2] == ["T+01:00 delivery-due", "T+01:30 inject-released"]


def test_a_controller_may_send_it_in_writing_or_have_it_said_early() -> None:
    by_hand = play(called(), *READY, ("T+01:05", EXCON, cmd.Release("call")))
    assert story(by_hand)[:2] == ["T+01:00 delivery-due", "T+01:05 inject-released"]
    early = play(called(), *READY, ("T+00:30", EXCON, cmd.Deliver("call")), "T+02:00")
    assert story(early)[:2] == ["T+00:30 delivery-done", "T+00:30 inject-released"]
    assert "T+01:00 delivery-due" not in story(early)


def test_when_role_players_leave_what_waits_for_them_goes_out() -> None:
    scene = play(called(), *READY, ("T+01:10", EXCON, cmd.SetRolePlay(False)))
    assert story(scene)[:2] == ["T+01:00 delivery-due", "T+01:10 inject-released"]


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (cmd.Deliver("no-such"), "no inject"),
        (cmd.Deliver("mail"), "goes out in writing"),
        (cmd.FailDelivery("call", " "), "give a reason"),
        (cmd.SetRolePlay(True), "so already"),
    ],
    ids=lambda value: type(value).__name__ if not isinstance(value, str) else "",
)
def test_what_cannot_be_delivered_is_said(command: cmd.AnyCommand, why: str) -> None:
    injects = {"call": inject(at="T+01:00", deliver={"brief": "Call."}), "mail": inject(at="T+02:00")}
    with pytest.raises(Refused, match=why):
        play(drill(injects=injects), *READY, ("T+00:10", EXCON, command))


def test_once_only() -> None:
    scene = play(called(), *READY, ("T+01:20", EXCON, cmd.Deliver("call")))
    with pytest.raises(Refused, match="went out at T\\+01:20"):
        scene.play(("T+01:20", EXCON, cmd.Deliver("call")))
