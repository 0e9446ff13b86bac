"""Who may see what. Asked once, when an event is recorded; the answer stands in the record.

Closed by default: an event that no line here names is for controllers and evaluators only.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from exercise.domain import events as ev
from exercise.domain.seats import EXCON
from exercise.domain.world import World
from exercise.scenario.model import Scenario
from exercise.scenario.world import EVERYONE

EVERYBODY = ("*",)
NOBODY: tuple[str, ...] = ()


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
        self._each = frozenset(
            name for name, part in scenario.indicators.items() if part.each and part.seen_by
        )
        self._voters = {name: consent.who for name, consent in scenario.consents.items()}
        self._flags = {name: _names(flag.seen_by) for name, flag in scenario.flags.items()}
        self._resources = {
            name: _names((resource.owner,) if resource.owner else ())
            for name, resource in scenario.resources.items()
        }

    def audience(self, world: World, event: ev.AnyEvent) -> tuple[str, ...]:
        """Agencies that may see `event`, `("*",)` for everybody. `world` is the one after the event."""
        seen_by = _SEEN_BY.get(type(event))
        return seen_by(self, world, event) if seen_by else NOBODY

    def _all(self, world: World, event: Any) -> tuple[str, ...]:
        return EVERYBODY

    def _recipients(self, world: World, event: ev.InjectReleased) -> tuple[str, ...]:
        return event.to

    def _own(self, world: World, event: Any) -> tuple[str, ...]:
        return self._agency(event.agency)

    def _between(self, world: World, event: ev.MessageSent | ev.FactShared) -> tuple[str, ...]:
        names = event.to if event.sender in event.to else (event.sender, *event.to)
        return tuple(name for name in names if name in self._agencies)

    def _report(self, world: World, event: ev.ReportFiled) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for name in (event.agency, *event.to) if name in self._agencies))

    def _of_consent(self, world: World, event: Any) -> tuple[str, ...]:
        return self._voters.get(event.consent, NOBODY)

    def _of_run(self, world: World, event: Any) -> tuple[str, ...]:
        return self._agency(world.runs[event.run].agency)

    def _of_pool(self, world: World, event: ev.ResourceChanged) -> tuple[str, ...]:
        agency, _, _ = event.pool.partition("/")
        return self._agency(agency) or self._resources.get(event.pool, NOBODY)

    def _of_service(self, world: World, event: Any) -> tuple[str, ...]:
        return self._services[event.service]

    def _of_asset(self, world: World, event: Any) -> tuple[str, ...]:
        return self._assets[event.asset]

    def _of_indicator(self, world: World, event: ev.IndicatorMoved) -> tuple[str, ...]:
        if event.agency:
            return self._agency(event.agency) if event.indicator in self._each else NOBODY
        return self._indicators[event.indicator]

    def _of_flag(self, world: World, event: Any) -> tuple[str, ...]:
        return self._flags.get(event.flag, NOBODY)

    def _addressed(self, world: World, event: ev.RatingAsked | ev.SpreadShared) -> tuple[str, ...]:
        return event.to

    def _agency(self, agency: str) -> tuple[str, ...]:
        return (agency,) if agency in self._agencies else NOBODY


_SEEN_BY: dict[type, Callable[[Views, World, Any], tuple[str, ...]]] = {
    ev.PhaseChanged: Views._all,
    ev.PaceSet: Views._all,
    ev.ClockJumped: Views._all,
    ev.StopCalled: Views._all,
    ev.SeatTaken: Views._all,
    ev.SeatLeft: Views._all,
    ev.InjectReleased: Views._recipients,
    ev.ReplyGiven: Views._own,
    ev.DecisionMade: Views._own,
    ev.FactLearned: Views._own,
    ev.ActivityOrdered: Views._own,
    ev.MessageSent: Views._between,
    ev.FactShared: Views._between,
    ev.ClockStarted: Views._own,
    ev.ReportFiled: Views._report,
    ev.ClockOverdue: Views._own,
    ev.ObligationMissed: Views._own,
    ev.ConsentOpened: Views._of_consent,
    ev.VoteCast: Views._of_consent,
    ev.ConsentClosed: Views._of_consent,
    ev.ContactStale: Views._own,
    ev.ActionProposed: Views._own,
    ev.ActionRuled: Views._own,
    ev.ActionTookEffect: Views._own,
    ev.CommsChecked: Views._all,
    ev.CheckAnswered: Views._own,
    ev.RatingAsked: Views._addressed,
    ev.SeverityRated: Views._own,
    ev.SpreadShared: Views._addressed,
    ev.QuestionnaireAnswered: Views._own,
    ev.StageBegun: Views._of_run,
    ev.StageWaiting: Views._of_run,
    ev.WorkBlocked: Views._of_run,
    ev.WorkResumed: Views._of_run,
    ev.ActivityFinished: Views._of_run,
    ev.ActivityStoodDown: Views._of_run,
    ev.ResourceTaken: Views._of_run,
    ev.ResourceFreed: Views._of_run,
    ev.ResourceChanged: Views._of_pool,
    ev.ServiceChanged: Views._of_service,
    ev.FallbackSet: Views._of_service,
    ev.AllocationSet: Views._of_service,
    ev.AssetLevelChanged: Views._of_asset,
    ev.CapacityChanged: Views._of_asset,
    ev.AssetHealthSet: Views._of_asset,
    ev.IndicatorMoved: Views._of_indicator,
    ev.FlagRaised: Views._of_flag,
    ev.FlagLowered: Views._of_flag,
}


def _names(seen_by: tuple[str, ...]) -> tuple[str, ...]:
    return EVERYBODY if EVERYONE in seen_by else tuple(dict.fromkeys(seen_by))


def may_see(seat: str, audience: tuple[str, ...]) -> bool:
    """Whether a seat may see a record with this audience."""
    return seat == EXCON or seat in audience or "*" in audience
