"""The web seat in a real browser: played with a finger and with keys only, through a server that is killed."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from exercise.conduct.remote import RemoteLink
from exercise.domain import commands as cmd
from exercise.domain import events as ev
from exercise.log.header import Header
from exercise.log.records import Happened
from exercise.log.store import read_log
from tests.conduct import browser
from tests.conduct.browser import Tab, tab
from tests.conduct.planted import PLANTED
from tests.conduct.test_joint import Served, served

pytestmark = pytest.mark.skipif(browser.PROGRAM is None, reason="there is no Chromium on this machine")

DATA: dict[str, Any] = deepcopy(PLANTED)
DATA["facts"]["wake"]["tlp"] = "red"
DATA["obligations"]["sitrep"]["aware_of"] = {"flag": "fog"}
DATA["injects"]["call"]["subject"] = "A <b>ship</b> lies \u202estill"


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with browser.running(tmp_path_factory.mktemp("browser")) as address:
        yield address


def header() -> Header:
    return Header(format=1, program="test", exercise_id="planted-1", seed="1", data=DATA)


async def to_the_call(lead: RemoteLink, *, pause: bool = True) -> None:
    """The exercise is at the moment when a letter has come that wants an answer."""
    await lead.ask(cmd.Start(), seat="excon")
    await lead.ask(cmd.Jump(15 * 60), seat="excon")
    if pause:
        await lead.ask(cmd.Pause(), seat="excon")


@asynccontextmanager
async def seated(
    chromium: str, server: Served, name: str = "coast", *, width: int = 390
) -> AsyncIterator[Tab]:
    async with tab(chromium, width=width) as page:
        await page.go(server.invitation(name).link)
        yield page
        assert page.trouble == []
        assert {address.split("/")[2] for address in page.asked_for} == {f"127.0.0.1:{server.port}"}
        assert await page.js("document.documentElement.scrollWidth <= innerWidth")


def happened(folder: Path, kind: type) -> list[Any]:
    return [
        one.event for one in read_log(folder) if isinstance(one, Happened) and isinstance(one.event, kind)
    ]


async def test_a_drill_is_played_on_a_telephone(tmp_path: Path, chromium: str) -> None:
    async with served(tmp_path, header=header()) as server:
        lead, inland = await server.link("lead"), await server.link("inland")
        await to_the_call(lead)
        async with seated(chromium, server) as page:
            await page.sees("Connected.", within="#line")
            assert await page.js("location.href") == f"http://127.0.0.1:{server.port}/"
            await page.sees("Answer: A <b>ship</b> lies \\u202estill", within="#needs")
            await lead.ask(cmd.CheckComms(), seat="excon")
            await page.click(".check button")
            await page.until("document.querySelector('.check').hidden")
            await page.click("#needs a")
            await page.write("#letter-call textarea", "We sail at once.")
            await page.click("#letter-call [type=submit]")
            await page.sees("Nothing waits for you now", within="#needs")
            await page.sees("We sail at once.", within="#letter-call")

            await lead.ask(cmd.Release("canary-later"), seat="excon")
            await page.click("#needs a[href='#decision-later']")
            await page.click("#decision-later input[name=option]")
            await page.write("#decision-later textarea", "It is the only one.")
            await page.click("#decision-later [type=submit]")
            await page.sees("✔ decided", within="#decision-later")

            await page.click("#action-sail summary")
            await page.click("#action-sail [type=submit]")
            await page.sees("Sail out", within="#doing")
            await page.sees("Ordered.", within="#told")

            await page.click("#fact-wake summary")
            await page.click("#fact-wake input[value=inland]")
            await page.click("#fact-wake [type=submit]")
            await page.sees("TLP:RED forbids telling Inland police", within="#fact-wake")
            assert happened(tmp_path, ev.FactShared) == []
            await page.click("#fact-wake [data-knowingly]")
            await page.sees("shared with Inland police", within="#fact-wake")

            await lead.ask(cmd.Override(({"flag": "fog"},), "weather"), seat="excon")
            await page.click("#needs a[href='#duty-sitrep']")
            await page.write("#duty-sitrep textarea", "A ship lies still.")
            await page.click("#duty-sitrep [type=submit]")
            await page.sees("✔ filed", within="#duty-sitrep")

            await inland.ask(cmd.Propose("close"), seat="inland")
            await page.click("#needs a[href='#vote-close']")
            await page.click("#vote-close input[value=yes]")
            await page.click("#vote-close [type=submit]")
            await page.sees("✔ agreed", within="#vote-close")

            await page.click("#no-duff")
            await page.write("#no-duff-text", "A man has fallen.")
            await page.click("#stop [type=submit]")
            await page.sees("NO DUFF. Play is stopped", within="[data-section=status]")
        assert [one.text for one in happened(tmp_path, ev.ReplyGiven)] == ["We sail at once."]
        assert [one.item for one in happened(tmp_path, ev.ItemRead)] == ["call"]
        assert [one.station for one in happened(tmp_path, ev.CheckAnswered)] == ["coast"]
        assert [one.rationale for one in happened(tmp_path, ev.DecisionMade)] == ["It is the only one."]
        assert [one.breach for one in happened(tmp_path, ev.FactShared)] == [("inland",)]
        for link in (lead, inland):
            await link.leave()


@contextmanager
def serving(run: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """`exercise serve` in a process of its own, going on with a run."""
    command = [sys.executable, "-m", "exercise", "serve", "--resume", str(run), "--port", str(port)]
    program = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    assert program.stderr is not None
    try:
        assert any("Serving." in line for line in program.stderr)
        yield program
    finally:
        program.kill()
        program.communicate()


async def test_a_server_killed_in_the_middle_of_a_sentence_costs_nothing(
    tmp_path: Path, chromium: str
) -> None:
    async with served(tmp_path, header=header()) as server:
        lead = await server.link("lead")
        await to_the_call(lead)
        await lead.leave()
    with serving(tmp_path, server.port) as program:
        async with tab(chromium) as page:
            await page.go(server.invitation("coast").link)
            await page.click("#letter-call summary")
            await page.write("#letter-call textarea", "Half a sen")
            await page.click("#ask summary")
            program.send_signal(signal.SIGKILL)
            await page.sees("No connection", within="#line")
            await page.write("#ask textarea", "Are you there?")
            await page.click("#ask [type=submit]")
            await page.sees("sent by itself once it is back", within="#ask")
            await page.write("#letter-call textarea", "tence.")
            # The device forgets nothing either: what was typed and what waits to be sent outlive the page.
            with serving(tmp_path, server.port):
                await page.sees("Connected.", within="#line")
                await page.sees("→ to EXCON", within="#messages")
                assert await page.js("document.querySelector('#letter-call textarea').value") == (
                    "Half a sentence."
                )
                await page.go()
                await page.sees("It was not sent", within="#letter-call")
                await page.click("#letter-call [type=submit]")
                await page.sees("✔ answered", within="#letter-call")
    assert [one.text for one in happened(tmp_path, ev.MessageSent)] == ["Are you there?"]
    assert [one.text for one in happened(tmp_path, ev.ReplyGiven)] == ["Half a sentence."]


REACHABLE = """[...document.querySelectorAll("a[href], button, input, textarea, select, summary")].filter(
    (one) => one.checkVisibility({visibilityProperty: true}) && !one.disabled && one.type !== "radio")"""


async def test_keys_alone_reach_everything_and_everything_has_a_name(tmp_path: Path, chromium: str) -> None:
    async with served(tmp_path, header=header()) as server:
        lead = await server.link("lead")
        await to_the_call(lead)
        async with seated(chromium, server, width=1280) as page:
            await page.click("#letter-call summary")
            await page.js("document.activeElement.blur()")
            count = await page.js(f"{REACHABLE}.length")
            await page.js(
                "window.reached = new Set(); document.addEventListener('focusin', (e) => reached.add(e.target))"
            )
            for _ in range(count + 5):
                await page.press("Tab")
            assert (
                await page.js(f"{REACHABLE}.filter((one) => !reached.has(one)).map((one) => one.outerHTML)")
                == []
            )
            assert count > 20

            await page.js("document.querySelector('#needs a').focus()")
            await page.press("Enter")
            assert await page.js("document.activeElement.closest('details').id") == "letter-call"
            await page.press("Tab")
            await page.do("Input.insertText", text="With keys only.")
            # News come while somebody types: neither the place nor the words are lost.
            await lead.ask(
                cmd.SendAs("Radio", ("coast",), "News", "hear <script>alert(1)</script>"), seat="excon"
            )
            await page.sees("New News", within="#messages")
            assert await page.js("document.activeElement.value") == "With keys only."
            await page.press("Tab")
            await page.press("Enter")
            await page.sees("✔ answered", within="#letter-call")

            await page.js("document.querySelectorAll('details').forEach((one) => (one.open = true))")
            await page.sees("hear <script>alert(1)</script>", within="#messages")
            tree = (await page.do("Accessibility.getFullAXTree"))["nodes"]
        controls = {
            "button",
            "link",
            "textbox",
            "checkbox",
            "radio",
            "combobox",
            "DisclosureTriangle",
            "group",
        }
        found = [
            (one["role"]["value"], one.get("name", {}).get("value", ""))
            for one in tree
            if not one["ignored"] and one["role"]["value"] in controls - {"group"}
        ]
        assert [role for role, name in found if not name.strip()] == []
        assert {role for role, _ in found} >= controls - {"group"}
        await lead.leave()


async def test_who_looks_on_reads_and_who_controls_is_sent_to_a_terminal(
    tmp_path: Path, chromium: str
) -> None:
    async with served(tmp_path, header=header()) as server:
        lead = await server.link("lead")
        await to_the_call(lead)
        async with seated(chromium, server, "observer") as page:
            await page.sees("you only look on")
            await page.sees("Situation, as your agency sees it")
            assert await page.js("document.querySelectorAll('#desk form, #desk textarea').length") == 0
        async with seated(chromium, server, "lead") as page:
            await page.sees("works in a terminal only", within="#away")
        assert lead.connected
        async with tab(chromium, width=390) as page:
            await page.go(f"http://127.0.0.1:{server.port}/")
            await page.write("#code", server.codes["coast"].lower())
            await page.press("Enter")
            await page.sees("Coast guard", within="#seat")
            elsewhere = await server.link("coast")
            await page.sees("Somebody sat down at this seat elsewhere", within="#away")
            await page.click("#again")
            await page.sees("Connected.", within="#line")
            assert page.trouble == []
            await elsewhere.leave()
        await lead.leave()


async def test_a_person_chooses_a_language_and_keeps_what_was_typed(tmp_path: Path, chromium: str) -> None:
    async with served(tmp_path, header=header()) as server:
        lead = await server.link("lead")
        await to_the_call(lead)
        async with seated(chromium, server) as page:
            await page.click("#letter-call summary")
            await page.write("#letter-call textarea", "Половина")
            await page.reloads("#language", "mk")
            await page.sees("Врската е воспоставена.", within="#line")
            await page.sees("на пауза", within="#clock")
            assert await page.js("document.documentElement.lang") == "mk"
            assert await page.js("document.querySelector('#letter-call textarea').value") == "Половина"
            await page.sees("Она што го напишавте претходно е сѐ уште тука.", within="#letter-call")
            await page.click("#fact-wake summary")
            await page.click("#fact-wake input[value=inland]")
            await page.click("#fact-wake [type=submit]")
            await page.sees("TLP:RED забранува ова да се сподели со: Inland police", within="#fact-wake")
            await page.click("#fact-wake [data-knowingly]")
            await page.sees("споделено со: Inland police", within="#fact-wake")
            await page.go()
            await page.sees("Ве чека", within="#needs")
        await lead.leave()
