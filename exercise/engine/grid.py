"""Assets and services: who needs whom, what runs on batteries, and how scarce capacity is shared out.

Recomputed only where something changed, suppliers before those they supply; one change of a value, one record.
"""

from __future__ import annotations

from graphlib import TopologicalSorter
from heapq import heappop, heappush

from exercise.domain.conditions import Check, compile_condition
from exercise.domain.events import AssetLevelChanged, ReserveMoved, ServiceChanged
from exercise.domain.supply import Node, suppliers
from exercise.domain.world import need_name
from exercise.engine.sim import Sim, Timer
from exercise.scenario.quantities import HOUR
from exercise.scenario.world import AnyNeed, Asset, AssetNeed, Service, ServiceNeed

_DIGITS = 6
_RATE_DIGITS = 12
_A_SERVICE, _AN_ASSET = "service", "asset"


class Grid:
    """Works out levels and availabilities from healths, capacities, demand and reserves."""

    def __init__(self, sim: Sim) -> None:
        self._sim = sim
        scenario = sim.scenario
        parts: dict[Node, Asset | Service] = {
            (_AN_ASSET, name): part for name, part in scenario.assets.items()
        }
        parts |= {(_A_SERVICE, name): part for name, part in scenario.services.items()}
        needs = {node: suppliers(part, scenario) for node, part in parts.items()}
        self._rank = {node: rank for rank, node in enumerate(TopologicalSorter(needs).static_order())}
        self._users: dict[Node, list[Node]] = {node: [] for node in parts}
        for node in sorted(parts, key=self._rank.__getitem__):
            for supplier in needs[node]:
                self._users[supplier].append(node)
        # Who takes a share of a service, first grade first, in the scenario's order.
        self._takers: dict[str, list[tuple[str, ServiceNeed]]] = {}
        for name, service in scenario.services.items():
            for need in service.needs:
                if isinstance(need, ServiceNeed) and need.share is not None:
                    self._takers.setdefault(need.service, []).append((name, need))
        self._granted: dict[tuple[str, str], float] = {}
        self._dirty: list[tuple[int, Node]] = []
        self._marked: set[Node] = set()
        self._timers: dict[str, Timer] = {}
        self._floors: dict[str, Check] = {}
        self._shift = (
            scenario.startex.hour * HOUR + scenario.startex.minute * 60 + scenario.startex.second
        ) % 86400

    def start(self) -> None:
        """Work everything out once, and listen to what may change it."""
        sim = self._sim
        for name, service in sim.scenario.services.items():
            if service.floor and service.floor.while_ is not None:
                check = self._floors[name] = compile_condition(service.floor.while_, sim.scenario)
                sim.watch(check, lambda _, name=name: self.touch(_A_SERVICE, name))  # type: ignore[misc]
            if service.demand and len(set(service.demand.by_hour)) > 1:
                self._next_hour(name)
        for node in self._rank:
            self.touch(*node)

    def touch(self, kind: str, name: str) -> None:
        """Something about this node changed; it is worked out anew before time moves on."""
        node = (kind, name)
        if node not in self._marked:
            self._marked.add(node)
            heappush(self._dirty, (self._rank[node], node))
            self._sim.afterwards("grid", self._work_out)

    def demand_changed(self, service: str) -> None:
        """What is asked of a service changed; whoever it takes a share of feels it too."""
        self.touch(_A_SERVICE, service)
        for need in self._sim.scenario.services[service].needs:
            if isinstance(need, ServiceNeed) and need.share is not None:
                self.touch(_A_SERVICE, need.service)

    def _work_out(self) -> None:
        while self._dirty:
            _, node = heappop(self._dirty)
            self._marked.discard(node)
            kind, name = node
            changed = self._asset(name) if kind == _AN_ASSET else self._service(name)
            if changed:
                for user in self._users[node]:
                    self.touch(*user)

    # --- one asset, one service

    def _asset(self, name: str) -> bool:
        world, part = self._sim.world, self._sim.scenario.assets[name]
        level = round(world.assets[name].health * self._allowed(_AN_ASSET, name, part), _DIGITS)
        # What users draw is level × capacity, so a change of capacity alone concerns them too.
        capacity, before = world.assets[name].capacity, self._granted.get((_AN_ASSET, name))
        self._granted[_AN_ASSET, name] = capacity
        if level != world.assets[name].level:
            self._sim.record(AssetLevelChanged(name, level))
            return True
        return capacity != before

    def _service(self, name: str) -> bool:
        world, part = self._sim.world, self._sim.scenario.services[name]
        demanded = self._demand(name)
        supplied = sum(world.assets[asset].level * world.assets[asset].capacity for asset in part.supplied_by)
        allowed = self._allowed(_A_SERVICE, name, part)
        ratio = min(1.0, supplied / demanded) if part.supplied_by and demanded > 0 else 1.0
        shared = (supplied if part.supplied_by else demanded) * allowed
        # When nothing is demanded of it, only what it needs can be short.
        part_of = min(1.0, shared / demanded) if demanded > 0 else allowed
        self._share_out(name, shared, part_of)
        available = round(self._floored(name, part, min(ratio, allowed)), _DIGITS)
        demanded, supplied = round(demanded, _DIGITS), round(supplied, _DIGITS)
        state = world.services[name]
        if (available, demanded, supplied) != (state.available, state.demanded, state.supplied):
            # Demand and supply alone concern nobody else; whoever's share of them changed was told already.
            felt = available != state.available
            self._sim.record(ServiceChanged(name, available, demanded, supplied))
            return felt
        return False

    def _demand(self, name: str) -> float:
        """In the service's unit: its own profile, with what its takers ask more or less than usual."""
        world = self._sim.world
        factor = world.scale("demand", name)
        for taker, need in self._takers.get(name, ()):
            factor += (need.share or 0.0) * (world.scale("demand", taker) - 1.0)
        return self._usual(name) * max(0.0, factor)

    def _usual(self, name: str) -> float:
        """What is asked of a service at this hour when nothing scales it."""
        demand = self._sim.scenario.services[name].demand
        if demand is None:
            return 0.0
        hour = (self._sim.tick + self._shift) // HOUR % 24
        return demand.peak.amount * demand.by_hour[hour] / 100

    def _share_out(self, name: str, supplied: float, in_proportion: float) -> None:
        """Work out what each taker gets of a service, 0..1 of what it asks; those whose part changed are next."""
        takers = self._takers.get(name)
        if not takers:
            return
        world = self._sim.world
        usual, own = self._usual(name), world.scale("demand", name)
        asked = {
            taker: (need.share or 0.0) * usual * max(0.0, own + world.scale("demand", taker) - 1.0)
            for taker, need in takers
        }
        left = supplied
        got = dict.fromkeys(asked, in_proportion)
        if world.services[name].allocation == "priority" and usual > 0:
            for grade in (1, 2, 3):
                group = [taker for taker in asked if self._sim.scenario.services[taker].grade == grade]
                wish = sum(asked[taker] for taker in group)
                part_of = min(1.0, left / wish) if wish > 0 else 1.0
                got |= dict.fromkeys(group, part_of)
                left = max(0.0, left - wish * part_of)
        for taker, part_of in got.items():
            if self._granted.get((name, taker), 1.0) != part_of:
                self._granted[name, taker] = part_of
                self.touch(_A_SERVICE, taker)

    # --- needs, batteries, floors

    def _allowed(self, kind: str, name: str, part: Asset | Service) -> float:
        """0..1: what the worst of its needs allows, batteries included."""
        allowed = 1.0
        for index, need in enumerate(part.needs):
            level = self._supply(name, need)
            if need.autonomy:
                rate = level - 1.0 if level < 1.0 else need.autonomy / (need.recharge or need.autonomy)
                if self._reserve(need_name(kind, name, index), rate, (kind, name)):
                    continue
            allowed = min(allowed, max(need.floor, level))
        return allowed

    def _supply(self, name: str, need: AssetNeed | ServiceNeed | AnyNeed) -> float:
        world = self._sim.world
        if isinstance(need, AssetNeed):
            return world.assets[need.asset].level
        if isinstance(need, AnyNeed):
            return max(
                world.assets[each].level if each in world.assets else world.services[each].available
                for each in need.any
            )
        if need.share is not None:
            return self._granted.get((need.service, name), 1.0)
        return world.services[need.service].available

    def _floored(self, name: str, part: Service, raw: float) -> float:
        available = max(raw, self._sim.world.services[name].fallback)
        floor = part.floor
        if floor is None:
            return available
        wanted = raw < floor.level and (name not in self._floors or self._sim.holds(self._floors[name]))
        if floor.lasts is None:
            return max(available, floor.level) if wanted else available
        lasts = self._reserve(
            need_name(_A_SERVICE, name, "floor"), -1.0 if wanted else 1.0, (_A_SERVICE, name)
        )
        return max(available, floor.level) if wanted and lasts else available

    def _reserve(self, name: str, rate: float, node: Node) -> bool:
        """Drain or fill a reserve from now on. True while there is something left in it."""
        sim = self._sim
        reserve = sim.world.reserves[name]
        # Fine enough that a reserve turns in the right second, and says again nothing that it has said.
        rate = round(rate, _RATE_DIGITS)
        left = reserve.at(sim.tick)
        if (rate < 0 and left <= 0) or (rate > 0 and left >= reserve.full):
            rate = 0.0
        if rate != reserve.rate:
            sim.record(ReserveMoved(name, round(left, _DIGITS), rate))
            if timer := self._timers.pop(name, None):
                timer.cancel()
            if (turn := sim.world.reserves[name].turns()) is not None:
                self._timers[name] = sim.at(max(turn, sim.tick), lambda: self.touch(*node))
        return left > 0

    def _next_hour(self, name: str) -> None:
        """Wake at the next local hour at which the demand is another one."""
        part = self._sim.scenario.services[name]
        assert part.demand is not None
        now = (self._sim.tick + self._shift) // HOUR
        ahead = next(
            n for n in range(1, 25) if part.demand.by_hour[(now + n) % 24] != part.demand.by_hour[now % 24]
        )
        moment = (now + ahead) * HOUR - self._shift

        def turn() -> None:
            self.touch(_A_SERVICE, name)
            self._next_hour(name)

        self._sim.at(moment, turn)
