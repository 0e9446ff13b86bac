"""The desk as an application: one link, a picture for each seat looked at, none of the exercise's rules."""

from __future__ import annotations

import gc
from collections.abc import Iterator, MutableMapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from textual import work
from textual.binding import Binding
from textual.notifications import SeverityLevel

from exercise.conduct.client import Eyes, FarLink, LineState, Link, SeatedLink, WholeLink
from exercise.domain.commands import AnyCommand
from exercise.domain.refusals import NOT_YET, in_own_words
from exercise.domain.seats import EXCON
from exercise.errors import Refused
from exercise.language import marked, n, t
from exercise.log.records import Record
from exercise.review.names import in_readers_names
from exercise.review.picture import Picture
from exercise.review.seat_choices import still_needed
from exercise.scenario.quantities import MINUTE
from tui.alarm import Alarm
from tui.drafts import DraftBook
from tui.dressed import DressedApp
from tui.every_desk import leave
from tui.screens.controller import ControllerScreen
from tui.screens.desk import DeskScreen
from tui.screens.evaluator import EvaluatorScreen
from tui.screens.form import Form, Values
from tui.screens.observer import ObserverScreen
from tui.screens.seat import SeatScreen
from tui.settings import DeskSettings
from tui.turns import Turns
from tui.welcome import shows_the_way
from tui.widgets.feed import FeedLog

REDRAW = 0.25
"""Seconds between redraws, however fast records come."""

TIDY = 60
"""Seconds between searches for garbage through everything, which take a tenth of a second in a crowded exercise."""


