"""The evaluator's desk: proposals with their evidence, ratings and notes by keys, question sets; it plays nothing."""

from __future__ import annotations

from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from exercise.domain import commands as cmd
from exercise.domain import events as ev
from exercise.log.records import Happened
from exercise.scenario.model import Scenario
from tests.scenes import EXCON, Scene, drill, inject, play
from tests.tui.scripted import ScriptedLink, desk, screen_text, settle
from tui.app import DeskApp
from tui.screens.evaluator import EvaluatorScreen
from tui.screens.form import Form
from tui.screens.seat import SeatScreen

OBJECTIVES: dict[str, Any] = {
    "talk": {
        "name": "Talk to each other",
        "capability": "Communication",
        "target": "Everybody answers within the hour",
        "tasks": [
            {"text": "Letters are answered", "measure": {"answered": "50%"}},
            {"text": "The quay is closed", "measure": {"by": "T+01:20", "that": {"flag": "closed"}}},
            {"id": "calm", "text": "They stay calm"},
        ],
    },
    "law": {
        "name": "Keep the law",
        "capability": "Public order",
        "target": "Nothing rash",
        "tasks": [{"text": "Nothing rash is done", "measure": {"never": {"flag": "rash"}}}],
    },
}
SETS: dict[str, Any] = {
    "ready": {
        "name": "Before STARTEX",
        "phase": "before",
        "to": "evaluator",
        "questions": {"a": {"ask": "Ready?"}},
    },
    "night": {
        "name": "The first night",
        "phase": "during",
        "move": "1 Night",
        "to": "evaluator",
        "questions": {"calm": {"ask": "How calm?", "kind": "scale", "low": "Not", "high": "Very"}},
    },
    "wash": {
        "name": "Hot wash",
        "phase": "hotwash",
        "to": "participant",
        "questions": {
            "w": {"ask": "What went well?", "required": True},
            "s": {
                "ask": "Does your agency now know whom to call in every other agency, at night and on a holiday?",
                "kind": "scale",
                "low": "No",
                "high": "Yes",
            },
        },
    },
}


class EvaluatorLink(ScriptedLink):
    """The seat of an evaluator at a joint drill."""

    role, station = "evaluator", "evaluator"


def scenario() -> Scenario:
    return drill(
        flags={"closed": {"name": "Quay closed"}, "rash": {"name": "Rash"}},
        injects={
            "call": inject(
                at="T+01:00",
                move="1 Night",
                number=4,
                subject="The quay is on fire",
                expect=[{"reply": True, "within": "1h", "objective": "talk"}],
            )
        },
        objectives=OBJECTIVES,
        questionnaires=SETS,
    )


def played(*more: Any) -> Scene:
    return play(
        scenario(),
        ("T+01:10", EXCON, cmd.Override(({"flag": "closed"},), "for the scene")),
        ("T+01:30", "coast", cmd.Reply("call", "We come.")),
        ("T+01:40", EXCON, cmd.Observe("They asked twice.", inject="call", desk="evaluator")),
        (
            "T+01:50",
            EXCON,
            cmd.Observe("Too slow.", objective="talk", rating="S", proposed="P", desk="evaluator"),
        ),
        *more,
    )


def evaluators(*more: Any) -> tuple[EvaluatorLink, DeskApp]:
    link = EvaluatorLink(played(*more).records, scenario=scenario())
    return link, desk(link)


def told(app: DeskApp) -> list[str]:
    """What was said at the edge of the screen."""
    return [toast.message for toast in app._notifications]


@pytest.mark.parametrize("size", [(80, 24), (140, 40)], ids=["80x24", "140x40"])
async def test_what_an_evaluator_sees(size: tuple[int, int], snapshot: SnapshotAssertion) -> None:
    _, app = evaluators()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        shown = []
        for key in "1245":
            await pilot.press(key)
            await settle(pilot)
            shown.append(screen_text(app))
        assert "\n\n".join(shown) == snapshot


