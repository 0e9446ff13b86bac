"""What records mean is said in every language: no word of English is left in a line of the feed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from exercise.domain import commands as cmd
from exercise.domain import events as ev
from exercise.engine.engine import Engine
from exercise.language import LANGUAGES, chain, speaking, t
from exercise.log.records import Happened, Record
from exercise.review.asked_words import ASKED
from exercise.review.asset_kinds import KNOWN
from exercise.review.describe import describe, tell
from exercise.review.names import STAFF, Names
from exercise.review.overview import Provenance
from exercise.review.picture import Picture
from exercise.review.report import build_report
from exercise.scenario.library import bundled
from exercise.scenario.load import load
from tests.review.every_event import every_turn
from tests.review.small import small_records, small_scenario

SAME = {
    "fr": {
        *("action", "observation", "pause", "situation", "message", "question", "participant"),
        *("centre", "condition", "proportion", "note", "contact", "chances"),
    },
    "sq": {"role"},
    **{tag: {"bot"} for tag in ("sr-Latn", "bs", "cnr")},
}
"""Words that a language spells as English does."""


def words(text: str) -> set[str]:
    """Without what is capitals everywhere (TLP, EXCON), and without what fills the gaps."""
    return {word.lower() for word in re.findall(r"[^\W\d_]{3,}", text) if not word.isupper()} - {"und"}


def left_in_english(language: str, turns: list[ev.AnyEvent]) -> dict[str, set[str]]:
    names, found = Names(small_scenario()), {}
    for turn in turns:
        english = tell(turn, names, None, 60).text
        with speaking(language):
            said = tell(turn, names, None, 60).text
        assert said != english, said
        if left := words(english) & words(said) - SAME.get(language, set()):
            found[said] = left
    return found


@pytest.mark.parametrize("language", [tag for tag in LANGUAGES if chain(tag)])
def test_every_event_is_said_in_every_language(language: str) -> None:
    turns = list(every_turn())
    assert {type(turn) for turn in turns} == set(get_args(ev.AnyEvent))
    assert left_in_english(language, turns) == {}


@pytest.mark.parametrize("language", [tag for tag in LANGUAGES if chain(tag)])
def test_what_was_asked_is_said_in_every_language(language: str) -> None:
    assert set(ASKED) == set(get_args(cmd.AnyCommand))
    for english in ASKED.values():
        with speaking(language):
            assert not words(english) & words(t(english)) - SAME.get(language, set()), english


def test_a_feed_speaks_the_language_in_which_it_is_taken() -> None:
    with speaking("sr-Latn"):
        picture = Picture(small_scenario())
        picture.take_all(small_records())
    texts = [line.text for line in picture.feed.lines]
    assert "Card payments: pad sa 100% na 62%." in texts
    assert "STARTEX: igra počinje." in texts


def test_the_log_is_written_in_its_own_words_whoever_is_at_the_desk() -> None:
    def played(language: str) -> list[Record]:
        records: list[Record] = []
        engine = Engine(small_scenario(), "seed", records.append)
        with speaking(language):
            engine.submit("excon", cmd.Start())
            engine.submit("excon", cmd.Override(({"flag": "storm"},), "weather"))
            engine.advance_to(3_600)
        return records

    assert played("sq") == played("")
    (override,) = [
        record.event for record in played("mk") if isinstance(getattr(record, "event", None), ev.OverrideMade)
    ]
    assert override.effects == ("A storm stops work at sea becomes so",)
    with speaking("sr-Latn"):
        said = describe(Happened(0, 0, override), small_scenario()).text
    assert said == "Ručna izmena: nastupa: A storm stops work at sea. Razlog: weather."


def test_a_report_is_written_in_english_whoever_has_it_made() -> None:
    where = Provenance("harbour-1", "1", "0.1.0", "f" * 64)
    plain = build_report(small_scenario(), small_records(), where)
    with speaking("sq"):
        assert build_report(small_scenario(), small_records(), where) == plain


@pytest.mark.parametrize("path", bundled(), ids=lambda path: path.name)
def test_every_kind_of_infrastructure_and_of_staff_in_a_bundled_scenario_has_words(path: Path) -> None:
    scenario = load(path).scenario
    assert {asset.kind.replace("-", " ") for asset in scenario.assets.values()} <= set(KNOWN)
    assert {pool for agency in scenario.agencies.values() for pool in agency.staff} <= set(STAFF)


def test_a_reason_of_the_logs_own_is_said_in_the_msel_too() -> None:
    skipped = Happened(99, 90 * 60, ev.InjectSkipped("minister", "not delivered: engaged"))
    with speaking("sr-Latn"):
        picture = Picture(small_scenario())
        picture.take_all([*small_records(), skipped])
        rows = {row.id: row.waits_for for row in picture.msel(90 * 60)}
    assert rows["minister"] == "nije preneto: engaged"
    assert picture.feed.lines[-1].text.endswith("neće biti odigran: nije preneto: engaged")
