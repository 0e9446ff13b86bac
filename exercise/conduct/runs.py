"""Where runs are kept: one folder a run, never overwritten."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_data_path

from exercise.conduct.pacer import wall_now
from exercise.errors import UsageError
from exercise.log.store import FILE_NAME


def runs_folder() -> Path:
    """The user's data folder for runs."""
    return user_data_path("exercise", appauthor=False) / "runs"


def new_run(scenario: str, out: Path | None) -> Path:
    """The log file of a new run: in `out`, or in a folder of its own named after the scenario and the moment.

    Raises `UsageError` when `out` holds a log already.
    """
    if out is not None:
        if (out / FILE_NAME).exists():
            raise UsageError(
                f"{out} holds a log already; choose another folder, or go on with --resume {out}"
            )
        return out / FILE_NAME
    stamp = wall_now()[:19].replace("-", "").replace(":", "").replace("T", "-")
    name = f"{scenario}-{stamp}"
    count = 1
    while (folder := runs_folder() / (name if count == 1 else f"{name}-{count}")).exists():
        count += 1
    return folder / FILE_NAME


def latest_run() -> Path:
    """The folder of the run that was written to last. Raises `UsageError` when there is none."""
    logs = sorted(runs_folder().glob(f"*/{FILE_NAME}"), key=lambda log: log.stat().st_mtime)
    if not logs:
        raise UsageError(f"there are no runs in {runs_folder()}")
    return logs[-1].parent
