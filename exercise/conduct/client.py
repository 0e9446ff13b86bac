"""What a desk needs of an exercise, wherever that runs: ask for something, read the records, know the time."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import NamedTuple, Protocol, runtime_checkable

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

    @property
    def stand_ins(self) -> Mapping[str, str]:
        """Agency → `bot` or `absent`: who answers there while nobody sits at it."""

    @property
    def station(self) -> str:
        """What this seat is called when it answers a comms check."""

    @property
    def cell(self) -> str:
        """Of a controller of a cell: which; nothing for everybody else."""

    async def ask(self, command: AnyCommand, *, seat: str) -> None:
        """Ask for something as `seat`: `excon` or an agency's id. Returns once it is on disk.

        Raises:
            Refused: the rules do not allow it now; nothing was recorded.
        """

    def records(self) -> AsyncIterator[Sequence[Record]]:
        """Everything this link may see, from the beginning, in batches; then as it happens."""

    def tick(self) -> int:
        """Exercise time now, in seconds since STARTEX, between records too."""


class Eyes(Protocol):
    """What one agency may know, of records that are all here."""

    @property
    def scenario(self) -> Scenario:
        """As far as the agency may know it; grows with the records."""

    def see(self, records: Sequence[Record]) -> Sequence[Record]:
        """Of new records those the agency may see, as it may read them."""


@runtime_checkable
class WholeLink(Protocol):
    """A link that tells everything, and can look through an agency's eyes."""

    def eyes(self, agency: str) -> Eyes | None:
        """An agency's eyes, open from the first record on; None where only so much is told as may be seen."""


class LineState(NamedTuple):
    """How the line to an exercise elsewhere is."""

    connected: bool = True
    waiting: int = 0
    """Questions without an answer so far; they are sent again until there is one."""
    over: str = ""
    """Why the line will not come back; empty while it may."""
    trouble: str = ""
    """Why the exercise stands still although play runs; for controllers."""


@runtime_checkable
class FarLink(Protocol):
    """A link to another machine, or to another process."""

    @property
    def line(self) -> LineState:
        """How the line is at the moment."""
