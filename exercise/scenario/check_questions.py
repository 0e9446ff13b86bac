"""Questionnaires: can everybody who is asked answer, and does nobody learn from a question what is still to come?"""

from __future__ import annotations

from exercise.scenario.checking import Checking, Path, listed
from exercise.scenario.complaints import shown
from exercise.scenario.questionnaires import AT_PLAY, Questionnaire


def check_questions(checking: Checking) -> None:
    """Complain of moves that never come, and of questions that tell the plot or cannot be cited."""
    moves = dict.fromkeys(inject.move for inject in checking.scenario.injects.values() if inject.move)
    for name, part in checking.scenario.questionnaires.items():
        path: Path = ("questionnaires", name)
        if part.move and part.move not in moves:
            near = checking.nearest(part.move, moves) or "give injects a `move`"
            checking.error((*path, "move"), f"no inject belongs to the move {shown(part.move)}", near)
        _tells(checking, path, part)
        if part.anonymous and "evaluator" in part.to and part.phase in ("before", "during"):
            what = "an evaluation without a name behind it cannot be asked about"
            hint = "leave `anonymous` out, or ask evaluators in a questionnaire of their own"
            checking.warn((*path, "anonymous"), what, hint)


def _tells(checking: Checking, path: Path, part: Questionnaire) -> None:
    among = [role for role in part.to if role in AT_PLAY]
    if not among:
        return
    if part.phase == "during":
        what = f"a {among[0]} would learn from the question what is still to come"
        hint = "ask them `before`, or after ENDEX with `hotwash` or `feedback`"
        checking.error((*path, "to"), what, hint)
    elif part.phase == "before" and (
        tied := [f"questions.{name}" for name, each in part.questions.items() if each.objective]
    ):
        what = f"{listed(tied)} shows an objective to seats at play before they have played it"
        checking.warn((*path, "to"), what, "leave `objective` out here")
