"""Questions of seats, by whichever line they come: let in, carried out once, answered in words the seat may hear."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from exercise.conduct import wire
from exercise.conduct.gate import Gate
from exercise.conduct.gate_excon import signed, standing
from exercise.conduct.roles import Seat
from exercise.conduct.seats import Seats
from exercise.conduct.session import Session
from exercise.conduct.unnamed import Answered, is_anonymous
from exercise.conduct.view import View
from exercise.domain import commands as cmd
from exercise.domain.seats import EXCON
from exercise.errors import Refused
from exercise.language import speaking
from exercise.log.records import Asked


class Asking:
    """What seats ask of one session.

    Args:
        view: what may be seen from a seat, with everything that has been told.
        seats: everybody invited.
    """

    def __init__(
        self,
        session: Session,
        view: Callable[[Seat], View],
        seats: Seats,
    ) -> None:
        self._session, self._view, self._seats = session, view, seats.all
        self._gate = Gate(session.scenario, seats.all)
        self._asked: set[str] = set()
        self._unnamed = Answered(seats.folder, seats.mark, self._answers)
        self._looked = 0

    async def answer(self, seat: Seat, message: wire.Ask, *, language: str = "") -> wire.Done | wire.Sorry:
        """Carry out a question, or say why not. The same question with the same id is carried out once.

        Args:
            language: in which what is still missing is said; never what is recorded.
        """
        session, view, key = self._session, self._view(seat), f"{seat.name}/{message.id}"
        world, command = session.drill.engine.world, message.command
        if isinstance(command, cmd.AnswerCheck):
            # Nobody answers for another seat.
            command = cmd.AnswerCheck(seat.name)
        try:
            if self.carried_out(seat, message.id):
                # It came before the line was cut, or the server fell; it counts once.
                await session.written()
                return wire.Done(message.id, len(self._view(seat)))
            seat = standing(seat, world.excon.lead)
            acting = self._gate.enter(seat, view, world, command, asked=message.seat)
            command = signed(seat, self._seats(), command)
            if unnamed := is_anonymous(command, session.scenario):
                # What came before is on disk, and from here on until it is in the log nobody else gets a turn.
                await session.written()
                self._unnamed.expect(seat, command, key)  # type: ignore[arg-type]
        except Refused as refusal:
            return wire.Sorry(message.id, str(refusal))
        try:
            if isinstance(command, cmd.Start):
                await self._role_players()
            await session.ask(acting, command, id=key)
        except Refused as refusal:
            if session.trouble:
                return wire.Sorry(message.id, str(refusal))
            tick = session.drill.engine.tick
            with speaking(language):
                words = self._gate.words(refusal, view, world, tick, command, acting)
            return wire.Sorry(message.id, words)
        finally:
            if unnamed and not session.trouble:
                self._unnamed.settle()
        return wire.Done(message.id, len(self._view(seat)))

    def carried_out(self, seat: Seat, id: str) -> bool:
        """Whether a question of this seat with this id has been carried out."""
        key = f"{seat.name}/{id}"
        return key in self._ids() or self._unnamed.has(key)

    async def sits_down(self, seat: Seat) -> None:
        """A person at an agency: its bot stops. Whoever sits there already stays."""
        world = self._session.drill.engine.world
        if seat.role == "participant" and seat.agency not in world.seats and world.phase != "ended":
            with suppress(Refused):
                await self._session.ask(EXCON, cmd.TakeSeat(seat.agency, own=True))

    async def _role_players(self) -> None:
        """At a joint drill there are people to say what is to be said; a controller may send them home."""
        world, scenario = self._session.drill.engine.world, self._session.scenario
        waits = world.phase == "briefing" and not world.excon.role_play
        if waits and any(inject.deliver is not None for inject in scenario.injects.values()):
            await self._session.ask(EXCON, cmd.SetRolePlay(True))

    def _answers(self, questionnaire: str) -> int:
        """How many the log holds."""
        given = self._session.drill.engine.world.answered
        return sum(event.questionnaire == questionnaire for _, event in given)

    def _ids(self) -> set[str]:
        """Of every question carried out so far."""
        records = self._session.records
        for record in records[self._looked :]:
            if isinstance(record, Asked) and record.id:
                self._asked.add(record.id)
        self._looked = len(records)
        return self._asked
