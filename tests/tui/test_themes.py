"""Every colour we write in can be read on every ground we write on."""

from __future__ import annotations

import pytest
from rich.color import Color as RichColor
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from tui.themes import ANSI, PAPER, Ink, ink_of

ENOUGH = 4.5
"""Contrast of WCAG level AA for text."""


def luminance(colour: str) -> float:
    parts = (part / 255 for part in Color.parse(colour).rgb)
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_is_the_greatest_contrast_there_is() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("theme", PAPER, ids=lambda theme: theme.name)
@pytest.mark.parametrize("ground", ["background", "surface", "panel"])
@pytest.mark.parametrize("ink", ["text", "muted", "accent", "primary", "good", "low", "bad"])
def test_every_ink_can_be_read_on_every_ground(theme: Theme, ground: str, ink: str) -> None:
    assert contrast(getattr(ink_of(theme), ink), getattr(theme, ground)) >= ENOUGH


@pytest.mark.parametrize("theme", PAPER, ids=lambda theme: theme.name)
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("banner-text", "banner"),
        ("block-cursor-foreground", "block-cursor-background"),
        ("block-cursor-blurred-foreground", "block-cursor-blurred-background"),
        ("footer-foreground", "footer-background"),
        ("footer-key-foreground", "footer-background"),
    ],
)
def test_what_is_reversed_can_be_read_too(theme: Theme, text: str, ground: str) -> None:
    assert contrast(theme.variables[text], theme.variables[ground]) >= ENOUGH


@pytest.mark.parametrize("theme", [ANSI, *BUILTIN_THEMES.values()], ids=lambda theme: theme.name)
def test_the_themes_of_others_do_not_break_the_desk(theme: Theme) -> None:
    for ink in vars_of(ink_of(theme)):
        RichColor.parse(ink)


def vars_of(ink: Ink) -> tuple[str, ...]:
    return tuple(getattr(ink, name) for name in Ink.__slots__)
