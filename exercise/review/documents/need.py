"""The packages that documents other than HTML and Markdown are made with, and what to type when they are missing."""

from __future__ import annotations

from importlib.util import find_spec

from exercise.errors import UsageError

INSTALL = ".venv/bin/pip install -q -c tests/constraints.txt '.[report]'"

PACKAGES = {
    "docx": ("docx", "typst"),  # typst draws the timeline for Word, which cannot draw it itself
    "pdf": ("typst",),
    "xlsx": ("xlsxwriter",),
}
"""Format → the modules that make it."""


def need(*modules: str) -> None:
    """Raise `UsageError` with what to type when one of these cannot be imported."""
    missing = [name for name in modules if find_spec(name) is None]
    if missing:
        raise UsageError(
            f"these documents need packages that are not installed: {', '.join(missing)}.\n"
            f"In the project's folder:  {INSTALL}"
        )
