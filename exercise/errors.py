"""
Every error this package raises on purpose.

* ExerciseError
  x UsageError           the command line asks for something that cannot be (exit 2)
  x ScenarioInvalid      the author's YAML is wrong; carries every complaint, located (exit 3)
  x GoesRound            a scenario's effects set each other off for ever in one moment
  x Refused              a command broke a rule of the exercise; shown to its sender
    + WrongPhase
    + NotAllowed         this seat may not do that
    + NoSuchThing        an id the scenario does not know
  x LogError
    + LogDamaged         a line of the log cannot be read, or the chain is broken
    + LogForked          re-simulation disagreed with the record
    + LogInUse           another process is writing this log
  x LinkError            something between a desk and its exercise elsewhere (exit 4)
    + BadMessage         the other side sent what no program of ours sends; it is hung up on
    + CannotConnect      nobody answers there, or it is not who the invitation says
    + SentAway           the exercise closed the connection and said why
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar


class ExerciseError(Exception):
    """Base of everything above. Arguments stay positional: SimPy rebuilds exceptions from `.args`."""

    exit_code: ClassVar[int] = 1


class UsageError(ExerciseError):
    """What was typed cannot be done; the message says what to type instead."""

    exit_code = 2


class ScenarioInvalid(ExerciseError):
    """The author's files are wrong. Says everything that is, not the first thing."""

    exit_code = 3

    def __init__(self, name: str, complaints: Sequence[object]) -> None:
        super().__init__(name, complaints)
        self.name, self.complaints = name, tuple(complaints)

    def __str__(self) -> str:
        count = len(self.complaints)
        return f"scenario {self.name} has {count} complaint{'s' if count != 1 else ''}"


class GoesRound(ExerciseError):
    """The scenario never comes to rest: what happens in one second sets itself off again and again."""

    def __init__(self, tick: int, latest: str) -> None:
        super().__init__(tick, latest)
        self.tick, self.latest = tick, latest

    def __str__(self) -> str:
        return (
            f"the scenario never comes to rest {self.tick} seconds after STARTEX; "
            f"what happened last: {self.latest}"
        )


class Refused(ExerciseError):
    """A well-formed command that the rules do not allow now."""


class WrongPhase(Refused):
    """The exercise is in a phase where this cannot be done."""

    def __init__(self, asked: str, phase: str) -> None:
        super().__init__(asked, phase)
        self.asked, self.phase = asked, phase

    def __str__(self) -> str:
        return f"cannot {self.asked} while the exercise is {self.phase}"


class NotAllowed(Refused):
    """The seat has no authority for this; the message says who has."""


class NoSuchThing(Refused):
    """An id that the scenario, or the exercise so far, does not know."""

    def __init__(self, what: str, name: str) -> None:
        super().__init__(what, name)
        self.what, self.name = what, name

    def __str__(self) -> str:
        return f"there is no {self.what} called '{self.name}'"


class LogError(ExerciseError):
    """Something about a log file."""


class LogDamaged(LogError):
    """A line that cannot be trusted. `line` counts from 1."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(line, why)
        self.line, self.why = line, why

    def __str__(self) -> str:
        return f"log line {self.line}: {self.why}"


class LogForked(LogError):
    """Playing the recorded commands again gave other events than the log holds."""

    def __init__(self, seq: int, recorded: str, produced: str) -> None:
        super().__init__(seq, recorded, produced)
        self.seq, self.recorded, self.produced = seq, recorded, produced

    def __str__(self) -> str:
        return f"record {self.seq}: the log says {self.recorded}; playing it again gives {self.produced}"


class LogInUse(LogError):
    """Two processes may not write one log."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path

    def __str__(self) -> str:
        return f"another exercise process is writing {self.path}; close it first"


class LinkError(ExerciseError):
    """Something went wrong between a desk and an exercise on another machine."""

    exit_code = 4


class BadMessage(LinkError):
    """What came over the wire is not a message. The other side's fault, never the exercise's."""


class CannotConnect(LinkError):
    """Nobody answers at the invitation's address, or somebody else does."""


class SentAway(LinkError):
    """The exercise will not have this seat here: the invitation is void, or the seat has moved."""
