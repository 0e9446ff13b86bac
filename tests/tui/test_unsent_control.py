"""What a controller typed and did not send is found again, whatever is chosen now; and can be thrown away."""

from __future__ import annotations

from textual.widgets import TextArea

from exercise.domain import commands as cmd
from tests.tui.scripted import ScriptedLink, desk, screen_text, settle
from tui.screens.form import Form


async def test_an_observation_left_unsent_opens_again_about_the_same_inject() -> None:
    made = ScriptedLink()
    app = desk(made)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("o", *"Slow", "escape", "home", "U")
        await settle(pilot)
        shown = screen_text(app)
        assert "✎1" in shown.splitlines()[1]
        assert "✎ Observation: Slow" in shown
        await pilot.press("enter")
        await settle(pilot)
        assert app.screen.query_one(TextArea).text == "Slow"
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert made.asked == [("excon", cmd.Observe("Slow", inject="minister"))]
        assert "✎" not in screen_text(app)


async def test_what_is_left_of_a_message_and_of_a_new_inject_is_listed_opened_or_thrown_away() -> None:
    app = desk(ScriptedLink())
    async with app.run_test(size=(140, 40)) as pilot:
        await settle(pilot)
        await pilot.press("m", "tab", *"Hello", "escape", "i", "tab", "tab", *"Radio", "escape")
        await settle(pilot)
        assert "✎ 2 unsent (U)" in screen_text(app).splitlines()[1]
        await pilot.press("U", *"message", "enter")
        await settle(pilot)
        assert isinstance(app.screen, Form)
        assert app.screen.values()["subject"] == ("Hello",)
        await pilot.press("escape", "U", *"throw", "enter")
        await settle(pilot)
        assert "✎" not in screen_text(app)
        await pilot.press("U")
        await settle(pilot)
        assert any("Nothing unsent" in str(each.message) for each in app._notifications)


async def test_whoever_comes_back_to_the_desk_is_told() -> None:
    app = desk(ScriptedLink())
    app.drafts["excon/call/no-such-inject"] = {"note": ("They hung up",)}
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert any("U opens it" in str(each.message) for each in app._notifications)
        await pilot.press("U", "enter")
        await settle(pilot)
        shown = screen_text(app)
        assert "is not open any more" in shown
        assert "They hung up" in shown


async def test_an_enter_too_many_throws_nothing_away() -> None:
    app = desk(ScriptedLink())
    app.drafts["excon/call/no-such-inject"] = {"note": ("They hung up",)}
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("U", "enter", "enter")
        await settle(pilot)
        assert app.drafts
        await pilot.press("U", "enter", "ctrl+s")
        await settle(pilot)
        assert not app.drafts
