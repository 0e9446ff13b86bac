"""The bell: once for each thing that cannot wait, and never for what was there already."""

from __future__ import annotations

from pathlib import Path

import pytest

import tui
from exercise.domain import events as ev
from exercise.log.records import Happened
from tests.review.small import MINUTE
from tests.tui.scripted import ScriptedLink, settle
from tui.app import DeskApp
from tui.settings import DeskSettings


class Heard(DeskApp):
    """A desk whose bell and notifications are written down."""

    CSS_PATH = Path(tui.__file__).with_name("desk.tcss")

    def __init__(self, link: ScriptedLink, seat: str = "excon", **settings: bool) -> None:
        super().__init__(link, seat, settings=DeskSettings(**settings))
        self.rings = 0
        self.words: list[str] = []

    def bell(self) -> None:
        self.rings += 1

    def notify_terminal(self, words: str) -> None:
        self.words.append(words)


def proposal(link: ScriptedLink, number: int) -> Happened:
    event = ev.ActionProposed(f"proposal-{number}", "csirt", "Ask the fishermen \x1b]9;evil\x07")
    return Happened(len(link.told), link.tick() + MINUTE, event, ("csirt",))


async def test_what_comes_up_rings_once_and_in_our_own_words() -> None:
    app = Heard(link := ScriptedLink())
    async with app.run_test() as pilot:
        await settle(pilot)
        assert (app.rings, app.words) == (0, [])
        link.tell(proposal(link, 1), proposal(link, 2))
        await settle(pilot)
        await settle(pilot)
        assert app.rings == 1
        assert app.words == ["EXERCISE: a proposal waits for your ruling, and 1 more"]


async def test_it_can_be_turned_off_and_on_again() -> None:
    app = Heard(link := ScriptedLink())
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("f6")
        link.tell(proposal(link, 1))
        await settle(pilot)
        assert app.words == []
        await pilot.press("f6")
        link.tell(proposal(link, 2))
        await settle(pilot)
        assert app.words == ["EXERCISE: a proposal waits for your ruling"]


async def test_settings_choose_between_bell_and_notification() -> None:
    app = Heard(link := ScriptedLink(), bell=False)
    async with app.run_test() as pilot:
        await settle(pilot)
        link.tell(proposal(link, 1))
        await settle(pilot)
        assert (app.rings, len(app.words)) == (0, 1)


@pytest.mark.parametrize(
    ("seat", "mute", "words"),
    [
        ("csirt", False, ["EXERCISE: you are asked how severe it is"]),
        ("csirt", True, []),
        ("operator", False, []),
    ],
)
async def test_who_is_asked_how_severe_it_is_hears_the_bell(seat: str, mute: bool, words: list[str]) -> None:
    app = Heard(link := ScriptedLink(), seat)
    async with app.run_test() as pilot:
        await settle(pilot)
        if mute:
            await pilot.press("f6")
        asked = ev.RatingAsked("rating-1", ("csirt",))
        link.tell(Happened(len(link.told), link.tick() + MINUTE, asked, ("csirt",)))
        await settle(pilot)
        assert (app.words, app.rings) == (words, len(words))


@pytest.mark.parametrize(("urgent", "rings"), [(True, 1), (False, 0)])
async def test_a_participant_hears_what_is_urgent(urgent: bool, rings: int) -> None:
    app = Heard(link := ScriptedLink(), "csirt")
    async with app.run_test() as pilot:
        await settle(pilot)
        words = {"und": "Smoke"}
        event = ev.InjectReleased(
            "ad-hoc-9", "", ("csirt",), 9, "inject", words, "phone", "amber", words, words, urgent=urgent
        )
        link.tell(Happened(len(link.told), link.tick() + MINUTE, event, ("csirt",)))
        await settle(pilot)
        assert app.rings == rings
