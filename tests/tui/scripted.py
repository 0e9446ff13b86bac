"""A link that plays a script and remembers what was asked, and the desk on it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from typing import ClassVar

from textual.pilot import Pilot

from exercise.domain import commands as cmd
from exercise.domain import events as ev
from exercise.errors import Refused
from exercise.log.records import Happened, Record
from exercise.scenario.model import Scenario
from tests.review.small import small_records, small_scenario
from tui.app import DeskApp


class ScriptedLink:
    """Gives its records at once, then those a test adds; refuses what a test says."""

    log_path = "harbour-night.log"
    station, cell = "", ""
    stand_ins: ClassVar[dict[str, str]] = {"operator": "bot"}

    def __init__(self, records: Sequence[Record] | None = None, *, scenario: Scenario | None = None) -> None:
        self.scenario = scenario or small_scenario()
        self.told: list[Record] = list(small_records() if records is None else records)
        self.asked: list[tuple[str, cmd.AnyCommand]] = []
        self.opened: list[tuple[str, str]] = []
        """Seat and letter, of all that was marked as read."""
        self.refuses = ""
        self._more = asyncio.Event()

    async def ask(self, command: cmd.AnyCommand, *, seat: str) -> None:
        if self.refuses:
            raise Refused(self.refuses)
        if isinstance(command, cmd.MarkRead):
            self.opened.append((seat, command.item))
            return
        self.asked.append((seat, command))
        tick = self.told[-1].tick if self.told else 0
        match command:
            case cmd.Pause():
                self.tell(Happened(len(self.told), tick, ev.PhaseChanged("paused"), ("*",)))
            case cmd.SetPace(pace=pace):
                self.tell(Happened(len(self.told), tick, ev.PaceSet(pace), ("*",)))
            case cmd.TakeSeat(agency=agency):
                self.tell(Happened(len(self.told), tick, ev.SeatTaken(agency, seat), ("*",)))
            case cmd.LeaveSeat(agency=agency):
                self.tell(Happened(len(self.told), tick, ev.SeatLeft(agency, seat), ("*",)))

    def tell(self, *records: Record) -> None:
        """More happens."""
        self.told.extend(records)
        self._more.set()

    async def records(self) -> AsyncIterator[Sequence[Record]]:
        seen = 0
        while True:
            if seen < len(self.told):
                batch, seen = self.told[seen:], len(self.told)
                yield batch
            else:
                self._more.clear()
                await self._more.wait()

    def tick(self) -> int:
        return self.told[-1].tick if self.told else 0


def desk(link: ScriptedLink, seat: str = "excon", *, theme: str = "desk-dark") -> DeskApp:
    """A desk that stands still between redraws."""
    app = DeskApp(link, seat)
    app.theme = theme
    app.animation_level = "none"
    return app


async def until(pilot: Pilot[int], ready: Callable[[], bool]) -> None:
    """Let the desk work until `ready`; never wait for a time, nor for ever."""
    for _ in range(200):
        pilot.app.redraw()  # type: ignore[attr-defined]
        if ready():
            break
        await pilot.pause()
    assert ready()
    await pilot.pause()


async def settle(pilot: Pilot[int]) -> None:
    """Until everything the link told is on the desk."""
    link = pilot.app.link  # type: ignore[attr-defined]
    await until(pilot, lambda: len(pilot.app._records) == len(link.told))  # type: ignore[attr-defined]
    pilot.app._news = True  # type: ignore[attr-defined]
    pilot.app.redraw()  # type: ignore[attr-defined]
    await pilot.pause()


def screen_text(app: DeskApp) -> str:
    """What is on the screen, as lines. The one place that looks inside Textual."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)
