"""What effects do to the world, and how those that last for a time are undone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import msgspec

from exercise.domain import events as ev
from exercise.domain.conditions import compile_condition
from exercise.domain.world import pool_name
from exercise.engine.standing import Standing, Undo
from exercise.scenario import effects as e
from exercise.scenario.effects import ACTOR, TARGET
from exercise.scenario.world import EVERYONE

if TYPE_CHECKING:
    from exercise.engine.play import Play


class Setting(msgspec.Struct, frozen=True):
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
        self._standing = Standing(play)

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

    # --- activities, infrastructure

    def _start(self, effect: e.StartActivity, setting: Setting) -> None:
        actor = setting.name(effect.by)
        agency = actor if actor in self._play.sim.scenario.agencies else ""
        self._play.activities.order(effect.start, agency, target=setting.name(effect.target or ""))

    def _health(self, effect: e.Damage | e.Restore, setting: Setting) -> None:
        asset = setting.name(effect.damage if isinstance(effect, e.Damage) else effect.restore)
        if self._play.sim.world.assets[asset].health != effect.to:
            self._play.sim.record(ev.AssetHealthSet(asset, effect.to))
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

    # --- what others may hold up too

    def _flag(self, effect: e.RaiseFlag, setting: Setting) -> list[Undo]:
        return [self._standing.raise_flag(effect.flag)]

    def _scale(self, effect: e.Scale, setting: Setting) -> list[Undo]:
        # Nothing takes less than no time, and nothing is asked for less than not at all.
        factor = max(0.0, 1.0 + effect.by)
        return [self._standing.put("scale-" + effect.scale, setting.name(effect.of), factor)]

    def _fallback(self, effect: e.Fallback, setting: Setting) -> list[Undo]:
        return [self._standing.put("fallback", setting.name(effect.fallback), effect.to)]

    def _allocate(self, effect: e.Allocate, setting: Setting) -> list[Undo]:
        return [self._standing.put("allocation", setting.name(effect.allocate), effect.rule)]

    # --- what happens to the script, or depends

    def _script(
        self, effect: e.ClearFlag | e.ReleaseInject | e.SkipInject | e.StopActivity, setting: Setting
    ) -> None:
        match effect:
            case e.ClearFlag(clear=name):
                self._standing.clear_flag(name)
            case e.ReleaseInject(release=name):
                self._play.injects.go_out(name, by=setting.source or "play")
            case e.SkipInject(skip=name):
                self._play.injects.skip(name, "no longer needed")
            case e.StopActivity(stop=name):
                self._play.activities.stop_all(name, setting.source or "play")

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
    e.ClearFlag: Effects._script,
    e.ReleaseInject: Effects._script,
    e.SkipInject: Effects._script,
    e.StartActivity: Effects._start,
    e.StopActivity: Effects._script,
    e.Damage: Effects._health,
    e.Restore: Effects._health,
    e.AddCapacity: Effects._capacity,
    e.AddResource: Effects._resource,
    e.Learn: Effects._learn,
    e.Scale: Effects._scale,
    e.Fallback: Effects._fallback,
    e.Allocate: Effects._allocate,
    e.If: Effects._if,
}
