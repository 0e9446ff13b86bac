"""What may be noted, rated and answered about the exercise, and when."""

from __future__ import annotations

from exercise.domain import commands as cmd
from exercise.domain.event import Phase
from exercise.domain.ground import Ground, known, one_of, something
from exercise.domain.world import World
from exercise.errors import NoSuchThing, Refused, WrongPhase
from exercise.scenario.quantities import clock
from exercise.scenario.questionnaires import AT_PLAY, Moment, Question

RATINGS = ("", "P", "S", "M", "U")

WHEN: dict[Moment, tuple[Phase, ...]] = {
    "before": ("briefing", "running", "paused"),
    "during": ("running", "paused", "ended"),
    "hotwash": ("ended",),
    "feedback": ("ended",),
}
"""In which phases of the exercise a questionnaire may be answered. Who evaluates may finish after ENDEX."""

_LONGEST_NAME = 120


def judge_observation(ground: Ground, command: cmd.Observe) -> None:
    """Raise `Refused` when this may not be noted."""
    something(command.text, "a text")
    one_of(command.rating, RATINGS, "rating")
    one_of(command.proposed, RATINGS, "rating")
    known("inject", command.inject, ground.world.injects)
    known("agency", command.agency, ground.scenario.agencies)
    known("objective", command.objective, ground.scenario.objectives)
    if command.task:
        _task(ground, command)
    if command.proposed and not (command.objective and command.rating):
        raise Refused("say which objective is rated, and how")
    if any(number < 0 for number in command.evidence):
        raise Refused("records have numbers from 0 on")
    if command.at is not None and not 0 <= command.at <= ground.tick:
        raise Refused(f"give a moment between STARTEX and now; it is {clock(ground.tick)}")
    if command.name and not ground.scenario.evaluators_named:
        raise Refused("this exercise keeps no names; the seat is enough")
    if len(command.name) > _LONGEST_NAME:
        raise Refused(f"the name is longer than {_LONGEST_NAME} characters")


def _task(ground: Ground, command: cmd.Observe) -> None:
    if not command.objective:
        raise Refused("say of which objective the task is")
    tasks = ground.scenario.objectives[command.objective].tasks
    if command.task not in {part.id or str(place) for place, part in enumerate(tasks, start=1)}:
        raise NoSuchThing("task of this objective", command.task)


def judge_answers(ground: Ground, agency: str, command: cmd.Answer) -> None:
    """Raise `Refused` when a questionnaire may not be answered so, now, from this seat."""
    part = ground.scenario.questionnaires.get(command.questionnaire)
    role = answering(command, agency)
    if part is None or role not in part.to:
        raise NoSuchThing("questionnaire for you", command.questionnaire)
    phase = ground.world.phase
    if phase not in WHEN[part.phase]:
        if role in AT_PLAY and part.phase != "before":
            # What will be asked afterwards is not for those who still play.
            raise NoSuchThing("questionnaire for you", command.questionnaire)
        raise WrongPhase("answer this", "not started" if phase == "briefing" else phase)
    for name in command.answers:
        if name not in part.questions:
            raise NoSuchThing("question", name)
    for name, question in part.questions.items():
        _answer(name, question, command.answers.get(name, ""))
    if not any(text.strip() for text in command.answers.values()):
        raise Refused("answer at least one question")


def answered_before(world: World, seat: str, questionnaire: str) -> bool:
    """Whether this seat has filled it in under its name, so that what comes now replaces that."""
    return any(each.questionnaire == questionnaire and each.seat == seat for _, each in world.answered)


def answering(command: cmd.Answer, agency: str) -> str:
    """The role that answers. On one machine, without a server to say so: an agency's seat, or control's."""
    return command.role or ("participant" if agency else "controller")


def _answer(name: str, question: Question, given: str) -> None:
    if question.required:
        something(given, f"an answer to '{name}'")
    if question.known and given:
        one_of(given, question.known, f"answer to '{name}'")
