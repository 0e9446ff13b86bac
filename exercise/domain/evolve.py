"""`evolve`: the one function that changes the world. Total, and it never refuses: it already happened."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from exercise.domain import events as ev
from exercise.domain.evolve_comms import COMMS
from exercise.domain.evolve_excon import EXCON_CHANGES
from exercise.domain.motion import Motion, Reserve
from exercise.domain.world import (
    AssetState,
    ConsentState,
    Duty,
    Expectation,
    Holding,
    InjectState,
    Pool,
    Proposal,
    Run,
    ServiceState,
    World,
)
from exercise.scenario.play import AD_HOC


def evolve(world: World, tick: int, event: ev.AnyEvent) -> None:
    """Let `event` be true at `tick`. In place: a world is never shared between folds."""
    _CHANGES[type(event)](world, tick, event)


def _phase(world: World, tick: int, event: ev.PhaseChanged) -> None:
    world.phase, world.why = event.phase, event.why
    if event.phase == "running":
        world.stopped = ""


def _pace(world: World, tick: int, event: ev.PaceSet) -> None:
    world.pace = event.pace


def _nothing(world: World, tick: int, event: ev.Event) -> None:
    """The record itself is all there is to it."""


def _stop(world: World, tick: int, event: ev.StopCalled) -> None:
    world.stopped = event.text or "NO DUFF"


def _seat_taken(world: World, tick: int, event: ev.SeatTaken) -> None:
    world.seats[event.agency] = event.seat


def _seat_left(world: World, tick: int, event: ev.SeatLeft) -> None:
    world.seats.pop(event.agency, None)


def _inject(world: World, name: str) -> InjectState:
    return world.injects.setdefault(name, InjectState())


def _released(world: World, tick: int, event: ev.InjectReleased) -> None:
    inject = _inject(world, event.inject)
    inject.status, inject.released_at, inject.by, inject.to = "released", tick, event.by, event.to
    if event.inject.startswith(AD_HOC) and event.inject not in world.improvised:
        world.ad_hoc += 1


def _held(world: World, tick: int, event: ev.InjectHeld) -> None:
    _inject(world, event.inject).status = "held"


def _skipped(world: World, tick: int, event: ev.InjectSkipped) -> None:
    inject = _inject(world, event.inject)
    inject.status, inject.why = "skipped", event.why


def _rescheduled(world: World, tick: int, event: ev.InjectRescheduled) -> None:
    inject = _inject(world, event.inject)
    inject.status, inject.at = "planned", event.at


def _gated(world: World, tick: int, event: ev.InjectGated) -> None:
    _inject(world, event.inject).status = "gated"


def _opened(world: World, tick: int, event: ev.ExpectationOpened) -> None:
    _inject(world, event.inject).expects[event.index] = Expectation(event.due, event.who)


def _met(world: World, tick: int, event: ev.ExpectationMet) -> None:
    expected = _inject(world, event.inject).expects.setdefault(event.index, Expectation(tick, ()))
    expected.status, expected.by, expected.tick = ("late" if event.late else "met"), event.by, tick


def _missed(world: World, tick: int, event: ev.ExpectationMissed) -> None:
    _inject(world, event.inject).expects.setdefault(event.index, Expectation(tick, ())).status = "missed"


def _replied(world: World, tick: int, event: ev.ReplyGiven) -> None:
    world.replies.setdefault(event.inject, {}).setdefault(event.agency, tick)


def _decided(world: World, tick: int, event: ev.DecisionMade) -> None:
    world.decisions.append((tick, event))


def _sent(world: World, tick: int, event: ev.MessageSent) -> None:
    world.messages.append((tick, event))


def _observed(world: World, tick: int, event: ev.ObservationMade) -> None:
    world.observations.append((tick, event))


def _questions_answered(world: World, tick: int, event: ev.QuestionnaireAnswered) -> None:
    world.answered.append((tick, event))


def _learned(world: World, tick: int, event: ev.FactLearned) -> None:
    world.held.setdefault(event.agency, {}).setdefault(event.fact, Holding(tick, event.how, event.source))


def _ordered(world: World, tick: int, event: ev.ActivityOrdered) -> None:
    world.runs[event.run] = Run(event.activity, event.agency, event.target, event.text, tick)
    world.runs_of.setdefault(event.activity, []).append(event.run)


def _stage(world: World, tick: int, event: ev.StageBegun) -> None:
    if run := world.runs.get(event.run):
        run.status, run.stage, run.began, run.left = "working", event.stage, tick, event.takes or 0
        run.waits_for = ""


def _waiting(world: World, tick: int, event: ev.StageWaiting) -> None:
    if run := world.runs.get(event.run):
        run.status, run.stage, run.waits_for = "waiting", event.stage, event.waits_for


def _blocked(world: World, tick: int, event: ev.WorkBlocked) -> None:
    if run := world.runs.get(event.run):
        run.status, run.left = "blocked", event.left


def _resumed(world: World, tick: int, event: ev.WorkResumed) -> None:
    if run := world.runs.get(event.run):
        run.status, run.began, run.left = "working", tick, event.left


def _finished(world: World, tick: int, event: ev.ActivityFinished) -> None:
    if run := world.runs.get(event.run):
        run.status, run.ended, run.left = "done", tick, 0


def _stood_down(world: World, tick: int, event: ev.ActivityStoodDown) -> None:
    if run := world.runs.get(event.run):
        run.status, run.ended, run.left = "stood-down", tick, 0


def _taken(world: World, tick: int, event: ev.ResourceTaken) -> None:
    world.pools.setdefault(event.pool, Pool(event.amount)).used += event.amount


def _freed(world: World, tick: int, event: ev.ResourceFreed) -> None:
    world.pools.setdefault(event.pool, Pool(event.amount, event.amount)).used -= event.amount


def _pool_changed(world: World, tick: int, event: ev.ResourceChanged) -> None:
    world.pools.setdefault(event.pool, Pool(0)).capacity = event.capacity


def _raised(world: World, tick: int, event: ev.FlagRaised) -> None:
    world.flags[event.flag] = tick


def _lowered(world: World, tick: int, event: ev.FlagLowered) -> None:
    world.flags.pop(event.flag, None)


def _health(world: World, tick: int, event: ev.AssetHealthSet) -> None:
    world.assets.setdefault(event.asset, AssetState()).health = event.health


def _level(world: World, tick: int, event: ev.AssetLevelChanged) -> None:
    world.assets.setdefault(event.asset, AssetState()).level = event.level


def _capacity(world: World, tick: int, event: ev.CapacityChanged) -> None:
    world.assets.setdefault(event.asset, AssetState()).capacity = event.capacity


def _reserve(world: World, tick: int, event: ev.ReserveMoved) -> None:
    old = world.reserves.get(event.owner)
    full = old.full if old else event.left
    world.reserves[event.owner] = Reserve(full, event.left, tick, event.rate)


def _service(world: World, tick: int, event: ev.ServiceChanged) -> None:
    state = world.services.setdefault(event.service, ServiceState())
    state.available, state.demanded, state.supplied = event.available, event.demanded, event.supplied


def _fallback(world: World, tick: int, event: ev.FallbackSet) -> None:
    world.services.setdefault(event.service, ServiceState()).fallback = event.level


def _allocation(world: World, tick: int, event: ev.AllocationSet) -> None:
    world.services.setdefault(event.service, ServiceState()).allocation = event.rule


def _scale(world: World, tick: int, event: ev.ScaleSet) -> None:
    if event.factor == 1.0:
        world.scales.pop((event.what, event.of), None)
    else:
        world.scales[event.what, event.of] = event.factor


def _moved(world: World, tick: int, event: ev.IndicatorMoved) -> None:
    key = (event.indicator, event.agency)
    old = world.indicators.get(key)
    low, high = (old.low, old.high) if old else (min(0.0, event.value), max(100.0, event.value))
    world.indicators[key] = Motion(
        event.value, tick, low, high, event.rate, event.pull, event.target, event.growth, event.ceiling
    )


def _step_begun(world: World, tick: int, event: ev.StepBegun) -> None:
    world.steps[event.step] = "under-way"


def _step_ended(world: World, tick: int, event: ev.StepEnded) -> None:
    world.steps[event.step] = event.outcome


def _clock_started(world: World, tick: int, event: ev.ClockStarted) -> None:
    world.duties[event.obligation, event.agency] = Duty(tick, event.due)


def _filed(world: World, tick: int, event: ev.ReportFiled) -> None:
    duty = world.duties.setdefault((event.obligation, event.agency), Duty(tick, tick))
    duty.status, duty.filed = ("late" if event.late else "met"), tick


def _overdue(world: World, tick: int, event: ev.ClockOverdue) -> None:
    world.duties.setdefault((event.obligation, event.agency), Duty(tick, tick)).status = "overdue"


def _duty_missed(world: World, tick: int, event: ev.ObligationMissed) -> None:
    world.duties.setdefault((event.obligation, event.agency), Duty(tick, tick)).status = "missed"


def _consent_opened(world: World, tick: int, event: ev.ConsentOpened) -> None:
    world.consents[event.consent] = ConsentState("open", event.by, event.due, event.text)


def _voted(world: World, tick: int, event: ev.VoteCast) -> None:
    state = world.consents.setdefault(event.consent, ConsentState("open"))
    state.votes[event.agency], state.reasons[event.agency] = event.vote, event.reason


def _consent_closed(world: World, tick: int, event: ev.ConsentClosed) -> None:
    world.consents.setdefault(event.consent, ConsentState()).status = event.outcome


def _stale(world: World, tick: int, event: ev.ContactStale) -> None:
    world.refreshed[event.agency, event.other] = tick


def _proposed(world: World, tick: int, event: ev.ActionProposed) -> None:
    world.proposals[event.proposal] = Proposal(event.agency, event.text, tick)


def _ruled(world: World, tick: int, event: ev.ActionRuled) -> None:
    proposal = world.proposals.setdefault(event.proposal, Proposal(event.agency, "", tick))
    proposal.ruled, proposal.reason = ("accepted" if event.accepted else "declined"), event.reason


def _took_effect(world: World, tick: int, event: ev.ActionTookEffect) -> None:
    world.proposals.setdefault(event.proposal, Proposal(event.agency, "", tick)).took_effect = tick


_CHANGES: dict[type, Callable[[World, int, Any], None]] = {
    ev.PhaseChanged: _phase,
    ev.PaceSet: _pace,
    ev.ClockJumped: _nothing,
    ev.SeatTaken: _seat_taken,
    ev.SeatLeft: _seat_left,
    ev.StopCalled: _stop,
    ev.InjectReleased: _released,
    ev.InjectHeld: _held,
    ev.InjectSkipped: _skipped,
    ev.InjectRescheduled: _rescheduled,
    ev.InjectGated: _gated,
    ev.ExpectationOpened: _opened,
    ev.ExpectationMet: _met,
    ev.ExpectationMissed: _missed,
    ev.ReplyGiven: _replied,
    ev.DecisionMade: _decided,
    ev.MessageSent: _sent,
    ev.FactLearned: _learned,
    ev.FactShared: _nothing,
    ev.ObservationMade: _observed,
    ev.QuestionnaireAnswered: _questions_answered,
    ev.OverrideMade: _nothing,
    ev.ActivityOrdered: _ordered,
    ev.StageBegun: _stage,
    ev.StageWaiting: _waiting,
    ev.WorkBlocked: _blocked,
    ev.WorkResumed: _resumed,
    ev.ChanceFell: _nothing,
    ev.ActivityFinished: _finished,
    ev.ActivityStoodDown: _stood_down,
    ev.ResourceTaken: _taken,
    ev.ResourceFreed: _freed,
    ev.ResourceChanged: _pool_changed,
    ev.FlagRaised: _raised,
    ev.FlagLowered: _lowered,
    ev.AssetHealthSet: _health,
    ev.AssetLevelChanged: _level,
    ev.CapacityChanged: _capacity,
    ev.ReserveMoved: _reserve,
    ev.ServiceChanged: _service,
    ev.FallbackSet: _fallback,
    ev.AllocationSet: _allocation,
    ev.ScaleSet: _scale,
    ev.IndicatorMoved: _moved,
    ev.StepBegun: _step_begun,
    ev.StepEnded: _step_ended,
    ev.StepDelayed: _nothing,
    ev.ClockStarted: _clock_started,
    ev.ReportFiled: _filed,
    ev.ClockOverdue: _overdue,
    ev.ObligationMissed: _duty_missed,
    ev.ConsentOpened: _consent_opened,
    ev.VoteCast: _voted,
    ev.ConsentClosed: _consent_closed,
    ev.ContactStale: _stale,
    ev.ActionProposed: _proposed,
    ev.ActionRuled: _ruled,
    ev.ActionTookEffect: _took_effect,
    **COMMS,
    **EXCON_CHANGES,
}
