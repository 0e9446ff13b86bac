"""Wrong codes, many at once: the door counts those under way, and nobody with a right one is turned away."""

from __future__ import annotations

import asyncio
from pathlib import Path

from exercise.conduct.seats import Door, Seats
from exercise.conduct.tries import HasToWait, Tries
from exercise.domain import commands as cmd
from exercise.errors import SentAway
from tests.conduct.joint import room, stories
from tests.conduct.planted import planted_header
from tests.conduct.test_pacer import Hands
from tests.conduct.test_seats import COAST, LEAD


def _opened(tmp_path: Path) -> tuple[Tries, dict[str, str], Hands]:
    hands = Hands()
    seats, codes = Seats.made(tmp_path, [LEAD, COAST])
    return Tries(seats, Door(hands)), codes, hands


async def _said(tries: Tries, *codes: str, address: str = "192.0.2.9") -> list[str]:
    answers = await asyncio.gather(
        *(tries.opened(code, address, sits_down=False) for code in codes), return_exceptions=True
    )
    for answer in answers:
        assert isinstance(answer, tuple | SentAway)
    return [answer[0].name if isinstance(answer, tuple) else type(answer).__name__ for answer in answers]


async def test_thirty_wrong_codes_at_once_are_five_wrong_codes(tmp_path: Path) -> None:
    tries, codes, hands = _opened(tmp_path)
    said = await _said(tries, *["AAAA-AAAA"] * 30)
    assert [said.count("SentAway"), said.count("HasToWait")] == [5, 25]
    assert await _said(tries, codes["coast"]) == ["HasToWait"]
    assert await _said(tries, codes["coast"], address="192.0.2.10") == ["coast"]
    hands.now += 60
    assert await _said(tries, codes["coast"]) == ["coast"]


async def test_a_room_full_of_people_behind_one_address_comes_in_at_once(tmp_path: Path) -> None:
    tries, codes, _ = _opened(tmp_path)
    said = await _said(tries, *["AAAA-AAAA"] * 4, *[codes["coast"], codes["lead"]] * 10)
    assert said == ["SentAway"] * 4 + ["coast", "lead"] * 10


async def test_how_long_to_wait_is_said_in_whole_seconds() -> None:
    assert str(HasToWait(59.2)) == "too many wrong codes came from your address; try again in 60 s"
    assert HasToWait(0.001).seconds == 1


async def test_a_command_sent_on_two_lines_at_once_applies_once(tmp_path: Path) -> None:
    async with room(tmp_path, planted_header()) as made:
        lines = [await made.seated("lead", how=how) for how in ("desk", "answers", "records")]
        said = await asyncio.gather(*(line.ask(cmd.Observe("seen"), name="same") for line in lines))
        assert said == ["", "", ""]
        assert stories(made.session) == ["seen"]
