"""In which language a seat reads: its own, text by text, then the scenario's."""

from __future__ import annotations

from typing import Any

import msgspec

from exercise.domain import events as ev
from exercise.domain.commands import Start
from exercise.engine.engine import Engine
from exercise.log.records import Happened, Record
from exercise.review.names import caution
from exercise.review.picture import Picture
from exercise.scenario.model import Scenario
from tests.review.small import DATA, MINUTE, small_records

NOW = 90 * MINUTE


def scenario(**agency: Any) -> Scenario:
    csirt = {**DATA["agencies"]["csirt"], "name": {"en": "Dinaria CSIRT", "sq": "CSIRT i Dinarisë"}}
    return Scenario.model_validate(
        {
            **DATA,
            "languages": ["en", "sq", "sr-Latn"],
            "agencies": {**DATA["agencies"], "csirt": {**csirt, "short": "", **agency}},
        }
    )


def seat(agency: str, played: Scenario) -> Picture:
    letter = ev.InjectReleased(
        "two-languages", "clock", ("csirt", "operator"), 7, "inject",
        {"en": "Office", "sq": "Zyra"}, "phone", "amber",
        {"en": "On air", "sq": "Në transmetim"}, {"en": "Was it an attack?"},
    )  # fmt: skip
    picture = Picture(played, agency, languages=played.languages_of(agency))
    picture.take_all([*small_records(), Happened(99, NOW, letter, ("csirt", "operator"))])
    return picture


def letter(agency: str, played: Scenario) -> tuple[str, str, str]:
    row = next(row for row in seat(agency, played).inbox(NOW) if row.id == "two-languages")
    return row.sender, row.subject, row.text


def test_a_seat_reads_its_own_language_and_falls_back_text_by_text() -> None:
    played = scenario(languages=["sq", "en"])
    assert letter("csirt", played) == ("Zyra", "Në transmetim", "Was it an attack?")
    assert letter("operator", played) == ("Office", "On air", "Was it an attack?")
    assert seat("csirt", played).names.agency("csirt") == "CSIRT i Dinarisë"
    assert "Në transmetim" in seat("csirt", played).feed.last(1)[0].text


def test_an_agency_s_short_name_is_read_in_the_reader_s_language() -> None:
    played = scenario(languages=["sq", "en"], short={"en": "Crisis cell", "sq": "Shtabi"})
    assert seat("csirt", played).names.agency("csirt") == "Shtabi"
    assert seat("operator", played).names.agency("csirt") == "Crisis cell"


def test_a_seat_that_says_nothing_reads_the_scenario_s_first() -> None:
    assert scenario().languages_of("csirt") == ("en", "sq", "sr-Latn")
    assert scenario().languages_of("excon") == ("en", "sq", "sr-Latn")
    assert scenario(languages=["mk", "sr-Cyrl"]).languages_of("csirt") == (
        "mk",
        "sr-Cyrl",
        "en",
        "sq",
        "sr-Latn",
    )


def test_a_reader_of_a_draft_is_told() -> None:
    played = scenario(languages=["fr", "sq", "en"]).model_copy(update={"drafts": ("sq",)})
    assert caution(seat("csirt", played).names).startswith("The texts in Shqip are a draft")
    assert caution(seat("operator", played).names) == ""


def test_who_reads_what_changes_no_event() -> None:
    """A text is told in all its languages, and each seat picks its own."""

    def events(played: Scenario) -> list[bytes]:
        records: list[Record] = []
        engine = Engine(played, "1", records.append)
        engine.submit("excon", Start())
        engine.advance_to(6 * 60 * MINUTE)
        assert any("InjectReleased" in type(getattr(record, "event", None)).__name__ for record in records)
        return [msgspec.json.encode(record) for record in records]

    assert events(scenario(languages=["sq"])) == events(scenario(languages=["en"]))
