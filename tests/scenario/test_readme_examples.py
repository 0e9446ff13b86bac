"""The author's guide cannot rot: its examples are one scenario that plays, and its tables name every key."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from exercise.log.header import Header
from exercise.rehearsal.headless import run_headless
from exercise.scenario import (
    agencies,
    assess,
    campaigns,
    conditions,
    effects,
    improvised,
    model,
    play,
    severity,
    world,
)
from exercise.scenario.checking import key_of
from exercise.scenario.load import Loaded, load
from exercise.scenario.part import Part
from exercise.scenario.translations import HEAD
from exercise.scenario.yaml12 import parse

README = Path(__file__).parents[2] / "scenarios" / "README.md"

SECTIONS: dict[str, tuple[type[Part], ...]] = {
    "The head": (model.Scenario,),
    "Agencies": (agencies.Agency, agencies.Contact, agencies.Stand),
    "Parties": (agencies.Party,),
    "Assets": (world.Asset, world.AssetNeed, world.ServiceNeed, world.AnyNeed),
    "Services": (world.Service, world.Demand, world.Floor),
    "Indicators": (world.Indicator, world.Drift, world.Settling, world.Spreading),
    "Flags and resources": (world.Flag, world.Resource, world.Lending),
    "Activities": (play.Activity, play.Stage, play.Starts, play.Slowing, play.Target, play.Chance),
    "Knowledge": (play.Hypothesis, play.Fact, play.FoundBy),
    "Decisions": (play.Decision, play.Option),
    "Adversary": (campaigns.Campaign, campaigns.Step, campaigns.After, campaigns.Countermeasure),
    "Injects": (play.Inject, play.Attachment, play.Delivery),
    "Templates": (improvised.Template,),
    "Expected actions": (
        play.ExpectActivity,
        play.ExpectDecision,
        play.ExpectReply,
        play.ExpectShare,
        play.ExpectThat,
    ),
    "Duties to report": (assess.Obligation, assess.FormField),
    "Joint decisions": (assess.Consent,),
    "Severity": (severity.Level, severity.RatingMoment),
}
"""Sections whose tables name exactly the keys of these parts, in their first column."""


@cache
def sections() -> dict[str, str]:
    _, *parts = re.split(r"^## (.*)\n", README.read_text("utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[::2], parts[1::2], strict=True))


def rows(section: str) -> list[list[str]]:
    """The cells of every row of the section's tables, without the heads."""
    lines = [line for line in sections()[section].splitlines() if line.startswith("|")]
    split = [re.split(r"(?<!\\)\|", line)[1:-1] for line in lines]
    kept = [cells for cells, after in zip(split, [*split[1:], [""]], strict=True) if "---" not in after[0]]
    return [[cell.strip() for cell in cells] for cells in kept if "---" not in cells[0]]


def first_column(section: str) -> list[str]:
    return [name for cells in rows(section) for name in re.findall(r"`([^`]*)`", cells[0])]


def keys(*parts: type[Part]) -> set[str]:
    return {key_of(part, field) for part in parts for field in part.model_fields}


@pytest.mark.parametrize("section", SECTIONS)
def test_the_tables_of_a_section_name_every_key_and_no_other(section: str) -> None:
    assert set(first_column(section)) == keys(*SECTIONS[section])


@pytest.mark.parametrize(
    ("section", "names", "parts"),
    [
        ("Conditions", conditions.CONDITION_KEYS, conditions),
        ("Effects", effects.EFFECT_KEYS, effects),
    ],
)
def test_the_vocabularies_are_complete(section: str, names: tuple[str, ...], parts: Any) -> None:
    assert first_column(section) == list(names)
    kinds = [
        part for part in vars(parts).values() if isinstance(part, type) and part.__module__ == parts.__name__
    ]
    told = set(re.findall(r"`([a-z_]+)`", "\n".join("|".join(cells) for cells in rows(section))))
    assert keys(*(kind for kind in kinds if issubclass(kind, Part))) - told <= {"at_least"} - told


def test_the_measures_are_complete() -> None:
    told = {
        name
        for cells in rows("Objectives")
        for cell in cells[:2]
        for name in re.findall(r"`([a-z_]+)`", cell)
    }
    measures = (
        assess.DoneBy,
        assess.SoAt,
        assess.Always,
        assess.Never,
        assess.KnownBy,
        assess.Answered,
    )
    assert told == keys(assess.Objective, assess.Task, *measures)


