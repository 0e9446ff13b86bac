"""A log read beside the debrief's desk: what was written since, in which language it is told, who knew what in it."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import TYPE_CHECKING

from exercise.errors import ExerciseError
from exercise.language import n, present, t
from exercise.language.tags import SOURCE
from exercise.review.knowledge import Knowledge, knowledge

if TYPE_CHECKING:
    from tui.debrief_app import DebriefApp


class LogReader:
    """What takes too long for a key: done in a thread, while the desk goes on."""

    def __init__(self, desk: DebriefApp) -> None:
        self._desk = desk
        self.share: int | None = None
        """While the log is read again, how much of it, in percent."""
        self._told_in = (SOURCE, desk.scenario.languages)
        """The language of what is told of the log, and those of the scenario's texts in it."""
        self._knowledge: Knowledge | None = None
        self._finding = False

    def knowledge(self) -> Knowledge | None:
        """Who knew what, when, over the whole log; worked out when it is first looked at."""
        if self._knowledge is None:
            self._desk.run_worker(self._find_out(), group="knowledge", exclusive=False, exit_on_error=False)
        return self._knowledge

    async def _find_out(self) -> None:
        if not self._finding:
            self._finding = True
            replay = self._desk.recording.replay
            try:
                found = await asyncio.to_thread(
                    knowledge, self._desk.scenario, replay.records, self._desk.names
                )
            finally:
                self._finding = False
            # Meanwhile the log may have been read again; then it is looked into anew when it is shown.
            self._knowledge = found if replay is self._desk.recording.replay else None
            self._desk.shown = (-1, -1)
            self._desk.redraw()

    def read_again(self) -> None:
        """Read what was written since."""
        if self.share is not None:
            self._desk.told(t("The log is being read already."))
            return
        self._begin(self._read_since())

    def tell_anew(self) -> None:
        """What is told of the log, in another language if one is spoken now; that of a big log takes a while."""
        if self.share is None and self._wanted != self._told_in:
            self._begin(self._retell())

    @property
    def _wanted(self) -> tuple[str, tuple[str, ...]]:
        return present(), self._desk.read_in_languages

    def _begin(self, work: Coroutine[None, None, None]) -> None:
        self.share = 0
        self._desk.run_worker(work, group="again", exit_on_error=False)
        self._desk.redraw()

    async def _read_since(self) -> None:
        new = await self._read()
        if new is not None:
            self._desk.told(
                n("{number} new records.", "{number} new records.", new, number=f"{new:,}")
                if new
                else t("Nothing new was written.")
            )
        self.tell_anew()

    async def _retell(self) -> None:
        self._told_in = self._wanted
        await self._read(languages=self._told_in[1])
        self.tell_anew()

    async def _read(self, languages: tuple[str, ...] = ()) -> int | None:
        def progress(done: int, total: int) -> None:
            self.share = 100 * done // max(1, total)

        try:
            take_in = await asyncio.to_thread(self._desk.recording.read_again, progress, languages=languages)
            if (new := take_in()) or languages:
                # What was worked out from all of the log has to be worked out again.
                self._knowledge = None
        except (OSError, ExerciseError) as trouble:
            self._desk.told(t("The log cannot be read now: {trouble}", trouble=trouble), severity="warning")
            return None
        finally:
            self.share, self._desk.shown = None, (-1, -1)
            self._desk.redraw()
        return new
