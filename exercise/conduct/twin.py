"""The picture of a view, kept ready: what `exercise show --json` prints, folded from that view's records alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from exercise.conduct.learned import Learned
from exercise.conduct.view import View
from exercise.review.picture import Picture
from exercise.review.plain import as_json


class Twin:
    """One for all seats that see the same; worked out only when somebody looks.

    Args:
        eyes: whose desk it is, as `Seat.eyes`.
        stand_ins: as `Fold.stand_ins`.
    """

    def __init__(self, view: View, eyes: str, stand_ins: Mapping[str, str]) -> None:
        self._view = view
        self._learned = Learned(view.briefing)
        scenario = self._learned.scenario
        languages = scenario.languages_of(eyes)
        self._picture = Picture(scenario, eyes, languages=languages, stand_ins=stand_ins)
        self._picture.cell = view.cell
        self._seen = 0
        self._drawn: tuple[int, int, bytes] = (-1, -1, b"")

    def briefing(self) -> dict[str, Any]:
        """The scenario as far as it is known from here by now."""
        self._look()
        return self._learned.data

    def picture(self, tick: int) -> bytes:
        """The picture at a moment, as JSON. Within one second, and while nothing happens, the same text."""
        self._look()
        seen, at, text = self._drawn
        if (seen, at) != (self._seen, tick):
            text = msgspec.json.encode(as_json(self._picture, tick))
            self._drawn = (self._seen, tick, text)
        return text

    def _look(self) -> None:
        """Take in what was told since. Parts of the scenario come first: pictures look names up in them."""
        if len(self._view) > self._seen:
            told = self._view.part(self._seen, len(self._view))
            self._seen = len(self._view)
            self._learned.take(told.more)
            self._picture.take_all(told.records)
