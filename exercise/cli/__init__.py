"""The commands a person types: the composition root, and the only package that may load everything."""

from __future__ import annotations

from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code."""
    # Late, because importing any module of this package runs this file first.
    from exercise.cli.entry import enter

    return enter(argv)
