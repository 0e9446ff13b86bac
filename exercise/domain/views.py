"""Who may see what. Asked once, when an event is recorded; the answer stands in the record.

Closed by default: an event that no line here names is for controllers and evaluators only.
"""

from __future__ import annotations

from exercise.domain import events as ev
from exercise.domain.world import World
from exercise.scenario.model import Scenario
from exercise.scenario.world import EVERYONE

EVERYBODY = ("*",)
NOBODY: tuple[str, ...] = ()
EXCON = "excon"
"""The seat of a controller; sees everything."""


class Views:
    """The audience of every event of one scenario."""

    def __init__(self, scenario: Scenario) -> None:
        self._agencies = frozenset(scenario.agencies)
        self._assets = {
            name: _names((*asset.seen_by, *((asset.owner,) if asset.owner else ())))
            for name, asset in scenario.assets.items()
        }
        self._services = {name: _names(service.seen_by) for name, service in scenario.services.items()}
        self._indicators = {name: _names(part.seen_by) for name, part in scenario.indicators.items()}
        self._own = frozenset(name for name, part in scenario.indicators.items() if part.each and part.seen_by)
        self._flags = {name: _names(flag.seen_by) for name, flag in scenario.flags.items()}
        self._resources = {
            name: _names((resource.owner,) if resource.owner else ()) for name, resource in scenario.resources.items()
        }

    def audience(self, world: World, event: ev.AnyEvent) -> tuple[str, ...]:
        """Agencies that may see `event`, `("*",)` for everybody. `world` is the one after the event."""
        match event:
            case (
                ev.PhaseChanged() | ev.PaceSet() | ev.ClockJumped() | ev.StopCalled() | ev.SeatTaken() | ev.SeatLeft()
            ):
                return EVERYBODY
            case ev.InjectReleased(to=to):
                return to
            case (
                ev.ReplyGiven(agency=agency)
                | ev.DecisionMade(agency=agency)
                | ev.FactLearned(agency=agency)
                | ev.ActivityOrdered(agency=agency)
            ):
                return self._agency(agency)
            case ev.MessageSent(sender=sender, to=to) | ev.FactShared(sender=sender, to=to):
                return tuple(dict.fromkeys(name for name in (sender, *to) if name in self._agencies))
            case (
                ev.StageBegun(run=run)
                | ev.StageWaiting(run=run)
                | ev.WorkBlocked(run=run)
                | ev.WorkResumed(run=run)
                | ev.ActivityFinished(run=run)
                | ev.ActivityStoodDown(run=run)
                | ev.ResourceTaken(run=run)
                | ev.ResourceFreed(run=run)
            ):
                return self._agency(world.runs[run].agency)
            case ev.ResourceChanged(pool=pool):
                agency, _, _ = pool.partition("/")
                return self._agency(agency) or self._resources.get(pool, NOBODY)
            case ev.ServiceChanged(service=name) | ev.FallbackSet(service=name) | ev.AllocationSet(service=name):
                return self._services[name]
            case ev.AssetLevelChanged(asset=name) | ev.CapacityChanged(asset=name) | ev.AssetHealthSet(asset=name):
                return self._assets[name]
            case ev.IndicatorMoved(indicator=name, agency=agency):
                return self._agency(agency) if name in self._own else self._indicators[name] if not agency else NOBODY
            case ev.FlagRaised(flag=name) | ev.FlagLowered(flag=name):
                return self._flags.get(name, NOBODY)
            case _:
                return NOBODY

    def _agency(self, agency: str) -> tuple[str, ...]:
        return (agency,) if agency in self._agencies else NOBODY


def _names(seen_by: tuple[str, ...]) -> tuple[str, ...]:
    return EVERYBODY if EVERYONE in seen_by else tuple(dict.fromkeys(seen_by))


def may_see(seat: str, audience: tuple[str, ...]) -> bool:
    """Whether a seat may see a record with this audience."""
    return seat == EXCON or seat in audience or "*" in audience
