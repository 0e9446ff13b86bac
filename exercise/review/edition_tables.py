"""The tables of one agency's own edition: what reached it, what it learned, whom it wrote to."""

from __future__ import annotations

from exercise.domain import events as ev
from exercise.review.chronicle import Chronicle
from exercise.review.names import Names, addressee_names, persona_name
from exercise.review.report_tables import Row, Table, moment, tlp
from exercise.review.responses import Response
from exercise.scenario.quantities import clock, lasting


def injects_received(chronicle: Chronicle, names: Names, found: tuple[Response, ...]) -> Table:
    """What came to the agency, and how soon it reacted."""
    took = {each.inject: each for each in found}
    rows = []
    for seq, tick, came in chronicle.all(ev.InjectReleased):
        reaction = took.get(came.inject)
        cells = (
            moment(chronicle.scenario, tick),
            str(came.number),
            names.pick(came.sender),
            came.channel,
            tlp(came.tlp),
            names.pick(came.subject),
            names.pick(came.text),
            clock(came.answer_by) if came.answer_by is not None else "",
            "" if reaction is None or reaction.took is None else lasting(reaction.took),
        )
        rows.append(Row(cells, (seq, *((reaction.seq,) if reaction and reaction.seq is not None else ()))))
    columns = ("Time", "No.", "From", "By", "TLP", "Subject", "Text", "Answer due", "First reaction after")
    return Table("injects", "Injects received", "", columns, tuple(rows), "Nothing reached this agency.")


def facts_held(chronicle: Chronicle, names: Names, agency: str) -> Table:
    """What the agency came to know, and how."""
    rows = []
    for seq, tick, learned in chronicle.all(ev.FactLearned):
        if learned.agency != agency:
            continue
        how = {"start": "from the start", "shared": f"told by {names.agency(learned.source)}"}
        cells = (
            moment(chronicle.scenario, tick),
            names.pick(learned.text) or names.fact(learned.fact),
            tlp(learned.tlp),
            how.get(
                learned.how, {"activity": "found out", "inject": "from an inject"}.get(learned.how, "in play")
            ),
        )
        rows.append(Row(cells, (seq,)))
    columns = ("Time", "Fact", "TLP", "How")
    return Table("facts", "What this agency knew, and when", "", columns, tuple(rows), "It learned nothing.")


def messages(chronicle: Chronicle, names: Names) -> Table:
    """Messages to and from the agency."""
    rows = []
    for seq, tick, sent in chronicle.all(ev.MessageSent):
        cells = (
            moment(chronicle.scenario, tick),
            persona_name(names, sent.persona) if sent.persona else names.agency(sent.sender),
            addressee_names(names, sent.to),
            tlp(sent.tlp),
            sent.subject,
            sent.text,
        )
        rows.append(Row(cells, (seq,)))
    columns = ("Time", "From", "To", "TLP", "Subject", "Text")
    return Table("messages", "Messages", "", columns, tuple(rows), "No message was sent or received.")


def answers(chronicle: Chronicle, names: Names) -> Table:
    """Written answers to injects."""
    rows = tuple(
        Row(
            (
                moment(chronicle.scenario, tick),
                names.agency(given.agency),
                names.inject(given.inject),
                given.text,
            ),
            (seq,),
        )
        for seq, tick, given in chronicle.all(ev.ReplyGiven)
    )
    columns = ("Time", "Agency", "To", "Answer")
    return Table("answers", "Written answers", "", columns, rows, "No answer was given in writing.")
