"""Over the wire: NO DUFF from every seat, comms checks, receipts that only exercise control sees."""

from __future__ import annotations

from pathlib import Path

import pytest

from exercise.conduct import wire
from exercise.conduct.roles import Seat
from exercise.domain import commands as cmd
from exercise.domain import events as ev
from exercise.log.records import Happened, Record
from tests.conduct.joint import room
from tests.conduct.planted import planted_header as header

SEATS = (
    Seat("director", "director"),
    Seat("lead", "lead"),
    Seat("central", "controller"),
    Seat("north", "controller", cell="north"),
    Seat("simcell", "simcell"),
    Seat("evaluator", "evaluator"),
    Seat("wall", "observer"),
    Seat("shadow", "observer", "coast"),
    Seat("coast", "participant", "coast"),
    Seat("inland", "participant", "inland"),
)
RESUMES = {"director", "lead", "central"}


@pytest.mark.parametrize("seat", SEATS, ids=lambda seat: seat.name)
async def test_every_seat_may_stop_play_and_only_exercise_control_goes_on(tmp_path: Path, seat: Seat) -> None:
    async with room(tmp_path, header(), seats=SEATS) as made:
        lead = await made.seated("lead")
        await lead.ask(cmd.Start())
        line = lead if seat.name == "lead" else await made.seated(seat.name)
        assert await line.ask(cmd.CallStop("A real fire.")) == ""
        world = made.session.drill.engine.world
        assert (world.phase, world.stopped) == ("paused", "A real fire.")
        assert not made.session.pacer.goes
        refusal = await line.ask(cmd.Resume())
        assert (refusal == "") == (seat.name in RESUMES)
        assert world.phase == ("running" if seat.name in RESUMES else "paused")


async def test_a_check_tells_exercise_control_who_has_a_line_and_nobody_else(tmp_path: Path) -> None:
    async with room(tmp_path, header(), seats=SEATS) as made:
        lead, coast = await made.seated("lead"), await made.seated("coast")
        assert await lead.ask(cmd.CheckComms((("forged", "coast"),))) == ""
        assert await coast.ask(cmd.AnswerCheck("inland")) == ""
        assert "already" in await coast.ask(cmd.AnswerCheck())
        (check,) = made.session.drill.engine.world.checks
        assert check.here == (("lead", ""), ("coast", "coast"))
        assert ("inland", "inland") in check.away
        assert check.answered["coast"] == ("coast", 0)
        assert "inland" not in check.answered or check.answered["inland"][0] == "inland"
        (seen,) = [event for event in happened(coast.records) if isinstance(event, ev.CommsChecked)]
        assert seen == ev.CommsChecked(1)
        assert "authority" in await coast.ask(cmd.CheckComms())


async def test_who_has_read_what_reaches_exercise_control_only(tmp_path: Path) -> None:
    async with room(tmp_path, header(), seats=SEATS) as made:
        lead, coast, inland = [await made.seated(name) for name in ("lead", "coast", "inland")]
        await lead.ask(cmd.Start())
        await lead.ask(cmd.SendAs("Press", ("coast",), "s", "t"))
        assert await coast.ask(cmd.MarkRead("message/0")) == ""
        assert "letter of yours" in await inland.ask(cmd.MarkRead("message/0"))
        await coast.ask(cmd.Send(("inland",), "s", "last"))
        for line in (coast, inland):
            while not any(
                isinstance(event, ev.MessageSent) and event.text == "last" for event in happened(line.records)
            ):
                await line.hear(wire.Told)
            assert not any(isinstance(event, ev.ItemRead) for event in happened(line.records))
        assert made.session.drill.engine.world.read == {("coast", "message/0"): 0}


def happened(records: list[Record]) -> list[ev.AnyEvent]:
    return [record.event for record in records if isinstance(record, Happened)]
