"""A joint drill under load, beside the bare limit of the same machine in the same minute."""

from __future__ import annotations

import asyncio
import json
import os
import resource
import sys
import time
from asyncio.subprocess import PIPE, Process
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.server import ServerConnection, broadcast, serve

from exercise.conduct import seats as seats_module
from exercise.conduct import wire
from exercise.conduct.hub import Hub
from exercise.conduct.open_files import open_files_allowed
from exercise.conduct.roles import Seat
from exercise.conduct.seats import Seats
from exercise.conduct.server import Server, listen
from exercise.conduct.session import begin
from exercise.domain import commands as cmd
from exercise.log.records import Asked
from exercise.log.store import read_log
from tests.conduct.planted import SCENARIO, planted_header

pytestmark = pytest.mark.benchmark

CLIENTS = Path(__file__).with_name("joint_clients.py")
MARK = "marked-for-the-benchmark"
ASKING = "ask:10"
WORDS = f"{MARK} " + "x" * 900
ROUNDS = {300: 5, 1000: 5, 5000: 2}


def table(title: str, **rows: list[float]) -> None:
    print(f"\n{title:<28}   p50 ms   p99 ms  last ms")
    for name, found in rows.items():
        times = "".join(f"{percentile(sorted(found), share):9.1f}" for share in (0.5, 0.99, 1))
        print(f"  {name.replace('_', ' '):<26}{times}")


async def clients(url: str, mark: str, hellos: list[str]) -> Process:
    process = await asyncio.create_subprocess_exec(
        sys.executable, str(CLIENTS), url, mark, stdin=PIPE, stdout=PIPE, limit=2**26
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("".join(f"{hello}\n" for hello in hellos).encode())
    await process.stdin.drain()
    process.stdin.close()
    assert await process.stdout.readline() == b"ready\n"
    return process


async def times(process: Process) -> list[float]:
    assert process.stdout is not None
    found: list[float] = json.loads(await process.stdout.readline())
    await process.wait()
    return sorted(found)


def percentile(values: list[float], share: float) -> float:
    return values[min(len(values) - 1, int(share * len(values)))] * 1000


async def bare(count: int) -> list[float]:
    """The same bytes with nothing around them."""
    lines: set[ServerConnection] = set()

    async def hold(line: ServerConnection) -> None:
        lines.add(line)
        await line.wait_closed()

    async with serve(hold, "127.0.0.1", 0, compression=None, ping_interval=None) as server:
        port = server.sockets[0].getsockname()[1]
        process = await clients(f"ws://127.0.0.1:{port}", MARK, [""] * count)
        start = time.monotonic()
        broadcast(lines, WORDS + "y" * 300)
        return [at - start for at in await times(process)]


class Drill:
    """A server in this process."""

    def __init__(self, folder: Path, count: int) -> None:
        agencies = list(SCENARIO.agencies)
        seats = [Seat(f"s-{n}", "participant", agencies[n % 2]) for n in range(count)]
        self.session = begin(folder / "log.jsonl", planted_header(), SCENARIO)
        self.kept, self.codes = Seats.made(folder, seats)
        listener = listen("127.0.0.1", 0)
        self.url = f"ws://127.0.0.1:{listener.getsockname()[1]}/ws"
        self.server = Server(Hub(self.session, planted_header(), self.kept), listener=listener)

    async def __aenter__(self) -> Drill:
        self.running = asyncio.create_task(self.server.run())
        await self.session.ask("excon", cmd.Start())
        return self

    async def __aexit__(self, *_: Any) -> None:
        self.server.stop()
        await self.running
        self.session.close()

    def hellos(self) -> list[str]:
        return [wire.encoded(wire.Hello(code=code)) for code in self.codes.values()]


@pytest.fixture(autouse=True)
def quick_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seats_module, "_COST", 2)


@pytest.mark.parametrize("count", list(ROUNDS))
async def test_from_due_to_visible_at_every_seat(tmp_path: Path, count: int) -> None:
    assert open_files_allowed() > 2 * count, "raise the limit of open files (ulimit -n) to run this"
    limit: list[float] = []
    ours: list[float] = []
    for number in range(ROUNDS[count]):
        limit += await bare(count)
        async with Drill(tmp_path / str(number), count) as drill:
            process = await clients(drill.url, MARK, drill.hellos())
            start = time.monotonic()
            await drill.session.ask("excon", cmd.SendInject(("everyone",), "Press", "News", WORDS))
            came = [at - start for at in await times(process)]
            assert len(came) == count, "something was lost"
            ours += came
    table(f"{count} seats, nothing lost", bare_broadcast=limit, inject=ours)
    ratio = percentile(sorted(ours), 0.99) / percentile(sorted(limit), 0.99)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  p99 is {ratio:.2f} times the limit; peak memory with pytest {memory:.0f} MB")


async def bare_questions(folder: Path, hellos: list[str]) -> list[float]:
    """Every question appended to a file, on disk, and answered; nothing else."""
    with (folder / "bare.jsonl").open("ab", buffering=0) as file:

        async def answer(line: ServerConnection) -> None:
            await line.send(await line.recv())
            async for raw in line:
                file.write(raw.encode() if isinstance(raw, str) else raw)
                os.fdatasync(file.fileno())
                await line.send(raw)

        async with serve(answer, "127.0.0.1", 0, compression=None, ping_interval=None) as server:
            port = server.sockets[0].getsockname()[1]
            return await times(await clients(f"ws://127.0.0.1:{port}", ASKING, hellos))


async def test_two_hundred_seats_ask_once_a_second(tmp_path: Path) -> None:
    async with Drill(tmp_path, 200) as drill:
        took = await times(await clients(drill.url, ASKING, drill.hellos()))
        kept = sum(isinstance(record, Asked) and bool(record.id) for record in read_log(tmp_path))
    limit = await bare_questions(tmp_path, ["hello"] * 200)
    table(f"{len(took)} questions, {kept} on disk", bare_append=limit, question=took)
    assert kept == len(took)


async def test_a_thousand_come_back_at_once(tmp_path: Path) -> None:
    async with Drill(tmp_path, 1000) as drill:
        for number in range(500):
            await drill.session.ask("excon", cmd.SendAs("Press", ("everyone",), f"{number}", "x" * 200))
        await drill.session.ask("excon", cmd.SendAs("Press", ("everyone",), "last", MARK))
        start = time.monotonic()
        process = await clients(drill.url, MARK, drill.hellos())
        came = [at - start for at in await times(process)]
    print(f"\n1000 seats, 500 records each: all welcomed and caught up after {came[-1]:.1f} s")
    assert len(came) == 1000
