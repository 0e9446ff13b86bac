"""A refusal never tells what exists elsewhere from what does not exist: its words, status, headers and way are one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from exercise.domain import commands as cmd
from tests.conduct.http import Caller
from tests.conduct.joint import Room, room
from tests.conduct.planted import GUESSES, planted_header

NOWHERE = "no-such-thing"
HELD = ["canary-fact", "canary-inject", "canary-consent", "canary-duty", "canary-raid@inland#1", "ad-hoc-1"]
"""What the other agency really has by now: a fact, a letter, a vote, a duty, work under way."""
Probe = Callable[[str], cmd.AnyCommand]
OF_AN_AGENCY: dict[str, Probe] = {
    "order": lambda name: cmd.Order(name),
    "target": lambda name: cmd.Order("mend", name),
    "fact-target": lambda name: cmd.Order("tell", name),
    "stand-down": lambda name: cmd.StandDown(name),
    "reply": lambda name: cmd.Reply(name, "received"),
    "decide": lambda name: cmd.Decide(name, "x"),
    "share": lambda name: cmd.Share(name, ("inland",)),
    "share-knowingly": lambda name: cmd.Share(name, ("inland",), "", True),
    "file": lambda name: cmd.FileReport(name, {"what": "x"}),
    "propose": lambda name: cmd.Propose(name),
    "vote": lambda name: cmd.Vote(name, "yes"),
    "withdraw": lambda name: cmd.Withdraw(name),
    "send": lambda name: cmd.Send((name,), "s", "t"),
}
OF_A_CELL: dict[str, Probe] = {
    "release": lambda name: cmd.Release(name),
    "hold": lambda name: cmd.Hold(name),
    "skip": lambda name: cmd.Skip(name),
    "reschedule": lambda name: cmd.Reschedule(name, 90_000),
    "observe-inject": lambda name: cmd.Observe("noted", name),
    "observe-objective": lambda name: cmd.Observe("noted", "", "", name),
}


async def _busy(made: Room) -> None:
    """Much has happened elsewhere."""
    lead, inland = await made.seated("lead"), await made.seated("inland")
    for command in (cmd.Start(), cmd.SendInject(("inland",), "a", "b", "c"), cmd.Release("canary-inject")):
        assert await lead.ask(command) == ""
    for command in (cmd.Order("canary-raid"), cmd.Propose("canary-consent")):
        assert await inland.ask(command) == ""
    await lead.ask(cmd.Override(({"flag": "canary-flag"},), "so it is"))
    await lead.ask(cmd.Pause())


@pytest.mark.parametrize(("who", "probes"), [("coast", OF_AN_AGENCY), ("cell-north", OF_A_CELL)])
async def test_hidden_and_absent_are_refused_alike(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, who: str, probes: dict[str, Probe]
) -> None:
    async with room(tmp_path, planted_header()) as made:
        await _busy(made)
        line, caller = await made.seated(who), Caller(made.hub)
        went: list[str] = []
        submit = made.session.drill.submit

        def noted(*given: Any, **more: Any) -> Any:
            # How far a question goes is how long its answer takes.
            went.append("the rules")
            return submit(*given, **more)

        monkeypatch.setattr(made.session.drill, "submit", noted)

        async def refused(probe: Probe, name: str) -> tuple[Any, ...]:
            made.hands.now += 60
            went.clear()
            before = len(made.session.records)
            words = await line.ask(probe(name))
            reply = await caller.ask(made.codes[who], msgspec.to_builtins(probe(name)))
            assert reply.why == words
            lengths = int(reply.headers.pop("content-length")) - words.count(name) * len(name)
            came = len(made.session.records) - before
            return words.replace(name, "…"), reply.status, reply.headers, lengths, came, tuple(went)

        for what, probe in probes.items():
            nothing = await refused(probe, NOWHERE)
            assert nothing[1] == 409, what
            for name in (*GUESSES, *HELD):
                assert await refused(probe, name) == nothing, (what, name)


async def test_another_agencys_and_an_unknown_seat_are_refused_alike(tmp_path: Path) -> None:
    async with room(tmp_path, planted_header()) as made:
        await _busy(made)
        caller, order = Caller(made.hub), {"kind": "order", "activity": "sail"}
        said = [
            (reply.status, reply.body)
            for seat in ("inland", "excon", "bot/inland", "nowhere")
            for reply in [await caller.ask(made.codes["coast"], order, seat=seat)]
        ]
        assert said == [said[0]] * 4
        assert said[0][0] == 409
