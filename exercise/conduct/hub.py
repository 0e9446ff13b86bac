"""The middle of a joint drill: seats come and go, ask and are told. Knows connections only as something that sends."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256

import msgspec

from exercise.conduct import wire
from exercise.conduct.asking import Asking
from exercise.conduct.empty_desks import EmptyDesks
from exercise.conduct.gate_excon import standing
from exercise.conduct.invitations import spoken
from exercise.conduct.member import Connection, Member, Source
from exercise.conduct.pacer import stopwatch
from exercise.conduct.roles import Seat
from exercise.conduct.seats import Door, Seats
from exercise.conduct.session import Session, Stations
from exercise.conduct.tries import Tries
from exercise.conduct.view import View
from exercise.conduct.web.pages import Pages, check_page
from exercise.domain import commands as cmd
from exercise.domain.seats import EXCON
from exercise.errors import BadMessage, NoSuchThing, NotAllowed, Refused, SentAway
from exercise.log.header import Header

HELLO_WITHIN = 10.0
"""Seconds a connection has to say who it is."""

HEARTBEAT = 10.0
"""Seconds between two words about the time while it passes, so that a clock far away does not wander."""

GOODBYE = 2.0
"""Seconds a last word may take."""

BESIDE = 16
"""How many may stand beside one seat: follow it on a wall, ask from a script."""

NEVER = 2**53
"""More records than there will ever be."""

SITS = ("desk", "page")
"""Ways to join that take the seat."""

SLICE = 100
"""Seats woken at once; between slices the clock and other seats get their turn."""


class Hub:
    """Everything between a session and its seats.

    Args:
        clock: monotonic seconds, for counting wrong codes and questions.
    """

    def __init__(
        self, session: Session, header: Header, seats: Seats, *, clock: Callable[[], float] | None = None
    ) -> None:
        self.session, self.seats, self.header = session, seats, header
        self.run_id = sha256(msgspec.json.encode(header)).hexdigest()[:16]
        self.clock = clock or stopwatch()
        self.tries = Tries(seats, Door(self.clock))
        self.asking = Asking(session, self.view, seats)
        self._views: dict[str, View] = {}
        self._members: dict[str, Member] = {}
        self._beside: dict[Member, None] = {}
        self._pages = Pages(session.pacer.tick, self._everybody, self.clock)
        self._followed = 0
        self._time: wire.Time | None = None
        self._empty = EmptyDesks(session.drill.engine.world.excon.claims, self.clock)
        session.stations = lambda: _stations(seats, self.here)
        self.stop: Callable[[], None] | None = None
        """Ends the server, when there is one that can be ended from a seat."""
        self.left = asyncio.Event()
        """Set while nobody is here."""
        self.left.set()

    @property
    def here(self) -> tuple[Seat, ...]:
        """Seats with somebody at them."""
        return tuple(member.seat for member in self._members.values())

    # --- telling

    async def run(self) -> None:
        """Pass on what the session tells, and the time."""
        beside = [asyncio.create_task(self._beat()), asyncio.create_task(self._pages.run())]
        try:
            async for _ in self.session.follow():
                self._take()
                self._pages.news()
                await self._wake()
                self._tell_time()
        finally:
            for task in beside:
                task.cancel()

    def _take(self) -> None:
        """Bring every view to what has been told."""
        told = self.session.told
        if told == self._followed:
            return
        records, self._followed = self.session.records[self._followed : told], told
        for view in self._views.values():
            view.take(records)

    async def _wake(self) -> None:
        for count, member in enumerate(self._everybody(), start=1):
            if member.stuck:
                member.connection.cut()
            member.wake()
            if count % SLICE == 0:
                await asyncio.sleep(0)

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT)
            await self.clear_empty_desks()
            self._tell_time(anyway=True)

    async def clear_empty_desks(self) -> None:
        """What somebody took who has been gone for long waits for others again."""
        claims = self.session.drill.engine.world.excon.claims
        for seat in self._empty.long_gone(claims.values()):
            with suppress(Refused):
                await self.session.ask(EXCON, cmd.ClearDesk(seat, "nobody sits there any more"))

    def _tell_time(self, *, anyway: bool = False) -> None:
        pacer = self.session.pacer
        time = wire.Time(pacer.tick(), pacer.pace, pacer.goes, self.session.trouble)
        old, self._time = self._time, time
        if (
            anyway
            or old is None
            or (old.pace, old.running, old.trouble) != (time.pace, time.running, time.trouble)
        ):
            for_seats = msgspec.structs.replace(time, trouble="")
            for member in self._everybody():
                member.reply(time if member.view.sees_all else for_seats)

    def view(self, seat: Seat) -> View:
        """What may be seen from a seat, with everything that has been told."""
        self._take()
        if seat.view not in self._views:
            view = View(seat.view, self.header.data, self.session.scenario)
            # In one go: nothing else happens on this loop meanwhile.
            view.take(self.session.records[: self._followed])
            self._views[seat.view] = view
        return self._views[seat.view]

    # --- coming in

    async def attend(self, connection: Connection) -> None:
        """One connection, from its first word to its last."""
        member: Member | None = None
        tasks: list[asyncio.Task[None]] = []
        try:
            member = await self._come_in(connection)
            tasks = [asyncio.create_task(member.pump()), asyncio.create_task(self._listen(member))]
            # Whichever direction ends first, ends both; a last word is still sent.
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            if member.leaving:
                await asyncio.wait(tasks[:1], timeout=GOODBYE)
        except (BadMessage, SentAway) as broken:
            with suppress(OSError):
                await connection.send(wire.encoded(wire.Bye(str(broken))))
        except (TimeoutError, OSError):
            pass
        finally:
            if member is not None:
                self._beside.pop(member, None)
                if self._members.get(member.seat.name) is member:
                    del self._members[member.seat.name]
                    self._empty.left(member.seat.name)
                if not self._everybody():
                    self.left.set()
            for task in tasks:
                task.cancel()
            for ended in await asyncio.gather(*tasks, return_exceptions=True):
                if isinstance(ended, Exception) and not isinstance(ended, OSError):
                    raise ended
            await connection.close()

    async def _come_in(self, connection: Connection) -> Member:
        async with asyncio.timeout(HELLO_WITHIN):
            raw = await connection.receive()
        hello = wire.question(raw) if raw is not None else None
        if not isinstance(hello, wire.Hello):
            raise BadMessage("say hello first")
        seat, token = await self._known(hello, connection.address)
        check_page(hello, seat)
        view = self.view(seat)
        if hello.run and hello.run != self.run_id:
            raise SentAway("another exercise runs here now; join again")
        page = self._pages.of(seat, view, hello.language) if hello.how == "page" else None
        source: Source = view if page is None else page
        since = hello.since if hello.run else 0
        if page is not None:
            since = page.since(hello.page, since)
        if since > len(source):
            raise SentAway("you have seen more than this exercise holds; join again")
        # Who only asks is told nothing else.
        sent = since if hello.how != "answers" else NEVER
        language = page.language if page is not None else ""
        member = Member(seat, view, connection, sent, self.clock, source=source, language=language)
        knows = bool(hello.run) or hello.how == "page"
        welcome = self._welcome(seat, view, token, since, knows=knows)
        member.reply(msgspec.structs.replace(welcome, language=language))
        self._place(member, hello.how)
        if hello.how != "records":
            await self.asking.sits_down(seat)
        return member

    def _place(self, member: Member, how: str) -> None:
        name = member.seat.name
        self.left.clear()
        if how not in SITS:
            if sum(other.seat.name == name for other in self._beside) >= BESIDE:
                raise SentAway("too many stand beside this seat already")
            self._beside[member] = None
            return
        if (before := self._members.get(name)) is not None:
            before.leave("somebody sat down at this seat elsewhere", again=False)
        self._members[name] = member
        self._empty.came(name)

    def _everybody(self) -> list[Member]:
        return [*self._members.values(), *self._beside]

    async def _known(self, hello: wire.Hello, address: str) -> tuple[Seat, str]:
        at_desk = hello.how in SITS
        if hello.token and (found := self.seats.comes_back(hello.token, sits_down=at_desk)):
            return found
        if hello.how == "page":
            # Whoever opens the wrong thing must not lose the desk they have elsewhere.
            check_page(hello, (await self.tries.opened(hello.code, address, sits_down=False))[0])
        found = await self.tries.opened(hello.code, address, sits_down=at_desk)
        if at_desk:
            await self.seats.kept()
            if self.seats.comes_back(found[1], sits_down=True) is None:
                raise SentAway("somebody sat down at this seat elsewhere, or it was withdrawn")
        return found

    def _welcome(self, seat: Seat, view: View, token: str, since: int, *, knows: bool) -> wire.Welcome:
        pacer, world = self.session.pacer, self.session.drill.engine.world
        return wire.Welcome(
            seat=seat.name,
            role=seat.role,
            cell=seat.cell,
            eyes=seat.eyes,
            run=self.run_id,
            token=token,
            since=since,
            marking=wire.MARKING,
            held=len(view),
            # Whoever comes back has it; a thousand who come back at once need not have it again.
            briefing={} if knows else view.briefing,
            tick=pacer.tick(),
            pace=pacer.pace,
            running=pacer.goes,
            phase=world.phase,
            stand_ins=self.header.stand_ins(),
        )

    # --- asking

    async def _listen(self, member: Member) -> None:
        while (raw := await member.connection.receive()) is not None:
            if member.leaving:
                return
            try:
                message = wire.question(raw)
            except BadMessage as broken:
                member.leave(str(broken), again=False)
                return
            match message:
                case wire.Hello():
                    member.leave("hello is said once", again=False)
                    return
                case wire.Ask() if not member.may_ask():
                    member.reply(wire.Sorry(message.id, "too many questions at once; this one was left out"))
                case wire.Ask():
                    member.reply(await self.asking.answer(member.seat, message, language=member.language))
                case wire.Manage():
                    self._manage(member, message)

    # --- managing

    def _manage(self, member: Member, message: wire.Manage) -> None:
        try:
            lead = self.session.drill.engine.world.excon.lead
            if not standing(member.seat, lead).in_charge:
                raise NotAllowed("only the director and the lead controller manage seats")
            member.reply(wire.Done(message.id, len(member.view), self._managed(message)))
        except Refused as refusal:
            member.reply(wire.Sorry(message.id, str(refusal)))

    def _managed(self, message: wire.Manage) -> str:
        seats, name = self.seats, message.seat
        if message.verb == "seats":
            here = {seat.name for seat in self.here}
            return "\n".join(_line(seat, seats, here) for seat in seats.all())
        if message.verb == "stop" and self.stop is not None:
            self.stop()
            return ""
        if message.verb not in ("renew", "revoke"):
            raise NoSuchThing("thing to do with seats", message.verb)
        code = seats.renew(name) if message.verb == "renew" else ""
        if not code:
            seats.revoke(name)
        for other in self._everybody():
            if other.seat.name == name:
                other.leave("your invitation was withdrawn; ask your exercise control", again=False)
        return spoken(code) if code else ""

    async def close(self, reason: str) -> None:
        """Tell everybody that the server stops for now."""
        for member in self._everybody():
            member.leave(reason, again=True)
        await asyncio.sleep(0)


def _stations(seats: Seats, here: tuple[Seat, ...]) -> Stations:
    """Every seat with an invitation: those with a line, and those without one."""
    on = {seat.name for seat in here}
    invited = [seat for seat in seats.all() if not seats.is_revoked(seat.name)]
    named = [(seat.name, seat.agency if seat.role == "participant" else "") for seat in invited]
    return tuple(one for one in named if one[0] in on), tuple(one for one in named if one[0] not in on)


def _line(seat: Seat, seats: Seats, here: set[str]) -> str:
    state = "revoked" if seats.is_revoked(seat.name) else "here" if seat.name in here else "away"
    about = seat.agency or seat.cell
    return f"{seat.name}\t{seat.role}\t{about}\t{state}"
