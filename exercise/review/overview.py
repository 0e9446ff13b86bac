"""The front of a report: what was exercised, when, by whom, how the document is to be handled, where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from exercise.review.chronicle import Chronicle
from exercise.review.edition import MEANING, Edition
from exercise.review.names import Names
from exercise.review.report_tables import tlp
from exercise.scenario.model import Scenario
from exercise.scenario.part import Tlp
from exercise.scenario.quantities import clock

Pairs = tuple[tuple[str, str], ...]

ABOUT = {
    "mission_areas": "Mission areas",
    "threat": "Threat or hazard",
    "sponsor": "Sponsor",
    "contact": "Point of contact",
}
"""What only people can say about an exercise: key in the plan's file → how the report calls it."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a report comes from, so that anybody can make it again."""

    exercise_id: str
    seed: str
    program: str
    log_hash: str
    """The hash of the last line of the log, which stands for all before it."""
    closed: bool = True
    bots: tuple[str, ...] = ()
    """Agencies that a bot played while nobody sat there."""
    absent: tuple[str, ...] = ()


def overview(
    chronicle: Chronicle,
    names: Names,
    provenance: Provenance,
    about: Mapping[str, str],
    walls: tuple[str, ...],
) -> Pairs:
    """The exercise in a table, in the order of the HSEEP template."""
    scenario = chronicle.scenario
    held = " to ".join(dict.fromkeys(wall[:16].replace("T", " ") for wall in walls))
    capabilities = dict.fromkeys(part.capability for part in scenario.objectives.values())
    objectives = "; ".join(names.pick(part.name) for part in scenario.objectives.values())
    said = {key: about.get(key) or "not stated" for key in ABOUT}
    return (
        ("Exercise", names.pick(scenario.title)),
        ("Exercise time", _played(chronicle)),
        ("Held", f"{held} UTC" if held else "without people, at full speed"),
        ("Scope", _scope(scenario)),
        (ABOUT["mission_areas"], said["mission_areas"]),
        *((("Core capabilities", ", ".join(capabilities) or "none stated"),) if capabilities else ()),
        *((("Objectives", objectives),) if objectives else ()),
        (ABOUT["threat"], said["threat"]),
        (ABOUT["sponsor"], said["sponsor"]),
        ("Participating organisations", _taking_part(chronicle, provenance)),
        (ABOUT["contact"], said["contact"]),
    )


def _played(chronicle: Chronicle) -> str:
    start = chronicle.scenario.startex
    ends = start + timedelta(seconds=chronicle.horizon)
    dates = f"{start:%d %B %Y %H:%M} to {ends:%d %B %Y %H:%M}"
    played = f"{clock(0)} to {clock(chronicle.horizon)}, in the scenario {dates}"
    return played if chronicle.ended is not None else f"{played} (the log ends before ENDEX)"


def _scope(scenario: Scenario) -> str:
    levels = ", ".join(dict.fromkeys(agency.level for agency in scenario.agencies.values()))
    countries = len({agency.country for agency in scenario.agencies.values() if agency.country})
    where = f" of {countries} countries or organisations" if countries > 1 else ""
    return f"{len(scenario.agencies)} agencies{where}; levels: {levels}"


def _taking_part(chronicle: Chronicle, provenance: Provenance) -> str:
    """How many agencies people, bots and nobody played."""
    people, everybody = chronicle.seated, set(chronicle.scenario.agencies)
    bots = set(provenance.bots) & everybody - people
    absent = set(provenance.absent) & everybody - people
    counts = (
        (len(people & everybody), "by participants"),
        (len(bots), "by bots alone"),
        (len(absent), "by nobody"),
        (len(everybody - people - bots - absent), "at an open seat"),
    )
    return "Played " + ", ".join(f"{words}: {count}" for count, words in counts if count)


def handling(label: Tlp, edition: Edition, names: Names) -> tuple[str, ...]:
    """How the document is to be handled, a sentence a line."""
    lines = [f"{tlp(label)}: this document {MEANING[label]}"]
    if edition.agency:
        lines.append(
            f"The edition for {names.agency(edition.agency)}: what this agency saw and did in the exercise, "
            "and what everybody was told. Ratings count its own tasks only; record numbers are this edition's."
        )
    if edition.limit is not None:
        lines.append(f"A {tlp(edition.limit)} edition: it holds nothing labelled above that.")
    if edition.withheld_words:
        lines.append(edition.withheld_words)
    if edition.nameless:
        lines.append(
            "People's names were removed: evaluators', owners' and contacts' of the improvement plan, and seats "
            "called after a person."
        )
    lines.append(
        "Exercise material: nothing in it happened. People are named by the role or agency they played. "
        "T+ counts hours and minutes of exercise time since STARTEX."
    )
    return tuple(lines)


def origin(chronicle: Chronicle, given: Provenance, edition: Edition) -> Pairs:
    """Where the report comes from."""
    scenario = chronicle.scenario
    counted = "Records in the log" if edition.is_whole else "Records this edition was built from"
    return (
        ("Exercise", given.exercise_id),
        ("Scenario", f"{scenario.id}, format {scenario.format}"),
        ("Seed", given.seed),
        ("Program", given.program),
        (counted, f"{chronicle.count:,}"),
        ("Hash of the log", given.log_hash + ("" if given.closed else " (the log has no closing line)")),
    )
