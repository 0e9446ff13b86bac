"""Reports, votes, proposals and TLP at a participant's desk; drafts and unread marks at every desk."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.pilot import Pilot
from textual.widgets import TabbedContent, TextArea

from exercise.domain import commands as cmd
from exercise.domain import events as ev
from exercise.errors import Refused
from exercise.log.records import Happened
from tests.review.joint import NOW, joint_records, joint_scenario
from tests.tui.scripted import ScriptedLink, desk, screen_text, settle
from tui.screens.form import Form
from tui.screens.seat import SeatScreen


class Strict(ScriptedLink):
    """Refuses what the rules of TLP and of joint decisions would."""

    async def ask(self, command: cmd.AnyCommand, *, seat: str) -> None:
        if isinstance(command, cmd.Share) and not command.knowingly:
            raise Refused(
                "TLP:AMBER forbids telling Regulator; ask whoever gave it to you, or share it knowingly"
            )
        if isinstance(command, cmd.Order):
            raise Refused(
                "this needs a joint decision first: An order to filter the traffic, by CSIRT, Regulator"
            )
        await super().ask(command, seat=seat)


@asynccontextmanager
async def sitting(
    agency: str = "csirt", *more: Happened, size: tuple[int, int] = (140, 40)
) -> AsyncIterator[tuple[Pilot[int], ScriptedLink]]:
    link = Strict(joint_records(*more), scenario=joint_scenario())
    async with desk(link, agency).run_test(size=size) as pilot:
        await settle(pilot)
        yield pilot, link


async def press(pilot: Pilot[int], *keys: str) -> None:
    await pilot.press(*keys)
    await settle(pilot)


def shown(pilot: Pilot[int]) -> str:
    return screen_text(pilot.app)  # type: ignore[arg-type]


def closed(outcome: str) -> Happened:
    return Happened(100, NOW, ev.ConsentClosed("filter-order", outcome), ("csirt", "regulator"))  # type: ignore[arg-type]


async def test_a_report_is_filed_with_its_fields() -> None:
    async with sitting() as (pilot, link):
        await press(pilot, "8")
        await press(pilot, "enter", *"Dark", "tab", *"No", "ctrl+s")
        assert link.asked == [("csirt", cmd.FileReport("early-warning", {"what": "Dark", "suspicion": "No"}))]


async def test_a_report_without_a_required_field_is_not_sent() -> None:
    async with sitting() as (pilot, link):
        await press(pilot, "8")
        await press(pilot, "t", *"Dark", "ctrl+s")
        assert "still to fill in: Was it malicious?" in shown(pilot)
        assert link.asked == []


async def test_what_was_typed_survives_closing_the_dialog_until_it_is_sent() -> None:
    async with sitting() as (pilot, link):
        await press(pilot, "8")
        await press(pilot, "enter", *"Dark", "escape")
        await press(pilot, "1")
        await press(pilot, "8")
        await press(pilot, "enter")
        assert pilot.app.screen.query(TextArea).first().text == "Dark"
        assert "it was not sent" in shown(pilot)
        await press(pilot, "tab", *"No", "ctrl+s")
        assert len(link.asked) == 1
        await press(pilot, "enter")
        assert "it was not sent" not in shown(pilot)


async def test_a_draft_is_kept_for_each_letter_and_nothing_is_kept_of_an_empty_one() -> None:
    async with sitting() as (pilot, _):
        await press(pilot, "enter", *"We", "escape")
        await press(pilot, "m", "space", "tab", *"Hi", "escape")
        await press(pilot, "f", "escape")
        assert sorted(pilot.app.drafts) == ["csirt/message//", "csirt/reply/loss"]  # type: ignore[attr-defined]
        await press(pilot, "enter", "backspace", "backspace", "escape")
        assert sorted(pilot.app.drafts) == ["csirt/message//"]  # type: ignore[attr-defined]


async def test_a_vote_carries_its_reason() -> None:
    async with sitting() as (pilot, link):
        await press(pilot, "9")
        await press(pilot, "v", "enter", "down", "down", "enter", "tab", *"Law", "ctrl+s")
        assert link.asked == [("csirt", cmd.Vote("filter-order", "no", "Law"))]


async def test_a_vote_that_is_over_can_be_put_again() -> None:
    async with sitting("csirt", closed("refused")) as (pilot, link):
        await press(pilot, "9")
        await press(pilot, "enter", *"Now", "ctrl+s")
        assert link.asked == [("csirt", cmd.Propose("filter-order", "Now"))]


async def test_what_is_agreed_is_not_put_again() -> None:
    async with sitting("csirt", closed("agreed")) as (pilot, link):
        await press(pilot, "9")
        await press(pilot, "enter")
        await press(pilot, "p")
        assert isinstance(pilot.app.screen, SeatScreen)
        assert link.asked == []


async def test_ones_own_proposal_can_be_taken_back_and_no_other() -> None:
    async with sitting("operator") as (pilot, link):
        await press(pilot, "9")
        await press(pilot, "x", "ctrl+s")
        assert link.asked == [("operator", cmd.Withdraw("ship-loan"))]
    async with sitting("csirt") as (pilot, link):
        await press(pilot, "9")
        await press(pilot, "x")
        assert isinstance(pilot.app.screen, SeatScreen)


async def test_an_action_the_list_lacks_is_proposed_from_the_actions() -> None:
    async with sitting() as (pilot, link):
        await press(pilot, "2")
        await press(pilot, "p", *"Ask Bob", "ctrl+s")
        assert link.asked == [("csirt", cmd.ProposeAction("Ask Bob"))]


async def test_the_ruling_on_it_is_shown_under_doing() -> None:
    ruled = ev.ActionRuled("proposal-1", "csirt", True, "They listen well.", ("Public trust +2",), 3600)
    async with sitting("csirt", Happened(100, NOW, ruled, ("csirt",))) as (pilot, _):
        await press(pilot, "7")
        page = shown(pilot)
        assert "✔ accepted" in page
        assert "Because: They listen well." in page
        assert "Comes about: T+02:30" in page


async def test_sharing_against_the_tlp_warns_and_can_be_done_knowingly() -> None:
    async with sitting() as (pilot, link):
        await press(pilot, "5")
        await press(pilot, "enter", "down", "space", "tab", *"Psst", "ctrl+s")
        page = shown(pilot)
        assert "⚠ Against TLP:AMBER" in page
        assert "forbids telling Regulator" in page
        assert link.asked == []
        await press(pilot, "space", "ctrl+s")
        assert link.asked == [("csirt", cmd.Share("anchor", ("regulator",), "Psst", knowingly=True))]
        assert isinstance(pilot.app.screen, SeatScreen)


async def test_a_key_pressed_again_and_again_breaks_no_tlp_and_opens_one_warning() -> None:
    async with sitting() as (pilot, link):
        await press(pilot, "5")
        await press(pilot, "enter", "down", "space", "ctrl+s", "ctrl+s", "ctrl+s", "ctrl+s")
        assert link.asked == []
        assert "! mark that you mean it (space), or go back" in shown(pilot)
        await press(pilot, "space", "ctrl+s")
        assert len(link.asked) == 1
        assert isinstance(pilot.app.screen, SeatScreen)


async def test_whoever_thinks_again_goes_back_to_whom_to_tell() -> None:
    async with sitting() as (pilot, link):
        await press(pilot, "5")
        await press(pilot, "enter", "down", "space", "ctrl+s")
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, Form)
        assert "[x] Regulator" in shown(pilot)
        assert link.asked == []


async def test_an_order_that_needs_a_joint_decision_offers_to_propose_it() -> None:
    async with sitting("csirt", closed("timed-out")) as (pilot, link):
        await press(pilot, "2")
        await press(pilot, "down", "enter", "ctrl+s")
        assert "Propose it now? An order to filter the traffic" in shown(pilot)
        await press(pilot, *"Soon", "ctrl+s")
        assert link.asked == [("csirt", cmd.Propose("filter-order", "Soon"))]


async def test_an_order_that_waits_for_ones_own_voice_offers_to_vote() -> None:
    async with sitting() as (pilot, link):
        await press(pilot, "2")
        await press(pilot, "down", "enter", "ctrl+s", "ctrl+s")
        assert "choose how you vote" in shown(pilot)
        assert link.asked == []
        await press(pilot, "enter", "down", "enter", "ctrl+s")
        assert link.asked == [("csirt", cmd.Vote("filter-order", "yes"))]


async def test_letters_are_unread_until_somebody_has_been_there() -> None:
    async with sitting() as (pilot, _):
        assert "6 Mail (2)" in shown(pilot)
        await press(pilot, "6")
        assert "6 Mail (1)" in shown(pilot)
        assert "● T+00:30   ← Operator" in shown(pilot)
        await press(pilot, "down")
        assert "6 Mail  7" in shown(pilot)
        assert "●" not in shown(pilot)


async def test_a_message_that_comes_in_by_itself_stays_unread() -> None:
    async with sitting() as (pilot, link):
        await press(pilot, "6")
        link.tell(
            Happened(100, NOW, ev.MessageSent("operator", ("csirt",), "Again", "Hm"), ("csirt", "operator"))
        )
        await settle(pilot)
        assert "6 Mail (2)" in shown(pilot)


async def test_whoever_only_looks_on_reads_nothing_in_the_agencys_place() -> None:
    link = Strict(joint_records(), scenario=joint_scenario())
    async with desk(link).run_test(size=(140, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "f2", *"csirt", "enter")
        await press(pilot, "6", "down")
        await press(pilot, "escape")
        await press(pilot, "g", *"csirt", "enter")
        assert "6 Mail (2)" in shown(pilot)


async def test_panes_that_can_never_hold_anything_are_not_there() -> None:
    app = desk(ScriptedLink(), "csirt")
    async with app.run_test(size=(140, 40)) as pilot:
        await settle(pilot)
        assert "Duties" not in shown(pilot)
        await press(pilot, "8")
        assert app.screen.query_one(TabbedContent).active == "inbox"


@pytest.mark.parametrize("size", [(80, 24), (140, 40)], ids=["80x24", "140x40"])
async def test_all_tabs_fit(size: tuple[int, int]) -> None:
    async with sitting(size=size) as (pilot, _):
        await press(pilot, "escape")
        tabs = shown(pilot).splitlines()[3]
        assert "Inbox" in tabs
        assert "Votes" in tabs


async def test_after_endex_no_duty_and_no_vote_waits_for_anybody() -> None:
    over = Happened(100, NOW, ev.PhaseChanged("ended"), ("*",))
    async with sitting("csirt") as (pilot, _):
        assert "8 Duties (1)" in shown(pilot)
    async with sitting("csirt", over) as (pilot, _):
        assert "8 Duties  9 Votes" in shown(pilot)


async def test_whom_a_fact_was_told_is_said_where_it_is_shared() -> None:
    told = ev.FactShared("anchor", "csirt", ("operator",))
    async with sitting("csirt", Happened(100, NOW, told, ("csirt", "operator"))) as (pilot, _):
        await press(pilot, "5")
        await press(pilot, "enter")
        assert "Operator (told already)" in shown(pilot)
        assert "Regulator (told already)" not in shown(pilot)


@pytest.mark.parametrize("outcome", ["timed-out", "agreed"])
@pytest.mark.parametrize("kind", ["vote", "propose"])
async def test_what_was_written_about_a_vote_that_is_over_is_not_lost(kind: str, outcome: str) -> None:
    async with sitting("csirt", closed(outcome)) as (pilot, _):
        key = f"csirt/{kind}/filter-order"
        written = {"reason" if kind == "vote" else "text": ("Nobody else can",)}
        pilot.app.drafts[key] = written  # type: ignore[attr-defined]
        await press(pilot, "u")
        assert "Nobody else can" in shown(pilot)
