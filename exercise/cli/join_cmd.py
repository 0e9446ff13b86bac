"""`exercise join`: the desk of a seat in this terminal, wherever the exercise runs."""

from __future__ import annotations

import argparse
import hashlib
import sys
from pathlib import Path

from platformdirs import user_state_path

from exercise.errors import UsageError


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be written after `exercise join`."""
    from exercise.cli.joint import invitation_argument
    from exercise.cli.spoken import lang_argument

    invitation_argument(parser)
    lang_argument(parser)


def run(args: argparse.Namespace) -> int:
    """Sit down until the person leaves."""
    import asyncio

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            "this is not a terminal, so there is nowhere to show the desk.\n"
            "The same without a screen:  exercise follow INVITATION   and   exercise ask INVITATION COMMAND…"
        )
    return asyncio.run(_at_the_desk(args.invitation, args.lang))


async def _at_the_desk(text: str, language: str) -> int:
    from exercise.cli.joint import link_to

    link = link_to(text)
    await link.sit_down()
    try:
        from tui.desk import run_desk

        kept = _drafts(link.welcome.run, link.welcome.seat)
        return await run_desk(link, link.welcome.eyes, drafts=kept, language=language)
    finally:
        await link.leave()


def _drafts(run: str, seat: str) -> Path:
    """Where this machine keeps what was typed at a seat and not sent. What the server calls things is no path."""
    name = hashlib.sha256(f"{run}/{seat}".encode()).hexdigest()[:24]
    return user_state_path("exercise", appauthor=False) / "drafts" / f"{name}.json"
