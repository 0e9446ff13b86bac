"""Which TLP label a document needs: the strictest of what it holds."""

from __future__ import annotations

from collections.abc import Iterable

from exercise.domain import events as ev
from exercise.log.records import Happened, Record
from exercise.review.edition import ORDER, highest
from exercise.scenario.model import Scenario
from exercise.scenario.part import Tlp


def label_of(event: ev.AnyEvent, scenario: Scenario) -> str:
    """The label an event carries by itself; empty when it has none."""
    match event:
        case (
            ev.InjectAdded(tlp=tlp)
            | ev.InjectReleased(tlp=tlp)
            | ev.MessageSent(tlp=tlp)
            | ev.FactLearned(tlp=tlp)
        ):
            return tlp
        case ev.FactShared(fact=fact):
            part = scenario.facts.get(fact)
            return part.tlp if part else ""
        case _:
            return ""


def marking(scenario: Scenario, records: Iterable[Record]) -> Tlp:
    """The label of a report on these records, and on the scenario's own facts and injects."""
    found = {label_of(record.event, scenario) for record in records if isinstance(record, Happened)}
    found |= {fact.tlp for fact in scenario.facts.values()}
    found |= {inject.tlp for inject in scenario.injects.values()}
    return highest(scenario.tlp, *(label for label in ORDER if label in found))
