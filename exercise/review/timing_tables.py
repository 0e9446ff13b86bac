"""The tables of a report about timing: how fast, how far from the plan, who knew when."""

from __future__ import annotations

from collections.abc import Iterable

from exercise.review.msel_review import MselLine
from exercise.review.names import Names
from exercise.review.report_tables import Row, Table
from exercise.review.responses import Pace
from exercise.review.who_knew import FactLine, Knowing
from exercise.scenario.quantities import clock, lasting


def response_times(paces: Iterable[Pace], names: Names) -> Table:
    """How fast agencies reacted."""
    rows = tuple(
        Row(
            (
                names.agency(pace.agency),
                str(pace.asked),
                str(pace.n),
                "" if pace.median is None else lasting(pace.median),
                "" if pace.p90 is None else lasting(pace.p90),
                str(pace.missed),
            ),
            pace.evidence,
        )
        for pace in paces
    )
    intro = (
        "From the release of an inject to the first reply, decision or expected action of the agency. "
        "Nine in ten reactions were no slower than the 90th percentile. Missed: injects of which a deadline "
        "that it shared in passed without the expected action."
    )
    columns = ("Agency", "Injects", "Reactions", "Median", "90th percentile", "Missed")
    return Table("responses", "Response times", intro, columns, rows, "No inject asked for anything.")


_MSEL = ("No.", "Inject", "To", "Planned", "Actual", "Deviation", "Status", "Released by", "Expected actions")


def msel(lines: Iterable[MselLine], names: Names) -> Table:
    """Planned against actual."""
    intro = "In the order in which it was played; what did not go out stands where it was planned."
    rows = tuple(_msel_row(line, names) for line in lines)
    return Table("msel", "Events list: planned and actual", intro, _MSEL, rows, "There were no injects.")


def _msel_row(line: MselLine, names: Names) -> Row:
    planned = ("" if line.planned is None else clock(line.planned), line.planned_words)
    changes = (words for _, words in line.changes if not words.startswith("skipped"))
    came = sum(each.status in ("met", "late") for each in line.expected)
    cells = (
        str(line.number),
        line.subject,
        names.agencies(line.to),
        " ".join(part for part in planned if part),
        "" if line.actual is None else clock(line.actual),
        deviation(line.deviation),
        _why(line) or ", ".join((line.status, *changes)),
        _released_by(line, names),
        f"{came} of {len(line.expected)}" if line.expected else "",
    )
    own = () if line.seq is None else (line.seq,)
    return Row(cells, (*own, *(seq for seq, _ in line.changes if seq != line.seq)))


def _why(line: MselLine) -> str:
    return (
        next((words for _, words in line.changes if words.startswith("skipped")), "")
        if line.status == "skipped"
        else ""
    )


def _released_by(line: MselLine, names: Names) -> str:
    if line.actual is None:
        return ""
    if line.by in ("clock", "condition"):
        return line.by
    return f"inject “{names.inject(line.by)}”" if line.by in names.scenario.injects else names.agency(line.by)


def deviation(seconds: int | None) -> str:
    """How far from the plan: `on time`, `+25min`, `-2h`."""
    if seconds is None:
        return ""
    return "on time" if seconds == 0 else f"{'+' if seconds > 0 else '-'}{lasting(abs(seconds))}"


def expected_actions(lines: Iterable[MselLine], names: Names) -> Table:
    """What was expected of whom, and what came of it."""
    rows = []
    for line in lines:
        for each in line.expected:
            came = "" if each.tick is None else clock(each.tick)
            if each.status == "late" and each.tick is not None:
                came += f" ({lasting(each.tick - each.due)} late)"
            rows.append(
                Row(
                    (
                        str(line.number),
                        each.text,
                        names.agencies(each.who),
                        clock(each.due),
                        each.status,
                        came,
                        names.agency(each.by) if each.by else "",
                    ),
                    (each.seq,) if each.seq is not None else (),
                )
            )
    columns = ("Inject", "Expected action", "Of", "Deadline", "Result", "When", "By")
    return Table("expected", "Expected actions", "", columns, tuple(rows), "No action was expected.")


def who_knew(lines: Iterable[FactLine], names: Names) -> Table:
    """Facts and the order in which agencies came to know them."""
    rows = []
    for line in lines:
        first = line.known[0] if line.known else None
        rows.append(
            Row(
                (
                    names.fact(line.fact),
                    f"{names.agency(first.agency)}, {clock(first.tick)}, {_how(first, names)}"
                    if first
                    else "nobody",
                    lasting(first.tick - line.event) if first and line.event is not None else "",
                    "; ".join(f"{names.agency(each.agency)} +{lasting(each.lag)}" for each in line.known[1:]),
                    ", ".join(names.agency(name) for name in line.ought),
                ),
                (*(each.seq for each in line.known[:1]), *line.shared),
            )
        )
    intro = "The first agency that knew, how long after the event, and how much later each other one did."
    columns = ("Fact", "Known first", "After the event", "Then", "Ought to have known, never did")
    return Table("knew", "Who knew what, when", intro, columns, tuple(rows), "The scenario has no facts.")


def _how(knowing: Knowing, names: Names) -> str:
    words = {
        "start": "from the start",
        "inject": "from an inject",
        "activity": "found out",
        "shared": f"told by {names.agency(knowing.source)}",
        "override": "told by EXCON",
        "effect": "as a consequence",
    }
    return words.get(knowing.how, knowing.how)
