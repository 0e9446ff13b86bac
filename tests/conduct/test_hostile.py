"""A seat that tries everything: whatever it says, and whatever happens meanwhile, no canary ever reaches it."""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_type_hints

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercise.conduct import seats, wire
from exercise.conduct.roles import Seat
from exercise.domain import commands as cmd
from exercise.errors import SentAway
from tests.conduct.http import Caller
from tests.conduct.joint import Room, room
from tests.conduct.planted import CANARY, GUESSES, planted_header

SEATS = (
    *(Seat("lead", "lead"), Seat("inland", "participant", "inland"), Seat("coast", "participant", "coast")),
    *(
        Seat("guest", "observer"),
        Seat("guest-2", "observer", "coast"),
        Seat("north", "controller", cell="north"),
    ),
)
OWN = [
    "coast",
    "inland",
    "excon",
    "everyone",
    "sail",
    "warn",
    "blame",
    "mend",
    "speak",
    "wake",
    "close",
    "call",
    "net",
]
NAMES = st.sampled_from([*GUESSES, *OWN, "", "cable", "sitrep", "a", "x", "yes", "own-decision"])
WHOM = st.lists(NAMES, max_size=2).map(tuple)
WORDS = st.sampled_from(["", "hello", "what is it?"])

ITEMS = st.tuples(st.sampled_from(["overdue", "call", "silent", "vote", "rule", "asked"]), NAMES).map(
    lambda two: f"{two[0]}/{two[1]}" + ("/0" if two[0] == "overdue" else "")
)

TYPED = ("text", "why", "reason", "note", "rationale", "subject", "persona", "sender", "considered", "basis")
OF_TYPE: dict[Any, st.SearchStrategy[Any]] = {
    str: NAMES | WORDS,
    bool: st.booleans(),
    int: st.integers(0, 10_000),
    int | None: st.none() | st.integers(1, 10_000),
    float: st.floats(0.5, 5_000),
    tuple[str, ...]: WHOM,
    dict[str, str]: st.dictionaries(NAMES, WORDS, max_size=1),
    tuple[dict[str, Any], ...]: NAMES.map(lambda name: ({"damage": name},)),
}


def _any_of(kind: type[cmd.AnyCommand]) -> st.SearchStrategy[cmd.AnyCommand]:
    """A command with something in every part of it, also one that came to be after this was written."""
    hints = get_type_hints(kind)
    parts: dict[str, st.SearchStrategy[Any]] = {}
    for name in kind.__struct_fields__:
        hint = hints[name]
        # What it types itself, it may be told again.
        typed = st.just(()) if hint == tuple[str, ...] else WORDS
        of_type = OF_TYPE[hint] if hint in OF_TYPE else st.from_type(hint)
        parts[name] = typed if name in TYPED else of_type
    return st.builds(kind, **parts)


