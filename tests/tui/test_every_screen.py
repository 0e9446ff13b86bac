"""What lies over every desk, as text at both sizes; and that no action opens a dialog nobody has looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen

from exercise.domain import commands as cmd
from exercise.scenario.load import scenario_from_data
from tests.harbour import HOUR
from tests.review.joint import joint_records, joint_scenario
from tests.review.small import DATA, small_records
from tests.scenes import EXCON
from tests.tui import test_queue_desk
from tests.tui.recorded import kept, recording
from tests.tui.scripted import ScriptedLink, desk, screen_text
from tests.tui.test_evaluator_desk import evaluators, played
from tests.tui.test_evaluator_desk import scenario as evaluated
from tests.tui.test_observer_desk import looking_on
from tests.tui.test_seat_desk import asks
from tui.debrief_app import DebriefApp
from tui.screens.controller import ControllerScreen
from tui.screens.debrief import DebriefScreen
from tui.screens.desk import DeskScreen
from tui.screens.evaluator import EvaluatorScreen
from tui.screens.observer import ObserverScreen
from tui.screens.seat import SeatScreen

SIZES = ((80, 24), (140, 40))


def joint(seat: str) -> Callable[[Path], App[int]]:
    """A joint drill in the middle of things."""
    return lambda _: desk(ScriptedLink(joint_records(), scenario=joint_scenario()), seat)


def rating(seat: str) -> Callable[[Path], App[int]]:
    """A drill with control cells, in which severity is rated."""
    return lambda _: desk(test_queue_desk.link(handed=seat == "coast"), seat)


def with_templates(_: Path) -> App[int]:
    template = {
        "name": "A caller wants to know",
        "note": "When the lines are quiet.",
        "gaps": {"caller": "Who calls", "what": "What they have heard"},
        "from": "Switchboard",
        "to": ["csirt", "operator"],
        "channel": "phone",
        "subject": {"en": "{caller} asks", "sq": "{caller} pyet"},
        "text": {"en": "Is it true that {what}?", "sq": "A është e vërtetë se {what}?"},
        "expect": [{"reply": True, "within": "30min"}],
    }
    return desk(ScriptedLink(scenario=scenario_from_data(DATA | {"templates": {"caller": template}})))


def hot_wash(_: Path) -> App[int]:
    over = played(("T+02:00", EXCON, cmd.End()))
    return desk(ScriptedLink(over.records, scenario=evaluated()), "coast")


def debriefed(folder: Path) -> App[int]:
    link = recording(kept(folder))
    link.go_to(6 * HOUR)
    return DebriefApp(link)


@dataclass(frozen=True)
class Room:
    """A desk in some state, and the keys after which there is something to look at. The last is an action's."""

    desk: type[DeskScreen]
    open: Callable[[Path], App[int]]
    shows: tuple[str, ...]
    """A pane's digit and an action, or an action alone, then more keys."""


ROOMS = {
    "control": Room(
        ControllerScreen,
        joint("excon"),
        (
            *("1 skip", "1 reschedule", "1 duplicate", "2 duplicate", "inject", "observe", "message", "as"),
            *(
                "rule",
                "1 why",
                "2 why",
                "decide",
                "decide enter",
                "override",
                "override enter",
                "sit",
                "look",
            ),
            *("jump", "end", "check", "directory", "stop", "language", "help", "1 usual"),
        ),
    ),
    "queue": Room(
        ControllerScreen,
        rating("excon"),
        ("5 usual", "5 called", "5 hand-over", "5 down put-away", "authority", "severity"),
    ),
    "templates": Room(ControllerScreen, with_templates, ("template", "template enter", "1 inject f3")),
    "agency": Room(
        SeatScreen,
        joint("csirt"),
        (
            *(
                "1 reply",
                "2 order",
                "3 decide-freely",
                "5 share",
                "6 act",
                "write",
                "ask",
                "8 report",
                "9 vote",
            ),
            *("2 propose", "directory", "stop", "language", "help"),
        ),
    ),
    "asked": Room(
        SeatScreen,
        lambda _: desk(ScriptedLink([*small_records(), asks()]), "csirt"),
        ("3 decide", "7 stand-down", "1 act", "2 order"),
    ),
    "after ENDEX": Room(SeatScreen, hot_wash, ("answer",)),
    "coast": Room(SeatScreen, rating("coast"), ("rate",)),
    "evaluator": Room(
        EvaluatorScreen,
        lambda _: evaluators()[1],
        (
            "1 usual",
            "1 rate",
            "2 observe",
            "3 observe",
            "3 look",
            "moment",
            "5 answer",
            "stop",
            "language",
            "help",
        ),
    ),
    "observer": Room(ObserverScreen, lambda _: desk(looking_on(), ""), ("stop", "language", "help")),
    "debrief": Room(
        DebriefScreen,
        debriefed,
        (
            "jump",
            "look",
            "filter",
            "note",
            "1 why",
            "what-if",
            "what-if enter",
            "help",
            "language",
        ),
    ),
}

