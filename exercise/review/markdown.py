"""The report as Markdown, without a single HTML tag: whatever anybody wrote is escaped and stays text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from exercise.review.drawing import number
from exercise.review.findings import Finding, ObjectiveReview
from exercise.review.harmless import one_line
from exercise.review.ratings import DEFINITIONS
from exercise.review.report import BANNER, DRAFT, Report
from exercise.review.report_tables import Table, tlp
from exercise.scenario.quantities import clock

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&!$^@])")
# Bare addresses become links in many readers; a backslash keeps them text.
_LINKS = re.compile(r"(?i)(https?|ftp|mailto|xmpp)(?=:)|\bwww(?=\.)")
_STARTS = re.compile(r"^([-+=:])|^(\d+)([.)])")


def plain(text: str) -> str:
    """Text that stays text wherever it stands in Markdown."""
    text = _SPECIAL.sub(r"\\\1", one_line(text))
    text = _LINKS.sub(lambda found: found[0] + "\\", text)
    return _STARTS.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", text)


def cites(evidence: Iterable[int]) -> str:
    """The numbers of the cited records, as the last section lists them."""
    return " ".join(f"r{seq}" for seq in evidence)


def to_markdown(report: Report) -> str:
    """The whole report."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield from (f"**{BANNER}**", "", f"{tlp(report.tlp)} · {DRAFT}", "")
    yield from (f"# After-action report and improvement plan: {plain(report.title)}", "")
    yield from ("## Exercise overview", "")
    yield from _pairs(report.overview)
    yield from (f"{plain(report.summary)}", "", "### Main findings", "")
    yield from (_with_evidence(f"- {plain(words)}", evidence) for words, evidence in report.headlines)
    yield from ("", "### In numbers", "")
    yield from _grid(("What", "Number"), ((plain(name), plain(value)) for name, value in report.numbers))
    yield from _objectives(report)
    yield from _improvements(report)
    yield from _timeline(report)
    for table in report.tables:
        yield from _table(table)
    yield from ("## Standing disclaimer", "", plain(report.disclaimer), "")
    yield from ("## Where this report comes from", "")
    yield from _pairs(report.provenance)
    yield from ("## Abbreviations", "")
    yield from _grid(("Short", "Long"), ((plain(short), plain(words)) for short, words in report.acronyms))
    yield from _cited(report)
    if report.footnote:
        yield from (f"\\* {plain(report.footnote)}", "")
    yield f"**{BANNER}**"


def _pairs(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    for name, value in pairs:
        yield f"- **{plain(name)}:** {plain(value)}"
    yield ""


def _with_evidence(words: str, evidence: tuple[int, ...]) -> str:
    return f"{words} ({cites(evidence)})" if evidence else words


def _grid(columns: tuple[str, ...], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    yield f"| {' | '.join(columns)} |"
    yield f"|{' --- |' * len(columns)}"
    for row in rows:
        yield f"| {' | '.join(cell or ' ' for cell in row)} |"
    yield ""


def _objectives(report: Report) -> Iterator[str]:
    yield from ("## Objectives", "", "Proposed from the log; an evaluator confirms or changes.", "")
    yield from _grid(
        ("Objective", "Core capability", "P", "S", "M", "U", "Evaluator", "Basis"),
        (
            (
                plain(each.name),
                plain(each.capability),
                *("×" if each.proposed == rating else "" for rating in DEFINITIONS),
                each.confirmed,
                plain(each.decided),
            )
            for each in report.objectives
        ),
    )
    for rating, (name, words) in DEFINITIONS.items():
        yield f"- **{rating}, {name.lower()}:** {plain(words)}"
    yield ""
    for each in report.objectives:
        yield from _objective(each)


def _objective(each: ObjectiveReview) -> Iterator[str]:
    yield from (f"### {plain(each.name)}", "", f"Target: {plain(each.target)}", "")
    for title, findings in (
        ("Strengths", each.strengths),
        ("Areas for improvement", each.areas),
        ("Not decided by the log", each.undecided),
    ):
        if findings:
            yield from (f"**{title}**", "", *(_finding(finding) for finding in findings), "")
    for rating in each.ratings:
        note = f": {plain(rating.text)}" if rating.text else ""
        yield from (
            f"Evaluator at {clock(rating.tick)}: **{rating.rating}**{note} ({cites((rating.seq,))})",
            "",
        )


def _finding(finding: Finding) -> str:
    return _with_evidence(f"- {plain(finding.text)}: {plain(finding.words)}", finding.evidence)


def _improvements(report: Report) -> Iterator[str]:
    yield from ("## Improvement plan", "")
    if not report.improvements:
        yield from ("The log shows no task that was missed.", "")
        return
    yield from (
        "Drafted from the tasks that were not met. Owners and dates are for the after-action meeting.",
        "",
    )
    yield from _grid(
        (
            "Core capability",
            "Area for improvement",
            "Corrective action",
            "Element",
            "Owner",
            "Contact",
            "Start",
            "End",
            "Records",
        ),
        (
            (
                plain(line.capability),
                plain(line.issue),
                plain(line.action),
                plain(line.element),
                "",
                "",
                "",
                "",
                cites(line.evidence),
            )
            for line in report.improvements
        ),
    )


_LANES = ("Agency", "Injects", "Decisions", "Answers", "Facts passed on", "Messages", "Deadlines missed")
_KINDS = ("inject", "decision", "reply", "share", "message", "missed")


def _timeline(report: Report) -> Iterator[str]:
    yield from ("## Timeline", "")
    yield from ("The drawing is in the HTML edition; here is what stands in each lane.", "")
    rows = []
    for lane in report.lanes[1:]:
        counts = lane.counts()
        done = sum(span.outcome == "done" for span in lane.spans)
        numbers = (*(counts[kind] for kind in _KINDS), len(lane.spans), done)
        rows.append((plain(lane.name), *map(str, numbers)))
    yield from _grid((*_LANES, "Actions", "Done"), rows)
    yield from ("### Services and indicators", "")
    yield from _grid(
        ("What", "Start", "Lowest", "at", "Highest", "at", "End"),
        (
            (
                plain(f"{curve.name} ({curve.unit})" if curve.unit else curve.name),
                number(curve.points[0][1]),
                number(curve.lowest[1]),
                clock(curve.lowest[0]),
                number(curve.highest[1]),
                clock(curve.highest[0]),
                number(curve.points[-1][1]),
            )
            for curve in report.curves
        ),
    )


def _table(table: Table) -> Iterator[str]:
    yield from (f"## {table.title}", "")
    if not table.rows:
        yield from (table.empty, "")
        return
    if table.intro:
        yield from (table.intro, "")
    cited = any(row.evidence for row in table.rows)
    yield from _grid(
        (*table.columns, *(("Records",) if cited else ())),
        ((*map(plain, row.cells), *((cites(row.evidence),) if cited else ())) for row in table.rows),
    )


def _cited(report: Report) -> Iterator[str]:
    yield from ("## Records cited", "")
    yield from _grid(
        ("No.", "Time", "Who", "What"),
        ((f"r{each.seq}", clock(each.tick), plain(each.who), plain(each.text)) for each in report.cited),
    )
