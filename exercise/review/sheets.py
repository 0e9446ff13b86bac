"""Sheets of a workbook: cells that are numbers, durations and times where the report has words for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from exercise.domain import events as ev
from exercise.domain.improvised import line_of
from exercise.review.chronicle import Chronicle
from exercise.review.msel_review import ExpectedLine, MselLine
from exercise.review.names import Names, basis_name
from exercise.review.report_tables import tlp
from exercise.review.responses import Response
from exercise.scenario import play as p
from exercise.scenario.quantities import MINUTE, clock

Cell = str | int | float | date | datetime | timedelta | None
"""A `timedelta` is exercise time since STARTEX, a `datetime` the local time of the scenario. Text is only text."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: a row of titles, then rows as long."""

    id: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    evidence: tuple[tuple[int, ...], ...] = ()
    """The records behind each row, when there are any."""


def since(tick: int | None) -> timedelta | None:
    """Exercise time as a duration."""
    return None if tick is None else timedelta(seconds=tick)


def local(chronicle: Chronicle, tick: int | None) -> datetime | None:
    """Exercise time as the day and hour of the scenario. Workbooks know no time zones."""
    return None if tick is None else chronicle.scenario.startex.replace(tzinfo=None) + timedelta(seconds=tick)


def wall(chronicle: Chronicle, seq: int | None) -> datetime | None:
    """When somebody's own command brought it about, in UTC; None when the clock or nobody's hand did."""
    words = chronicle.wall_of.get(seq, "") if seq is not None else ""
    return datetime.fromisoformat(words.replace("Z", "+00:00")).replace(tzinfo=None) if words else None


MSEL_COLUMNS = (
    *("Control no.", "Storyline", "Move", "Planned T+", "Planned time", "Released T+", "Exercise time"),
    *(
        "Wall time (UTC)",
        "Deviation (min)",
        "Event type",
        "From",
        "To",
        "Channel",
        "TLP",
        "Language",
        "Subject",
    ),
    *("Text", "Attachments", "Responsible controller", "Expected actions", "Objectives", "Capabilities"),
    *("Targets", "Evaluator's note", "Release condition", "Status", "Released by", "First reaction T+"),
    *("Actual action", "Remarks"),
)


def msel_sheet(
    lines: Iterable[MselLine], found: Iterable[Response], chronicle: Chronicle, names: Names
) -> Sheet:
    """The events list as it was run, with the columns exercise staff expect."""
    first: dict[str, int] = {}
    for each in found:
        if each.tick is not None:
            first[each.inject] = min(each.tick, first.get(each.inject, each.tick))
    released = {event.inject: event for _, _, event in chronicle.all(ev.InjectReleased)}
    listed = tuple(lines)
    rows = tuple(
        _msel_row(line, released.get(line.id), first.get(line.id), chronicle, names) for line in listed
    )
    evidence = tuple(
        (*(() if line.seq is None else (line.seq,)), *(seq for seq, _ in line.changes if seq != line.seq))
        for line in listed
    )
    return Sheet("msel", "MSEL as run", MSEL_COLUMNS, rows, evidence)


def _msel_row(
    line: MselLine, event: ev.InjectReleased | None, reaction: int | None, chronicle: Chronicle, names: Names
) -> tuple[Cell, ...]:
    part = line_of(chronicle.scenario, chronicle.world, line.id)
    told = _told(part, event, names)
    return (
        line.number,
        _storyline(part, chronicle, names),
        part.move if part else "",
        since(line.planned),
        local(chronicle, line.planned),
        since(line.actual),
        local(chronicle, line.actual),
        wall(chronicle, line.seq),
        None if line.deviation is None else round(line.deviation / MINUTE, 1),
        line.kind,
        told["from"],
        names.agencies(line.to),
        told["channel"],
        told["tlp"],
        ", ".join(chronicle.scenario.languages),
        line.subject,
        told["text"],
        told["attachments"],
        _cell(part, chronicle, names),
        "\n".join(_expected(each, names) for each in line.expected),
        *_objectives(part, chronicle, names),
        names.pick(part.note) if part and part.note else "",
        line.planned_words,
        line.status,
        names.agency(line.by) if line.by not in ("clock", "condition", "") else line.by,
        since(reaction),
        "\n".join(_actual(each, names) for each in line.expected if each.tick is not None),
        "; ".join(words for _, words in line.changes),
    )


