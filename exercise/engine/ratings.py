"""When agencies are asked how severe it is, and what becomes of their ratings."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from exercise.domain import commands as cmd
from exercise.domain import events as ev
from exercise.domain.conditions import compile_condition
from exercise.domain.recipients import recipients
from exercise.engine.sim import Watch
from exercise.scenario.part import ANY_LANGUAGE
from exercise.scenario.severity import RatingMoment

if TYPE_CHECKING:
    from exercise.engine.play import Play


class Ratings:
    """Asks at the scenario's moments and at controllers' wish."""

    def __init__(self, play: Play) -> None:
        self._sim = play.sim

    def start(self) -> None:
        """Set every moment's trigger."""
        for name, part in self._sim.scenario.ratings.items():
            if part.at is not None:
                self._sim.at(part.at, lambda name=name, part=part: self._ask(name, part))  # type: ignore[misc]
            elif part.when is not None:
                self._when(name, part)

    def _when(self, name: str, part: RatingMoment) -> None:
        assert part.when is not None
        watch: Watch

        def turned(holds: bool) -> None:
            if holds:
                self._sim.unwatch(watch)
                self._ask(name, part)

        watch = self._sim.watch(compile_condition(part.when, self._sim.scenario), turned)

    def _ask(self, name: str, part: RatingMoment) -> None:
        due = self._sim.tick + part.within if part.within is not None else None
        to = recipients(part.to, self._sim.scenario)
        self._sim.record(ev.RatingAsked(name, to, part.text or {}, due))

    def ask(self, command: cmd.AskRating) -> None:
        """A controller wants to know."""
        sim = self._sim
        asked = sum(name not in sim.scenario.ratings for name in sim.world.excon.ratings)
        due = sim.tick + command.within if command.within is not None else None
        words = {ANY_LANGUAGE: command.text} if command.text.strip() else {}
        sim.record(ev.RatingAsked(f"asked-{asked + 1}", recipients(command.to, sim.scenario), words, due))

    def share(self, name: str) -> None:
        """Show those asked how all of them rated."""
        step = self._sim.world.excon.ratings[name]
        said = Counter(step.level(agency) for agency in step.given)
        counts = tuple((level, said[level]) for level in self._sim.scenario.severity if said[level])
        self._sim.record(ev.SpreadShared(name, step.to, counts, len(set(step.to) - set(step.given))))
