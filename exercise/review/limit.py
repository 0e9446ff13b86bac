"""Editions under a TLP label: what is labelled above it is taken out of the scenario and the records beforehand.

What has no label of its own carries the exercise's. Below that label an edition holds no words that people wrote
and none that only exercise control saw; objectives, numbers, times and ratings stay, for the organiser who makes
the edition is their originator.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from exercise.domain import events as ev
from exercise.log.records import Asked, Happened, Record
from exercise.review.answers import Answer
from exercise.review.edition import Edition, above
from exercise.review.marking import label_of
from exercise.review.measures import judge
from exercise.review.ratings import EvaluatorRating, ObjectiveResult, TaskResult
from exercise.review.report_tables import tlp
from exercise.scenario.model import Scenario
from exercise.scenario.part import ANY_LANGUAGE, Tlp
from exercise.scenario.quantities import clock
from exercise.scenario.world import EVERYONE

WITHHELD = "withheld from this edition"
_TEXT = {ANY_LANGUAGE: WITHHELD}

_WORDED = (
    *("text", "rationale", "considered", "basis", "note", "reason", "why", "effects", "fields", "subject"),
    *("persona", "attachments", "questions", "counts", "level", "answers", "name"),
)
"""Fields of events that hold somebody's words."""

_FRAME = (ev.PaceSet, ev.ClockJumped, ev.SeatTaken, ev.SeatLeft, ev.ServiceChanged, ev.IndicatorMoved)
"""Kinds that hold no words at all."""


@dataclass(frozen=True, slots=True)
class _Limit:
    """What may stand under a limit."""

    limit: Tlp
    scenario: Scenario

    @property
    def is_below_exercise(self) -> bool:
        """Whether the exercise itself is labelled above it."""
        return above(self.scenario.tlp, self.limit)

    def withholds(self, record: Record) -> bool:
        """Whether a record may not be cited, nor its words stand anywhere."""
        if isinstance(record, Asked):
            return True
        label = label_of(record.event, self.scenario)
        if label:
            return above(label, self.limit)
        return self.is_below_exercise and not (isinstance(record.event, _FRAME) and "*" in record.to)


def limited(
    scenario: Scenario, records: Iterable[Record], limit: Tlp, edition: Edition
) -> tuple[Scenario, list[Record], Edition]:
    """The scenario and the records without the words that may not stand under `limit`, and which records go."""
    limits, listed = _Limit(limit, scenario), list(records)
    withheld = frozenset(record.seq for record in listed if limits.withholds(record))
    bared = _bared(scenario, limits)
    bared = bared.model_copy(update={"templates": _bare_templates(scenario, limits, listed)})
    scrubbed = [_scrubbed(record) if record.seq in withheld else record for record in listed]
    results = edition.results
    if results is None:
        results = tuple(judge(bared, listed).values())
    if limits.is_below_exercise:
        results = tuple(_without_words(result) for result in results)
    told = sum(isinstance(record, Happened) for record in listed if record.seq in withheld)
    words = (
        f"{told:,} records are left out: labelled above {tlp(limit)}, or without a label of their own in an "
        f"exercise that is {tlp(scenario.tlp)}."
    )
    return (
        bared,
        scrubbed,
        replace(edition, limit=limit, results=results, withheld=withheld, withheld_words=words),
    )


def _without_words(result: ObjectiveResult) -> ObjectiveResult:
    """Verdicts and moments; what was missing, and what an evaluator wrote, is in the whole report."""
    return replace(
        result,
        tasks=tuple(
            replace(task, answer=_verdict(task), ratings=tuple(map(_wordless, task.ratings)))
            for task in result.tasks
        ),
        ratings=tuple(map(_wordless, result.ratings)),
    )


def _wordless(rating: EvaluatorRating) -> EvaluatorRating:
    return replace(rating, text="", name="", evidence=())


def _verdict(task: TaskResult) -> Answer:
    answer = task.answer
    when = "" if answer.tick is None else f" by {clock(answer.tick)}"
    words = f"{answer.verdict}{when}" if answer.verdict in ("met", "not met") else answer.verdict
    return Answer(answer.verdict, words, tick=answer.tick, evidence=answer.evidence)


def _scrubbed(record: Record) -> Record:
    """A record without anybody's words; who did something when stays, for the counts."""
    if isinstance(record, Asked):
        return record
    event: Any = record.event
    changes: dict[str, Any] = {}
    for name in event.__struct_fields__:
        value = getattr(event, name)
        if name == "sender" and isinstance(value, dict):
            changes[name] = _TEXT
        elif name in _WORDED and value:
            changes[name] = _empty(value)
    return msgspec.structs.replace(record, event=msgspec.structs.replace(event, **changes))


def _empty(value: Any) -> Any:
    match value:
        case str():
            return WITHHELD
        case dict():
            return _TEXT
        case _:
            return ()


