"""Which tables and sheets a report has, from what its log holds; an agency's own edition has its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from exercise.log.records import Record
from exercise.review import aar_tables, duty_tables, edition_tables, timing_tables
from exercise.review import report_tables as tables
from exercise.review.chronicle import Chronicle
from exercise.review.edition import Edition
from exercise.review.evaluation_tables import evaluation_tables
from exercise.review.excon_tables import excon_tables
from exercise.review.known_events import known_things
from exercise.review.lessons import lessons
from exercise.review.measures import judge
from exercise.review.msel_review import MselLine, msel_lines
from exercise.review.names import Names
from exercise.review.overview import Provenance
from exercise.review.ratings import ObjectiveResult
from exercise.review.receipts import receipts
from exercise.review.report_tables import Table
from exercise.review.responses import Response, paces, responses
from exercise.review.sheets import Sheet, decision_sheet, msel_sheet, response_sheet
from exercise.review.spread import flows, hops
from exercise.review.spread_tables import information_flow, matrices, paths
from exercise.review.timeline import CONTROL, Lane, lanes
from exercise.review.who_knew import fact_lines
from exercise.scenario.model import Scenario


@dataclass(frozen=True, slots=True)
class Found:
    """What the log holds, gathered once for all tables."""

    chronicle: Chronicle
    names: Names
    msel: tuple[MselLine, ...]
    responses: tuple[Response, ...]
    results: tuple[ObjectiveResult, ...]
    provenance: Provenance
    edition: Edition
    records: Sequence[Record]


def gathered(
    scenario: Scenario,
    records: Sequence[Record],
    provenance: Provenance,
    languages: tuple[str, ...],
    edition: Edition,
) -> Found:
    names = Names(scenario, languages or scenario.languages)
    chronicle = Chronicle(scenario, records)
    names.added = chronicle.world.improvised
    results = edition.results
    if results is None:
        results = tuple(judge(scenario, records, *names.languages).values())
    return Found(
        chronicle,
        names,
        msel_lines(chronicle, names),
        responses(chronicle),
        results,
        provenance,
        edition,
        records,
    )


def shown_lanes(found: Found) -> tuple[Lane, ...]:
    """Everybody's; in an agency's edition exercise control's and its own."""
    shown = ("", CONTROL, found.edition.agency)
    drawn = lanes(found.chronicle, found.names)
    return tuple(lane for lane in drawn if not found.edition.agency or lane.id in shown)


def pages(found: Found) -> tuple[Table, ...]:
    return _own_pages(found) if found.edition.agency else _all_pages(found)


def _all_pages(found: Found) -> tuple[Table, ...]:
    chronicle, names, msel = found.chronicle, found.names, found.msel
    facts, spread = fact_lines(chronicle), hops(chronicle)
    return (
        tables.participants(chronicle, names, found.provenance.bots, found.provenance.absent),
        lessons(found.results, chronicle.scenario, names),
        tables.decision_log(chronicle, names),
        duty_tables.joint_decisions(chronicle, names),
        timing_tables.response_times(paces(found.responses, tuple(chronicle.scenario.agencies)), names),
        *receipts(chronicle, names),
        aar_tables.by_level(chronicle, found.responses),
        timing_tables.msel(msel, names),
        timing_tables.expected_actions(msel, names),
        aar_tables.coverage(chronicle, names, msel, found.results),
        duty_tables.duties(chronicle, names),
        timing_tables.who_knew(facts, names),
        *matrices(known_things(chronicle.scenario, found.records, facts, names), names),
        paths(spread, names),
        information_flow(flows(chronicle, spread), names),
        tables.shared_facts(chronicle, names),
        duty_tables.proposals(chronicle, names),
        tables.overrides(chronicle, names),
        tables.observations(chronicle, names),
        *excon_tables(chronicle, names),
        *evaluation_tables(chronicle, names),
        aar_tables.exercise_itself(chronicle, names, msel),
    )


def _own_pages(found: Found) -> tuple[Table, ...]:
    """What an agency may hold. Tables that only exercise control can fill are left out, not left empty."""
    chronicle, names, agency = found.chronicle, found.names, found.edition.agency
    own = tuple(each for each in found.responses if each.agency == agency)
    return (
        tables.participants(chronicle, names, found.provenance.bots, found.provenance.absent),
        edition_tables.injects_received(chronicle, names, own),
        tables.decision_log(chronicle, names),
        edition_tables.answers(chronicle, names),
        duty_tables.joint_decisions(chronicle, names),
        edition_tables.facts_held(chronicle, names, agency),
        tables.shared_facts(chronicle, names),
        edition_tables.messages(chronicle, names),
        duty_tables.duties(chronicle, names),
        duty_tables.proposals(chronicle, names),
    )


def sheets(found: Found) -> tuple[Sheet, ...]:
    decisions = decision_sheet(found.chronicle, found.names)
    if found.edition.agency:
        return (decisions,)
    return (
        msel_sheet(found.msel, found.responses, found.chronicle, found.names),
        decisions,
        response_sheet(found.responses, found.msel, found.names),
    )
