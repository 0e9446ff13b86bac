"""What evaluators note, and what any seat answers when it is asked about the exercise."""

from __future__ import annotations

from exercise.domain.command import Command


class Observe(Command, frozen=True):
    """Note an observation; with an objective and a rating, rate it: that confirms or changes what the log proposes."""

    text: str
    inject: str = ""
    agency: str = ""
    objective: str = ""
    rating: str = ""
    task: str = ""
    """A critical task of the objective: its id, or its place from 1."""
    evidence: tuple[int, ...] = ()
    """Numbers of the records it rests on."""
    at: int | None = None
    """The moment it is about, when that is not now."""
    proposed: str = ""
    """Of a rating: what the log proposed when it was given."""
    name: str = ""
    """Of the person, where the scenario says that evaluators are named."""
    desk: str = ""
    """Whose seat; at a joint drill the server writes it, whatever was sent."""


class Answer(Command, frozen=True):
    """Fill in a questionnaire. A second time replaces the first, unless it is anonymous."""

    questionnaire: str
    answers: dict[str, str]
    """Question → text, option, or step of the scale; what is left out is not answered."""
    role: str = ""
    """As `desk`: written by the server at a joint drill."""
    desk: str = ""
    corrects: bool = False
    """Whether it replaces what this seat sent before: written by whoever runs the exercise, whatever was sent."""
