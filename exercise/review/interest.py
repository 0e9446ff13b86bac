"""What a record is about, and what it depends on: ids of the scenario, to find out what led where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from exercise.domain import events as ev
from exercise.domain.stages import stages_of
from exercise.domain.supply import suppliers
from exercise.domain.world import pool_name
from exercise.log.records import Asked, Record
from exercise.review.names import activity_of
from exercise.review.why import SUBJECTS
from exercise.scenario import conditions as c
from exercise.scenario.model import Scenario
from exercise.scenario.references import references

_FIELDS = (*SUBJECTS, "activity")

_GOES_OUT = (ev.InjectReleased, ev.InjectSkipped, ev.InjectGated)


def subjects(record: Record) -> Iterator[str]:
    """What it is about; a running of an activity counts as the activity as well."""
    what = record.command if isinstance(record, Asked) else record.event
    for field in _FIELDS:
        value = getattr(what, field, None)
        if isinstance(value, str) and value:
            yield value
            if field == "run":
                yield activity_of(value)


def depends_on(record: Record, scenario: Scenario) -> tuple[str, ...]:
    """Ids of what decides whether and when it comes about, itself included."""
    if not isinstance(record, Asked) and isinstance(record.event, _GOES_OUT):
        # Whether an inject goes out hangs on its conditions alone, not on what was expected after it.
        line = scenario.injects.get(record.event.inject)
        return (*_named(line.when), *_named(line.unless)) if line is not None else ()
    found = list(subjects(record))
    for name in tuple(found):
        if (inject := scenario.injects.get(name)) is not None:
            found += [word for expected in inject.expect for word in _expected(expected)]
        if (activity := scenario.activities.get(name)) is not None:
            found += _named(activity.requires)
            found += [activity.consent] if activity.consent else []
            agency = _agency(record)
            for stage in stages_of(activity):
                found += [*_named(stage.until), *_named(stage.blocked_while)]
                found += [pool_name(pool, agency, scenario) for pool in (*stage.uses, *stage.borrows)]
        for part in (scenario.services.get(name), scenario.assets.get(name)):
            found += [other for _, other in suppliers(part, scenario)] if part is not None else []
        if (indicator := scenario.indicators.get(name)) is not None:
            found += [word for drift in indicator.drifts for word in _named(drift.while_)]
        if (fact := scenario.facts.get(name)) is not None:
            found += [way.activity for way in fact.found_by]
    return tuple(dict.fromkeys(found))


def _agency(record: Record) -> str:
    if isinstance(record, Asked):
        return record.by
    run = getattr(record.event, "run", "")
    return str(run).partition("@")[2].partition("#")[0]


def _named(condition: c.Condition | None) -> Iterable[str]:
    return [name for part, name in references(condition) if part != "agencies"] if condition else ()


def _expected(expected: object) -> Iterator[str]:
    for field in ("activity", "decision", "share"):
        value = getattr(expected, field, None)
        if isinstance(value, str):
            yield value
    that = getattr(expected, "that", None)
    if that is not None:
        yield from _named(that)
