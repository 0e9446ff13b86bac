"""`exercise run --listen`: starts the drill's server in a process of its own, which outlives every desk."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from exercise.errors import CannotConnect, UsageError

if TYPE_CHECKING:
    from exercise.conduct.invitations import Invitation

ANY_ADDRESS, DEFAULT_PORT = "0.0.0.0", 8765
INVITATIONS, CARDS, SERVER_LOG = "invitations.txt", "cards.html", "server.log"


class Address(NamedTuple):
    """Where to listen."""

    host: str
    port: int


def read_address(text: str) -> Address:
    """`HOST:PORT`, `HOST` alone, a port alone, or nothing. Raises `UsageError`."""
    host, colon, port = text.strip().rpartition(":")
    if not colon:
        host, port = ("", port) if port.isdecimal() or not port else (port, "")
    elif ":" in host and not (host.startswith("[") and host.endswith("]")):
        raise UsageError(f"--listen {text}: write an IPv6 address in brackets, for example [::]:8765")
    if (port and not port.isdecimal()) or int(port or 0) > 65535:
        raise UsageError(f"--listen {text}: this is no port; write for example 8765 or 192.0.2.7:8765")
    return Address(host.strip("[]") or ANY_ADDRESS, int(port) if port else DEFAULT_PORT)


class Background:
    """A server that was started for this desk and will not end with it."""

    def __init__(self, folder: Path, process: subprocess.Popen[str], invited: dict[str, str]) -> None:
        self.folder, self._process = folder, process
        self.invited = invited
        """Seat → link, as far as the codes are known."""

    @property
    def has_stopped(self) -> bool:
        return self._process.poll() is not None


def start_server(
    folder: Path, address: Address, *, name: str = "", pace: float | None = None, renew: str = ""
) -> Background:
    """Serve the run in `folder` from a process of its own. Returns once seats can be taken.

    It has a session of its own, so that a closed terminal or Ctrl+C here does not reach it, and it says what it has
    to say in a file.
    """
    words = ["serve", "--resume", str(folder), "--host", address.host, "--port", str(address.port)]
    words += ["--json", "--stop-when-over", "--cards", str(folder / CARDS)]
    words += ["--name", name] if name else []
    words += ["--pace", str(pace)] if pace is not None else []
    words += ["--renew", renew] if renew else []
    log = folder / SERVER_LOG
    with open(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "exercise", *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=said,
            text=True,
            encoding="utf-8",
            **_on_its_own(),
        )
    printed = _printed(process)
    if not printed:
        process.wait()
        why = log.read_text("utf-8", "replace").strip()
        raise CannotConnect(f"the server of the drill did not start:\n{why}")
    invited = {one["seat"]: one["link"] for one in json.loads(printed)["invitations"]}
    _keep(folder / INVITATIONS, invited)
    return Background(folder, process, invited)


def way_in(link: str, address: Address) -> Invitation:
    """A link as this machine itself uses it, whatever name others know it by."""
    from exercise.conduct.invitations import read_invitation

    here = {ANY_ADDRESS: "127.0.0.1", "::": "::1"}.get(address.host, address.host)
    return read_invitation(link)._replace(host=here)


def director_of(folder: Path) -> str:
    """The seat this desk takes in a run that has seats already; "" in one that has none yet."""
    from exercise.conduct.seats import Seats

    if not Seats.kept_in(folder):
        return ""
    seats = [seat for seat in Seats.read(folder).all() if seat.in_charge]
    if not seats:
        raise UsageError(
            f"{folder} has no seat of a director or lead controller: use exercise serve --resume"
        )
    return min(seats, key=lambda seat: seat.role).name


def _on_its_own() -> dict[str, Any]:
    if os.name == "posix":
        return {"start_new_session": True}
    flags = ("DETACHED_PROCESS", "CREATE_NEW_PROCESS_GROUP")
    return {"creationflags": sum(getattr(subprocess, flag, 0) for flag in flags)}


def _printed(process: subprocess.Popen[str]) -> str:
    """The JSON document the server prints when it is there; empty when it ended instead."""
    assert process.stdout is not None
    with process.stdout as lines:
        text = ""
        for line in lines:
            text += line
            if line.rstrip() == "}":
                return text
    return ""


def _keep(path: Path, invited: dict[str, str]) -> None:
    """The invitations as text, for nobody else's eyes. Codes that are still good stay, at the present address."""
    from exercise.conduct.invitations import read_invitation

    here = read_invitation(next(iter(invited.values())))
    links: dict[str, str] = {}
    if path.exists():
        lines = (line.split() for line in path.read_text("utf-8").splitlines())
        links = {name: here._replace(code=read_invitation(link).code).link for name, link in lines}
    links |= invited
    new = path.with_suffix(".new")
    with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.writelines(f"{name}  {link}\n" for name, link in links.items())
    os.replace(new, path)
