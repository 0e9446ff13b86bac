"""Authority and sight: what a role may ask, and that what it may not know is answered like what does not exist."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from exercise.conduct import wire
from exercise.conduct.roles import Seat
from exercise.domain import commands as cmd
from tests.conduct.joint import room
from tests.conduct.planted import CANARY, GUESSES, planted_header

HOUR = 3600


async def test_a_national_cell_releases_and_sees_only_its_own(tmp_path: Path) -> None:
    async with room(tmp_path, planted_header()) as made:
        lead, north = await made.seated("lead"), await made.seated("cell-north")
        await lead.ask(cmd.Start())
        assert await north.ask(cmd.Release("call")) == ""
        nothing = await north.ask(cmd.Release("no-such"))
        hidden = await north.ask(cmd.Release("canary-inject"))
        assert nothing == "there is no inject called 'no-such'"
        assert hidden == "there is no inject called 'canary-inject'"
        elsewhere = await north.ask(cmd.SendAs("Press", ("inland",), "s", "t"))
        assert elsewhere == "a cell writes to its own agencies only; the cell 'south' looks after 'inland'"
        assert "own agencies" in await north.ask(cmd.SendAs("Press", ("everyone",), "s", "t"))
        refused = await north.ask(cmd.Override(({"flag": "fog"},), "why not"))
        nobody = "the seat 'cell-north' has no authority for this: "
        assert refused == nobody + "only a controller who sees everything may do this"
        assert "lead controller may do this" in await north.ask(cmd.End())
        coast = await made.seated("coast")
        assert "only a controller or an evaluator may do this" in await coast.ask(cmd.Observe("seen"))
        assert await lead.ask(cmd.Release("canary-inject")) == ""
        await lead.ask(cmd.SendAs("Press", ("inland",), "s", CANARY))
        await lead.ask(cmd.SendAs("Press", ("coast",), "s", "last"))
        while "last" not in north.texts[-1]:
            await north.hear(wire.Told)
        told = [text for text in north.texts if '"told"' in text or '"welcome"' in text]
        own_questions = ("canary question for later", "canary option")
        assert CANARY not in _without("".join(told), *own_questions)


async def test_a_controller_acts_for_an_agency_only_from_its_seat(tmp_path: Path) -> None:
    async with room(tmp_path, planted_header()) as made:
        lead, north, coast = [await made.seated(name) for name in ("lead", "cell-north", "coast")]
        await lead.ask(cmd.Start())
        assert "sit at that agency first" in await lead.ask(cmd.Order("sail"), seat="inland")
        assert await lead.ask(cmd.TakeSeat("inland")) == ""
        assert await lead.ask(cmd.Send(("coast",), "s", "as inland"), seat="inland") == ""
        assert "not your seat" in await north.ask(cmd.Send(("coast",), "s", "t"), seat="inland")
        assert "not your seat" in await coast.ask(cmd.Send(("coast",), "s", "t"), seat="inland")
        assert "not your seat" in await coast.ask(cmd.Start(), seat="excon")


async def test_no_duff_from_any_seat(tmp_path: Path) -> None:
    seats = ("observer", "evaluator", "coast", "simcell", "cell-north")
    async with room(tmp_path, planted_header()) as made:
        lead = await made.seated("lead")
        await lead.ask(cmd.Start())
        for name in seats:
            line = await made.seated(name)
            assert await line.ask(cmd.CallStop(f"fire, says {name}")) == ""
            assert made.session.drill.engine.world.phase == "paused"
            await lead.ask(cmd.Resume())


def _without(text: str, *words: str) -> str:
    for word in words:
        text = text.replace(word, "")
    return text


Say = Callable[[str], cmd.AnyCommand]
PROBES: list[Say] = [
    lambda name: cmd.Order(name),
    lambda name: cmd.Order("mend", target=name),
    lambda name: cmd.Order("tell", target=name),
    lambda name: cmd.Decide(name, "x"),
    lambda name: cmd.Decide(name, text="in our own words"),
    lambda name: cmd.Reply(name, "answer"),
    lambda name: cmd.Share(name, ("inland",)),
    lambda name: cmd.Propose(name),
    lambda name: cmd.Vote(name, "yes"),
    lambda name: cmd.Withdraw(name),
    lambda name: cmd.FileReport(name, {"what": "x"}),
    lambda name: cmd.StandDown(f"{name}@inland#1"),
    lambda name: cmd.Send((name,), "s", "t"),
]


async def test_what_is_hidden_is_answered_like_what_does_not_exist(tmp_path: Path) -> None:
    async with room(tmp_path, planted_header()) as made:
        lead, inland, coast = [await made.seated(name) for name in ("lead", "inland", "coast")]
        await lead.ask(cmd.Start())
        await inland.ask(cmd.Order("canary-raid"))
        made.hands.now += HOUR
        for probe in PROBES:
            nothing = await coast.ask(probe("no-such-thing"))
            for name in GUESSES:
                made.hands.now += 10
                assert (await coast.ask(probe(name))).replace(name, "no-such-thing") == nothing


async def test_why_not_names_nothing_that_cannot_be_seen(tmp_path: Path) -> None:
    async with room(tmp_path, planted_header()) as made:
        lead, inland, coast = [await made.seated(name) for name in ("lead", "inland", "coast")]
        await lead.ask(cmd.Start())
        assert await coast.ask(cmd.Order("warn")) == "not yet: it needs something you cannot see from here"
        consent = await coast.ask(cmd.Order("blame", text="You did it"))
        assert consent == "this needs a joint decision first: something you cannot see from here"
        await lead.ask(cmd.Override(({"flag": "canary-flag"},), "so it is"))
        assert (
            await coast.ask(cmd.Decide("speak", "all"))
            == "not yet: it needs something you cannot see from here"
        )
        await lead.ask(cmd.Override(({"clear": "canary-flag"},), "so it is"))
        assert await inland.ask(cmd.Decide("speak", "all")) == ""
        assert await coast.ask(cmd.Decide("speak", "all")) == "this has been decided already"


async def test_a_question_comes_to_light_when_it_is_asked(tmp_path: Path) -> None:
    async with room(tmp_path, planted_header()) as made:
        lead, coast = await made.seated("lead"), await made.seated("coast")
        await lead.ask(cmd.Start())
        assert await coast.ask(cmd.Decide("later", "a")) == "there is no question called 'later'"
        assert await lead.ask(cmd.Release("canary-later")) == ""
        told = await coast.hear(wire.Told)
        while "decisions" not in told.more:
            told = await coast.hear(wire.Told)
        assert told.more["decisions"]["later"]["options"] == {"a": {"text": "canary option"}}
        assert await coast.ask(cmd.Decide("later", "a")) == ""


async def test_an_observer_looks_through_the_eyes_it_was_given(tmp_path: Path) -> None:
    seats = (Seat("lead", "lead"), Seat("guest", "observer"), Seat("guest-2", "observer", "coast"))
    async with room(tmp_path, planted_header(), seats=seats) as made:
        lead, public, coast = [await made.seated(name) for name in ("lead", "guest", "guest-2")]
        await lead.ask(cmd.Start())
        await lead.ask(cmd.SendAs("Press", ("coast",), "s", "for the coast"))
        await lead.ask(cmd.Pause("the end"))
        for line in (public, coast):
            while "the end" not in line.texts[-1]:
                await line.hear(wire.Told)
        assert "for the coast" in "".join(coast.texts)
        assert "for the coast" not in "".join(public.texts)
        assert "no authority" in await coast.ask(cmd.Send(("excon",), "s", "t"))