RUNS = st.tuples(NAMES, NAMES).map(lambda two: f"{two[0]}@{two[1]}#1")
QUESTIONS: st.SearchStrategy[cmd.AnyCommand] = st.one_of(
    *(_any_of(kind) for kind in get_args(cmd.AnyCommand)),
    # Some of it, said in a way that may well be allowed.
    st.builds(cmd.StandDown, RUNS),
    st.builds(cmd.Decide, NAMES, NAMES, WORDS),
    st.builds(cmd.Vote, NAMES, st.sampled_from(["yes", "no"])),
    st.builds(cmd.ProposeAction, WORDS),
    st.builds(cmd.TakeTask, ITEMS) | st.builds(cmd.GiveBackTask, ITEMS) | st.builds(cmd.PutAwayTask, ITEMS),
    st.builds(
        cmd.HandOverTask, ITEMS, st.sampled_from(["", "north", "centre"]), st.sampled_from(["", "lead"])
    ),
    st.builds(
        cmd.MoveAuthority, st.sampled_from(["north", "south"]), st.sampled_from(["north", "centre"]), WORDS
    ),
    st.builds(cmd.MoveLead, NAMES, WORDS) | st.builds(cmd.ClearDesk, NAMES),
    st.builds(cmd.Deliver, NAMES) | st.builds(cmd.FailDelivery, NAMES, WORDS),
    st.builds(cmd.Rate, NAMES, NAMES) | st.builds(cmd.ShareSpread, NAMES) | st.builds(cmd.AskRating, WHOM),
    st.builds(cmd.Send, WHOM, WORDS, WORDS),
)
PAGES = st.tuples(
    st.sampled_from(
        ["exercise", "seat", "records", "picture", "briefing", "health", "seats", "../../log.jsonl", ""]
    ),
    st.sampled_from(
        ["", "after=0", "after=3&limit=2", "after=9999", "as=inland", "after=0&seat=lead", "at=T%2B05:00"]
    ),
).map(lambda two: "?".join(two))
SAID = st.one_of(
    st.tuples(st.just("ask"), QUESTIONS, st.sampled_from(["", "coast", "inland", "excon", "bot/inland"])),
    st.tuples(
        st.just("say"), st.builds(wire.Manage, st.just("m"), st.sampled_from(["seats", "renew"]), NAMES)
    ),
    st.tuples(st.just("get"), PAGES, st.sampled_from(["own", "own", "", "AAAAAAAA", "inland"])),
    st.tuples(st.just("post"), QUESTIONS, st.sampled_from(["", "coast", "inland", "excon", "bot/inland"])),
    st.tuples(st.just("raw"), st.text(max_size=40) | st.binary(max_size=40)),
    st.tuples(
        st.just("back"),
        st.integers(0, 500),
        st.sampled_from(["desk", "records", "answers"]),
        st.sampled_from(["", "own", "coast.0", "inland", "inland.00000000000000000000000000000000"]),
    ),
)
# What the others do meanwhile. Every word of theirs is a canary; some of it even comes to be known, to others.
AROUND: st.SearchStrategy[tuple[str, cmd.AnyCommand, str]] = st.sampled_from(
    [
        ("lead", cmd.Observe("canary observed", "canary-inject", "inland", "canary-aim", "P"), ""),
        ("lead", cmd.Override(({"flag": "canary-flag"}, {"damage": "canary-plant"}), "canary reason"), ""),
        ("lead", cmd.Release("canary-inject"), ""),
        ("lead", cmd.Rule("proposal-1", True, "so be it", ({"add": {"canary-mood": 3}},)), ""),
        ("lead", cmd.Hold("canary-later"), ""),
        ("lead", cmd.SendAs("canary press", ("inland",), "canary", "canary"), ""),
        ("lead", cmd.SendInject(("inland",), "canary", "canary", "canary"), ""),
        ("lead", cmd.MoveAuthority("south", "centre", "night shift"), ""),
        ("lead", cmd.TakeTask("silent/inland", "canary seat"), ""),
        ("lead", cmd.HandOverTask("silent/inland", "centre", why="canary"), ""),
        ("inland", cmd.Order("canary-raid"), ""),
        ("inland", cmd.Decide("canary-choice", "x", rationale="canary"), ""),
        ("inland", cmd.Decide("speak", "little", rationale="canary"), ""),
        ("inland", cmd.Propose("canary-consent", "canary"), ""),
        ("inland", cmd.ProposeAction("canary"), ""),
        ("inland", cmd.Send(("excon",), "canary", "canary"), ""),
        ("inland", cmd.Reply("canary-inject", "canary"), ""),
    ]
).map(lambda three: ("around", *three))
WAIT = st.integers(1, 5_000).map(lambda seconds: ("wait", seconds))


