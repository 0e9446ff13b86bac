"""What a view holds: its own numbers, and events without the names of hidden things behind them."""

from __future__ import annotations

from exercise.conduct import wire
from exercise.conduct.view import CHUNK, View
from exercise.domain import commands as cmd
from exercise.domain import events as ev
from exercise.log.records import Happened
from tests.conduct.planted import CANARY, PLANTED, SCENARIO
from tests.scenes import Scene


def played() -> Scene:
    """Hidden things bring about what the coast may see."""
    scene = Scene(SCENARIO)
    scene.engine.submit("coast", cmd.Order("sail"))
    scene.engine.submit("inland", cmd.Order("canary-raid"))
    return scene.play("T+01:00", ("T+02:00", "excon", cmd.Pause()))


def seen(key: str) -> tuple[View, list[Happened]]:
    view = View(key, PLANTED, SCENARIO)
    view.take(played().records)
    records: list[Happened] = []
    while len(records) < len(view):
        told = wire.answer(view.told(len(records))[0])
        assert isinstance(told, wire.Told)
        records += [record for record in told.records if isinstance(record, Happened)]
    return view, records


def test_an_agency_sees_that_it_happened_but_not_what_brought_it_about() -> None:
    _, records = seen("agency/coast")
    found = [record.event for record in records if isinstance(record.event, ev.FactLearned)]
    assert [(event.fact, event.how, event.source) for event in found] == [("wake", "activity", "")]
    news = [record.event for record in records if isinstance(record.event, ev.InjectReleased)]
    assert [(event.inject, event.by) for event in news] == [("news", "play"), ("call", "play")]
    stopped = [record.event for record in records if isinstance(record.event, ev.ActivityStoodDown)]
    assert [event.why for event in stopped] == [""]


def test_numbers_audiences_and_causes_say_nothing_of_what_happens_elsewhere() -> None:
    view, records = seen("agency/coast")
    assert [record.seq for record in records] == list(range(len(view)))
    assert {record.to for record in records} <= {("*",), ("coast",)}
    assert {record.cause for record in records} == {None}


def test_what_control_sees_is_the_log() -> None:
    view = View("all", PLANTED, SCENARIO)
    scene = played()
    view.take(scene.records)
    told = wire.answer(view.told(0)[0])
    assert isinstance(told, wire.Told)
    assert list(told.records) == scene.records[:CHUNK]
    assert told.more == {}
    assert CANARY in view.told(0)[0]


def test_seats_with_the_same_eyes_get_the_same_text() -> None:
    view, _ = seen("agency/coast")
    assert view.told(0)[0] is view.told(0)[0]
