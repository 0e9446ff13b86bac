"""The tables of a report: columns, rows of plain text, and the records each row rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from exercise.domain import events as ev
from exercise.review.chronicle import Chronicle
from exercise.review.msel_review import MselLine
from exercise.review.names import Names, basis_name
from exercise.scenario.model import Scenario
from exercise.scenario.quantities import clock, lasting


@dataclass(frozen=True, slots=True)
class Row:
    """A row and the numbers of the records behind it."""

    cells: tuple[str, ...]
    evidence: tuple[int, ...] = ()
    is_minor: bool = False
    """It says nothing that a reader on paper would miss: workbooks and the HTML have it, pages leave it out."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a report. Every cell is plain text, never markup."""

    id: str
    title: str
    intro: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    empty: str
    """What to say instead when there are no rows."""


def moment(scenario: Scenario, tick: int) -> str:
    """Exercise time and the local day and hour of the scenario."""
    return f"{clock(tick)} ({scenario.startex + timedelta(seconds=tick):%a %H:%M})"


def tlp(label: str) -> str:
    """A TLP 2.0 label as it is written."""
    return f"TLP:{label.upper().replace('AMBER-STRICT', 'AMBER+STRICT')}"


_OF_CONTROL = frozenset(
    ("of these ad hoc", "expected actions", "met in time", "late", "missed", "overrides", "observations")
)
"""Counts that an agency's own records cannot give."""


def numbers(
    chronicle: Chronicle, msel: tuple[MselLine, ...], *, only: str = ""
) -> tuple[tuple[str, str], ...]:
    """The exercise in numbers; with `only`, those that this agency's records hold."""
    expected = [each.status for line in msel for each in line.expected]
    orders = [event for _, _, event in chronicle.all(ev.ActivityOrdered) if event.agency]
    orders = [event for event in orders if not chronicle.is_background(event.activity)]
    runs = chronicle.world.runs
    counted = (
        ("agencies", len(chronicle.scenario.agencies)),
        ("injects received" if only else "injects released", sum(line.actual is not None for line in msel)),
        ("of these ad hoc", sum(line.is_ad_hoc for line in msel)),
        ("expected actions", len(expected)),
        ("met in time", expected.count("met")),
        ("late", expected.count("late")),
        ("missed", expected.count("missed")),
        ("actions ordered", len(orders)),
        ("actions completed", sum(runs[event.run].status == "done" for event in orders)),
        ("decisions", len(chronicle.all(ev.DecisionMade))),
        ("written answers", len(chronicle.all(ev.ReplyGiven))),
        ("messages", len(chronicle.all(ev.MessageSent))),
        ("facts passed on", len(chronicle.all(ev.FactShared))),
        ("overrides", len(chronicle.all(ev.OverrideMade))),
        ("observations", len(chronicle.all(ev.ObservationMade))),
        ("records in this edition" if only else "records in the log", chronicle.count),
    )
    return (
        ("of exercise time", lasting(chronicle.horizon)),
        *((name, f"{count:,}") for name, count in counted if not only or name not in _OF_CONTROL),
    )


def decided(chronicle: Chronicle) -> tuple[int, ...]:
    """When decisions fell."""
    return tuple(dict.fromkeys(tick for _, tick, _ in chronicle.all(ev.DecisionMade)))


def decision_log(chronicle: Chronicle, names: Names) -> Table:
    """Who decided what, when, and why."""
    rows = []
    for seq, tick, made in chronicle.all(ev.DecisionMade):
        chosen = names.option(made.decision, made.option) if made.option else ""
        words = "\n".join(part for part in (chosen, made.text) if part)
        rows.append(
            Row(
                (
                    moment(chronicle.scenario, tick),
                    names.agency(made.agency),
                    names.decision(made.decision) if made.decision else "",
                    words,
                    made.rationale,
                    "\n".join(names.option(made.decision, each) for each in made.considered),
                    "\n".join(basis_name(names, each) for each in made.basis),
                ),
                (seq,),
            )
        )
    columns = ("Time", "Agency", "Question", "Decision", "Why", "Considered", "Basis")
    return Table("decisions", "Decision log", "", columns, tuple(rows), "No decision was recorded.")


def shared_facts(chronicle: Chronicle, names: Names) -> Table:
    """What agencies passed on."""
    rows = []
    for seq, tick, passed in chronicle.all(ev.FactShared):
        part = chronicle.scenario.facts.get(passed.fact)
        cells = (
            moment(chronicle.scenario, tick),
            names.agency(passed.sender),
            names.agencies(passed.to),
            names.fact(passed.fact),
            tlp(part.tlp) if part else "",
            passed.note,
        )
        rows.append(Row(cells, (seq,)))
    columns = ("Time", "From", "To", "Fact", "TLP", "Note")
    return Table("shared", "Facts passed on", "", columns, tuple(rows), "Nobody passed a fact on.")


def overrides(chronicle: Chronicle, names: Names) -> Table:
    """Where controllers changed the world by hand."""
    rows = tuple(
        Row(
            (moment(chronicle.scenario, tick), names.agency(made.seat), "; ".join(made.effects), made.reason),
            (seq,),
        )
        for seq, tick, made in chronicle.all(ev.OverrideMade)
    )
    columns = ("Time", "By", "What changed", "Reason")
    return Table("overrides", "Overrides", "", columns, rows, "Controllers changed nothing by hand.")


def observations(chronicle: Chronicle, names: Names) -> Table:
    """What controllers and evaluators noted."""
    rows = []
    for seq, tick, noted in chronicle.all(ev.ObservationMade):
        objective = chronicle.scenario.objectives.get(noted.objective)
        about = (
            names.agency(noted.agency) if noted.agency else "",
            f"inject “{names.inject(noted.inject)}”" if noted.inject else "",
            names.pick(objective.name) if objective else noted.objective,
        )
        cells = (
            moment(chronicle.scenario, tick if noted.at is None else noted.at),
            noted.name or names.agency(noted.seat),
            ", ".join(part for part in about if part),
            noted.text,
            noted.rating,
        )
        rows.append(Row(cells, (seq, *(number for number in noted.evidence if number < seq))))
    columns = ("Time", "By", "About", "Observation", "Rating")
    return Table("observations", "Observations", "", columns, tuple(rows), "No observation was noted.")


def participants(chronicle: Chronicle, names: Names, bots: tuple[str, ...], absent: tuple[str, ...]) -> Table:
    """The agencies, and who played them."""
    taken = chronicle.seated
    rows = []
    for name, agency in chronicle.scenario.agencies.items():
        played = ["a participant"] if name in taken else []
        played += ["a bot"] if name in bots else []
        played += ["nobody"] if name in absent else []
        title = names.pick(agency.name)
        rows.append(
            Row(
                (
                    names.agency(name),
                    title,
                    agency.country,
                    agency.level,
                    agency.kind,
                    " and ".join(played) or "an open seat",
                )
            )
        )
    columns = ("Agency", "Name", "Country", "Level", "Kind", "Played by")
    return Table("participants", "Participants", "", columns, tuple(rows), "")
