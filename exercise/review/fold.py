"""The fold under every picture: takes records, keeps what the world forgets and a desk needs."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any, TypeVar

from exercise.domain import events as ev
from exercise.domain.evolve import evolve
from exercise.domain.seats import EXCON
from exercise.domain.views import may_see
from exercise.domain.world import world_at_start
from exercise.language import t
from exercise.log.records import Asked, Happened, Record
from exercise.review.answer_times import AnswerTimes
from exercise.review.describe import tell
from exercise.review.feed import Feed, is_news
from exercise.review.listed import Listed
from exercise.review.names import Names, persona_name
from exercise.review.rows import Line
from exercise.review.sparks import History
from exercise.scenario.model import Scenario

K = TypeVar("K")
V = TypeVar("V")


class Fold:
    """Everything a seat knows so far. `seat` is `excon` or an agency's id."""

    def __init__(
        self,
        scenario: Scenario,
        seat: str = EXCON,
        *,
        languages: tuple[str, ...] = (),
        stand_ins: Mapping[str, str] | None = None,
    ) -> None:
        self.scenario, self.seat = scenario, seat
        self.stand_ins = stand_ins
        """Agency → `bot` or `absent`: who answers where nobody sits; None where the run does not say."""
        self.answers = AnswerTimes()
        self.names = Names(scenario, languages)
        self.world = world_at_start(scenario)
        self.feed = Feed()
        self.cell, self.desk = "", EXCON
        """Of a controller at a joint drill: the cell (none: the whole), and the name of the seat."""
        self.tick = 0
        """Of the newest record taken."""
        self.taken = 0
        """How many records were taken: what was worked out for so many, and for this moment, still holds."""
        self.spoken = tuple(name for name, part in scenario.injects.items() if part.deliver is not None)
        """Injects that a role player says."""
        self.listed = Listed()
        self.touched: set[str] | None = None
        """What records were about since the MSEL was listed; None while it has to be listed from the beginning."""
        self.released: dict[str, tuple[int, ev.InjectReleased]] = {}
        self.replies: dict[str, list[tuple[int, ev.ReplyGiven]]] = {}
        self.last_act: dict[str, int] = {}
        self.seated: dict[str, int] = {}
        """Agency → since when people sit there."""
        self.facts: dict[str, ev.FactLearned] = {}
        self.shared: dict[tuple[str, str], list[str]] = {}
        """(fact, sender) → with whom."""
        self.stage_takes: dict[str, int] = {}
        """Run → what was drawn for its present stage."""
        self.holders: dict[str, dict[str, int]] = {}
        """Pool → run → how much it holds."""
        self.reports: dict[tuple[str, str], ev.ReportFiled] = {}
        self.filings: list[tuple[int, ev.ReportFiled]] = []
        self.rulings: dict[str, tuple[int, ev.ActionRuled]] = {}
        self.breaches: list[tuple[int, ev.FactShared]] = []
        """Facts that were passed on against their TLP."""
        self.kept: dict[str, tuple[Hashable, Any]] = {}
        """Rows worked out before, each with all it depends on that can change; for lists with thousands of them."""
        self.history = History(scenario, self.world)

    @property
    def is_control(self) -> bool:
        """Whether this is the controllers' picture, with everything in it."""
        return self.seat == EXCON

    def take_all(self, records: Iterable[Record]) -> None:
        """Take a batch."""
        for record in records:
            self.take(record)

    def take(self, record: Record) -> None:
        """Take one record. What this seat may not see leaves no trace."""
        if isinstance(record, Asked):
            if self.is_control:
                self.taken, self.tick = self.taken + 1, max(self.tick, record.tick)
                self.answers.take(record)
            return
        if may_see(self.seat, record.to):
            self.taken, self.tick = self.taken + 1, max(self.tick, record.tick)
            self._happened(record)

    def _happened(self, record: Happened) -> None:
        tick, event = record.tick, record.event
        if is_news(event, self.scenario, self.world, tick):
            told = tell(event, self.names, self.world, tick)
            if isinstance(event, ev.MessageSent) and event.persona and not self.is_control:
                # Only controllers know who writes in their name.
                told = told._replace(who=persona_name(self.names, event.persona))
            self.feed.add(Line(record.seq, tick, *told))
        evolve(self.world, tick, event)
        self._remember(tick, event)
        self._touch(event)
        self.history.follow(tick, event, self.world)

    def _touch(self, event: ev.AnyEvent) -> None:
        """Which line of the MSEL it is about, if any."""
        if isinstance(event, ev.ItemRead) and len(self.world.read) == 1:
            self.touched = None  # from the first receipt on, every line says who has read it
        if self.touched is not None:
            self.touched.add(getattr(event, "inject", "") or getattr(event, "item", ""))

    def _grow(self) -> None:
        """A cell came to look after more: what it had not heard of stands as it did at the start."""
        start, world = world_at_start(self.scenario), self.world
        self.touched = None
        _fill(world.injects, start.injects)
        _fill(world.pools, start.pools)
        _fill(world.assets, start.assets)
        _fill(world.services, start.services)
        _fill(world.reserves, start.reserves)
        _fill(world.indicators, start.indicators)
        _fill(world.held, start.held)
        _fill(world.consents, start.consents)

    def _remember(self, tick: int, event: ev.AnyEvent) -> None:
        """What the world forgets and a desk needs."""
        match event:
            case ev.InjectAdded(inject=inject):
                self.names.added[inject] = event
            case ev.InjectReleased(inject=inject):
                self.released[inject] = (tick, event)
                self.names.senders[inject] = event.sender
            case ev.SeatTaken(agency=agency):
                self.seated[agency] = tick
            case ev.ReplyGiven(inject=inject, agency=agency):
                self.replies.setdefault(inject, []).append((tick, event))
                self.last_act[agency] = tick
            case ev.DecisionMade(agency=agency) | ev.ActivityOrdered(agency=agency):
                self.last_act[agency] = tick
            case ev.MessageSent(sender=sender):
                self.last_act[sender] = tick
            case ev.FactShared(fact=fact, sender=sender, to=to, breach=breach):
                self.shared.setdefault((fact, sender), []).extend(to)
                self.last_act[sender] = tick
                if breach:
                    self.breaches.append((tick, event))
            case ev.FactLearned(fact=fact, agency=agency):
                if self.is_control or agency == self.seat:
                    self.facts.setdefault(fact, event)
            case ev.StageBegun(run=run, takes=takes):
                self.stage_takes[run] = takes or 0
            case ev.ReportFiled(obligation=obligation, agency=agency):
                self.reports[obligation, agency] = event
                self.filings.append((tick, event))
                self.last_act[agency] = tick
            case (
                ev.VoteCast(agency=agency)
                | ev.ActionProposed(agency=agency)
                | ev.SeverityRated(agency=agency)
            ):
                self.last_act[agency] = tick
            case ev.ActionRuled(proposal=proposal):
                self.rulings[proposal] = (tick, event)
            case ev.AuthorityMoved() | ev.TaskHandedOver():
                self._grow()
            case ev.ResourceTaken(pool=pool, amount=amount, run=run):
                held = self.holders.setdefault(pool, {})
                held[run] = held.get(run, 0) + amount
            case ev.ResourceFreed(pool=pool, amount=amount, run=run):
                held = self.holders.setdefault(pool, {})
                held[run] = held.get(run, 0) - amount
                if held[run] <= 0:
                    del held[run]

    def keep(self, key: str, depends_on: Hashable, make: Callable[[], V]) -> V:
        """A row as it was worked out before, as long as what it depends on is the same."""
        known = self.kept.get(key)
        if known is None or known[0] != depends_on:
            known = self.kept[key] = (depends_on, make())
        row: V = known[1]
        return row

    def once(self, what: str, tick: int, rows: Callable[[Fold, int], V]) -> V:
        """Rows as they were worked out before, while there is no new record and it is the same moment."""
        return self.keep(what, (self.taken, tick), lambda: rows(self, tick))

    def note(self, tick: int, text: str) -> None:
        """A line of this desk's own, such as a refusal. It is in nobody's log."""
        self.feed.add(Line(-1, tick, "!", t("DESK"), text))


def _fill(old: dict[K, V], new: dict[K, V]) -> None:
    for key, state in new.items():
        old.setdefault(key, state)
