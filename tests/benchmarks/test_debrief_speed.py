"""How fast a debrief finds any moment of a long log, and how fast a fork of DEEP LINE is played and compared.

The logs are played by the engine: DEEP LINE with so many everyday incidents that eight hours hold a hundred thousand
records, and three days a million.
"""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Sequence
from copy import deepcopy
from functools import partial
from hashlib import sha256
from pathlib import Path
from statistics import median

import pytest

from exercise.cli.forking import fork_log
from exercise.log.header import Header
from exercise.log.records import Asked, Record
from exercise.log.store import read_log
from exercise.rehearsal.changes import Changes, cut_at, removal
from exercise.rehearsal.fork import Forked, play_fork
from exercise.rehearsal.headless import run_headless, spare_the_collector
from exercise.review.compare import Comparison, compare
from exercise.review.picture import Picture
from exercise.review.replay import Replay
from exercise.review.stops import Only
from exercise.scenario.library import find_scenario
from exercise.scenario.load import load, scenario_from_data
from exercise.scenario.model import Scenario

HOUR = 3600
MOMENTS = 60
Say = Callable[[str], None]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    """Print past pytest's capture: the table is what this is for."""

    def print_it(line: str) -> None:
        with capsys.disabled():
            print(line)

    return print_it


def busy_log(incidents: int, hours: int) -> tuple[Header, Scenario, list[Record]]:
    """DEEP LINE with so many everyday incidents in eight hours at each of four agencies, and people to see to them."""
    data = deepcopy(load(find_scenario("deep-line")).data)
    noise = data["activities"]["everyday-incidents"]
    noise["starts"]["every"] = f"{incidents} per 8h"
    noise["takes"] = {"min": "5min", "mode": "10min", "max": "20min"}
    for name in noise["starts"]["at_agencies"]:
        data["agencies"][name]["staff"]["analysts"] = 2 * incidents
    scenario = scenario_from_data(data)
    bots = dict.fromkeys(scenario.agencies, "diligent")
    header = Header(format=1, program="0", exercise_id="busy", seed="1", data=data, bots=bots)
    return header, scenario, run_headless(None, header, scenario, until=hours * HOUR)[1]


def shuffled(count: int, name: str) -> list[int]:
    """Numbers below `count` in no order, the same every time."""
    return [
        int.from_bytes(sha256(f"{name}/{n}".encode()).digest()[:8], "big") % count for n in range(MOMENTS)
    ]


def compared(scenario: Scenario, log: Sequence[Record], forked: Forked) -> Comparison:
    assert forked.header.fork is not None
    return compare(scenario, log, forked.records, forked.header.fork)


def timed(work: Callable[[], object]) -> float:
    """CPU milliseconds: the machine is never quiet."""
    begun = time.process_time()
    work()
    return (time.process_time() - begun) * 1000


def resident() -> float:
    """Memory of this process in MiB, where the system tells; else 0."""
    status = Path("/proc/self/statm")
    return int(status.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20 if status.exists() else 0.0


def row(name: str, times: Sequence[float]) -> str:
    return f"  {name:<44} median {median(times):7.1f} ms, slowest {max(times):7.1f} ms"


@pytest.mark.benchmark
@pytest.mark.parametrize(("incidents", "hours", "limit"), [(5_150, 8, 200), (5_650, 72, 1000)])
def test_any_moment_of_a_long_log(say: Say, incidents: int, hours: int, limit: int) -> None:
    _, scenario, records = busy_log(incidents, hours)
    spare_the_collector()
    gc.collect()
    before = resident()
    begun = time.process_time()
    replay = Replay(scenario, records)
    loading = time.process_time() - begun
    memory = resident() - before
    say(f"\n{len(records):,} records over {hours} h, {len(scenario.agencies)} agencies; CPU time")
    say(f"  folded once for every seat in {loading:.1f} s; {memory:.0f} MiB more; goal {limit} ms")
    places = shuffled(len(records), "moment")
    truth = [timed(lambda seq=seq: replay.at_record(seq)) for seq in places]
    busiest = [timed(lambda seq=seq: replay.at_record(seq, seat="din-csirt")) for seq in places]
    quiet = [timed(lambda seq=seq: replay.at_record(seq, seat="wb3c")) for seq in places]
    seqs = iter(places)
    jump = [
        timed(lambda: replay.next(next(seqs), Only(kinds=frozenset({"decision"}), agency="din-csirt")))
        for _ in places
    ]
    ticks = range(HOUR, 2 * HOUR, 60)
    play = [timed(lambda tick=tick: (replay.at(tick), replay.at(tick, seat="din-csirt"))) for tick in ticks]
    for name, times in (
        ("truth at a moment", truth),
        ("CSIRT Dinaria's picture at a moment", busiest),
        ("WB3C's picture at a moment", quiet),
        ("next decision that concerns CSIRT Dinaria", jump),
        ("a minute further, both pictures", play),
    ):
        say(row(name, times))
    afresh = timed(lambda: Picture(scenario).take_all(records[: len(records) // 2]))
    say(f"  for comparison: half the log folded anew       {afresh:7.1f} ms")
    middle = len(records) // 2
    again = Picture(scenario, languages=scenario.languages)
    again.take_all(records[: middle + 1])
    assert replay.at_record(middle).world == again.world


@pytest.mark.benchmark
def test_a_fork_of_deep_line(say: Say, tmp_path: Path) -> None:
    loaded = load(find_scenario("deep-line"))
    bots = dict.fromkeys(loaded.scenario.agencies, "diligent")
    header = Header(format=1, program="0", exercise_id="speed", seed="1", data=loaded.data, bots=bots)
    run_headless(tmp_path / "p" / "log.jsonl", header, loaded.scenario, until=72 * HOUR)
    log, scenario = read_log(tmp_path / "p"), loaded.scenario
    gone = (removal("cable-operator+share", scenario),)
    say(
        f"\nDEEP LINE, {len(log):,} records, {sum(isinstance(r, Asked) for r in log):,} commands; CPU ms, median of 9"
    )
    for name, changes in (
        ("recorded commands, from T+03:00", Changes(cut_at(log.records, 3 * HOUR), removed=gone)),
        ("recorded commands, from T+48:00", Changes(cut_at(log.records, 48 * HOUR), removed=gone)),
        ("slow bots, from T+12:00", Changes(cut_at(log.records, 12 * HOUR), bots="slow")),
    ):
        play = median(timed(lambda changes=changes: play_fork(log, scenario, changes)) for _ in range(9))
        forked = play_fork(log, scenario, changes)
        told = median(timed(partial(compared, scenario, log.records, forked)) for _ in range(5))
        say(f"  {name:<34} played {play:6.1f}, compared {told:6.1f}")
    numbers = iter(range(100))
    whole = median(
        timed(
            lambda: fork_log(
                log, tmp_path / str(next(numbers)), at=3 * HOUR, without=("cable-operator+share",)
            )
        )
        for _ in range(5)
    )
    say(f"  kept, compared, and its page written: {whole:.1f}")
    assert (tmp_path / "0" / "fork.html").is_file()
