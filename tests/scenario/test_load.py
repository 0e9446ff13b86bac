"""Files in, a scenario out, or everything that is wrong with them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from exercise.errors import ScenarioInvalid
from exercise.scenario.check_texts import texts_of
from exercise.scenario.checking import Checking
from exercise.scenario.library import bundled
from exercise.scenario.load import examine, load, name_of, scenario_from_data
from exercise.scenario.source import Source
from tests.scenario.scenes import HEAD, Scene

SOUND: dict[str, str] = {}
DANGLING = {"agencies.yaml": "gamma: {name: Gamma, cell: nowhere}\n"}
WARNED = {"facts.yaml": "secret: {text: Nobody knows.}\n"}


def laid(folder: Path, files: dict[str, str]) -> Path:
    return Scene("", "", files, "").lay(folder)


def test_a_sound_scenario_is_loaded_whole(tmp_path: Path) -> None:
    loaded = load(laid(tmp_path, SOUND))
    assert list(loaded.scenario.agencies) == ["alpha", "beta"]
    assert loaded.warnings == ()
    assert loaded.source.borrowed >= {("agencies", "alpha"), ("injects", "hello")}


def test_a_scenario_is_called_after_its_folder_or_file(tmp_path: Path) -> None:
    play = laid(tmp_path, SOUND)
    assert load(play).scenario.id == "play"
    assert load(play / "scenario.yaml").scenario.id == "play"
    renamed = play.rename(tmp_path / "2. Night at Élen!")
    assert name_of(renamed) == "night-at-len"
    own = laid_alone(tmp_path, "id: mine\n")
    assert load(own).scenario.id == "mine"


def laid_alone(folder: Path, more: str) -> Path:
    """A scenario in a single file."""
    file = folder / "alone.yaml"
    agencies = "agencies: {alpha: {name: Alpha}}\n"
    injects = "injects: {hi: {at: T+01:00, from: A, to: alpha, channel: phone, subject: Hi, text: Hi.}}\n"
    file.write_text(HEAD.replace("uses: [library/base]\n", "") + agencies + injects + more, "utf-8")
    return file


def test_a_single_file_is_a_scenario_too(tmp_path: Path) -> None:
    assert load(laid_alone(tmp_path, "")).scenario.id == "alone"


def test_the_data_is_what_a_log_can_keep(tmp_path: Path) -> None:
    loaded = load(laid(tmp_path, SOUND))
    kept = json.loads(json.dumps(loaded.data))
    assert kept["id"] == "play"
    assert scenario_from_data(kept) == loaded.scenario


@pytest.mark.parametrize("folder", bundled(), ids=lambda folder: folder.name)
def test_bundled_scenarios_play_and_survive_a_log(folder: Path) -> None:
    loaded = load(folder)
    assert scenario_from_data(json.loads(json.dumps(loaded.data))) == loaded.scenario


@pytest.mark.parametrize("folder", bundled(), ids=lambda folder: folder.name)
def test_bundled_scenarios_are_not_complained_of(folder: Path) -> None:
    """What translators still have to do is told of, and people read English meanwhile; nothing else is."""
    said = [
        each for each in examine(folder) if not re.search("await review|translat(ion|ed) into", each.what)
    ]
    assert said == []


def test_cold_aisle_is_told_in_its_languages() -> None:
    """A new text may wait for its translators, many may not."""
    folder = next(folder for folder in bundled() if folder.name == "cold-aisle")
    texts = Checking(load(folder).scenario, Source(folder))
    words = [text.words for text in texts_of(texts) if not text.for_control]
    for language in ("en", "sq", "sr-Latn", "mk"):
        assert sum(language in each for each in words) > 0.97 * len(words), language


def test_errors_refuse_it_all_at_once(tmp_path: Path) -> None:
    files = {**DANGLING, "flags.yaml": "peace: {name: Peace, seen_by: [gama]}\n"}
    with pytest.raises(ScenarioInvalid) as refused:
        load(laid(tmp_path, files))
    assert str(refused.value) == "scenario play has 2 complaints"
    assert [complaint.where for complaint in refused.value.complaints] == [
        "agencies.gamma.cell",
        "flags.peace.seen_by.0",
    ]


def test_warnings_do_not(tmp_path: Path) -> None:
    loaded = load(laid(tmp_path, WARNED))
    assert [warning.where for warning in loaded.warnings] == ["facts.secret"]


def test_complaints_come_in_the_order_of_the_files(tmp_path: Path) -> None:
    complaints = examine(laid(tmp_path, {**DANGLING, **WARNED}))
    assert complaints == sorted(complaints)
    assert len(complaints) == 2


def test_a_header_that_this_version_cannot_read() -> None:
    with pytest.raises(ScenarioInvalid) as refused:
        scenario_from_data({"id": "old", "format": 9, "agencies": {}})
    assert "scenario old has" in str(refused.value)
    assert "format" in {complaint.where for complaint in refused.value.complaints}


def test_a_header_is_not_cross_checked(tmp_path: Path) -> None:
    """A log that was played opens whatever later versions complain of."""
    data = load(laid(tmp_path, SOUND)).data
    data["agencies"]["alpha"]["cell"] = "nowhere"
    assert scenario_from_data(data).agencies["alpha"].cell == "nowhere"


def test_a_language_lists_every_text_without_it(tmp_path: Path) -> None:
    files = {"agencies.yaml": "alpha: {name: {en: Alpha, sq: Alfa}, staff: {analysts: 2, officers: 1}}\n"}
    complaints = examine(laid(tmp_path, files), lang="sq")
    wheres = {complaint.where for complaint in complaints}
    assert {complaint.what for complaint in complaints} == {"no translation into `sq`"}
    assert {
        "title",
        "agencies.beta.name",
        "injects.hello.text",
        "decisions.blame.options.nobody.text",
    } <= wheres
    assert "agencies.alpha.name" not in wheres
    assert not any(where.startswith("adversary") for where in wheres)


@pytest.mark.parametrize(
    ("language", "wanted", "missing"),
    [
        ("sr-Latn", "sr-Latn-ME", False),
        ("sr", "sr-Latn", False),
        ("sr-Cyrl", "sr-Latn", True),
        ("sr-Latn", "sr", True),
    ],
)
def test_a_wider_tag_of_the_same_language_is_a_translation(
    language: str, wanted: str, missing: bool, tmp_path: Path
) -> None:
    files = {"cells.yaml": f"north: {{name: {{{language}: Sever}}}}\n"}
    complaints = examine(laid(tmp_path, files), lang=wanted)
    assert (
        "cells.north.name" in {complaint.where for complaint in complaints if "no tr" in complaint.what}
    ) is missing
