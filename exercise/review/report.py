"""The after-action report as data: built once, written as HTML, Markdown, Word, PDF or sheets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from exercise.language import NOBODY, speaking
from exercise.log.records import Record
from exercise.review import report_tables as tables
from exercise.review.acronyms import acronyms_in
from exercise.review.chronicle import Sentence, sentences
from exercise.review.curves import Curve, curves
from exercise.review.earlier import Now, compared
from exercise.review.edition import WHOLE, Edition, above
from exercise.review.findings import Improvement, ObjectiveReview, headlines, improvements, review_objective
from exercise.review.marking import marking
from exercise.review.overview import Provenance, handling, origin, overview
from exercise.review.plan import NO_PLAN, Plan, plan_in, plan_of, planned, with_causes
from exercise.review.report_pages import Found, gathered, pages, sheets, shown_lanes
from exercise.review.report_tables import Table
from exercise.review.sequence import Diagram, communications, diagram, most_telling
from exercise.review.sheets import Sheet
from exercise.review.timeline import Lane
from exercise.review.withhold import citable, lane_without, objective_without, sheet_without, table_without
from exercise.scenario.model import Scenario
from exercise.scenario.part import Tlp

__all__ = ["Provenance", "Report", "build_report"]

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
class Report:
    """Everything a report says, in the order in which it says it."""

    title: str
    exercise_id: str
    scenario: str
    """The scenario's id."""
    tlp: Tlp
    """The strictest label of anything in it, or the edition's limit."""
    edition: Edition
    edition_for: str
    """The agency whose edition this is, as people call it; empty when it is nobody's in particular."""
    handling: tuple[str, ...]
    overview: tuple[tuple[str, str], ...]
    summary: str
    headlines: tuple[tuple[str, tuple[int, ...]], ...]
    numbers: tuple[tuple[str, str], ...]
    objectives: tuple[ObjectiveReview, ...]
    improvements: tuple[Improvement, ...]
    earlier: tuple[Table, ...]
    """How this drill compares with earlier ones."""
    end: int
    """The last second of the time axis."""
    lanes: tuple[Lane, ...]
    curves: tuple[Curve, ...]
    decided: tuple[int, ...]
    """Moments of decisions, to be marked on the curves."""
    sequence: Diagram
    """Who told whom, drawn."""
    tables: tuple[Table, ...]
    sheets: tuple[Sheet, ...]
    """Tables with numbers and times in them, for workbooks; they replace the table of the same id."""
    provenance: tuple[tuple[str, str], ...]
    acronyms: tuple[tuple[str, str], ...]
    cited: tuple[Sentence, ...]
    disclaimer: str
    footnote: str
    """Empty when the name it explains does not occur."""
    says: dict[int, str]
    """Record number → its words, for the drawing."""
    plan: Plan
    """What this report leaves for people to complete, and for the next drill to compare with."""
    made: str
    """The wall time of the last command, UTC, ISO 8601; empty when nobody looked at a clock."""


@speaking(NOBODY)
def build_report(
    scenario: Scenario,
    records: Sequence[Record],
    provenance: Provenance,
    *languages: str,
    edition: Edition = WHOLE,
    plan: Plan = NO_PLAN,
    earlier: Sequence[Plan] = (),
) -> Report:
    """The report of one exercise, from its log. For an edition, give the narrowed scenario and records."""
    found = gathered(scenario, records, provenance, languages, edition)
    chronicle, names, gone = found.chronicle, found.names, edition.withheld
    objectives, lines, about = _concluded(found, plan)
    who = tuple(lane_without(lane, gone) for lane in shown_lanes(found))
    drawn = curves(chronicle, names, agency=edition.agency)
    shown = tuple(table_without(table, gone) for table in pages(found))
    told = tuple((words, citable(seqs, gone)) for words, seqs in headlines(found.results, found.msel, drawn))
    said = most_telling(communications(chronicle, names))
    sequence = diagram([each for each in said if each.seq not in gone], names)
    wanted = _cited(objectives, shown, who, told) | {arrow.seq for arrow in sequence.arrows}
    cited = sentences(scenario, records, wanted, *names.languages, for_agency=bool(edition.agency))
    label = edition.limit or marking(scenario, records)
    walls = edition.walls or chronicle.walls
    title, held = names.pick(scenario.title), walls[-1] if walls else ""
    report = Report(
        title=title,
        exercise_id=provenance.exercise_id,
        scenario=scenario.id,
        tlp=label,
        edition=edition,
        edition_for=names.agency(edition.agency) if edition.agency else "",
        handling=handling(label, edition, names),
        overview=overview(chronicle, names, provenance, about, walls),
        summary=names.pick(scenario.summary),
        headlines=told,
        numbers=tables.numbers(chronicle, found.msel, only=edition.agency),
        objectives=objectives,
        improvements=lines,
        earlier=compared(Now(title, scenario.id, held, objectives, lines), earlier)
        if edition.is_whole
        else (),
        end=chronicle.horizon,
        lanes=who,
        curves=drawn,
        decided=() if gone else tables.decided(chronicle),
        sequence=sequence,
        tables=shown,
        sheets=tuple(sheet_without(sheet, gone) for sheet in sheets(found)),
        provenance=origin(chronicle, provenance, edition),
        acronyms=(),
        cited=tuple(cited[seq] for seq in sorted(cited)),
        disclaimer=names.pick(scenario.disclaimer) or DISCLAIMER,
        footnote="",
        says={seq: f"{each.who}: {each.text}" for seq, each in cited.items()},
        plan=plan_of(provenance.exercise_id, scenario.id, title, held, objectives, lines, about),
        made=held,
    )
    return _with_appendices(report, _words(report))


def _concluded(
    found: Found, plan: Plan
) -> tuple[tuple[ObjectiveReview, ...], tuple[Improvement, ...], Mapping[str, str]]:
    """Objectives with their findings, the improvement plan, and what people said about the exercise."""
    edition, gone, scenario = found.edition, found.edition.withheld, found.chronicle.scenario
    wordless = edition.limit is not None and above(scenario.tlp, edition.limit)
    written = plan_in(edition, plan, limits_words=wordless)
    reviewed = (with_causes(review_objective(result), written) for result in found.results)
    objectives = tuple(objective_without(each, gone) for each in reviewed)
    lines = planned(improvements(found.results, scenario), written, objectives)
    cited = tuple(replace(line, evidence=citable(line.evidence, gone)) for line in lines)
    return objectives, cited, written.about


def _with_appendices(report: Report, words: str) -> Report:
    return replace(report, acronyms=acronyms_in(words), footnote=KOSOVO if "Kosovo*" in words else "")


def _words(report: Report) -> str:
    """All that can be read in it, to see which abbreviations and names occur."""
    parts = [report.title, report.summary, report.disclaimer, *report.handling, *report.says.values()]
    parts += [value for _, value in (*report.overview, *report.numbers)]
    parts += [text for each in report.objectives for text in (each.name, each.capability, each.target)]
    parts += [task.text for each in report.objectives for task in each.tasks]
    for table in (*report.earlier, *report.tables):
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
    found |= {seq for each in objectives for rating in each.ratings for seq in (rating.seq, *rating.evidence)}
    found |= {seq for page in pages for row in page.rows for seq in row.evidence}
    found |= {seq for _, evidence in told for seq in evidence}
    for lane in who:
        found |= {mark.seq for mark in lane.marks}
        found |= {seq for span in lane.spans for seq in (span.seq, span.last)}
    return found
