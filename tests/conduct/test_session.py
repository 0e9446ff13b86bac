"""A drill under way, with a clock moved by hand: nothing expires, nothing is lost, nothing is told too early."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from exercise.conduct.pacer import Pacer
from exercise.conduct.session import Session, begin, resume
from exercise.domain import commands as cmd
from exercise.domain import events as ev
from exercise.errors import Refused
from exercise.log.records import Happened
from exercise.log.store import read_log
from tests.conduct.test_pacer import Hands
from tests.harbour import HOUR, harbour, header


@contextmanager
def session(tmp_path: Path, *, bots: str = "") -> Iterator[tuple[Session, Hands]]:
    """A session whose wall clock a test moves by hand, one exercise second a second."""
    hands = Hands()
    made = begin(tmp_path / "log.jsonl", header(bots=bots), harbour())
    made.pacer = Pacer(0, 1.0, clock=hands)
    try:
        yield made, hands
    finally:
        made.close()


def released(made: Session) -> list[tuple[int, str]]:
    return [
        (record.tick, record.event.inject)
        for record in made.records
        if isinstance(record, Happened) and isinstance(record.event, ev.InjectReleased)
    ]


async def test_a_pause_expires_nothing_and_the_next_inject_comes_at_its_own_time(tmp_path: Path) -> None:
    with session(tmp_path) as (made, hands):
        await made.ask("excon", cmd.Start())
        await made.ask("excon", cmd.SetPace(1.0))
        hands.now += HOUR / 2
        await made.ask("excon", cmd.Pause())
        hands.now += 20 * 60
        made.catch_up()
        assert released(made) == []
        await made.ask("excon", cmd.Resume())
        hands.now += HOUR
        made.catch_up()
        assert released(made) == [(HOUR, "cut")]


async def test_release_right_after_a_resume_is_immediate(tmp_path: Path) -> None:
    with session(tmp_path) as (made, hands):
        await made.ask("excon", cmd.Start())
        await made.ask("excon", cmd.SetPace(1.0))
        hands.now += 100
        await made.ask("excon", cmd.Pause())
        hands.now += 5000
        await made.ask("excon", cmd.Resume())
        await made.ask("excon", cmd.Release("press"))
        assert released(made) == [(100, "press")]


async def test_a_record_is_on_disk_before_anybody_is_told(tmp_path: Path) -> None:
    with session(tmp_path) as (made, _):
        follower = made.follow()
        await made.ask("excon", cmd.Start())
        told = await anext(follower)
        assert list(told) == read_log(made.writer.path).records[: len(told)]
        await follower.aclose()  # type: ignore[attr-defined]


async def test_two_controllers_press_release_together_and_one_release_comes_of_it(tmp_path: Path) -> None:
    with session(tmp_path) as (made, _):
        await made.ask("excon", cmd.Start())
        answers = await asyncio.gather(
            made.ask("excon", cmd.Release("press")),
            made.ask("excon", cmd.Release("press")),
            return_exceptions=True,
        )
        assert [type(answer) for answer in answers] == [type(None), Refused]
        assert len(released(made)) == 1


async def test_a_follower_who_comes_late_gets_everything_once(tmp_path: Path) -> None:
    with session(tmp_path) as (made, hands):
        await made.ask("excon", cmd.Start())
        await made.ask("excon", cmd.SetPace(600.0))
        hands.now += 60
        await made.ask("excon", cmd.Pause())
        follower = made.follow()
        first = await anext(follower)
        await made.ask("excon", cmd.Observe("late already"))
        second = await anext(follower)
        assert [record.seq for record in (*first, *second)] == list(range(len(made.records)))
        await follower.aclose()  # type: ignore[attr-defined]


async def test_when_the_disk_refuses_the_clock_stops_and_nothing_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with session(tmp_path) as (made, hands):
        await made.ask("excon", cmd.Start())
        await made.ask("excon", cmd.SetPace(1.0))
        told = made.told

        def full() -> None:
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr(made.writer, "commit", full)
            with pytest.raises(Refused, match="No space left"):
                await made.ask("excon", cmd.Observe("while full"))
            hands.now += 500
            assert (made.told, made.pacer.goes) == (told, False)
            with pytest.raises(Refused, match="stands still"):
                await made.ask("excon", cmd.Observe("still full"))
        await made.ask("excon", cmd.Observe("room again"))
        texts = [
            record.event.text
            for record in made.records
            if isinstance(record, Happened) and isinstance(record.event, ev.ObservationMade)
        ]
        assert texts == ["while full", "room again"]
        assert made.pacer.goes


async def test_closing_and_coming_back_gives_the_future_that_would_have_been(tmp_path: Path) -> None:
    with session(tmp_path / "one", bots="diligent") as (whole, _):
        await whole.ask("excon", cmd.Start())
        whole.drill.advance_to(40 * HOUR)
        through = [record for record in whole.records if isinstance(record, Happened)]
    with session(tmp_path / "two", bots="diligent") as (first, _):
        await first.ask("excon", cmd.Start())
        first.drill.advance_to(9 * HOUR)
    log = read_log(tmp_path / "two" / "log.jsonl")
    again = resume(log, log.header.scenario())
    again.drill.advance_to(40 * HOUR)
    assert [record for record in again.records if isinstance(record, Happened)] == through
    again.close()
