"""What cannot wait until somebody looks at the screen: it rings the bell and asks the terminal to say so."""

from __future__ import annotations

from collections.abc import Iterator

from exercise.language import marked, t
from exercise.review.picture import Picture
from exercise.review.severity import own_ratings
from exercise.scenario.quantities import MINUTE

_PRESSING = ("stop", "rule", "asked", "held", "vote")
"""What stands still until a controller acts."""

NEAR = 15 * MINUTE
"""A report or an answer that is due sooner than this, in exercise time, is worth a bell."""


class Alarm:
    """Remembers what it rang for, so that nothing rings twice.

    What was there when the desk opened rings for nobody: whoever sits down reads it anyway.
    """

    def __init__(self) -> None:
        self._rung: set[str] | None = None

    def new(self, picture: Picture, now: int) -> tuple[str, ...]:
        """In our own words, never a participant's: what has come up since the last time."""
        pressing = dict(_for_control(picture, now) if picture.is_control else _for_agency(picture, now))
        before, self._rung = self._rung, {*(self._rung or ()), *pressing}
        return () if before is None else tuple(pressing[key] for key in pressing if key not in before)


def _for_control(picture: Picture, now: int) -> Iterator[tuple[str, str]]:
    for row in picture.needs_you(now):
        if row.kind in _PRESSING:
            yield f"{row.id}/{row.since}", t(_NEEDS[row.kind])


def _for_agency(picture: Picture, now: int) -> Iterator[tuple[str, str]]:
    if stopped := picture.status(now).stopped:
        yield f"stop/{stopped}", t(_NEEDS["stop"])
    for letter in picture.inbox(now):
        if letter.answered is None and letter.urgent:
            yield f"inject/{letter.id}", t("an urgent inject has come")
        if letter.answered is None and letter.answer_in is not None and letter.answer_in <= NEAR:
            yield f"answer/{letter.id}", t("an answer is due")
    for duty in picture.duties(now):
        if duty.filed is None and now >= duty.due - NEAR:
            yield f"duty/{duty.id}/{duty.due}", t("a report is due")
    for rating in own_ratings(picture):
        if not rating.level:
            yield f"rating/{rating.id}", t("you are asked how severe it is")
    for vote in picture.votes(now):
        if vote.waits_for_me:
            yield f"vote/{vote.id}/{vote.due}", t("a joint decision waits for your vote")


_NEEDS = {
    "stop": marked("NO DUFF: play is stopped"),
    "rule": marked("a proposal waits for your ruling"),
    "asked": marked("somebody has asked you"),
    "held": marked("a held inject may go out"),
    "vote": marked("a joint decision is about to time out"),
}
