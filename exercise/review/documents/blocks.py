"""The report as a row of blocks, in the order of the HSEEP template with what European exercises add.

Markdown, Word and PDF write the same blocks, so that no document says more, or something else, than another.
Texts are plain: each writer sees to it that they stay so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Literal

from exercise.review.drawing import number
from exercise.review.findings import Finding, ObjectiveReview, Told
from exercise.review.ratings import DEFINITIONS, rating_words
from exercise.review.report import Report
from exercise.review.report_tables import Row, Table
from exercise.scenario.quantities import clock


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 stands under the title."""

    level: Literal[1, 2, 3]
    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph."""

    text: str
    evidence: tuple[int, ...] = ()
    is_label: bool = False
    """It names what follows, such as `Strengths`."""
    leads: bool = False
    """It stands on the same page as what follows."""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; each item with the records it rests on."""

    items: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Names and values."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. With `is_index`, its rows are the cited records themselves, and others point at them."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    is_index: bool = False


@dataclass(frozen=True, slots=True)
class Appendices:
    """From here on pages lie on their side, where pages do."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The drawing, where a document can hold one."""


@dataclass(frozen=True, slots=True)
class WhoToldWhom:
    """The sequence diagram, where a document can hold one."""


Block = Heading | Words | Bullets | Pairs | Grid | Appendices | Timeline | WhoToldWhom


def title_of(report: Report) -> str:
    """What stands on the first page."""
    title = f"After-action report and improvement plan: {report.title}"
    return f"{title} – edition for {report.edition_for}" if report.edition_for else title


def blocks(report: Report) -> Iterator[Block]:
    """Everything between the first banner and the last."""
    yield Heading(1, "Handling")
    yield Bullets(tuple((line, ()) for line in report.handling))
    yield from _summary(report)
    yield Heading(1, "Exercise overview")
    yield Pairs(report.overview)
    yield Words(report.summary)
    if report.objectives:
        yield from _analysis(report)
    if report.earlier:
        yield Heading(1, "Over several drills")
        for table in report.earlier:
            yield from _table(table, 2)
    yield Appendices()
    yield from _lettered(_appendices(report))


def _appendices(report: Report) -> Iterator[Block]:
    """The improvement plan, the participants, then what only a log can say."""
    yield from _plan(report)
    for table in report.tables[:1]:
        yield from _table(table, 1)
    yield from _timeline(report)
    if report.sequence.arrows:
        yield Heading(1, "Who told whom")
        yield Words(sequence_note(report), leads=True)
        yield WhoToldWhom()
    for table in report.tables[1:]:
        yield from _table(table, 1)
    yield from _end(report)


def _lettered(found: Iterator[Block]) -> Iterator[Block]:
    """With the letter of each appendix before its name."""
    # After Z comes AA: an exercise with many questionnaires has many appendices.
    letters = iter((*ascii_uppercase, *(f"A{letter}" for letter in ascii_uppercase)))
    for block in found:
        is_title = isinstance(block, Heading) and block.level == 1
        letter = next(letters, "") if is_title else ""
        yield (
            Heading(1, f"Appendix {letter}: {block.text}") if isinstance(block, Heading) and letter else block
        )


def _summary(report: Report) -> Iterator[Block]:
    yield Heading(1, "Executive summary")
    if report.headlines:
        yield Heading(2, "Main findings")
        yield Bullets(report.headlines)
    yield Heading(2, "In numbers")
    half = (len(report.numbers) + 1) // 2
    left, right = report.numbers[:half], (*report.numbers[half:], ("", ""))
    yield Grid(
        ("What", "Number") * 2, tuple(Row((*pair, *other)) for pair, other in zip(left, right, strict=False))
    )


def _analysis(report: Report) -> Iterator[Block]:
    yield Heading(1, "Analysis of core capabilities")
    yield Words("P, S, M, U: proposed from the log; an evaluator confirms or changes.", leads=True)
    columns = ("Objective", "Core capability", *DEFINITIONS, "Evaluator", "Basis")
    yield Grid(columns, tuple(_rating_row(each) for each in report.objectives))
    yield Bullets(
        tuple((f"{rating}, {name.lower()}: {words}", ()) for rating, (name, words) in DEFINITIONS.items())
    )
    for each in report.objectives:
        yield from _objective(each)


def _rating_row(each: ObjectiveReview) -> Row:
    marks = ("×" if each.proposed == rating else "" for rating in DEFINITIONS)
    name = f"{each.name} ({each.rests_on})" if each.rests_on else each.name
    return Row((name, each.capability, *marks, each.confirmed, each.decided))


def _objective(each: ObjectiveReview) -> Iterator[Block]:
    yield Heading(2, each.name)
    yield Words(rating_line(each))
    if each.target:
        yield Words(f"Core capability: {each.capability}. Target: {each.target}")
    for title, findings in (
        ("Strengths", each.strengths),
        ("Areas for improvement", each.areas),
        ("Not decided by the log", each.undecided),
    ):
        if findings:
            yield Words(title, is_label=True)
            yield Bullets(tuple((finding_words(finding), finding.evidence) for finding in findings))
    for rating in each.ratings:
        words = rating_words(rating, each.proposed)
        yield Words(f"At {clock(rating.tick)}: {words}", (rating.seq, *rating.evidence))


