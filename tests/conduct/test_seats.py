"""Invitations: short, hashed, revocable, movable; and an address that guesses has to wait."""

from __future__ import annotations

import asyncio
import stat
from pathlib import Path

import pytest

from exercise.conduct.cards import cards, qr
from exercise.conduct.invitations import ALPHABET, Invitation, heard, new_code, read_invitation, spoken
from exercise.conduct.roles import Seat, checked, may_give, usual_seats
from exercise.conduct.seats import Door, Seats
from exercise.domain import commands as cmd
from exercise.errors import UsageError
from tests.conduct.planted import SCENARIO
from tests.conduct.test_pacer import Hands

LEAD, COAST = Seat("lead", "lead"), Seat("coast", "participant", "coast")


def test_a_code_opens_its_seat_and_is_nowhere_on_disk(tmp_path: Path) -> None:
    seats, codes = Seats.made(tmp_path, [LEAD, COAST])
    opened = seats.opened(seats.digest(codes["coast"]), sits_down=True)
    assert opened is not None
    assert opened[0] == COAST
    file = tmp_path / "seats.json"
    assert not any(code in file.read_text() for code in codes.values())
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


async def test_seats_come_back_with_the_run(tmp_path: Path) -> None:
    seats, codes = Seats.made(tmp_path, [LEAD, COAST])
    _, token = seats.opened(seats.digest(codes["lead"]), sits_down=True) or ("", "")
    await seats.kept()
    again = Seats.read(tmp_path)
    assert again.all() == (LEAD, COAST)
    assert again.comes_back(token, sits_down=True) == (LEAD, token)
    assert again.opened(again.digest(codes["coast"]), sits_down=True) is not None


def test_a_token_is_void_once_the_seat_has_moved_or_was_revoked(tmp_path: Path) -> None:
    seats, codes = Seats.made(tmp_path, [COAST])
    digest = seats.digest(codes["coast"])
    _, first = seats.opened(digest, sits_down=True) or ("", "")
    _, second = seats.opened(digest, sits_down=True) or ("", "")
    assert seats.comes_back(first, sits_down=True) is None
    assert seats.comes_back(second, sits_down=True) is not None
    seats.revoke("coast")
    assert seats.comes_back(second, sits_down=True) is None
    assert seats.opened(digest, sits_down=True) is None
    assert seats.opened("", sits_down=True) is None


async def test_many_who_sit_down_together_share_a_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seats, codes = Seats.made(tmp_path, [Seat(f"coast-{n}", "participant", "coast") for n in range(20)])
    writes: list[int] = []
    write = seats._write
    monkeypatch.setattr(seats, "_write", lambda: (writes.append(1), write())[1])

    async def sits_down(name: str) -> str:
        _, token = seats.opened(seats.digest(codes[name]), sits_down=True) or ("", "")
        await seats.kept()
        return token

    tokens = await asyncio.gather(*map(sits_down, codes))
    again = Seats.read(tmp_path)
    assert all(again.comes_back(token, sits_down=True) for token in tokens)
    assert len(writes) == 2


def test_standing_beside_a_seat_does_not_take_it(tmp_path: Path) -> None:
    seats, codes = Seats.made(tmp_path, [COAST])
    digest = seats.digest(codes["coast"])
    _, desk = seats.opened(digest, sits_down=True) or ("", "")
    _, beside = seats.opened(digest, sits_down=False) or ("", "")
    assert seats.comes_back(desk, sits_down=True) is not None
    assert seats.comes_back(beside, sits_down=True) is None
    assert seats.comes_back(beside, sits_down=False) is not None


def test_five_wrong_codes_in_a_minute_and_that_address_waits() -> None:
    hands = Hands()
    door = Door(hands)
    for _ in range(5):
        assert door.wait("192.0.2.9") == 0
        door.wrong("192.0.2.9")
        hands.now += 1
    assert door.wait("192.0.2.9") == pytest.approx(55)
    assert door.wait("192.0.2.10") == 0
    hands.now += 56
    assert door.wait("192.0.2.9") == 0


