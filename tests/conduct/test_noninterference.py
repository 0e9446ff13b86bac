"""Two drills that differ only in what the coast may not know are one and the same to whoever sits there."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import Any

import msgspec
from hypothesis import example, given, settings
from hypothesis import strategies as st

from exercise.conduct.roles import Seat
from exercise.domain import commands as cmd
from tests.conduct.http import Caller
from tests.conduct.joint import room
from tests.conduct.planted import planted_header
from tests.conduct.test_hostile import QUESTIONS

SEATS = (
    Seat("lead", "lead"),
    Seat("inland", "participant", "inland"),
    Seat("coast", "participant", "coast"),
    Seat("guest", "observer", "coast"),
)
HIDDEN: list[tuple[str, cmd.AnyCommand]] = [
    ("lead", cmd.Observe("seen inland", "canary-inject", "inland", "canary-aim", "P")),
    ("lead", cmd.Hold("canary-inject")),
    ("lead", cmd.Release("canary-inject")),
    ("lead", cmd.SendAs("Press", ("inland",), "s", "t")),
    ("inland", cmd.Decide("canary-choice", "x")),
    ("inland", cmd.Propose("canary-consent")),
    ("inland", cmd.Vote("canary-consent", "yes")),
    ("inland", cmd.ProposeAction("something of our own")),
    ("inland", cmd.Send(("excon",), "s", "t")),
    ("inland", cmd.Reply("canary-inject", "received")),
    ("inland", cmd.StandDown("calls@inland#1")),
]
"""What must not be felt at the coast, not even by what is refused there."""
STEPS = st.one_of(
    st.tuples(st.just("ask"), QUESTIONS),
    st.tuples(st.just("hidden"), st.sampled_from(HIDDEN)),
    st.tuples(st.just("wait"), st.integers(1, 60)),
)
OPEN: list[cmd.AnyCommand] = [
    cmd.ProposeAction("something of ours"),
    cmd.Order("sail"),
    cmd.Order("warn"),
    cmd.Reply("call", "we look"),
    cmd.Send(("inland", "excon"), "s", "t"),
    cmd.Share("wake", ("inland",), "look"),
    cmd.Decide("speak", "all", rationale="so be it"),
    cmd.Propose("close"),
    cmd.Vote("close", "yes"),
    cmd.FileReport("sitrep", {"what": "x"}),
    cmd.ProposeAction("one more"),
]
WHOLE: list[tuple[str, Any]] = [
    step
    for count, command in enumerate(OPEN)
    for step in (("wait", 7), *(("hidden", each) for each in HIDDEN[count % 4 :]), ("ask", command))
]
"""Everything once, in an order in which most of it can be done."""


async def _felt(script: list[tuple[str, Any]], *, hidden: bool) -> list[Any]:
    """Everything the coast is told, on a socket and over HTTP."""
    with tempfile.TemporaryDirectory() as folder:
        async with room(Path(folder), planted_header(), seats=SEATS) as made:
            lines = {name: await made.seated(name) for name in ("lead", "inland", "coast")}
            caller, felt = Caller(made.hub), []
            await lines["lead"].ask(cmd.Start())
            for count, (what, given_) in enumerate(script):
                if what == "wait":
                    made.hands.now += given_
                elif what == "hidden" and hidden:
                    await lines[given_[0]].ask(given_[1])
                elif what == "ask":
                    felt.append(await lines["coast"].ask(given_))
                    command = msgspec.to_builtins(given_)
                    reply = await caller.ask(made.codes["coast"], command, name=f"{count}")
                    felt.append((reply.status, reply.headers, reply.body))
            await lines["lead"].ask(cmd.Pause("the end"))
            for path in ("records?limit=1000", "picture", "briefing", "exercise"):
                for who in ("coast", "guest"):
                    reply = await caller.get(f"/api/v1/{path}", made.codes[who])
                    # Two drills have two ids: the hash of their headers, codes and all.
                    felt.append((path, reply.status, reply.body))
            return felt


@settings(max_examples=6)
@example(WHOLE)
@given(script=st.lists(STEPS, min_size=3, max_size=15))
def test_what_happens_elsewhere_is_not_felt(script: list[tuple[str, Any]]) -> None:
    with_it = asyncio.run(_felt(script, hidden=True))
    without = asyncio.run(_felt(script, hidden=False))
    for one, other in zip(with_it, without, strict=True):
        assert one == other
