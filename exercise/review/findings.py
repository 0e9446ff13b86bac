"""What the log lets one say: strengths, areas for improvement, and the first stub of a corrective action."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

from exercise.review.answers import Verdict
from exercise.review.curves import Curve
from exercise.review.lessons import Reach, reach_of
from exercise.review.msel_review import MselLine
from exercise.review.ratings import EvaluatorRating, ObjectiveResult, Rating, TaskResult
from exercise.review.whose import Whose
from exercise.scenario import assess as a
from exercise.scenario import conditions as c
from exercise.scenario.model import Scenario
from exercise.scenario.quantities import clock

Told = tuple[str, tuple[int, ...]]
"""A sentence and the records it rests on."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A critical task and how it came out."""

    text: str
    verdict: Verdict
    words: str
    evidence: tuple[int, ...]
    id: str = ""
    """Objective and task, such as `public-information/statement`: the same in every drill of a scenario."""
    cause: str = ""
    """Why it came out so. For people to say."""
    reference: str = ""
    """The plan or procedure it is about. For people to say."""


@dataclass(frozen=True, slots=True)
class ObjectiveReview:
    """An objective with its findings."""

    id: str
    name: str
    capability: str
    target: str
    proposed: Rating | Literal[""]
    confirmed: Rating | Literal[""]
    decided: str
    tasks: tuple[Finding, ...]
    ratings: tuple[EvaluatorRating, ...]

    @property
    def strengths(self) -> tuple[Finding, ...]:
        """Tasks that were met."""
        return tuple(task for task in self.tasks if task.verdict == "met")

    @property
    def areas(self) -> tuple[Finding, ...]:
        """Tasks that were not."""
        return tuple(task for task in self.tasks if task.verdict == "not met")

    @property
    def undecided(self) -> tuple[Finding, ...]:
        """Tasks that the log cannot decide."""
        return tuple(task for task in self.tasks if task.verdict in ("open", "not measured"))

    @property
    def rests_on(self) -> str:
        """How much stands behind the rating, beside it; empty when every task was decided."""
        left = len(self.undecided)
        return f"{len(self.tasks) - left} of {len(self.tasks)} tasks could be decided" if left else ""


@dataclass(frozen=True, slots=True)
class Improvement:
    """A line of the improvement plan. What the log cannot say is for people to fill in."""

    capability: str
    issue: str
    action: str
    element: str
    """A capability element: planning, organisation, equipment, training or exercises (POETE)."""
    evidence: tuple[int, ...]
    finding: str = ""
    """The finding it answers; empty for a line that people added."""
    owner: str = ""
    contact: str = ""
    start: str = ""
    """ISO date, or empty."""
    end: str = ""
    status: str = "open"
    cause: str = ""
    reference: str = ""
    level: Reach = ""
    """Who can act on it: one country, the network across borders, the Union."""


def review_objective(result: ObjectiveResult) -> ObjectiveReview:
    """An objective's findings, from its judged tasks."""
    met, decided = result.count("met"), result.count("met") + result.count("not met")
    share = "" if result.share is None else f", {result.share:.0%} by weight"
    return ObjectiveReview(
        id=result.id,
        name=result.name,
        capability=result.capability,
        target=result.target,
        proposed=result.proposed,
        confirmed=result.confirmed,
        decided=f"{met} of {decided} tasks met{share}",
        tasks=tuple(_finding(result.id, task) for task in result.tasks),
        ratings=result.ratings,
    )


def _finding(objective: str, task: TaskResult) -> Finding:
    answer = task.answer
    return Finding(task.text, answer.verdict, answer.words, answer.evidence, f"{objective}/{task.id}")


def improvements(results: Iterable[ObjectiveResult], scenario: Scenario) -> tuple[Improvement, ...]:
    """One line for every task that was not met, and for every objective that only an evaluator found wanting."""
    whose, lines = Whose(scenario), []
    for result in results:
        for task in result.tasks:
            if task.answer.verdict == "not met":
                action, element = _corrective(task)
                issue = f"{task.text}: {task.answer.words}"
                lines.append(
                    Improvement(
                        capability=result.capability,
                        issue=issue,
                        action=action,
                        element=element,
                        evidence=task.answer.evidence,
                        finding=f"{result.id}/{task.id}",
                        owner=", ".join(task.who),
                        level=reach_of(whose.of(task), scenario),
                    )
                )
        if not result.count("not met") and (said := _least(result)) is not None:
            lines.append(_wanting(result, said))
    return tuple(lines)


def _least(result: ObjectiveResult) -> EvaluatorRating | None:
    """The evaluators' latest word on the objective, or else on one of its tasks, where it is below P."""
    said = (result.ratings, *(task.ratings for task in result.tasks))
    latest = [ratings[-1] for ratings in said if ratings]
    return next((rating for rating in latest if rating.rating != "P"), None)


