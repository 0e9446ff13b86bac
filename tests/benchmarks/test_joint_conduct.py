"""The real server in a process of its own: what it costs while nothing happens, and if it keeps up when much does."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from exercise.conduct import wire
from exercise.conduct.invitations import read_invitation
from exercise.rehearsal.headless import run_headless, spare_the_collector
from exercise.scenario.load import load
from tests.benchmarks.test_drill_speed import head
from tests.benchmarks.test_joint_load import clients, percentile

pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads Linux's /proc"),
]

FOLLOWER = Path(__file__).with_name("joint_follower.py")
QUIET = 10
"""Seconds over which idling is measured."""

INJECTS, HOURS, PACE = 28_000, 48, 3600

BARE = """
import asyncio
from websockets.asyncio.server import serve
async def hold(line):
    await line.send(await line.recv())
    await line.wait_closed()
async def main():
    async with serve(hold, "127.0.0.1", 0, compression=None) as server:
        print(server.sockets[0].getsockname()[1], flush=True)
        await asyncio.Event().wait()
asyncio.run(main())
"""


class Serving:
    """`exercise serve`, and what its process costs."""

    def __init__(self, process: Process, links: dict[str, str]) -> None:
        self.process, self._links = process, links

    def url(self) -> str:
        return read_invitation(next(iter(self._links.values()))).socket

    def hello(self, seat: str, **more: Any) -> str:
        return wire.encoded(wire.Hello(code=read_invitation(self._links[seat]).code, **more))


@asynccontextmanager
async def serving(*words: str) -> AsyncIterator[Serving]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "exercise", "serve", *words, "--port", "0", "--json"),
        stdout=PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    assert process.stdout is not None
    text = ""
    while not text.endswith("\n}\n"):
        text += (await process.stdout.readline()).decode()
    try:
        yield Serving(process, {one["seat"]: one["link"] for one in json.loads(text)["invitations"]})
    finally:
        process.terminate()
        await process.wait()


def cpu(pid: int) -> float:
    stat = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")


def memory(pid: int, what: str = "VmRSS") -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(what)) / 1024


async def share_of_a_core(pid: int) -> float:
    before, start = cpu(pid), time.monotonic()
    await asyncio.sleep(QUIET)
    return (cpu(pid) - before) / (time.monotonic() - start) * 100


async def ask(server: Serving, *commands: dict[str, Any]) -> None:
    from websockets.asyncio.client import connect

    async with connect(server.url(), compression=None, proxy=None, max_size=None) as line:
        await line.send(server.hello("director", how="answers"))
        for number, command in enumerate(commands):
            await line.send(
                json.dumps({"say": "ask", "id": f"{time.monotonic()}-{number}", "command": command})
            )
            async for raw in line:
                assert '"sorry"' not in str(raw), raw
                if '"done"' in str(raw):
                    break


async def test_three_hundred_idle_seats(tmp_path: Path) -> None:
    agencies = list(load_deep_line())
    seats = {"director": {"role": "director"}} | {
        f"s-{n}": {"role": "participant", "agency": agencies[n % len(agencies)]} for n in range(300)
    }
    (tmp_path / "seats.yaml").write_text(json.dumps(seats))
    bare = await asyncio.create_subprocess_exec(sys.executable, "-c", BARE, stdout=PIPE)
    assert bare.stdout is not None
    port = (await bare.stdout.readline()).decode().strip()
    words = ("deep-line", "--seats", str(tmp_path / "seats.yaml"), "--out", str(tmp_path / "run"))
    async with serving(*words) as server:
        idle = await clients(f"ws://127.0.0.1:{port}", "hold", ["hello"] * 300)
        here = await clients(server.url(), "hold", [server.hello(f"s-{n}") for n in range(300)])
        print("\n300 seats at DEEP LINE                share of a core    memory MB")

        async def row(name: str, process: Process) -> None:
            share = await share_of_a_core(process.pid)
            print(f"  {name:<34}{share:8.2f} %     {memory(process.pid):12.0f}")

        await row("bare websockets server", bare)
        await row("before STARTEX", server.process)
        await ask(server, {"kind": "start"}, {"kind": "set-pace", "pace": 1})
        await row("clock runs, one second a second", server.process)
        await ask(server, {"kind": "set-pace", "pace": 30})
        await row("clock runs, thirty", server.process)
        await ask(server, {"kind": "pause"})
        await row("paused", server.process)
        print(f"  peak memory {memory(server.process.pid, 'VmHWM'):.0f} MB")
        for process in (idle, here, bare):
            process.kill()
            await process.wait()


def load_deep_line() -> dict[str, Any]:
    from exercise.scenario.library import find_scenario

    return dict(load(find_scenario("deep-line")).scenario.agencies)


def much(folder: Path) -> Path:
    """A scenario with far more injects than anybody has ever played."""
    agencies = {f"a{n}": {"name": f"Agency {n}"} for n in range(30)}
    injects = {
        f"i{n}": {
            "at": f"T+{n * (HOURS - 1) // INJECTS:02}:{n % 60:02}",
            "from": "Press",
            "to": f"a{n % 30}",
            "channel": "email",
            "subject": f"Letter {n}",
            "text": "What do you say to this?",
            "expect": [{"reply": True, "within": "2h"}],
        }
        for n in range(INJECTS)
    }
    data = {
        "format": 1,
        "id": "much",
        "title": "Much",
        "summary": "Very many injects.",
        "startex": "2028-01-27T02:10:00+01:00",
        "duration": f"{HOURS}h",
        "agencies": agencies,
        "injects": injects,
    }
    path = folder / "much.yaml"
    path.write_text(json.dumps(data))
    return path


async def test_twenty_eight_thousand_injects_at_full_pace(tmp_path: Path) -> None:
    path = much(tmp_path)
    (tmp_path / "seats.yaml").write_text('{"director": {"role": "director"}}')
    words = (str(path), "--seats", str(tmp_path / "seats.yaml"), "--out", str(tmp_path / "run"))
    async with serving(*words, "--pace", str(PACE)) as server:
        follower = await asyncio.create_subprocess_exec(
            sys.executable, str(FOLLOWER), server.url(), stdin=PIPE, stdout=PIPE, limit=2**26
        )
        assert follower.stdin is not None
        assert follower.stdout is not None
        follower.stdin.write((server.hello("director", how="records") + "\n").encode())
        assert await follower.stdout.readline() == b"ready\n"
        before = cpu(server.process.pid)
        await ask(server, {"kind": "start"})
        # The clock stands still at the end of the scenario; a controller ends it.
        await asyncio.sleep(HOURS * 3600 / PACE + 2)
        spent = cpu(server.process.pid) - before
        await ask(server, {"kind": "end"})
        came: list[tuple[float, int, int]] = json.loads(await follower.stdout.readline())
        peak = memory(server.process.pid, "VmHWM")
    came = [each for each in came if 0 < each[1] < (HOURS - 1) * 3600]
    begun = min(at - tick / PACE for at, tick, _ in came)
    late = sorted(at - begun - tick / PACE for at, tick, count in came for _ in range(count))
    loaded = load(path)
    spare_the_collector()
    start = time.process_time()
    _, records = run_headless(None, head(loaded), loaded.scenario, until=HOURS * 3600)
    limit = time.process_time() - start
    print(
        f"\n{INJECTS:,} injects in {HOURS} h at pace {PACE}: {len(late):,} records followed in {len(came):,} messages"
    )
    print(
        "  behind the clock (ms)  " + "".join(f"{percentile(late, share):9.1f}" for share in (0.5, 0.99, 1))
    )
    print(f"  server {spent:.1f} s CPU of {HOURS * 3600 / PACE:.0f} s, peak memory {peak:.0f} MB")
    print(f"  the limit: {len(records):,} records played headless in {limit:.1f} s CPU")
    assert len(late) > 3 * INJECTS
