"""The state of the exercise: plain data, set up from a scenario, changed only by `evolve`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from exercise.domain.events import (
    DecisionMade,
    InjectAdded,
    MessageSent,
    ObservationMade,
    Phase,
    QuestionnaireAnswered,
)
from exercise.domain.excon import Excon
from exercise.domain.motion import Motion, Reserve
from exercise.scenario.model import Scenario

InjectStatus = Literal["planned", "gated", "held", "delivering", "released", "skipped"]
RunStatus = Literal["waiting", "working", "blocked", "done", "stood-down"]


@dataclass(slots=True)
class Expectation:
    """An expected action with its deadline."""

    due: int
    who: tuple[str, ...]
    status: Literal["open", "met", "late", "missed"] = "open"
    by: str = ""
    tick: int | None = None
    """When it was met."""


@dataclass(slots=True)
class InjectState:
    """Where a line of the MSEL stands."""

    status: InjectStatus = "planned"
    at: int | None = None
    """When it is planned, after any rescheduling."""
    released_at: int | None = None
    by: str = ""
    to: tuple[str, ...] = ()
    expects: dict[int, Expectation] = field(default_factory=dict)
    why: str = ""


@dataclass(slots=True)
class Run:
    """One running of an activity."""

    activity: str
    agency: str
    target: str
    text: str
    ordered: int
    status: RunStatus = "waiting"
    stage: int = -1
    waits_for: str = ""
    began: int | None = None
    """When work of the present stage began or went on."""
    left: int = 0
    """Seconds of work left at `began`."""
    ended: int | None = None

    def due(self) -> int | None:
        """When the present stage will be done if nothing intervenes."""
        return self.began + self.left if self.status == "working" and self.began is not None else None


@dataclass(slots=True)
class Pool:
    """A scarce resource or an agency's staff of one kind."""

    capacity: int
    used: int = 0


@dataclass(slots=True)
class AssetState:
    """A piece of infrastructure as it is now."""

    health: float = 1.0
    level: float = 1.0
    capacity: float = 0.0


@dataclass(slots=True)
class ServiceState:
    """A service as people feel it now."""

    available: float = 1.0
    demanded: float = 0.0
    supplied: float = 0.0
    fallback: float = 0.0
    allocation: str = "proportional"


@dataclass(slots=True)
class Holding:
    """How an agency came to a fact."""

    tick: int
    how: str
    source: str


@dataclass(slots=True)
class Duty:
    """A clock that runs for an agency from when it became aware."""

    since: int
    due: int
    status: Literal["open", "overdue", "missed", "met", "late"] = "open"
    filed: int | None = None


@dataclass(slots=True)
class ConsentState:
    """Where a joint decision stands."""

    status: Literal["none", "open", "agreed", "refused", "withdrawn", "timed-out"] = "none"
    by: str = ""
    due: int = 0
    text: str = ""
    votes: dict[str, str] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Proposal:
    """An action the catalogue lacks, and what the white cell made of it."""

    agency: str
    text: str
    tick: int
    ruled: Literal["", "accepted", "declined"] = ""
    reason: str = ""
    took_effect: int | None = None


@dataclass(slots=True)
class CommsCheck:
    """Who was asked whether they hear, and who has answered."""

    tick: int
    here: tuple[tuple[str, str], ...] = ()
    away: tuple[tuple[str, str], ...] = ()
    answered: dict[str, tuple[str, int]] = field(default_factory=dict)
    """Station → its agency, and when."""


