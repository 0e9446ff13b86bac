"""The scenarios that come with the program, and how a word on the command line becomes a path to one."""

from __future__ import annotations

from pathlib import Path

from exercise.errors import UsageError
from exercise.scenario.complaints import did_you_mean
from exercise.scenario.source import SCENARIO_FILE

_PACKAGE = Path(__file__).parents[1]


def home() -> Path:
    """Where bundled scenarios are kept: inside an installed package, beside the package in a checkout."""
    installed = _PACKAGE / "_scenarios"
    return installed if installed.is_dir() else _PACKAGE.parent / "scenarios"


def bundled() -> list[Path]:
    """Every bundled scenario's folder, by name."""
    folder = home()
    if not folder.is_dir():
        return []
    return sorted(each for each in folder.iterdir() if (each / SCENARIO_FILE).is_file())


def find_scenario(word: str) -> Path:
    """The scenario meant by a bundled name or a path.

    A folder of the same name in the present directory does not hide a bundled scenario; it is `./name`.

    Raises:
        UsageError: there is none; the message names the nearest and lists what there is.
    """
    names = {folder.name: folder for folder in bundled()}
    if word in names:
        return names[word]
    path = Path(word)
    if path.exists():
        return path
    near = did_you_mean(word, names)
    listed = ", ".join(names) or "none"
    words = f"there is no scenario {word!r}" + (f"; {near}" if near else "")
    raise UsageError(f"{words}\nBundled scenarios: {listed}. Or give the path of a folder or a YAML file.")
