"""Every refusal tells the asker why, in a sentence; and nothing has changed."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from exercise.domain import commands as cmd
from exercise.domain.discreet import UNSEEN
from exercise.errors import NoSuchThing, NotAllowed, Refused, WrongPhase
from exercise.scenario.model import Scenario
from tests.scenes import EXCON, Scene, drill, inject, play

SEND = {"to": ("coast",), "sender": "Press", "subject": "S", "text": "T"}


def harbour() -> Scenario:
    return drill(
        agencies={"coast": {"name": "Coast Guard", "staff": {"crew": 1}}, "inland": {"name": "Inland"}},
        flags={"storm": {"name": "Storm"}},
        assets={"link": {"kind": "cable"}, "port": {"kind": "port"}},
        resources={"ship": {"name": "Ship", "capacity": 1}},
        facts={"gap": {"text": "A gap", "known_to": ["coast"]}},
        activities={
            "repair": {"name": "Repair", "takes": "2h", "uses": {"ship": 1}},
            "call": {"name": "Call", "again": False},
            "aim": {"name": "Aim", "target": {"kind": "asset", "of": ["link"]}},
            "state": {"name": "State", "needs_text": True},
            "guard": {"name": "Guard", "who": "coast"},
            "fleet": {"name": "Fleet", "uses": {"ship": 2}},
            "watch": {"name": "Watch", "uses": {"crew": 1}},
            "sail": {"name": "Sail", "requires": {"all": [{"flag": "storm"}, {"time": "T+05:00"}]}},
            "noise": {"name": "Noise", "who": "background", "starts": {"at": "T+60:00"}},
        },
        decisions={
            "blame": {
                "text": "Blame?",
                "who": "coast",
                "options": {"yes": {"text": "Yes"}, "no": {"text": "No"}},
            }
        },
        injects={"cut": inject(at="T+00:10"), "off": inject(held=True), "later": inject(held=True)},
    )


def an_hour_in() -> Scene:
    """One inject out, one skipped, one still held; one action under way and two done."""
    return play(
        harbour(),
        ("T+00:20", EXCON, cmd.Skip("off")),
        ("T+00:30", "coast", cmd.Order("repair")),
        ("T+00:30", "coast", cmd.Order("call")),
        ("T+00:30", EXCON, cmd.TakeSeat("inland")),
        "T+01:00",
    )


REFUSED: list[tuple[str, cmd.AnyCommand, type[Refused], str]] = [
    # who
    ("nobody", cmd.Order("call"), NoSuchThing, "there is no agency called 'nobody'"),
    ("coast", cmd.Pause(), NotAllowed, "only a controller may do this"),
    ("bot/coast", cmd.Release("later"), NotAllowed, "only a controller may do this"),
    (EXCON, cmd.Order("call"), NotAllowed, "sit at an agency first"),
    # the clock
    (EXCON, cmd.SetPace(0), Refused, "the pace lies above 0 and at most 3600"),
    (EXCON, cmd.SetPace(float("nan")), Refused, "the pace lies above 0 and at most 3600"),
    (EXCON, cmd.Jump(60), Refused, "the clock only goes forward; it is T+01:00 already"),
    (EXCON, cmd.Jump(40 * 86400), Refused, "a jump is at most 30 days long"),
    (EXCON, cmd.Start(), WrongPhase, "cannot start while the exercise is running"),
    # injects
    (EXCON, cmd.Release("nothing"), NoSuchThing, "there is no inject called 'nothing'"),
    (EXCON, cmd.Release("cut"), Refused, "it went out at T+00:10"),
    (EXCON, cmd.Skip("off"), Refused, "it was skipped; a copy"),
    (EXCON, cmd.Hold("later"), Refused, "it is held already"),
    (EXCON, cmd.Reschedule("later", 60), Refused, "T+00:01 is over; it is T+01:00"),
    (EXCON, cmd.SendInject(**SEND | {"to": ()}), Refused, "say to whom"),
    (EXCON, cmd.SendInject(**SEND | {"to": ("moon",)}), NoSuchThing, "there is no agency called 'moon'"),
    (EXCON, cmd.SendInject(**SEND | {"subject": " "}), Refused, "give a subject"),
    (EXCON, cmd.SendInject(**SEND | {"text": ""}), Refused, "give a text"),
    (
        EXCON,
        cmd.SendInject(**SEND | {"text": "x" * 20_001}),
        Refused,
        "longer than 20,000 characters; shorten it",
    ),
    (EXCON, cmd.SendInject(**SEND, channel="owl"), Refused, "'owl' is no channel; use one of: email, phone"),
    (
        EXCON,
        cmd.SendInject(**SEND, tlp="pink"),
        Refused,
        "'pink' is no TLP label; use one of: red, amber-strict",
    ),
    (EXCON, cmd.SendInject(**SEND, answer_within=0), Refused, "between a second and 30 days"),
    # notes and seats
    (EXCON, cmd.Observe(" "), Refused, "give a text"),
    (EXCON, cmd.Observe("Well done", rating="A"), Refused, "'A' is no rating"),
    (EXCON, cmd.Observe("Well done", agency="moon"), NoSuchThing, "there is no agency called 'moon'"),
    (EXCON, cmd.Observe("Well done", inject="nothing"), NoSuchThing, "there is no inject called 'nothing'"),
    (EXCON, cmd.Observe("Well done", objective="peace"), NoSuchThing, "there is no objective called 'peace'"),
    (EXCON, cmd.TakeSeat("moon"), NoSuchThing, "there is no agency called 'moon'"),
    (EXCON, cmd.TakeSeat("inland"), Refused, "somebody sits there already"),
    (EXCON, cmd.LeaveSeat("coast"), Refused, "nobody sits there"),
    # actions
    ("coast", cmd.Order("dance"), NoSuchThing, "there is no action called 'dance'"),
    ("coast", cmd.Order("noise"), NoSuchThing, "there is no action called 'noise'"),
    ("inland", cmd.Order("guard"), NotAllowed, "only Coast Guard may do this"),
    ("coast", cmd.Order("call"), Refused, "this was done already, and once is enough"),
    ("coast", cmd.Order("repair"), Refused, "this is under way already"),
    ("coast", cmd.Order("aim"), Refused, "give a target (asset)"),
    ("coast", cmd.Order("aim", "port"), NoSuchThing, "there is no asset called 'port'"),
    ("coast", cmd.Order("guard", "link"), Refused, "this action takes no target"),
    ("coast", cmd.Order("state"), Refused, "give the words to use"),
    ("coast", cmd.Order("fleet"), Refused, "you have no 2 ship"),
    ("inland", cmd.Order("watch"), Refused, "you have no crew"),
    ("coast", cmd.Order("sail"), Refused, f"not yet: it needs {UNSEEN} and T+05:00 reached (in 4h)"),
    ("coast", cmd.StandDown("call@coast#1"), Refused, "it is over already"),
    (
        "inland",
        cmd.StandDown("repair@coast#1"),
        NoSuchThing,
        "there is no activity of yours under way called",
    ),
    ("coast", cmd.StandDown("repair@coast#7"), NoSuchThing, "there is no activity of yours under way called"),
    # words
    ("inland", cmd.Reply("cut", "Yes."), NoSuchThing, "there is no inject in your inbox called 'cut'"),
    ("coast", cmd.Reply("later", "Yes."), NoSuchThing, "there is no inject in your inbox called 'later'"),
    ("coast", cmd.Reply("cut", "\n"), Refused, "give an answer"),
    ("coast", cmd.Decide(""), Refused, "give what is decided"),
    ("coast", cmd.Decide("open-the-port"), Refused, "give what you decide"),
    ("coast", cmd.Decide("blame", "maybe"), Refused, "choose one of: yes, no"),
    ("inland", cmd.Decide("blame", "yes"), NotAllowed, "only Coast Guard may decide this"),
    ("inland", cmd.Share("gap", ("coast",)), Refused, "you can only share what you know"),
    ("coast", cmd.Share("gap", ()), Refused, "say to whom"),
    ("coast", cmd.Share("gap", ("moon",)), NoSuchThing, "there is no agency called 'moon'"),
    ("coast", cmd.Send((), "S", "T"), Refused, "say to whom"),
    ("coast", cmd.Send(("inland",), "S", ""), Refused, "give a text"),
    ("coast", cmd.Send(("inland",), "S", "T", tlp="pink"), Refused, "'pink' is no TLP label"),
]


@pytest.mark.parametrize(("seat", "command", "kind", "sentence"), REFUSED, ids=lambda value: str(value)[:40])
def test_a_refusal_says_why_and_changes_nothing(
    seat: str, command: cmd.AnyCommand, kind: type[Refused], sentence: str
) -> None:
    scene = an_hour_in()
    before, count = deepcopy(scene.world), len(scene.records)
    with pytest.raises(kind) as refused:
        scene.engine.submit(seat, command)
    assert sentence in str(refused.value)
    assert (scene.world, len(scene.records), scene.engine.seq) == (before, count, count)


@pytest.mark.parametrize(
    ("seat", "command"),
    [
        ("coast", cmd.Order("aim", "link")),
        ("inland", cmd.Order("repair")),
        ("inland", cmd.Order("call")),
        ("coast", cmd.Order("watch")),
        ("coast", cmd.StandDown("repair@coast#1")),
        ("coast", cmd.Reply("cut", "Yes.")),
        ("coast", cmd.Share("gap", ("everyone",))),
        ("coast", cmd.Send(("everyone", EXCON), "S", "T")),
        (EXCON, cmd.SendInject(**SEND, answer_within=60)),
        (EXCON, cmd.Release("later")),
        (EXCON, cmd.Reschedule("later", 3600)),
        (EXCON, cmd.LeaveSeat("inland")),
        (EXCON, cmd.Observe("Well done", inject="cut", agency="coast", rating="P")),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_is_allowed_is_recorded_first_and_then_carried_out(seat: str, command: cmd.AnyCommand) -> None:
    scene = an_hour_in()
    seq = scene.engine.submit(seat, command)
    asked: Any = scene.records[seq]
    assert (asked.by, asked.command, asked.tick) == (seat, command, 3600)
    assert scene.records[seq + 1].cause == seq


@pytest.mark.parametrize(
    "command",
    [cmd.Order("call"), cmd.Release("later"), cmd.Share("gap", ("inland",)), cmd.Jump(60), cmd.MarkTime()],
    ids=str,
)
def test_before_startex_nobody_plays(command: cmd.AnyCommand) -> None:
    from exercise.engine.engine import Engine

    engine = Engine(harbour(), "seed", lambda _: None)
    seat = "coast" if isinstance(command, cmd.Order | cmd.Share) else EXCON
    with pytest.raises(WrongPhase, match="while the exercise is not started"):
        engine.submit(seat, command)


def test_messages_and_notes_are_possible_before_startex_and_not_lost() -> None:
    from exercise.engine.engine import Engine

    engine = Engine(harbour(), "seed", lambda _: None)
    engine.submit("coast", cmd.Send((EXCON,), "Comms check", "Can you hear us?"))
    engine.submit(EXCON, cmd.Observe("Everybody is there"))
    engine.submit(EXCON, cmd.TakeSeat("coast"))
    assert (len(engine.world.messages), len(engine.world.observations), engine.world.seats) == (
        1,
        1,
        {"coast": EXCON},
    )


def test_a_refusal_names_nothing_that_the_agency_may_not_see() -> None:
    hidden = {
        "all": [
            {"flag": "storm"},
            {"inject": "secret-inject"},
            {"fact": "secret-fact", "known_by": "inland"},
            {"indicator": "secret-indicator", "above": 3},
            {"step": "secret-step"},
        ]
    }
    scenario = drill(
        flags={"storm": {"name": "Secret storm"}},
        facts={"secret-fact": {"text": "Secret"}},
        indicators={"secret-indicator": {"name": "Secret number"}},
        injects={"secret-inject": inject(held=True, to="inland", subject="Secret subject")},
        adversary={"plan": {"name": "Secret plan", "steps": [{"id": "secret-step", "at": "T+40:00"}]}},
        activities={"sail": {"name": "Sail", "takes": "1h", "requires": hidden}},
    )
    with pytest.raises(Refused) as refused:
        play(scenario).engine.submit("coast", cmd.Order("sail"))
    assert "ecret" not in str(refused.value)
    assert "something you cannot see" in str(refused.value)


def test_whoever_may_not_is_told_who_may_and_why() -> None:
    clause = {
        "name": "Invoke the clause",
        "who": "inland",
        "takes": "1h",
        "reserved": "Only a member state can.",
    }
    scene = play(drill(activities={"clause": clause}))
    with pytest.raises(NotAllowed, match=r"only Inland may do this: Only a member state can\."):
        scene.engine.submit("coast", cmd.Order("clause"))