@dataclass(slots=True)
class World:
    """Everything that is so. Keys are ids of the scenario; `(indicator, agency)` for indicators, "" if global."""

    phase: Phase = "briefing"
    why: str = ""
    pace: float = 1.0
    stopped: str = ""
    """The words of a NO DUFF call, until play resumes."""
    injects: dict[str, InjectState] = field(default_factory=dict)
    runs: dict[str, Run] = field(default_factory=dict)
    runs_of: dict[str, list[str]] = field(default_factory=dict)
    pools: dict[str, Pool] = field(default_factory=dict)
    flags: dict[str, int] = field(default_factory=dict)
    """Raised flags, and since when."""
    assets: dict[str, AssetState] = field(default_factory=dict)
    services: dict[str, ServiceState] = field(default_factory=dict)
    reserves: dict[str, Reserve] = field(default_factory=dict)
    indicators: dict[tuple[str, str], Motion] = field(default_factory=dict)
    scales: dict[tuple[str, str], float] = field(default_factory=dict)
    held: dict[str, dict[str, Holding]] = field(default_factory=dict)
    """agency → fact → how it came to it."""
    replies: dict[str, dict[str, int]] = field(default_factory=dict)
    """inject → agency → when it first answered in writing."""
    decisions: list[tuple[int, DecisionMade]] = field(default_factory=list)
    messages: list[tuple[int, MessageSent]] = field(default_factory=list)
    observations: list[tuple[int, ObservationMade]] = field(default_factory=list)
    answered: list[tuple[int, QuestionnaireAnswered]] = field(default_factory=list)
    """Questionnaires that were filled in."""
    steps: dict[str, str] = field(default_factory=dict)
    """Step of the adversary → under-way, done, blocked, diverted, failed."""
    duties: dict[tuple[str, str], Duty] = field(default_factory=dict)
    """(obligation, agency) → its clock."""
    consents: dict[str, ConsentState] = field(default_factory=dict)
    proposals: dict[str, Proposal] = field(default_factory=dict)
    refreshed: dict[tuple[str, str], int] = field(default_factory=dict)
    """(agency, other) → when its stale point of contact was found out and put right."""
    seats: dict[str, str] = field(default_factory=dict)
    """agency → who sits there."""
    read: dict[tuple[str, str], int] = field(default_factory=dict)
    """(agency, inject or `message/N`) → when it was first opened there."""
    checks: list[CommsCheck] = field(default_factory=list)
    excon: Excon = field(default_factory=Excon)
    ad_hoc: int = 0
    """How many injects were sent or planned that the MSEL did not have."""
    improvised: dict[str, InjectAdded] = field(default_factory=dict)
    """Injects that controllers put into the MSEL, by id; those sent at once are not among them."""

    def scale(self, what: str, of: str) -> float:
        """What multiplies the durations, chances, drift or demand of something now."""
        return self.scales.get((what, of), 1.0)


def pool_name(resource: str, agency: str, scenario: Scenario) -> str:
    """A shared resource's id, or `agency/pool` for the agency's own staff."""
    return resource if resource in scenario.resources else f"{agency}/{resource}"


def need_name(kind: str, owner: str, index: int | str) -> str:
    """The name of a reserve."""
    return f"{kind}/{owner}/{index}"


def world_at_start(scenario: Scenario) -> World:
    """The world before STARTEX, as the scenario describes it."""
    world = World(pace=float(scenario.pace))
    for name, inject in scenario.injects.items():
        world.injects[name] = InjectState(status="held" if inject.held else "planned", at=inject.at)
    for name, resource in scenario.resources.items():
        world.pools[name] = Pool(resource.capacity)
    for name, agency in scenario.agencies.items():
        world.held[name] = {}
        for pool, count in agency.staff.items():
            world.pools[f"{name}/{pool}"] = Pool(count)
    world.flags = {name: 0 for name, flag in scenario.flags.items() if flag.up}
    for name, asset in scenario.assets.items():
        capacity = asset.capacity.amount if asset.capacity else 0.0
        world.assets[name] = AssetState(asset.health, asset.health, capacity)
    for name, service in scenario.services.items():
        world.services[name] = ServiceState(allocation=service.allocation)
    world.consents = {name: ConsentState() for name in scenario.consents}
    _reserves(world, scenario)
    for name, indicator in scenario.indicators.items():
        for whose in scenario.agencies if indicator.each else ("",):
            world.indicators[name, whose] = Motion(
                float(indicator.start), low=indicator.range.low, high=indicator.range.high
            )
    return world


def _reserves(world: World, scenario: Scenario) -> None:
    for kind, parts in (("asset", scenario.assets), ("service", scenario.services)):
        for name, part in parts.items():
            for index, need in enumerate(part.needs):
                if need.autonomy:
                    world.reserves[need_name(kind, name, index)] = Reserve(need.autonomy, need.autonomy)
    for name, service in scenario.services.items():
        if service.floor and service.floor.lasts:
            world.reserves[need_name("service", name, "floor")] = Reserve(
                service.floor.lasts, service.floor.lasts
            )
