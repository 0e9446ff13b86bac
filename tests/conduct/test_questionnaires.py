"""Evaluators and questionnaires at a joint drill: who may answer what, and what an anonymous answer leaves behind."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest

from exercise.conduct import unnamed, wire
from exercise.conduct.hub import Hub
from exercise.conduct.roles import Role
from exercise.conduct.seats import Seats
from exercise.conduct.session import resume
from exercise.conduct.unnamed import FILE_NAME, Answered
from exercise.domain import commands as cmd
from exercise.domain import events as ev
from exercise.log.header import Header
from exercise.log.records import Asked, Happened
from exercise.log.store import read_log
from exercise.scenario.load import scenario_from_data
from exercise.scenario.questionnaires import SeatRole
from tests.conduct.joint import Line, Room, room

DATA: dict[str, Any] = {
    "format": 1,
    "id": "asked",
    "title": "ASKED",
    "summary": "Something goes wrong.",
    "startex": "2028-01-27T08:00:00+01:00",
    "duration": "48h",
    "agencies": {"coast": {"name": "Coast", "seats": 2}, "inland": {"name": "Inland"}},
    "objectives": {
        "calm": {
            "name": "Stay calm",
            "capability": "Crisis management",
            "target": "Nobody shouts",
            "tasks": [{"id": "quiet", "text": "Nobody shouts"}],
        }
    },
    "questionnaires": {
        "watch": {
            "name": "Watch",
            "phase": "during",
            "to": "evaluator",
            "questions": {"calm": {"ask": "Is it a plot secret?", "objective": "calm"}},
        },
        "wash": {
            "name": "Hot wash",
            "phase": "hotwash",
            "to": ["participant"],
            "questions": {"well": {"ask": "What went well in the end?", "required": True}},
        },
        "form": {
            "name": "About it",
            "phase": "feedback",
            "to": ["participant", "evaluator"],
            "anonymous": True,
            "questions": {"real": {"ask": "How real?", "kind": "scale"}, "more": {"ask": "What else?"}},
        },
    },
}


def header() -> Header:
    return Header(1, "test", "asked", "seed", DATA)


def answered(made: Room) -> list[ev.QuestionnaireAnswered]:
    events = [record.event for record in made.session.records if isinstance(record, Happened)]
    return [event for event in events if isinstance(event, ev.QuestionnaireAnswered)]


async def over(made: Room) -> Line:
    lead = await made.seated("lead")
    await lead.ask(cmd.Start())
    await lead.ask(cmd.End())
    return lead


def test_roles_are_the_same_words_in_scenarios_and_at_seats() -> None:
    assert SeatRole == Role


async def test_a_seat_at_play_hears_of_the_hot_wash_at_endex_and_never_of_evaluators_questions(
    tmp_path: Path,
) -> None:
    async with room(tmp_path, header()) as made:
        lead, coast = await made.seated("lead"), await made.seated("coast")
        await lead.ask(cmd.Start())
        guess = await coast.ask(cmd.Answer("wash", {"well": "All of it."}))
        assert guess == (await coast.ask(cmd.Answer("no-such", {}))).replace("no-such", "wash")
        assert "in the end" not in "".join(coast.texts)
        await lead.ask(cmd.End())
        while "in the end" not in coast.texts[-1]:
            await coast.hear(wire.Told)
        assert "plot secret" not in "".join(coast.texts)
        assert "no questionnaire" in await coast.ask(cmd.Answer("watch", {"calm": "yes"}))
        assert "give an answer to 'well'" in await coast.ask(cmd.Answer("wash", {}))
        assert (
            await coast.ask(cmd.Answer("wash", {"well": "The calls."}, role="evaluator", desk="lead")) == ""
        )
        assert answered(made) == [
            ev.QuestionnaireAnswered("wash", "participant", {"well": "The calls."}, "coast", "coast")
        ]


async def test_colleagues_of_an_agency_learn_that_it_was_answered_and_not_what(tmp_path: Path) -> None:
    async with room(tmp_path, header()) as made:
        await over(made)
        one, two = await made.seated("coast"), await made.seated("coast-2")
        assert await one.ask(cmd.Answer("wash", {"well": "My own opinion."})) == ""
        while "questionnaire-answered" not in "".join(two.texts):
            await two.hear(wire.Told)
        assert "My own opinion." not in "".join(two.texts)


async def test_nothing_says_which_seat_gave_an_anonymous_answer(tmp_path: Path) -> None:
    async with room(tmp_path, header()) as made:
        await over(made)
        one, two = await made.seated("coast"), await made.seated("coast-2")
        before = len(made.session.records)
        assert await one.ask(cmd.Answer("form", {"real": "4"}), name="mine") == ""
        assert await one.ask(cmd.Answer("form", {"real": "4"}), name="mine") == "", "sent twice, counted once"
        assert "already" in await one.ask(cmd.Answer("form", {"real": "5"}))
        assert await two.ask(cmd.Answer("form", {"real": "2"})) == ""
        assert [event.answers for event in answered(made)] == [{"real": "4"}, {"real": "2"}]
        left = made.session.records[before:]
        assert all(
            each.by == "excon" and not each.id and not each.wall for each in left if isinstance(each, Asked)
        )
        assert b"coast" not in msgspec.json.encode(left)
        assert all(not each.to for each in left if isinstance(each, Happened))


async def test_answers_that_cannot_be(tmp_path: Path) -> None:
    async with room(tmp_path, header()) as made:
        await over(made)
        line = await made.seated("evaluator")
        assert "answer to 'real'" in await line.ask(cmd.Answer("form", {"real": "6"}))
        assert "question called 'odd'" in await line.ask(cmd.Answer("form", {"odd": "6"}))
        assert "at least one" in await line.ask(cmd.Answer("form", {"more": "  "}))
        assert answered(made) == []


async def test_what_an_evaluator_notes_stands_under_their_seat(tmp_path: Path) -> None:
    async with room(tmp_path, header()) as made:
        lead, line, coast = [await made.seated(name) for name in ("lead", "evaluator", "coast")]
        await lead.ask(cmd.Start())
        rated = cmd.Observe("Loud.", objective="calm", rating="M", task="quiet", evidence=(1,), proposed="S")
        assert await line.ask(msgspec.structs.replace(rated, desk="lead")) == ""
        assert "no authority" in await line.ask(cmd.Pause())
        assert "no authority" in await coast.ask(cmd.Observe("Me too."))
        assert "keeps no names" in await line.ask(cmd.Observe("Loud.", name="A. Person"))
        assert "task of this objective" in await line.ask(cmd.Observe("x", objective="calm", task="none"))
        assert await line.ask(cmd.Answer("watch", {"calm": "no"})) == ""
        noted = made.session.drill.engine.world.observations[0][1]
        assert (noted.seat, noted.rating, noted.proposed, noted.task) == ("evaluator", "M", "S", "quiet")
        assert answered(made)[0].seat == "evaluator"


async def test_the_log_of_it_plays_again(tmp_path: Path) -> None:
    from exercise.engine.resimulate import resimulate

    async with room(tmp_path, header()) as made:
        await over(made)
        one = await made.seated("coast")
        await one.ask(cmd.Answer("form", {"real": "4"}))
        await one.ask(cmd.Answer("wash", {"well": "The calls."}, corrects=True))
        await one.ask(cmd.Answer("wash", {"well": "The calls at night."}))
        log = read_log(made.folder)
        given = [each.event for each in log.records if isinstance(each, Happened)]
        named = [each for each in given if isinstance(each, ev.QuestionnaireAnswered) and each.seat]
        assert [each.corrects for each in named] == [False, True], "the server says which one corrects"
        assert resimulate(scenario_from_data(DATA), "seed", log.records)[1] == []


@asynccontextmanager
async def again(made: Room, folder: Path) -> AsyncIterator[Hub]:
    """A server that starts on a copy of what is on disk now."""
    shutil.copytree(made.folder, folder)
    session = resume(read_log(folder), scenario_from_data(DATA))
    hub = Hub(session, made.hub.header, Seats.read(folder))
    running = asyncio.create_task(hub.run())
    try:
        yield hub
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        session.close()


def forms(hub: Hub) -> list[dict[str, str]]:
    return [
        event.answers for _, event in hub.session.drill.engine.world.answered if event.questionnaire == "form"
    ]


async def test_a_server_that_starts_again_knows_who_has_had_their_say_and_not_what(tmp_path: Path) -> None:
    async with room(tmp_path / "one", header()) as made:
        await over(made)
        two, one = await made.seated("coast-2"), await made.seated("coast")
        assert await two.ask(cmd.Answer("form", {"real": "2"}), name="second") == ""
        assert await one.ask(cmd.Answer("form", {"real": "4"}), name="first") == ""
        kept = json.loads((made.folder / FILE_NAME).read_text("utf-8"))
        assert kept["words"] == sorted(kept["words"])
        assert len(kept["words"]) == 4
        assert kept["due"] is None
        assert "coast" not in str(kept)
        assert "form" not in str(kept)
        async with again(made, tmp_path / "two") as hub:
            back, late = Line(hub), Line(hub)
            await back.hello(made.codes["coast"])
            assert await back.ask(cmd.Answer("form", {"real": "4"}), name="first") == "", (
                "sent again after a cut"
            )
            assert "already" in await back.ask(cmd.Answer("form", {"real": "5"}))
            await late.hello(made.codes["inland"])
            assert await late.ask(cmd.Answer("form", {"real": "1"})) == ""
            assert forms(hub) == [{"real": "2"}, {"real": "4"}, {"real": "1"}]
            await back.leave()
            await late.leave()


@pytest.mark.parametrize("written", [True, False], ids=["the log has it", "the log has it not"])
async def test_a_server_that_falls_while_an_answer_is_on_its_way(tmp_path: Path, written: bool) -> None:
    async with room(tmp_path / "one", header()) as made:
        await over(made)
        one = await made.seated("coast")
        kept = Answered(made.folder, made.hub.seats.mark, lambda _: 0)
        seat = next(seat for seat in made.hub.seats.all() if seat.name == "coast")
        kept.expect(seat, cmd.Answer("form", {"real": "4"}), "coast/mine")
        if written:
            await made.session.ask("coast", cmd.Answer("form", {"real": "4"}))
        async with again(made, tmp_path / "two") as hub:
            back = Line(hub)
            await back.hello(made.codes["coast"])
            assert await back.ask(cmd.Answer("form", {"real": "4"}), name="mine") == ""
            assert forms(hub) == [{"real": "4"}]
            await back.leave()
        await one.leave()


async def test_a_disk_that_keeps_nothing_of_it_lets_nobody_answer_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    async with room(tmp_path, header()) as made:
        await over(made)
        one = await made.seated("coast")
        with monkeypatch.context() as patched:
            patched.setattr(unnamed, "write_whole", full)
            assert "No space left on device" in await one.ask(cmd.Answer("form", {"real": "4"}))
        assert answered(made) == []
        assert await one.ask(cmd.Answer("form", {"real": "4"})) == ""
        assert "already" in await one.ask(cmd.Answer("form", {"real": "4"}))
