"""A folded picture put aside and taken up again, in little memory, however long the log.

Nearly all of a long exercise's state is runnings of activities that are over and messages that were sent: they are
only ever added to. Of these a checkpoint keeps how many there were, and finds them again in the picture of the whole
log; the rest is small and is kept whole.
"""

from __future__ import annotations

import pickle
from dataclasses import dataclass, fields
from itertools import islice
from typing import Any

from exercise.domain.world import World
from exercise.review.picture import Picture
from exercise.review.sparks import Spark

_OVER = ("done", "stood-down")
_LISTS = ("decisions", "messages", "observations")
_WORLD = tuple(field.name for field in fields(World) if field.name not in ("runs", "runs_of", *_LISTS))
_OWN = ("scenario", "seat", "stand_ins", "names", "world", "feed", "stage_takes", "history")
"""Parts of a picture that are kept in a way of their own, or made anew."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A picture after so many of the records its seat may see."""

    taken: int
    small: bytes
    feed: tuple[Any, ...]
    feed_total: int
    runs: int
    takes: int
    runs_of: dict[str, int]
    lists: dict[str, int]


def put_aside(picture: Picture, taken: int) -> Checkpoint:
    """Keep a picture. It may go on; the checkpoint does not change."""
    world = picture.world
    live = {name: run for name, run in world.runs.items() if run.status not in _OVER}
    small = {
        "world": {name: getattr(world, name) for name in _WORLD},
        "fold": {name: value for name, value in vars(picture).items() if name not in _OWN},
        "live": live,
        "takes": {name: picture.stage_takes[name] for name in live if name in picture.stage_takes},
        "sparks": {key: spark.kept() for key, spark in picture.history.sparks()},
    }
    return Checkpoint(
        taken=taken,
        small=pickle.dumps(small, pickle.HIGHEST_PROTOCOL),
        feed=tuple(picture.feed.lines),
        feed_total=picture.feed.total,
        runs=len(world.runs),
        takes=len(picture.stage_takes),
        runs_of={activity: len(runs) for activity, runs in world.runs_of.items()},
        lists={name: len(getattr(world, name)) for name in _LISTS},
    )


def taken_up(checkpoint: Checkpoint, whole: Picture) -> Picture:
    """The picture as it was. `whole` is the picture after at least as many records; it is not changed."""
    small = pickle.loads(checkpoint.small)
    picture = Picture(whole.scenario, whole.seat, languages=whole.names.languages, stand_ins=whole.stand_ins)
    world = picture.world
    for name, value in small["world"].items():
        setattr(world, name, value)
    for name, value in small["fold"].items():
        setattr(picture, name, value)
    # Keys are only ever added, so those of then are the first so many of now.
    world.runs = dict(islice(whole.world.runs.items(), checkpoint.runs)) | small["live"]
    picture.stage_takes = dict(islice(whole.stage_takes.items(), checkpoint.takes)) | small["takes"]
    for activity, count in checkpoint.runs_of.items():
        world.runs_of[activity] = whole.world.runs_of[activity][:count]
    for name, count in checkpoint.lists.items():
        setattr(world, name, getattr(whole.world, name)[:count])
    picture.feed.lines.extend(checkpoint.feed)
    picture.feed.total = checkpoint.feed_total
    picture.history.take_up({key: Spark.of(latest) for key, latest in small["sparks"].items()})
    return picture