def _told(part: p.Inject | None, event: ev.InjectReleased | None, names: Names) -> Mapping[str, str]:
    """What its recipients read, or would have."""
    if event is not None:
        papers = [name for name, _ in event.attachments]
        sender, text, channel, label = event.sender, event.text, event.channel, event.tlp
    elif part is not None:
        papers = [each.name for each in part.attachments]
        sender, text, channel, label = part.from_, part.text, part.channel, part.tlp
    else:
        return dict.fromkeys(("from", "text", "channel", "tlp", "attachments"), "")
    return {
        "from": names.pick(sender),
        "text": names.pick(text),
        "channel": channel,
        "tlp": tlp(label),
        "attachments": ", ".join(papers),
    }


def _storyline(part: p.Inject | None, chronicle: Chronicle, names: Names) -> str:
    if part is None or part.storyline is None:
        return ""
    found = chronicle.scenario.storylines.get(part.storyline)
    return names.pick(found.name) if found else part.storyline


def _cell(part: p.Inject | None, chronicle: Chronicle, names: Names) -> str:
    found = chronicle.scenario.cells.get(part.cell) if part and part.cell else None
    return names.pick(found.name) if found else "EXCON"


def _objectives(part: p.Inject | None, chronicle: Chronicle, names: Names) -> tuple[str, str, str]:
    """Names, capabilities and targets of the objectives that its expected actions are tied to."""
    tied = dict.fromkeys(each.objective for each in part.expect if each.objective) if part else {}
    found = [chronicle.scenario.objectives[name] for name in tied if name in chronicle.scenario.objectives]
    return (
        "\n".join(names.pick(each.name) for each in found),
        "\n".join(each.capability for each in found),
        "\n".join(names.pick(each.target) for each in found),
    )


def _expected(each: ExpectedLine, names: Names) -> str:
    return f"{names.agencies(each.who)}: {each.text}, by {clock(each.due)} ({each.status})"


def _actual(each: ExpectedLine, names: Names) -> str:
    return f"{names.agency(each.by)}, {clock(each.tick or 0)}: {each.text}"


def decision_sheet(chronicle: Chronicle, names: Names) -> Sheet:
    """Every decision with its time as a time."""
    rows, evidence = [], []
    for seq, tick, made in chronicle.all(ev.DecisionMade):
        rows.append(
            (
                since(tick),
                local(chronicle, tick),
                wall(chronicle, seq),
                names.agency(made.agency),
                names.decision(made.decision) if made.decision else "",
                names.option(made.decision, made.option) if made.option else "",
                made.text,
                made.rationale,
                "\n".join(names.option(made.decision, each) for each in made.considered),
                "\n".join(basis_name(names, each) for each in made.basis),
            )
        )
        evidence.append((seq,))
    columns = (
        *("T+", "Exercise time", "Wall time (UTC)", "Agency", "Question", "Decision", "In their own words"),
        *("Why", "Considered", "Basis"),
    )
    return Sheet("decisions", "Decisions", columns, tuple(rows), tuple(evidence))


def response_sheet(found: Iterable[Response], msel: Iterable[MselLine], names: Names) -> Sheet:
    """Every pair of inject and agency, and how long the reaction took."""
    lines = {line.id: line for line in msel}
    rows, evidence = [], []
    for each in found:
        line = lines[each.inject]
        rows.append(
            (
                line.number,
                line.subject,
                names.agency(each.agency),
                since(each.released),
                since(each.tick),
                None if each.took is None else timedelta(seconds=each.took),
                "yes" if each.missed else "no",
            )
        )
        evidence.append(tuple(seq for seq in (line.seq, each.seq) if seq is not None))
    columns = ("Inject", "Subject", "Agency", "Released T+", "First reaction T+", "Took", "Deadline missed")
    return Sheet("reactions", "Response times", columns, tuple(rows), tuple(evidence))
