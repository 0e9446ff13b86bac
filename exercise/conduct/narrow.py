"""Events as agencies may read them: without the names of hidden things that brought them about.

An event says in full what came of what: the debrief needs that. A seat at play may know that it happened.
"""

from __future__ import annotations

import re

import msgspec

from exercise.domain import events as ev
from exercise.domain.seats import EXCON

_ID = re.compile(r"[a-z0-9@#/-]+")
"""The shape of what the engine writes as a reason: an id, or a run."""


def narrowed(event: ev.AnyEvent, agencies: frozenset[str]) -> ev.AnyEvent:
    """What these agencies may read of an event that they may see."""
    replace = msgspec.structs.replace
    match event:
        case ev.InjectReleased(by=by, answer_by=due, answer_from=owed):
            # Who else owes an answer is not said to anybody.
            mine = due if not owed or agencies.intersection(owed) else None
            return replace(event, by=by if by == EXCON else "play", answer_by=mine, answer_from=())
        case ev.FactLearned(how=how, source=source):
            return event if _told_openly(how, source, agencies) else replace(event, source="")
        case ev.ActivityStoodDown(why=why):
            return replace(event, why="") if _ID.fullmatch(why) else event
        case ev.ActionRuled():
            # Which effects the white cell chose is for the world to show.
            return replace(event, effects=())
        case ev.QuestionnaireAnswered():
            # What one person of an agency wrote is not for the others there.
            return replace(event, answers={})
        case ev.ObservationMade():
            # Numbers of records that others see, and what the log proposes for an objective.
            return replace(event, evidence=(), proposed="")
        case ev.CommsChecked():
            # Who else has a line is for exercise control.
            return replace(event, here=(), away=())
        case _:
            return event


def _told_openly(how: str, source: str, agencies: frozenset[str]) -> bool:
    if how == "activity":
        return source.partition("@")[2].partition("#")[0] in agencies
    return how in ("inject", "shared")
