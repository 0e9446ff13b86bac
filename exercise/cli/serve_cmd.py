"""`exercise serve`: the server of a joint drill, without a screen; it prints the invitations."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from exercise.errors import UsageError

if TYPE_CHECKING:
    from exercise.conduct.invitations import Invitation
    from exercise.conduct.roles import Seat
    from exercise.conduct.seats import Seats
    from exercise.conduct.session import Session
    from exercise.log.header import Header
    from exercise.scenario.model import Scenario

KINDS = ("diligent", "slow", "idle")
LATEST = "latest"
LOOPBACK = ("127.0.0.1", "::1", "localhost")
ANYWHERE = ("0.0.0.0", "::", "")


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be written after `exercise serve`."""
    add = parser.add_argument
    add("scenario", nargs="?", help="a bundled name (see `exercise list`) or a path")
    add("--host", default="127.0.0.1", help="address to serve on (default: this machine only)")
    add("--name", default="", metavar="HOST", help="how others reach this machine (default: its address)")
    add("--port", type=int, default=8765, help="port to serve on (default 8765; 0 takes a free one)")
    add(
        "--seats",
        type=Path,
        metavar="FILE",
        help="YAML: seat → {role, agency, cell} (default: all there may be)",
    )
    add("--cards", type=Path, metavar="FILE", help="also write the invitations as a page of cards to print")
    add("--qr", action="store_true", help="also show the invitations as QR codes")
    add("--resume", nargs="?", const=LATEST, metavar="RUN", help="go on with a run (default: the latest one)")
    add(
        "--renew",
        action="append",
        default=[],
        metavar="SEAT",
        help="with --resume: a new invitation for this seat",
    )
    add("--cert", type=Path, metavar="FILE", help="your own certificate, in PEM")
    add("--key", type=Path, metavar="FILE", help="its key, in PEM (default: in the same file)")
    add("--insecure", action="store_true", help="plain HTTP on a network: anybody on it can read everything")
    add("--pace", type=float, help="exercise seconds per second (default: the scenario's)")
    add("--bots", choices=KINDS, default="diligent", help="how agencies act while nobody sits there")
    add("--absent", default="", metavar="A,B", help="agencies that neither people nor bots play")
    add("--seed", default="1", help="any word; the same seed gives the same drill (default 1)")
    add("--out", type=Path, metavar="DIR", help="where to keep the log (default: your data folder)")
    add("--json", action="store_true", help="print the invitations as JSON")
    add(
        "--stop-when-over",
        action="store_true",
        help="stop by itself once the exercise has ended and every desk is left",
    )


def run(args: argparse.Namespace) -> int:
    """Serve until interrupted."""
    import asyncio

    from exercise.cli.joint import FOR_SERVING, need

    need(FOR_SERVING)
    if args.resume is None and args.scenario is None:
        raise UsageError("say which scenario, for example: exercise serve deep-line   (or --resume to go on)")
    if args.key and not args.cert:
        raise UsageError("--key goes with --cert")
    return asyncio.run(_serve(args))


async def _serve(args: argparse.Namespace) -> int:
    from exercise.cli.output import tell
    from exercise.conduct.hub import Hub
    from exercise.conduct.server import Server, listen
    from exercise.conduct.unattended import unattended
    from exercise.domain import commands as cmd
    from exercise.domain.seats import EXCON

    if args.renew and args.resume is None:
        raise UsageError("--renew goes with --resume")
    with listen(args.host, args.port) as listener:
        session, header, seats, codes = _resumed(args) if args.resume is not None else _begun(args)
        try:
            folder = session.writer.path.parent
            certificate, pin = _certificate(args, folder)
            if args.pace is not None:
                await session.ask(EXCON, cmd.SetPace(args.pace))
            tls = certificate is not None
            _show(
                args,
                _invitations(args, codes, listener.getsockname()[1], tls=tls, pin=pin),
                seats,
                session.scenario,
            )
            for warning in unattended(session.scenario, header.bots):
                tell(warning)
            tell(f"The log is {session.writer.path}")
            tell(f"To go on after a stop:  exercise serve --resume {folder}")
            server = Server(
                Hub(session, header, seats),
                listener=listener,
                certificate=certificate,
                key=args.key,
                stop_when_over=args.stop_when_over,
            )
            _tell_room(len(seats.all()))
            _stop_on_signals(server.stop)
            tell("Serving. Ctrl+C stops the server; the drill can go on later.")
            await server.run()
        finally:
            session.close()
    return 0


# --- the drill


def _resumed(args: argparse.Namespace) -> tuple[Session, Header, Seats, dict[str, str]]:
    """A run that goes on. Its codes cannot be shown again, only those that are renewed."""
    from exercise.cli.output import tell
    from exercise.conduct.runs import latest_run
    from exercise.conduct.seats import Seats
    from exercise.conduct.session import resume
    from exercise.log.store import read_log

    log = read_log(latest_run() if args.resume == LATEST else Path(args.resume))
    if log.torn:
        tell("the last line of the log was cut off in the middle; it was left out")
    folder, scenario = log.path.parent, log.header.scenario()
    if Seats.kept_in(folder):
        seats = Seats.read(folder)
        codes = {name: seats.renew(name) for name in args.renew}
    else:
        # It was begun on one machine; from now on others may join.
        seats, codes = Seats.made(folder, _wanted(args, scenario))
    return resume(log, scenario), log.header, seats, codes


