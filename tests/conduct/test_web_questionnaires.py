"""Questionnaires on a web seat: answered after ENDEX with a finger or with keys, kept until sent, sent once."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from exercise.conduct.remote import RemoteLink
from exercise.conduct.view import View
from exercise.conduct.web.page import Page
from exercise.domain import commands as cmd
from exercise.domain import events as ev
from exercise.log.header import Header
from exercise.scenario.load import scenario_from_data
from tests.conduct import browser
from tests.conduct.browser import tab
from tests.conduct.planted import PLANTED
from tests.conduct.test_joint import served
from tests.conduct.test_web_browser import happened, seated, serving
from tests.conduct.test_web_page import shown
from tests.scenes import Scene

DATA: dict[str, Any] = deepcopy(PLANTED) | {
    "questionnaires": {
        "wash": {
            "name": "Hot wash",
            "about": "Ten minutes, <b>before</b> you go.",
            "phase": "hotwash",
            "to": ["participant", "observer"],
            "questions": {"well": {"ask": "What went well?", "required": True}},
        },
        "form": {
            "name": "About the exercise",
            "phase": "feedback",
            "to": "participant",
            "anonymous": True,
            "questions": {
                "real": {"ask": "How real was it?", "kind": "scale", "low": "not at all", "high": "very"},
                "use": {
                    "ask": "Was it of use?",
                    "kind": "choice",
                    "options": {"yes": "It was", "no": "It was not"},
                    "required": True,
                },
                "more": {"ask": "What else?"},
            },
        },
        "judge": {
            "name": "canary for evaluators",
            "phase": "feedback",
            "to": "evaluator",
            "questions": {"x": {"ask": "canary question"}},
        },
    }
}
SCENARIO = scenario_from_data(DATA)
needs_browser = pytest.mark.skipif(browser.PROGRAM is None, reason="there is no Chromium on this machine")


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with browser.running(tmp_path_factory.mktemp("browser")) as address:
        yield address


def header() -> Header:
    return Header(format=1, program="test", exercise_id="planted-1", seed="1", data=DATA)


def drawn(scene: Scene, *, plays: bool) -> dict[str, str]:
    """The parts of a page about questionnaires."""
    view = View("agency/coast", DATA, SCENARIO)
    view.take(scene.records)
    page = Page("coast", view, plays=plays)
    while page.take():
        pass
    page.draw(scene.engine.tick)
    message = shown(page.told(0)[0])
    return {key: html for key, html in message.parts.items() if "asked" in key}


def test_they_are_on_the_page_at_endex_and_for_those_who_are_asked() -> None:
    scene = Scene(SCENARIO)
    scene.play("T+00:10")
    assert drawn(scene, plays=True) == {}
    scene.play("T+00:20", ("T+00:20", "excon", cmd.End()))
    assert set(drawn(scene, plays=True)) == {"need-asked-wash", "asked-wash", "need-asked-form", "asked-form"}
    assert set(drawn(scene, plays=False)) == {"asked-wash"}
    assert "&lt;b&gt;before&lt;/b&gt;" in drawn(scene, plays=False)["asked-wash"]
    scene.engine.submit("coast", cmd.Answer("wash", {"well": "my words"}))
    after = drawn(scene, plays=True)["asked-wash"]
    assert 'data-answered="coast"' in after
    assert "my words" not in after


async def _ended(lead: RemoteLink) -> None:
    for command in (cmd.Start(), cmd.End()):
        await lead.ask(command, seat="excon")


@needs_browser
async def test_a_telephone_keeps_what_was_typed_and_a_server_that_starts_again_counts_once(
    tmp_path: Path, chromium: str
) -> None:
    async with served(tmp_path, header=header()) as server:
        pass
    with serving(tmp_path, server.port) as program:
        lead = await server.link("lead")
        async with seated(chromium, server) as page:
            await lead.ask(cmd.Start(), seat="excon")
            await page.sees("running", within="#clock")
            assert await page.js("document.querySelector('#asked').hidden")
            await lead.ask(cmd.End(), seat="excon")
            await page.sees("Say what you think: Hot wash", within="#needs")
            await page.sees("Your view (2)", within="nav")
            await page.sees("questions for you", within="#told")
            await page.click("#needs a[href='#asked-wash']")
            await page.write("#asked-wash textarea", "The calls.")
            await page.go()
            await page.sees("It was not sent", within="#asked-wash")
            await page.click("#asked-wash [type=submit]")
            await page.sees("You have answered this. Thank you.", within="#asked-wash")
            await page.sees("Your view (1)", within="nav")
            assert await page.js("document.activeElement.closest('details').id") == "asked-wash"
            assert await page.js("document.querySelector('#asked-wash form').checkVisibility()") is False
            await page.click("#asked-form summary")
            await page.click("#asked-form input[value=yes]")
            await page.write("#asked-form textarea", "Nothing.")
            await page.click("#asked-form [type=submit]")
            await page.sees("answered from here", within="#asked-form")
            await page.sees("Nothing more. The exercise has ended.", within="#needs")
        await lead.leave()
        program.kill()
        program.wait()
        with serving(tmp_path, server.port):
            async with tab(chromium) as page:
                # Another device, after another start: the seat has had its say.
                await page.go(server.invitation("coast").link)
                await page.click("#asked-form summary")
                await page.click("#asked-form input[value=no]")
                await page.click("#asked-form [type=submit]")
                await page.sees("without a name it cannot be changed. What you typed", within="#asked-form")
    given = happened(tmp_path, ev.QuestionnaireAnswered)
    assert given == [
        ev.QuestionnaireAnswered("wash", "participant", {"well": "The calls."}, "coast", "coast"),
        ev.QuestionnaireAnswered("form", "participant", {"use": "yes", "more": "Nothing."}),
    ]


@needs_browser
async def test_keys_and_a_screen_reader_answer_too(tmp_path: Path, chromium: str) -> None:
    async with served(tmp_path, header=header()) as server:
        lead = await server.link("lead")
        await _ended(lead)
        async with seated(chromium, server, width=1280) as page:
            await page.sees("About the exercise", within="#asked")
            await page.js("document.querySelector(\"#needs a[href='#asked-form']\").focus()")
            await page.press("Enter")
            assert await page.js("document.activeElement.closest('details').id") == "asked-form"
            # A required answer is missing: the browser says so and goes there.
            await page.js("document.querySelector('#asked-form [type=submit]').focus()")
            await page.press("Enter")
            assert await page.js("document.activeElement.name") == "answers.use"
            await page.press("Space")
            await page.press("Tab")
            await page.do("Input.insertText", text="With keys only.")
            tree = (await page.do("Accessibility.getFullAXTree"))["nodes"]
            await page.press("Tab")
            await page.press("Enter")
            await page.sees("You have answered this. Thank you.", within="#asked-form")
        named = {
            (one["role"]["value"], one.get("name", {}).get("value", "")) for one in tree if not one["ignored"]
        }
        assert named >= {
            ("group", "How real was it? (may stay empty)"),
            ("radio", "1 not at all"),
            ("radio", "5 very"),
            ("radio", "No answer"),
            ("group", "Was it of use?"),
            ("radio", "It was"),
            ("textbox", "What else? (may stay empty)"),
            ("button", "Send the answers"),
        }
        async with seated(chromium, server, "observer") as page:
            # Who looks on has nothing to press but what observers are asked.
            await page.sees("you only look on")
            assert await page.js("document.querySelectorAll('#desk form').length") == 1
            await page.click("#asked-wash summary")
            await page.write("#asked-wash textarea", "They were calm.")
            await page.click("#asked-wash [type=submit]")
            await page.sees("You have answered this. Thank you.", within="#asked-wash")
            # What was sent stands there to be corrected.
            await page.click("#asked-wash [data-change]")
            await page.sees("marked as a correction", within="#asked-wash")
            assert await page.js("document.querySelector('#asked-wash .said').textContent") == ""
            await page.do("Input.insertText", text=" Most of them.")
            await page.click("#asked-wash [type=submit]")
            await page.sees("You have answered this. Thank you.", within="#asked-wash")
        await lead.leave()
    given = happened(tmp_path, ev.QuestionnaireAnswered)
    assert [(one.seat, one.role, one.answers) for one in given] == [
        ("", "participant", {"use": "yes", "more": "With keys only."}),
        ("observer", "observer", {"well": "They were calm."}),
        ("observer", "observer", {"well": "They were calm. Most of them."}),
    ]
    assert [one.corrects for one in given] == [False, False, True]