def _wanting(result: ObjectiveResult, said: EvaluatorRating) -> Improvement:
    why = f": {said.text}" if said.text else ""
    return Improvement(
        capability=result.capability,
        issue=f"{result.name}: rated {said.rating} by an evaluator{why}",
        action="Agree what should be done otherwise",
        element="Planning",
        evidence=(said.seq, *said.evidence),
        finding=result.id,
    )


def _corrective(task: TaskResult) -> tuple[str, str]:
    """A stub to start the discussion from, and the capability element it most often touches."""
    match task.measure:
        case a.KnownBy() | a.DoneBy(that=c.PosteriorIs() | c.FactIs()):
            return "Settle who tells whom, over which channel and how soon; test the contacts", "Organisation"
        case a.Answered():
            return (
                "Go through the expected actions that came late or never, and drill those steps",
                "Training",
            )
        case a.Never():
            return "Write down who may take this step, and what must be established before", "Planning"
        case (
            a.Always(always=c.ServiceIs() | c.AssetIs())
            | a.SoAt(that=c.ServiceIs() | c.AssetIs())
            | a.DoneBy(that=c.ServiceIs() | c.AssetIs())
        ):
            return "Review what keeps this up: reserves, other routes, priorities, contracts", "Equipment"
        case a.Always() | a.SoAt():
            return "Find the moments at which it turned, and agree what would have turned it back", "Planning"
        case a.DoneBy(that=c.DecisionIs()):
            return (
                "Agree who decides this, on which facts and by when; write it down and drill it",
                "Planning",
            )
        case a.DoneBy():
            return "Agree who sees to this, on whose word and by when; write it down and drill it", "Planning"
        case _:
            return "Agree what should be done otherwise", "Planning"


def headlines(
    results: Collection[ObjectiveResult], msel: tuple[MselLine, ...], curves: tuple[Curve, ...]
) -> tuple[Told, ...]:
    """Three to seven sentences for a reader who reads no further."""
    found = [_ratings_line(results), _evaluators_line(results), _expected_line(msel)]
    worst = sorted(
        (
            (task.weight * result.weight, result, task)
            for result in results
            for task in result.tasks
            if task.answer.verdict == "not met"
        ),
        key=lambda item: -item[0],
    )[:3]
    found += [
        (f"{result.name}: {task.text} – {task.answer.words}", task.answer.evidence)
        for _, result, task in worst
    ]
    fell = [curve for curve in curves if curve.kind == "service" and curve.moves]
    if fell:
        curve = min(fell, key=lambda each: each.lowest[1])
        tick, value = curve.lowest
        found.append((f"The service that fell lowest: {curve.name}, {value:.0f}% at {clock(tick)}", ()))
    return tuple(line for line in found if line[0])


def _ratings_line(results: Collection[ObjectiveResult]) -> Told:
    counts = {rating: sum(result.proposed == rating for result in results) for rating in "PSMU"}
    words = ", ".join(f"{count} {rating}" for rating, count in counts.items() if count)
    if not words:
        return "", ()
    return (
        f"Ratings proposed for {sum(counts.values())} of {len(results)} objectives: {words}{_basis(results)}",
        (),
    )


def _evaluators_line(results: Collection[ObjectiveResult]) -> Told:
    """The word of people goes before what the log proposes, also for a reader who reads no further."""
    rated = [result for result in results if result.confirmed]
    if not rated:
        return "", ()
    changed = [result for result in rated if result.confirmed != result.proposed]
    kept = len(rated) - len(changed)
    did = [f"confirmed {kept}"] * bool(kept) + [f"changed {len(changed)}"] * bool(changed)
    words = f"Of these, evaluators {' and '.join(did)}"
    told = "; ".join(f"{each.name}, {each.proposed or 'nothing'} to {each.confirmed}" for each in changed)
    return f"{words}: {told}" if told else words, tuple(result.ratings[-1].seq for result in rated)


def _basis(results: Collection[ObjectiveResult]) -> str:
    """What the ratings rest on, when that is not every task."""
    tasks = sum(len(result.tasks) for result in results)
    still_open = sum(result.count("open") for result in results)
    decided = sum(result.count("met") + result.count("not met") for result in results)
    if decided == tasks:
        return ""
    ended = f"; {still_open} were still open when the exercise ended" if still_open else ""
    return f". They do not rest on all critical tasks: {decided} of {tasks} could be decided{ended}"


def _expected_line(msel: tuple[MselLine, ...]) -> Told:
    expected = [each for line in msel for each in line.expected]
    if not expected:
        return "", ()
    counts = {
        status: sum(each.status == status for each in expected)
        for status in ("met", "late", "missed", "open")
    }
    late = tuple(each.seq for each in expected if each.status == "missed" and each.seq is not None)[:8]
    words = f"{counts['met']} in time, {counts['late']} late, {counts['missed']} never"
    undecided = f", {counts['open']} still open at the end" if counts["open"] else ""
    return f"Of {len(expected)} expected actions: {words}{undecided}", late
