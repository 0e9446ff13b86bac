"""Seats come and go, ask and are told: everything once, in order, on disk first, and nothing they may not see."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from exercise.conduct import wire
from exercise.conduct.session import Session, resume
from exercise.domain import commands as cmd
from exercise.domain import events as ev
from exercise.domain.seats import EXCON
from exercise.errors import SentAway
from exercise.log.header import Header
from exercise.log.records import Asked, Happened
from exercise.log.store import read_log
from exercise.review.picture import Picture
from exercise.scenario.model import Scenario
from tests.conduct.joint import Room, letters, room, stories
from tests.conduct.planted import planted_header


async def test_a_participant_joins_plays_and_sees_what_came_of_it(tmp_path: Path) -> None:
    async with room(tmp_path, planted_header()) as made:
        lead = await made.seated("lead")
        assert await lead.ask(cmd.Start()) == ""
        coast = made.line()
        welcome = await coast.hello(made.codes["coast"])
        assert (welcome.seat, welcome.eyes, welcome.phase) == ("coast", "coast", "running")
        assert welcome.marking == "EXERCISE EXERCISE EXERCISE"
        assert await coast.ask(cmd.Order("sail")) == ""
        told = await coast.told(welcome.held + 2)
        assert [record.seq for record in told] == list(range(len(told)))
        assert any(
            isinstance(record.event, ev.ActivityOrdered) for record in told if isinstance(record, Happened)
        )


async def test_a_person_who_sits_down_stops_the_bot(tmp_path: Path) -> None:
    async with room(tmp_path, planted_header()) as made:
        await made.seated("coast")
        world = made.session.drill.engine.world
        assert world.seats == {"coast": "coast"}
        await made.seated("evaluator")
        assert world.seats == {"coast": "coast"}
        lead = await made.seated("lead")
        assert await lead.ask(cmd.TakeSeat("inland")) == ""
        assert "by joining" in await lead.ask(cmd.TakeSeat("north", own=True))
        lines = [line.text for line in _control_picture(made).feed.lines]
        assert lines == ["A participant sits down at this seat.", "A controller sits down at this seat."]


@pytest.mark.parametrize("code", ["", "nonsense", "AAAA-AAAA"])
async def test_a_wrong_code_opens_nothing(tmp_path: Path, code: str) -> None:
    async with room(tmp_path, planted_header()) as made:
        with pytest.raises(SentAway, match="not, or no longer, valid"):
            await made.line().hello(code)


async def test_a_revoked_code_is_refused_like_a_wrong_one_and_its_seat_is_told(tmp_path: Path) -> None:
    async with room(tmp_path, planted_header()) as made:
        lead, coast = await made.seated("lead"), await made.seated("coast")
        lead.say(wire.Manage("m", "revoke", "coast"))
        await lead.hear(wire.Done)
        assert "withdrawn" in (await coast.hear(wire.Bye)).reason
        with pytest.raises(SentAway, match="not, or no longer, valid"):
            await made.line().hello(made.codes["coast"])
        lead.say(wire.Manage("n", "renew", "coast"))
        code = (await lead.hear(wire.Done)).text
        assert (await made.line().hello(code)).seat == "coast"


async def test_only_those_in_charge_manage_seats(tmp_path: Path) -> None:
    async with room(tmp_path, planted_header()) as made:
        coast = await made.seated("coast")
        for verb in ("seats", "revoke", "renew", "nonsense"):
            coast.say(wire.Manage(verb, verb, "lead"))
            assert "only the director" in (await coast.hear(wire.Sorry)).reason


async def test_five_wrong_codes_and_the_address_waits_but_nobody_else(tmp_path: Path) -> None:
    async with room(tmp_path, planted_header()) as made:
        token = (await made.line().hello(made.codes["lead"])).token
        for _ in range(5):
            with pytest.raises(SentAway, match="not, or no longer"):
                await made.line().hello("AAAAAAAA")
        with pytest.raises(SentAway, match=r"try again in 60 s"):
            await made.line().hello(made.codes["coast"])
        assert (await made.line(address="192.0.2.2").hello(made.codes["coast"])).seat == "coast"
        back = made.line()
        back.say(wire.Hello(token=token))
        assert (await back.hear(wire.Welcome)).seat == "lead"
        made.hands.now += 61
        assert (await made.line().hello(made.codes["coast"])).seat == "coast"


async def test_a_seat_moves_to_another_machine_and_the_first_is_told(tmp_path: Path) -> None:
    async with room(tmp_path, planted_header()) as made:
        first = made.line()
        token = (await first.hello(made.codes["coast"])).token
        second = await made.seated("coast")
        assert (await first.hear(wire.Bye)) == wire.Bye("somebody sat down at this seat elsewhere")
        back = made.line()
        back.say(wire.Hello(token=token))
        with pytest.raises(SentAway):
            await back.hear(wire.Welcome)
        assert await second.ask(cmd.Send(("excon",), "s", "I sit here")) == ""


async def test_whoever_stands_beside_a_seat_does_not_take_it(tmp_path: Path) -> None:
    async with room(tmp_path, planted_header()) as made:
        desk = await made.seated("coast")
        asks = await made.seated("coast", how="answers")
        follows = await made.seated("coast", how="records")
        assert await asks.ask(cmd.Send(("excon",), "s", "from a script")) == ""
        assert len(await follows.told(1)) == len(await desk.told(1))
        assert "told" not in "".join(asks.texts)


async def test_whoever_comes_back_is_told_the_rest_once(tmp_path: Path) -> None:
    async with room(tmp_path, planted_header()) as made:
        lead = await made.seated("lead")
        coast = made.line()
        welcome = await coast.hello(made.codes["coast"])
        await lead.ask(cmd.Start())
        before = list(await coast.told(2))
        coast.cut()
        await coast.task
        for count in range(600):
            made.hands.now += 10
            assert await lead.ask(cmd.SendAs("Press", ("coast",), "s", f"{count}")) == ""
        back = made.line()
        back.say(wire.Hello(token=welcome.token, since=len(before), run=welcome.run))
        again = await back.hear(wire.Welcome)
        assert (again.since, again.briefing) == (len(before), {})
        rest = await back.told(again.held - len(before))
        assert [record.seq for record in (*before, *rest)] == list(range(again.held))
        assert max(len(json.loads(text).get("records", ())) for text in back.texts) == 256


async def test_records_of_another_run_are_not_a_continuation(tmp_path: Path) -> None:
    async with room(tmp_path, planted_header()) as made:
        with pytest.raises(SentAway, match="another exercise"):
            await made.line().hello(made.codes["coast"], since=3, run="another")
        welcome = await made.line().hello(made.codes["coast"])
        with pytest.raises(SentAway, match="more than this exercise holds"):
            await made.line().hello(made.codes["coast"], since=1_000, run=welcome.run)


async def test_a_command_sent_twice_applies_once_also_after_the_server_fell(tmp_path: Path) -> None:
    async with room(tmp_path, planted_header()) as made:
        lead = await made.seated("lead")
        for _ in range(2):
            assert await lead.ask(cmd.Observe("seen"), name="same") == ""
        other = await made.seated("evaluator")
        assert await other.ask(cmd.Observe("seen by another"), name="same") == ""
        assert stories(made.session) == ["seen", "seen by another"]

    def go_on(path: Path, header: Header, scenario: Scenario) -> Session:
        return resume(read_log(path), scenario)

    async with room(tmp_path, planted_header(), make=go_on) as again:
        lead = await again.seated("lead")
        assert await lead.ask(cmd.Observe("seen"), name="same") == ""
        assert stories(again.session) == ["seen", "seen by another"]


async def test_a_refused_command_may_be_asked_again(tmp_path: Path) -> None:
    async with room(tmp_path, planted_header()) as made:
        lead = await made.seated("lead")
        assert "not started" in await lead.ask(cmd.Release("call"), name="same")
        await lead.ask(cmd.Start())
        assert await lead.ask(cmd.Release("call"), name="same") == ""


async def test_done_is_said_only_once_it_is_on_disk(tmp_path: Path) -> None:
    async with room(tmp_path, planted_header()) as made:
        lead = await made.seated("lead")
        await lead.ask(cmd.Observe("on disk"), name="one")
        kept = [record for record in read_log(tmp_path / "log.jsonl") if isinstance(record, Asked)]
        assert [record.id for record in kept] == ["lead/one"]


async def test_two_controllers_press_release_together_and_one_release_comes_of_it(tmp_path: Path) -> None:
    async with room(tmp_path, planted_header()) as made:
        lead, central = await made.seated("lead"), await made.seated("central")
        await lead.ask(cmd.Start())
        answers = await asyncio.gather(lead.ask(cmd.Release("call")), central.ask(cmd.Release("call")))
        assert sorted(bool(answer) for answer in answers) == [False, True]
        assert letters(made.session) == ["call"]


def _control_picture(made: Room) -> Picture:
    picture = Picture(made.session.scenario, EXCON)
    picture.take_all(made.session.records)
    return picture


def _names_of(made: Room) -> list[str]:
    return [seat.name for seat in made.hub.here]


async def test_a_seat_that_leaves_is_away_and_the_drill_goes_on(tmp_path: Path) -> None:
    async with room(tmp_path, planted_header()) as made:
        lead, coast = await made.seated("lead"), await made.seated("coast")
        assert _names_of(made) == ["lead", "coast"]
        await coast.leave()
        assert _names_of(made) == ["lead"]
        assert await lead.ask(cmd.Start()) == ""


async def test_everybody_hears_when_the_clock_stops(tmp_path: Path) -> None:
    async with room(tmp_path, planted_header()) as made:
        lead, coast = await made.seated("lead"), await made.seated("coast")
        await lead.ask(cmd.Start())
        while not (await coast.hear(wire.Time)).running:
            pass
        await lead.ask(cmd.Pause())
        assert not (await coast.hear(wire.Time)).running
