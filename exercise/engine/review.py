"""What becomes of observations and of answers to questionnaires: nothing in the world moves by them."""

from __future__ import annotations

from collections.abc import Callable

from exercise.domain import commands as cmd
from exercise.domain import events as ev
from exercise.domain.rules_review import answering
from exercise.domain.seats import agency_of
from exercise.scenario.model import Scenario


def perform(
    record: Callable[[ev.AnyEvent], int], scenario: Scenario, by: str, command: cmd.Observe | cmd.Answer
) -> None:
    """Record it."""
    if isinstance(command, cmd.Observe):
        record(
            ev.ObservationMade(
                command.desk or by,
                command.text,
                command.inject,
                command.agency,
                command.objective,
                command.rating,  # type: ignore[arg-type]
                command.task,
                command.evidence,
                command.at,
                command.proposed,  # type: ignore[arg-type]
                command.name,
            )
        )
        return
    name, agency = command.questionnaire, agency_of(by)
    given = {key: text for key, text in command.answers.items() if text.strip()}
    role = answering(command, agency)
    if scenario.questionnaires[name].anonymous:
        record(ev.QuestionnaireAnswered(name, role, given))
    else:
        record(ev.QuestionnaireAnswered(name, role, given, command.desk or by, agency, command.corrects))
