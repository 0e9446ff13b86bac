"""What injects that controllers wrote on the spot are called: by their place, which may differ in another future."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from exercise.domain import commands as cmd
from exercise.domain import events as ev
from exercise.domain.world import World
from exercise.errors import NoSuchThing
from exercise.log.records import Asked, Record
from exercise.scenario.play import AD_HOC

_NAMED_IN = ("inject", "item", "task")
"""Fields of commands that name an inject, alone or between slashes."""


class Called:
    """Finds, for a command of a log, the inject that it means in a future where others were written or left out.

    Args:
        recorded: the log.
        cut: how many of its records both futures share.
    """

    def __init__(self, recorded: Sequence[Record], cut: int) -> None:
        self._recorded: dict[int, str] = {}
        """Command → the inject it wrote."""
        self._here: dict[str, str] = {}
        writing: set[int] = set()
        for record in recorded[cut:]:
            if isinstance(record, Asked):
                writing |= {record.seq} if isinstance(record.command, cmd.SendInject) else set()
            elif record.cause in writing and isinstance(record.event, ev.InjectAdded | ev.InjectReleased):
                self._recorded[record.cause] = record.event.inject
        self._missing = set(self._recorded.values())

    def sent(self, seq: int, world: World) -> None:
        """The inject that this recorded command wrote was written here too."""
        if (name := self._recorded.get(seq)) is not None:
            self._missing.discard(name)
            self._here[name] = f"{AD_HOC}{world.ad_hoc}"

    def meant(self, command: cmd.AnyCommand) -> cmd.AnyCommand:
        """The command as it has to be asked here. Raises `NoSuchThing` when its inject was not written here."""
        changes: dict[str, Any] = {}
        for field in _NAMED_IN:
            said = getattr(command, field, "")
            parts = said.split("/") if AD_HOC in said else []
            for name in parts:
                if name in self._missing:
                    raise NoSuchThing("inject", name)
            if parts:
                changes[field] = "/".join(self._here.get(name, name) for name in parts)
        return msgspec.structs.replace(command, **changes) if changes else command
