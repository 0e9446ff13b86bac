"""`exercise ask`: one question to a running exercise, from a script or a keyboard."""

from __future__ import annotations

import argparse

EXAMPLES = """\
commands are those of the log, with their parts in order or by name:
  start · pause · resume · release INJECT · order ACTION [TARGET] · reply INJECT TEXT… · decide QUESTION OPTION
  send AGENCY SUBJECT TEXT… · share FACT AGENCY,AGENCY · observe TEXT… · set-pace 60 · jump T+06:00
  rationale="as the lawyers advise"  (any part by name)      json '{"kind":"order","activity":"triage"}'
about the exercise, as your seat is asked (hot wash, feedback):
  questionnaires   (what is open now)      answer hot-wash well="The calls." badly="Nobody knew whom to call."
about the seats and the server, for the director and the lead controller:
  seats · revoke SEAT · renew SEAT · stop   (stops the server; `exercise serve --resume` goes on)
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be written after `exercise ask`."""
    from exercise.cli.joint import invitation_argument

    parser.epilog = EXAMPLES
    invitation_argument(parser)
    parser.add_argument("command", nargs="+", help="what to ask, see below")
    parser.add_argument(
        "--as", dest="seat", default="", metavar="AGENCY", help="for a controller sitting at an agency"
    )


def run(args: argparse.Namespace) -> int:
    """Ask, and say `done` when it is on disk."""
    import asyncio

    return asyncio.run(_ask(args))


async def _ask(args: argparse.Namespace) -> int:
    from exercise.cli.ask_questions import WORD, list_questionnaires
    from exercise.cli.ask_words import command_from
    from exercise.cli.joint import link_to
    from exercise.cli.output import say, tell

    verb, *rest = args.command
    if args.command == [WORD]:
        await list_questionnaires(args.invitation)
        return 0
    command = None if verb in ("seats", "revoke", "renew", "stop") else command_from(args.command)
    link = link_to(args.invitation, how="answers")
    await link.sit_down()
    tell(link.welcome.marking)
    try:
        if command is not None:
            await link.ask(command, seat=args.seat)
            say("done")
        else:
            say(await link.manage(verb, rest[0] if rest else "") or "done")
    finally:
        await link.leave()
    return 0
