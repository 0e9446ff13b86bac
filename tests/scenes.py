"""A cast and some moves: small exercises played at once, and told as `(time, words)` to compare with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from exercise.domain import commands as cmd
from exercise.domain.events import AnyEvent
from exercise.domain.world import World
from exercise.engine.engine import Engine
from exercise.log.records import Happened, Record
from exercise.scenario.lending import add_lending
from exercise.scenario.model import Scenario
from exercise.scenario.quantities import clock, parse_time

EXCON = "excon"

Move = str | tuple[str, str, cmd.AnyCommand]
"""A time to go on to, or a time, a seat and what it asks."""


def drill(**parts: Any) -> Scenario:
    """A scenario with two agencies, `coast` and `inland`, and whatever parts a scene needs."""
    plain = {
        "format": 1,
        "title": "A drill",
        "summary": "Something goes wrong.",
        "startex": "2028-01-27T08:00:00+01:00",
        "duration": "72h",
        "agencies": {"coast": {"name": "Coast"}, "inland": {"name": "Inland"}},
    }
    whole = plain | parts
    add_lending(whole)
    return Scenario.model_validate(whole)


def inject(**parts: Any) -> dict[str, Any]:
    """A line of the MSEL; to `coast` unless it says otherwise."""
    return {"from": "Duty officer", "to": "coast", "channel": "phone", "subject": "S", "text": "T"} | parts


def change(time: str, *effects: dict[str, Any]) -> Move:
    """A controller changes the world by hand."""
    return (time, EXCON, cmd.Override(effects, "for the scene"))


class Scene:
    """An exercise under way and every record of it."""

    def __init__(self, scenario: Scenario, seed: str = "seed") -> None:
        self.records: list[Record] = []
        self.engine = Engine(scenario, seed, self.records.append)
        self.engine.submit(EXCON, cmd.Start())

    @property
    def world(self) -> World:
        return self.engine.world

    def play(self, *moves: Move) -> Scene:
        """Go on with these moves."""
        for move in moves:
            time, *asked = (move,) if isinstance(move, str) else move
            self.engine.advance_to(parse_time(time))
            if asked:
                self.engine.submit(*asked)
        return self

    def happened(self, *kinds: type) -> list[Happened]:
        """The events of these kinds (of every kind, without one), in order."""
        return [
            record
            for record in self.records
            if isinstance(record, Happened) and (not kinds or isinstance(record.event, kinds))
        ]

    def story(self, *kinds: type) -> list[tuple[str, str]]:
        """What happened of these kinds: when, and in a few words."""
        return [(clock(record.tick), words(record.event)) for record in self.happened(*kinds)]


def play(scenario: Scenario, *moves: Move, seed: str = "seed") -> Scene:
    """STARTEX, then these moves in turn."""
    return Scene(scenario, seed).play(*moves)


def words(event: AnyEvent) -> str:
    """An event as its kind and what it carries: `asset-level-changed grid 0.5`."""
    parts = [event.__struct_config__.tag]
    for name in event.__struct_fields__:
        value = getattr(event, name)
        if isinstance(value, bool):
            parts += [name] if value else []
        elif isinstance(value, float):
            parts.append(f"{value:g}")
        elif isinstance(value, tuple):
            parts += [",".join(map(str, value))] if value else []
        elif value not in ("", None) and not isinstance(value, dict):
            parts.append(str(value))
    return " ".join(parts)


def lines(records: Iterable[Record]) -> list[bytes]:
    """Records as the log would hold them, to compare byte by byte."""
    encode = msgspec.json.Encoder(order="sorted").encode
    return [encode(record) for record in records]
