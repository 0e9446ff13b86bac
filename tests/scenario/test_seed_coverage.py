"""Everything the seed texts name for these scenarios is played by something: the coverage matrix, kept honest.

The rows are those of the domain study's A.4 (items of A.1 to A.3, the scenarios they are marked for, the actions and
injects that carry them). What an item needs of its own, beyond its row, stands in `NEEDS`, from A.1 to A.3.
The matrix is printed at the end of the session.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import pytest

from exercise.scenario.library import bundled, find_scenario
from exercise.scenario.load import load
from exercise.scenario.model import Scenario
from exercise.scenario.world import EVERYONE

Tell = Callable[[str, str], None]
SCENARIOS = {"F1": "deep-line", "F2": "cold-aisle", "F3": "clear-ballot"}


class Row(NamedTuple):
    """A line of A.4: its items, and by scenario the injects it names; `""` marks the scenario without naming any."""

    items: str
    marked: dict[str, str]
    actions: str


EVERYWHERE = {"F1": "", "F2": "", "F3": ""}
ROWS = (
    Row("T01 T05 T08", {"F3": ""}, "S-03..S-07 S-11 L-05..L-07"),
    Row("T02 T07 T09 T11 T17", {"F1": ""}, "T-09..T-13 C-16 L-03 L-04 M-03"),
    Row("T10", {"F2": ""}, "T-14..T-17 T-19 T-20"),
    Row("T03 T04", {"F3": "4"}, "T-05 T-06 T-18 C-03 D-06"),
    Row("T12 T14", EVERYWHERE, "T-01 T-07 C-17"),
    Row("T15", {"F2": "24"}, "T-02 T-03 T-15 T-18 L-09"),
    Row("T16 M10 M12 M15", {"F1": ""}, "K-01..K-08"),
    Row("P01 P02 P06 P10 M06 M39", EVERYWHERE, "C-09 S-08"),
    Row("P03 P17 M18 M20 M21", {"F1": "19 25", "F3": "12 26"}, "D-01..D-08"),
    Row("P04 P05 P08 P15 M01 M03 M08 M13 M22 M32", {"F2": "10 26"}, "B-01..B-06 C-14 C-15 S-09"),
    Row("P07 P13 P14 M26 M27 M29 M30 M31 M33", EVERYWHERE, "C-03 C-06 C-07 K-01 K-08 B-02 B-04"),
    Row("P16 M36 M37 M38 M40", {"F1": "6 19", "F2": "9"}, "C-08 C-12 D-09 M-02 M-03 M-05"),
    Row("M02 M04 M05 M07", {"F2": "7 11 15 25"}, "L-08 S-02 S-08 T-16"),
    Row("M19 M23 M24", {"F1": "24", "F2": "9", "F3": "9"}, "L-01 L-02 C-09 M-01"),
)
ANYWHERE = (
    Row("P09 P11 P12 P18 M09 M11 M16 M17 M25", EVERYWHERE, "D-08 K-07 B-05"),
    Row("M14 M28 M34 M35", EVERYWHERE, "B-03..B-06"),
)
"""Marked for the white cell, the debrief or the time between runs: one scenario that plays them is enough."""

NEEDS = {
    "T12": "noise",
    "T14": "noise",
    "T16": "indicator:tension flag:overreaction",
    "T17": "indicator:fatigue",
    "M10": "indicator:tension",
    "M12": "K-02",
    "M15": "flag:overreaction",
    "P01": "to:operator",
    "P02": "to:csirt staff",
    "P06": "to:media",
    "P07": "to:csirt",
    "P10": "to:government to:operator to:csirt",
    "P13": "K-08",
    "P14": "agency:eu-presidency",
    "M05": "indicator:trust",
    "M06": "C-09",
    "M39": "C-09",
    "M29": "stale-contact",
    "M31": "fact-with-tlp",
    "M33": "C-01 indicator:compliance",
    "M23": "L-01",
    "M25": "indicator:rights",
    "P16": "agency-of:nato",
    "M09": "objective",
}
"""Item → what it needs of a scenario besides one of its row's actions or injects; all of it."""

OWN = {
    "T01": "S-07 L-07",
    "T03": "T-05",
    "T04": "#4",
    "T05": "S-04 S-06",
    "T07": "C-16 L-03",
    "T09": "T-11 T-12",
    "T10": "T-14 T-17",
    "T11": "T-10 T-13",
    "P03": "D-01",
    "P04": "B-03 C-14",
    "P08": "S-09",
    "P15": "B-03",
    "P17": "D-02",
    "M01": "B-01 #26",
    "M02": "T-16",
    "M03": "C-14",
    "M04": "L-08",
    "M07": "S-02",
    "M18": "D-08",
    "M19": "C-09 K-06 S-08",
    "M20": "D-01..D-03",
    "M21": "D-06",
    "M22": "B-01..B-06",
    "M24": "M-01",
    "M27": "C-07 D-04",
    "M30": "C-06",
    "M32": "C-15",
    "M36": "C-08",
    "M37": "C-15 M-02 M-03",
    "M38": "B-05 C-08",
    "M40": "D-09",
}
"""Item → the actions or injects that are about it and nothing else; one of them, in one scenario it is marked for."""


