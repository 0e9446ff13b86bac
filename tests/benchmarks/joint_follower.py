"""Follows a drill for the benchmark: when each batch of records came, and up to which moment of the exercise.

    python joint_follower.py URL < hello

Prints `ready` when welcomed, then, when the exercise has ended, one JSON list of [monotonic seconds, tick, records].
"""

from __future__ import annotations

import asyncio
import json
import sys
import time

import msgspec
from websockets.asyncio.client import connect


async def main(url: str) -> None:
    came: list[tuple[float, int, int]] = []
    async with connect(url, compression=None, proxy=None, ping_interval=None, max_size=None) as line:
        await line.send(sys.stdin.readline())
        await line.recv()
        print("ready", flush=True)
        async for raw in line:
            at = time.monotonic()
            message = msgspec.json.decode(raw)
            if message["say"] != "told":
                continue
            records = message["records"]
            came.append((at, records[-1]["tick"], len(records)))
            if any(record.get("event", {}).get("phase") == "ended" for record in records):
                break
    print(json.dumps(came), flush=True)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
