"""The words of a script for those who evaluate, and for questionnaires."""

from __future__ import annotations

from typing import Literal

from exercise.domain import commands as cmd
from exercise.scenario.part import Listed, Part
from exercise.scenario.quantities import Slug, Time
from exercise.scenario.questionnaires import SeatRole

Rating = Literal["", "P", "S", "M", "U"]


class DoObserve(Part):
    """Note an observation, with a rating of an objective or of one of its tasks if there is one."""

    observe: str
    inject: str = ""
    agency: str = ""
    objective: str = ""
    rating: Rating = ""
    task: str = ""
    evidence: Listed[int] = ()
    about: Time | None = None
    proposed: Rating = ""
    seat: str = ""

    def command(self) -> cmd.AnyCommand:
        return cmd.Observe(
            self.observe,
            self.inject,
            self.agency,
            self.objective,
            self.rating,
            self.task,
            self.evidence,
            self.about,
            self.proposed,
            desk=self.seat,
        )


class DoAnswer(Part):
    """Fill in a questionnaire; numbers may stand for the steps of a scale."""

    answer: Slug
    fields: dict[Slug, str | int]
    role: SeatRole | Literal[""] = ""
    seat: str = ""

    def command(self) -> cmd.AnyCommand:
        given = {name: str(value) for name, value in self.fields.items()}
        return cmd.Answer(self.answer, given, self.role, self.seat)