def _bared(scenario: Scenario, limits: _Limit) -> Scenario:
    """The scenario with every text replaced that may not stand there. Its shape stays: it is judged with."""
    changes: dict[str, Any] = {
        "facts": {
            name: fact.model_copy(update={"text": _TEXT, "source": ""})
            if above(fact.tlp, limits.limit)
            else fact
            for name, fact in scenario.facts.items()
        },
        "injects": {
            name: _bare_inject(inject) if above(inject.tlp, limits.limit) else inject
            for name, inject in scenario.injects.items()
        },
    }
    if limits.is_below_exercise:
        changes |= _bare_plot(scenario, changes["injects"])
    secrets = frozenset(_secrets(scenario, limits))
    changes["objectives"] = {
        name: part.model_copy(
            update={
                "name": _unless_telling(part.name, secrets),
                "target": _unless_telling(part.target, secrets),
                "tasks": tuple(
                    task.model_copy(update={"text": _unless_telling(task.text, secrets)})
                    for task in part.tasks
                ),
            }
        )
        for name, part in scenario.objectives.items()
    }
    return scenario.model_copy(update=changes)


def _secrets(scenario: Scenario, limits: _Limit) -> Iterator[str]:
    """Texts that may not be quoted by an objective either, apart from what everybody is told beforehand."""
    told = [*scenario.summary.values(), *(scenario.background or {}).values(), *scenario.title.values()]
    common = "\n".join(told).casefold()
    found = [
        text
        for fact in scenario.facts.values()
        if above(fact.tlp, limits.limit)
        for text in fact.text.values()
    ]
    if limits.is_below_exercise:
        found += [text for part in scenario.hypotheses.values() for text in part.name.values()]
        for campaign in scenario.adversary.values():
            names = (campaign.name, *(step.name for step in campaign.steps))
            found += [text for name in names for text in (name or {}).values()]
    yield from (text.casefold() for text in found if text.casefold() not in common)


def _unless_telling(text: dict[str, str], secrets: frozenset[str]) -> dict[str, str]:
    quoted = any(secret in words.casefold() for words in text.values() for secret in secrets)
    return _TEXT if quoted else text


def _bare_templates(scenario: Scenario, limits: _Limit, records: Iterable[Record]) -> dict[str, Any]:
    """Without what is expected where a template, or an inject made from it, may not stand there."""
    made = {
        record.event.template
        for record in records
        if isinstance(record, Happened)
        and isinstance(record.event, ev.InjectAdded)
        and limits.withholds(record)
    }
    return {
        name: part.model_copy(update={"expect": _bare_expected(part)})
        if name in made or limits.is_below_exercise or above(part.tlp, limits.limit)
        else part
        for name, part in scenario.templates.items()
    }


def _bare_expected(part: Any) -> tuple[Any, ...]:
    return tuple(each.model_copy(update={"text": _TEXT}) for each in part.expect)


def _bare_inject(inject: Any) -> Any:
    expect = _bare_expected(inject)
    changes = {
        "from_": _TEXT,
        "subject": _TEXT,
        "text": _TEXT,
        "attachments": (),
        "questions": (),
        "note": None,
    }
    return inject.model_copy(update={**changes, "expect": expect, "when": None, "unless": None, "held": True})


def _bare_plot(scenario: Scenario, injects: dict[str, Any]) -> dict[str, Any]:
    """What only exercise control knows, and what agencies were asked: names and words of the plot."""

    def unnamed(parts: Any) -> dict[str, Any]:
        return {name: part.model_copy(update={"name": _TEXT}) for name, part in parts.items()}

    hidden = {
        section: {
            name: part if EVERYONE in part.seen_by else part.model_copy(update={"name": _TEXT})
            for name, part in getattr(scenario, section).items()
        }
        for section in ("assets", "services", "indicators", "flags")
    }
    return {
        **hidden,
        "hypotheses": unnamed(scenario.hypotheses),
        "adversary": {
            name: part.model_copy(
                update={
                    "name": _TEXT,
                    "steps": tuple(step.model_copy(update={"name": _TEXT}) for step in part.steps),
                }
            )
            for name, part in scenario.adversary.items()
        },
        "activities": {
            name: part.model_copy(update={"name": _TEXT}) if part.starts is not None else part
            for name, part in scenario.activities.items()
        },
        "decisions": {
            name: part.model_copy(
                update={
                    "text": _TEXT,
                    "options": {
                        key: option.model_copy(update={"text": _TEXT}) for key, option in part.options.items()
                    },
                }
            )
            for name, part in scenario.decisions.items()
        },
        "injects": {
            name: part.model_copy(
                update={
                    "note": None,
                    "when": None,
                    "unless": None,
                    "expect": tuple(each.model_copy(update={"text": _TEXT}) for each in part.expect),
                }
            )
            for name, part in injects.items()
        },
    }
