"""The first minute at an agency's desk: what to do, with which keys, and what is expected."""

from __future__ import annotations

from rich.cells import cell_len
from rich.text import Text
from textual.content import Content
from textual.widgets import Static

from exercise.domain import commands as cmd
from exercise.language import marked, t
from tui.actions import Action
from tui.screens.desk import DeskScreen, worded
from tui.themes import Ink

_STEPS = (
    (marked("READ"), marked("1 Inbox holds what comes in. ↑ ↓ or a click choose what to read.")),
    (marked("ACT"), marked("Enter, or a double click: answer, order, decide, whatever fits the line.")),
    (marked("LOOK"), marked("The number keys, or a click on a title: 2 is what you can order.")),
    (marked("SAY"), marked("ctrl+s sends, Escape goes back. Nothing that you type gets lost.")),
    (marked("ASK"), marked("{ask} writes to those who run the exercise. No key breaks anything.")),
)
_EXPECTED = marked("Do as you would at work and say why. You see what your agency would know.")

_TALL, _FRAME = 30, 4

_NO_ACT = (cmd.AnswerCheck, cmd.MarkRead, cmd.CallStop)
"""What says nothing about whether somebody has found their way."""


class Welcome(Static):
    """Lies above the lists until somebody has acted. A click puts it away."""

    def __init__(self, agency: str) -> None:
        super().__init__(id="welcome", classes="box", markup=False)
        self.border_title = Content(t("Welcome. You play {agency}", agency=agency))

    def write(self, screen: DeskScreen, ink: Ink) -> None:
        """In the colours of the present theme, with the keys of this desk."""
        away = t("Escape or a click puts this away; {welcome} brings it back")
        self.border_subtitle = Content(worded(screen, away))
        # A short terminal whose language needs more lines keeps room for the list instead.
        spare = self.app.size.height >= _TALL or cell_len(t(_EXPECTED)) <= self.app.size.width - _FRAME
        text = Text(t(_EXPECTED) if spare else "", style="bold")
        width = max(len(t(word)) for word, _ in _STEPS) + 1
        for word, help_ in _STEPS:
            text.append("\n" if text else "").append(f"{t(word):<{width}}", style=f"bold {ink.accent}")
            text.append(worded(screen, t(help_)), style="not bold")
        self.update(text)

    def on_click(self) -> None:
        """Read."""
        self.display = False


def shows_the_way(command: cmd.AnyCommand) -> bool:
    """Whether whoever asked for this needs no first steps any more."""
    return not isinstance(command, _NO_ACT)


def put_away(screen: DeskScreen) -> None:
    """Out of the way until it is asked for."""
    screen.query_one(Welcome).display = False


def show_or_hide(screen: DeskScreen) -> None:
    """Bring it back, or put it away again."""
    welcome = screen.query_one(Welcome)
    welcome.display = not welcome.display


WELCOME = Action(
    "welcome", marked("First steps"), marked("What to do first, and with which keys."), "w", show_or_hide
)