class DeskApp(DressedApp):
    """Takes records in, sends questions out, keeps the desk on top up to date."""

    BINDINGS = [
        Binding("f8", "stop_play", marked("NO DUFF"), show=False, priority=True, id="desk.stop"),
    ]

    def __init__(
        self,
        link: Link,
        seat: str = EXCON,
        *,
        settings: DeskSettings | None = None,
        drafts: Path | None = None,
        locale: str = "",
    ) -> None:
        super().__init__(settings)
        self._alarm, self._quiet = Alarm(), False
        self._bell = Turns(self._ring, partial(self.run_worker, group="ring"), self.hands)
        self.link, self.home = link, seat
        self.scenario, self.log_path, self.station = link.scenario, link.log_path, link.station
        self.role = link.role if isinstance(link, SeatedLink) else ""
        self.seats_taken_here: set[str] = set()
        self.answered_here: set[str] = set()
        self.sit_down(self.scenario, seat, locale)
        self.drafts: MutableMapping[str, Values] = DraftBook(drafts)
        self.read: dict[str, set[str]] = {}
        self.rulings: dict[str, list[dict[str, Any]]] = {}
        self._records: list[Record] = []
        self._pictures: dict[str, Picture] = {}
        self._eyes: dict[str, Eyes] = {}
        self._news = True
        self._minute = -1

    def on_mount(self) -> None:
        self.theme_changed_signal.subscribe(self, self._colours_changed)
        self.push_screen(_desk_of(self))
        self.set_interval(REDRAW, self.redraw)
        self.set_interval(TIDY, tidy)
        self.listen()

    @work(exclusive=True, group="link", exit_on_error=False)
    async def listen(self) -> None:
        """Take in everything the link tells, for as long as it tells."""
        async for batch in self.link.records():
            first = not self._records
            self._records.extend(batch)
            for seat, picture in self._pictures.items():
                picture.take_all(self._eyes[seat].see(batch) if seat in self._eyes else batch)
            self._news = True
            if first:
                self.redraw()

    def picture(self, seat: str) -> Picture:
        """What a seat knows; folded from the beginning when it is looked at for the first time."""
        if seat not in self._pictures:
            scenario, records, link = self.scenario, self._records, self.link
            eyes = link.eyes(seat) if isinstance(link, WholeLink) and seat != EXCON else None
            if eyes is not None:
                self._eyes[seat] = eyes
                records = list(eyes.see(records))
                scenario = eyes.scenario
            picture = Picture(
                scenario,
                seat,
                languages=self.languages_of(self.scenario, seat),
                stand_ins=self.link.stand_ins,
            )
            if seat == EXCON:
                picture.cell, picture.desk = link.cell, link.station or EXCON
            picture.take_all(records)
            self._pictures[seat] = picture
        return self._pictures[seat]

    def read_in(self, language: str) -> None:
        """Say and show everything in this language as far as there are words in it; empty: the usual one."""
        self.language = language
        self._pictures.clear()
        self._colours_changed(None)
        self.speak_up()
        self.redraw()

    def records(self) -> Sequence[Record]:
        """Every record so far, as they stand now."""
        return tuple(self._records)

    def now(self) -> int:
        """Exercise time, never before the newest record."""
        return max(self.link.tick(), self.picture(self.home).tick)

    @property
    def far(self) -> LineState | None:
        """How the line to the exercise is, when that runs elsewhere."""
        return self.link.line if isinstance(self.link, FarLink) else None

    async def action_quit(self) -> None:
        """Ask first: leaving by a slip of the finger is a nuisance, though nothing is lost."""
        if (desk := self.desk_on_top()) is not None and not isinstance(self.screen, Form):
            leave(desk)

    async def action_stop_play(self) -> None:
        """Something real has happened: whatever is open here at the moment."""
        if (desk := self.desk_on_top()) is not None:
            await desk.action_do("stop")

    def redraw(self) -> None:
        """Bring the desk on top up to date: its clock always, the rest when something is new."""
        desk = self.desk_on_top()
        if desk is not None and self.is_running:
            minute = self.now() // MINUTE
            fresh, self._news, self._minute = self._news or minute != self._minute, False, minute
            desk.show_soon(fresh=fresh)
            if fresh and self._records:
                self._bell.ask()

    def _ring(self) -> Iterator[None]:
        """For what cannot wait until somebody looks."""
        news = self._alarm.new(self.picture(self.home), self.now())
        if news and not self._quiet:
            if self.settings.bell:
                self.bell()
            if self.settings.notify:
                more = len(news) - 1
                told = n("{what}, and {count} more", "{what}, and {count} more", more, what=news[0])
                self.notify_terminal(f"EXERCISE: {told if more else news[0]}")
        yield

    def mute(self) -> bool:
        """Turn the bell off, or on again; returns whether it is off now."""
        self._quiet = not self._quiet
        return self._quiet

    async def ask(self, command: AnyCommand, *, seat: str) -> str:
        """Ask for something as a seat; returns why not, or nothing when it is done."""
        try:
            await self.link.ask(command, seat=seat)
        except Refused as refusal:
            why = self._why_not(str(refusal), command, seat)
            words = t("Not now: {why}", why=why)
            if isinstance(self.screen, Form):
                self.note(words)  # the dialog says it above its buttons, which a notice would cover
            else:
                self.told(words, severity="warning")
            return why
        self._news = True
        if shows_the_way(command):
            self.acted.add(seat)
        return ""

    def _why_not(self, refusal: str, command: AnyCommand, seat: str) -> str:
        """A refusal in the words, and with the names, of whoever sits here."""
        picture = self.picture(seat)
        not_yet = seat != EXCON and refusal.startswith(NOT_YET.partition("{")[0])
        if not_yet and (needs := still_needed(picture, command)):
            return t(NOT_YET, needs=needs)
        return in_readers_names(picture.names, in_own_words(refusal))

    def told(self, text: str, *, severity: SeverityLevel = "information") -> None:
        """Tell the person here something, and keep it in the feed."""
        self.notify(text, severity=severity, markup=False)
        self.note(text)

    def note(self, text: str) -> None:
        """Keep something in the feeds of this terminal."""
        for picture in self._pictures.values():
            picture.note(self.now(), text)
        self._news = True

    def _colours_changed(self, _theme: object) -> None:
        for screen in self.screen_stack:
            for log in screen.query(FeedLog):
                log.start_again()  # what is written once has to be written again
        self._news = True


def tidy() -> None:
    """What collects garbage is no callback for a timer, which wants to know how many arguments it takes."""
    gc.collect()


def _desk_of(app: DeskApp) -> DeskScreen:
    """The desk of whoever sits at this terminal."""
    if app.role == "evaluator":
        return EvaluatorScreen(app, EXCON)
    if not app.home:
        return ObserverScreen(app, "")
    return ControllerScreen(app, EXCON) if app.home == EXCON else SeatScreen(app, app.home)
