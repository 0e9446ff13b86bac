"""`exercise serve`, `join`, `follow` and `ask` as people and scripts use them; and what a kill leaves behind."""

from __future__ import annotations

import asyncio
import json
import re
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from exercise.cli.ask_words import command_from
from exercise.cli.entry import enter
from exercise.conduct.invitations import read_invitation
from exercise.conduct.remote import RemoteLink
from exercise.domain import commands as cmd
from exercise.errors import UsageError
from exercise.log.records import Asked
from exercise.log.store import read_log

STARTER = Path(__file__).parents[2] / "exercise" / "cli" / "starter"


async def exercise(*words: str) -> Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "exercise", *words, stdout=PIPE, stderr=PIPE
    )


async def said(*words: str) -> tuple[int | None, str, str]:
    process = await exercise(*words)
    out, err = await process.communicate()
    return process.returncode, out.decode(), err.decode()


@asynccontextmanager
async def serving(*words: str) -> AsyncIterator[tuple[Process, str]]:
    """A server that has said that it serves; and what it printed before."""
    process = await exercise("serve", *words)
    assert process.stderr is not None
    assert process.stdout is not None
    try:
        told = ""
        while "Serving." not in told:
            line = (await process.stderr.readline()).decode()
            assert line, told
            told += line
        # What was printed is here by now; the rest comes when it ends.
        yield process, await _printed(process)
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
        await process.communicate()


async def _printed(process: Process) -> str:
    assert process.stdout is not None
    text = ""
    while True:
        text += (await process.stdout.readline()).decode()
        if text.endswith("}\n") and text.count("{") == text.count("}"):
            return text


def links(printed: str) -> dict[str, str]:
    return {one["seat"]: one["link"] for one in json.loads(printed)["invitations"]}


async def test_after_a_kill_everything_comes_back_and_a_command_counts_once(tmp_path: Path) -> None:
    back = asyncio.Event()

    async def when_back(_: float) -> None:
        await back.wait()

    async with serving(str(STARTER), "--port", "0", "--out", str(tmp_path), "--json") as (server, printed):
        invited = links(printed)
        invitation = read_invitation(invited["port"])
        lead = RemoteLink(read_invitation(invited["lead"]), sleep=when_back)
        port = RemoteLink(invitation, sleep=when_back)
        await lead.sit_down()
        await port.sit_down()
        await lead.ask(cmd.Start(), seat="excon")
        await port.ask(cmd.Order("read-the-logs"), seat="port")
        server.kill()
        await server.wait()
    typed = asyncio.create_task(port.ask(cmd.Send(("excon",), "s", "typed while away"), seat="port"))
    again = ("--resume", str(tmp_path), "--port", str(invitation.port), "--json")
    async with serving(*again) as (_, printed):
        assert links(printed) == {}
        back.set()
        await typed
        code, out, _ = await said("follow", invited["port"], "--once")
        assert code == 0
        assert "Read the logs" in out
        assert out.count("typed while away") == 1
        code, out, err = await said("ask", invited["port"], "start")
        assert (code, out) == (1, "")
        assert "no authority" in err
        code, out, _ = await said("ask", invited["lead"], "end", "enough")
        assert (code, out) == (0, "done\n")
        await port.leave()
        await lead.leave()
    log = read_log(tmp_path)
    texts = [getattr(record.command, "text", "") for record in log if isinstance(record, Asked)]
    assert (texts.count("typed while away"), log.closed) == (1, True)
    assert (await said("verify", str(tmp_path)))[0] == 0


async def test_a_seat_can_be_followed_as_json_and_asked_about(tmp_path: Path) -> None:
    cards = tmp_path / "cards.html"
    words = ("--port", "0", "--out", str(tmp_path), "--json", "--cards", str(cards), "--pace", "60")
    async with serving(str(STARTER), *words) as (_, printed):
        invited = links(printed)
        assert (await said("ask", invited["lead"], "start"))[0] == 0
        code, out, err = await said("follow", invited["csirt"], "--once", "--json")
        assert code == 0
        assert all(json.loads(line)["exercise"] is True for line in out.splitlines())
        assert "EXERCISE EXERCISE EXERCISE" in err
        code, out, _ = await said("ask", invited["director"], "seats")
        assert "csirt\tparticipant\tcsirt\taway" in out.splitlines()
        code, new, _ = await said("ask", invited["director"], "renew", "csirt")
        assert re.fullmatch(r"[0-9A-Z]{4}-[0-9A-Z]{4}\n", new)
        code, _, err = await said("follow", invited["csirt"], "--once")
        assert (code, "no longer, valid" in err) == (4, True)
    assert invited["lead"] in cards.read_text()


def test_join_without_a_terminal_names_its_plain_twins(capsys: pytest.CaptureFixture[str]) -> None:
    assert enter(["join", "http://127.0.0.1:1/#AAAA-AAAA"]) == 2
    assert "exercise follow" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["follow", "nonsense"], 2, "not an invitation"),
        (["follow", "http://127.0.0.1:1/#AAAA-AAAA"], 4, "cannot reach the exercise at 127.0.0.1 port 1"),
        (["ask", "http://127.0.0.1:1/#AAAA-AAAA", "ordr", "x"], 2, "did you mean 'order'"),
        (["serve"], 2, "say which scenario"),
        (["serve", "deep-line", "--renew", "lead", "--port", "0"], 2, "--renew goes with --resume"),
        (["serve", "deep-line", "--host", "192.0.2.77", "--port", "0"], 2, "cannot listen on 192.0.2.77"),
    ],
)
def test_what_cannot_be_done_is_said(
    words: list[str], code: int, message: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    if "deep-line" in words:
        words = [*words, "--out", str(tmp_path)]
    assert enter(words) == code
    assert message in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (["start"], cmd.Start()),
        (["order", "triage"], cmd.Order("triage")),
        (["order", "triage", "mail", "in", "haste"], cmd.Order("triage", "mail", "in haste")),
        (["reply", "cut", "we", "are", "on it"], cmd.Reply("cut", "we are on it")),
        (["send", "coast,inland", "Help", "we", "sink"], cmd.Send(("coast", "inland"), "Help", "we sink")),
        (["send", "coast", "Help", "we sink", "tlp=red"], cmd.Send(("coast",), "Help", "we sink", "red")),
        (["decide", "speak", "all", "rationale=a=b"], cmd.Decide("speak", "all", rationale="a=b")),
        (["set-pace", "60"], cmd.SetPace(60.0)),
        (["jump", "T+06:00"], cmd.Jump(21_600)),
        (["share", "wake", "inland", "knowingly=true"], cmd.Share("wake", ("inland",), knowingly=True)),
        (["json", '{"kind":"pause","why":"tea"}'], cmd.Pause("tea")),
    ],
)
def test_words_become_a_command(text: list[str], meant: cmd.AnyCommand) -> None:
    assert command_from(text) == meant


@pytest.mark.parametrize(
    "text",
    [["nonsense"], ["order"], ["jump", "soon"], ["jump", "T+6"], ["start", "now"], ["json", "{"], ["json"]],
)
def test_words_that_make_no_command_are_refused(text: list[str]) -> None:
    with pytest.raises(UsageError):
        command_from(text)
