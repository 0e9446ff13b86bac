"""Whole drills with bots: the same log everywhere, and after any crash."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercise.domain import events as ev
from exercise.domain.world import World
from exercise.engine.resimulate import resimulate
from exercise.errors import LogForked
from exercise.log.records import Asked, Happened, Record
from exercise.log.store import LogWriter, read_log
from exercise.rehearsal.drill import Drill
from exercise.rehearsal.headless import resume_headless, run_headless
from exercise.scenario.load import scenario_from_data
from tests.harbour import HARBOUR, HOUR, harbour, header

END = 48 * HOUR
PORT = HARBOUR["agencies"]["port"]


def played(*, bots: str = "diligent", seed: str = "7") -> tuple[list[Record], World]:
    drill, records = run_headless(None, header(bots=bots, seed=seed), harbour(), until=END)
    return records, drill.engine.world


def test_acting_and_not_acting_end_in_different_worlds() -> None:
    good, bad = played(bots="diligent")[1], played(bots="idle")[1]
    assert good.assets["cable"].level == 1.0
    assert bad.assets["cable"].level == 0.0
    trust = ("trust", "")
    assert good.indicators[trust].at(END) > bad.indicators[trust].at(END) + 20


def test_a_bot_never_sits_where_a_person_does() -> None:
    from exercise.domain import commands as cmd

    records: list[Record] = []
    drill = Drill(harbour(), "7", header().bots, records.append)
    drill.submit("excon", cmd.Start())
    drill.submit("excon", cmd.TakeSeat("port"))
    drill.advance_to(END)
    assert {record.by for record in records if isinstance(record, Asked)} == {"excon", "bot/csirt"}


def test_the_log_re_simulates_to_itself() -> None:
    records, world = played()
    engine, beyond = resimulate(harbour(), "7", records)
    assert beyond == []
    assert engine.world == world


def test_a_log_whose_events_do_not_follow_from_its_commands_is_found_out() -> None:
    records, _ = played()
    index, record = next(
        (index, record)
        for index, record in enumerate(records)
        if isinstance(record, Happened) and isinstance(record.event, ev.StageBegun)
    )
    assert isinstance(record, Happened)
    forged = Happened(record.seq, record.tick, ev.StageBegun(record.event.run, 0, 1), record.to, record.cause)  # type: ignore[union-attr]
    with pytest.raises(LogForked) as found:
        resimulate(harbour(), "7", [*records[:index], forged, *records[index + 1 :]])
    assert found.value.seq == record.seq


WHOLE = played()[0]


@given(st.integers(1, len(WHOLE)))
@settings(deadline=None, max_examples=60)
def test_cut_anywhere_and_resumed_the_future_is_the_same(cut: int) -> None:
    rest: list[Record] = []
    drill = Drill.resumed(header(), harbour(), WHOLE[:cut], rest.append)
    drill.advance_to(END)
    again = [*WHOLE[:cut], *rest]
    # The last two records are the ENDEX of the run that was not cut.
    assert again[: len(WHOLE) - 2] == WHOLE[: min(len(again), len(WHOLE) - 2)]
    assert len(again) >= len(WHOLE) - 2


def test_people_and_bots_in_one_log_resume_too() -> None:
    from exercise.domain import commands as cmd

    def drill_to(tick: int) -> list[Record]:
        records: list[Record] = []
        drill = Drill(harbour(), "3", {"csirt": "diligent", "port": "slow"}, records.append)
        drill.submit("excon", cmd.Start())
        drill.advance_to(2 * HOUR)
        drill.submit("excon", cmd.TakeSeat("port"))
        drill.submit("port", cmd.Order("survey"))
        drill.advance_to(3 * HOUR)
        drill.submit("excon", cmd.LeaveSeat("port"))
        drill.advance_to(tick)
        return records

    import msgspec

    early, late = drill_to(4 * HOUR), drill_to(30 * HOUR)
    rest: list[Record] = []
    head = msgspec.structs.replace(header(seed="3"), bots={"csirt": "diligent", "port": "slow"})
    drill = Drill.resumed(head, harbour(), early, rest.append)
    drill.advance_to(30 * HOUR)
    assert [*early, *rest] == late


PLAY = """
import sys
from pathlib import Path
from exercise.rehearsal.headless import run_headless
from tests.harbour import harbour, header
run_headless(Path(sys.argv[1]), header(), harbour(), until=48 * 3600)
"""


def test_the_log_is_the_same_bytes_in_another_process_with_another_hash_seed(tmp_path: Path) -> None:
    logs = []
    for number in (0, 1, 2):
        path = tmp_path / str(number) / "log.jsonl"
        subprocess.run(
            [sys.executable, "-c", PLAY, str(path)],
            env=os.environ | {"PYTHONHASHSEED": str(number)},
            check=True,
            cwd=Path(__file__).parents[2],
        )
        logs.append(path.read_bytes())
    assert logs[0] == logs[1] == logs[2]


SLOWLY = """
import sys
from pathlib import Path
from exercise.rehearsal import headless
from exercise.rehearsal.headless import run_headless
from tests.harbour import harbour, header
headless.COMMIT_EVERY = 1
def stop(tick, until):
    print(tick, flush=True)
    sys.stdin.readline()