def test_an_address_of_ipv6_is_a_whole_network() -> None:
    door = Door(Hands())
    for last in range(5):
        door.wrong(f"2001:db8::{last}")
    assert door.wait("2001:db8::ffff") > 0
    assert door.wait("2001:db8:1::1") == 0


def test_codes_are_read_as_they_were_meant() -> None:
    code = new_code()
    assert heard(spoken(code).lower()) == code
    assert set(code) <= set(ALPHABET)
    assert heard("k7qf 3m2o") == "K7QF3M20"
    assert heard("K7QF-3M2") == heard("K7QF-3M2U") == heard("") == ""


@pytest.mark.parametrize(
    "one",
    [
        Invitation("192.0.2.7", 8765, "K7QF3M2P", "0123456789ABCDEFGHJKMNPQRS"),
        Invitation("drill.example", 443, "K7QF3M2P"),
        Invitation("2001:db8::7", 8765, "K7QF3M2P", "", tls=False),
    ],
)
def test_a_link_brings_back_its_invitation(one: Invitation) -> None:
    assert read_invitation(one.link) == one


@pytest.mark.parametrize(
    "text", ["", "K7QF-3M2P", "https://x/#", "ftp://x/#K7QF-3M2P", "https://x:y/#K7QF-3M2P"]
)
def test_what_is_no_invitation_is_said(text: str) -> None:
    with pytest.raises(UsageError, match="not an invitation"):
        read_invitation(text)


def test_half_a_link_is_not_taken_for_one_without_a_pin() -> None:
    with pytest.raises(UsageError, match="missing"):
        read_invitation("https://192.0.2.7:8765/#K7QF-3M2P.0123")


def test_cards_hold_the_link_the_marking_and_nothing_from_elsewhere() -> None:
    one = Invitation("192.0.2.7", 8765, "K7QF3M2P", tls=False)
    scenario = SCENARIO.model_copy(update={"title": {"und": "<script>alert(1)</script>"}})
    page = cards([(COAST, one)], scenario)
    assert "EXERCISE EXERCISE EXERCISE" in page
    assert "K7QF-3M2P" in page
    assert "Participant, Coast guard" in page
    assert "<script" not in page
    assert not [word for word in ("src=", "href=", "url(", "@import") if word in page]
    assert "█" in qr(one)


def test_every_seat_there_may_be() -> None:
    names = [seat.name for seat in usual_seats(SCENARIO)]
    assert names == [
        *("director", "lead", "central", "cell-north", "cell-south", "simcell", "evaluator", "observer"),
        *("coast", "inland"),
    ]


def test_a_seat_that_cannot_be_is_refused() -> None:
    for wrong in (
        Seat("a", "participant"),
        Seat("a", "participant", "nobody"),
        Seat("a", "controller", cell="x"),
    ):
        with pytest.raises(UsageError):
            checked([wrong], SCENARIO)
    with pytest.raises(UsageError, match="two seats"):
        checked([LEAD, LEAD], SCENARIO)


@pytest.mark.parametrize(
    ("seat", "may", "may_not"),
    [
        (Seat("a", "director"), cmd.Start(), cmd.MarkTime()),
        (Seat("a", "lead"), cmd.End(), cmd.Order("sail")),
        (Seat("a", "controller"), cmd.Jump(5), cmd.End()),
        (Seat("a", "controller", cell="north"), cmd.Release("call"), cmd.Override((), "")),
        (Seat("a", "simcell"), cmd.SendAs("press", ("coast",), "s", "t"), cmd.Release("call")),
        (Seat("a", "evaluator"), cmd.Observe("well done"), cmd.Pause()),
        (Seat("a", "observer"), cmd.CallStop(), cmd.Observe("hm")),
    ],
)
def test_what_a_role_may_ask_for(seat: Seat, may: cmd.AnyCommand, may_not: cmd.AnyCommand) -> None:
    assert may_give(seat, may, "excon")
    assert not may_give(seat, may_not, "excon")
    assert may_give(seat, cmd.CallStop(), "excon")
