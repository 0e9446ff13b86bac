"""Editions hold what they may hold and nothing else, in any format: text, metadata, embedded data, drawings."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from exercise.conduct.edition import edition_for
from exercise.domain import commands as cmd
from exercise.domain import events as ev
from exercise.engine.engine import Engine
from exercise.log.header import LOG_FORMAT, Header
from exercise.log.records import Asked, Happened, Record
from exercise.rehearsal.headless import run_headless
from exercise.review.edition import WHOLE
from exercise.review.limit import _WORDED, limited
from exercise.review.marking import marking
from exercise.review.report import Provenance, Report, build_report
from exercise.scenario.library import find_scenario
from exercise.scenario.load import load, scenario_from_data
from exercise.scenario.part import Tlp
from tests.review.held import DATA, documents, played

WHERE = Provenance("held-1", "1", "0.1.0", "f" * 64, bots=("north",))


@pytest.fixture(scope="module")
def records() -> list[Record]:
    return played()


def agency_edition(records: list[Record], agency: str, limit: Tlp | None = None) -> Report:
    scenario, kept, edition = edition_for(DATA, scenario_from_data(DATA), agency, records)
    if limit:
        scenario, kept, edition = limited(scenario, kept, limit, edition)
    return build_report(scenario, kept, WHERE, edition=edition)


def tlp_edition(records: list[Record], limit: Tlp) -> Report:
    scenario, kept, edition = limited(scenario_from_data(DATA), records, limit, WHOLE)
    return build_report(scenario, kept, WHERE, edition=edition)


def test_the_whole_report_holds_everything(records: list[Record]) -> None:
    """The searches below would find what they search for."""
    report = build_report(scenario_from_data(DATA), records, WHERE)
    for name, text in documents(report):
        if name != "svg":
            assert all(
                words in text
                for words in (
                    "north-only reason",
                    "south-only proposal",
                    "canary observation",
                    "canary task",
                    "canary fact",
                )
            ), name


@pytest.mark.parametrize(("agency", "other"), [("north", "south"), ("south", "north")])
def test_an_agency_edition_holds_its_own_and_nothing_else(
    records: list[Record], agency: str, other: str
) -> None:
    for name, text in documents(agency_edition(records, agency)):
        assert f"{other}-only" not in text, name
        assert "canary" not in text, name
        assert "EXCON as" not in text, name
        if name not in ("svg", "pdf"):
            assert {
                f"{agency}-only reply",
                "both-held note",
                "both-held message",
                "both-held persona",
            } <= set(re.findall(r"[a-z]+-(?:only|held) \w+", text)), name


def test_an_agency_edition_tells_how_its_own_tasks_came_out(records: list[Record]) -> None:
    report = agency_edition(records, "north")
    assert [(task.text, task.words) for each in report.objectives for task in each.tasks] == [
        ("North digs", "not met by T+01:00")
    ]
    assert [(line.issue, line.owner) for line in report.improvements] == [
        ("North digs: not met by T+01:00", "North")
    ]


def test_an_agency_edition_says_when_the_exercise_was_held(records: list[Record]) -> None:
    """Also to an agency that bots played, whose own records were stamped by no clock."""
    wall = "2027-01-27T08:00:00Z"
    held = [
        replace(record, wall=wall if record.by == "excon" else None) if isinstance(record, Asked) else record
        for record in records
    ]
    assert dict(agency_edition(held, "north").overview)["Held"] == "2027-01-27 08:00 UTC"


def test_records_of_an_agency_edition_are_numbered_without_gaps(records: list[Record]) -> None:
    _, kept, _ = edition_for(DATA, scenario_from_data(DATA), "south", records)
    assert [record.seq for record in kept] == list(range(len(kept)))
    assert all(
        record.cause is None or record.cause < record.seq for record in kept if isinstance(record, Happened)
    )


@pytest.mark.parametrize("limit", ["amber", "green", "clear"])
def test_an_edition_under_a_label_holds_nothing_above_it(records: list[Record], limit: Tlp) -> None:
    above_amber = ("south-only fact", "south-only inject", "south-only question", "north-only fact")
    above_green = (
        *(
            "both-held",
            "north-only",
            "south-only reply",
            "south-only proposal",
            "canary hypothesis",
            "canary adversary",
        ),
        *(
            "canary step",
            "canary mood",
            "canary flag",
            "canary observation",
            "canary reason",
            "canary note",
            "canary noise",
        ),
    )
    gone = (*above_amber, *(above_green if limit in ("green", "clear") else ()))
    gone = (*gone, *(("green-for-all", "canary unreleased", "canary fact") if limit == "clear" else ()))
    report = tlp_edition(records, limit)
    for name, text in documents(report):
        found = [words for words in gone if words in text]
        assert not found, name
    words = dict(documents(report))["md"]
    assert (report.tlp, "green-for-all inject subject" in words) == (limit, limit != "clear")
    assert ("both-held message" in words) is (limit == "amber")


def test_ratings_and_counts_stay_under_any_label(records: list[Record]) -> None:
    whole, report = build_report(scenario_from_data(DATA), records, WHERE), tlp_edition(records, "clear")
    assert report.numbers == whole.numbers
    assert [(each.proposed, each.confirmed) for each in report.objectives] == [
        (each.proposed, "M") for each in whole.objectives
    ]
    assert report.objectives[0].tasks[0].words == "not met by T+01:00"


def test_every_number_an_edition_cites_is_a_record_it_lists(records: list[Record]) -> None:
    for report in (
        tlp_edition(records, "green"),
        agency_edition(records, "south"),
        agency_edition(records, "north", "green"),
    ):
        body, _, index = dict(documents(report))["md"].partition(": Records cited\n")
        listed = set(re.findall(r"^\| (r\d+) \|", index, re.MULTILINE))
        assert set(re.findall(r"\br\d+\b", body)) <= listed


IDS_AND_NUMBERS = """inject fact agency decision option run activity stage takes waits_for left chance happened pool
amount flag asset health level capacity owner rate service available demanded supplied rule what of factor indicator
value pull target growth ceiling step outcome due obligation consent who vote other cost proposal accepted seat to by
number type channel tlp facts urgent answer_by decisions at index late how source sender breach objective rating
phase pace item here away station task cell before on until silent questionnaire role evidence proposed
answer_from answer_within template corrects"""


def test_an_inject_that_a_controller_added_keeps_its_label_before_it_goes_out() -> None:
    texts = {"from": "ready sender", "subject": "ready subject", "text": "ready text"}
    expect = [{"reply": True, "within": "1h", "text": "ready expected", "objective": "aim"}]
    ready = {"name": "ready name", "to": ["north"], "tlp": "red", "expect": expect} | texts
    scenario = scenario_from_data(DATA | {"templates": {"ready": ready}})
    records: list[Record] = []
    engine = Engine(scenario, "1", records.append)
    engine.submit("excon", cmd.Start())
    for at in (None, 80000):
        engine.submit("excon", cmd.SendInject(template="ready", at=at))
    engine.advance_to(10800)
    assert marking(scenario, records) == "red"
    kept, left, edition = limited(scenario, records, "amber", WHOLE)
    for name, text in documents(build_report(kept, left, WHERE, edition=edition)):
        found = re.findall(r"ready (?:sender|subject|text|expected)", text)
        assert not found, name
    whole = documents(build_report(scenario, records, WHERE))
    assert any("ready expected" in text for _, text in whole)


def test_no_event_has_words_that_a_limit_would_forget() -> None:
    """A new field is either one that holds words, or an id, a number or a choice that the renderer looks up."""
    fields = {name for kind in ev.AnyEvent.__args__ for name in kind.__struct_fields__}
    assert fields - set(IDS_AND_NUMBERS.split()) <= set(_WORDED)


def test_nothing_of_a_bundled_scenario_reaches_an_agency_that_never_met_it() -> None:
    loaded = load(find_scenario("deep-line"))
    header = Header(
        LOG_FORMAT, "0", "x", "7", loaded.data, dict.fromkeys(loaded.scenario.agencies, "diligent")
    )
    _, run = run_headless(None, header, loaded.scenario, until=30 * 3600)
    learned = [record.event for record in run if isinstance(record, Happened)]
    for agency in ("nato-marcom",):
        facts = {
            event.fact for event in learned if isinstance(event, ev.FactLearned) and event.agency == agency
        }
        came = {
            event.inject for event in learned if isinstance(event, ev.InjectReleased) and agency in event.to
        }
        scenario = loaded.scenario
        withheld = [
            text for name, part in scenario.facts.items() if name not in facts for text in part.text.values()
        ]
        withheld += [
            text
            for name, part in scenario.injects.items()
            if name not in came
            for text in (*part.subject.values(), *part.text.values())
        ]
        withheld += [text for part in scenario.hypotheses.values() for text in part.name.values()]
        known, kept, edition = edition_for(loaded.data, scenario, agency, run)
        report = build_report(known, kept, WHERE, edition=edition)
        held = "\n".join(str(record) for record in kept)
        for name, text in documents(report):
            assert not [words for words in withheld if words in text and words not in held], name
