"""Questionnaires as a desk shows them: which are open for a role now, their questions, and what was answered."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from exercise.domain.event import Phase
from exercise.domain.rules_review import WHEN
from exercise.domain.world import World
from exercise.language import marked
from exercise.review.names import Names
from exercise.scenario.model import Scenario
from exercise.scenario.questionnaires import Moment, Question, Questionnaire

PHASES = {
    "before": marked("before play"),
    "during": marked("during play"),
    "hotwash": marked("hot wash"),
    "feedback": marked("feedback"),
}
_FRESH: dict[Phase, Moment] = {
    "briefing": "before",
    "running": "during",
    "paused": "during",
    "ended": "hotwash",
}
"""What is asked in a phase of the exercise before all else that is still open."""


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One question in the reader's language."""

    id: str
    ask: str
    kind: str
    options: tuple[tuple[str, str], ...]
    """Answer and its words; none for a free text."""
    required: bool


@dataclass(frozen=True, slots=True)
class AskedRow:
    """A questionnaire for somebody at this desk."""

    id: str
    name: str
    about: str
    phase: str
    move: str
    anonymous: bool
    role: str
    """As what this desk answers."""
    is_open: bool
    questions: tuple[QuestionRow, ...]
    answered: int | None
    given: Mapping[str, str]
    """The answers that stand, as far as this desk may see them."""


def current_move(scenario: Scenario, world: World) -> str:
    """The move of the inject that went out last."""
    last, move = -1, ""
    for name, part in scenario.injects.items():
        at = world.injects[name].released_at if name in world.injects else None
        if part.move and at is not None and at >= last:
            last, move = at, part.move
    return move


def asked(
    scenario: Scenario, world: World, names: Names, *, roles: Collection[str], seat: str
) -> tuple[AskedRow, ...]:
    """Questionnaires put to any of these roles, those open now first, those answered last."""
    move = (
        current_move(scenario, world) if any(part.move for part in scenario.questionnaires.values()) else ""
    )
    rows = [
        _row(name, part, world, names, role=role, seat=seat, move=move)
        for name, part in scenario.questionnaires.items()
        if (role := next((each for each in roles if each in part.to), ""))
    ]
    fresh = _FRESH[world.phase]

    def order(row: AskedRow) -> tuple[bool, bool, bool]:
        return not row.is_open, row.answered is not None, row.phase != PHASES[fresh]

    return tuple(sorted(rows, key=order))


def _row(
    name: str, part: Questionnaire, world: World, names: Names, *, role: str, seat: str, move: str
) -> AskedRow:
    mine = [
        (tick, event) for tick, event in world.answered if event.questionnaire == name and event.seat == seat
    ]
    tick, given = (mine[-1][0], mine[-1][1].answers) if mine and seat else (None, {})
    return AskedRow(
        id=name,
        name=names.pick(part.name),
        about=names.pick(part.about),
        phase=PHASES[part.phase],
        move=part.move,
        anonymous=part.anonymous,
        role=role,
        is_open=world.phase in WHEN[part.phase] and part.move in ("", move),
        questions=tuple(_question(key, each, names) for key, each in part.questions.items()),
        answered=tick,
        given=given,
    )


def _question(name: str, part: Question, names: Names) -> QuestionRow:
    if part.kind == "choice":
        options = tuple((key, names.pick(words)) for key, words in part.options.items())
    else:
        ends = {"1": names.pick(part.low), str(part.steps): names.pick(part.high)}
        options = tuple((step, f"{step} {ends.get(step, '')}".strip()) for step in part.known)
    return QuestionRow(name, names.pick(part.ask), part.kind, options, part.required)
