"""The after-action report as data: built once, written as HTML, Markdown or whatever comes later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from exercise.log.records import Record
from exercise.review import duty_tables, timing_tables
from exercise.review import report_tables as tables
from exercise.review.acronyms import acronyms_in
from exercise.review.chronicle import Chronicle, Sentence, sentences
from exercise.review.curves import Curve, curves
from exercise.review.excon_tables import excon_tables
from exercise.review.findings import Improvement, ObjectiveReview, headlines, improvements, review_objective
from exercise.review.known_events import known_things
from exercise.review.measures import judge
from exercise.review.msel_review import MselLine, msel_lines
from exercise.review.names import Names
from exercise.review.report_tables import Table
from exercise.review.responses import paces, responses
from exercise.review.sequence import Diagram, communications, diagram, most_telling
from exercise.review.spread import flows, hops
from exercise.review.spread_tables import information_flow, matrices, paths
from exercise.review.timeline import Lane, lanes
from exercise.review.who_knew import fact_lines
from exercise.scenario.model import Scenario
from exercise.scenario.quantities import clock

BANNER = "EXERCISE EXERCISE EXERCISE"

DISCLAIMER = (
    "Everything in this scenario is invented: adversary, incidents, vessels, cables, companies, people and "
    "data. Real institutions appear only in their public role, played by exercise participants; nothing here "
    "describes, predicts or judges their real conduct or readiness."
)

KOSOVO = (
    "This designation is without prejudice to positions on status and is in line with UNSCR 1244(1999) and "
    "the ICJ Opinion on the Kosovo declaration of independence."
)

DRAFT = "DRAFT until agreed at the after-action meeting"


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a report comes from, so that anybody can make it again."""

    exercise_id: str
    seed: str
    program: str
    log_hash: str
    """The hash of the last line of the log, which stands for all before it."""
    closed: bool = True
    bots: tuple[str, ...] = ()
    """Agencies that a bot played while nobody sat there."""
    absent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a report says, in the order in which it says it."""

    title: str
    tlp: str
    overview: tuple[tuple[str, str], ...]
    summary: str
    headlines: tuple[tuple[str, tuple[int, ...]], ...]
    numbers: tuple[tuple[str, str], ...]
    objectives: tuple[ObjectiveReview, ...]
    improvements: tuple[Improvement, ...]
    end: int
    """The last second of the time axis."""
    lanes: tuple[Lane, ...]
    curves: tuple[Curve, ...]
    decided: tuple[int, ...]
    """Moments of decisions, to be marked on the curves."""
    sequence: Diagram
    """Who told whom, drawn."""
    tables: tuple[Table, ...]
    provenance: tuple[tuple[str, str], ...]
    acronyms: tuple[tuple[str, str], ...]
    cited: tuple[Sentence, ...]
    disclaimer: str
    footnote: str
    """Empty when the name it explains does not occur."""
    says: dict[int, str]
    """Record number → its words, for the drawing."""


def build_report(
    scenario: Scenario, records: Sequence[Record], provenance: Provenance, *languages: str
) -> Report:
    """The report of one exercise, from its log."""
    names = Names(scenario, languages or scenario.languages)
    chronicle = Chronicle(scenario, records)
    results = judge(scenario, records, *names.languages)
    objectives = tuple(review_objective(result) for result in results.values())
    who, msel, drawn = lanes(chronicle, names), msel_lines(chronicle, names), curves(chronicle, names)
    pages = _pages(chronicle, names, msel, provenance, records)
    sequence = diagram(most_telling(communications(chronicle, names)), names)
    told = headlines(results.values(), msel, drawn)
    wanted = _cited(objectives, pages, who, told) | {arrow.seq for arrow in sequence.arrows}
    cited = sentences(scenario, records, wanted, *names.languages)
    report = Report(
        title=names.pick(scenario.title),
        tlp=scenario.tlp,
        overview=_overview(chronicle, names),
        summary=names.pick(scenario.summary),
        headlines=told,
        numbers=tables.numbers(chronicle, msel),
        objectives=objectives,
        improvements=improvements(results.values()),
        end=chronicle.horizon,
        lanes=who,
        curves=drawn,
        decided=tables.decided(chronicle),
        sequence=sequence,
        tables=pages,
        provenance=_provenance(chronicle, provenance),
        acronyms=(),
        cited=tuple(cited[seq] for seq in sorted(cited)),
        disclaimer=names.pick(scenario.disclaimer) or DISCLAIMER,
        footnote="",
        says={seq: f"{each.who}: {each.text}" for seq, each in cited.items()},
    )
    return _with_appendices(report, _words(report))


def _pages(
    chronicle: Chronicle,
    names: Names,
    msel: tuple[MselLine, ...],
    provenance: Provenance,
    records: Sequence[Record],
) -> tuple[Table, ...]:
    agencies = tuple(chronicle.scenario.agencies)
    facts, spread = fact_lines(chronicle), hops(chronicle)
    return (
        tables.decision_log(chronicle, names),
        duty_tables.joint_decisions(chronicle, names),
        timing_tables.response_times(paces(responses(chronicle), agencies), names),
        timing_tables.msel(msel, names),
        timing_tables.expected_actions(msel, names),
        duty_tables.duties(chronicle, names),
        timing_tables.who_knew(facts, names),
        *matrices(known_things(chronicle.scenario, records, facts, names), names),
        paths(spread, names),
        information_flow(flows(chronicle, spread), names),
        tables.shared_facts(chronicle, names),
        duty_tables.proposals(chronicle, names),
        tables.overrides(chronicle, names),
        tables.observations(chronicle, names),
        *excon_tables(chronicle, names),
        tables.participants(chronicle, names, provenance.bots, provenance.absent),
    )


def _with_appendices(report: Report, words: str) -> Report:
    return replace(report, acronyms=acronyms_in(words), footnote=KOSOVO if "Kosovo*" in words else "")


def _words(report: Report) -> str:
    """All that can be read in it, to see which abbreviations and names occur."""
    parts = [report.title, report.summary, report.disclaimer, *report.says.values()]
    parts += [value for _, value in (*report.overview, *report.numbers)]
    parts += [text for each in report.objectives for text in (each.name, each.capability, each.target)]
    parts += [task.text for each in report.objectives for task in each.tasks]
    for table in report.tables:
        parts += [table.title, table.intro, *table.columns]
        parts += [cell for row in table.rows for cell in row.cells]
    return "\n".join(parts)


def _cited(
    objectives: tuple[ObjectiveReview, ...],
    pages: tuple[Table, ...],
    who: tuple[Lane, ...],
    told: tuple[tuple[str, tuple[int, ...]], ...],
) -> set[int]:
    found = {seq for each in objectives for task in each.tasks for seq in task.evidence}
    found |= {rating.seq for each in objectives for rating in each.ratings}
    found |= {seq for page in pages for row in page.rows for seq in row.evidence}
    found |= {seq for _, evidence in told for seq in evidence}
    for lane in who:
        found |= {mark.seq for mark in lane.marks}
        found |= {seq for span in lane.spans for seq in (span.seq, span.last)}
    return found


def _overview(chronicle: Chronicle, names: Names) -> tuple[tuple[str, str], ...]:
    scenario = chronicle.scenario
    ends = scenario.startex + timedelta(seconds=chronicle.horizon)
    dates = f"{scenario.startex:%d %B %Y %H:%M} to {ends:%d %B %Y %H:%M}"
    played = f"{clock(0)} to {clock(chronicle.horizon)}, in the scenario {dates}"
    if chronicle.ended is None:
        played += " (the log ends before ENDEX)"
    walls = " to ".join(dict.fromkeys(wall[:16].replace("T", " ") for wall in chronicle.walls))
    capabilities = dict.fromkeys(part.capability for part in scenario.objectives.values())
    return (
        ("Exercise", names.pick(scenario.title)),
        ("Exercise time", played),
        ("Held", f"{walls} UTC" if walls else "without people, at full speed"),
        ("Scope", _scope(scenario)),
        ("Core capabilities", ", ".join(capabilities) or "none stated"),
        (
            "Objectives",
            "; ".join(names.pick(part.name) for part in scenario.objectives.values()) or "none stated",
        ),
    )


def _scope(scenario: Scenario) -> str:
    levels = ", ".join(dict.fromkeys(agency.level for agency in scenario.agencies.values()))
    countries = len({agency.country for agency in scenario.agencies.values() if agency.country})
    where = f" of {countries} countries or organisations" if countries > 1 else ""
    return f"{len(scenario.agencies)} agencies{where}; levels: {levels}"


def _provenance(chronicle: Chronicle, given: Provenance) -> tuple[tuple[str, str], ...]:
    scenario = chronicle.scenario
    return (
        ("Exercise", given.exercise_id),
        ("Scenario", f"{scenario.id}, format {scenario.format}"),
        ("Seed", given.seed),
        ("Program", given.program),
        ("Records in the log", f"{chronicle.count:,}"),
        ("Hash of the log", given.log_hash + ("" if given.closed else " (the log has no closing line)")),
    )
