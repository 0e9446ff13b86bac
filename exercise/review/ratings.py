"""From tasks to a rating: a proposal, which an evaluator confirms or changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from exercise.domain.events import ObservationMade
from exercise.domain.seats import EXCON
from exercise.language import marked, t
from exercise.review.answers import Answer
from exercise.scenario.assess import Measure

Rating = Literal["P", "S", "M", "U"]

# Choices of this program, in one place: which weighted share of the decided tasks proposes which rating.
# Tasks that the log cannot decide, and injects without expectations, weigh nothing.
THRESHOLDS: tuple[tuple[Rating, float], ...] = (("P", 1.0), ("S", 2 / 3), ("M", 1 / 3), ("U", 0.0))

DEFINITIONS: dict[Rating, tuple[str, str]] = {
    "P": (
        marked("Performed without challenges"),
        marked(
            "The targets and critical tasks associated with the core capability were completed in a manner "
            "that achieved the objective(s) and met the performance measure(s)."
        ),
    ),
    "S": (
        marked("Performed with some challenges"),
        marked(
            "The targets and critical tasks associated with the core capability were completed in a manner "
            "that achieved the objective(s) and met the performance measure(s); however, some challenges were noted."
        ),
    ),
    "M": (
        marked("Performed with major challenges"),
        marked(
            "The targets and critical tasks associated with the core capability were completed in a manner "
            "that achieved the objective(s) and met the performance measure(s); however, significant challenges "
            "were noted."
        ),
    ),
    "U": (
        marked("Unable to be performed"),
        marked(
            "The targets and critical tasks associated with the core capability were not performed in a "
            "manner that achieved the objective(s) or met the performance measure(s)."
        ),
    ),
}
"""Letter → what it is called, and what it means; marked, and said where a desk shows them."""


def propose(share: float) -> Rating:
    """The rating proposed for a weighted share of met tasks."""
    # A sum of weights divided by another is not always exactly two thirds.
    return next(rating for rating, least in THRESHOLDS if share >= least - 1e-9)


@dataclass(frozen=True, slots=True)
class EvaluatorRating:
    """What an evaluator said about an objective, or about a critical task."""

    seq: int
    tick: int
    seat: str
    rating: Rating
    text: str
    proposed: Rating | Literal[""] = ""
    """What the log proposed at that moment."""
    evidence: tuple[int, ...] = ()
    name: str = ""
    """Of the person, where the exercise keeps names."""

    @property
    def by(self) -> str:
        """The evaluator: the seat, and the name where there is one."""
        seat = "EXCON" if self.seat == EXCON else f"the seat {self.seat}"
        return f"{self.name} ({seat})" if self.name else seat


def rating_of(seq: int, tick: int, event: ObservationMade) -> EvaluatorRating:
    """The rating in an observation. Evidence lies before it: a record cannot rest on one to come."""
    assert event.rating
    evidence = tuple(number for number in event.evidence if number < seq)
    return EvaluatorRating(
        seq, tick, event.seat, event.rating, event.text, event.proposed, evidence, event.name
    )


def rating_words(rating: EvaluatorRating, proposed: Rating | Literal[""]) -> str:
    """How a rating stands to what the log proposed then (or proposes now): confirmed, or changed because of what."""
    before = rating.proposed or proposed
    gaps = {"rating": rating.rating, "who": rating.by, "before": before, "why": rating.text}
    if not before:
        said, why = marked("rated {rating} by {who}"), marked("rated {rating} by {who}: {why}")
    elif rating.rating == before:
        said, why = marked("{rating} confirmed by {who}"), marked("{rating} confirmed by {who}: {why}")
    else:
        said = marked("changed from {before} to {rating} by {who}")
        why = marked("changed from {before} to {rating} by {who} because: {why}")
    return t(why if rating.text else said, **gaps)


@dataclass(frozen=True, slots=True)
class TaskResult:
    """How a critical task came out."""

    text: str
    measure: Measure | None
    answer: Answer
    weight: int
    who: tuple[str, ...]
    """Short names of the agencies whose task it is; empty when it is everybody's."""
    id: str = ""
    """Its own, or its place among the objective's tasks, from 1."""
    agencies: tuple[str, ...] = ()
    """The same agencies by id."""
    ratings: tuple[EvaluatorRating, ...] = ()
    """What evaluators said of this task alone."""


@dataclass(frozen=True, slots=True)
class ObjectiveResult:
    """How an objective stands."""

    id: str
    name: str
    capability: str
    target: str
    weight: int
    tasks: tuple[TaskResult, ...]
    ratings: tuple[EvaluatorRating, ...] = ()

    def count(self, verdict: str) -> int:
        """How many tasks came out so."""
        return sum(task.answer.verdict == verdict for task in self.tasks)

    @property
    def share(self) -> float | None:
        """The weighted share of met tasks among those decided; None when none is."""
        weights = {"met": 0, "not met": 0}
        for task in self.tasks:
            if task.answer.verdict in weights:
                weights[task.answer.verdict] += task.weight
        decided = sum(weights.values())
        return weights["met"] / decided if decided else None

    @property
    def proposed(self) -> Rating | Literal[""]:
        """The rating the log proposes; empty while nothing is decided."""
        return "" if self.share is None else propose(self.share)

    @property
    def confirmed(self) -> Rating | Literal[""]:
        """The evaluators' latest rating; empty when there is none."""
        return self.ratings[-1].rating if self.ratings else ""

    @property
    def settled(self) -> str:
        """What became of the proposal, in words; empty while no evaluator has spoken."""
        return rating_words(self.ratings[-1], self.proposed) if self.ratings else ""
