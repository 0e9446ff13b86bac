"""The API says what the socket says, to the same seats, and takes nothing from anybody."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from exercise.conduct import api
from exercise.conduct.allowance import BURST
from exercise.conduct.api_desk import ENDPOINTS
from exercise.conduct.learned import Learned
from exercise.domain import commands as cmd
from exercise.review.picture import Picture
from exercise.review.plain import as_json
from tests.conduct.http import Caller, Reply
from tests.conduct.joint import Room, room, stories
from tests.conduct.planted import CANARY, planted_header

PICTURE = next(each.gives for each in ENDPOINTS if each.path == "/picture")
PATHS = [f"{api.BASE}{each.path}" for each in ENDPOINTS if each.method == "GET"]


async def played(made: Room) -> Caller:
    """A drill in which hidden things brought about what the coast may see."""
    lead, inland = await made.seated("lead"), await made.seated("inland")
    await lead.ask(cmd.Start())
    await inland.ask(cmd.Order("canary-raid"))
    made.hands.now += 3_600
    await lead.ask(cmd.Release("canary-later"))
    return Caller(made.hub)


@pytest.mark.parametrize("who", ["coast", "cell-north", "observer", "evaluator"])
async def test_records_are_those_of_the_socket(tmp_path: Path, who: str) -> None:
    async with room(tmp_path, planted_header()) as made:
        caller = await played(made)
        line = await made.seated(who)
        held = (await caller.get("/api/v1/exercise", made.codes[who])).said["held"]
        got: list[Any] = []
        more: list[Any] = []
        while len(got) < held:
            reply = await caller.get(f"/api/v1/records?after={len(got)}&limit=3", made.codes[who])
            assert len(reply.said["records"]) == min(3, held - len(got))
            got += reply.said["records"]
            more.append(reply.said["more"])
            assert reply.said["next"] == len(got)
        assert got == [json.loads(msgspec.json.encode(record)) for record in await line.told(held)]
        told = [json.loads(text) for text in line.texts if '"told"' in text]
        assert _merged(more) == _merged([each.get("more", {}) for each in told])


def _merged(several: list[dict[str, dict[str, Any]]]) -> dict[str, Any]:
    """Parts by section and id."""
    return {
        f"{section}/{name}": part
        for each in several
        for section in each
        for name, part in each[section].items()
    }


@pytest.mark.parametrize("who", ["coast", "lead", "observer"])
async def test_the_picture_is_that_of_a_desk(tmp_path: Path, who: str) -> None:
    async with room(tmp_path, planted_header()) as made:
        caller = await played(made)
        line = made.line()
        welcome = await line.hello(made.codes[who])
        early = await caller.get("/api/v1/picture", made.codes[who])
        await (await made.seated("director")).ask(cmd.Pause("the latest"))
        reply = await caller.get("/api/v1/picture", made.codes[who])
        held = (await caller.get("/api/v1/exercise", made.codes[who])).said["held"]
        known = Learned(welcome.briefing)
        records = await line.told(held)
        seat = next(seat for seat in made.hub.seats.all() if seat.name == who)
        known.take(made.hub.view(seat).part(0, held).more)
        languages, stand_ins = known.scenario.languages, welcome.stand_ins
        picture = Picture(known.scenario, welcome.eyes, languages=languages, stand_ins=stand_ins)
        picture.take_all(records)
        tick = made.session.pacer.tick()
        assert reply.said == json.loads(msgspec.json.encode(as_json(picture, tick)))
        assert early.said != reply.said
        assert b"the latest" in reply.body


async def test_the_picture_and_the_briefing_of_an_agency_hold_nothing_hidden(tmp_path: Path) -> None:
    async with room(tmp_path, planted_header()) as made:
        caller = await played(made)
        for path in PATHS:
            body = (await caller.get(path, made.codes["coast"])).body.decode()
            # What the inject released to it asked, it may know by now.
            for words in (
                "canary question for later",
                "canary option",
                "canary-later",
                "canary s",
                "canary text",
            ):
                body = body.replace(words, "")
            assert CANARY not in body, path


@pytest.mark.parametrize("who", ["coast", "lead", "cell-north", "observer"])
async def test_a_picture_has_every_key_its_description_names_and_no_other(tmp_path: Path, who: str) -> None:
    async with room(tmp_path, planted_header()) as made:
        caller = await played(made)
        said = (await caller.get("/api/v1/picture", made.codes[who])).said
        assert set(said) <= set(PICTURE.__struct_fields__)
        msgspec.convert(said, PICTURE)


async def test_the_document_is_made_of_the_models() -> None:
    from exercise.conduct.api_document import document

    made = document(ENDPOINTS, api.BASE)
    schemas = made["components"]["schemas"]
    assert made["openapi"] == "3.1.0"
    assert [*made["paths"]] == [f"{api.BASE}/health", *(api.BASE + each.path for each in ENDPOINTS)]
    assert "Order a response action." in schemas["Order"]["description"]
    assert schemas["PhaseChanged"]["properties"]["phase"] == {
        "enum": ["briefing", "ended", "paused", "running"]
    }
    assert schemas["Picture"]["properties"]["msel"]["items"] == {"$ref": "#/components/schemas/MselRow"}
    assert schemas["Question"]["additionalProperties"] is False


# --- commands


async def test_a_command_is_carried_out_once_and_says_where_to_look(tmp_path: Path) -> None:
    async with room(tmp_path, planted_header()) as made:
        caller = await played(made)
        first = await caller.ask(made.codes["evaluator"], {"kind": "observe", "text": "well done"})
        again = await caller.ask(made.codes["evaluator"], {"kind": "observe", "text": "well done"})
        assert (first.status, again.status) == (200, 200)
        assert stories(made.session).count("well done") == 1
        after, held = first.said["after"], first.said["held"]
        reply = await caller.get(f"/api/v1/records?after={after}", made.codes["evaluator"])
        assert [record["type"] for record in reply.said["records"]] == ["asked", "happened"]
        assert (again.said["after"], again.said["held"], held) == (0, held, after + 2)


async def test_a_refusal_says_why_in_the_words_of_the_socket(tmp_path: Path) -> None:
    async with room(tmp_path, planted_header()) as made:
        caller = await played(made)
        for command in (
            cmd.Order("no-such"),
            cmd.Order("canary-raid"),
            cmd.Pause(),
            cmd.Vote("close", "yes"),
        ):
            line = await made.seated("coast")
            reply = await caller.ask(made.codes["coast"], msgspec.to_builtins(command))
            assert (reply.status, reply.why) == (409, await line.ask(command))


async def test_asking_takes_nothing_from_the_desk_and_only_a_command_stops_the_bot(tmp_path: Path) -> None:
    async with room(tmp_path, planted_header()) as made:
        desk = await made.seated("lead")
        caller, seats = Caller(made.hub), made.session.drill.engine.world.seats
        for path in PATHS:
            assert (await caller.get(path, made.codes["lead"])).status == 200
            assert (await caller.get(path, made.codes["coast"])).status == 200
        assert "coast" not in seats
        message = {"kind": "send", "to": ["excon"], "subject": "s", "text": "t"}
        assert (await caller.ask(made.codes["coast"], message)).status == 200
        assert "coast" in seats
        assert await desk.ask(cmd.Start()) == ""
        assert [seat.name for seat in made.hub.here] == ["lead"]


async def test_a_full_disk_is_said_and_the_command_counts_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with room(tmp_path, planted_header()) as made:
        caller = await played(made)

        def full() -> None:
            raise OSError(28, "No space left on device")

        seen = {"kind": "observe", "text": "while full"}
        with monkeypatch.context() as patch:
            patch.setattr(made.session.writer, "commit", full)
            for _ in range(2):
                reply = await caller.ask(made.codes["lead"], seen)
                assert (reply.status, "No space left" in reply.why) == (503, True)
            health = await caller.get("/api/v1/health")
            assert (health.status, "No space" in health.why) == (503, False)
        assert (await caller.ask(made.codes["lead"], seen)).status == 200
        assert (await caller.get("/api/v1/health")).said["fine"] is True
        assert stories(made.session).count("while full") == 1


# --- the door


async def _tried(caller: Caller, code: str, **headers: str) -> Reply:
    return await caller.get("/api/v1/seat", code, **headers)


async def test_five_wrong_codes_and_the_address_waits(tmp_path: Path) -> None:
    async with room(tmp_path, planted_header()) as made:
        caller, other = Caller(made.hub), Caller(made.hub, address="192.0.2.2")
        for _ in range(9):
            assert (await _tried(caller, "")).status == 401
        for _ in range(5):
            assert (await _tried(caller, "AAAA-AAAA")).status == 401
        waits = await _tried(caller, made.codes["coast"])
        assert (waits.status, waits.headers["retry-after"]) == (429, "60")
        assert (await _tried(other, made.codes["coast"])).said["seat"] == "coast"
        spoofed = await _tried(caller, made.codes["coast"], x_forwarded_for="192.0.2.3")
        assert spoofed.status == 429
        made.hands.now += 60
        assert (await _tried(caller, made.codes["coast"])).said["seat"] == "coast"


async def test_wrong_codes_of_the_socket_and_of_the_api_are_counted_together(tmp_path: Path) -> None:
    async with room(tmp_path, planted_header()) as made:
        caller = Caller(made.hub)
        for _ in range(3):
            line = made.line()
            line.say('{"say":"hello","code":"AAAAAAAA"}')
            await line.task
        replies = [await _tried(caller, "AAAAAAAA") for _ in range(3)]
        assert [reply.status for reply in replies] == [401, 401, 429]


async def test_unknown_revoked_and_malformed_codes_are_answered_alike(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with room(tmp_path, planted_header()) as made:
        caller = Caller(made.hub)
        assert (await _tried(caller, made.codes["coast"])).status == 200
        made.hub.seats.revoke("coast")
        worked = 0
        digest = made.hub.seats.digest

        def slowly(code: str) -> str:
            nonlocal worked
            worked += 1
            return digest(code)

        monkeypatch.setattr(made.hub.seats, "digest", slowly)
        revoked = await _tried(caller, made.codes["coast"])
        assert worked == 1, "a code that was good once is answered sooner than one that never was"
        unknown = await _tried(caller, "AAAA-AAAA")
        assert worked == 2
        assert revoked == unknown == await _tried(caller, "é%00")
        assert revoked.headers["www-authenticate"] == "Bearer"


async def test_whoever_asks_too_much_waits_and_nobody_else_does(tmp_path: Path) -> None:
    async with room(tmp_path, planted_header()) as made:
        caller = Caller(made.hub)
        statuses = [(await _tried(caller, made.codes["coast"])).status for _ in range(BURST + 3)]
        assert statuses == [200] * BURST + [429] * 3
        assert (await _tried(caller, made.codes["lead"])).status == 200
        made.hands.now += 1
        assert (await _tried(caller, made.codes["coast"])).status == 200


# --- what comes in


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ([b"{"], "application/json", 400),
        ([b"\xff\xfe"], "application/json", 400),
        (
            [b'{"id":"1","command":{"kind":"override","effects":[{"a":' + b"[" * 100_000],
            "application/json",
            400,
        ),
        ([b'{"id":"1","command":{"kind":"order","activity":"sail","more":1}}'], "application/json", 422),
        ([b'{"id":"1","command":{"kind":"none"}}'], "application/json", 422),
        ([b'{"id":"","command":{"kind":"pause"}}'], "application/json", 422),
        ([b'{"id":"1","command":{"kind":"pause"}}'], "text/plain", 415),
        ([b'{"id":"1","command":', None], "application/json", 400),
        ([b"x" * 200_000, b"x" * 200_000, b"never read"], "application/json; charset=utf-8", 413),
    ],
)
async def test_what_is_not_a_command_is_refused_and_leaves_no_trace(
    tmp_path: Path, body: list[bytes | None], kind: str, status: int
) -> None:
    async with room(tmp_path, planted_header()) as made:
        caller, before = Caller(made.hub), len(made.session.records)
        code = made.codes["coast"]
        reply = await caller.send("POST", "/api/v1/commands", code, body, content_type=kind)
        assert (reply.status, bool(reply.why)) == (status, True)
        assert len(made.session.records) == before
        stranger = await caller.send("POST", "/api/v1/commands", "", body, content_type=kind)
        assert stranger.status == 401


async def test_a_body_that_never_ends_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api, "BODY_WITHIN", 0.0)

    async def never(*_: object) -> bytes:
        await asyncio.Event().wait()
        return b""

    monkeypatch.setattr(api, "_read", never)
    async with room(tmp_path, planted_header()) as made:
        reply = await Caller(made.hub).ask(made.codes["coast"], {"kind": "pause"})
        assert (reply.status, reply.headers["connection"]) == (408, "close")


@pytest.mark.parametrize(
    "query", ["after=-1", "after=x", "after=1&after=2", "limit=0", "limit=1001", "since=3", "after="]
)
async def test_parameters_are_taken_as_described_or_not_at_all(tmp_path: Path, query: str) -> None:
    async with room(tmp_path, planted_header()) as made:
        reply = await Caller(made.hub).get(f"/api/v1/records?{query}", made.codes["coast"])
        assert (reply.status, bool(reply.why)) == (422, True)


async def test_every_answer_is_marked_guarded_and_for_nobody_elses_page(tmp_path: Path) -> None:
    async with room(tmp_path, planted_header()) as made:
        caller, code = Caller(made.hub), made.codes["coast"]
        replies = [await caller.get(path, code, origin="https://elsewhere.example") for path in PATHS]
        replies += [
            await caller.get("/api/v1/nothing", code),
            await caller.get("/api/v1/records/", code),
            await caller.send("OPTIONS", "/api/v1/commands", code, origin="https://elsewhere.example"),
            await caller.send("DELETE", "/api/v1/seat", code),
            await caller.get("/api/v1/seat"),
            await caller.get("/api/v1/health"),
        ]
        assert [reply.status for reply in replies[len(PATHS) :]] == [404, 404, 405, 405, 401, 200]
        for reply in replies:
            assert reply.said["exercise"] is True
            assert reply.headers["content-security-policy"].startswith("default-src 'none'")
            assert reply.headers["x-content-type-options"] == "nosniff"
            assert reply.headers["cache-control"] == "no-store"
            assert not [name for name in reply.headers if name.startswith("access-control")]