async def test_two_keys_and_the_words_note_something_about_what_is_chosen() -> None:
    link, app = evaluators()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("2", "o", *"Calm", "enter")
        await settle(pilot)
        assert link.asked[-1] == ("excon", cmd.Observe("Calm", inject="call", at=6600))
        await pilot.press("3", "o", *"Loud", "enter")
        await settle(pilot)
        assert link.asked[-1] == ("excon", cmd.Observe("Loud", agency="coast", at=6600))
        await pilot.press("6", "m", "enter", *"Odd", "enter")
        await settle(pilot)
        assert link.asked[-1] == ("excon", cmd.Observe("Odd", at=6600))


async def test_a_rating_says_what_the_log_proposed_and_what_it_rests_on() -> None:
    link, app = evaluators()
    async with app.run_test(size=(140, 40)) as pilot:
        await settle(pilot)
        await pilot.press("r")
        await pilot.pause()
        assert "with some or with major challenges" in " ".join(screen_text(app).split()), (
            "the definitions are at hand"
        )
        await pilot.press("tab", *"Slow.", "ctrl+s")
        await settle(pilot)
        _, asked = link.asked[-1]
        assert isinstance(asked, cmd.Observe)
        assert (asked.objective, asked.rating, asked.text, asked.task) == ("talk", "S", "Slow.", "")
        assert asked.proposed in "PSMU"


async def test_nothing_is_rated_by_whoever_only_sends() -> None:
    link = EvaluatorLink(play(scenario()).records, scenario=scenario())
    app = desk(link)
    async with app.run_test(size=(140, 40)) as pilot:
        await settle(pilot)
        await pilot.press("r")
        await pilot.pause()
        assert "The log proposes nothing yet." in screen_text(app)
        assert "confirms it" not in screen_text(app)
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert "choose your rating" in screen_text(app)
        assert link.asked == []


async def test_a_sentence_begun_about_one_thing_is_not_noted_about_another() -> None:
    link, app = evaluators()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("2", "o", *"Half", "escape", "3", "o")
        await pilot.pause()
        assert "Half" not in screen_text(app)
        await pilot.press("escape", "2", "o")
        await pilot.pause()
        assert "Half" in screen_text(app)
        await pilot.press("enter")
        await settle(pilot)
        assert link.asked[-1] == ("excon", cmd.Observe("Half", inject="call", at=6600))


async def test_a_moment_may_be_ten_minutes_ago() -> None:
    link, app = evaluators()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("m", *"-10min", "enter", *"Odd", "enter")
        await settle(pilot)
        assert link.asked[-1] == ("excon", cmd.Observe("Odd", at=6000))


async def test_what_comes_while_another_pane_is_open_stands_in_the_feed_at_any_width() -> None:
    link, app = evaluators()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("6")
        await settle(pilot)
        assert "They asked twice" in screen_text(app)
        await pilot.press("1")
        await settle(pilot)
        link.tell(Happened(len(link.told), 7200, ev.FlagRaised("rash"), ("*",)))
        await settle(pilot)
        await pilot.press("6")
        await settle(pilot)
        assert "It is now so: Rash" in screen_text(app)
        await pilot.resize_terminal(50, 24)
        await settle(pilot)
        assert all(len(line.rstrip()) <= 50 for line in screen_text(app).splitlines())
        assert "It is now so: Rash" in screen_text(app)


async def test_question_sets_change_with_the_phase() -> None:
    link, app = evaluators()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("y")
        await pilot.pause()
        assert not isinstance(app.screen, Form), "two are open during the first night"
        await pilot.press("escape", "5", "enter")
        await pilot.pause()
        assert isinstance(app.screen, Form)
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert isinstance(link.asked[-1][1], cmd.Answer)


