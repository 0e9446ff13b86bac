"""What waits for an agency: answers, decisions, reports, votes and ratings it owes, the most pressing first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from exercise.language import t
from exercise.review import duties, seat_choices, seat_rows
from exercise.review.fold import Fold
from exercise.review.severity import own_ratings

_LAST = 10**12


@dataclass(frozen=True, slots=True)
class OwedRow:
    """Something that waits for this agency."""

    kind: Literal["answer", "decide", "report", "vote", "rate"]
    about: str
    """The inject, decision, obligation, joint decision or step of severity."""
    text: str
    who: str
    """Who waits for it; empty when nobody in particular."""
    due: int | None


def owed(fold: Fold, tick: int) -> tuple[OwedRow, ...]:
    """By when it is due; what has no deadline comes last."""
    if fold.world.phase == "ended":
        return ()
    rows = [*_asked(fold, tick), *_reports(fold, tick), *_votes(fold, tick), *_rating(fold)]
    return tuple(sorted(rows, key=lambda row: (_LAST if row.due is None else row.due, row.kind, row.about)))


def _asked(fold: Fold, tick: int) -> Iterator[OwedRow]:
    """A letter that asks for a decision is answered by deciding; any other one by writing back."""
    open_now = {row.id: row for row in seat_choices.decisions(fold, tick) if row.made is None}
    put: set[str] = set()
    for letter in seat_rows.inbox(fold, tick):
        for name in letter.decisions:
            if name in open_now and name not in put:
                put.add(name)
                yield OwedRow("decide", name, open_now[name].text, letter.sender, letter.answer_by)
        if letter.answer_by is not None and letter.answered is None and not put & set(letter.decisions):
            yield OwedRow("answer", letter.id, letter.subject, letter.sender, letter.answer_by)


def _reports(fold: Fold, tick: int) -> Iterator[OwedRow]:
    for row in duties.duties(fold, tick):
        if row.waits and row.left is not None:
            yield OwedRow("report", row.obligation, row.name, row.to, row.due)


def _votes(fold: Fold, tick: int) -> Iterator[OwedRow]:
    for row in duties.votes(fold, tick):
        if row.waits_for_me:
            yield OwedRow("vote", row.id, row.name, row.by, row.due)


def _rating(fold: Fold) -> Iterator[OwedRow]:
    """Only the step asked last: what came before has been overtaken."""
    for row in own_ratings(fold)[:1]:
        if not row.level:
            yield OwedRow("rate", row.id, row.text or t("How severe is the situation?"), "", row.due)
