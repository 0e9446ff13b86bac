"""Whoever gives an action another key reads that key wherever the desks name it, and never the usual one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.review.joint import joint_records, joint_scenario
from tests.tui.recorded import kept, recording
from tests.tui.scripted import ScriptedLink, screen_text, settle
from tests.tui.test_any_key import EvaluatorLink
from tui.actions import Action
from tui.app import DeskApp
from tui.control import CONTROL
from tui.debrief import DEBRIEF
from tui.debrief_app import DebriefApp
from tui.dressed import DressedApp
from tui.evaluate import EVALUATE
from tui.play import PLAY
from tui.settings import DeskSettings

LETTERS = "àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįıĵķĺļľłńņňōŏőœŕŗřśŝşšţťŧũūŭůűųŵŷźżž"
"""Keys that no desk has of its own."""
STAYS = {"enter", "escape"}
"""What a list or a dialog has itself, whatever else is set."""


def moved(actions: tuple[Action, ...]) -> DeskSettings:
    """Every action on another key."""
    names = [each.id for each in actions if each.key not in STAYS]
    return DeskSettings(keys=dict(zip(names, LETTERS, strict=False)))


def old_keys(actions: tuple[Action, ...]) -> list[str]:
    """How the usual keys are written in sentences."""
    shown = {DeskSettings().key_of(each) for each in actions if each.key not in STAYS}
    return sorted(shown - set("+-,.<>[]/?x!"))


def sitting(seat: str, folder: Path) -> tuple[DressedApp, tuple[Action, ...]]:
    if seat == "debrief":
        return DebriefApp(recording(kept(folder)), settings=moved(DEBRIEF)), DEBRIEF
    actions = {"excon": CONTROL, "evaluator": EVALUATE}.get(seat, PLAY)
    kind = EvaluatorLink if seat == "evaluator" else ScriptedLink
    link = kind(joint_records(), scenario=joint_scenario())
    return DeskApp(link, "excon" if seat == "evaluator" else seat, settings=moved(actions)), actions


def named(key: str, words: str) -> bool:
    """Whether a sentence on the screen tells people to press a key: as a word of its own, not of a list of signs."""
    return bool(
        re.search(
            rf"(?:^|[\s(│])(?:press )?{re.escape(key)}(?:[:)]| (?:[a-z]+s|and|for|goes)\b)", words, re.M
        )
    )


@pytest.mark.parametrize("seat", ["excon", "csirt", "evaluator", "debrief"])
async def test_no_pane_names_a_key_that_is_not_set(seat: str, tmp_path: Path) -> None:
    app, actions = sitting(seat, tmp_path)
    app.animation_level = "none"
    said = []
    async with app.run_test(size=(160, 50)) as pilot:
        if isinstance(app, DeskApp):
            await settle(pilot)
        for side in ("", app.settings.keys["side"]) if seat == "debrief" else ("",):
            for pane in (side, *"123456789"):
                if pane:
                    await pilot.press(pane)
                    await pilot.pause()
                # The last line is the keys themselves; the rest is what the desk says.
                said.append(screen_text(app))  # type: ignore[arg-type]
        await pilot.press(app.settings.keys["help"])
        await pilot.pause()
        said.append(screen_text(app))  # type: ignore[arg-type]
    words = "\n".join(said)
    assert not re.findall(r"\{[\w-]+\}", words)
    assert [key for key in old_keys(actions) if named(key, words)] == []
