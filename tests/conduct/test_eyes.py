"""Sitting at an agency on one machine shows what sitting there on another machine shows: the same picture."""

from __future__ import annotations

import json
from pathlib import Path

from exercise.conduct import wire
from exercise.conduct.learned import Learned
from exercise.conduct.session import LocalLink
from exercise.domain import commands as cmd
from exercise.log.records import Record
from exercise.review.picture import Picture
from exercise.review.plain import as_json
from tests.conduct.joint import room
from tests.conduct.planted import CANARY, planted_header

HOUR = 3600


async def test_a_seat_looks_the_same_here_and_far_away(tmp_path: Path) -> None:
    async with room(tmp_path, planted_header()) as made:
        lead, line = await made.seated("lead"), made.line()
        welcome = await line.hello(made.codes["coast"])
        await lead.ask(cmd.Start())
        await line.ask(cmd.Order("sail"))
        await line.ask(cmd.ProposeAction("Ask the fishermen."))
        await lead.ask(cmd.Override(({"flag": "canary-flag"},), "canary reason"))
        await lead.ask(cmd.Jump(2 * HOUR))
        await lead.ask(cmd.CheckComms())
        await lead.ask(cmd.SendAs("Press", ("coast",), "s", "last"))
        while "last" not in repr(line.records[-1:]):
            await line.hear(wire.Told)
        link, learned = LocalLink(made.session), Learned(welcome.briefing)
        far = Picture(learned.scenario, "coast", stand_ins=welcome.stand_ins)
        for text in line.texts:
            if isinstance(told := wire.answer(text), wire.Told):
                learned.take(told.more)
                far.take_all(told.records)
        eyes = link.eyes("coast")
        here = Picture(eyes.scenario, "coast", stand_ins=link.stand_ins)
        # In two parts, as a desk gets them.
        here.take_all(eyes.see(made.session.records[:10]))
        here.take_all(eyes.see(made.session.records[10:]))
        assert as_json(here, 2 * HOUR) == as_json(far, 2 * HOUR)
        assert CANARY not in json.dumps(as_json(here, 2 * HOUR))
        assert CANARY in json.dumps(as_json(whole(made.session.records, link), 2 * HOUR))


def whole(records: list[Record], link: LocalLink) -> Picture:
    """The same seat's picture from everything that is here: what this is about."""
    picture = Picture(link.scenario, "coast", stand_ins=link.stand_ins)
    picture.take_all(records)
    return picture
