"""What one desk can show: a pure fold over the records its seat may see, and rows worked out from it."""

from __future__ import annotations

from datetime import timedelta

from exercise.language.dates import day_and_time
from exercise.review import (
    beliefs,
    control_rows,
    dependencies,
    duties,
    gauges,
    needs,
    seat_choices,
    seat_rows,
)
from exercise.review.dependencies import TreeRow
from exercise.review.fold import Fold
from exercise.review.rows import (
    ActionRow,
    AgencyRow,
    DecisionRow,
    FactRow,
    FlagRow,
    Gauge,
    InboxRow,
    MessageRow,
    MselRow,
    NeedRow,
    PoolRow,
    RunRow,
    Status,
)
from exercise.review.rows_duties import BeliefRow, DutyRow, ProposalRow, SpreadRow, StandingRow, VoteRow
from exercise.scenario.quantities import clock


class Picture(Fold):
    """What a desk or `exercise show` prints. Rows are worked out when asked for, at a moment."""

    def status(self, tick: int) -> Status:
        """The status line."""
        next_of = control_rows.next_inject if self.is_control else seat_rows.next_deadline
        name, at, kind = next_of(self, tick)
        local = self.scenario.startex + timedelta(seconds=tick)
        return Status(
            phase=self.world.phase,
            tick=tick,
            clock=clock(tick),
            local=day_and_time(local),
            pace=self.world.pace,
            left=max(0, self.scenario.duration - tick),
            stopped=self.world.stopped,
            seats_taken=len(self.world.seats),
            seats=len(self.scenario.agencies),
            next=name,
            next_kind=kind,
            next_at=at,
            next_in=None if at is None else at - tick,
        )

    # --- for controllers

    def msel(self, tick: int) -> tuple[MselRow, ...]:
        """The Master Scenario Events List, in the order it plays."""
        return self.once("msel", tick, control_rows.msel)

    def agencies(self, tick: int) -> tuple[AgencyRow, ...]:
        """How every agency is doing."""
        return self.once("agencies", tick, control_rows.agencies)

    def needs_you(self, tick: int) -> tuple[NeedRow, ...]:
        """What waits for a controller, the most pressing first."""
        return self.once("needs", tick, needs.needs_you)

    def spreads(self, tick: int) -> tuple[SpreadRow, ...]:
        """Indicators that every agency has its own of: the ends and the middle."""
        return beliefs.spreads(self, tick)

    def tree(self, tick: int) -> tuple[TreeRow, ...]:
        """Every service with what it stands on, and why it is not whole."""
        return dependencies.tree(self, tick)

    def standings(self) -> tuple[StandingRow, ...]:
        """What is true, and what each agency has reason to believe."""
        return beliefs.standings(self)

    # --- for both; an agency's hold what it may see

    def gauges(self, tick: int) -> tuple[Gauge, ...]:
        """Services, then indicators, then (for an agency) the assets it watches."""
        return gauges.rows(self, tick)

    def pools(self) -> tuple[PoolRow, ...]:
        """Scarce resources and who holds them; for an agency its own staff."""
        return gauges.pools(self)

    def flags(self) -> tuple[FlagRow, ...]:
        """What has become so."""
        return gauges.flags(self)

    def runs(self, tick: int, *, over: int | None = None, agency: str = "") -> tuple[RunRow, ...]:
        """Activities ordered so far, those under way first, then the newest `over` that ended; an agency's own."""
        return seat_rows.runs(self, tick, over=over, agency=agency)

    def duties(self, tick: int) -> tuple[DutyRow, ...]:
        """Reports owed and made; an agency's own only."""
        return duties.duties(self, tick)

    def votes(self, tick: int) -> tuple[VoteRow, ...]:
        """Joint decisions; for an agency those it takes part in."""
        return duties.votes(self, tick)

    def proposals(self, tick: int) -> tuple[ProposalRow, ...]:
        """Actions the catalogue lacks, and their rulings; an agency's own only."""
        return duties.proposals(self, tick)

    # --- for an agency

    def inbox(self, tick: int) -> tuple[InboxRow, ...]:
        """Injects that came, newest first."""
        return seat_rows.inbox(self, tick)

    def messages(self) -> tuple[MessageRow, ...]:
        """Messages, newest first."""
        return seat_rows.messages(self)

    def facts_held(self) -> tuple[FactRow, ...]:
        """What the agency knows, newest first."""
        return seat_rows.facts(self)

    def beliefs(self) -> tuple[BeliefRow, ...]:
        """How probable each explanation is from what the agency holds."""
        return beliefs.beliefs(self)

    def actions(self, tick: int) -> tuple[ActionRow, ...]:
        """What the agency could order."""
        return seat_choices.actions(self, tick)

    def decisions(self, tick: int) -> tuple[DecisionRow, ...]:
        """What the agency is asked to decide, and what it decided."""
        return seat_choices.decisions(self, tick)
