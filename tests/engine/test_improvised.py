"""Injects that controllers add during play: lines of the MSEL from then on, in every replay as in play."""

from __future__ import annotations

import msgspec
import pytest

from exercise.domain import commands as cmd
from exercise.domain import events as ev
from exercise.engine.resimulate import resimulate
from exercise.errors import NoSuchThing, Refused
from exercise.scenario.model import Scenario
from exercise.scenario.quantities import parse_time
from tests.scenes import EXCON, Move, Scene, drill, inject, lines, play

PRESS = cmd.SendInject(("coast",), "A reporter", "Is it true?", "Call me back.", "press", answer_within=3600)


def later(at: str, **parts: object) -> cmd.SendInject:
    return msgspec.structs.replace(PRESS, at=parse_time(at), **parts)


def control(time: str, *commands: cmd.AnyCommand) -> list[Move]:
    return [(time, EXCON, command) for command in commands]


def went_out(scene: Scene) -> list[tuple[str, str]]:
    return [(time, words.split()[1]) for time, words in scene.story(ev.InjectReleased)]


@pytest.fixture
def scenario() -> Scenario:
    return drill(injects={"cut": inject(at="T+05:00")})


def test_it_is_a_line_of_the_msel_until_its_time(scenario: Scenario) -> None:
    scene = play(scenario, *control("T+01:00", later("T+02:00")), "T+01:30")
    assert (scene.world.injects["ad-hoc-1"].status, scene.world.injects["ad-hoc-1"].at) == ("planned", 7200)
    assert went_out(scene) == []
    scene.play("T+04:00")
    assert went_out(scene) == [("T+02:00", "ad-hoc-1")]
    assert scene.story(ev.ExpectationMissed) == [("T+03:00:01", "expectation-missed ad-hoc-1 0")]


def test_it_says_what_one_sent_at_once_would_have_said(scenario: Scenario) -> None:
    planned = play(scenario, *control("T+01:00", later("T+02:00")), "T+03:00").happened(ev.InjectReleased)
    at_once = play(scenario, *control("T+02:00", PRESS), "T+03:00").happened(ev.InjectReleased)
    assert [msgspec.structs.replace(each.event, by="") for each in planned] == [
        msgspec.structs.replace(each.event, by="") for each in at_once
    ]


@pytest.mark.parametrize(
    ("commands", "out"),
    [
        ([cmd.Hold("ad-hoc-1")], []),
        ([cmd.Skip("ad-hoc-1", "not now")], []),
        ([cmd.Release("ad-hoc-1")], [("T+01:00", "ad-hoc-1")]),
        ([cmd.Reschedule("ad-hoc-1", 9000)], [("T+02:30", "ad-hoc-1")]),
        ([cmd.Hold("ad-hoc-1"), cmd.Reschedule("ad-hoc-1", 7201)], [("T+02:00:01", "ad-hoc-1")]),
    ],
    ids=["held", "skipped", "released", "rescheduled", "held, then given a time"],
)
def test_controllers_do_with_it_as_with_any_other(
    scenario: Scenario, commands: list[cmd.AnyCommand], out: list[tuple[str, str]]
) -> None:
    scene = play(scenario, *control("T+01:00", later("T+02:00"), *commands), "T+04:00")
    assert went_out(scene) == out


def test_those_at_once_and_those_for_later_are_counted_together(scenario: Scenario) -> None:
    scene = play(scenario, *control("T+01:00", later("T+03:00"), PRESS, later("T+02:00"), PRESS), "T+06:00")
    assert went_out(scene) == [
        *[("T+01:00", "ad-hoc-2"), ("T+01:00", "ad-hoc-4")],
        *[("T+02:00", "ad-hoc-3"), ("T+03:00", "ad-hoc-1"), ("T+05:00", "cut")],
    ]
    assert [each.event.number for each in scene.happened(ev.InjectReleased)] == [3, 5, 4, 2, 1]


def test_nobody_but_exercise_control_is_told_before_its_time(scenario: Scenario) -> None:
    scene = play(scenario, *control("T+01:00", later("T+02:00")))
    assert [each.to for each in scene.happened(ev.InjectAdded)] == [()]


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (later("T+00:30"), "T+00:30 is over; it is T+01:00"),
        (later("T+31d00:00"), "give a time at most 30 days from now"),
        (
            later("T+02:00", text={"shqip": "Po"}),
            "'shqip' is no language tag; write one such as en, sq or sr-Latn",
        ),
        (later("T+02:00", text={"en": " ", "sq": ""}), "give a text"),
        (later("T+02:00", text={}), "give a text"),
    ],
    ids=["over", "far away", "no language", "empty", "nothing"],
)
def test_what_cannot_be_sent_is_refused_and_leaves_no_trace(
    scenario: Scenario, command: cmd.SendInject, why: str
) -> None:
    scene = play(scenario, "T+01:00")
    before = lines(scene.records)
    with pytest.raises(Refused) as refused:
        scene.play(("T+01:00", EXCON, command))
    assert (str(refused.value), lines(scene.records)) == (why, before)


def test_what_was_never_added_is_not_there(scenario: Scenario) -> None:
    with pytest.raises(NoSuchThing):
        play(scenario, *control("T+01:00", cmd.Release("ad-hoc-1")))


