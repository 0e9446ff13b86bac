"""Seats for the load benchmark, in a process of their own: connect, say hello, note when the marked message comes.

    python joint_clients.py URL MARK < lines of hello
    python joint_clients.py URL ask:SECONDS < lines of hello     each asks once a second
    python joint_clients.py URL hold < lines of hello            each stays, and reads what comes, until killed

Prints `ready` when all have been welcomed, then one JSON list of seconds.
"""

from __future__ import annotations

import asyncio
import json
import resource
import sys
import time
from pathlib import Path

from websockets.asyncio.client import ClientConnection, connect

AT_ONCE = asyncio.Semaphore(50)


async def come_in(url: str, hello: str) -> ClientConnection:
    async with AT_ONCE:
        line = await connect(
            url, compression=None, proxy=None, ping_interval=None, max_size=None, open_timeout=60
        )
        await line.send(hello)
        if hello:
            await line.recv()
        return line


async def marked(line: ClientConnection, mark: str) -> float:
    async for raw in line:
        if mark in str(raw):
            return time.monotonic()
    raise RuntimeError("cut")


async def asking(line: ClientConnection, number: int, seconds: int) -> list[float]:
    took = []
    await asyncio.sleep(number % 100 / 100)
    for count in range(seconds):
        name, start = f"b{count}", time.monotonic()
        command = {"kind": "send", "to": ["excon"], "subject": "s", "text": "t"}
        question = {"say": "ask", "id": name, "command": command}
        await line.send(json.dumps(question, separators=(",", ":")))
        async for raw in line:
            if f'"id":"{name}"' in str(raw):
                took.append(time.monotonic() - start)
                break
        await asyncio.sleep(max(0.0, start + 1 - time.monotonic()))
    return took


async def staying(line: ClientConnection) -> float:
    async for _ in line:
        pass
    raise RuntimeError("cut")


async def main(url: str, mark: str) -> None:
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    hellos = Path("/dev/stdin").read_text().split("\n")[:-1]
    lines: list[ClientConnection] = []

    async def seat(hello: str) -> asyncio.Task[float]:
        line = await come_in(url, hello)
        lines.append(line)
        # From now on it reads, like any desk; a line nobody reads does not answer the server's pings either.
        return asyncio.create_task(staying(line) if mark == "hold" else marked(line, mark))

    if mark.startswith("ask:"):
        lines += await asyncio.gather(*(come_in(url, hello) for hello in hellos))
        print("ready", flush=True)
        each = await asyncio.gather(*(asking(line, n, int(mark[4:])) for n, line in enumerate(lines)))
        print(json.dumps([took for one in each for took in one]), flush=True)
    else:
        reading = await asyncio.gather(*(seat(hello) for hello in hellos))
        print("ready", flush=True)
        print(json.dumps(await asyncio.gather(*reading)), flush=True)
    for line in lines:
        line.transport.abort()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
