"""Reports without people's names: in no format, its metadata or embedded data, wherever a known name is quoted."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest

from exercise.domain import commands as cmd
from exercise.domain import events as ev
from exercise.engine.engine import Engine
from exercise.log.records import Happened, Record
from exercise.review.edition import WHOLE
from exercise.review.findings import Improvement
from exercise.review.nameless import REMOVED, nameless
from exercise.review.plan import Plan
from exercise.review.plan_file import plan_text
from exercise.review.report import Provenance, Report, build_report
from exercise.scenario.load import scenario_from_data
from tests.review.held import DATA as HELD
from tests.review.held import documents

DATA: dict[str, Any] = deepcopy(HELD) | {"evaluators_named": True, "tlp": "clear"}
SCENARIO = scenario_from_data(DATA)
WHERE = Provenance("held-1", "1", "0.1.0", "f" * 64)
PEOPLE = ("Zorana Vukelić", "Vukelić", "Zorana", "Quirin", "quirin@example", "Ottokar", "milena", "Xenia")


def played() -> list[Record]:
    records: list[Record] = []
    engine = Engine(SCENARIO, "1", records.append)
    engine.submit("excon", cmd.Start(), wall="2026-05-04T09:00:00Z")
    engine.advance_to(3600)
    name = "Zorana Vukelić"
    rated = cmd.Observe(
        "Mrs Vukelić agrees with Quirin Adler and Xenia.", objective="aim", rating="M", name=name
    )
    engine.submit("excon", rated)
    engine.submit("excon", cmd.Observe("Calm.", agency="north", desk="milena", name="Zorana Northern"))
    engine.submit("north", cmd.Send(("south",), "For ZORANA VUKELIĆ", "Dear Zorana, dig."))
    engine.advance_to(7200)
    engine.submit("excon", cmd.End(), wall="2026-05-04T11:30:00Z")
    return records


def plan() -> Plan:
    lines = (
        Improvement(
            "Cap",
            "Slow, said Ottokar",
            "Call",
            "Training",
            (),
            owner="North, Ottokar",
            contact="Quirin Adler",
        ),
        Improvement(
            "Cap", "Two", "Act", "Training", (), owner="Southern agency", contact="quirin@example.org"
        ),
    )
    return Plan(about={"contact": "Quirin Adler; +382 1", "sponsor": "Crisis cell"}, actions=lines)


def made(*hide: str) -> tuple[Report, Report]:
    """With names, and without."""
    records, earlier = played(), replace(plan(), title="Before", scenario="held", held="2025-01-01")
    whole = build_report(SCENARIO, records, WHERE, plan=plan(), earlier=(earlier,))
    bare = nameless(SCENARIO, records, plan(), (earlier,), hide=hide)
    report = build_report(
        SCENARIO,
        bare.records,
        WHERE,
        plan=bare.plan,
        earlier=bare.earlier,
        edition=replace(WHOLE, nameless=True),
    )
    return whole, bare.swept(report)


def held(text: str) -> set[str]:
    return {name for name in PEOPLE if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE)}


def test_no_format_holds_a_name_that_the_whole_report_holds() -> None:
    whole, bare = made("Xenia")
    for (name, before), (_, after) in zip(documents(whole), documents(bare), strict=True):
        if name != "svg":
            assert held(before) == set(PEOPLE), name
            assert REMOVED in after, name
        assert held(after) == set(), name
    assert held(plan_text(bare.plan)) == set()


def test_what_is_no_name_stays() -> None:
    whole, bare = made()
    assert [line.owner for line in bare.improvements[-2:]] == [f"North, {REMOVED}", "Southern agency"]
    assert bare.plan.about == {"contact": REMOVED, "sponsor": "Crisis cell"}
    assert bare.numbers == whole.numbers
    words = dict(documents(bare))["md"]
    assert "Northern agency" in words, "part of a name that is a word of the scenario's too"
    assert "Xenia" in words, "stands in a free text only; --hide takes it out"
    assert "People's names were removed" in words
    assert "People's names were removed" not in dict(documents(whole))["md"]


@pytest.mark.parametrize("hide", ["", "ab", "[a-z]+", "(", "\\"])
def test_any_text_may_be_asked_to_be_hidden(hide: str) -> None:
    bare = nameless(SCENARIO, (), Plan(), hide=(hide,))
    assert bare.sweep("Common aim") == "Common aim"


def test_controllers_seats_called_after_people_get_numbers_and_others_stay() -> None:
    moved = Happened(0, 0, ev.LeadMoved("jelena", by="central", why="jelena knows"), ("excon",))
    handed = Happened(1, 0, ev.TaskHandedOver("task", by="ivana", seat="north-2"), ("excon",))
    bare = nameless(SCENARIO, (moved, handed), Plan())
    assert bare.sweep("jelena knows; Ivana digs") == f"{REMOVED} knows; {REMOVED} digs"
    assert [record.event for record in bare.records if isinstance(record, Happened)] == [
        ev.LeadMoved("seat-1", by="central", why="jelena knows"),
        ev.TaskHandedOver("task", by="seat-2", seat="north-2"),
    ]


def test_a_log_without_names_gives_the_same_report() -> None:
    records = [record for record in played() if "Vukeli" not in str(record) and "milena" not in str(record)]
    bare = nameless(SCENARIO, records, Plan())
    assert bare.records == tuple(records)
    report = build_report(SCENARIO, records, WHERE)
    assert bare.swept(report) == report
