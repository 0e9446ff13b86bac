"""A played exercise as a link: any moment of it, a clock of its own, and a log that nobody touches."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from exercise.domain import commands as cmd
from exercise.errors import NoSuchThing, Refused
from exercise.log.store import LogWriter, read_log
from tests.harbour import header
from tests.tui.recorded import Hands, kept, played, recording

END = played()[-1].tick


def test_it_plays_at_its_pace_and_stands_at_the_end(tmp_path: Path) -> None:
    hands = Hands()
    link = recording(kept(tmp_path), hands=hands)
    assert (link.tick(), link.goes) == (0, False)
    link.play()
    hands.seconds += 10
    assert (link.tick(), link.goes) == (600, True)
    link.set_pace(600)
    hands.seconds += 1
    assert link.tick() == 1200
    hands.seconds += END
    assert (link.tick(), link.goes, link.seq) == (END, False, len(played()) - 1)
    link.play()
    assert (link.tick(), link.goes) == (0, True)


def test_a_record_shows_the_moment_just_after_it(tmp_path: Path) -> None:
    link = recording(kept(tmp_path))
    same = next(n for n, record in enumerate(played()) if record.tick and record.tick == played()[n + 1].tick)
    link.go_to_record(same)
    assert (link.seq, link.tick()) == (same, played()[same].tick)
    assert link.picture("excon").world == link.replay.at_record(same).world
    link.go_to(link.tick())
    assert link.seq > same
    with pytest.raises(NoSuchThing):
        link.go_to_record(len(played()))


def test_no_moment_lies_outside_the_log(tmp_path: Path) -> None:
    link = recording(kept(tmp_path))
    link.go_to(-60)
    assert link.tick() == 0
    link.go_to(END + 60)
    assert link.tick() == END


def test_who_answers_where_nobody_sits_is_said_as_the_log_has_it(tmp_path: Path) -> None:
    played_by = msgspec.structs.replace(header(), bots={}, absent=("port",))
    LogWriter(tmp_path / "log.jsonl", played_by).close(finished=True)
    link = recording(read_log(tmp_path))
    seats = {row.id: row.seat for row in link.picture("excon").agencies(0)}
    assert seats == {"port": "absent", "csirt": "nobody"}


async def test_nothing_can_be_asked_of_the_past(tmp_path: Path) -> None:
    link = recording(kept(tmp_path))
    before = Path(link.log_path).read_bytes()
    with pytest.raises(Refused, match="the log stays as it is"):
        await link.ask(cmd.Pause(), seat="excon")
    link.notes.add(3, 60, text="Here.")
    assert Path(link.log_path).read_bytes() == before
    assert [batch async for batch in link.records()] == [list(played())]


def test_a_log_that_is_still_written_is_read_further_when_asked(tmp_path: Path) -> None:
    log = kept(tmp_path, count=100, finished=False)
    writer = LogWriter(log.path, after=log)
    link = recording(log)
    link.go_to_record(50)
    at = link.tick()
    assert not link.finished
    assert link.read_again()() == 0
    for record in played()[100:150]:
        writer.append(record)
    writer.commit()
    take_in = link.read_again()
    assert len(link.replay.records) == 100
    assert take_in() == 50
    assert (link.tick(), link.replay.end) == (at, played()[149].tick)
    writer.close(finished=True)
    link.read_again()()
    assert link.finished
    assert len(read_log(tmp_path)) == 150
