"""The tables of a report about knowledge: facts and events by agency, the path of every fact, information flow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from exercise.language import marked, t
from exercise.review.known_events import Known, when
from exercise.review.names import Names
from exercise.review.report_tables import Row, Table, tlp
from exercise.review.spread import Flow, Hop
from exercise.scenario.quantities import clock, lasting

ACROSS = 8
"""Agencies in one table, so that it fits a page; more make further tables."""

_THROUGH = {
    "start": marked("from the start"),
    "found": marked("found out"),
    "inject": marked("inject"),
    "share": marked("passed on"),
    "publication": marked("made public"),
    "consequence": marked("as a consequence"),
    "control": marked("by a controller's hand"),
}


def matrices(things: Sequence[Known], names: Names) -> tuple[Table, ...]:
    """Who knew of what how long after it happened; facts nobody learned and events nobody saw show as such."""
    agencies = tuple(names.scenario.agencies)
    blocks = [agencies[start : start + ACROSS] for start in range(0, len(agencies), ACROSS)] or [()]
    return tuple(_matrix(things, block, names, number, len(blocks)) for number, block in enumerate(blocks, 1))


def _matrix(things: Sequence[Known], block: tuple[str, ...], names: Names, number: int, of: int) -> Table:
    rows = tuple(
        Row(
            (known.kind, known.title, when(known), *(_lag(known, agency) for agency in block)),
            () if known.seq is None else (known.seq,),
            # What nobody at all knew of is news too, and said once.
            is_minor=not any(_is_news(known, agency) for agency in block) and (bool(known.by) or number > 1),
        )
        for known in things
    )
    intro = (
        "How long after it happened each agency first knew of it: “0min” at once, “–” never, “!” never though it "
        "ought to have. An agency knows of an event when it is shown it, is sent the inject, or learns a fact "
        "about it. The lag of a fact counts from its event, or from the first agency that knew."
    )
    name = "Facts and events by agency" + (f" ({number} of {of})" if of > 1 else "")
    columns = ("Kind", "What", "When", *(names.agency(agency) for agency in block))
    ident = "matrix" if number == 1 else f"matrix-{number}"
    return Table(ident, name, intro if number == 1 else "", columns, rows, "Nothing happened to be known.")


def _is_news(known: Known, agency: str) -> bool:
    """Whether this agency knew later than it could have, or never although it ought to have."""
    lag = known.lag(agency)
    return agency in known.ought if lag is None else lag > 0


def _lag(known: Known, agency: str) -> str:
    lag = known.lag(agency)
    if lag is None:
        return "!" if agency in known.ought else "–"
    return ("+" if lag > 0 else "") + lasting(lag) if lag >= 0 else "before"


def paths(found: dict[str, tuple[Hop, ...]], names: Names) -> Table:
    """The path each fact took: every telling that was news to somebody, or against the fact's label."""
    rows = []
    for fact, path in found.items():
        for told in _grouped(hop for hop in path if hop.news or hop.breach):
            first = told[0]
            cells = (
                names.fact(fact),
                clock(first.tick),
                names.agency(first.sender) if first.sender else "",
                ", ".join(names.agency(hop.to) for hop in told),
                through(first, names),
                tlp(first.tlp),
                ", ".join(names.agency(hop.to) for hop in told if hop.breach),
                "" if first.lag == 0 else f"+{lasting(first.lag)}",
            )
            rows.append(Row(cells, tuple(dict.fromkeys(hop.seq for hop in told))))
    columns = ("Fact", "Time", "From", "To", "Through", "TLP", "Against its label", "Behind the first")
    intro = "Who told whom, when, and through what. What a receiver knew already is left out."
    return Table("paths", "The path of every fact", intro, columns, tuple(rows), "Nobody learned a fact.")


def _grouped(path: Iterable[Hop]) -> list[list[Hop]]:
    """Tellings of one moment, from one sender, in one way, together."""
    groups: list[list[Hop]] = []
    for hop in path:
        last = groups[-1][0] if groups else None
        if last and (last.tick, last.sender, last.source) == (hop.tick, hop.sender, hop.source):
            groups[-1].append(hop)
        else:
            groups.append([hop])
    return groups


def through(hop: Hop, names: Names) -> str:
    """How a fact came, in words."""
    words = t(_THROUGH[hop.through])
    if hop.through == "inject":
        return t(
            "inject #{number} {inject}", number=names.number(hop.source), inject=names.inject(hop.source)
        )
    if hop.source and hop.through in ("found", "publication"):
        return f"{words}: {names.run(hop.source)}"
    return words


def information_flow(flows: Iterable[Flow], names: Names) -> Table:
    """Agency by agency: messages, facts passed on, how much of it was news, and how late it came."""
    rows = tuple(
        Row(
            (
                names.agency(flow.sender),
                names.agency(flow.to),
                str(flow.messages),
                str(flow.shared),
                str(flow.useful),
                "" if flow.median_lag is None else lasting(flow.median_lag),
                str(flow.breaches) if flow.breaches else "",
            ),
            flow.evidence[:8],
        )
        for flow in flows
    )
    columns = ("From", "To", "Messages", "Facts", "First heard here", "Median lag", "Against TLP")
    intro = (
        "Facts first heard here were news to the receiver; their lag counts from the first agency that knew. "
        "At most eight records are cited a line."
    )
    return Table("flow", "Information flow", intro, columns, rows, "Agencies told each other nothing.")
