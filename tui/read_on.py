"""The key that reads on in a text longer than its box, at an agency's desk."""

from __future__ import annotations

from exercise.language import marked
from tui.actions import Action
from tui.screens.desk import DeskScreen
from tui.widgets.reading_on import ReadingOn


def read_on(screen: DeskScreen) -> None:
    """The text that lies open, further down."""
    screen.query_one(f"#{screen.top} ReadingOn", ReadingOn).read_on()


READ_ON = Action(
    "read-on", marked("Read on"), marked("The text that lies open, further down."), "space", read_on
)