def _begun(args: argparse.Namespace) -> tuple[Session, Header, Seats, dict[str, str]]:
    """A new run. Everything that can be wrong is looked at before its log exists."""
    from exercise.conduct.runs import new_run
    from exercise.conduct.seats import Seats
    from exercise.conduct.session import begin

    header, scenario = _header(args)
    wanted, path = _wanted(args, scenario), new_run(scenario.id, args.out)
    session = begin(path, header, scenario)
    seats, codes = Seats.made(path.parent, wanted)
    return session, header, seats, codes


def _header(args: argparse.Namespace) -> tuple[Header, Scenario]:
    from exercise.cli.output import tell
    from exercise.conduct.pacer import wall_now
    from exercise.log.header import LOG_FORMAT, Header
    from exercise.scenario.library import find_scenario
    from exercise.scenario.load import load
    from exercise.version import VERSION

    loaded = load(find_scenario(args.scenario))
    for warning in loaded.warnings:
        tell(str(warning))
    scenario = loaded.scenario
    absent = tuple(word.strip() for word in args.absent.split(",") if word.strip())
    for name in absent:
        if name not in scenario.agencies:
            raise UsageError(f"the scenario has no agency '{name}'; it has: {', '.join(scenario.agencies)}")
    header = Header(
        format=LOG_FORMAT,
        program=VERSION,
        exercise_id=f"{scenario.id}-{args.seed}",
        seed=args.seed,
        data=loaded.data,
        bots={agency: args.bots for agency in scenario.agencies if agency not in absent},
        absent=absent,
        wall=wall_now(),
    )
    return header, scenario


# --- the seats


def _wanted(args: argparse.Namespace, scenario: Scenario) -> tuple[Seat, ...]:
    from exercise.conduct.roles import usual_seats

    return _read_seats(args.seats, scenario) if args.seats else usual_seats(scenario)


def _read_seats(path: Path, scenario: Scenario) -> tuple[Seat, ...]:
    import msgspec
    import yaml

    from exercise.conduct.roles import Seat, checked

    try:
        plain: Any = yaml.safe_load(path.read_text("utf-8"))
        if not isinstance(plain, dict):
            raise UsageError(
                f"{path}: write one seat a line, for example  coast: {{role: participant, agency: coast}}"
            )
        return checked(
            [msgspec.convert({**(part or {}), "name": str(name)}, Seat) for name, part in plain.items()],
            scenario,
        )
    except (OSError, UnicodeError, TypeError, yaml.YAMLError, msgspec.MsgspecError) as wrong:
        raise UsageError(f"{path}: {wrong}") from None


def _certificate(args: argparse.Namespace, folder: Path) -> tuple[Path | None, str]:
    """The certificate to serve with, None for plain HTTP; and its pin when it is the server's own."""
    from exercise.cli.output import tell
    from exercise.conduct.tls import fingerprint, light_connections, own_certificate, pin_of_file

    if args.cert:
        light_connections()
        return args.cert, ""
    if args.insecure:
        if args.host not in LOOPBACK:
            tell("WARNING: without TLS, anybody on this network can read and change everything.")
        return None, ""
    if args.host in LOOPBACK:
        return None, ""
    light_connections()
    certificate = own_certificate(folder, tuple({args.host, args.name} - {"", *ANYWHERE}))
    tell(
        f"Browsers will warn of its own certificate; the right one has the SHA-256 {fingerprint(certificate)}"
    )
    return certificate, pin_of_file(certificate)


def _invitations(
    args: argparse.Namespace, codes: dict[str, str], port: int, *, tls: bool, pin: str
) -> dict[str, Invitation]:
    import socket

    from exercise.conduct.invitations import Invitation

    host = args.name or (socket.gethostname() if args.host in ANYWHERE else args.host)
    return {name: Invitation(host, port, code, pin, tls) for name, code in codes.items()}


def _show(args: argparse.Namespace, invited: dict[str, Invitation], seats: Seats, scenario: Scenario) -> None:
    from exercise.cli.output import say, say_json, tell
    from exercise.conduct.cards import cards, qr
    from exercise.conduct.invitations import spoken

    by_name = {seat.name: seat for seat in seats.all()}
    if args.json:
        listed = [
            {"seat": name, "role": by_name[name].role, "agency": by_name[name].agency, "link": one.link}
            for name, one in invited.items()
        ]
        say_json({"exercise": True, "invitations": listed})
    else:
        width = max((len(name) for name in invited), default=0)
        for name, one in invited.items():
            say(f"{name:<{width}}  {spoken(one.code)}  {one.link}")
            if args.qr:
                say(qr(one))
    if args.resume is not None and not invited:
        tell("The invitations of this run are still good; --renew SEAT makes a new one.")
    if args.cards and invited:
        # Whoever reads them can sit down.
        page = os.open(args.cards, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(page, "w", encoding="utf-8") as file:
            file.write(cards([(by_name[name], one) for name, one in invited.items()], scenario))
        tell(f"The cards are in {args.cards}")
    import sys

    sys.stdout.flush()


def _tell_room(seats: int) -> None:
    """Every seat is an open file to the system: better said now than when the last ones cannot sit down."""
    from exercise.cli.output import tell
    from exercise.conduct.open_files import SPARE, open_files_allowed

    if (allowed := open_files_allowed()) < seats + SPARE:
        tell(
            f"WARNING: this system lets the server hold {allowed} connections, and there are {seats} seats; "
            f"raise its limit of open files first (ulimit -n {2 * (seats + SPARE)})."
        )


def _stop_on_signals(stop: Any) -> None:
    import asyncio
    import signal

    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, stop)
        except NotImplementedError:
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop))
