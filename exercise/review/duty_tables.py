"""The tables of a report about duties to report, joint decisions, and actions the catalogue lacks."""

from __future__ import annotations

from exercise.domain import events as ev
from exercise.review.chronicle import Chronicle
from exercise.review.names import Names, consent_name, obligation_name
from exercise.review.report_tables import Row, Table, moment
from exercise.scenario.quantities import clock, lasting


def duties(chronicle: Chronicle, names: Names) -> Table:
    """Every clock that ran, and whether the report came in time."""
    filed = {
        (event.obligation, event.agency): (seq, tick) for seq, tick, event in chronicle.all(ev.ReportFiled)
    }
    rows = []
    for seq, tick, started in chronicle.all(ev.ClockStarted):
        report, at = filed.get((started.obligation, started.agency), (None, None))
        if at is None:
            result = "not reported" if chronicle.end > started.due else "still open"
        else:
            result = "in time" if at <= started.due else f"{lasting(at - started.due)} late"
        cells = (
            names.agency(started.agency),
            obligation_name(names, started.obligation),
            clock(tick),
            clock(started.due),
            "" if at is None else clock(at),
            result,
        )
        rows.append(Row(cells, (seq,) if report is None else (seq, report)))
    columns = ("Agency", "Duty", "Aware", "Deadline", "Reported", "Result")
    intro = "A clock starts when the agency becomes aware of what it has to report."
    return Table("duties", "Duties to report", intro, columns, tuple(rows), "No duty to report arose.")


def joint_decisions(chronicle: Chronicle, names: Names) -> Table:
    """What was put to several agencies, how they voted, and what came of it."""
    rows = []
    opened = chronicle.all(ev.ConsentOpened)
    for place, (seq, tick, asked) in enumerate(opened):
        # The same question may be put again; what follows belongs to the last time it was put.
        again = (later for later, _, event in opened[place + 1 :] if event.consent == asked.consent)
        before = next(again, chronicle.count)
        votes = [
            (number, cast)
            for number, _, cast in chronicle.all(ev.VoteCast)
            if cast.consent == asked.consent and seq < number < before
        ]
        closed = [
            (number, f"{end.outcome.replace('-', ' ')}, {clock(at)}")
            for number, at, end in chronicle.all(ev.ConsentClosed)
            if end.consent == asked.consent and seq < number < before
        ]
        question = (consent_name(names, asked.consent), asked.text)
        cells = (
            moment(chronicle.scenario, tick),
            names.agency(asked.by),
            "\n".join(part for part in question if part),
            "\n".join(_vote(cast, names) for _, cast in votes),
            closed[0][1] if closed else "still open",
        )
        rows.append(Row(cells, (seq, *(number for number, _ in votes), *(number for number, _ in closed))))
    columns = ("Time", "Put by", "Question", "Votes", "Outcome")
    return Table("joint", "Joint decisions", "", columns, tuple(rows), "Nothing was put to a vote.")


def _vote(cast: ev.VoteCast, names: Names) -> str:
    reason = f" ({cast.reason})" if cast.reason else ""
    return f"{names.agency(cast.agency)}: {cast.vote}{reason}"


def proposals(chronicle: Chronicle, names: Names) -> Table:
    """What agencies wanted to do that the catalogue lacks, and how the white cell ruled."""
    ruled = {event.proposal: (seq, event) for seq, _, event in chronicle.all(ev.ActionRuled)}
    rows = []
    for seq, tick, wanted in chronicle.all(ev.ActionProposed):
        number, ruling = ruled.get(wanted.proposal, (None, None))
        cells = (
            moment(chronicle.scenario, tick),
            names.agency(wanted.agency),
            wanted.text,
            "no ruling" if ruling is None else "accepted" if ruling.accepted else "declined",
            "" if ruling is None else ruling.reason,
            "" if ruling is None else "\n".join(ruling.effects),
        )
        rows.append(Row(cells, (seq,) if number is None else (seq, number)))
    columns = ("Time", "Agency", "Action", "Ruling", "Reason", "What follows")
    title = "Actions outside the catalogue"
    return Table("proposals", title, "", columns, tuple(rows), "Nobody proposed an action of its own.")
