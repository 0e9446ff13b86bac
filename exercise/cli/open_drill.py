"""The director's desk at a drill that others join: starts its server, sits down, and says how to come back."""

from __future__ import annotations

import asyncio
from pathlib import Path

from exercise.cli.listen import INVITATIONS, Address, Background, start_server, way_in
from exercise.cli.output import tell


def open_drill(
    log: Path,
    address: Address,
    *,
    name: str = "",
    pace: float | None = None,
    renew: str = "",
    language: str = "",
) -> int:
    """Begin to serve, and sit at the desk until it is left."""
    tell("Starting the server of the drill …")
    server = start_server(log.parent, address, name=name, pace=pace, renew=renew)
    seat = renew or "director"
    tell(f"The invitations are in {log.parent / INVITATIONS}")
    return asyncio.run(_at_the_desk(server, log, server.invited[seat], address, language))


async def _at_the_desk(server: Background, log: Path, link: str, address: Address, language: str) -> int:
    from exercise.conduct.remote import RemoteLink
    from tui.desk import run_desk

    desk = RemoteLink(way_in(link, address))
    await desk.sit_down()
    desk.log_path = str(log)
    try:
        return await run_desk(desk, language=language)
    finally:
        over = desk.ended
        await desk.leave()
        _goodbye(server, log.parent, link, over=over)


def _goodbye(server: Background, folder: Path, link: str, *, over: bool) -> None:
    tell(f"The log is {folder / 'log.jsonl'}")
    if over:
        tell("The exercise is over; its server stops when the last desk is left.")
        tell(f"To report: exercise report {folder}")
    elif server.has_stopped:
        tell(f"The server of the drill has stopped; what it said is in {folder / 'server.log'}")
        tell(f"To go on:  exercise run --resume {folder} --listen")
    else:
        tell("The drill goes on without this desk.")
        tell(f"To come back:        exercise join '{link}'")
        tell(f"To end the exercise: exercise ask '{link}' end")
        tell(f"To stop the server (the drill can go on later): exercise ask '{link}' stop")
