"""Tables about the exercise as a whole: by level, what tested which objective, and how the exercise went."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import median

from exercise.domain import events as ev
from exercise.domain.improvised import line_of
from exercise.review.chronicle import Chronicle
from exercise.review.msel_review import MselLine
from exercise.review.names import Names
from exercise.review.ratings import ObjectiveResult
from exercise.review.report_tables import Row, Table
from exercise.review.responses import Response
from exercise.scenario.quantities import lasting

_LEVELS = {"technical": "technical", "operational": "operational", "political": "strategic and political"}


def by_level(chronicle: Chronicle, found: Iterable[Response]) -> Table:
    """How the technical, operational and political levels reacted, and what crossed borders."""
    agencies, listed = chronicle.scenario.agencies, tuple(found)
    shared = [(seq, event) for seq, _, event in chronicle.all(ev.FactShared)]
    rows = []
    for level in dict.fromkeys(agency.level for agency in agencies.values()):
        own = {name for name, agency in agencies.items() if agency.level == level}
        mine = [each for each in listed if each.agency in own]
        times = [each.took for each in mine if each.took is not None]
        passed = [(seq, event) for seq, event in shared if event.sender in own]
        abroad = [seq for seq, event in passed if _crosses(event, chronicle)]
        cells = (
            _LEVELS.get(level, level),
            str(len(own)),
            str(len(mine)),
            str(len(times)),
            lasting(round(median(times))) if times else "",
            str(sum(each.missed for each in mine)),
            str(len(passed)),
            str(len(abroad)),
        )
        rows.append(Row(cells, tuple(abroad)))
    columns = (
        *("Level", "Agencies", "Injects", "Reactions", "Median", "Missed"),
        *("Facts passed on", "Across a border"),
    )
    intro = "Across a border: passed on to an agency of another country or organisation."
    return Table("levels", "Level by level, and across borders", intro, columns, tuple(rows), "")


def _crosses(event: ev.FactShared, chronicle: Chronicle) -> bool:
    agencies = chronicle.scenario.agencies
    home = agencies[event.sender].country if event.sender in agencies else ""
    abroad = {agencies[name].country for name in event.to if name in agencies} - {"", home}
    return bool(home and abroad)


def coverage(
    chronicle: Chronicle, names: Names, msel: Iterable[MselLine], results: Iterable[ObjectiveResult]
) -> Table:
    """Which injects tested an objective, what came of them, and who observed it."""
    scenario, lines = chronicle.scenario, tuple(msel)
    noted = chronicle.all(ev.ObservationMade)
    rows = []
    for result in results:
        tied = [
            (line, line.expected[index])
            for line in lines
            if (part := line_of(scenario, chronicle.world, line.id)) is not None
            for index, wanted in enumerate(part.expect)
            if wanted.objective == result.id and index < len(line.expected)
        ]
        counts = [each.status for _, each in tied]
        observed = tuple(seq for seq, _, event in noted if event.objective == result.id)
        evidence = dict.fromkeys(each.seq for _, each in tied if each.seq is not None)
        cells = (
            result.name,
            " ".join(f"#{number}" for number in dict.fromkeys(line.number for line, _ in tied))
            or "none played",
            *(str(counts.count(status)) for status in ("met", "late", "missed", "open")),
            f"{result.count('met') + result.count('not met')} of {len(result.tasks)}",
            str(len(observed)),
        )
        rows.append(Row(cells, (*evidence, *observed)))
    columns = (
        *("Objective", "Tested by injects", "In time", "Late", "Missed", "Open"),
        *("Tasks decided by the log", "Observations"),
    )
    title = "Coverage: objectives, injects, evidence"
    return Table("coverage", title, "", columns, tuple(rows), "The scenario has no objectives.")


def exercise_itself(chronicle: Chronicle, names: Names, msel: Iterable[MselLine]) -> Table:
    """What the log says about planning, timing and control."""
    lines = tuple(msel)
    late = [line for line in lines if line.deviation]
    statuses = [line.status for line in lines if not line.is_ad_hoc]
    reached = {agency for line in lines if line.actual is not None for agency in line.to}
    idle = [name for name in chronicle.scenario.agencies if name not in reached and "everyone" not in reached]
    pauses = [seq for seq, _, event in chronicle.all(ev.PhaseChanged) if event.phase == "paused"]
    stops = [seq for seq, _, _ in chronicle.all(ev.StopCalled)]
    rows = (
        Row(("Injects of the plan that were played", f"{statuses.count('released')} of {len(statuses)}")),
        Row(("Injects that went out at another time than planned", str(len(late))), _seqs(late)),
        Row(("Injects skipped", str(statuses.count("skipped")))),
        Row(("Injects held back to the end", str(statuses.count("held")))),
        Row(("Injects whose condition never came", str(statuses.count("waiting for its condition")))),
        Row(
            ("Injects that controllers added", str(sum(line.is_ad_hoc for line in lines))),
            _seqs([line for line in lines if line.is_ad_hoc]),
        ),
        Row(("Agencies that received no inject", ", ".join(map(names.agency, idle)) or "none")),
        Row(("Pauses", str(len(pauses))), tuple(pauses[:8])),
        Row(("NO DUFF: stops for something real", str(len(stops))), tuple(stops)),
        Row(("Changes that controllers made by hand", str(len(chronicle.all(ev.OverrideMade))))),
    )
    intro = "What the log says about planning, timing and control; what it cannot say is for the meeting."
    return Table("itself", "The exercise itself", intro, ("What", "Count"), rows, "")


def _seqs(lines: list[MselLine]) -> tuple[int, ...]:
    return tuple(line.seq for line in lines if line.seq is not None)[:12]