@pytest.fixture(autouse=True, scope="module")
def _hasty_locks() -> Iterator[None]:
    """Codes are as secret as ever; hundreds of drills need not make each a slow one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(seats, "_COST", 2)
        yield


async def _tried(script: list[tuple[Any, ...]], who: str) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        async with room(Path(folder), planted_header(), seats=SEATS) as made:
            others = {name: await made.seated(name) for name in ("lead", "inland")}
            await others["lead"].ask(cmd.Start())
            made.session.pacer.set_pace(1.0)
            got: list[str] = []
            caller = Caller(made.hub)
            line, token = made.line(), ""
            welcome = await line.hello(made.codes[who])
            token = welcome.token
            for count, (what, *rest) in enumerate(script):
                if what in ("get", "post"):
                    got.append(await _over_http(caller, made.codes[who], count, what, rest))
                    continue
                if line.task.done() or what == "back":
                    line.cut()
                    await line.task
                    got += line.texts
                    line = made.line()
                    line.say(
                        _hello(made, who, welcome, token, rest if what == "back" else [0, "desk", "own"])
                    )
                    try:
                        token = (await line.hear(wire.Welcome)).token
                    except SentAway:
                        continue
                try:
                    if what == "ask":
                        await line.ask(rest[0], seat=rest[1])
                    elif what in ("raw", "say"):
                        line.say(rest[0])
                        await line.hear(wire.Sorry)
                    elif what == "around":
                        await others[rest[0]].ask(rest[1], seat=rest[2])
                    elif what == "wait":
                        made.hands.now += rest[0]
                        await others["lead"].ask(cmd.Observe("time passes"))
                except SentAway:
                    pass
            line.cut()
            await line.task
            for page in ("records?limit=1000", "picture", "briefing"):
                got.append(await _over_http(caller, made.codes[who], -1, "get", [page, "own"]))
            return got + line.texts


async def _over_http(caller: Caller, own: str, count: int, what: str, rest: list[Any]) -> str:
    """What came back, in the shape of what a socket tells."""
    if what == "post":
        command = msgspec.to_builtins(rest[0])
        reply = await caller.ask(own, command, name=f"http-{count}", seat=rest[1])
    else:
        reply = await caller.get(f"/api/v1/{rest[0]}", own if rest[1] == "own" else rest[1])
    said = reply.said
    return json.dumps({"say": "sorry", "reason": reply.why} if "detail" in said else {"say": "page", **said})


def _hello(made: Room, who: str, welcome: wire.Welcome, token: str, rest: list[Any]) -> wire.Hello:
    since, how, key = rest
    known = {"own": token, "inland": f"inland.{token.partition('.')[2]}"}.get(key, key)
    code = made.codes[who] if key == "" else ""
    return wire.Hello(code=code, token=known, since=since if since < 10 else 0, run=welcome.run, how=how)


def _not_its_own(text: str, said: set[str]) -> str:
    """What a seat was told, without its own words repeated to it: `there is no action called '…'`."""
    message = json.loads(text)
    if message["say"] == "sorry":
        for words in said:
            message["reason"] = message["reason"].replace(f"'{words}'", "''")
    for record in message.get("records", ()):
        if record["event"]["kind"] == "decision-made" and record["event"].get("option") in said:
            del record["event"]["option"]
    for row in message.get("decisions", ()):
        row["chosen"] = "" if row["chosen"] in said else row["chosen"]
    return json.dumps(message, ensure_ascii=False)


def _words(part: Any) -> set[str]:
    if isinstance(part, dict):
        return _words(list(part.items()))
    if isinstance(part, list | tuple):
        return {word for each in part for word in _words(each)}
    return {part} if isinstance(part, str) else set()


@pytest.mark.parametrize("who", ["coast", "guest", "guest-2", "north"])
@settings(max_examples=20)
@given(script=st.lists(SAID | SAID | AROUND | WAIT, min_size=5, max_size=25))
def test_no_canary_ever_reaches_a_seat_that_tries_everything(who: str, script: list[tuple[Any, ...]]) -> None:
    said = _words([msgspec.to_builtins(rest) for what, *rest in script if what in ("ask", "say", "post")])
    texts = [_not_its_own(text, said) for text in asyncio.run(_tried(script, who))]
    assert any('"welcome"' in text for text in texts)
    own_cell = ("canary question for later", "canary option") if who == "north" else ()
    for text in texts:
        for words in own_cell:
            text = text.replace(words, "")
        assert CANARY not in text, text
