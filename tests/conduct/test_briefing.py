"""What a seat gets of the scenario holds nothing it may not know, and a desk works on it unchanged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from exercise.conduct.briefing import Briefing, agencies_of, injects_of
from exercise.domain import events as ev
from exercise.log.records import Happened
from exercise.review.picture import Picture
from exercise.scenario.library import find_scenario
from exercise.scenario.load import load, scenario_from_data
from tests.conduct.planted import CANARY, PLANTED, SCENARIO

COAST = Briefing(PLANTED, SCENARIO, ["coast"])


def as_text(data: Any) -> str:
    return msgspec.json.encode(data).decode().lower()


def test_no_canary_is_in_what_an_agency_gets() -> None:
    assert CANARY not in as_text(COAST.data)


def test_no_canary_of_another_cell_is_in_what_a_cell_gets() -> None:
    cell = Briefing(PLANTED, SCENARIO, agencies_of(SCENARIO, "north"), injects=injects_of(SCENARIO, "north"))
    without_questions = cell.data | {"decisions": {}}
    assert CANARY not in as_text(without_questions)
    assert list(cell.data["injects"]) == ["call", "news"]


def test_the_public_view_has_what_everybody_sees_and_no_more() -> None:
    nobody = Briefing(PLANTED, SCENARIO, []).data
    assert CANARY not in as_text(nobody)
    assert (list(nobody["flags"]), list(nobody["services"]), nobody["activities"]) == (["fog"], ["net"], {})


def test_a_desk_works_on_it_unchanged() -> None:
    scenario = scenario_from_data(msgspec.json.decode(msgspec.json.encode(COAST.data)))
    picture = Picture(scenario, "coast")
    assert [row.id for row in picture.actions(0)] == ["sail", "warn", "blame", "mend", "tell"]
    assert [row.id for row in picture.gauges(0)] == ["net", "trust", "fatigue", "cable"]
    assert [row.id for row in picture.decisions(0)] == ["speak"]
    assert [pool.name for pool in picture.pools()] == ["crew"]
    warn = next(row for row in picture.actions(0) if row.id == "warn")
    assert (warn.requires, warn.why_not) == ("something you cannot see from here", "")


@pytest.mark.parametrize(
    ("flag", "words"), [("fog", "Fog"), ("canary-flag", "something you cannot see from here")]
)
def test_a_desk_says_what_blocks_its_work_as_far_as_it_may_know(flag: str, words: str) -> None:
    barred = {"blocked_while": {"flag": flag}}
    sail = {"name": "Sail out", "who": ["coast"], "stages": [{"name": "Go", "takes": "1h"} | barred]}
    mend = {"name": "Mend", "who": ["coast"], "takes": "1h"} | barred
    data = PLANTED | {"activities": PLANTED["activities"] | {"sail": sail, "mend": mend}}
    known = Briefing(data, scenario_from_data(data), ["coast"]).data
    assert CANARY not in as_text(known)
    picture = Picture(scenario_from_data(known), "coast")
    for name in ("sail", "mend"):
        run = f"{name}@coast#1"
        for event in (ev.ActivityOrdered(run, name, "coast"), ev.WorkBlocked(run, 60)):
            picture.take(Happened(0, 0, event, ("coast",)))
    assert [words in row.waits_for for row in picture.runs(0)] == [True, True]


def test_a_question_is_not_known_before_it_is_asked() -> None:
    assert "later" not in COAST.data["decisions"]


def _strings(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        for key, value in part.items():
            yield from (*_strings(key), *_strings(value))
    elif isinstance(part, list):
        for value in part:
            yield from _strings(value)
    elif isinstance(part, str):
        yield part


def test_a_report_read_by_others_says_what_it_and_its_fields_are_called() -> None:
    """Without its words the one it was made to would read ids; who owes it, and why, stays hidden."""
    inland = Briefing(PLANTED, SCENARIO, ["inland"])
    assert "sitrep" not in inland.data["obligations"]
    filed = ev.ReportFiled("sitrep", "coast", ("inland",), {"what": "A ship lies still"})
    told = inland.more(filed)["obligations"]["sitrep"]
    assert (told["name"], told["form"]) == ("Sitrep", [{"id": "what", "text": "What is known"}])
    assert "who" not in told
    assert CANARY not in as_text(told)
    assert COAST.more(filed) == {}
    scenario_from_data(inland.data | {"obligations": {"sitrep": told}})


@pytest.mark.parametrize("name", ["deep-line"])
def test_nothing_of_the_plot_of_a_bundled_scenario_reaches_an_agency(name: str) -> None:
    loaded = load(find_scenario(name))
    data, scenario = loaded.data, loaded.scenario
    plot = {
        text
        for section in ("injects", "adversary", "facts", "hypotheses", "objectives", "storylines", "truth")
        for text in _strings(data.get(section, {}))
        if len(text) > 45
    }
    for agency in scenario.agencies:
        brief = Briefing(data, scenario, [agency])
        assert not set(_strings(brief.data)) & plot
        Picture(scenario_from_data(brief.data), agency).actions(0)


@pytest.mark.parametrize("name", ["deep-line", "cold-aisle", "clear-ballot"])
def test_a_desk_far_away_lists_what_a_desk_here_lists(name: str) -> None:
    loaded = load(find_scenario(name))
    for agency in loaded.scenario.agencies:
        brief = scenario_from_data(Briefing(loaded.data, loaded.scenario, [agency]).data)
        here, far = Picture(loaded.scenario, agency), Picture(brief, agency)
        for rows in ("actions", "gauges", "decisions", "duties", "votes"):
            assert _ids(far, rows) == _ids(here, rows)
        assert [row.why_not for row in far.actions(0) if row.why_not.startswith("only ")] == [
            row.why_not for row in here.actions(0) if row.why_not.startswith("only ")
        ]


def _ids(picture: Picture, rows: str) -> list[str]:
    return [row.id for row in getattr(picture, rows)(0)]
