"""What is said of every mistake that only the whole scenario shows. The scenes are in complaints/."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from exercise.log.header import Header
from exercise.rehearsal.headless import run_headless
from exercise.scenario.load import examine, load
from tests.scenario.scenes import Scene, scenes

SCENES = scenes()
SOUND = Scene("", "sound", {}, "")


def named(scene: Scene) -> str:
    return f"{scene.subject}: {scene.title}"


def said_of(path: Path, lang: str | None = None) -> str:
    """Every complaint in full, with file names as an author inside the scenario's folder would see them."""
    shown = "\n".join(complaint.render() for complaint in examine(path, lang=lang))
    return shown.replace(f"{path}/", "").replace(f"{path.parent}/", "")


@pytest.mark.parametrize("scene", [SOUND, *SCENES], ids=named)
def test_a_scene_is_answered(scene: Scene, tmp_path: Path) -> None:
    assert said_of(scene.lay(tmp_path)) == scene.said


ERROR = re.compile(r"^\S+:\d+:\d+: (?!warning: )", re.MULTILINE)
PLAYABLE = [scene for scene in SCENES if not ERROR.search(scene.said)]


@pytest.mark.parametrize("scene", [SOUND, *PLAYABLE], ids=named)
def test_what_is_no_error_plays_to_the_end(scene: Scene, tmp_path: Path) -> None:
    found = load(scene.lay(tmp_path))
    bots = dict.fromkeys(found.scenario.agencies, "diligent")
    header = Header(1, "test", "scene", "1", found.data, bots=bots)
    drill, _ = run_headless(None, header, found.scenario, until=found.scenario.duration)
    assert drill.engine.world.phase == "ended"
