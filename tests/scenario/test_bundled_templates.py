"""The injects to improvise with that come with the scenarios: each can be sent as it stands, in every language."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from exercise.domain import commands as cmd
from exercise.domain.improvised import written
from exercise.scenario.improvised import gaps_in
from exercise.scenario.load import load
from exercise.scenario.model import Scenario

SCENARIOS = Path(__file__).parents[2] / "scenarios"
NAMES = ("clear-ballot", "cold-aisle", "deep-line")


@cache
def bundled(name: str) -> Scenario:
    return load(SCENARIOS / name).scenario


@pytest.mark.parametrize("name", NAMES)
def test_each_can_be_sent_with_its_gaps_filled_in_and_says_what_is_expected(name: str) -> None:
    scenario = bundled(name)
    assert 3 <= len(scenario.templates) <= 5
    for ready, template in scenario.templates.items():
        gaps = dict.fromkeys(template.gaps, "Drin")
        part = written(cmd.SendInject(template=ready, gaps=gaps), scenario)
        assert part.to
        assert part.expect
        assert gaps_in((part.from_, part.subject, part.text)) == {}
        for text in (part.from_, part.subject, part.text):
            assert set(scenario.languages) <= set(text) or scenario.languages == ("en",)
