"""Anonymous questionnaires: what goes to the log says nothing of who answered, and once is enough all the same.

Which seats have answered is kept in a file of its own beside the log, sorted and without times, each seat as a word
made with the run's secret key. So the order of the answers in the log, and what else stands around them there, says
nothing of who gave which; and a server that starts again knows who has had their say.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec

from exercise.conduct.atomic import write_whole
from exercise.conduct.roles import Seat
from exercise.domain import commands as cmd
from exercise.domain.rules_review import answering
from exercise.domain.seats import EXCON, agency_of
from exercise.errors import Refused, UsageError
from exercise.scenario.model import Scenario

FILE_NAME = "answered.json"


def is_anonymous(command: cmd.AnyCommand, scenario: Scenario) -> bool:
    """Whether the log may not know who asks this."""
    part = scenario.questionnaires.get(command.questionnaire) if isinstance(command, cmd.Answer) else None
    return part is not None and part.anonymous


def unsigned(command: cmd.AnyCommand, seat: str) -> cmd.AnyCommand:
    """An anonymous answer with nothing in it but the role; it goes to the log as exercise control's."""
    assert isinstance(command, cmd.Answer)
    role = answering(command, "" if seat == EXCON else agency_of(seat))
    return msgspec.structs.replace(command, role=role, desk="", corrects=False)


class _Due(msgspec.Struct, forbid_unknown_fields=True):
    """An answer on its way to the log. The file holds one only for as long as writing that takes."""

    questionnaire: str
    words: list[str]
    before: int
    """So many answers to it were in the log: whether this one got there too, is seen by counting."""


class _File(msgspec.Struct, forbid_unknown_fields=True):
    words: list[str]
    due: _Due | None = None


class Answered:
    """Which seats have answered what without their name.

    Args:
        folder: the run's.
        mark: makes a secret word of an open one, the same for ever.
        counted: how many answers to a questionnaire the log holds.
    """

    def __init__(self, folder: Path, mark: Callable[[str], str], counted: Callable[[str], int]) -> None:
        self._path, self._mark, self._counted = folder / FILE_NAME, mark, counted
        self._due: _Due | None = None
        self._words: set[str] = set()
        try:
            kept = msgspec.json.decode(self._path.read_bytes(), type=_File)
        except FileNotFoundError:
            return
        except msgspec.MsgspecError as wrong:
            raise UsageError(f"{self._path} cannot be read: {wrong}") from None
        self._words, self._due = set(kept.words), kept.due
        # One is on its way when the server fell meanwhile.
        self.settle()

    def has(self, id: str) -> bool:
        """Whether a question with this id was carried out."""
        return bool(self._words) and self._mark(f"id/{id}") in self._words

    def expect(self, seat: Seat, command: cmd.Answer, id: str) -> None:
        """Keep that this seat answers now; `settle` says whether it did. Raises `Refused` when it did before."""
        self.settle()
        word = self._mark(f"by/{seat.name}/{command.questionnaire}")
        if word in self._words:
            raise Refused("this was answered from here already; without a name it cannot be changed")
        words, before = [word, self._mark(f"id/{id}")], self._counted(command.questionnaire)
        self._due = _Due(command.questionnaire, words, before)
        try:
            self._write()
        except OSError as trouble:
            self._due = None
            why = trouble.strerror or str(trouble)
            raise Refused(f"that it was answered cannot be kept ({why}); send it again later") from None

    def settle(self) -> None:
        """The answer on its way is in the log, or is not."""
        if self._due is None:
            return
        due, self._due = self._due, None
        if self._counted(due.questionnaire) > due.before:
            self._words |= set(due.words)
        try:
            self._write()
        except OSError:
            # The file still says that one is on its way; counting will say the same after a fall.
            return

    def _write(self) -> None:
        write_whole(
            self._path, msgspec.json.format(msgspec.json.encode(_File(sorted(self._words), self._due)))
        )
