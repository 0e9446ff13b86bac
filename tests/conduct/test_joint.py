"""A joint drill over real sockets on this machine: server, links, certificates, cuts."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosedError

from exercise.conduct import allowance, member, wire
from exercise.conduct.hub import Hub
from exercise.conduct.invitations import Invitation
from exercise.conduct.remote import RemoteLink
from exercise.conduct.roles import Seat, usual_seats
from exercise.conduct.seats import Seats
from exercise.conduct.server import Server, listen
from exercise.conduct.session import begin, resume
from exercise.conduct.tls import own_certificate, pin_of_file
from exercise.domain import commands as cmd
from exercise.domain import events as ev
from exercise.errors import CannotConnect, Refused, SentAway
from exercise.log.header import Header
from exercise.log.records import Asked, Happened, Record
from exercise.log.store import read_log
from exercise.review.picture import Picture
from tests.conduct.planted import planted_header

HERE = "127.0.0.1"


class Served:
    """A server, and the way to it."""

    def __init__(self, hub: Hub, port: int, codes: dict[str, str], pin: str) -> None:
        self.hub, self.port, self.codes, self.pin = hub, port, codes, pin

    def invitation(self, name: str) -> Invitation:
        return Invitation(HERE, self.port, self.codes[name], self.pin, tls=bool(self.pin))

    async def link(self, name: str, **more: object) -> RemoteLink:
        link = RemoteLink(self.invitation(name), **more)  # type: ignore[arg-type]
        await link.sit_down()
        return link


@asynccontextmanager
async def served(
    folder: Path,
    *,
    port: int = 0,
    tls: bool = False,
    seats: tuple[Seat, ...] = (),
    codes: dict[str, str] | None = None,
    clock: Callable[[], float] | None = None,
    header: Header | None = None,
) -> AsyncIterator[Served]:
    """A server under way: a new drill, or one that goes on."""
    header, path = header or planted_header(), folder / "log.jsonl"
    scenario = header.scenario()
    session = resume(read_log(path), scenario) if path.exists() else begin(path, header, scenario)
    if codes is None:
        kept, codes = Seats.made(folder, seats or usual_seats(scenario))
    else:
        kept = Seats.read(folder)
    certificate = own_certificate(folder, (HERE,)) if tls else None
    listener = listen(HERE, port)
    hub = Hub(session, header, kept, clock=clock)
    server = Server(hub, listener=listener, certificate=certificate)
    running = asyncio.create_task(server.run())
    try:
        yield Served(hub, listener.getsockname()[1], codes, pin_of_file(certificate) if certificate else "")
    finally:
        server.stop()
        await running
        session.close()


async def until(link: RemoteLink, text: str) -> list[Record]:
    """Everything the link was told, up to a message with this text."""
    records: list[Record] = []
    async for batch in link.records():
        records += batch
        if any(isinstance(one, Happened) and getattr(one.event, "text", "") == text for one in records):
            break
    return records


async def test_a_desk_far_away_plays_like_one_here(tmp_path: Path) -> None:
    async with served(tmp_path) as server:
        lead, coast = await server.link("lead"), await server.link("coast")
        await lead.ask(cmd.Start(), seat="excon")
        with pytest.raises(Refused, match="no action called 'canary-raid'"):
            await coast.ask(cmd.Order("canary-raid"), seat="coast")
        await coast.ask(cmd.Order("sail"), seat="coast")
        await lead.ask(cmd.Release("canary-later"), seat="excon")
        await coast.ask(cmd.Decide("later", "a"), seat="coast")
        await coast.ask(cmd.Send(("excon",), "s", "done"), seat="coast")
        picture = Picture(coast.scenario, "coast")
        picture.take_all(await until(coast, "done"))
        assert [row.subject for row in picture.inbox(coast.tick())] == ["canary subject"]
        assert [row.name for row in picture.runs(coast.tick())] == ["Sail out"]
        assert picture.decisions(coast.tick())[-1].chosen == "canary option"
        assert (coast.log_path, coast.connected) == ("", True)
        await lead.leave()
        await coast.leave()
        with pytest.raises(Refused, match="you have left"):
            await coast.ask(cmd.Order("sail"), seat="coast")


async def test_a_link_comes_back_by_itself_with_nothing_twice_and_nothing_lost(tmp_path: Path) -> None:
    back = asyncio.Event()

    async def when_back(_: float) -> None:
        await back.wait()

    async with served(tmp_path) as server:
        lead, coast = await server.link("lead", sleep=when_back), await server.link("coast", sleep=when_back)
        await lead.ask(cmd.Start(), seat="excon")
        await coast.ask(cmd.Send(("excon",), "s", "before"), seat="coast")
        await until(coast, "before")
        port, codes = server.port, server.codes
    typed = asyncio.create_task(coast.ask(cmd.Send(("excon",), "s", "typed while away"), seat="coast"))
    refused = asyncio.create_task(coast.ask(cmd.Order("nonsense"), seat="coast"))
    async with served(tmp_path, port=port, codes=codes):
        back.set()
        await typed
        with pytest.raises(Refused, match="nonsense"):
            await refused
        await lead.ask(cmd.SendAs("Press", ("coast",), "s", "after"), seat="excon")
        records = await until(coast, "after")
        assert [record.seq for record in records] == list(range(len(records)))
        await lead.leave()
        await coast.leave()
    asked = [record.command for record in read_log(tmp_path) if isinstance(record, Asked)]
    assert sum(getattr(command, "text", "") == "typed while away" for command in asked) == 1


async def test_a_hundred_seats_come_back_at_once(tmp_path: Path) -> None:
    seats = (Seat("lead", "lead"), *(Seat(f"coast-{n}", "participant", "coast") for n in range(100)))
    back = asyncio.Event()

    async def when_back(_: float) -> None:
        await back.wait()

    async with served(tmp_path, seats=seats) as server:
        lead = await server.link("lead", sleep=when_back)
        links = [await server.link(f"coast-{n}", sleep=when_back) for n in range(100)]
        await lead.ask(cmd.Start(), seat="excon")
        port, codes = server.port, server.codes
    async with served(tmp_path, port=port, codes=codes):
        back.set()
        await lead.ask(cmd.SendAs("Press", ("coast",), "s", "welcome back"), seat="excon")
        told = await asyncio.gather(*(until(link, "welcome back") for link in links))
        assert {len(records) for records in told} == {len(told[0])}
        for link in (lead, *links):
            await link.leave()


async def test_a_certificate_of_its_own_is_pinned(tmp_path: Path) -> None:
    async with served(tmp_path, tls=True) as server:
        link = await server.link("coast")
        await link.ask(cmd.Send(("excon",), "s", "private"), seat="coast")
        await link.leave()
        wrong = server.invitation("coast")._replace(pin="0" * 26)
        with pytest.raises(SentAway, match="not the one that invited you"):
            await RemoteLink(wrong).sit_down()
        with pytest.raises(CannotConnect):
            await RemoteLink(server.invitation("coast")._replace(pin="")).sit_down()
        with pytest.raises(CannotConnect):
            await RemoteLink(server.invitation("coast")._replace(tls=False, pin="")).sit_down()


async def test_nobody_there_is_said(tmp_path: Path) -> None:
    with socket.create_server((HERE, 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(CannotConnect, match=f"127.0.0.1 port {port}"):
        await RemoteLink(Invitation(HERE, port, "K7QF3M2P", tls=False)).sit_down()


async def test_a_link_whose_seat_moved_says_so_and_stays_away(tmp_path: Path) -> None:
    async with served(tmp_path) as server:
        first = await server.link("coast")
        second = await server.link("coast")
        with pytest.raises(SentAway, match="somebody sat down at this seat elsewhere"):
            await until(first, "never")
        with pytest.raises(Refused, match="elsewhere"):
            await first.ask(cmd.Order("sail"), seat="coast")
        assert second.connected
        await first.leave()
        await second.leave()


async def _page(port: int, path: str) -> str:
    reader, writer = await asyncio.open_connection(HERE, port)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: {HERE}\r\nConnection: close\r\n\r\n".encode())
    page = (await reader.read()).decode()
    writer.close()
    await writer.wait_closed()
    return page


async def test_a_browser_is_told_how_to_join(tmp_path: Path) -> None:
    async with served(tmp_path) as server:
        page = await _page(server.port, "/")
        assert "EXERCISE EXERCISE EXERCISE" in page
        assert "PLANTED" in page
        assert "exercise join" in page
        assert "default-src 'none'" in page
        assert "no-referrer" in page
        assert '"fine":true' in await _page(server.port, "/health")
        assert "'unsafe" not in page
        for path in ("/seat.js", "/seat.css", "/icon.svg"):
            assert " 200 " in (await _page(server.port, path)).splitlines()[0]
        for path in ("/parts.html", "/seat.html", "/log.jsonl", "/../seats.json", "/seats.json", "/ws"):
            assert " 404 " in (await _page(server.port, path)).splitlines()[0]


async def test_garbage_and_too_much_over_a_real_socket_end_the_connection(tmp_path: Path) -> None:
    async with served(tmp_path) as server:
        for said in ("garbage", b"\x00\xff", "x" * (wire.LONGEST_QUESTION + 10)):
            async with connect(server.invitation("coast").socket, proxy=None, compression=None) as line:
                await line.send(said)
                with suppress(ConnectionClosedError):
                    async for answer in line:
                        assert wire.answer(answer) == wire.Bye("this is not a message")
            assert line.close_code == (1000 if len(said) < 100 else 1009)
        link = await server.link("coast")
        assert link.connected
        await link.leave()


async def test_a_real_socket_that_reads_nothing_is_let_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(member, "LAG", 10)
    monkeypatch.setattr(allowance, "BURST", 1_000_000)
    async with served(tmp_path) as server:
        lead = await server.link("lead")
        slow = await connect(server.invitation("evaluator").socket, proxy=None, compression=None)
        await slow.send(wire.encoded(wire.Hello(code=server.codes["evaluator"])))
        await slow.recv()
        slow.transport.pause_reading()
        count = 0
        while "evaluator" in [seat.name for seat in server.hub.here]:
            count += 1
            await lead.ask(cmd.Observe(f"{count} " + "x" * 19_000), seat="excon")
            assert count < 2_000, "the system took it all in"
        back = await server.link("evaluator")
        told = await until(back, f"{count} " + "x" * 19_000)
        assert (
            sum(isinstance(one, Happened) and isinstance(one.event, ev.ObservationMade) for one in told)
            == count
        )
        for link in (lead, back):
            await link.leave()
        slow.transport.abort()
        await slow.wait_closed()
