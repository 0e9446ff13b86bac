"""What a killed server leaves on its disk is the drill: everything pending comes back, and everybody with it."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from exercise.conduct import seats as seats_module
from exercise.conduct import wire
from exercise.conduct.hub import Hub
from exercise.conduct.pacer import Pacer
from exercise.conduct.roles import Seat
from exercise.conduct.seats import Seats
from exercise.conduct.session import Session, resume
from exercise.domain import commands as cmd
from exercise.log.records import Happened, Record
from exercise.log.store import read_log
from exercise.review.picture import Picture
from tests.conduct.joint import Line, Room, room
from tests.conduct.planted import SCENARIO, planted_header
from tests.conduct.test_pacer import Hands

HOUR = 3600


@asynccontextmanager
async def fallen(made: Room, folder: Path) -> AsyncIterator[tuple[Hub, Hands]]:
    """Another server on a copy of what is on disk now, while the first one still runs: as after `kill -9`."""
    folder.mkdir()
    for name in ("log.jsonl", "seats.json"):
        shutil.copy(made.folder / name, folder / name)
    session = resume(read_log(folder), SCENARIO)
    hands = Hands()
    session.pacer = Pacer(session.drill.engine.tick, session.drill.engine.world.pace, clock=hands)
    session.pacer.go()
    hub = Hub(session, made.hub.header, Seats.read(folder), clock=hands)
    running = asyncio.create_task(hub.run())
    try:
        yield hub, hands
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        session.close()


def happened(session: Session, since: int) -> list[Record]:
    return [record for record in session.records[since:] if isinstance(record, Happened)]


async def test_pending_injects_timers_half_done_work_seats_and_pace_come_back(tmp_path: Path) -> None:
    async with room(tmp_path / "one", planted_header()) as made:
        lead, coast = await made.seated("lead"), made.line()
        welcome = await coast.hello(made.codes["coast"])
        await lead.ask(cmd.Start())
        await lead.ask(cmd.SetPace(60.0))
        await coast.ask(cmd.Order("sail"))
        made.hands.now += 15
        await lead.ask(cmd.Observe("a quarter of an hour"))
        session = made.session
        world, known = session.drill.engine.world, len(session.records)
        assert world.runs["sail@coast#1"].ended is None
        seen = list(coast.records)
        async with fallen(made, tmp_path / "two") as (hub, hands):
            again = hub.session.drill.engine.world
            assert (again.pace, again.phase, again.seats) == (60.0, "running", {"coast": "coast"})
            assert hub.session.drill.next_due() == session.drill.next_due()
            back = Line(hub)
            back.say(wire.Hello(token=welcome.token, since=len(seen), run=welcome.run))
            rest = await back.told((await back.hear(wire.Welcome)).held - len(seen))
            for at, clock in ((session, made.hands), (hub.session, hands)):
                clock.now += 4 * HOUR / 60
                await at.ask("excon", cmd.Pause())
            assert happened(hub.session, known) == happened(session, known)
            told = await back.told(len(rest) + 1)
            assert [record.seq for record in (*seen, *told)] == list(range(len(seen) + len(told)))
            await back.leave()


async def test_letters_nobody_has_answered_come_back_unanswered(tmp_path: Path) -> None:
    async with room(tmp_path / "one", planted_header()) as made:
        lead, coast = await made.seated("lead"), await made.seated("coast")
        await lead.ask(cmd.Start())
        await lead.ask(cmd.Release("call"))
        await lead.ask(cmd.Release("news"))
        await coast.ask(cmd.Reply("call", "we are on it"))
        async with fallen(made, tmp_path / "two") as (hub, _):
            again = Line(hub)
            welcome = await again.hello(made.codes["coast"])
            picture = Picture(SCENARIO, "coast")
            picture.take_all(await again.told(welcome.held))
            letters = {row.id: row.answered is not None for row in picture.inbox(0)}
            assert letters == {"call": True, "news": False}
            await again.leave()


async def test_a_thousand_who_come_back_at_once_are_all_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seats_module, "_COST", 2)
    seats = (Seat("lead", "lead"), *(Seat(f"c{n}", "participant", "coast") for n in range(1000)))
    async with room(tmp_path / "one", planted_header(), seats=seats) as made:
        lead = await made.seated("lead")
        await lead.ask(cmd.Start())
        tokens = [
            made.hub.seats.opened(made.hub.seats.digest(made.codes[f"c{n}"]), sits_down=True)
            for n in range(1000)
        ]
        await made.hub.seats.kept()
        async with fallen(made, tmp_path / "two") as (hub, _):
            lines = [Line(hub) for _ in tokens]
            for line, found in zip(lines, tokens, strict=True):
                assert found is not None
                line.say(wire.Hello(token=found[1], run=hub.run_id))
            held = [(await line.hear(wire.Welcome)).held for line in lines]
            await hub.session.ask("excon", cmd.SendAs("Press", ("coast",), "s", "welcome back"))
            for line in lines:
                told = await line.told(max(held) + 1)
                assert [record.seq for record in told] == list(range(len(told)))
            assert len(hub.here) == 1000
            for line in lines:
                line.cut()
            await asyncio.gather(*(line.task for line in lines))


async def test_while_it_is_not_on_disk_nobody_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with room(tmp_path, planted_header()) as made:
        lead, central = await made.seated("lead"), await made.seated("central")
        commit, told_before = made.session.writer.commit, []

        def looked_at() -> None:
            told_before.append(any("the secret word" in text for line in made.lines for text in line.texts))
            commit()

        monkeypatch.setattr(made.session.writer, "commit", looked_at)
        await lead.ask(cmd.Observe("the secret word"))
        while not any("the secret word" in text for text in central.texts):
            await central.hear(wire.Told)
        assert told_before[0] is False
