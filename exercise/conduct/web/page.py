"""A seat's page: folded from exactly the records its view holds, drawn again where it changed. Knows no socket."""

from __future__ import annotations

import secrets
from typing import Any

from exercise.conduct.learned import Learned
from exercise.conduct.view import CHUNK, View
from exercise.conduct.web.files import environment
from exercise.conduct.web.sections import Part, sections
from exercise.conduct.wire import Shown, encoded
from exercise.language import chain, closest, speaking
from exercise.review.picture import Picture


class Page:
    """What a browser at some seats shows. Shared by seats that see, may do and read the same, so it is drawn once.

    Args:
        language: one that was chosen; when empty, the first of the agency's that the interface has.
    """

    def __init__(self, agency: str, view: View, *, plays: bool, language: str = "") -> None:
        self.id = secrets.token_hex(8)
        self._view, self._plays, self._taken = view, plays, 0
        self._learned = Learned(view.briefing)
        scenario = self._learned.scenario
        own = scenario.languages_of(agency)
        self.language = language or closest(own)
        read = (*(chain(language) or (language,)), *own) if language else own
        self._picture = Picture(scenario, agency, languages=read)
        self._macros: Any = environment().get_template("parts.html").make_module({"plays": plays})
        self._drawn: dict[str, tuple[Part, str, int]] = {}
        self._order: dict[str, tuple[tuple[str, ...], int]] = {}
        self._changes = 0
        self._texts: dict[int, str] = {}

    def __len__(self) -> int:
        return self._changes

    def since(self, page: str, changes: int) -> int:
        """From where whoever shows so many changes of a page goes on; from the beginning if it is another one."""
        return changes if page == self.id and changes <= self._changes else 0

    def told(self, since: int) -> tuple[str, int]:
        """What changed since, as a message."""
        if since not in self._texts:
            parts = {key: html for key, (_, html, at) in self._drawn.items() if at > since}
            order = {name: keys for name, (keys, at) in self._order.items() if at > since}
            self._texts[since] = encoded(Shown(self.id, self._changes, parts, order))
        return self._texts[since], self._changes

    def take(self) -> bool:
        """Take some of the records that the view holds by now; returns whether there are more."""
        if self._taken < len(self._view):
            told = self._view.part(self._taken, min(self._taken + CHUNK, len(self._view)))
            self._learned.take(told.more)
            with speaking(self.language):
                self._picture.take_all(told.records)
            self._taken += len(told.records)
        return self._taken < len(self._view)

    def draw(self, tick: int) -> bool:
        """Draw what changed; returns whether anything did."""
        with speaking(self.language):
            return self._draw(tick)

    def _draw(self, tick: int) -> bool:
        now = self._changes + 1
        drawn: dict[str, tuple[Part, str, int]] = {}
        order: dict[str, tuple[tuple[str, ...], int]] = {}
        for section in sections(self._picture, tick, plays=self._plays):
            for part in section.parts:
                drawn[part.key] = self._part(part, now)
            keys = tuple(part.key for part in section.parts)
            old = self._order.get(section.name)
            order[section.name] = old if old is not None and old[0] == keys else (keys, now)
        changed = any(at == now for *_, at in drawn.values()) or any(at == now for _, at in order.values())
        self._drawn, self._order = drawn, order
        if changed:
            self._changes = now
            self._texts.clear()
        return changed

    def _part(self, part: Part, now: int) -> tuple[Part, str, int]:
        old = self._drawn.get(part.key)
        if old is not None and old[0] == part:
            return old
        html = str(getattr(self._macros, part.draw)(part.key, *part.about)).strip()
        return (part, html, old[2]) if old is not None and old[1] == html else (part, html, now)
