"""What a controller and the seats may ask for: phases, overrides, decisions, NO DUFF."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from exercise.domain import commands as cmd
from exercise.domain import events as ev
from exercise.engine.engine import Engine
from exercise.errors import Refused, WrongPhase
from exercise.log.records import Asked, Record
from exercise.scenario.model import Scenario
from tests.scenes import EXCON, Scene, change, drill, inject, play

LIFECYCLE = {"start": cmd.Start(), "pause": cmd.Pause(), "resume": cmd.Resume(), "end": cmd.End()}
WAY_TO = {
    "briefing": [],
    "running": ["start"],
    "paused": ["start", "pause"],
    "ended": ["start", "end"],
}
LEGAL = {
    ("briefing", "start"): "running",
    ("running", "pause"): "paused",
    ("running", "end"): "ended",
    ("paused", "resume"): "running",
    ("paused", "end"): "ended",
}


def table() -> Scenario:
    return drill(
        agencies={"coast": {"name": "Coast", "staff": {"crew": 1}}, "inland": {"name": "Inland"}},
        flags={"storm": {"name": "Storm"}},
        indicators={"trust": {"name": "Trust", "start": 50}, "fatigue": {"name": "Fatigue", "each": True}},
        assets={"link": {"kind": "cable", "capacity": "10 Gb/s"}},
        resources={"ship": {"name": "Ship", "capacity": 1}},
        facts={"map": {"text": "Map"}},
        hypotheses={"anchor": {"name": "An anchor", "prior": "50%"}},
        activities={
            "strike": {
                "name": "Strike",
                "target": {"kind": "asset"},
                "takes": "1h",
                "then": [{"damage": "target"}],
            }
        },
        decisions={
            "blame": {
                "text": "Do we say who it was?",
                "who": ["coast", "inland"],
                "requires": {"flag": "storm"},
                "options": {
                    "yes": {
                        "text": "Yes",
                        "then": [{"add": {"trust": -7}}, {"add": {"fatigue": 2}, "of": "actor"}],
                    },
                    "no": {"text": "No"},
                },
            }
        },
        injects={"cut": inject(at="T+05:00")},
        adversary={"plan": {"name": "Plan", "steps": [{"id": "probe", "at": "T+06:00"}]}},
    )


# --- phases


@pytest.mark.parametrize("asked", LIFECYCLE)
@pytest.mark.parametrize("phase", WAY_TO)
def test_the_lifecycle_is_the_table_and_nothing_else(phase: str, asked: str) -> None:
    records: list[Record] = []
    engine = Engine(table(), "seed", records.append)
    for word in WAY_TO[phase]:
        engine.submit(EXCON, LIFECYCLE[word])
    before, count = deepcopy(engine.world), len(records)
    if after := LEGAL.get((phase, asked)):
        engine.submit(EXCON, LIFECYCLE[asked])
        assert engine.world.phase == after
    else:
        with pytest.raises(WrongPhase, match=f"while the exercise is {phase}"):
            engine.submit(EXCON, LIFECYCLE[asked])
        assert (engine.world, len(records), engine.seq) == (before, count, count)


@pytest.mark.parametrize("phase", ["briefing", "paused", "ended"])
def test_the_clock_moves_only_while_the_exercise_runs(phase: str) -> None:
    engine = Engine(table(), "seed", lambda _: None)
    for word in WAY_TO[phase]:
        engine.submit(EXCON, LIFECYCLE[word])
    with pytest.raises(WrongPhase):
        engine.advance_to(60)
    assert engine.tick == 0


def test_nothing_happens_before_startex_and_nothing_after_endex() -> None:
    records: list[Record] = []
    engine = Engine(table(), "seed", records.append)
    assert (records, engine.next_due()) == ([], None)
    engine.submit(EXCON, cmd.Start())
    engine.submit(EXCON, cmd.End("enough"))
    for seat, command in (
        (EXCON, cmd.Release("cut")),
        ("coast", cmd.Order("strike", "link")),
        (EXCON, cmd.MarkTime()),
    ):
        with pytest.raises(WrongPhase):
            engine.submit(seat, command)


# --- overrides


def test_an_override_says_so_and_its_changes_name_it_as_their_cause() -> None:
    scene = play(
        table(), ("T+01:00", EXCON, cmd.Override(({"add": {"trust": 2}}, {"flag": "storm"}), "too harsh"))
    )
    made = scene.happened(ev.OverrideMade)[0]
    assert made.event.effects == ("Trust +2", "Storm becomes so")
    assert (made.event.reason, made.to) == ("too harsh", ())
    assert [record.cause for record in scene.happened(ev.IndicatorMoved, ev.FlagRaised)] == [
        made.seq,
        made.seq,
    ]


CLEAR = [{"clear": "storm"}]


@pytest.mark.parametrize(
    "effect",
    [
        {},
        {"format": "c:"},
        {"add": {"trust": "much"}},
        {"add": {"nobody": 1}},
        {"add": {"everyone": 1}},
        {"add": {"fatigue": 1}, "of": "nobody"},
        {"damage": "target"},
        {"damage": "everyone"},
        {"restore": "actor"},
        {"capacity": "target", "by": "+1 Gb/s"},
        {"fallback": "target", "to": "10%"},
        {"allocate": "target", "rule": "priority"},
        {"scale": "demand", "of": "target", "by": "+10%"},
        {"resource": "submarine", "by": 1},
        {"resource": "crew", "by": 1, "of": "inland"},
        {"if": {"flag": "storm"}, "then": [{"resource": "submarine", "by": 1}]},
        {"release": "actor"},
        {"skip": "everyone"},
        {"learn": "actor", "by": "coast"},
        {"learn": "map", "by": "nobody"},
        {"start": "strike", "by": "coast"},
        {"start": "strike", "by": "coast", "target": "nothing"},
        {"if": {"step": "nothing"}, "then": CLEAR},
        {"if": {"asset": "target", "above": "3%"}, "then": CLEAR},
        {"if": {"inject": "target"}, "then": CLEAR},
        {"if": {"indicator": "actor", "above": 3}, "then": CLEAR},
        {"if": {"indicator": "fatigue", "above": 3}, "then": CLEAR},
        {"if": {"indicator": "fatigue", "of": "actor", "above": 3}, "then": CLEAR},
        {"if": {"indicator": "fatigue", "of": "everyone", "above": 3}, "then": CLEAR},
        {"if": {"indicator": "trust", "of": "coast", "above": 3}, "then": CLEAR},
    ],
    ids=str,
)
def test_an_override_that_means_nothing_is_refused_and_leaves_nothing(effect: dict[str, Any]) -> None:
    scene = play(table(), "T+01:00")
    before, count = deepcopy(scene.world), len(scene.records)
    for effects in ((effect,), ({"add": {"trust": 1}}, effect)):
        with pytest.raises(Refused):
            scene.play(("T+01:00", EXCON, cmd.Override(effects, "for the scene")))
    assert (scene.world, len(scene.records)) == (before, count)
    scene.play("T+09:00")


@pytest.mark.parametrize(
    "effect",
    [
        {"resource": "crew", "by": 1, "of": "coast"},
        {"learn": "map", "by": "everyone"},
        {"add": {"fatigue": 1}, "of": "everyone"},
        {"start": "strike", "by": "coast", "target": "link"},
        {"scale": "durations", "of": "probe", "by": "+50%"},
        {"if": {"step": "probe"}, "then": CLEAR, "otherwise": [{"flag": "storm"}]},
        {"if": {"indicator": "fatigue", "of": "coast", "below": 3}, "then": [{"flag": "storm"}]},
    ],
    ids=str,
)
def test_an_override_may_do_all_that_an_effect_may(effect: dict[str, Any]) -> None:
    scene = play(table(), change("T+01:00", effect), "T+09:00")
    assert len(scene.happened(ev.OverrideMade)) == 1
    assert scene.happened()[-1].tick >= 3600


@pytest.mark.parametrize(("effects", "reason"), [((), "why not"), (({"flag": "storm"},), " ")])
def test_an_override_needs_an_effect_and_a_reason(effects: tuple[dict[str, Any], ...], reason: str) -> None:
    with pytest.raises(Refused):
        play(table(), ("T+01:00", EXCON, cmd.Override(effects, reason)))


# --- decisions


def decide(
    time: str, by: str, option: str = "yes", decision: str = "blame", text: str = ""
) -> tuple[str, str, cmd.Decide]:
    return (time, by, cmd.Decide(decision, option, text, "We are sure.", ("no",), ("map",)))


def test_the_world_plays_the_option_that_was_chosen() -> None:
    scene = play(table(), change("T+01:00", {"flag": "storm"}), decide("T+02:00", "inland"))
    made = scene.happened(ev.DecisionMade)[0]
    assert (made.event.option, made.event.rationale, made.event.basis) == ("yes", "We are sure.", ("map",))
    assert made.to == ("inland",)
    assert scene.world.indicators["trust", ""].value == 43
    assert scene.world.indicators["fatigue", "inland"].value == 2


def test_a_decision_waits_for_what_it_requires_and_is_made_once() -> None:
    scene = play(table(), "T+01:00")
    with pytest.raises(Refused, match="not yet: it needs something you cannot see"):
        scene.play(decide("T+01:00", "coast"))
    scene.play(change("T+01:00", {"flag": "storm"}), decide("T+01:00", "coast", "no"))
    with pytest.raises(Refused, match="Coast has decided this already"):
        scene.play(decide("T+01:30", "inland"))
    with pytest.raises(Refused, match="choose one of: yes, no"):
        scene.play(decide("T+01:30", "inland", "perhaps"))
    assert len(scene.happened(ev.DecisionMade)) == 1


def test_a_decision_nobody_foresaw_is_written_down_in_free_words() -> None:
    scene = play(table(), decide("T+01:00", "coast", "", "open-the-port", "We open the port."))
    assert scene.happened(ev.DecisionMade)[0].event.text == "We open the port."


# --- seats, messages, NO DUFF


@pytest.mark.parametrize("seat", [EXCON, "coast", "bot/inland"])
def test_no_duff_stops_play_at_once_from_every_seat(seat: str) -> None:
    scene = play(table(), ("T+01:00", seat, cmd.CallStop("somebody is ill")))
    assert (scene.world.phase, scene.world.stopped) == ("paused", "somebody is ill")
    assert {record.to for record in scene.happened(ev.StopCalled)} == {("*",)}
    with pytest.raises(WrongPhase):
        scene.play("T+02:00")
    scene.play(("T+01:00", EXCON, cmd.Resume()), "T+02:00")
    assert (scene.world.phase, scene.world.stopped) == ("running", "")


def test_no_duff_is_heard_in_a_pause_too() -> None:
    scene = play(table(), ("T+01:00", EXCON, cmd.Pause()), ("T+01:00", "coast", cmd.CallStop()))
    assert (scene.world.phase, scene.world.stopped) == ("paused", "NO DUFF")
    assert len(scene.happened(ev.PhaseChanged)) == 2


def test_a_message_reaches_those_it_is_for() -> None:
    scene = play(table(), ("T+01:00", "coast", cmd.Send(("inland", "excon"), "Hello", "Are you there?")))
    sent = scene.happened(ev.MessageSent)[0]
    assert (sent.event.sender, sorted(sent.to)) == ("coast", ["coast", "inland"])


def test_a_seat_is_taken_and_left() -> None:
    scene = play(table(), ("T+01:00", EXCON, cmd.TakeSeat("coast")))
    assert scene.world.seats == {"coast": EXCON}
    with pytest.raises(Refused, match="somebody sits there already"):
        scene.play(("T+01:00", EXCON, cmd.TakeSeat("coast")))
    scene.play(("T+01:00", EXCON, cmd.LeaveSeat("coast")))
    assert scene.world.seats == {}


def test_what_was_asked_is_kept_with_who_when_and_its_own_id() -> None:
    scene = Scene(table())
    seq = scene.engine.submit(
        "bot/coast", cmd.Send(("inland",), "Hi", "Hi"), wall="2028-01-27T07:00:00Z", id="abc"
    )
    asked = scene.records[seq]
    assert isinstance(asked, Asked)
    assert (asked.by, asked.wall, asked.id) == ("bot/coast", "2028-01-27T07:00:00Z", "abc")
    assert scene.happened(ev.MessageSent)[0].event.sender == "coast"
