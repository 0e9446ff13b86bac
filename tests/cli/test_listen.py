"""`exercise run --listen`: others join a drill begun on one laptop, and it outlives that desk."""

from __future__ import annotations

import os
import re
import select
import signal
import stat
import sys
from pathlib import Path

import pytest

from exercise.cli.entry import enter
from exercise.cli.listen import Address, read_address, way_in
from exercise.errors import UsageError
from exercise.log.records import Asked
from exercise.log.store import read_log
from tests.cli.test_joint_cmds import STARTER

pty = pytest.importorskip("pty", reason="a desk in a test needs a pseudo-terminal, which Windows has not")


class Terminal:
    """A terminal with `exercise` in it."""

    def __init__(self, *words: str) -> None:
        self.pid, self._screen = pty.fork()
        if self.pid == 0:
            os.environ |= {"TERM": "xterm-256color", "COLUMNS": "100", "LINES": "30"}
            os.execv(sys.executable, [sys.executable, "-m", "exercise", *words])
        self.shown = ""

    def until(self, words: str) -> None:
        """Read until the screen says so."""
        while words not in self.shown:
            assert select.select([self._screen], [], [], 60)[0], self.shown[-2000:]
            self.shown += os.read(self._screen, 65536).decode(errors="replace")

    def type(self, keys: str) -> None:
        os.write(self._screen, keys.encode())

    def rest(self) -> str:
        """Everything it says until it ends."""
        try:
            while data := os.read(self._screen, 65536):
                self.shown += data.decode(errors="replace")
        except OSError:  # Linux says so when the other side has gone
            pass
        os.waitpid(self.pid, 0)
        os.close(self._screen)
        return self.shown

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        self.rest()


def invitations(folder: Path) -> dict[str, str]:
    lines = (folder / "invitations.txt").read_text("utf-8").splitlines()
    return dict(line.split("  ") for line in lines)  # type: ignore[misc]


def test_others_join_and_the_drill_outlives_its_desk(tmp_path: Path) -> None:
    folder = tmp_path / "drill"
    first = Terminal("run", str(STARTER), "--listen", "127.0.0.1:0", "--out", str(folder), "--pace", "60")
    first.until("EXERCISE EXERCISE")
    invited = invitations(folder)
    for secret in ("invitations.txt", "cards.html", "server.log", "seats.json"):
        assert stat.S_IMODE((folder / secret).stat().st_mode) == 0o600
    assert enter(["ask", invited["lead"], "start"]) == 0
    first.kill()
    # The desk is gone, as after a crash or a closed window; nobody at another desk notices.
    assert enter(["ask", invited["port"], "order", "read-the-logs"]) == 0
    assert enter(["ask", invited["lead"], "stop"]) == 0

    second = Terminal("run", "--resume", str(folder), "--listen", "127.0.0.1:0")
    second.until("RUNNING")
    again = invitations(folder)
    second.type("\x11")
    second.until("goes on without")
    second.type("\x13")
    goodbye = re.sub(r"\s+", " ", second.rest())
    assert f"exercise join '{again['director']}'" in goodbye
    assert f"exercise ask '{again['director']}' stop" in goodbye
    codes = {name: link.partition("#")[2] for name, link in invited.items()}
    assert {name for name, link in again.items() if link.partition("#")[2] != codes[name]} == {"director"}
    assert enter(["ask", again["lead"], "end"]) == 0
    # Nobody is at a desk any more, so the server ends as well, and closes the log.
    while not (log := read_log(folder)).closed:
        pass
    kinds = [
        record.command.__struct_config__.tag for record in log if isinstance(record, Asked) and record.id
    ]
    assert kinds == ["start", "order", "end"]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("", Address("0.0.0.0", 8765)),
        ("9000", Address("0.0.0.0", 9000)),
        ("192.0.2.7", Address("192.0.2.7", 8765)),
        ("drill.example:9000", Address("drill.example", 9000)),
        ("[::]:9000", Address("::", 9000)),
    ],
)
def test_an_address_is_a_host_a_port_both_or_nothing(text: str, meant: Address) -> None:
    assert read_address(text) == meant


@pytest.mark.parametrize("text", ["::1:9000", "host:port", "host:70000"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match=r"--listen"):
        read_address(text)


def test_the_desk_that_serves_goes_in_by_the_nearest_door() -> None:
    link = "https://drill.example:8765/#K7QF-3M2P.0123456789ABCDEFGHJKMNPQRS"
    assert way_in(link, Address("0.0.0.0", 8765)).host == "127.0.0.1"
    assert way_in(link, Address("::", 8765)).host == "::1"
    assert way_in(link, Address("192.0.2.7", 8765)).host == "192.0.2.7"


def test_listening_without_a_terminal_names_the_server(capsys: pytest.CaptureFixture[str]) -> None:
    assert enter(["run", "deep-line", "--listen"]) == 2
    assert "exercise serve deep-line" in capsys.readouterr().err
    assert enter(["run", "deep-line", "--listen", "--headless"]) == 2
    assert "exercise serve" in capsys.readouterr().err
