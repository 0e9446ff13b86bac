"""What a desk needs of an exercise, wherever that runs: ask for something, read the records, know the time."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol, runtime_checkable

from exercise.domain.commands import AnyCommand
from exercise.log.records import Record
from exercise.review.bookmarks import Notes
from exercise.review.compare import Comparison
from exercise.review.picture import Picture
from exercise.review.replay import Progress, Replay
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


@runtime_checkable
class SeatedLink(Protocol):
    """A link to a seat that somebody was invited to."""

    @property
    def role(self) -> str:
        """The seat's role."""


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


class WhatIf(NamedTuple):
    """What is to be otherwise in another future of a log."""

    at: int | None
    """From which second on; None for the first thing left out."""
    added: tuple[dict[str, Any], ...] = ()
    """Commands, as a script writes them."""
    without: tuple[str, ...] = ()
    """What is left out: records by their numbers."""
    bots: str = "recorded"
    """Who plays on."""
    languages: tuple[str, ...] = ()
    """Of whoever reads what came of it; none for those of the scenario, in English sentences."""


class OtherFuture(NamedTuple):
    """What came of it, and where it is kept."""

    log: str
    page: str
    comparison: Comparison


class RecordedLink(Link, Protocol):
    """An exercise that was played: a moment of it that can be moved, and a clock that only this desk has."""

    @property
    def replay(self) -> Replay:
        """Any moment of the log."""

    @property
    def notes(self) -> Notes:
        """Bookmarks and notes beside the log."""

    @property
    def finished(self) -> bool:
        """Whether the log has its closing line; without it, somebody may still be writing."""

    @property
    def goes(self) -> bool:
        """Whether the recording plays."""

    @property
    def pace(self) -> float:
        """Exercise seconds per second of wall time while it plays."""

    @property
    def seq(self) -> int:
        """The last record shown; -1 before the first."""

    def picture(self, seat: str) -> Picture:
        """What a seat could see at the moment shown."""

    def play(self) -> None:
        """Play on from here, or from the beginning when this is the end."""

    def stand(self) -> None:
        """Stop here."""

    def set_pace(self, pace: float) -> None:
        """From now on at this pace."""

    def go_to(self, tick: int) -> None:
        """Show a moment, with all that happened in that second; never one outside the log."""

    def go_to_record(self, seq: int) -> None:
        """Show the moment just after a record. Raises `NoSuchThing`."""

    def read_again(
        self, progress: Progress | None = None, *, languages: tuple[str, ...] = ()
    ) -> Callable[[], int]:
        """Read what was written since. Takes its time and changes nothing, so that it may be done in a thread.

        With `languages` everything is told anew, in the language spoken now, with the scenario's texts in the first
        of these that they have; without, in those of before.
        What it returns takes the new records in, at once, and says how many there are. The moment shown stays.
        Raises `ExerciseError` or `OSError` when the log cannot be read.
        """

    def other_future(self, what: WhatIf) -> OtherFuture:
        """Play on with something changed, and compare. Takes its time. Raises `ExerciseError` when it cannot be."""
