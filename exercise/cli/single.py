"""One terminal, one process: a session and the controller's desk side by side."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from exercise.conduct.session import LocalLink, Session
from exercise.domain import commands as cmd
from exercise.errors import Refused


async def at_the_desk(make: Callable[[], Session], *, pace: float | None, language: str = "") -> int:
    """Sit at the desk until it is left. Leaving stops the clock and keeps everything."""
    from tui.desk import run_desk

    session = make()
    try:
        if session.drill.engine.world.phase == "running":
            # Whoever comes back to a drill wants to look before time goes on.
            await session.ask("excon", cmd.Pause("back at the desk"))
        if pace is not None:
            await session.ask("excon", cmd.SetPace(pace))
        going = asyncio.create_task(session.run())
        going.add_done_callback(lambda task: _look_at(task, session))
        link = LocalLink(session)
        try:
            kept = Path(link.log_path).parent / "drafts.json"
            code = await run_desk(link, drafts=kept, language=language)
        finally:
            if session.drill.engine.world.phase == "running":
                with suppress(Refused):
                    await session.ask("excon", cmd.Pause("the desk was closed"))
            going.cancel()
            await asyncio.wait([going])
    finally:
        session.close()
    return code


def _look_at(task: asyncio.Task[None], session: Session) -> None:
    """A drill that broke must not leave a desk behind that looks alive."""
    if not task.cancelled() and (error := task.exception()) is not None:
        session.broke(error)
