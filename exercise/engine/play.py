"""The parts of a running exercise, put together. Each part finds the others here and nowhere else."""

from __future__ import annotations

from exercise.engine.activities import Activities
from exercise.engine.adversary import Adversary
from exercise.engine.consents import Consents
from exercise.engine.duties import Duties
from exercise.engine.effects import Effects
from exercise.engine.grid import Grid
from exercise.engine.indicators import Indicators
from exercise.engine.injects import Injects
from exercise.engine.pools import Pools
from exercise.engine.ratings import Ratings
from exercise.engine.sim import Sim
from exercise.scenario.play import FoundBy


class Play:
    """Everything that moves, from STARTEX on."""

    def __init__(self, sim: Sim) -> None:
        self.sim = sim
        self.findings: dict[str, list[tuple[str, FoundBy]]] = {}
        """activity → facts it may turn up."""
        for name, fact in sim.scenario.facts.items():
            for found_by in fact.found_by:
                self.findings.setdefault(found_by.activity, []).append((name, found_by))
        self.pools = Pools(sim)
        self.grid = Grid(sim)
        self.indicators = Indicators(sim)
        self.effects = Effects(self)
        self.activities = Activities(self)
        self.injects = Injects(self)
        self.adversary = Adversary(self)
        self.duties = Duties(self)
        self.consents = Consents(self)
        self.ratings = Ratings(self)

    def start(self) -> None:
        """STARTEX: what is known is known, the world is worked out, and every clock starts."""
        self.activities.known_from_the_start()
        self.indicators.start()
        self.grid.start()
        self.injects.start()
        self.duties.start()
        self.adversary.start()
        self.activities.start_background()
        self.ratings.start()
