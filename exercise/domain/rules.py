"""May this be done now? Yes, or `Refused` with a reason. Nothing here changes anything."""

from __future__ import annotations

from exercise.domain import commands as cmd
from exercise.domain.ground import Ground
from exercise.domain.rules_control import FOR_CONTROLLERS, judge_controller
from exercise.domain.rules_people import Duties, judge_participant
from exercise.domain.rules_review import judge_answers
from exercise.domain.seats import EXCON, agency_of
from exercise.domain.world import World
from exercise.errors import NoSuchThing, NotAllowed, Refused, WrongPhase
from exercise.scenario.model import Scenario

LONGEST_TEXT = 20_000
"""Characters in any text somebody types."""

MOST_ITEMS = 1_000
"""Entries in any list somebody gives: addressees, options considered, effects."""


class Rules:
    """The rules of one exercise."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._duties = Duties(scenario)

    def judge(self, world: World, tick: int, seat: str, command: cmd.AnyCommand) -> None:
        """Return when it may be done; raise `Refused` (or a kind of it) when not."""
        agency = agency_of(seat)
        if seat != EXCON and agency not in self._scenario.agencies:
            raise NoSuchThing("agency", agency)
        _lengths(command)
        ground = Ground(self._scenario, world, tick)
        if type(command) in FOR_CONTROLLERS:
            if seat != EXCON:
                raise NotAllowed("only a controller may do this")
            judge_controller(ground, command)
        elif isinstance(command, cmd.CallStop):
            if world.phase == "ended":
                raise WrongPhase("stop play", world.phase)
        elif isinstance(command, cmd.Answer):
            judge_answers(ground, agency, command)
        else:
            judge_participant(ground, self._duties, agency, command)


def _lengths(command: cmd.AnyCommand) -> None:
    for name in command.__struct_fields__:
        _length(name, getattr(command, name))


def _length(name: str, value: object) -> None:
    if isinstance(value, str):
        if len(value) > LONGEST_TEXT:
            raise Refused(f"the {name} is longer than {LONGEST_TEXT:,} characters; shorten it")
    elif isinstance(value, tuple | list | dict):
        if len(value) > MOST_ITEMS:
            raise Refused(f"the {name} has more than {MOST_ITEMS:,} entries; leave some out")
        for item in value.values() if isinstance(value, dict) else value:
            _length(name, item)
