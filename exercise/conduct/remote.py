"""A desk's link to an exercise on another machine: comes back by itself, loses nothing, does nothing twice."""

from __future__ import annotations

import asyncio
import secrets
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from typing import Literal

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidURI

from exercise.conduct import wire
from exercise.conduct.client import LineState
from exercise.conduct.eyes import AgencyEyes
from exercise.conduct.invitations import Invitation
from exercise.conduct.learned import Learned
from exercise.conduct.pacer import Pacer
from exercise.conduct.questions import Questions
from exercise.conduct.tls import pin_of_der
from exercise.domain.commands import AnyCommand
from exercise.domain.events import PhaseChanged
from exercise.domain.seats import EXCON
from exercise.errors import BadMessage, CannotConnect, LinkError, SentAway
from exercise.log.records import Happened, Record
from exercise.scenario.model import Scenario

FIRST_WAIT, LONGEST_WAIT = 0.25, 10.0
"""Seconds between two tries to come back: doubled each time, and never the same for two seats."""


class RemoteLink:
    """A seat at a joint drill. Made by `sit_down`."""

    log_path = ""
    """The log is where the server is; told to a desk on the same machine."""

    def __init__(
        self,
        invitation: Invitation,
        *,
        how: Literal["desk", "records", "answers"] = "desk",
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._invitation, self._how, self._sleep = invitation, how, sleep
        self._welcome: wire.Welcome | None = None
        self.station = self.role = ""
        self.stand_ins: Mapping[str, str] = {}
        self._learned: Learned | None = None
        self._records: list[Record] = []
        self._news = asyncio.Condition()
        self._clock = Pacer()
        self._questions = Questions()
        self._over: LinkError | None = None
        self._trouble = ""
        self._task: asyncio.Task[None] | None = None

    # --- what a desk needs

    @property
    def scenario(self) -> Scenario:
        """As far as this seat may know it. Grows when records bring parts of it to light."""
        assert self._learned is not None
        return self._learned.scenario

    @property
    def welcome(self) -> wire.Welcome:
        """What the server said when this seat was taken."""
        assert self._welcome is not None
        return self._welcome

    def eyes(self, agency: str) -> AgencyEyes | None:
        """As `WholeLink.eyes`. Only who is told everything needs them."""
        whole = self.welcome.eyes == EXCON and not self.welcome.cell and self._learned is not None
        return AgencyEyes(agency, self._learned.data, self.scenario) if whole and self._learned else None

    @property
    def connected(self) -> bool:
        """Whether the line holds at the moment."""
        return self._questions.connected

    @property
    def line(self) -> LineState:
        """As `FarLink.line`."""
        over = str(self._over) if self._over is not None else ""
        return LineState(self.connected, self._questions.waiting, over, self._trouble)

    @property
    def ended(self) -> bool:
        """Whether the exercise is over."""
        return any(
            isinstance(record, Happened)
            and isinstance(record.event, PhaseChanged)
            and record.event.phase == "ended"
            for record in reversed(self._records)
        )

    async def ask(self, command: AnyCommand, *, seat: str) -> None:
        """As `Link.ask`. While the line is cut it waits, and is sent when the line is back."""
        acting = "" if seat in ("", EXCON, self.welcome.eyes) else seat
        await self._questions.put(lambda name: wire.Ask(name, command, acting))

    async def manage(self, verb: str, seat: str = "") -> str:
        """Ask about the seats; returns the answer's words."""
        return await self._questions.put(lambda name: wire.Manage(name, verb, seat))

    async def records(self) -> AsyncIterator[Sequence[Record]]:
        """As `Link.records`. Raises `SentAway` when the seat is lost for good."""
        seen = 0
        while True:
            async with self._news:
                while seen >= len(self._records):
                    if self._over is not None:
                        raise self._over
                    await self._news.wait()
                batch = self._records[seen:]
            yield batch
            seen += len(batch)

    def tick(self) -> int:
        """Exercise time now, as far as known here."""
        return self._clock.tick()

    # --- coming and going

    async def sit_down(self) -> None:
        """Join. Raises `CannotConnect` when nobody is there, `SentAway` when the invitation is no good."""
        line = await self._come_in(wire.Hello(code=self._invitation.code, how=self._how))
        await self._questions.go_on(line)
        self._task = asyncio.create_task(self._stay(line))

    async def leave(self) -> None:
        """Go. The exercise goes on."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
        await self._end(SentAway("you have left"))

    async def _stay(self, line: ClientConnection) -> None:
        while True:
            try:
                await self._questions.go_on(line)
                await self._listen(line)
            except (ConnectionClosed, OSError):
                pass
            except LinkError as final:
                await self._end(final)
                return
            finally:
                self._questions.hold()
                await line.close()
            try:
                line = await self._come_back()
            except LinkError as final:
                await self._end(final)
                return

    async def _come_back(self) -> ClientConnection:
        wait = FIRST_WAIT
        while True:
            # Everybody lost the server in the same moment; nobody should come back in the same one.
            await self._sleep(wait * (0.5 + secrets.randbelow(1000) / 1000))
            wait = min(2 * wait, LONGEST_WAIT)
            token, run = self.welcome.token, self.welcome.run
            hello = wire.Hello(token=token, since=len(self._records), run=run, how=self._how)
            try:
                return await self._come_in(hello)
            except CannotConnect:
                continue

    async def _come_in(self, hello: wire.Hello) -> ClientConnection:
        line = await _open(self._invitation)
        try:
            await line.send(wire.encoded(hello))
            answer = wire.answer(await line.recv())
        except (ConnectionClosed, OSError) as cut:
            raise CannotConnect(f"the line to {self._invitation.host} was cut ({cut})") from None
        if isinstance(answer, wire.Bye):
            await line.close()
            raise CannotConnect(answer.reason) if answer.again else SentAway(answer.reason)
        if not isinstance(answer, wire.Welcome):
            await line.close()
            raise BadMessage("the server did not say welcome")
        self._sat_down(answer)
        return line

    def _sat_down(self, welcome: wire.Welcome) -> None:
        if self._learned is None:
            self._learned = Learned(welcome.briefing)
        self._welcome, self.cell, self.role = welcome, welcome.cell, welcome.role
        self.station, self.stand_ins = welcome.seat, welcome.stand_ins
        _set_clock(self._clock, welcome.tick, welcome.pace, running=welcome.running)

    async def _end(self, final: LinkError) -> None:
        self._over = self._over or final
        self._questions.end(f"it was not sent: {final}")
        async with self._news:
            self._news.notify_all()

    # --- listening

    async def _listen(self, line: ClientConnection) -> None:
        async for raw in line:
            match wire.answer(raw):
                case wire.Told() as told:
                    await self._told(told)
                case wire.Time(tick=tick, pace=pace, running=running, trouble=trouble):
                    self._trouble = trouble
                    _set_clock(self._clock, tick, pace, running=running)
                case wire.Done(id=id, text=text):
                    self._questions.answered(id, text)
                case wire.Sorry(id=id, reason=reason):
                    self._questions.refused(id, reason)
                case wire.Bye(reason=reason, again=again):
                    if not again:
                        raise SentAway(reason)
                    return
                case wire.Welcome():
                    raise BadMessage("the server said welcome twice")

    async def _told(self, told: wire.Told) -> None:
        have = len(self._records)
        if told.since > have:
            raise BadMessage(f"records {have} to {told.since} are missing")
        if self._learned is not None:
            self._learned.take(told.more)
        async with self._news:
            self._records.extend(told.records[have - told.since :])
            self._news.notify_all()


async def _open(invitation: Invitation) -> ClientConnection:
    """A line to the server, whose certificate has been looked at before anything is said."""
    context: ssl.SSLContext | None = None
    if invitation.tls:
        context = ssl.create_default_context()
        if invitation.pin:
            # The pin is the proof; the names and dates in a certificate of one's own prove nothing.
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
    try:
        line = await connect(
            invitation.socket, ssl=context, compression=None, max_size=wire.LONGEST_ANSWER, proxy=None
        )
    except (OSError, TimeoutError, InvalidHandshake, InvalidURI) as wrong:
        where = f"{invitation.host} port {invitation.port}"
        raise CannotConnect(f"cannot reach the exercise at {where}: {wrong}") from None
    if invitation.pin:
        shown = line.transport.get_extra_info("ssl_object")
        der = shown.getpeercert(binary_form=True) if shown else b""
        if pin_of_der(der or b"") != invitation.pin:
            await line.close()
            raise SentAway("the server there is not the one that invited you: its certificate is another")
    return line


def _set_clock(clock: Pacer, tick: int, pace: float, *, running: bool) -> None:
    clock.set_pace(pace)
    clock.set_to(tick)
    if running != clock.goes:
        if running:
            clock.go()
        else:
            clock.stand()
