"""The door to the desks: runs one in this terminal."""

from __future__ import annotations

import sys

from exercise.conduct.client import Link
from exercise.domain.seats import EXCON
from exercise.errors import UsageError
from tui.app import DeskApp


async def run_desk(link: Link, seat: str = EXCON) -> int:
    """Sit down at `seat` until the person leaves; returns the exit code.

    Raises:
        UsageError: there is no terminal to draw on.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("a desk needs a terminal; without one, use: exercise run SCENARIO --headless")
    app = DeskApp(link, seat)
    result = await app.run_async()
    if app.return_code:
        kept = f"\nThe log is safe: {link.log_path}" if link.log_path else ""
        sys.stderr.write(f"exercise: the desk stopped because of an error of its own.{kept}\n")
        return 1
    return result or 0
