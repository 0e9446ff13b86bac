"""Anonymous questionnaires: what goes to the log says nothing of who answered, and once is enough all the same."""

from __future__ import annotations

import msgspec

from exercise.conduct.roles import Seat
from exercise.domain import commands as cmd
from exercise.domain.rules_review import answering
from exercise.domain.seats import EXCON, agency_of
from exercise.errors import Refused
from exercise.scenario.model import Scenario


def is_anonymous(command: cmd.AnyCommand, scenario: Scenario) -> bool:
    """Whether the log may not know who asks this."""
    part = scenario.questionnaires.get(command.questionnaire) if isinstance(command, cmd.Answer) else None
    return part is not None and part.anonymous


def unsigned(command: cmd.AnyCommand, seat: str) -> cmd.AnyCommand:
    """An anonymous answer with nothing in it but the role; it goes to the log as exercise control's."""
    assert isinstance(command, cmd.Answer)
    role = answering(command, "" if seat == EXCON else agency_of(seat))
    return msgspec.structs.replace(command, role=role, desk="")


class Answered:
    """Which seats have answered what without their name. Kept in memory only, because a file would betray them."""

    def __init__(self) -> None:
        self._given: set[tuple[str, str]] = set()
        self._ids: set[str] = set()

    def has(self, id: str) -> bool:
        """Whether a question with this id was carried out."""
        return id in self._ids

    def refuse_twice(self, seat: Seat, command: cmd.Answer) -> None:
        """Raise `Refused` when this seat has had its say."""
        if (seat.name, command.questionnaire) in self._given:
            raise Refused("this was answered from here already; without a name it cannot be changed")

    def keep(self, seat: Seat, command: cmd.Answer, id: str) -> None:
        """It is in the log."""
        self._given.add((seat.name, command.questionnaire))
        self._ids.add(id)
