"""Events of evaluation: what was observed and rated, and how questionnaires were answered."""

from __future__ import annotations

from typing import Literal

from exercise.domain.event import Event


class ObservationMade(Event, frozen=True):
    """A controller or evaluator noted something, tied to an inject, an agency, an objective or nothing."""

    seat: str
    text: str
    inject: str = ""
    agency: str = ""
    objective: str = ""
    rating: Literal["", "P", "S", "M", "U"] = ""
    task: str = ""
    """A critical task of the objective: its id, or its place from 1."""
    evidence: tuple[int, ...] = ()
    """Numbers of the records it rests on."""
    at: int | None = None
    """The moment it is about; that of the record when there is none."""
    proposed: Literal["", "P", "S", "M", "U"] = ""
    """Of a rating: what the log proposed when it was given."""
    name: str = ""
    """Of the person, where evaluators are named."""


class QuestionnaireAnswered(Event, frozen=True):
    """Somebody has filled in a questionnaire. Of an anonymous one only the role stands here."""

    questionnaire: str
    role: str
    answers: dict[str, str]
    seat: str = ""
    agency: str = ""
    corrects: bool = False
    """Whether it replaces what the seat sent before."""