def rating_line(each: ObjectiveReview) -> str:
    """The rating in a sentence, with what it rests on."""
    rated = (
        f"Rating proposed from the log: {each.proposed}" if each.proposed else "The log proposes no rating"
    )
    return f"{rated}; {each.rests_on}." if each.rests_on else f"{rated}; every task could be decided."


def finding_words(finding: Finding) -> str:
    """Observation, then analysis and reference where people gave them."""
    more = [f"{finding.text}: {finding.words}"]
    more += [f"Root cause: {finding.cause}"] if finding.cause else []
    more += [f"Reference: {finding.reference}"] if finding.reference else []
    return ". ".join(part.rstrip(".") for part in more)


PLAN_COLUMNS = (
    *("Core capability", "Area for improvement", "Corrective action", "Element", "Level", "Owner"),
    *("Contact", "Start", "End", "Status"),
)
PLAN_NOTE = (
    "Drafted from the tasks that were not met, and from what evaluators rated below P. Owners, contacts and "
    "dates are for the after-action meeting: they are kept in plan.yaml beside this report."
)
NO_PLAN_NOTE = "The log shows no task that was missed."


def _plan(report: Report) -> Iterator[Block]:
    yield Heading(1, "Improvement plan")
    if not report.improvements:
        yield Words(NO_PLAN_NOTE)
        return
    yield Words(PLAN_NOTE, leads=True)
    rows = tuple(
        Row(
            (
                *(line.capability, line.issue, line.action, line.element, line.level, line.owner),
                *(line.contact, line.start, line.end, line.status),
            ),
            line.evidence,
        )
        for line in report.improvements
    )
    yield Grid(PLAN_COLUMNS, rows)


_LANES = ("Agency", "Injects", "Decisions", "Answers", "Facts passed on", "Messages", "Deadlines missed")
_KINDS = ("inject", "decision", "reply", "share", "message", "missed")


def _timeline(report: Report) -> Iterator[Block]:
    yield Heading(1, "Timeline")
    yield Timeline()
    rows = []
    for lane in report.lanes[1:]:
        counts = lane.counts()
        done = sum(span.outcome == "done" for span in lane.spans)
        numbers = (*(counts[kind] for kind in _KINDS), len(lane.spans), done)
        rows.append(Row((lane.name, *map(str, numbers))))
    yield Grid((*_LANES, "Actions", "Done"), tuple(rows))
    yield Heading(2, "Services and indicators")
    curves = tuple(
        Row(
            (
                f"{curve.name} ({curve.unit})" if curve.unit else curve.name,
                number(curve.points[0][1]),
                number(curve.lowest[1]),
                clock(curve.lowest[0]),
                number(curve.highest[1]),
                clock(curve.highest[0]),
                number(curve.points[-1][1]),
            )
        )
        for curve in report.curves
    )
    yield Grid(("What", "Start", "Lowest", "at", "Highest", "at", "End"), curves)


MINOR_NOTE = "that show no delay and nothing missed are left out here; they are in the HTML report and in the workbook."


def sequence_note(report: Report) -> str:
    """What the drawing shows, and how much of it."""
    drawn, left_out = len(report.sequence.arrows), report.sequence.left_out
    words = (
        "Messages, reports, and facts that were news to somebody, in order; the same is in the tables below. A dashed "
        "red line went against the label of the fact."
    )
    return f"{words} The first {drawn} are drawn, {left_out} more are in the tables." if left_out else words


def _table(table: Table, level: Literal[1, 2]) -> Iterator[Block]:
    yield Heading(level, table.title)
    if not table.rows:
        yield Words(table.empty)
        return
    rows = tuple(row for row in table.rows if not row.is_minor)
    if table.intro:
        yield Words(table.intro, leads=True)
    if left_out := len(table.rows) - len(rows):
        yield Words(f"{left_out} rows {MINOR_NOTE}", leads=bool(rows))
    if rows:
        yield Grid(table.columns, rows)


def _end(report: Report) -> Iterator[Block]:
    yield Heading(1, "Standing disclaimer")
    yield Words(report.disclaimer)
    yield Heading(1, "Where this report comes from")
    yield Pairs(report.provenance)
    yield Heading(1, "Abbreviations")
    yield Grid(("Short", "Long"), tuple(Row(pair) for pair in report.acronyms))
    yield Heading(1, "Records cited")
    rows = tuple(
        Row((f"r{each.seq}", clock(each.tick), each.who, each.text), (each.seq,)) for each in report.cited
    )
    yield Grid(("No.", "Time", "Who", "What"), rows, is_index=True)
    if report.footnote:
        yield Words(f"* {report.footnote}")