async def test_a_set_that_was_answered_is_corrected_knowingly() -> None:
    first = cmd.Answer("night", {"calm": "2"}, "evaluator", "evaluator")
    link, app = evaluators(("T+02:00", EXCON, first))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("5", "end")
        await settle(pilot)
        assert "answered T+02:00" in screen_text(app)
        await pilot.press("enter")
        await settle(pilot)
        assert "You answered this at T+02:00. What you send now replaces that" in " ".join(
            screen_text(app).replace("┃", "").split()
        )
        assert "Send the correction" in screen_text(app)
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert link.asked[-1][1] == cmd.Answer("night", {"calm": "2"}, "")
        assert "Thank you. The first night is corrected." in told(app)


async def test_whoever_evaluates_looks_through_eyes_and_cannot_sit_down() -> None:
    link, app = evaluators()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("3", "f2")
        await settle(pilot)
        assert isinstance(app.screen, SeatScreen)
        words = screen_text(app)
        assert "LOOKING ONLY" in words.splitlines()[0]
        assert "Sit" not in words.splitlines()[-1]
        assert "sits down" not in words
        await pilot.press("g", "r", "m")
        await settle(pilot)
        assert link.asked == []
        assert "You are only looking. Press Escape to go back." in told(app)
        await pilot.press("f1")
        await settle(pilot)
        assert "You play one agency" not in screen_text(app)


async def test_nothing_here_plays() -> None:
    link, app = evaluators()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, EvaluatorScreen)
        for key in ("space", "f5", "f9", "i", "h", "s", "v", "p", "d", "g", "j", "plus"):
            await pilot.press(key)
        await pilot.pause()
        assert link.asked == []


@pytest.mark.parametrize("seat", ["excon", "coast"])
async def test_everybody_is_called_to_the_questionnaires_after_endex(seat: str) -> None:
    link = ScriptedLink(played(("T+03:00", EXCON, cmd.End())).records, scenario=scenario())
    app = desk(link, seat)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        if seat == "excon":
            assert "Please answer" not in screen_text(app), "nothing is asked of controllers here"
            return
        assert "Please answer (y): Hot wash" in screen_text(app)
        assert screen_text(app).splitlines()[-1].startswith("y Questionnaire ")
        await pilot.press("y", "ctrl+s")
        await settle(pilot)
        assert "! please answer: What went well?" in screen_text(app)
        assert "holiday?" in screen_text(app), "a long question is broken and not cut"
        await pilot.press(*"Well", "ctrl+s")
        await settle(pilot)
        assert link.asked[-1] == ("coast", cmd.Answer("wash", {"w": "Well"}, "participant"))
        assert "Please answer" not in screen_text(app)


async def test_an_observer_looks_and_does_nothing() -> None:
    class ObserverLink(ScriptedLink):
        role, station = "observer", "observer"

    link = ObserverLink(played().records, scenario=scenario())
    app = desk(link, "coast")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        words = screen_text(app)
        assert "LOOKING ONLY" in words.splitlines()[0]
        assert "You look on: you see what this agency sees, and touch nothing." in words
        assert "You play" not in words
        assert words.splitlines()[-1] == "F1 Help ^q Leave"
        await pilot.press("r", "2", "o", "m", "f")
        await pilot.pause()
        assert not isinstance(app.screen, Form)
        assert link.asked == []


async def test_verdicts_follow_the_language_of_the_desk() -> None:
    # Play goes on, so that the measure that waits is still to be seen.
    link = EvaluatorLink(played().records, scenario=scenario())
    app = desk(link)
    async with app.run_test(size=(140, 40)) as pilot:
        await settle(pilot)
        await pilot.press("down")
        await settle(pilot)
        assert "to be seen until T+3d00:00" in screen_text(app)
        await pilot.press("f7", *"shqip", "enter")
        await settle(pilot)
        shown = screen_text(app)
        assert "to be seen until" not in shown
        assert "do të shihet deri në T+3d00:00" in shown
        app.read_in("")
        await settle(pilot)
        assert "to be seen until T+3d00:00" in screen_text(app)