def test_each_reader_gets_the_text_by_language(scenario: Scenario) -> None:
    words = {"en": "Call me back.", "sq": "Më telefononi.", "mk": " "}
    scene = play(scenario, *control("T+01:00", later("T+02:00", text=words)), "T+03:00")
    event = scene.happened(ev.InjectReleased)[0].event
    assert isinstance(event, ev.InjectReleased)
    assert (event.text, event.subject) == (
        {"en": "Call me back.", "sq": "Më telefononi."},
        {"und": "Is it true?"},
    )


def test_an_exercise_with_one_plays_again_to_the_same_records(scenario: Scenario) -> None:
    scene = play(
        scenario,
        *control("T+01:00", later("T+02:00"), PRESS, later("T+04:00")),
        *control("T+03:00", cmd.Hold("ad-hoc-3")),
        "T+06:00",
    )
    for cut in range(1, len(scene.records)):
        known = scene.records[:cut]
        _, more = resimulate(scenario, "seed", known)
        assert lines([*known, *more]) == lines(scene.records[: cut + len(more)])


def test_it_moves_no_draw_of_anything_else() -> None:
    scenario = drill(
        activities={
            "noise": {"name": "Noise", "who": "background", "starts": {"every": "3 per h"}, "takes": "1min"},
        }
    )
    plain = play(scenario, "T+12:00")
    added = play(scenario, *control("T+01:00", later("T+02:00")), "T+12:00")
    assert added.story(ev.ActivityOrdered) == plain.story(ev.ActivityOrdered) != []


# --- from a template


def ready(**parts: object) -> Scenario:
    template = {
        "name": "A rumour",
        "gaps": {"place": "Where people queue", "claim": "What they say"},
        "from": {"en": "Radio {place}", "sq": "Radio {place}"},
        "to": ["coast"],
        "channel": "press",
        "tlp": "clear",
        "urgent": True,
        "subject": {"en": "Queues in {place}", "sq": "Radhë në {place}"},
        "text": "They say: {claim} Is {that} so?",
        "expect": [{"activity": "calm", "within": "1h"}, {"reply": True, "within": "30min", "text": "Call"}],
    }
    return drill(
        languages=["en", "sq"],
        activities={"calm": {"name": "Calm people", "takes": "10min"}},
        templates={"rumour": template | parts},
    )


RUMOUR = cmd.SendInject(template="rumour", gaps={"place": "Drin", "claim": "It {place} sank."})


def test_a_template_brings_what_the_command_leaves_out_with_its_gaps_filled_in_once() -> None:
    scene = play(ready(), *control("T+01:00", RUMOUR))
    (event,) = (each.event for each in scene.happened(ev.InjectReleased))
    assert isinstance(event, ev.InjectReleased)
    assert (event.to, event.channel, event.tlp, event.urgent, event.answer_by) == (
        *(("coast",), "press", "clear", True, 5400),
    )
    assert (event.sender, event.subject, event.text) == (
        {"en": "Radio Drin", "sq": "Radio Drin"},
        {"en": "Queues in Drin", "sq": "Radhë në Drin"},
        {"und": "They say: It {place} sank. Is {that} so?"},
    )


def test_what_the_command_says_wins() -> None:
    words = {"subject": "Queues", "text": "In {place}: {claim}", "channel": "email", "urgent": False}
    command = msgspec.structs.replace(RUMOUR, to=("inland",), answer_within=600, **words)
    scene = play(ready(), *control("T+01:00", command))
    (event,) = (each.event for each in scene.happened(ev.InjectReleased))
    assert isinstance(event, ev.InjectReleased)
    assert (event.to, event.channel, event.urgent, event.answer_by) == (("inland",), "email", False, 4200)
    assert (event.subject, event.text) == ({"und": "Queues"}, {"und": "In Drin: It {place} sank."})


def test_what_a_template_expects_is_watched_from_when_it_goes_out() -> None:
    late = msgspec.structs.replace(RUMOUR, at=2 * 3600)
    scene = play(ready(), *control("T+01:00", late), "T+02:10")
    scene.play(("T+02:10", "coast", cmd.Order("calm")), "T+04:00")
    assert scene.story(ev.ExpectationOpened, ev.ExpectationMet, ev.ExpectationMissed) == [
        ("T+02:00", "expectation-opened ad-hoc-1 0 10800 coast"),
        ("T+02:00", "expectation-opened ad-hoc-1 1 9000 coast"),
        ("T+02:10", "expectation-met ad-hoc-1 0 coast"),
        ("T+02:30:01", "expectation-missed ad-hoc-1 1"),
    ]
    _, beyond = resimulate(ready(), "seed", scene.records)
    assert beyond == []


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (cmd.SendInject(template="rumor"), "template"),
        (cmd.SendInject(template="rumour", gaps={"place": "Drin"}), "fill in 'claim': What they say"),
        (
            cmd.SendInject(template="rumour", gaps={"town": "x"}),
            "this template has no gap 'town'; it has: place, claim",
        ),
        (cmd.SendInject(("coast",), "a", "b", "c", gaps={"place": "x"}), "only a template has gaps"),
        (cmd.SendInject(("coast",), "", "b", "c"), "give a sender"),
    ],
    ids=["no such", "a gap is open", "no such gap", "no template", "nothing given"],
)
def test_a_template_that_is_not_used_rightly_is_refused(command: cmd.SendInject, why: str) -> None:
    scene = play(ready(), "T+01:00")
    count = len(scene.records)
    with pytest.raises(Refused, match=why):
        scene.play(("T+01:00", EXCON, command))
    assert len(scene.records) == count
