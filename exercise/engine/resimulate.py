"""Play a log's commands again and insist on its events: crash recovery, verification, what-if."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from exercise.engine.engine import Engine
from exercise.errors import LogForked, Refused
from exercise.log.records import Asked, Record
from exercise.scenario.model import Scenario

_ENCODER = msgspec.json.Encoder()


def resimulate(scenario: Scenario, seed: str, recorded: Sequence[Record]) -> tuple[Engine, list[Record]]:
    """An engine brought to where the log ends, and the records beyond it that follow from it.

    A crash may have cut a log in the middle of one moment's consequences; what is missing comes out here, and
    the caller appends it.

    Raises:
        LogForked: playing the commands again gives other records than the log holds.
    """
    produced: list[Record] = []
    engine = Engine(scenario, seed, produced.append)
    compared = 0
    for record in recorded:
        if isinstance(record, Asked):
            _play(engine, record)
            compared = _compare(recorded, produced, compared)
    if recorded and len(produced) < len(recorded):
        last = recorded[-1].tick
        if engine.world.phase == "running":
            engine.advance_to(last + 1)
        _compare(recorded, produced, compared)
        if len(produced) < len(recorded):
            raise LogForked(len(produced), _words(recorded[len(produced)]), "nothing")
    return engine, produced[len(recorded) :]


def _play(engine: Engine, asked: Asked) -> None:
    try:
        engine.advance_to(asked.tick)
        engine.submit(asked.by, asked.command, wall=asked.wall, id=asked.id)
    except Refused as refusal:
        raise LogForked(asked.seq, _words(asked), f"a refusal: {refusal}") from None


def _compare(recorded: Sequence[Record], produced: Sequence[Record], start: int) -> int:
    """Compare from `start` on; returns how far the comparison has come."""
    end = min(len(recorded), len(produced))
    if recorded[start:end] != produced[start:end]:
        for old, new in zip(recorded[start:end], produced[start:end], strict=True):
            if old != new:
                raise LogForked(old.seq, _words(old), _words(new))
    return end


def _words(record: Record) -> str:
    return _ENCODER.encode(record).decode()
