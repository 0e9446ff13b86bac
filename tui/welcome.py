"""The first minute at an agency's desk: what to do, with which keys, and what is expected."""

from __future__ import annotations

from rich.text import Text
from textual.widgets import Static

from exercise.domain import commands as cmd
from tui.actions import Action
from tui.screens.desk import DeskScreen
from tui.themes import Ink

_STEPS = (
    ("READ", "1 Inbox holds what comes in. ↑ ↓ or a click choose what to read."),
    ("ACT", "Enter, or a double click: answer, order, decide, whatever fits the line."),
    ("LOOK", "The number keys, or a click on a title: 2 is what you can order."),
    ("SAY", "ctrl+s sends, Escape goes back. Nothing that you type gets lost."),
    ("ASK", "e writes to those who run the exercise. No key breaks anything."),
)
_EXPECTED = "Do as you would at work and say why. You see what your agency would know."

_NO_ACT = (cmd.AnswerCheck, cmd.MarkRead, cmd.CallStop)
"""What says nothing about whether somebody has found their way."""


class Welcome(Static):
    """Lies above the lists until somebody has acted. A click puts it away."""

    def __init__(self, agency: str) -> None:
        super().__init__(id="welcome", classes="box", markup=False)
        self.border_title = f"Welcome. You play {agency}"
        self.border_subtitle = "Escape or a click puts this away; w brings it back"

    def write(self, ink: Ink) -> None:
        """In the colours of the present theme."""
        text = Text(_EXPECTED, style="bold")
        for word, help_ in _STEPS:
            text.append(f"\n{word:<5}", style=f"bold {ink.accent}").append(help_, style="not bold")
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


WELCOME = Action("welcome", "First steps", "What to do first, and with which keys.", "w", show_or_hide)
