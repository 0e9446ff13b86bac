"""How fast DEEP LINE is played, checked, folded and shown, against limits measured in the same run.

Every figure is CPU time, the median of several rounds in which the competitors take turns: the machine is never
quiet. Wall time is told only where a person waits.
"""

from __future__ import annotations

import os
import resource
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from statistics import median

import msgspec
import pytest
import simpy

from exercise.engine.resimulate import resimulate
from exercise.log.header import Header
from exercise.log.records import Record
from exercise.rehearsal.headless import run_headless, spare_the_collector
from exercise.review.fold import Fold
from exercise.review.measures import judge
from exercise.scenario.library import find_scenario
from exercise.scenario.load import Loaded, load

ROOT = Path(__file__).parents[2]
END = 72 * 3600
ROUNDS = 15
AS_INSTALLED = "import sys; from exercise.cli import main; sys.exit(main(['--help']))"
Say = Callable[[str], None]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    """Print past pytest's capture: the table is what this is for."""

    def print_it(line: str) -> None:
        with capsys.disabled():
            print(line)

    return print_it


def taking_turns(*works: Callable[[], object]) -> list[float]:
    """The median CPU milliseconds of each."""
    found: list[list[float]] = [[] for _ in works]
    for work in works:
        work()
    for _ in range(ROUNDS):
        for times, work in zip(found, works, strict=True):
            begun = time.process_time()
            work()
            times.append((time.process_time() - begun) * 1000)
    return [median(times) for times in found]


def head(loaded: Loaded) -> Header:
    bots = dict.fromkeys(loaded.scenario.agencies, "diligent")
    return Header(format=1, program="0", exercise_id="speed", seed="1", data=loaded.data, bots=bots)


def bare_loop(steps: int) -> None:
    """SimPy alone: a hundred processes that wait, so many events in all."""
    env = simpy.Environment()

    def wait(times: int) -> simpy.events.ProcessGenerator:
        for _ in range(times):
            yield env.timeout(37)

    for _ in range(100):
        env.process(wait(steps // 100))
    env.run()


def sealed_lines(records: list[Record]) -> None:
    """The records as JSON, each hashed with the hash before it."""
    encoder, before = msgspec.json.Encoder(), b"0" * 64
    for record in records:
        before = sha256(before + encoder.encode(record)).hexdigest().encode()


@pytest.mark.benchmark
def test_a_headless_deep_line(say: Say, tmp_path: Path) -> None:
    loaded = load(find_scenario("deep-line"))
    scenario, header = loaded.scenario, head(loaded)
    spare_the_collector()
    drill, records = run_headless(None, header, scenario, until=END)
    steps, count = drill.engine.steps, 0

    def written() -> None:
        nonlocal count
        count += 1
        run_headless(tmp_path / str(count) / "log.jsonl", header, scenario, until=END)

    def folded() -> None:
        Fold(scenario).take_all(records)

    played, kept, loop, sealing, again, fold, judged = taking_turns(
        lambda: run_headless(None, header, scenario, until=END),
        written,
        lambda: bare_loop(steps),
        lambda: sealed_lines(records),
        lambda: resimulate(scenario, "1", records),
        folded,
        lambda: judge(scenario, records),
    )
    limit = loop + sealing
    say(f"\nDEEP LINE, 72 h, diligent bots: {len(records):,} records, {steps:,} SimPy events; CPU ms")
    say(f"  the limit: bare SimPy {loop:.2f} + JSON and hashes {sealing:.2f} = {limit:.2f}")
    for name, took in (
        ("played in memory", played),
        ("played and written to disk", kept),
        ("re-simulated from its log", again),
        ("folded for the controller", fold),
        ("objectives judged", judged),
    ):
        say(f"  {name:<28} {took:7.2f}  {took / limit:5.2f}x  {took * 1000 / len(records):6.2f} us a record")
    assert len(records) > 1000


def child_cpu(words: list[str]) -> float:
    """CPU milliseconds of a child process, start and end included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000


@pytest.mark.benchmark
def test_help_answers_at_once(say: Say) -> None:
    bare, help_ = [], []
    for _ in range(ROUNDS):
        bare.append(child_cpu([sys.executable, "-c", "pass"]))
        help_.append(child_cpu([sys.executable, "-c", AS_INSTALLED]))
    ratio = median(help_) / median(bare)
    say(f"\nbare interpreter {median(bare):.1f} ms, exercise --help {median(help_):.1f} ms: {ratio:.2f}x")
    assert ratio > 1


def first_frame(out: Path) -> tuple[float, float, int]:
    """Wall and CPU seconds from exec until the desk shows the controller's screen, and its peak memory in KiB."""
    import pty

    begun = time.perf_counter()
    pid, screen = pty.fork()
    if pid == 0:
        os.environ |= {"TERM": "xterm-256color", "COLUMNS": "120", "LINES": "40"}
        os.chdir(ROOT)
        os.execv(sys.executable, [sys.executable, "-m", "exercise", "run", "deep-line", "--out", str(out)])
    shown = b""
    while b"EXERCISE EXERCISE" not in shown:
        ready, _, _ = select.select([screen], [], [], 60)
        assert ready, f"no desk after a minute: {shown[-500:]!r}"
        shown += os.read(screen, 65536)
    wall = time.perf_counter() - begun
    stat = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    cpu = (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")
    peak = next(
        int(line.split()[1])
        for line in Path(f"/proc/{pid}/status").read_text().splitlines()
        if line.startswith("VmHWM")
    )
    os.kill(pid, signal.SIGTERM)
    while select.select([screen], [], [], 5)[0]:
        try:
            if not os.read(screen, 65536):
                break
        except OSError:
            break
    os.waitpid(pid, 0)
    os.close(screen)
    return wall, cpu, peak


@pytest.mark.benchmark
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads Linux's /proc")
def test_the_desk_appears(say: Say, tmp_path: Path) -> None:
    found = [first_frame(tmp_path / str(number)) for number in range(5)]
    wall, cpu, peak = (median(values) for values in zip(*found, strict=True))
    say(
        f"\nthe controller's desk of DEEP LINE: first frame after {wall:.2f} s ({cpu:.2f} s CPU), "
        f"peak memory {peak / 1024:.0f} MiB"
    )
    assert peak > 0
