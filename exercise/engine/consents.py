"""Joint decisions: proposed, voted on, decided, timed out or withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from exercise.domain import events as ev
from exercise.domain.voting import outcome
from exercise.engine.effects import Setting
from exercise.engine.sim import Timer

if TYPE_CHECKING:
    from exercise.engine.play import Play


class Consents:
    """Opens votes, counts them, and lets follow what follows."""

    def __init__(self, play: Play) -> None:
        self._play = play
        self._timers: dict[str, Timer] = {}

    def propose(self, name: str, agency: str, text: str) -> None:
        """Put it to those who decide. Who proposes is taken to agree."""
        sim = self._play.sim
        part = sim.scenario.consents[name]
        due = sim.tick + part.within
        with sim.because(sim.record(ev.ConsentOpened(name, agency, part.who, due, text))):
            # One second after the deadline: a vote at the very second of it counts.
            self._timers[name] = sim.at(due + 1, lambda: self._close(name, "timed-out"))
            self.vote(name, agency, "yes", "")

    def vote(self, name: str, agency: str, vote: str, reason: str) -> None:
        """Count one voice, and close as soon as no later voice can change the outcome."""
        sim = self._play.sim
        with sim.because(sim.record(ev.VoteCast(name, agency, vote, reason))):  # type: ignore[arg-type]
            found = outcome(sim.scenario.consents[name], sim.world.consents[name].votes)
            if found is not None:
                self._close(name, found)

    def withdraw(self, name: str) -> None:
        """Whoever proposed it takes it back."""
        self._close(name, "withdrawn")

    def _close(self, name: str, how: Literal["agreed", "refused", "withdrawn", "timed-out"]) -> None:
        sim = self._play.sim
        if sim.world.consents[name].status != "open":
            return
        if timer := self._timers.pop(name, None):
            timer.cancel()
        part, by = sim.scenario.consents[name], sim.world.consents[name].by
        with sim.because(sim.record(ev.ConsentClosed(name, how))):
            effects = part.then if how == "agreed" else part.otherwise
            self._play.effects.apply(effects, Setting(by, how="effect", source=name))
