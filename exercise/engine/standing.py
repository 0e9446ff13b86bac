"""Effects that stand as long as somebody holds them: flags, scales, fallbacks, ways of sharing out."""

from __future__ import annotations

from collections.abc import Callable
from math import prod
from typing import TYPE_CHECKING, Any

from exercise.domain import events as ev

if TYPE_CHECKING:
    from exercise.engine.play import Play

Undo = Callable[[], None]
_DIGITS = 9


class Standing:
    """Who holds up what. A flag is so while anybody holds it; scales multiply; the highest fallback counts."""

    def __init__(self, play: Play) -> None:
        self._play = play
        self._flags: dict[str, set[int]] = {
            name: {0} for name, flag in play.sim.scenario.flags.items() if flag.up
        }
        """Who holds each flag up; 0 is the scenario itself."""
        self._stacks: dict[tuple[str, str], list[tuple[int, Any]]] = {}
        self._count = 0

    # --- flags

    def raise_flag(self, name: str) -> Undo:
        """Hold a flag up; the answer lets go of it."""
        self._count += 1
        holder = self._count
        self._flags.setdefault(name, set()).add(holder)
        if name not in self._play.sim.world.flags:
            self._play.sim.record(ev.FlagRaised(name))
        return lambda: self._drop(name, holder)

    def clear_flag(self, name: str) -> None:
        """Lower a flag, whoever holds it up."""
        self._flags.pop(name, None)
        if name in self._play.sim.world.flags:
            self._play.sim.record(ev.FlagLowered(name))

    def _drop(self, name: str, holder: int) -> None:
        """One lets go; whoever held it before it was cleared has nothing to let go."""
        holders = self._flags.get(name, set())
        if holder in holders:
            holders.remove(holder)
            if not holders:
                self.clear_flag(name)

    # --- what stacks

    def put(self, kind: str, of: str, value: float | str) -> Undo:
        """Add to what stands of a kind (`scale-demand`, `fallback`, `allocation`…); the answer takes it away."""
        self._count += 1
        entry = (self._count, value)
        stack = self._stacks.setdefault((kind, of), [])
        stack.append(entry)
        self._restack(kind, of)

        def undo() -> None:
            stack.remove(entry)
            self._restack(kind, of)

        return undo

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