def test_the_contents_lead_somewhere() -> None:
    text = README.read_text("utf-8")
    anchors = {title.lower().replace(" ", "-") for title in sections()}
    assert set(re.findall(r"\]\(#([^)]*)\)", text)) == anchors


# --- the examples


@cache
def examples() -> list[dict[str, Any]]:
    found = []
    for text in re.findall(
        r"^```yaml\n(.*?)^```$", README.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL
    ):
        document = parse(text)
        assert document.remarks == ()
        found.append(document.data)
    return found


def together() -> dict[str, Any]:
    """All examples as one scenario. Nothing may be written twice, or an example would go unplayed."""
    whole: dict[str, Any] = {}
    for example in examples():
        for top, value in example.items():
            if isinstance(value, dict):
                assert not set(whole.get(top, {})) & set(value), top
                whole.setdefault(top, {}).update(value)
            else:
                assert top not in whole
                whole[top] = value
    return whole


def loaded(folder: Path) -> Loaded:
    file = folder / "night-ferry.yaml"
    file.write_text(yaml.safe_dump(together(), sort_keys=False, allow_unicode=True), "utf-8")
    return load(file)


def test_the_first_example_is_a_whole_scenario(tmp_path: Path) -> None:
    file = tmp_path / "first.yaml"
    file.write_text(yaml.safe_dump(examples()[0], sort_keys=False), "utf-8")
    assert load(file).scenario.title == {"und": "NIGHT FERRY"}


def test_the_examples_use_every_part() -> None:
    parts = keys(model.Scenario) - {"id", "uses", "drafts", "tlp", "if_tlp_broken"}
    assert parts - set(together()) == set()


def test_the_examples_are_not_complained_of(tmp_path: Path) -> None:
    assert [str(warning) for warning in loaded(tmp_path).warnings] == []


@pytest.mark.parametrize("bots", ["idle", "diligent"])
def test_the_examples_play_to_the_end(bots: str, tmp_path: Path) -> None:
    found = loaded(tmp_path)
    sitting = dict.fromkeys(found.scenario.agencies, bots)
    header = Header(1, "test", "night-ferry", "1", found.data, bots=sitting)
    drill, _ = run_headless(None, header, found.scenario, until=found.scenario.duration)
    assert drill.engine.world.phase == "ended"
    assert (drill.engine.world.services["booking"].available > 0) is (bots == "diligent")


def test_the_template_is_sent_as_the_page_says_and_answered_by_bots(tmp_path: Path) -> None:
    (do,) = re.findall(r"`do: (\{send_template.*?\}\})`", " ".join(README.read_text("utf-8").split()))
    found = loaded(tmp_path)
    line = {"at": "T+01:00", "as": "excon", "do": parse(do).data | {"at": "T+02:00"}}
    sitting = dict.fromkeys(found.scenario.agencies, "diligent")
    header = Header(1, "test", "night-ferry", "1", found.data, bots=sitting, script=[line])
    drill, _ = run_headless(None, header, found.scenario, until=4 * 3600)
    sent = drill.engine.world.injects["ad-hoc-1"]
    assert (sent.released_at, [each.status for each in sent.expects.values()]) == (2 * 3600, ["met"])


# --- the example of a translation


def translation() -> tuple[str, str]:
    found = re.findall(
        r"^```yaml (\S+)\n(.*?)^```$", README.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL
    )
    assert len(found) == 1
    return found[0]


def test_the_keys_of_a_translation_are_all_told() -> None:
    assert first_column("Translating") == list(HEAD)


def test_the_example_of_a_translation_is_read(tmp_path: Path) -> None:
    name, text = translation()
    (tmp_path / name).parent.mkdir()
    (tmp_path / name).write_text(text, "utf-8")
    whole = together() | {"languages": ["en", "sq"]}
    (tmp_path / "scenario.yaml").write_text(
        yaml.safe_dump(whole, sort_keys=False, allow_unicode=True), "utf-8"
    )
    found = load(tmp_path)
    assert found.scenario.title == {"en": "NIGHT FERRY", "sq": "TRAGETI I NATËS"}
    assert found.scenario.injects["first-hour"].expect[0].text == {
        "en": "An answer in writing",
        "sq": "Përgjigje me shkrim",
    }
    assert found.scenario.drafts == ("sq",)
    said = [warning.what for warning in found.warnings]
    assert said[0] == "4 translations into `sq` await review"
    assert re.fullmatch(r"\d+ texts have no translation into `sq`", said[1])
    assert len(said) == 2
