"""What holds in every exercise, whatever its author wrote and whoever asks for what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from exercise.domain import commands as cmd
from exercise.domain import events as ev
from exercise.domain.evolve import evolve
from exercise.domain.world import World, world_at_start
from exercise.engine.engine import Engine
from exercise.errors import Refused
from exercise.log.records import Asked, Happened, Record
from exercise.scenario.model import Scenario
from tests.scenes import EXCON, lines
from tests.scripts import SCRIPTS
from tests.strategies import scenarios

Script = list[tuple[int, str, cmd.AnyCommand]]
# The script first: what is drawn last is drawn smallest.
PLAYS = {"script": SCRIPTS, "scenario": scenarios()}
LAST = 16 * 3600


def perform(
    scenario: Scenario, script: Script, emit: Callable[[Record], None] | None = None
) -> tuple[Engine, list[Record]]:
    """Play a script to its end; what is refused is passed over."""
    records: list[Record] = []

    def both(record: Record) -> None:
        records.append(record)
        if emit:
            emit(record)

    engine = Engine(scenario, "seed", both)
    engine.submit(EXCON, cmd.Start())
    for pause, seat, command in script:
        ask(engine, pause, seat, command)
    on(engine, LAST)
    return engine, records


def ask(engine: Engine, pause: int, seat: str, command: cmd.AnyCommand) -> bool:
    on(engine, engine.tick + pause)
    try:
        engine.submit(seat, command)
    except Refused:
        return False
    return True


def on(engine: Engine, tick: int) -> None:
    if engine.world.phase == "running" and tick > engine.tick:
        engine.advance_to(tick)


def happened(records: list[Record], *kinds: type) -> list[Happened]:
    return [record for record in records if isinstance(record, Happened) and isinstance(record.event, kinds)]


@given(**PLAYS)
def test_the_records_alone_tell_the_world_at_every_moment(scenario: Scenario, script: Script) -> None:
    folded = world_at_start(scenario)
    watched: list[Engine] = []

    def fold(record: Record) -> None:
        if isinstance(record, Happened):
            evolve(folded, record.tick, record.event)
        if watched:
            assert folded == watched[0].world

    engine = Engine(scenario, "seed", fold)
    watched.append(engine)
    engine.submit(EXCON, cmd.Start())
    for pause, seat, command in script:
        ask(engine, pause, seat, command)
    on(engine, LAST)
    assert folded == engine.world


@given(**PLAYS)
def test_what_is_refused_leaves_no_trace(scenario: Scenario, script: Script) -> None:
    folded = world_at_start(scenario)
    records: list[Record] = []

    def keep(record: Record) -> None:
        records.append(record)
        if isinstance(record, Happened):
            evolve(folded, record.tick, record.event)

    engine = Engine(scenario, "seed", keep)
    engine.submit(EXCON, cmd.Start())
    accepted: Script = []
    for pause, seat, command in script:
        on(engine, engine.tick + pause)
        before, due = len(records), engine.next_due()
        if ask(engine, 0, seat, command):
            accepted.append((pause, seat, command))
        else:
            assert (len(records), engine.next_due(), engine.seq) == (before, due, before)
            assert folded == engine.world
            accepted.append((pause, EXCON, cmd.Start()))  # refused as well: only the wait is left of it
    on(engine, LAST)
    assert lines(perform(scenario, accepted)[1]) == lines(records)


@given(**PLAYS)
def test_records_are_numbered_dated_and_caused_in_order(scenario: Scenario, script: Script) -> None:
    _, records = perform(scenario, script)
    assert [record.seq for record in records] == list(range(len(records)))
    assert all(before.tick <= after.tick for before, after in pairwise(records))
    for record in happened(records, object):
        assert record.cause is not None
        assert record.cause < record.seq
        assert records[record.cause].tick <= record.tick


@given(**PLAYS)
def test_nothing_leaves_its_bounds(scenario: Scenario, script: Script) -> None:
    def within(world: World, tick: int) -> None:
        levels = [level for asset in world.assets.values() for level in (asset.health, asset.level)]
        levels += [
            level for service in world.services.values() for level in (service.available, service.fallback)
        ]
        assert all(0 <= level <= 1 for level in levels)
        assert all(motion.low <= motion.at(tick) <= motion.high for motion in world.indicators.values())
        assert all(0 <= reserve.at(tick) <= reserve.full for reserve in world.reserves.values())
        assert all(asset.capacity >= 0 for asset in world.assets.values())
        assert all(pool.used >= 0 and pool.capacity >= 0 for pool in world.pools.values())

    watched: list[Engine] = []

    def look(record: Record) -> None:
        if watched:
            world = watched[0].world
            within(world, record.tick)
            if isinstance(record, Happened) and isinstance(record.event, ev.ResourceTaken):
                pool = world.pools[record.event.pool]
                assert pool.used <= pool.capacity

    engine = Engine(scenario, "seed", look)
    watched.append(engine)
    engine.submit(EXCON, cmd.Start())
    for pause, seat, command in script:
        ask(engine, pause, seat, command)
        within(engine.world, engine.tick)
    on(engine, LAST)
    within(engine.world, engine.tick)


@given(**PLAYS)
def test_every_run_ends_or_is_under_way_and_gives_back_what_it_took(
    scenario: Scenario, script: Script
) -> None:
    engine, records = perform(scenario, script)
    ordered = [record.event.run for record in happened(records, ev.ActivityOrdered)]
    ended = [record.event.run for record in happened(records, ev.ActivityFinished, ev.ActivityStoodDown)]
    under_way = [name for name, run in engine.world.runs.items() if run.status not in ("done", "stood-down")]
    assert Counter(ordered) == Counter(ended) + Counter(under_way)
    assert set(Counter(ordered).values()) <= {1}
    held: Counter[tuple[str, str]] = Counter()
    for record in happened(records, ev.ResourceTaken, ev.ResourceFreed):
        taken = record.event.amount if isinstance(record.event, ev.ResourceTaken) else -record.event.amount
        held[record.event.run, record.event.pool] += taken
        assert held[record.event.run, record.event.pool] >= 0
    assert {run for (run, _), amount in held.items() if amount} <= set(under_way)
    for name, pool in engine.world.pools.items():
        assert pool.used == sum(amount for (_, other), amount in held.items() if other == name)


@given(**PLAYS)
def test_stopping_everything_frees_everything(scenario: Scenario, script: Script) -> None:
    engine, _ = perform(scenario, script)
    if engine.world.phase == "ended":
        return
    # What is stopped may let something else begin, so each is stopped until none is left.
    for _ in range(20):
        for run in [
            name for name, run in engine.world.runs.items() if run.status not in ("done", "stood-down")
        ]:
            part = engine.world.runs[run]
            if part.status not in ("done", "stood-down"):
                engine.submit(part.agency, cmd.StandDown(run))
    over = all(run.status in ("done", "stood-down") for run in engine.world.runs.values())
    assert over
    assert all(pool.used == 0 for pool in engine.world.pools.values())


@given(**PLAYS)
def test_nobody_is_told_what_was_not_for_them(scenario: Scenario, script: Script) -> None:
    engine, records = perform(scenario, script)
    for record in happened(records, object):
        match record.event:
            case ev.InjectReleased(to=to):
                assert set(record.to) <= set(to)
            case (
                ev.ActivityOrdered(agency=agency)
                | ev.FactLearned(agency=agency)
                | ev.DecisionMade(agency=agency)
            ):
                assert set(record.to) <= {agency}
            case ev.ReplyGiven(agency=agency):
                assert record.to == (agency,)
            case ev.MessageSent(sender=sender, to=to) | ev.FactShared(sender=sender, to=to):
                assert set(record.to) <= {sender, *to}
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
                assert set(record.to) <= {engine.world.runs[run].agency}
            case ev.FlagRaised(flag=flag) | ev.FlagLowered(flag=flag):
                assert record.to == scenario.flags[flag].seen_by
            case ev.IndicatorMoved(agency=agency):
                assert record.to == ((agency,) if agency else ())
            case (
                ev.StepBegun()
                | ev.StepEnded()
                | ev.StepDelayed()
                | ev.ExpectationOpened()
                | ev.ExpectationMet()
                | ev.ExpectationMissed()
                | ev.OverrideMade()
                | ev.ObservationMade()
                | ev.ChanceFell()
                | ev.InjectHeld()
                | ev.InjectSkipped()
                | ev.InjectRescheduled()
                | ev.InjectGated()
                | ev.ScaleSet()
                | ev.ReserveMoved()
            ):
                assert record.to == ()


@given(**PLAYS, cuts=st.lists(st.integers(1, LAST), max_size=8))
def test_time_may_pass_in_pieces_of_any_size(scenario: Scenario, script: Script, cuts: list[int]) -> None:
    in_pieces: list[Record] = []
    engine = Engine(scenario, "seed", in_pieces.append)
    engine.submit(EXCON, cmd.Start())
    for pause, seat, command in script:
        target = engine.tick + pause
        for cut in sorted(cuts):
            on(engine, min(engine.tick + cut, target))
        ask(engine, max(0, target - engine.tick), seat, command)
    for cut in sorted(cuts):
        on(engine, cut)
    on(engine, LAST)
    assert lines(in_pieces) == lines(perform(scenario, script)[1])


@given(**PLAYS)
def test_playing_it_again_gives_the_same_records(scenario: Scenario, script: Script) -> None:
    played, records = perform(scenario, script)
    again: list[Record] = []
    engine = Engine(scenario, "seed", again.append)
    for record in records:
        if isinstance(record, Asked):
            on(engine, record.tick)
            engine.submit(record.by, record.command)
    on(engine, played.tick)
    assert lines(again) == lines(records)