run_headless(Path(sys.argv[1]), header(), harbour(), until=48 * 3600, progress=stop)
"""


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is a POSIX word")
def test_kill_minus_nine_and_resume_gives_the_log_of_a_run_never_killed(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    process = subprocess.Popen(
        [sys.executable, "-c", SLOWLY, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdin is not None
    assert process.stdout is not None
    for _ in range(14):
        process.stdout.readline()
        process.stdin.write(b"\n")
        process.stdin.flush()
    process.stdout.readline()
    process.send_signal(signal.SIGKILL)
    process.communicate()
    log = read_log(path)
    assert not log.closed
    assert 10 < len(log) < len(WHOLE)
    resume_headless(log, log.header.scenario(), until=END)
    again = read_log(path)
    assert again.closed
    assert again.records == WHOLE


def test_a_finished_run_cannot_be_gone_on_with(tmp_path: Path) -> None:
    from exercise.errors import UsageError

    path = tmp_path / "log.jsonl"
    run_headless(path, header(), harbour(), until=HOUR)
    log = read_log(path)
    with pytest.raises(UsageError, match="has ended"):
        resume_headless(log, harbour(), until=END)
    with pytest.raises(UsageError, match="never overwritten"):
        LogWriter(path, header())


def test_whoever_writes_to_an_agency_nobody_plays_gets_one_answer() -> None:
    from exercise.domain import commands as cmd

    records: list[Record] = []
    drill = Drill(harbour(), "7", header().bots, records.append)
    drill.submit("excon", cmd.Start())
    drill.submit("excon", cmd.TakeSeat("port"))
    drill.submit("port", cmd.Send(("csirt",), "Do you see it too?", "Our cable is dark."))
    drill.submit("excon", cmd.LeaveSeat("port"))
    drill.advance_to(10 * HOUR)
    sent = [
        record.event
        for record in records
        if isinstance(record, Happened) and isinstance(record.event, ev.MessageSent)
    ]
    assert [(one.sender, one.to, one.subject) for one in sent] == [
        ("port", ("csirt",), "Do you see it too?"),
        ("csirt", ("port",), "Re: Do you see it too?"),
    ]


def test_an_agency_nobody_plays_answers_in_its_own_time() -> None:
    """The port takes three hours for everything in this scenario, and does half of it at most."""

    def first_orders(**unplayed: object) -> dict[str, list[int]]:
        data = HARBOUR | {"agencies": HARBOUR["agencies"] | {"port": PORT | {"unplayed": unplayed}}}
        told: dict[str, list[int]] = {}
        for kind in ("diligent", "slow", "idle"):
            _, records = run_headless(None, header(bots=kind), scenario_from_data(data), until=END)
            told[kind] = [
                record.tick for record in records if isinstance(record, Asked) and record.by == "bot/port"
            ]
        return told

    told = first_orders(after="3h", share="100%")
    assert told["diligent"][0] == told["slow"][0] == 4 * HOUR
    assert told["idle"] == []
    assert first_orders(share="0%") == {"diligent": [], "slow": [], "idle": []}


def test_bots_choose_another_way_when_a_decision_would_start_what_is_left_out() -> None:
    line = HARBOUR["decisions"]["public-line"]
    options = line["options"] | {
        "facts": {
            "text": "Facts",
            "then": [{"if": {"flag": "storm"}, "then": [{"start": "survey", "by": "port"}]}],
        }
    }
    scenario = scenario_from_data(HARBOUR | {"decisions": {"public-line": line | {"options": options}}})

    def chosen(*without: str) -> list[str]:
        _, records = run_headless(None, header(), scenario, until=END, without=frozenset(without))
        return [
            record.event.option
            for record in records
            if isinstance(record, Happened) and isinstance(record.event, ev.DecisionMade)
        ]

    assert chosen() == ["facts"]
    assert chosen("survey") == ["blame"]
