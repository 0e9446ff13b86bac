"""What everything done at an agency's seat begins with: may this person act, and on which line?"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from exercise.domain.parties import is_party
from exercise.domain.seats import EXCON
from exercise.language import marked, t
from exercise.review.comms_rows import directory
from tui.screens.desk import DeskScreen, worded

Choices = tuple[tuple[str, str], ...]
Row = TypeVar("Row")
LOOKING = marked("You look only, and touch nothing. {sit} sits down here, {back} goes back.")
ONLY_LOOKING = marked("You look only, and touch nothing. {back} goes back.")
OBSERVING = marked("You look on: you see what this agency sees, and touch nothing. {help} explains.")
"""What whoever looks through an agency's eyes is told to do: where they may sit down, where not, and as an observer."""
ONLY_LOOKS = (LOOKING, ONLY_LOOKING, OBSERVING)


def is_sitting(screen: DeskScreen) -> bool:
    """Looking through somebody's eyes is not sitting there."""
    if screen.desk.role == "observer":
        return False
    return screen.seat == screen.desk.home or screen.seat in screen.desk.seats_taken_here


def may_sit(screen: DeskScreen) -> bool:
    """Whether whoever looks through these eyes may sit down too: controllers, not those who evaluate."""
    return screen.desk.home == EXCON and screen.desk.role not in ("evaluator", "simcell")


def looking(screen: DeskScreen) -> str:
    """What somebody is told who only looks, words as they are marked; nothing for whoever sits there."""
    if is_sitting(screen):
        return ""
    if screen.desk.home != EXCON:
        return OBSERVING
    return LOOKING if may_sit(screen) else ONLY_LOOKING


def may_act(screen: DeskScreen) -> bool:
    """Whether this person may act here; says so when not."""
    if is_sitting(screen):
        return True
    if screen.desk.home != EXCON:
        screen.desk.told(
            t("You observe: this desk shows what the agency sees, and does nothing in its name.")
        )
        return False
    words = (
        t("You are only looking. Press {sit} to sit down at this seat, or {back} to go back.")
        if may_sit(screen)
        else t("You are only looking. Press {back} to go back.")
    )
    screen.desk.told(worded(screen, words))
    return False


def guide(screen: DeskScreen, pane: str, words: str) -> None:
    """A key that has nothing to work on leads to where it has, and says what to do there."""
    if pane != screen.top:
        screen.go(pane)
    reached = pane == screen.top
    screen.desk.told(
        worded(screen, words) if reached else t("Your agency has nothing of that kind in this exercise.")
    )


def chosen_row(
    screen: DeskScreen, table: str, rows: tuple[Row, ...], key: Callable[[Row], str]
) -> Row | None:
    chosen = screen.selected(table)
    return next((row for row in rows if key(row) == chosen), None)


def others(screen: DeskScreen, *, control: bool = False) -> Choices:
    """All other agencies by short name; with `control`, everybody who can be written to, EXCON first."""
    names = screen.picture.names
    listed = tuple((key, names.agency(key)) for key in screen.desk.scenario.agencies if key != screen.seat)
    if not control:
        return listed
    parties = (row for row in directory(screen.picture) if is_party(row.id, screen.desk.scenario))
    return ((EXCON, t("EXCON (exercise control)")), *listed, *((row.id, row.name) for row in parties))
