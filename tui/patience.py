"""Waiting for an exercise far away without holding the keyboard: what takes long goes on by itself."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable
from typing import Any

from textual.app import App

from exercise.language import marked

PATIENCE = 1.5
"""Seconds a keyboard may stand still for an answer."""

NO_ANSWER = marked("No answer yet. It is kept, and sent by itself once the connection is back.")
TURN = 0.001
"""Seconds for which a thread that works beside a desk may go on before the desk has its turn."""


def take_turns() -> None:
    """Let the keyboard wait less for what is worked out beside it; the usual turns add up to seconds a key."""
    sys.setswitchinterval(TURN)


async def patiently(app: App[Any], work: Awaitable[object]) -> bool:
    """Whether it was done while somebody could wait for it. Otherwise it goes on, and ends when it ends."""
    if getattr(app, "far", None) is None:
        await work
        return True
    done, failed, waited_for = asyncio.Event(), list[Exception](), True

    async def go() -> None:
        try:
            await work
        except Exception as error:
            if not waited_for:
                raise
            failed.append(error)
        finally:
            done.set()

    app.run_worker(go(), group="asking")
    try:
        async with asyncio.timeout(PATIENCE):
            await done.wait()
    except TimeoutError:
        waited_for = False
        return False
    if failed:
        raise failed[0]
    return True
