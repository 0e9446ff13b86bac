"""The exercise's lifecycle, as a table a reader can check by eye. What is absent is refused."""

from __future__ import annotations

from exercise.domain.commands import Command, End, Pause, Resume, Start
from exercise.domain.events import Phase
from exercise.errors import WrongPhase

TRANSITIONS: dict[Phase, dict[type[Command], Phase]] = {
    "briefing": {Start: "running"},
    "running": {Pause: "paused", End: "ended"},
    "paused": {Resume: "running", End: "ended"},
    "ended": {},
}

_WORDS: dict[type[Command], str] = {Start: "start", Pause: "pause", Resume: "resume", End: "end the exercise"}


def next_phase(phase: Phase, command: Command) -> Phase:
    """The phase after `command`. Raises `WrongPhase` when the table has no such step."""
    try:
        return TRANSITIONS[phase][type(command)]
    except KeyError:
        raise WrongPhase(_WORDS[type(command)], phase) from None
