"""What the API answers, with no network in sight: everything it says of a seat comes from that seat's view."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Literal, NamedTuple, cast, get_type_hints

import msgspec

from exercise.conduct import api_models as api
from exercise.conduct import wire
from exercise.conduct.hub import Hub
from exercise.conduct.roles import Seat
from exercise.conduct.twin import Twin
from exercise.review.plain import FOR_AGENCIES, FOR_ALL, FOR_CONTROL
from exercise.review.rows import Status
from exercise.scenario.part import pick
from exercise.scenario.quantities import clock
from exercise.version import VERSION

Said = api.Answer | api.Problem | bytes
"""An answer, a reason why there is none, or an answer that is JSON already."""


class Desk:
    """The other end of the API."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._twins: dict[str, Twin] = {}

    def health(self) -> Said:
        """Whether the log can be written. Why not is for controllers."""
        if self._hub.session.trouble:
            return api.Problem(
                title="Trouble", status=503, detail="the exercise stands still; control knows why"
            )
        return api.Health(program=VERSION, fine=True)

    async def exercise(self, seat: Seat, _: Any) -> Said:
        """Which exercise, and where its clock stands."""
        session = self._hub.session
        scenario, pacer = session.scenario, session.pacer
        return api.Exercise(
            run=self._hub.run_id,
            title=pick(scenario.title, *scenario.languages),
            phase=session.drill.engine.world.phase,
            tick=pacer.tick(),
            clock=clock(pacer.tick()),
            pace=pacer.pace,
            running=pacer.goes,
            held=len(self._hub.view(seat)),
        )

    async def seat(self, seat: Seat, _: Any) -> Said:
        """Who is asking."""
        return api.Chair(seat=seat.name, role=seat.role, agency=seat.agency, cell=seat.cell, eyes=seat.eyes)

    async def records(self, seat: Seat, given: api.Since) -> Said:
        """What the seat was told after so many records."""
        view = self._hub.view(seat)
        after = min(given.after, len(view))
        told = view.part(after, after + given.limit)
        return api.Records(
            run=self._hub.run_id,
            after=after,
            next=after + len(told.records),
            held=len(view),
            records=list(told.records),
            more=told.more,
        )

    async def picture(self, seat: Seat, _: Any) -> Said:
        """What a desk of this seat shows now."""
        return self._twin(seat).picture(self._hub.session.pacer.tick())

    async def briefing(self, seat: Seat, _: Any) -> Said:
        """The scenario as far as the seat knows it."""
        return api.Briefing(scenario=self._twin(seat).briefing())

    async def command(self, seat: Seat, given: api.Question) -> Said:
        """Carry out a command; a participant who gives one is at the table, and the bot there stops."""
        await self._hub.asking.sits_down(seat)
        again = self._hub.asking.carried_out(seat, given.id)
        before = 0 if again else len(self._hub.view(seat))
        said = await self._hub.asking.answer(seat, wire.Ask(given.id, given.command, given.seat))
        if isinstance(said, wire.Sorry):
            if self._hub.session.trouble:
                return api.Problem(title="Trouble", status=503, detail=said.reason)
            return api.Problem(title="Refused", status=409, detail=said.reason)
        return api.Carried(id=said.id, after=before, held=said.seq)

    def _twin(self, seat: Seat) -> Twin:
        view = self._hub.view(seat)
        if seat.view not in self._twins:
            self._twins[seat.view] = Twin(view, seat.eyes, self._hub.header.stand_ins())
        return self._twins[seat.view]


class Endpoint(NamedTuple):
    """One row of the table that the routes and the document are made from."""

    method: Literal["GET", "POST"]
    path: str
    answers: Callable[[Desk, Seat, Any], Awaitable[Said]]
    takes: type[api.Given]
    gives: type[api.Answer]
    summary: str
    refuses: tuple[int, ...] = ()
    """Statuses that only this one answers with."""


def _picture() -> type[api.Answer]:
    """A picture's plain twin as a type, read off the tables it is made from."""
    own = FOR_CONTROL | FOR_AGENCIES
    fields: list[Any] = [
        *(("title", str), ("seat", str), ("status", Status)),
        *((key, get_type_hints(section)["return"]) for key, section in FOR_ALL.items()),
        *((key, get_type_hints(section)["return"], ()) for key, section in own.items()),
    ]
    made: Any = msgspec.defstruct("Picture", fields, bases=(api.Answer,), frozen=True, kw_only=True)
    made.__doc__ = "What a desk of this seat shows; which keys there are depends on the seat."
    return cast("type[api.Answer]", made)


ENDPOINTS = (
    Endpoint("GET", "/exercise", Desk.exercise, api.Nothing, api.Exercise, "Which exercise; its clock"),
    Endpoint("GET", "/seat", Desk.seat, api.Nothing, api.Chair, "Whose invitation this is"),
    Endpoint("GET", "/records", Desk.records, api.Since, api.Records, "What this seat was told"),
    Endpoint("GET", "/briefing", Desk.briefing, api.Nothing, api.Briefing, "The scenario as known here"),
    Endpoint("GET", "/picture", Desk.picture, api.Nothing, _picture(), "What a desk of this seat shows now"),
    Endpoint(
        *("POST", "/commands", Desk.command, api.Question, api.Carried, "Ask for something"),
        refuses=(400, 408, 409, 413, 415, 503),
    ),
)
