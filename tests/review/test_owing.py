"""A letter to many of whom one owes the answer: the others are told of no deadline, and not who has one."""

from __future__ import annotations

from exercise.conduct.narrow import narrowed
from exercise.domain import events as ev
from exercise.log.records import Happened
from exercise.review.picture import Picture
from exercise.scenario.quantities import HOUR
from tests.scenes import drill, inject, play


def due_at(agency: str, *who: str) -> int | None:
    """When that agency's inbox says an answer is due, sitting here and far away."""
    expect = [{"reply": True, "within": "2h"} | ({"who": list(who)} if who else {})]
    scenario = drill(injects={"all": inject(at="T+01:00", to="everyone", expect=expect)})
    records = play(scenario, "T+01:30").records
    told = []
    for narrow in (False, True):
        picture = Picture(scenario, agency)
        for record in records:
            if isinstance(record, Happened) and isinstance(record.event, ev.InjectReleased):
                event = narrowed(record.event, frozenset({agency})) if narrow else record.event
                assert not (narrow and event.answer_from)
                record = Happened(record.seq, record.tick, event, record.to)
            picture.take_all([record])
        told.append(picture.inbox(2 * HOUR)[0].answer_by)
    assert told[0] == told[1]
    return told[0]


def test_everybody_owes_an_answer_when_nobody_is_named() -> None:
    assert due_at("coast") == due_at("inland") == 3 * HOUR


def test_who_is_not_named_owes_none() -> None:
    assert due_at("inland", "inland") == 3 * HOUR
    assert due_at("coast", "inland") is None
