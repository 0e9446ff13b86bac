"""The debrief as an application: one recording, and the moment of it that is shown."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, MutableMapping, Sequence
from typing import Any

from textual.notifications import SeverityLevel

from exercise.conduct.client import LineState, Link, RecordedLink
from exercise.domain import events as ev
from exercise.domain.commands import AnyCommand
from exercise.domain.refusals import in_own_words
from exercise.domain.seats import EXCON
from exercise.errors import ExerciseError, Refused
from exercise.language import n, present, t
from exercise.language.tags import SOURCE
from exercise.log.records import Asked, Happened, Record
from exercise.review.describe import describe
from exercise.review.knowledge import Knowledge, knowledge
from exercise.review.names import Names
from exercise.review.picture import Picture
from exercise.review.stops import Only
from tui.debrief_moves import KINDS
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
        self._told_in = (SOURCE, self.scenario.languages)
        """The language of what is told of the log, and those of the scenario's texts in it."""
        self._knowledge: Knowledge | None = None
        self.shown: tuple[int, int] = (-1, -1)
        """Second and record that are on the screen."""
        self.reading: int | None = None
        """While the log is read again, how much of it, in percent."""

    def on_mount(self) -> None:
        self.push_screen(DebriefScreen(self))
        self.set_interval(REDRAW, self.redraw)
        self._tell_anew()

    def redraw(self) -> None:
        """Keep up with the clock of playing."""
        desk, shown = self.desk_on_top(), (self.recording.tick(), self.recording.seq)
        if desk is not None and self.is_running and shown != self.shown:
            if isinstance(desk, DebriefScreen):
                desk.moved()
            else:
                desk.show(fresh=True)
                self.shown = shown
        elif desk is not None and self.reading is not None:
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
        self._tell_anew()

    async def action_quit(self) -> None:
        """At once: nothing can be lost."""
        self.exit(0)

    @property
    def _wanted(self) -> tuple[str, tuple[str, ...]]:
        return present(), tuple(dict.fromkeys(self.languages_of(self.scenario, EXCON)))

    @property
    def _names(self) -> Names:
        return Names(self.scenario, self._wanted[1])

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
            self._names.agency(only.agency) if only.agency else "",
            self._names.pick(storyline.name) if storyline else "",
            self._names.pick(objective.name) if objective else "",
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
        told = describe(asked, self.scenario, *self._wanted[1])
        first = next((getattr(asked.command, name) for name in asked.command.__struct_fields__), "")
        about = f" {first}" if isinstance(first, str) and first else ""
        return f"{told.who}: {told.text.removesuffix('.')}{about}"

    def knowledge(self) -> Knowledge | None:
        """Who knew what, when, over the whole log; worked out beside the desk when it is first looked at."""
        if self._knowledge is None:
            self.run_worker(self._find_out(), group="knowledge", exclusive=False, exit_on_error=False)
        return self._knowledge

    async def _find_out(self) -> None:
        if not self._finding:
            self._finding = True
            replay = self.recording.replay
            found = await asyncio.to_thread(knowledge, self.scenario, replay.records, self._names)
            self._finding = False
            # Meanwhile the log may have been read again; then it is looked into anew when it is shown.
            self._knowledge = found if replay is self.recording.replay else None
            self.shown = (-1, -1)
            self.redraw()

    _finding = False

    # --- a log that is still written

    def read_again(self) -> None:
        """Read what was written since, beside the desk, which goes on meanwhile."""
        if self.reading is not None:
            self.told(t("The log is being read already."))
            return
        self._begin_reading(self._read_since())

    def _tell_anew(self) -> None:
        """What is told of the log, in another language if one is spoken now; that of a big log takes a while."""
        if self.reading is None and self._wanted != self._told_in:
            self._begin_reading(self._retell())

    def _begin_reading(self, work: Coroutine[None, None, None]) -> None:
        self.reading = 0
        self.run_worker(work, group="again", exit_on_error=False)
        self.redraw()

    async def _read_since(self) -> None:
        new = await self._read_again()
        if new is not None:
            self.told(
                n("{number} new records.", "{number} new records.", new, number=f"{new:,}")
                if new
                else t("Nothing new was written.")
            )
        self._tell_anew()

    async def _retell(self) -> None:
        self._told_in = self._wanted
        await self._read_again(languages=self._told_in[1])
        self._tell_anew()

    async def _read_again(self, languages: tuple[str, ...] = ()) -> int | None:
        def progress(done: int, total: int) -> None:
            self.reading = 100 * done // max(1, total)

        try:
            take_in = await asyncio.to_thread(self.recording.read_again, progress, languages=languages)
            if (new := take_in()) or languages:
                # What was worked out from all of the log has to be worked out again.
                self._knowledge = None
        except (OSError, ExerciseError) as trouble:
            self.told(t("The log cannot be read now: {trouble}", trouble=trouble), severity="warning")
            return None
        finally:
            self.reading, self.shown = None, (-1, -1)
            self.redraw()
        return new
