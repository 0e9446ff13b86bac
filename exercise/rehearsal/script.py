"""A script: what people would type, written down beforehand and played at its exact times.

Its commands go through the same door as people's. Each carries its place in the script as its id, so that a drill
that goes on after a crash knows from its log what was asked already.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from exercise.domain import commands as cmd
from exercise.domain.short import in_short

Ask = Callable[[str, cmd.AnyCommand, str], None]
"""Asks for a command as a seat, with its id."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A command of the script that the rules did not allow."""

    at: int
    seat: str
    words: str
    """What it asked for, such as `order repair`."""
    why: str

    def as_json(self) -> dict[str, Any]:
        return {"at": self.at, "as": self.seat, "asked": self.words, "why": self.why}


class Script:
    """The commands still to come, in the order of their times; those of the same second as written."""

    def __init__(self, commands: Sequence[dict[str, Any]] = ()) -> None:
        self.refused: list[Refusal] = []
        self._lines: list[tuple[int, int, str, cmd.AnyCommand]] = []
        if commands:
            self._read(commands)

    def _read(self, commands: Sequence[dict[str, Any]]) -> None:
        # Late: most drills have no script, and its models take a while to build.
        from exercise.rehearsal.script_file import lines_of

        lines = enumerate(lines_of(commands), 1)
        due = [(line.at, number, line.as_, line.do.command()) for number, line in lines]
        self._lines = sorted(due, key=lambda line: line[:2], reverse=True)

    def next(self) -> int | None:
        """When the next command is due."""
        return self._lines[-1][0] if self._lines else None

    def act(self, tick: int, ask: Ask) -> None:
        """Ask for everything due by now."""
        while self._lines and self._lines[-1][0] <= tick:
            _, number, seat, command = self._lines.pop()
            ask(seat, command, f"script/{number}")

    def refuse(self, tick: int, seat: str, command: cmd.AnyCommand, why: str) -> None:
        """Keep a refusal for the report at the end."""
        self.refused.append(Refusal(tick, seat, in_short(command), why))
