"""What is said of every mistake that only the whole scenario shows. The scenes are in complaints/."""

from __future__ import annotations

from pathlib import Path

import pytest

from exercise.scenario.load import examine
from tests.scenario.scenes import Scene, scenes


def said_of(path: Path, lang: str | None = None) -> str:
    """Every complaint in full, with file names as an author inside the scenario's folder would see them."""
    shown = "\n".join(complaint.render() for complaint in examine(path, lang=lang))
    return shown.replace(f"{path}/", "").replace(f"{path.parent}/", "")


@pytest.mark.parametrize("scene", scenes(), ids=lambda scene: f"{scene.subject}: {scene.title}")
def test_a_scene_is_answered(scene: Scene, tmp_path: Path) -> None:
    assert said_of(scene.lay(tmp_path)) == scene.said


def test_a_sound_scene_is_not_complained_of(tmp_path: Path) -> None:
    assert said_of(Scene("", "", {}, "").lay(tmp_path)) == ""
