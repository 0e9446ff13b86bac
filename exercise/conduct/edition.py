"""What one agency may hold of a finished exercise: the same door its seats were told through while it ran."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from exercise.conduct.view import View
from exercise.log.records import Asked, Record
from exercise.review.answers import Answer
from exercise.review.edition import Edition
from exercise.review.measures import judge
from exercise.review.ratings import ObjectiveResult, TaskResult
from exercise.scenario.load import scenario_from_data
from exercise.scenario.model import Scenario
from exercise.scenario.quantities import clock


def edition_for(
    data: dict[str, Any], scenario: Scenario, agency: str, records: Iterable[Record]
) -> tuple[Scenario, list[Record], Edition]:
    """The scenario and the records as this agency may know them, and how its own tasks came out.

    Records are numbered anew, without gaps: how much happens elsewhere is nobody's business.
    """
    view, listed, numbers = View(f"agency/{agency}", data, scenario), tuple(records), {}
    for record in listed:
        place = len(view)
        view.take((record,))
        if len(view) > place:
            numbers[record.seq] = place
    part = view.part(0, len(view))
    told: dict[str, Any] = {**view.briefing}
    for section, parts in part.more.items():
        told[section] = {**parts, **told.get(section, {})}
    kept = list(part.records)
    known = scenario_from_data(told)
    secrets = _secrets(scenario, known)
    results = tuple(_own(judge(scenario, listed).values(), agency, numbers, secrets))
    walls = [record.wall for record in listed if isinstance(record, Asked) and record.wall]
    held = (min(walls), max(walls)) if walls else ()
    return known, kept, Edition(agency=agency, results=results, walls=held)


def _own(
    results: Iterable[ObjectiveResult], agency: str, numbers: dict[int, int], secrets: frozenset[str]
) -> Iterable[ObjectiveResult]:
    """The tasks that are this agency's alone, without what the log says of others' part in them."""
    for result in results:
        tasks = tuple(
            replace(task, answer=_bare(task, numbers), measure=task.measure, ratings=())
            for task in result.tasks
            if task.agencies == (agency,) and not _tells(f"{result.name} {task.text}", secrets)
        )
        if tasks:
            yield replace(result, target="", tasks=tasks, ratings=())


def _bare(task: TaskResult, numbers: dict[int, int]) -> Answer:
    answer = task.answer
    when = "" if answer.tick is None else f" by {clock(answer.tick)}"
    words = f"{answer.verdict}{when}" if answer.verdict in ("met", "not met") else answer.verdict
    evidence = tuple(numbers[seq] for seq in answer.evidence if seq in numbers)
    return Answer(answer.verdict, words, tick=answer.tick, evidence=evidence)


def _secrets(scenario: Scenario, known: Scenario) -> frozenset[str]:
    """Words of the plot that this agency never heard; a task that quotes one is not told."""
    plot = [
        text
        for name, fact in scenario.facts.items()
        if name not in known.facts
        for text in fact.text.values()
    ]
    plot += [text for part in scenario.hypotheses.values() for text in part.name.values()]
    plot += [text for part in scenario.adversary.values() for text in part.name.values()]
    return frozenset(text.casefold() for text in plot)


def _tells(words: str, secrets: frozenset[str]) -> bool:
    return any(secret in words.casefold() for secret in secrets)
