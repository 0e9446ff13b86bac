"""What others' exercise platforms got wrong, each defect a test: the second half, of people and of logs.

The first half, of time, is where time is: pauses, pace and releases in `test_session.py` and `test_pacer.py`,
days and gates in `tests/engine/test_injects.py`, a killed server in `tests/cli/test_joint_cmds.py`.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from exercise.conduct.roles import usual_seats
from exercise.conduct.runs import new_run
from exercise.conduct.session import begin
from exercise.conduct.unattended import unattended
from exercise.domain import commands as cmd
from exercise.domain import events as ev
from exercise.errors import UsageError
from exercise.log.records import Happened
from exercise.log.store import read_log
from exercise.review.measures import judge
from exercise.review.picture import Picture
from exercise.review.plain import as_json
from tests.conduct.http import Caller
from tests.conduct.joint import Line, letters, room
from tests.conduct.planted import SCENARIO, planted_header
from tests.scenes import Scene

MINUTE = 60


def released(line: Line) -> list[str]:
    """The injects that a seat was told of."""
    events = [record.event for record in line.records if isinstance(record, Happened)]
    return [event.inject for event in events if isinstance(event, ev.InjectReleased)]


async def test_7_whoever_nobody_plays_is_named_before_startex_and_finds_everything_on_arrival(
    tmp_path: Path,
) -> None:
    assert unattended(SCENARIO, ["inland"]) == [
        "Nobody plays Coast guard (coast) yet: 3 injects go there, the first at T+00:10. "
        "They are kept for whoever sits down there."
    ]
    assert unattended(SCENARIO, ["coast", "inland"]) == []
    async with room(tmp_path, planted_header()) as made:
        lead = await made.seated("lead")
        await lead.ask(cmd.CheckComms())
        checked = next(
            record.event
            for record in made.session.records
            if isinstance(record, Happened) and isinstance(record.event, ev.CommsChecked)
        )
        assert ("coast", "coast") in checked.away
        await lead.ask(cmd.Start())
        made.hands.now += 10 * MINUTE
        await lead.ask(cmd.Release("canary-later"))
        coast = await made.seated("coast")
        await coast.ask(cmd.Reply("call", "We were late, we have it now."))
        assert released(coast) == ["call", "news", "canary-later"]


async def test_8_time_goes_on_when_every_controller_has_lost_the_line(tmp_path: Path) -> None:
    async with room(tmp_path, planted_header()) as made:
        lead, coast = await made.seated("lead"), await made.seated("coast")
        await lead.ask(cmd.Start())
        await coast.ask(cmd.Order("mend", "cable"))
        lead.cut()
        await lead.task
        made.hands.now += 1.5 * MINUTE
        # Nobody has to press anything: this seat only says hello, and finds what came meanwhile.
        assert await coast.ask(cmd.Send(("excon",), "s", "still here")) == ""
        assert letters(made.session)[0] == "call"
        await coast.told(
            len(made.hub.view(next(seat for seat in made.hub.seats.all() if seat.name == "coast")))
        )
        assert "call" in released(coast)
        assert "activity-finished" in "".join(coast.texts)


async def test_9_what_another_agency_has_cannot_be_had_live_late_or_in_any_export(tmp_path: Path) -> None:
    """The whole of it: `test_hostile.py` and `test_noninterference.py`."""
    async with room(tmp_path, planted_header()) as made:
        lead, inland = await made.seated("lead"), await made.seated("inland")
        await lead.ask(cmd.Start())
        await lead.ask(cmd.SendInject(("inland",), "Watch", "for you alone", "for you alone"))
        await inland.ask(cmd.Send(("excon",), "s", "for you alone"))
        late, caller = await made.seated("coast"), Caller(made.hub)
        await late.ask(cmd.Send(("excon",), "s", "mine"))
        told = "".join(late.texts)
        for path in ("records?limit=1000", "picture", "briefing"):
            told += (await caller.get(f"/api/v1/{path}", made.codes["coast"])).body.decode()
            theirs = (await caller.get(f"/api/v1/{path}", made.codes["inland"])).body.decode()
            assert "for you alone" in theirs
        assert "for you alone" not in told


def test_10_neither_silence_nor_zeal_moves_a_rating() -> None:
    """Injects that expect nothing count nowhere, and a decision more is no point more."""
    plain = Scene(SCENARIO).play("T+04:00", ("T+04:00", "excon", cmd.End()))
    zealous = Scene(SCENARIO).play(
        *(("T+01:00", "coast", cmd.Decide("own-decision", text=f"decision {n}")) for n in range(20)),
        *(("T+02:00", "excon", cmd.SendInject(("coast",), "a", "b", "c")) for n in range(20)),
        ("T+04:00", "excon", cmd.End()),
    )
    results = [judge(SCENARIO, scene.records) for scene in (plain, zealous)]
    assert results[0]["canary-aim"].proposed == results[1]["canary-aim"].proposed
    verdicts = [[task.answer.verdict for task in each["canary-aim"].tasks] for each in results]
    assert verdicts[0] == verdicts[1] == ["met"]


def test_11_starting_over_never_touches_the_log_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    first = new_run("planted", None)
    begin(first, planted_header(), SCENARIO).close()
    before = first.read_bytes()
    second = new_run("planted", None)
    begin(second, planted_header(), SCENARIO).close()
    assert first.parent != second.parent
    assert first.read_bytes() == before
    with pytest.raises(UsageError, match="holds a log already"):
        new_run("planted", first.parent)
    with pytest.raises(UsageError, match="never overwritten"):
        begin(first, planted_header(), SCENARIO)
    assert first.read_bytes() == before


@pytest.mark.parametrize("how", ["desks", "requests"])
async def test_12_two_controllers_press_release_in_the_same_moment(tmp_path: Path, how: str) -> None:
    async with room(tmp_path, planted_header()) as made:
        lead, central = await made.seated("lead"), await made.seated("central")
        await lead.ask(cmd.Start())
        if how == "desks":
            said = await asyncio.gather(lead.ask(cmd.Release("call")), central.ask(cmd.Release("call")))
            assert sorted(map(bool, said)) == [False, True]
        else:
            release, caller = {"kind": "release", "inject": "call"}, Caller(made.hub)
            replies = await asyncio.gather(
                *(caller.ask(made.codes[who], release) for who in ("lead", "central"))
            )
            assert sorted(reply.status for reply in replies) == [200, 409]
        assert letters(made.session) == ["call"]


@pytest.mark.parametrize("who", ["lead", "coast"])
async def test_13_the_replay_shows_the_lines_that_were_seen_live(tmp_path: Path, who: str) -> None:
    async with room(tmp_path, planted_header()) as made:
        lead, inland = await made.seated("lead"), await made.seated("inland")
        watching = made.line()
        welcome = await watching.hello(made.codes[who], how="records")
        await lead.ask(cmd.Start())
        await inland.ask(cmd.Order("canary-raid"))
        made.hands.now += 20 * MINUTE
        await lead.ask(cmd.SendAs("Press", ("coast",), "s", "t"))
        await lead.ask(cmd.End())
        view = made.hub.view(next(seat for seat in usual_seats(SCENARIO) if seat.name == who))
        live = Picture(SCENARIO, welcome.eyes)
        for record in await watching.told(len(view)):
            live.take(record)
    log = read_log(tmp_path / "log.jsonl")
    replayed = Picture(log.header.scenario(), welcome.eyes)
    replayed.take_all(log)
    tick = log.records[-1].tick
    lines = [[(line.tick, line.who, line.text) for line in each.feed.lines] for each in (live, replayed)]
    assert lines[0] == lines[1]
    assert len(lines[0]) > 5
    if who == "lead":
        assert as_json(live, tick) == as_json(replayed, tick)
