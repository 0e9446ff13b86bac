"""What effects do to the world, and how those that last for a time are undone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, Any

from exercise.domain import events as ev
from exercise.domain.conditions import compile_condition
from exercise.domain.world import pool_name
from exercise.scenario import effects as e
from exercise.scenario.effects import ACTOR, TARGET
from exercise.scenario.world import EVERYONE

if TYPE_CHECKING:
    from exercise.engine.play import Play

Undo = Callable[[], None]
_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Setting:
    """Who acts, on what, and where it came from: what the words `actor` and `target` stand for."""

    actor: str = ""
    target: str = ""
    how: str = "effect"
    source: str = ""

    def name(self, word: str) -> str:
        """The id behind a word of an effect."""
        return {ACTOR: self.actor, TARGET: self.target}.get(word, word)


class Effects:
    """Applies effects in the order in which they are written."""

    def __init__(self, play: Play) -> None:
        self._play = play
        self._flags: dict[str, set[int]] = {
            name: {0} for name, flag in play.sim.scenario.flags.items() if flag.up
        }
        """Who holds each flag up; 0 is the scenario itself."""
        self._stacks: dict[tuple[str, str], list[tuple[int, Any]]] = {}
        self._count = 0

    def apply(self, effects: Iterable[e.Effect], setting: Setting) -> None:
        """Let them happen. Those with `lasts` are undone after that time, the others stay."""
        for effect in effects:
            for undo in self._one(effect, setting):
                if (lasts := getattr(effect, "lasts", None)) is not None:
                    self._play.sim.at(self._play.sim.tick + lasts, undo)

    def hold(self, effects: Iterable[e.Effect], setting: Setting) -> list[Undo]:
        """Let them happen until the caller undoes them."""
        return [undo for effect in effects for undo in self._one(effect, setting)]

    def _one(self, effect: e.Effect, setting: Setting) -> list[Undo]:
        return _DOERS[type(effect)](self, effect, setting) or []

    # --- numbers

    def _add(self, effect: e.Add, setting: Setting) -> None:
        for name, amount in effect.add.items():
            for agency in self._whose(name, effect.of, setting):
                self._play.indicators.push(name, agency, by=float(amount))

    def _put(self, effect: e.Put, setting: Setting) -> None:
        for name, value in effect.set.items():
            for agency in self._whose(name, effect.of, setting):
                self._play.indicators.push(name, agency, to=float(value))

    def _whose(self, indicator: str, of: str | None, setting: Setting) -> Iterable[str]:
        scenario = self._play.sim.scenario
        if not scenario.indicators[indicator].each:
            return ("",)
        if of == EVERYONE:
            return tuple(scenario.agencies)
        whose = setting.name(of or ACTOR)
        return (whose,) if whose in scenario.agencies else ()

    # --- flags, injects, activities

    def _flag(self, effect: e.RaiseFlag, setting: Setting) -> list[Undo]:
        name = effect.flag
        self._count += 1
        holder = self._count
        self._flags.setdefault(name, set()).add(holder)
        if name not in self._play.sim.world.flags:
            self._play.sim.record(ev.FlagRaised(name))
        return [lambda: self._drop(name, holder)]

    def _drop(self, name: str, holder: int) -> None:
        """One of those who hold a flag up lets go; whoever held it before it was cleared has nothing to let go."""
        holders = self._flags.get(name, set())
        if holder in holders:
            holders.remove(holder)
            if not holders:
                self._lower(name)

    def _lower(self, name: str) -> None:
        self._flags.pop(name, None)
        if name in self._play.sim.world.flags:
            self._play.sim.record(ev.FlagLowered(name))

    def _clear(self, effect: e.ClearFlag, setting: Setting) -> None:
        self._lower(effect.clear)

    def _release(self, effect: e.ReleaseInject, setting: Setting) -> None:
        self._play.injects.release(effect.release, by=setting.source or "play")

    def _skip(self, effect: e.SkipInject, setting: Setting) -> None:
        self._play.injects.skip(effect.skip, "no longer needed")

    def _start(self, effect: e.StartActivity, setting: Setting) -> None:
        actor = setting.name(effect.by)
        agency = actor if actor in self._play.sim.scenario.agencies else ""
        self._play.activities.order(effect.start, agency, target=setting.name(effect.target or ""))

    def _stop(self, effect: e.StopActivity, setting: Setting) -> None:
        self._play.activities.stop_all(effect.stop, setting.source or "play")

    # --- infrastructure

    def _damage(self, effect: e.Damage, setting: Setting) -> None:
        self._health(setting.name(effect.damage), effect.to)

    def _restore(self, effect: e.Restore, setting: Setting) -> None:
        self._health(setting.name(effect.restore), effect.to)

    def _health(self, asset: str, health: float) -> None:
        if self._play.sim.world.assets[asset].health != health:
            self._play.sim.record(ev.AssetHealthSet(asset, health))
            self._play.grid.touch("asset", asset)

    def _capacity(self, effect: e.AddCapacity, setting: Setting) -> list[Undo]:
        asset = setting.name(effect.capacity)

        def change(amount: float) -> float:
            before = self._play.sim.world.assets[asset].capacity
            after = max(0.0, before + amount)
            self._play.sim.record(ev.CapacityChanged(asset, after))
            self._play.grid.touch("asset", asset)
            return before - after

        # What could not be taken is not given back.
        back = change(effect.by.amount)

        def undo() -> None:
            change(back)

        return [undo]

    def _resource(self, effect: e.AddResource, setting: Setting) -> list[Undo]:
        scenario = self._play.sim.scenario
        pool = pool_name(effect.resource, setting.name(effect.of or ACTOR), scenario)
        if pool not in self._play.sim.world.pools:
            return []
        back = -self._play.pools.change(pool, effect.by)

        def undo() -> None:
            self._play.pools.change(pool, back)

        return [undo]

    def _learn(self, effect: e.Learn, setting: Setting) -> None:
        for word in effect.by:
            everybody = tuple(self._play.sim.scenario.agencies) if word == EVERYONE else (setting.name(word),)
            for agency in everybody:
                for fact in effect.learn:
                    self.learn(agency, fact, setting.how, setting.source)

    def learn(self, agency: str, fact: str, how: str, source: str) -> None:
        """An agency comes to hold a fact, unless it does already."""
        sim = self._play.sim
        if agency in sim.scenario.agencies and fact not in sim.world.held[agency]:
            part = sim.scenario.facts[fact]
            sim.record(ev.FactLearned(fact, agency, how, source, part.text, part.tlp))  # type: ignore[arg-type]

    # --- what multiplies, or stacks

    def _scale(self, effect: e.Scale, setting: Setting) -> list[Undo]:
        # Nothing takes less than no time, and nothing is asked for less than not at all.
        return self._stack("scale-" + effect.scale, setting.name(effect.of), max(0.0, 1.0 + effect.by))

    def _fallback(self, effect: e.Fallback, setting: Setting) -> list[Undo]:
        return self._stack("fallback", setting.name(effect.fallback), effect.to)

    def _allocate(self, effect: e.Allocate, setting: Setting) -> list[Undo]:
        return self._stack("allocation", setting.name(effect.allocate), effect.rule)

    def _stack(self, kind: str, of: str, value: float | str) -> list[Undo]:
        self._count += 1
        entry = (self._count, value)
        stack = self._stacks.setdefault((kind, of), [])
        stack.append(entry)
        self._restack(kind, of)

        def undo() -> None:
            stack.remove(entry)
            self._restack(kind, of)

        return [undo]

    def _restack(self, kind: str, of: str) -> None:
        sim, values = self._play.sim, [value for _, value in self._stacks[kind, of]]
        if kind == "fallback":
            sim.record(ev.FallbackSet(of, max(values, default=0.0)))
            self._play.grid.touch("service", of)
        elif kind == "allocation":
            sim.record(ev.AllocationSet(of, values[-1] if values else sim.scenario.services[of].allocation))
            self._play.grid.touch("service", of)
        else:
            what = kind.removeprefix("scale-")
            sim.record(ev.ScaleSet(what, of, round(prod(values), _DIGITS)))  # type: ignore[arg-type]
            if what == "demand":
                self._play.grid.demand_changed(of)
            elif what == "drift":
                self._play.indicators.rescale(of)

    def _if(self, effect: e.If, setting: Setting) -> list[Undo]:
        sim = self._play.sim
        check = compile_condition(effect.if_, sim.scenario, actor=setting.actor, target=setting.target)
        branch = effect.then if sim.holds(check) else effect.otherwise
        undone: list[Undo] = []
        for each in branch:
            undos = self._one(each, setting)
            if (lasts := getattr(each, "lasts", None)) is not None:
                for undo in undos:
                    sim.at(sim.tick + lasts, undo)
            else:
                undone += undos
        return undone


_DOERS: dict[type, Callable[[Effects, Any, Setting], list[Undo] | None]] = {
    e.Add: Effects._add,
    e.Put: Effects._put,
    e.RaiseFlag: Effects._flag,
    e.ClearFlag: Effects._clear,
    e.ReleaseInject: Effects._release,
    e.SkipInject: Effects._skip,
    e.StartActivity: Effects._start,
    e.StopActivity: Effects._stop,
    e.Damage: Effects._damage,
    e.Restore: Effects._restore,
    e.AddCapacity: Effects._capacity,
    e.AddResource: Effects._resource,
    e.Learn: Effects._learn,
    e.Scale: Effects._scale,
    e.Fallback: Effects._fallback,
    e.Allocate: Effects._allocate,
    e.If: Effects._if,
}
