"""What controllers are told to press first, as the exercise goes from phase to phase."""

from __future__ import annotations

from exercise.language import marked
from tui.screens.desk import DeskScreen

_FIRST = {
    "briefing": marked(
        "{start} starts play, {check} asks who hears you. {view}: timeline. {help}: all keys."
    ),
    "running": marked(
        "{pause} pauses; ↑↓ choose, {release} releases; {next}: next. {view}: timeline. {help}: all keys."
    ),
    "paused": marked(
        "{pause} resumes; ↑↓ choose, {release} releases; {next}: next. {view}: timeline. {help}: all keys."
    ),
    "overtime": marked("The planned end has passed: {end} ends play, {pause} pauses. {help}: all keys."),
    "ended": marked("Play is over. {evaluate}: ratings; {leave} leaves, and says how to get the report."),
}
"""What to do with the MSEL, by phase."""
_OF_A_CELL = {
    "briefing": marked("Play has not begun; the lead starts it. {view}: timeline. {help}: all keys."),
    "paused": marked("Play is paused; the lead resumes it. ↑↓ choose, {release} releases. {help}: all keys."),
    "overtime": marked("The planned end has passed; the lead ends play. {view}: timeline. {help}: all keys."),
}
"""The same at the desk of a cell, which may pause play and not start it."""


def phase_hint(screen: DeskScreen) -> str:
    """What to do with the MSEL now: words as they are marked."""
    phase: str = screen.picture.world.phase
    if phase in ("running", "paused") and screen.desk.now() >= screen.desk.scenario.duration:
        phase = "overtime"
    return _OF_A_CELL.get(phase, _FIRST[phase]) if screen.picture.cell else _FIRST[phase]
