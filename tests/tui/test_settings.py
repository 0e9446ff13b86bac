"""What a person sets about their desks: other keys, colours, no bell; and what is said when that cannot be."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from exercise.domain import commands as cmd
from exercise.errors import UsageError
from tests.tui.scripted import ScriptedLink, screen_text, settle
from tui.actions import Action
from tui.app import DeskApp
from tui.control import CONTROL
from tui.debrief import DEBRIEF
from tui.evaluate import EVALUATE
from tui.play import PLAY
from tui.screens.observer import OBSERVE
from tui.settings import DeskSettings, read_settings

USUAL = DeskSettings()
README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")


def settings(folder: Path, text: str) -> DeskSettings:
    file = folder / "desk.yaml"
    file.write_text(text, encoding="utf-8")
    return read_settings(file)


def test_without_a_file_everything_is_as_usual(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "desk.yaml") == USUAL


def test_everything_that_is_wrong_is_said_at_once_and_where(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as refused:
        settings(
            tmp_path,
            "theme: dark\nkeys:\n  relase: ctrl+r\n  hold: hyper+x\n  skip: '1'\n  jump: r\n  override: f9\n",
        )
    told = [line for line in str(refused.value).splitlines() if "desk.yaml:" in line]
    assert [line.partition("desk.yaml:")[2] for line in told] == [
        "3:3: keys.relase: no action `relase`; did you mean `release`?",
        "4:9: keys.hold: no key `hyper+x`; for example ctrl+r, f7 or k",
        "5:9: keys.skip: `1` cannot be given to an action",
        "6:9: keys.jump: `r` would do both `release` and `jump`",
        "7:13: keys.override: `f9` would do both `override` and `end`",
    ]


@pytest.mark.parametrize("text", ["theme: pink\n", "bel: false\n", "keys: [r]\n"])
def test_what_is_no_setting_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(UsageError, match=r"desk\.yaml:1:"):
        settings(tmp_path, text)


def test_two_actions_may_change_places(tmp_path: Path) -> None:
    assert settings(tmp_path, "keys: {release: h, hold: r}\n").keys == {"release": "h", "hold": "r"}


async def test_an_action_answers_to_its_new_key_alone(tmp_path: Path) -> None:
    app = DeskApp(link := ScriptedLink(), settings=settings(tmp_path, "keys: {release: ctrl+r, pause: q}\n"))
    async with app.run_test(size=(140, 40)) as pilot:
        await settle(pilot)
        await pilot.press("r", "space", "q", "ctrl+r")
        await settle(pilot)
        assert [command for _, command in link.asked] == [cmd.Pause(), cmd.Release("minister")]
        assert "q resumes; ↑↓ choose, ctrl+r releases" in screen_text(app)
        await pilot.press("f1")
        await settle(pilot)
        words = screen_text(app)
        assert "   q  Pause or resume" in words
        assert "ctrl+r  Release inject" in words


async def test_the_colours_are_those_that_were_set(tmp_path: Path) -> None:
    app = DeskApp(ScriptedLink(), settings=settings(tmp_path, "theme: ansi\n"))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert app.theme == "desk-ansi"
        assert app.ink().bad == "bright_red"
        assert "EXERCISE EXERCISE EXERCISE" in screen_text(app)


async def test_no_colour_takes_no_word_away(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = []
    for no_colour in (False, True):
        if no_colour:
            monkeypatch.setenv("NO_COLOR", "1")
        app = DeskApp(ScriptedLink())
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            assert app.no_color is no_colour
            shown.append(screen_text(app))
    assert shown[0] == shown[1]


def test_the_example_of_the_readme_can_be_used(tmp_path: Path) -> None:
    (text,) = re.findall(r"```yaml\n# desk\.yaml\n(.*?)```", README, re.DOTALL)
    found = settings(tmp_path, text)
    assert found.theme == "light"
    assert not found.bell


@pytest.mark.parametrize(
    ("desk", "actions"),
    [
        ("the controller's desk", CONTROL),
        ("an agency's seat", PLAY),
        ("the debrief desk", DEBRIEF),
        ("the evaluator's desk", EVALUATE),
        ("the observer's desk", OBSERVE),
    ],
)
def test_the_readme_names_every_action_that_can_have_another_key(
    desk: str, actions: tuple[Action, ...]
) -> None:
    (told,) = re.findall(rf"At {desk}: ((?:`[a-z-]+`[,.]\s)+)", README)
    assert re.findall(r"`([a-z-]+)`", told) == [each.id for each in actions]
