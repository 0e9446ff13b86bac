"""Control over several cells: what a seat may take, hand over and see, and how authority moves on the server."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from exercise.conduct import wire
from exercise.conduct.empty_desks import GONE_AFTER
from exercise.conduct.hub import Hub
from exercise.conduct.session import resume
from exercise.domain import commands as cmd
from exercise.domain import events as ev
from exercise.log.header import Header
from exercise.log.records import Happened
from exercise.log.store import read_log
from tests.conduct.joint import Line, Room, room

HOUR = 3600
ANSWER = {"reply": True, "within": "1h"}


def letter(to: str, at: str, **more: Any) -> dict[str, Any]:
    return {
        "at": at,
        "from": "Duty officer",
        "to": [to],
        "channel": "phone",
        "subject": f"For {to}",
        "text": f"secret of {to}",
        "expect": [ANSWER],
    } | more


DATA: dict[str, Any] = {
    "format": 1,
    "id": "cells",
    "title": "CELLS",
    "summary": "Something goes wrong.",
    "startex": "2028-01-27T08:00:00+01:00",
    "duration": "48h",
    "pace": 1,
    "cells": {"north": {"name": "North"}, "south": {"name": "South"}},
    "agencies": {"coast": {"name": "Coast", "cell": "north"}, "inland": {"name": "Inland", "cell": "south"}},
    "severity": {"sev1": {"name": "Local", "means": "One place."}},
    "injects": {
        "wave": letter("coast", "T+01:00"),
        "fire": letter("inland", "T+01:00"),
        "call": letter("coast", "T+05:00", deliver={"brief": "Sound worried."}),
        "late": letter("coast", "T+30:00"),
    },
}
OVERDUE = "overdue/wave/0"


def header() -> Header:
    return Header(1, "test", "cells", "seed", DATA)


async def caught_up(made: Room, *lines: Line) -> None:
    """Until each line has been told everything its view holds."""
    for line in lines:
        view = made.hub._views[made.hub._members[line.name].seat.view]  # type: ignore[attr-defined]
        await line.told(len(view))


async def seated(made: Room, *names: str) -> list[Line]:
    lines = []
    for name in names:
        line = await made.seated(name)
        line.name = name  # type: ignore[attr-defined]
        lines.append(line)
    return lines


def events(line: Line, kind: type) -> list[Any]:
    return [
        each.event for each in line.records if isinstance(each, Happened) and isinstance(each.event, kind)
    ]


def briefed(line: Line) -> dict[str, Any]:
    welcomes = [message for message in map(wire.answer, line.texts) if isinstance(message, wire.Welcome)]
    return welcomes[0].briefing


async def later(made: Room, line: Line, seconds: float) -> None:
    """Exercise time goes on (one second a second)."""
    made.hands.now += seconds
    assert await line.ask(cmd.Observe("time goes on")) == ""


async def test_a_cell_takes_and_hands_over_what_is_its_own(tmp_path: Path) -> None:
    async with room(tmp_path, header()) as made:
        lead, north, south = await seated(made, "lead", "cell-north", "cell-south")
        await lead.ask(cmd.Start())
        await later(made, lead, 3 * HOUR)
        nothing = await south.ask(cmd.TakeTask("overdue/no-such/0"))
        assert (await south.ask(cmd.TakeTask(OVERDUE))).replace("wave", "no-such") == nothing
        assert await north.ask(cmd.TakeTask(OVERDUE, desk="lead")) == ""
        assert "taken by cell-north" in await lead.ask(cmd.TakeTask(OVERDUE))
        central = (await seated(made, "central"))[0]
        assert "not yours to give back" in await central.ask(cmd.GiveBackTask(OVERDUE))
        assert "not yours to give back" in await central.ask(cmd.PutAwayTask(OVERDUE))
        assert (await south.ask(cmd.PutAwayTask(OVERDUE))).replace("wave", "no-such") == nothing
        assert await lead.ask(cmd.GiveBackTask(OVERDUE)) == ""
        assert "no seat" in await north.ask(cmd.HandOverTask(OVERDUE, seat="nobody"))
        assert "no seat" in await north.ask(cmd.HandOverTask(OVERDUE, seat="coast"))
        await caught_up(made, south)
        assert events(south, ev.TaskTaken) == []
        assert "secret of coast" not in "".join(south.texts)
        assert await north.ask(cmd.HandOverTask(OVERDUE, seat="cell-south", why="lunch")) == ""
        await caught_up(made, south)
        handed = events(south, ev.TaskHandedOver)[0]
        assert (handed.cell, handed.seat, handed.by, handed.text) == (
            "south",
            "cell-south",
            "cell-north",
            "For coast",
        )
        assert "secret of coast" in "".join(south.texts), "whoever deals with it has to see what it is about"
        assert await south.ask(cmd.PutAwayTask(OVERDUE, "spoken of at lunch")) == ""
        assert await lead.ask(cmd.GiveBackTask(OVERDUE)) == ""
        await caught_up(made, south)
        assert [event.why for event in events(south, ev.TaskPutAway)] == ["spoken of at lunch"]
        assert len(events(south, ev.TaskGivenBack)) == 1


async def test_an_inject_that_is_added_for_later_is_its_cell_s_and_nobody_s_else(tmp_path: Path) -> None:
    async with room(tmp_path, header()) as made:
        lead, north, south, coast = await seated(made, "lead", "cell-north", "cell-south", "coast")
        await lead.ask(cmd.Start())
        await later(made, lead, HOUR)
        words = ("A reporter", "Is it true?", "secret of the north")
        assert "its own agencies" in await south.ask(cmd.SendInject(("coast",), *words, at=3 * HOUR))
        assert await north.ask(cmd.SendInject(("coast",), *words, at=3 * HOUR)) == ""
        assert "no inject" in await south.ask(cmd.Hold("ad-hoc-1"))
        assert await north.ask(cmd.Hold("ad-hoc-1")) == ""
        await caught_up(made, north, south, coast)
        assert [event.inject for event in events(north, ev.InjectAdded)] == ["ad-hoc-1"]
        assert [event.inject for event in events(north, ev.InjectHeld)] == ["ad-hoc-1"]
        for line in (south, coast):
            assert "secret of the north" not in "".join(line.texts)
            assert "ad-hoc" not in str(line.records)
        assert await north.ask(cmd.Release("ad-hoc-1")) == ""
        await caught_up(made, coast)
        assert "secret of the north" in "".join(coast.texts)


def template(to: list[str], **more: Any) -> dict[str, Any]:
    words = {"name": "Ready", "from": "Press", "subject": "About {place}", "text": f"ready for {to}"}
    return words | {"to": to, "gaps": {"place": "Which place"}} | more


async def test_a_cell_has_the_templates_for_its_own_agencies_and_no_other(tmp_path: Path) -> None:
    ready = {
        "ours": template(["coast"], expect=[ANSWER | {"if_missed": [{"release": "late"}]}]),
        "theirs": template(["inland"]),
        "of-the-other-cell": template([], cell="south"),
        "for-anybody": template([]),
    }
    data = DATA | {"templates": ready}
    async with room(tmp_path, Header(1, "test", "cells", "seed", data)) as made:
        lead, north, coast = await seated(made, "lead", "cell-north", "coast")
        known = briefed(north)["templates"]
        assert set(known) == {"ours", "for-anybody"}
        assert "if_missed" not in str(known)
        assert "templates" not in briefed(coast)
        await lead.ask(cmd.Start())
        gaps = {"place": "Drin"}
        unknown = await north.ask(cmd.SendInject(template="no-such", gaps=gaps))
        for name in ("theirs", "of-the-other-cell"):
            hidden = await north.ask(cmd.SendInject(template=name, gaps=gaps))
            assert hidden.replace(name, "no-such") == unknown
        wide = cmd.SendInject(("inland",), template="for-anybody", gaps=gaps)
        assert "its own agencies" in await north.ask(wide)
        assert await north.ask(cmd.SendInject(template="ours", gaps=gaps)) == ""
        await caught_up(made, coast)
        assert "About Drin" in "".join(coast.texts)
        assert "ours" not in str(coast.records)


async def test_a_template_is_no_way_to_agencies_that_were_handed_away(tmp_path: Path) -> None:
    data = DATA | {"templates": {"ours": template(["coast"], gaps={}, subject="About it")}}
    async with room(tmp_path, Header(1, "test", "cells", "seed", data)) as made:
        lead, north, south = await seated(made, "lead", "cell-north", "cell-south")
        await lead.ask(cmd.Start())
        assert await north.ask(cmd.MoveAuthority("north", "south", "night shift")) == ""
        assert "its own agencies" in await north.ask(cmd.SendInject(template="ours"))
        assert "its own agencies" in await north.ask(cmd.SendInject(template="ours", at=HOUR))
        assert await south.ask(cmd.SendInject(template="ours")) == ""


async def test_authority_moves_sight_and_right_at_once_and_comes_back(tmp_path: Path) -> None:
    async with room(tmp_path, header()) as made:
        lead, north, south = await seated(made, "lead", "cell-north", "cell-south")
        await lead.ask(cmd.Start())
        await later(made, lead, 2 * HOUR)
        assert "no inject" in await south.ask(cmd.Release("late"))
        assert "no cell" in await south.ask(cmd.MoveAuthority("nowhere", "south", "I want it"))
        refused = await south.ask(cmd.MoveAuthority("north", "south", "I want it"))
        assert refused.endswith("not yours to hand over; the cell 'north' has it")
        assert await north.ask(cmd.MoveAuthority("north", "south", "night shift")) == ""
        await caught_up(made, south, north)
        assert "secret of coast" in "".join(south.texts)
        more = [message.more for message in map(wire.answer, south.texts) if isinstance(message, wire.Told)]
        assert any("late" in each.get("injects", {}) for each in more), "the lines to come as well"
        assert "no inject" in await north.ask(cmd.Release("late"))
        assert await south.ask(cmd.Release("late")) == ""
        before = len(north.records)
        await lead.ask(cmd.SendAs("Press", ("coast",), "s", "not for the north now"))
        await caught_up(made, south, north)
        assert "not for the north now" not in "".join(north.texts)
        assert await lead.ask(cmd.MoveAuthority("north", "north", "rested")) == ""
        await caught_up(made, north)
        assert "not for the north now" in "".join(north.texts)
        assert [each.seq for each in north.records] == list(range(len(north.records)))
        assert len(north.records) > before
        assert "no inject" in await south.ask(cmd.Hold("late"))
        moved = [(event.cell, event.to, event.seat) for event in events(north, ev.AuthorityMoved)]
        assert moved == [("north", "south", "cell-north"), ("north", "north", "lead")]
        assert events(south, ev.AuthorityMoved) == events(north, ev.AuthorityMoved)


async def test_authority_stays_moved_after_a_restart_with_the_same_numbers(tmp_path: Path) -> None:
    async with room(tmp_path, header()) as made:
        lead, south = await seated(made, "lead", "cell-south")
        await lead.ask(cmd.Start())
        await later(made, lead, 2 * HOUR)
        await lead.ask(cmd.MoveAuthority("north", "south", "nobody came"))
        await lead.ask(cmd.MoveLead("central", "the lead is ill"))
        await caught_up(made, south)
        told = list(south.records)
    log = read_log(tmp_path / "log.jsonl")

    def again(path: Path, given: Header, scenario: Any) -> Any:
        return resume(log, scenario)

    async with room(tmp_path, header(), make=again) as made:
        lead, south = await seated(made, "lead", "cell-south")
        await caught_up(made, south)
        assert south.records == told
        made.hands.now += HOUR
        assert await south.ask(cmd.Release("late")) == ""
        assert "no authority" in await lead.ask(cmd.End(), name="anew")


async def test_the_lead_is_handed_to_a_deputy_who_sees_everything(tmp_path: Path) -> None:
    async with room(tmp_path, header()) as made:
        lead, central, north = await seated(made, "lead", "central", "cell-north")
        await lead.ask(cmd.Start())
        assert "no authority" in await central.ask(cmd.MoveLead("central", "I want it"))
        assert "sees everything" in await lead.ask(cmd.MoveLead("cell-north", "a rest"))
        assert "no seat" in await lead.ask(cmd.MoveLead("nobody", "a rest"))
        assert await lead.ask(cmd.MoveLead("central", "a rest")) == ""
        assert "no authority" in await lead.ask(cmd.MoveLead("lead", "back"))
        central.say(wire.Manage("m1", "seats"))
        assert (await central.hear(wire.Done)).text
        lead.say(wire.Manage("m1", "seats"))
        assert "only" in (await lead.hear(wire.Sorry)).reason
        assert await central.ask(cmd.MoveLead("lead", "rested")) == ""
        assert await lead.ask(cmd.End("done")) == ""
        await caught_up(made, north)
        assert [(event.seat, event.by) for event in events(north, ev.LeadMoved)] == [
            ("central", "lead"),
            ("lead", "central"),
        ]


async def test_what_a_seat_took_goes_back_after_it_is_gone(tmp_path: Path) -> None:
    async with room(tmp_path, header()) as made:
        lead, north = await seated(made, "lead", "cell-north")
        await lead.ask(cmd.Start())
        await later(made, lead, 3 * HOUR)
        await north.ask(cmd.TakeTask(OVERDUE))
        await north.leave()
        hub: Hub = made.hub
        made.hands.now += GONE_AFTER - 1
        await hub.clear_empty_desks()
        assert hub.session.drill.engine.world.excon.claims
        north = (await seated(made, "cell-north"))[0]
        made.hands.now += GONE_AFTER
        await hub.clear_empty_desks()
        assert hub.session.drill.engine.world.excon.claims, "it came back in time"
        await north.leave()
        made.hands.now += GONE_AFTER
        await hub.clear_empty_desks()
        assert hub.session.drill.engine.world.excon.claims == {}


async def test_role_players_are_at_hand_once_a_joint_drill_starts(tmp_path: Path) -> None:
    async with room(tmp_path, header()) as made:
        lead, north, coast, south = await seated(made, "lead", "cell-north", "coast", "cell-south")
        await lead.ask(cmd.Start())
        await later(made, lead, 6 * HOUR)
        world = made.session.drill.engine.world
        assert world.injects["call"].status == "delivering"
        assert "no inject" in await south.ask(cmd.Deliver("call"))
        assert "authority" in await coast.ask(cmd.Deliver("call"))
        assert await north.ask(cmd.TakeTask("call/call")) == ""
        assert await north.ask(cmd.Deliver("call", "They know.", "lead")) == ""
        assert world.excon.deliveries["call"].seat == "cell-north"
        await caught_up(made, coast)
        assert "Sound worried" not in "".join(coast.texts)
        assert "They know" not in "".join(coast.texts)
        assert "Sound worried" in "".join(north.texts)


async def test_an_agency_is_told_its_own_rating_and_the_spread_when_it_is_shared(tmp_path: Path) -> None:
    async with room(tmp_path, header()) as made:
        lead, coast, inland, north = await seated(made, "lead", "coast", "inland", "cell-north")
        await lead.ask(cmd.Start())
        await lead.ask(cmd.AskRating(text="How bad?"))
        await coast.ask(cmd.Rate("asked-1", "sev1", "of the coast alone"))
        await inland.ask(cmd.Rate("asked-1", "sev1", "of the inland alone"))
        await caught_up(made, coast, inland, north)
        assert "of the inland alone" not in "".join(coast.texts + north.texts)
        assert "of the coast alone" in "".join(north.texts), "a cell sees its own agencies' ratings"
        assert "authority" in await coast.ask(cmd.ShareSpread("asked-1"))
        assert await lead.ask(cmd.ShareSpread("asked-1")) == ""
        await caught_up(made, coast)
        assert events(coast, ev.SpreadShared)[0].counts == (("sev1", 2),)
