"""`exercise follow`: what a seat is told, line by line; the plain twin of a desk."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exercise.conduct.remote import RemoteLink
    from exercise.log.records import Record


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be written after `exercise follow`."""
    from exercise.cli.joint import invitation_argument

    invitation_argument(parser)
    parser.add_argument("--json", action="store_true", help="each record as a line of JSON")
    parser.add_argument("--once", action="store_true", help="only what happened so far")


def run(args: argparse.Namespace) -> int:
    """Follow until ENDEX, or until interrupted."""
    import asyncio

    return asyncio.run(_follow(args))


async def _follow(args: argparse.Namespace) -> int:
    import sys

    from exercise.cli.joint import link_to
    from exercise.cli.output import say, tell

    link = link_to(args.invitation, how="records")
    await link.sit_down()
    welcome = link.welcome
    tell(f"{welcome.marking}: you follow as {welcome.seat}")
    if not args.json:
        # Also where the lines go to a file: whoever finds them must see what they are.
        say(welcome.marking)
    show = _as_json if args.json else _as_words(link)
    left = welcome.held
    try:
        if args.once and not left:
            return 0
        async for records in link.records():
            for record in records:
                show(record)
            sys.stdout.flush()
            left -= len(records)
            if any(map(_is_endex, records)) or (args.once and left <= 0):
                return 0
    finally:
        await link.leave()
    return 0


def _is_endex(record: Record) -> bool:
    from exercise.domain import events as ev

    event = getattr(record, "event", None)
    return isinstance(event, ev.PhaseChanged) and event.phase == "ended"


def _as_json(record: Record) -> None:
    import msgspec

    from exercise.cli.output import harmless

    line = msgspec.json.encode({**msgspec.to_builtins(record), "exercise": True}).decode()
    print(harmless(line))


def _as_words(link: RemoteLink) -> Callable[[Record], None]:
    from exercise.cli.output import say
    from exercise.review.names import minute
    from exercise.review.picture import Picture

    scenario = link.scenario
    picture = Picture(scenario, link.welcome.eyes, languages=scenario.languages_of(link.welcome.eyes))

    def show(record: Record) -> None:
        before = picture.feed.total
        picture.take(record)
        for line in picture.feed.last(picture.feed.total - before):
            say(f"{minute(line.tick)}  {line.who}: {line.text}")

    return show
