"""Themes of our own, with every colour we write in readable on every ground we write on."""

from __future__ import annotations

from dataclasses import dataclass

from textual.theme import BUILTIN_THEMES, Theme


def _theme(name: str, *, dark: bool, grounds: tuple[str, str, str], text: str, **colours: str) -> Theme:
    background, surface, panel = grounds
    return Theme(
        name=name,
        primary=colours["primary"],
        secondary=colours["muted"],
        accent=colours["accent"],
        success=colours["success"],
        warning=colours["warning"],
        error=colours["error"],
        foreground=text,
        background=background,
        surface=surface,
        panel=panel,
        dark=dark,
        variables={
            "muted": colours["muted"],
            "banner": colours["banner"],
            "banner-text": colours["banner_text"],
            "block-cursor-background": colours["primary"],
            "block-cursor-foreground": background,
            "block-cursor-text-style": "bold",
            "block-cursor-blurred-background": panel,
            "block-cursor-blurred-foreground": text,
            "footer-background": panel,
            "footer-foreground": text,
            "footer-description-foreground": text,
            "footer-key-foreground": colours["accent"],
            "border": colours["muted"],
            "border-blurred": colours["muted"],
            "scrollbar": colours["muted"],
            "scrollbar-background": surface,
            "scrollbar-corner-color": surface,
        },
    )


DARK = _theme(
    "desk-dark",
    dark=True,
    grounds=("#10151b", "#171e26", "#222c37"),
    text="#e8ebef",
    primary="#7cc0ff",
    accent="#ffbf6b",
    success="#86dc9a",
    warning="#ffd479",
    error="#ff9c9c",
    muted="#a9b5c2",
    banner="#ffbf6b",
    banner_text="#10151b",
)
LIGHT = _theme(
    "desk-light",
    dark=False,
    grounds=("#fcfcf9", "#f2f3ef", "#e4e7e2"),
    text="#1b1f24",
    primary="#0b529c",
    accent="#7d3f00",
    success="#17602a",
    warning="#6b4700",
    error="#a5121c",
    muted="#4d5763",
    banner="#7d3f00",
    banner_text="#fcfcf9",
)
HIGH_CONTRAST = _theme(
    "desk-contrast",
    dark=True,
    grounds=("#000000", "#000000", "#1a1a1a"),
    text="#ffffff",
    primary="#66e0ff",
    accent="#ffff00",
    success="#7dff9a",
    warning="#ffe066",
    error="#ff9e9e",
    muted="#d0d0d0",
    banner="#ffff00",
    banner_text="#000000",
)
ANSI = Theme(
    name="desk-ansi",
    ansi=True,
    dark=True,
    primary="ansi_bright_cyan",
    secondary="ansi_default",
    accent="ansi_bright_yellow",
    success="ansi_bright_green",
    warning="ansi_bright_yellow",
    error="ansi_bright_red",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    variables={
        **BUILTIN_THEMES["ansi-dark"].variables,
        "muted": "ansi_default",
        "banner": "ansi_bright_yellow",
        "banner-text": "ansi_black",
        "block-cursor-background": "ansi_bright_white",
        "block-cursor-foreground": "ansi_black",
        "block-cursor-text-style": "bold",
        "footer-background": "ansi_default",
        "footer-foreground": "ansi_default",
        "footer-description-foreground": "ansi_default",
        "footer-key-foreground": "ansi_bright_yellow",
        "border": "ansi_default",
        "border-blurred": "ansi_default",
    },
)
"""The terminal's own sixteen colours, for a terminal that knows no others or whose owner has chosen them well."""

PAPER = (DARK, LIGHT, HIGH_CONTRAST)
"""Themes whose contrast is ours to promise."""

THEMES = (*PAPER, ANSI)


@dataclass(frozen=True, slots=True)
class Ink:
    """The colours that text written from Python may have. Each comes with a sign, never alone."""

    text: str
    muted: str
    accent: str
    primary: str
    good: str
    low: str
    bad: str

    def alarm(self, alarm: str) -> str:
        """For how far something is from where it should be."""
        return {"low": self.low, "bad": self.bad}.get(alarm, self.good)


def ink_of(theme: Theme) -> Ink:
    """The inks of a theme; one that is not ours lends what it has."""
    text = theme.foreground or ("#ffffff" if theme.dark else "#000000")
    wanted = (
        text,
        theme.variables.get("muted", text),
        theme.accent or text,
        theme.primary,
        theme.success or text,
        theme.warning or text,
        theme.error or text,
    )
    # Textual's themes for a terminal's own colours call them `ansi_green`; Rich calls them `green`.
    return Ink(*(colour.removeprefix("ansi_") for colour in wanted))
