"""The door to the desks: runs one in this terminal."""

from __future__ import annotations

import gc
import os
import sys
import tempfile
import traceback
from pathlib import Path

from platformdirs import user_config_path

from exercise.conduct.client import Link, RecordedLink
from exercise.domain.seats import EXCON
from exercise.errors import UsageError
from tui.app import DeskApp
from tui.dressed import DressedApp
from tui.languages import of_terminal
from tui.patience import take_turns
from tui.settings import FILE_NAME, DeskSettings, read_settings

CRASH_FILE = "desk-error.txt"


async def run_desk(link: Link, seat: str = EXCON, *, drafts: Path | None = None, language: str = "") -> int:
    """Sit down at `seat` until the person leaves; returns the exit code.

    Args:
        drafts: the file that keeps what is typed and not sent.
        language: in which the desk is to speak, before what the settings say.

    Raises:
        UsageError: there is no terminal to draw on, or the settings of the desks are wrong.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("a desk needs a terminal; without one, use: exercise run SCENARIO --headless")
    locale = of_terminal(os.environ)
    return await _run(DeskApp(link, seat, settings=_settings(language), drafts=drafts, locale=locale))


async def run_debrief(recording: RecordedLink, *, language: str = "") -> int:
    """Look at an exercise that was played, until the person leaves; returns the exit code. Raises as `run_desk`."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("a desk needs a terminal; without one, use: exercise show LOG --at T+12:00")
    from tui.debrief_app import DebriefApp

    locale = of_terminal(os.environ)
    return await _run(DebriefApp(recording, settings=_settings(language), locale=locale))


def _settings(language: str) -> DeskSettings:
    kept = read_settings(user_config_path("exercise", appauthor=False) / FILE_NAME)
    return kept.model_copy(update={"language": language}) if language else kept


def spare_the_collector() -> None:
    """To look through all there is for garbage holds up a key; a desk does so when it opens, then once a minute."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(2_000, 10, 1_000_000)


async def _run(app: DressedApp) -> int:
    take_turns()
    result = await app.run_async()
    if app.return_code:
        sys.stderr.write(f"exercise: {what_broke(app.broke_with, app.log_path)}\n")
        return 1
    return result or 0


def what_broke(error: BaseException | None, log_path: str) -> str:
    """What happened in a line and where the details are, which are written beside the log.

    Where the log is and how to go on is said by the command that began the desk, as after every drill.
    """
    words = " ".join(str(error).split()) if error else ""
    said = f"the desk broke ({type(error).__name__}{f': {words[:120]}' if words else ''}); nothing recorded is lost"
    if error is None:
        return said
    try:
        return f"{said}\nDetails: {_keep(error, log_path)}"
    except OSError as trouble:
        return f"{said}\nThe details could not be written: {trouble}"


def _keep(error: BaseException, log_path: str) -> Path:
    """Append the traceback, without the values of anything, to the file of such things."""
    folder = Path(log_path).parent if log_path else Path(tempfile.mkdtemp(prefix="exercise-"))
    path = folder / CRASH_FILE
    with path.open("a", encoding="utf-8") as file:
        file.write("".join(traceback.format_exception(error)) + "\n")
    return path