ALWAYS_QUIET = ("leave", "back", "mute", "theme")
QUIET: dict[type[DeskScreen], tuple[str, ...]] = {
    ControllerScreen: (
        *("pause", "release", "hold", "take", "faster", "slower", "next", "start"),
        *("view", "fold", "fold-all", "filter", "answer", "evaluate", "unsent"),
    ),
    SeatScreen: ("sit", "check", "unsent", "welcome", "read-on"),
    EvaluatorScreen: (),
    ObserverScreen: ("check", "answer"),
    DebriefScreen: (
        *("pause", "faster", "slower", "minute-back", "minute-on", "far-back", "far-on", "record-back"),
        *("record-on", "begin", "finish", "stop-back", "stop-on", "inject-on", "inject-back", "decision-on"),
        *("decision-back", "service-on", "service-back", "usual", "side", "unfilter", "bookmark", "edit"),
        *("remove", "again"),
    ),
}
"""Actions that open nothing: they ask or move at once, fold, find, or lead to a desk or a pane looked at elsewhere."""


def key_of(room: Room, word: str) -> str:
    """The key of an action, or the word itself."""
    return next((each.key.split(",")[0] for each in room.desk.ACTIONS if each.id == word), word)


async def still(pilot: Pilot[int]) -> None:
    """Until everything told is shown."""
    if redraw := getattr(pilot.app, "redraw", None):
        redraw()
    await pilot.pause()


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", ROOMS)
async def test_what_lies_over_a_desk_looks_like_this(
    name: str, size: tuple[int, int], tmp_path: Path, snapshot: Any
) -> None:
    room = ROOMS[name]
    app = room.open(tmp_path)
    app.animation_level = "none"
    async with app.run_test(size=size) as pilot:
        await still(pilot)
        home = app.screen
        assert isinstance(home, room.desk)
        await pilot.press("escape")
        for show in room.shows:
            for word in show.split():
                await pilot.press(key_of(room, word))
                await still(pilot)
            assert app.screen is not home, f"{show} opens nothing"
            assert over(app.screen, screen_text(app)) == snapshot(name=show)  # type: ignore[arg-type]
            while app.screen is not home:
                app.pop_screen()
                await still(pilot)


def over(screen: Screen[Any], text: str) -> str:
    """The lines that a dialog covers; all of them, where a screen covers all."""
    found = screen.query(".dialog")
    if not found:
        return text
    region = found.first().region
    return "\n".join(
        line[region.x : region.right].rstrip() for line in text.splitlines()[region.y : region.bottom]
    )


@pytest.mark.parametrize(
    "kind", dict.fromkeys(room.desk for room in ROOMS.values()), ids=lambda kind: kind.__name__
)
def test_every_action_is_looked_at_or_opens_nothing(kind: type[DeskScreen]) -> None:
    looked_at = set(
        chain.from_iterable(
            show.split() for room in ROOMS.values() if room.desk is kind for show in room.shows
        )
    )
    for action in kind.ACTIONS:
        quiet = action.id in (*ALWAYS_QUIET, *QUIET[kind])
        assert (action.id in looked_at) != quiet, action.id
