"""Everything that only the whole scenario can tell: every complaint beyond the shape of each part."""

from __future__ import annotations

from exercise.scenario.check_actions import check_actions
from exercise.scenario.check_circles import check_circles
from exercise.scenario.check_duties import check_duties
from exercise.scenario.check_knowledge import check_knowledge, check_objectives
from exercise.scenario.check_msel import check_msel
from exercise.scenario.check_names import check_names
from exercise.scenario.check_questions import check_questions
from exercise.scenario.check_reach import check_reach
from exercise.scenario.check_templates import check_templates
from exercise.scenario.check_texts import check_texts
from exercise.scenario.check_words import check_words
from exercise.scenario.check_world import check_world
from exercise.scenario.checking import Checking
from exercise.scenario.complaints import Complaint
from exercise.scenario.names import names_in


def cross_check(checking: Checking, *, lang: str | None = None) -> list[Complaint]:
    """Every complaint that needs the whole scenario, in no order. `lang`: list each text without it."""
    names = list(names_in(checking))
    check_names(checking, names)
    check_words(checking, names)
    check_world(checking)
    check_reach(checking)
    check_msel(checking)
    check_templates(checking)
    check_actions(checking)
    check_circles(checking)
    check_duties(checking)
    check_knowledge(checking)
    check_objectives(checking)
    check_questions(checking)
    check_texts(checking, lang=lang)
    return checking.taken()
