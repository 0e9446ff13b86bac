"""Scarce things: ships, teams, people on shift. Served by priority, then by order of asking; all or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from heapq import heappop, heappush

import simpy

from exercise.domain.events import ResourceChanged, ResourceFreed, ResourceTaken
from exercise.engine.sim import Sim


class Request:
    """A wish for some of several pools at once.

    Attributes:
        served: everything asked for is held.
        granted: fires when it is served; None when that was so at once.
    """

    __slots__ = ("amounts", "closed", "granted", "order", "run", "served")

    def __init__(self, order: tuple[int, int], run: str, amounts: dict[str, int]) -> None:
        self.order, self.run, self.amounts = order, run, amounts
        self.granted: simpy.Event | None = None
        self.closed = self.served = False

    def __lt__(self, other: Request) -> bool:
        return self.order < other.order


class Pools:
    """Who holds what, and who waits. How much is in use stands in the world.

    A request is served when it is first in the queue of every pool it names and all of them have enough left:
    nobody overtakes within a pool, and no request holds one thing while it waits for another.
    """

    def __init__(self, sim: Sim) -> None:
        self._sim = sim
        self._queues: dict[str, list[Request]] = {}
        self._count = 0

    def ask(self, run: str, amounts: dict[str, int], *, priority: int) -> Request:
        """Ask for amounts of pools. Served before this returns when they are free, else `granted` will fire."""
        self._count += 1
        request = Request((priority, self._count), run, amounts)
        for pool in amounts:
            heappush(self._queues.setdefault(pool, []), request)
        self._serve(next(iter(amounts)))
        if not request.served:
            request.granted = self._sim.env.event()
        return request

    def withdraw(self, request: Request) -> None:
        """Nobody waits for this any more; who stood behind it may be served."""
        if not request.closed:
            request.closed = True
            for pool in request.amounts:
                self._serve(pool)

    def free(self, run: str, amounts: Mapping[str, int]) -> None:
        """Give back, then serve who waits."""
        for pool, amount in amounts.items():
            self._sim.record(ResourceFreed(pool, amount, run))
        for pool in amounts:
            self._serve(pool)

    def change(self, pool: str, by: int) -> int:
        """More or fewer of it from now on; what is in use stays in use. Returns by how many it could be changed."""
        before = self._sim.world.pools[pool].capacity
        capacity = max(0, before + by)
        self._sim.record(ResourceChanged(pool, capacity))
        self._serve(pool)
        return capacity - before

    def _head(self, pool: str) -> Request | None:
        queue = self._queues.get(pool, [])
        while queue and queue[0].closed:
            heappop(queue)
        return queue[0] if queue else None

    def _serve(self, pool: str) -> None:
        while (request := self._head(pool)) is not None and self._can(request):
            request.closed = request.served = True
            for name, amount in request.amounts.items():
                self._sim.record(ResourceTaken(name, amount, request.run))
            if request.granted is not None:
                self._sim.fire(request.granted, self._sim.cause)
            for other in request.amounts:
                if other != pool:
                    self._serve(other)

    def _can(self, request: Request) -> bool:
        pools = self._sim.world.pools
        return all(
            self._head(name) is request and pools[name].used + amount <= pools[name].capacity
            for name, amount in request.amounts.items()
        )
