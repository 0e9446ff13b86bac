"""The feed: the last lines of what happened, without what would only drown it."""

from __future__ import annotations

from collections import deque

from exercise.domain import events as ev
from exercise.domain.world import World
from exercise.review.names import activity_of
from exercise.review.rows import Line
from exercise.scenario.model import Scenario

KEPT = 2_000

_QUIET = (ev.ResourceTaken, ev.ResourceFreed, ev.ReserveMoved, ev.ScaleSet, ev.ExpectationOpened, ev.ItemRead)
_RUNS = (
    ev.ActivityOrdered,
    ev.StageBegun,
    ev.StageWaiting,
    ev.ActivityFinished,
    ev.WorkBlocked,
    ev.WorkResumed,
)

NOTICEABLE = 0.01
"""The smallest change of a level, or of an indicator's place in its range, worth a line."""


class Feed:
    """The last lines, oldest first."""

    __slots__ = ("lines", "total")

    def __init__(self) -> None:
        self.lines: deque[Line] = deque(maxlen=KEPT)
        self.total = 0
        """How many lines there ever were; tells a screen how many are new."""

    def add(self, line: Line) -> None:
        """Put a line at the end."""
        self.lines.append(line)
        self.total += 1

    def last(self, count: int) -> tuple[Line, ...]:
        """The newest lines, oldest first."""
        return tuple(self.lines)[-count:] if count > 0 else ()


def is_news(event: ev.AnyEvent, scenario: Scenario, world: World, tick: int) -> bool:
    """Whether the event is worth a line, judged against the world as it was just before."""
    if isinstance(event, _QUIET):
        return False
    if isinstance(event, _RUNS):
        return not _is_noise(event.run, scenario) and not _begins_at_once(event, world, tick)
    match event:
        case ev.ServiceChanged(service=name, available=level):
            return _differs(world.services[name].available if name in world.services else 1.0, level)
        case ev.AssetLevelChanged(asset=name, level=level):
            old = world.assets.get(name)
            # Its own damage or repair has had a line; what its needs do to it has not.
            return old is not None and old.health != level and _differs(old.level, level)
        case ev.IndicatorMoved(indicator=name, agency=agency, value=value):
            moved = world.indicators.get((name, agency))
            return moved is None or _differs(moved.at(tick), value, within=moved.high - moved.low)
        case ev.InjectAdded(at=at):
            # What goes out at once has a line of its own.
            return at > tick
        case ev.FactLearned(how=how):
            # What was shared has had its line when it was shared.
            return how not in ("start", "shared")
        case ev.CheckAnswered(agency=agency):
            # Bots answer at once, all of them.
            return not agency or agency in world.seats
        case _:
            return True


def _differs(was: float, now: float, *, within: float = 1.0) -> bool:
    return abs(now - was) >= NOTICEABLE * within


def _begins_at_once(event: ev.AnyEvent, world: World, tick: int) -> bool:
    """Work that begins the moment it is ordered has had its line."""
    if not isinstance(event, ev.StageBegun) or event.stage > 0:
        return False
    run = world.runs.get(event.run)
    return run is not None and run.ordered == tick


def _is_noise(run: str, scenario: Scenario) -> bool:
    """Background arrivals come by the hundred; their weight shows in the load of the agencies."""
    activity = scenario.activities.get(activity_of(run))
    return activity is not None and activity.starts is not None and activity.starts.every is not None
