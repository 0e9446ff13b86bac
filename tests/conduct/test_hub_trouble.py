"""Full disks, wrong clocks, seats that do not read, flood or speak nonsense: each has an outcome."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from exercise.conduct import allowance, member, wire
from exercise.conduct import hub as hub_module
from exercise.conduct.pacer import Pacer
from exercise.domain import commands as cmd
from tests.conduct.joint import letters, room, stories
from tests.conduct.planted import planted_header


async def test_when_the_disk_is_full_nobody_is_told_and_everybody_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with room(tmp_path, planted_header()) as made:
        lead, coast = await made.seated("lead"), await made.seated("coast")
        await lead.ask(cmd.Start())
        before = made.session.told

        def full() -> None:
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr(made.session.writer, "commit", full)
            assert "No space left" in await lead.ask(cmd.Observe("while full"), name="full")
            assert "No space left" in await coast.ask(cmd.Send(("excon",), "s", "still full"))
            assert made.session.told == before
            assert not made.session.pacer.goes
            # Who comes while the disk is full sits down all the same.
            assert (await made.line().hello(made.codes["evaluator"])).running is False
        assert await lead.ask(cmd.Observe("while full"), name="full") == ""
        assert await lead.ask(cmd.Observe("room again")) == ""
        assert stories(made.session) == ["while full", "room again"]
        assert made.session.pacer.goes


async def test_the_clock_of_the_machine_set_back_moves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with room(tmp_path, planted_header()) as made:
        lead = await made.seated("lead")
        await lead.ask(cmd.Start())
        monkeypatch.setattr(made.session, "_wall", lambda: "1999-01-01T00:00:00.000+00:00")
        made.session.pacer.set_pace(1.0)
        made.hands.now += 700
        await lead.ask(cmd.Observe("later"))
        assert letters(made.session) == ["call"]
        assert made.session.records[-1].tick == 700
    assert Pacer.__init__.__kwdefaults__["clock"].__name__ == "monotonic"


async def test_a_seat_that_reads_nothing_is_let_go_and_may_come_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(member, "LAG", 20)
    async with room(tmp_path, planted_header()) as made:
        lead = await made.seated("lead")
        slow = made.line()
        welcome = await slow.hello(made.codes["evaluator"])
        slow.reads.clear()
        for count in range(30):
            assert await lead.ask(cmd.Observe(f"{count}")) == ""
        await asyncio.wait_for(slow.task, 10)
        assert slow.is_cut
        back = made.line()
        back.say(wire.Hello(token=welcome.token, since=0, run=welcome.run))
        again = await back.hear(wire.Welcome)
        assert len(await back.told(again.held)) == again.held


async def test_answers_nobody_reads_do_not_pile_up(tmp_path: Path) -> None:
    async with room(tmp_path, planted_header()) as made:
        line = await made.seated("evaluator")
        line.reads.clear()
        for count in range(member.UNREAD + 10):
            line.say(wire.Ask(f"{count}", cmd.Pause()))
        await asyncio.wait_for(line.task, 10)
        assert line.is_cut


async def test_a_flood_is_left_out_and_the_drill_goes_on(tmp_path: Path) -> None:
    async with room(tmp_path, planted_header()) as made:
        evaluator, lead = await made.seated("evaluator"), await made.seated("lead")
        answers = [await evaluator.ask(cmd.Observe(f"{count}")) for count in range(allowance.BURST + 20)]
        assert answers.count("too many questions at once; this one was left out") == 20
        assert await lead.ask(cmd.Observe("calm")) == ""
        made.hands.now += 2
        assert await evaluator.ask(cmd.Observe("again")) == ""


@pytest.mark.parametrize(
    "garbage",
    ["", "{", b"\xff\x00", "[]", '{"say":"ask"}', '{"say":"told","since":0,"records":[]}', "x" * 300_000],
)
async def test_garbage_is_hung_up_on(tmp_path: Path, garbage: str | bytes) -> None:
    async with room(tmp_path, planted_header()) as made:
        fresh, seated = made.line(), await made.seated("lead")
        for line in (fresh, seated):
            line.say(garbage)
            assert not (await line.hear(wire.Bye)).again
            await asyncio.wait_for(line.task, 10)
        assert made.hub.here == ()


async def test_who_says_nothing_is_let_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub_module, "HELLO_WITHIN", 0.0)
    async with room(tmp_path, planted_header()) as made:
        await asyncio.wait_for(made.line().task, 10)
