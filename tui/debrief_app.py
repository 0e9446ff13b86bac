"""The debrief as an application: one recording, and the moment of it that is shown."""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from typing import Any

from textual.notifications import SeverityLevel

from exercise.conduct.client import LineState, Link, RecordedLink
from exercise.domain import events as ev
from exercise.domain.commands import AnyCommand
from exercise.domain.refusals import in_own_words
from exercise.domain.seats import EXCON
from exercise.errors import Refused
from exercise.language import t
from exercise.log.records import Asked, Happened, Record
from exercise.review.commanded import asked_in_words
from exercise.review.names import Names
from exercise.review.picture import Picture
from exercise.review.stops import Only
from tui.debrief_moves import KINDS
from tui.debrief_reading import LogReader
from tui.dressed import DressedApp
from tui.screens.debrief import DebriefScreen
from tui.screens.form import Values
from tui.settings import DeskSettings

REDRAW = 0.25
"""Seconds between redraws while the recording plays."""


class DebriefApp(DressedApp):
    """Moves a recording, and shows the pictures of its moment."""

    def __init__(
        self, recording: RecordedLink, *, settings: DeskSettings | None = None, locale: str = ""
    ) -> None:
        super().__init__(settings)
        self.recording = recording
        self.link: Link = recording
        self.station = recording.station
        self.scenario, self.log_path, self.home = recording.scenario, recording.log_path, EXCON
        self.role, self.seats_taken_here = "", set[str]()
        self.answered_here: set[str] = set()
        self.sit_down(recording.scenario, EXCON, locale)
        self.drafts: MutableMapping[str, Values] = {}
        self.read: dict[str, set[str]] = {}
        self.rulings: dict[str, list[dict[str, Any]]] = {}
        self.eyes = next(iter(self.scenario.agencies))
        self.only, self.only_words = Only(), ""
        self.reader = LogReader(self)
        self.shown: tuple[int, int] = (-1, -1)
        """Second and record that are on the screen."""

    def on_mount(self) -> None:
        self.push_screen(DebriefScreen(self))
        self.set_interval(REDRAW, self.redraw)
        self.reader.tell_anew()

    def redraw(self) -> None:
        """Keep up with the clock of playing."""
        desk, shown = self.desk_on_top(), (self.recording.tick(), self.recording.seq)
        if desk is not None and self.is_running and shown != self.shown:
            if isinstance(desk, DebriefScreen):
                desk.moved()
            else:
                desk.show(fresh=True)
                self.shown = shown
        elif desk is not None and self.reader.share is not None:
            desk.show(fresh=False)

    # --- what screens ask

    @property
    def far(self) -> LineState | None:
        """A log is near."""
        return None

    def picture(self, seat: str) -> Picture:
        """What a seat could see at the moment shown."""
        return self.recording.picture(seat)

    def records(self) -> Sequence[Record]:
        """Every record up to the moment shown."""
        return self.recording.replay.records[: self.recording.seq + 1]

    def now(self) -> int:
        """The moment shown."""
        return self.recording.tick()

    async def ask(self, command: AnyCommand, *, seat: str) -> str:
        """Nothing can be asked of the past."""
        try:
            await self.recording.ask(command, seat=seat)
        except Refused as refusal:
            why = in_own_words(refusal)
            self.told(t("Not now: {why}", why=why), severity="warning")
            return why
        return ""

    def told(self, text: str, *, severity: SeverityLevel = "information") -> None:
        """Tell the person here something."""
        self.notify(text, severity=severity, markup=False, timeout=4)

    def mute(self) -> bool:
        """Nothing rings here."""
        return True

    def read_in(self, language: str) -> None:
        """Say everything in this language; what is told of the log follows beside the desk."""
        self.language = language
        self.shown = (-1, -1)
        self.speak_up()
        self.reader.tell_anew()

    async def action_quit(self) -> None:
        """At once: nothing can be lost."""
        self.exit(0)

    @property
    def read_in_languages(self) -> tuple[str, ...]:
        """Those of the scenario's texts, best first."""
        return tuple(dict.fromkeys(self.languages_of(self.scenario, EXCON)))

    @property
    def names(self) -> Names:
        """Names in the language of who reads here."""
        return Names(self.scenario, self.read_in_languages)

    # --- what only a debrief has

    def look(self, agency: str) -> None:
        """Show this agency's picture beside the truth."""
        if agency in self.scenario.agencies:
            self.eyes = agency

    def filter_by(self, only: Only) -> None:
        """Let only such events count."""
        storyline = self.scenario.storylines.get(only.storyline)
        objective = self.scenario.objectives.get(only.objective)
        words = (
            ", ".join(t(KINDS[kind]) for kind in sorted(only.kinds)),
            self.names.agency(only.agency) if only.agency else "",
            self.names.pick(storyline.name) if storyline else "",
            self.names.pick(objective.name) if objective else "",
        )
        self.only, self.only_words = only, "; ".join(word for word in words if word)

    def released(self, inject: str) -> int | None:
        """The record in which an inject went out."""
        return next(
            (
                record.seq
                for record in self.recording.replay.records
                if isinstance(record, Happened)
                and isinstance(record.event, ev.InjectReleased)
                and record.event.inject == inject
            ),
            None,
        )

    def asked_behind(self, seq: int) -> Asked | None:
        """The command that led to a record, if one did."""
        records, at = self.recording.replay.records, seq if seq >= 0 else None
        while at is not None:
            record = records[at]
            if isinstance(record, Asked):
                return record
            at = record.cause
        return None

    def in_words(self, asked: Asked) -> str:
        """Who asked for what."""
        return asked_in_words(asked, self.names)