def spelled(codes: str) -> list[str]:
    """`T-09..T-11` as three."""
    found = []
    for word in codes.split():
        if word.startswith("#"):
            found.append(word)
            continue
        first, _, last = word.partition("..")
        letter, number = first.split("-")
        found += [f"{letter}-{n:02}" for n in range(int(number), int((last or first).split("-")[1]) + 1)]
    return found


@cache
def scenario_of(mark: str) -> Scenario:
    return load(find_scenario(SCENARIOS[mark])).scenario


@cache
def played(mark: str) -> frozenset[str]:
    """Every token that a scenario plays."""
    scenario = scenario_of(mark)
    kinds = {name: agency.kind for name, agency in scenario.agencies.items()}
    reached = {
        kinds[name]
        for inject in scenario.injects.values()
        for word in inject.to
        for name in (kinds if word == EVERYONE else (word,))
    }
    contacts = [contact for agency in scenario.agencies.values() for contact in agency.contacts.values()]
    mechanisms = {
        "noise": any(part.starts and part.starts.every for part in scenario.activities.values()),
        "stale-contact": any(not contact.fresh for contact in contacts),
        "fact-with-tlp": any(fact.tlp != "clear" and fact.ought_to_know for fact in scenario.facts.values()),
        "staff": any(agency.staff for agency in scenario.agencies.values()),
        "objective": bool(scenario.objectives),
    }
    return frozenset(
        [
            *(part.code for part in scenario.activities.values() if part.starts is None),
            *(f"#{inject.number}" for inject in scenario.injects.values()),
            *(f"to:{kind}" for kind in reached),
            *(f"agency-of:{kind}" for kind in kinds.values()),
            *(f"agency:{name}" for name in kinds),
            *(f"indicator:{name}" for name in scenario.indicators),
            *(f"flag:{name}" for name in scenario.flags),
            *(name for name, there in mechanisms.items() if there),
        ]
    )


def carriers(row: Row, mark: str) -> tuple[list[str], list[str]]:
    """Which of a row's actions and injects a scenario plays, and which it does not."""
    wanted = [*spelled(row.actions), *(f"#{number}" for number in row.marked[mark].split())]
    return [one for one in wanted if one in played(mark)], [one for one in wanted if one not in played(mark)]


HERE = [mark for mark, name in SCENARIOS.items() if name in {folder.name for folder in bundled()}]
MARKED = [
    pytest.param(row, mark, id=f"{SCENARIOS[mark]}-{row.items.replace(' ', '-')}")
    for mark in HERE
    for row in ROWS
    if mark in row.marked
]


@pytest.mark.parametrize(("row", "mark"), MARKED)
def test_every_item_marked_for_a_scenario_is_played_by_it(row: Row, mark: str, record_property: Tell) -> None:
    found, absent = carriers(row, mark)
    without = f"  (not {' '.join(absent)})" if absent else ""
    record_property("told", f"seeds in {SCENARIOS[mark]}: {row.items} by {' '.join(found)}{without}")
    assert [one for one in found if not one.startswith("#")]
    assert [one for one in absent if one.startswith("#")] == []
    for item in row.items.split():
        needed = NEEDS.get(item, "").split()
        assert [need for need in needed if need not in played(mark)] == [], item


@pytest.mark.parametrize("row", ANYWHERE, ids=lambda row: row.items.replace(" ", "-"))
def test_items_of_the_debrief_are_played_somewhere(row: Row, record_property: Tell) -> None:
    found = {mark: carriers(row, mark)[0] for mark in HERE}
    told = "; ".join(f"{SCENARIOS[mark]} {' '.join(codes) or '-'}" for mark, codes in found.items())
    record_property("told", f"seeds anywhere: {row.items} by {told}")
    assert any(found.values())
    for item in row.items.split():
        needed = set(NEEDS.get(item, "").split())
        assert any(needed <= played(mark) for mark in HERE), item


@pytest.mark.parametrize("item", OWN)
def test_what_is_about_one_item_is_played_where_the_item_is_marked(item: str) -> None:
    row = next(row for row in (*ROWS, *ANYWHERE) if item in row.items.split())
    assert [mark for mark in row.marked if set(spelled(OWN[item])) & played(mark)]


def test_every_seed_item_has_a_row_or_belongs_to_another_scenario() -> None:
    """T06 and T13 are marked for scenarios G3 and G4, which are not among these."""
    items = [item for row in (*ROWS, *ANYWHERE) for item in row.items.split()]
    expected = (
        [f"T{n:02}" for n in range(1, 18)]
        + [f"P{n:02}" for n in range(1, 19)]
        + [f"M{n:02}" for n in range(1, 41)]
    )
    assert sorted(items) == sorted(set(expected) - {"T06", "T13"})
