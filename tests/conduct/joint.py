"""A joint drill without a network: a hub, and lines that a test holds in its hand."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

from exercise.conduct import wire
from exercise.conduct.hub import Hub
from exercise.conduct.pacer import Pacer
from exercise.conduct.roles import Seat, usual_seats
from exercise.conduct.seats import Seats
from exercise.conduct.session import Session, begin
from exercise.domain import events as ev
from exercise.domain.commands import AnyCommand
from exercise.errors import SentAway
from exercise.log.header import Header
from exercise.log.records import Happened, Record
from tests.conduct.test_pacer import Hands

A = TypeVar("A", bound=wire.Answer)


class Line:
    """The seat's end of a line. `reads` is cleared by a seat that does not read."""

    def __init__(self, hub: Hub, *, address: str = "192.0.2.1") -> None:
        self.address = address
        self.reads = asyncio.Event()
        self.reads.set()
        self.is_cut = False
        self.texts: list[str] = []
        """Everything that came, as it came."""
        self.records: list[Record] = []
        self._came = 0
        self._inbox: asyncio.Queue[wire.Answer | None] = asyncio.Queue()
        self._outbox: asyncio.Queue[str | bytes | None] = asyncio.Queue()
        self.task = asyncio.create_task(hub.attend(self))

    # the hub's side

    async def receive(self) -> str | bytes | None:
        return await self._outbox.get()

    async def send(self, text: str) -> None:
        await self.reads.wait()
        if self.is_cut:
            raise ConnectionResetError
        self.texts.append(text)
        message = wire.answer(text)
        if isinstance(message, wire.Told):
            self.records += message.records
        self._inbox.put_nowait(message)

    async def close(self) -> None:
        self._inbox.put_nowait(None)

    def cut(self) -> None:
        self.is_cut = True
        self.reads.set()
        self._outbox.put_nowait(None)

    # the seat's side

    def say(self, message: wire.Question | str | bytes) -> None:
        self._outbox.put_nowait(message if isinstance(message, str | bytes) else wire.encoded(message))

    async def hear(self, kind: type[A]) -> A:
        """The next answer of a kind; raises `SentAway` when the last word came first."""
        while True:
            message = await asyncio.wait_for(self._inbox.get(), 10)
            if isinstance(message, kind):
                return message
            if message is None or isinstance(message, wire.Bye):
                raise SentAway(message.reason if message else "")

    async def hello(self, code: str, **more: object) -> wire.Welcome:
        self.say(wire.Hello(code=code, **more))  # type: ignore[arg-type]
        return await self.hear(wire.Welcome)

    async def ask(self, command: AnyCommand, *, name: str = "", seat: str = "") -> str:
        """Ask; returns the reason when refused, nothing when done."""
        self._came += 1
        name = name or f"q{self._came}"
        self.say(wire.Ask(name, command, seat))
        while True:
            answer = await self.hear(wire.Done | wire.Sorry)  # type: ignore[arg-type, type-var]
            if answer.id == name:
                return answer.reason if isinstance(answer, wire.Sorry) else ""

    async def told(self, count: int) -> list[Record]:
        """Everything told so far, as soon as it is so many records."""
        while len(self.records) < count:
            await self.hear(wire.Told)
        return self.records

    async def leave(self) -> None:
        self._outbox.put_nowait(None)
        await self.task


class Room:
    """A drill with everybody invited."""

    def __init__(self, hub: Hub, codes: dict[str, str], hands: Hands, folder: Path) -> None:
        self.hub, self.codes, self.hands, self.folder = hub, codes, hands, folder
        self.lines: list[Line] = []

    @property
    def session(self) -> Session:
        return self.hub.session

    def line(self, *, address: str = "192.0.2.1") -> Line:
        self.lines.append(Line(self.hub, address=address))
        return self.lines[-1]

    async def seated(self, name: str, **more: object) -> Line:
        """Somebody who sat down."""
        line = self.line()
        await line.hello(self.codes[name], **more)
        return line


@asynccontextmanager
async def room(
    folder: Path, header: Header, *, seats: tuple[Seat, ...] = (), make: Callable[..., Session] = begin
) -> AsyncIterator[Room]:
    """A hub over a session whose clock a test moves by hand."""
    hands = Hands()
    scenario = header.scenario()
    session = make(folder / "log.jsonl", header, scenario)
    session.pacer = Pacer(0, 1.0, clock=hands)
    kept, codes = Seats.made(folder, seats or usual_seats(scenario))
    hub = Hub(session, header, kept, clock=hands)
    running = asyncio.create_task(hub.run())
    made = Room(hub, codes, hands, folder)
    try:
        yield made
    finally:
        for line in made.lines:
            line.cut()
        running.cancel()
        await asyncio.gather(running, *(line.task for line in made.lines), return_exceptions=True)
        session.close()


def stories(made: Session) -> list[str]:
    """What was observed and written, in order."""
    return [
        record.event.text
        for record in made.records
        if isinstance(record, Happened) and isinstance(record.event, ev.ObservationMade | ev.MessageSent)
    ]


def letters(made: Session) -> list[str]:
    """The injects that went out, in order."""
    return [
        record.event.inject
        for record in made.records
        if isinstance(record, Happened) and isinstance(record.event, ev.InjectReleased)
    ]
