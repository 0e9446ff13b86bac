"""Moving through a log at the debrief desk: playing it, stepping by time, by record, by event."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, cast

from exercise.language import marked, t
from exercise.review.stops import Kind, Only, Stop
from exercise.scenario.quantities import MINUTE
from tui.screens.desk import DeskScreen

if TYPE_CHECKING:
    from tui.screens.debrief import DebriefScreen

PACES = (1.0, 10.0, 30.0, 60.0, 120.0, 300.0, 600.0)
FAR = 10 * MINUTE
KINDS = {
    "inject": marked("inject"),
    "decision": marked("decision"),
    "service": marked("service"),
    "answer": marked("answer"),
    "share": marked("share"),
    "message": marked("message"),
    "report": marked("report"),
    "missed": marked("missed"),
    "override": marked("override"),
    "observation": marked("observation"),
}
"""What may be jumped to, in a sentence."""


def here_on(screen: DeskScreen) -> DebriefScreen:
    """The screen of a debrief, on which alone these are done."""
    return cast("DebriefScreen", screen)


def last_listed(listed: Sequence[Stop], seq: int) -> Stop | None:
    """The last event up to a record, of those the filter shows."""
    place = bisect_right(listed, seq, key=lambda stop: stop.seq)
    return listed[place - 1] if place else None


def chosen_stop(screen: DebriefScreen) -> Stop | None:
    """The event under the cursor, when the list of events is on top."""
    if screen.top != "events":
        return None
    chosen = screen.selected("events-list")
    return last_listed(screen.listed, int(chosen)) if chosen else None


def play(screen: DeskScreen) -> None:
    """Play on, or stand."""
    recording = here_on(screen).recording
    if recording.goes:
        recording.go_to(recording.tick())
        recording.stand()
    else:
        recording.play()
    here_on(screen).moved()


def faster(screen: DeskScreen) -> None:
    """The next pace up."""
    link = here_on(screen).recording
    link.set_pace(next((pace for pace in PACES if pace > link.pace), PACES[-1]))
    here_on(screen).moved()


def slower(screen: DeskScreen) -> None:
    """The next pace down."""
    link = here_on(screen).recording
    link.set_pace(next((pace for pace in reversed(PACES) if pace < link.pace), PACES[0]))
    here_on(screen).moved()


def by(seconds: int) -> Callable[[DeskScreen], None]:
    """Move so far along."""

    def move(screen: DeskScreen) -> None:
        link = here_on(screen).recording
        link.go_to(link.tick() + seconds)
        here_on(screen).moved()

    return move


def record_by(step: int) -> Callable[[DeskScreen], None]:
    """To the next record or the one before."""

    def move(screen: DeskScreen) -> None:
        link = here_on(screen).recording
        last = len(link.replay.records) - 1
        if last >= 0:
            link.go_to_record(max(0, min(link.seq + step, last)))
            here_on(screen).moved()

    return move


def stop_by(step: int, *kinds: Kind) -> Callable[[DeskScreen], None]:
    """To the next event of these kinds, or of any that the filter lets through, or to the one before."""

    def move(screen: DeskScreen) -> None:
        here = here_on(screen)
        link, only = here.recording, here.app_desk.only
        wanted = Only(frozenset(kinds), only.agency, only.storyline, only.objective) if kinds else only
        find = link.replay.next if step > 0 else link.replay.previous
        stop = find(link.seq, wanted)
        if stop is None:
            screen.desk.told(_none_there(here, t(KINDS[kinds[0]]) if kinds else t("event"), later=step > 0))
            return
        link.go_to_record(stop.seq)
        here.moved()

    return move


def _none_there(here: DebriefScreen, what: str, *, later: bool) -> str:
    words = here.app_desk.only_words
    if words and later:
        return t("There is no later {what} with this filter ({words}).", what=what, words=words)
    if words:
        return t("There is no earlier {what} with this filter ({words}).", what=what, words=words)
    return t("There is no later {what}.", what=what) if later else t("There is no earlier {what}.", what=what)


def to_end(at_end: bool) -> Callable[[DeskScreen], None]:
    """To where the log begins or ends."""

    def move(screen: DeskScreen) -> None:
        link = here_on(screen).recording
        link.go_to(link.replay.end if at_end else 0)
        here_on(screen).moved()

    return move
