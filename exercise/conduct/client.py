"""What a desk needs of an exercise, wherever that runs: ask for something, read the records, know the time."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import Protocol

from exercise.domain.commands import AnyCommand
from exercise.log.records import Record
from exercise.scenario.model import Scenario


class Link(Protocol):
    """The only way from a screen to an exercise. Live, recorded and fake exercises are three links."""

    @property
    def scenario(self) -> Scenario:
        """The scenario as played."""

    @property
    def log_path(self) -> str:
        """Where the log is kept, to be shown to the controller; empty when there is none."""

    async def ask(self, command: AnyCommand, *, seat: str) -> None:
        """Ask for something as `seat`: `excon` or an agency's id. Returns once it is on disk.

        Raises:
            Refused: the rules do not allow it now; nothing was recorded.
        """

    def records(self) -> AsyncIterator[Sequence[Record]]:
        """Everything this link may see, from the beginning, in batches; then as it happens."""

    def tick(self) -> int:
        """Exercise time now, in seconds since STARTEX, between records too."""
