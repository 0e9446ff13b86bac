"""What a desk needs of an exercise, wherever that runs: ask for something, read the records, know the time."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import Protocol, runtime_checkable

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


@runtime_checkable
class FarLink(Protocol):
    """What a link to another machine, or to another process, also knows: how the line is."""

    @property
    def connected(self) -> bool:
        """Whether the line holds at the moment."""

    @property
    def waiting(self) -> int:
        """Questions without an answer so far; they are sent again until there is one."""

    @property
    def over(self) -> str:
        """Why the line will not come back; empty while it may."""

    @property
    def trouble(self) -> str:
        """Why the exercise stands still although play runs; for controllers."""
