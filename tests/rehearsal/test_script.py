"""A script plays commands at their own times, through the door people use, once, and after any crash."""

from __future__ import annotations

import json
import re
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercise.cli import main
from exercise.domain import commands as cmd
from exercise.engine.resimulate import resimulate
from exercise.errors import ScenarioInvalid
from exercise.log.header import Header
from exercise.log.records import Asked, Record
from exercise.log.store import read_log
from exercise.rehearsal.drill import Drill
from exercise.rehearsal.headless import resume_headless, run_headless
from exercise.rehearsal.script_file import lines_of, read_script
from tests.harbour import HOUR, harbour, header

ROOT = Path(__file__).parents[2]
END = 24 * HOUR
SCRIPT = """\
commands:
  - {at: T+03:00, as: port, do: {order: repair}}
  - {at: T+02:30, as: port, do: {order: survey}}
  - {at: T+03:00, as: port, do: {order: repair}}
  - {at: T+03:00, as: excon, do: {observe: They are quick., agency: port, objective: act, rating: S}}
  - {at: T+02:30, as: csirt, do: {release: press}}
  - {at: T+09:00, as: csirt, do: {decide: public-line, choose: facts, because: It is all we know.}}
"""


def written(folder: Path, text: str = SCRIPT) -> Path:
    path = folder / "night.yaml"
    path.write_text(text, "utf-8")
    return path


def scripted(folder: Path, *, bots: str = "") -> Header:
    commands = read_script(written(folder), harbour())
    return msgspec.structs.replace(header(bots=bots), script=commands)


def asked(records: list[Record]) -> list[tuple[int, str, object, str | None]]:
    found = [record for record in records if isinstance(record, Asked)]
    return [(record.tick, record.by, record.command, record.id) for record in found]


def test_commands_come_at_their_times_in_the_order_written(tmp_path: Path) -> None:
    drill, records = run_headless(None, scripted(tmp_path), harbour(), until=END)
    assert asked(records)[1:-1] == [
        (9000, "port", cmd.Order("survey"), "script/2"),
        (10800, "port", cmd.Order("repair"), "script/1"),
        (
            10800,
            "excon",
            cmd.Observe("They are quick.", agency="port", objective="act", rating="S"),
            "script/4",
        ),
        (
            32400,
            "csirt",
            cmd.Decide("public-line", "facts", rationale="It is all we know."),
            "script/6",
        ),
    ]
    assert drill.script.next() is None


def test_what_the_rules_refuse_is_kept_with_the_reason(tmp_path: Path) -> None:
    drill, _ = run_headless(None, scripted(tmp_path), harbour(), until=END)
    assert [refusal.as_json() for refusal in drill.script.refused] == [
        {"at": 9000, "as": "csirt", "asked": "release press", "why": "only a controller may do this"},
        {"at": 10800, "as": "port", "asked": "order repair", "why": "this is under way already"},
    ]


def test_every_word_becomes_its_command() -> None:
    words = [
        ({"stand_down": "repair@port#1", "why": "storm"}, cmd.StandDown("repair@port#1", "storm")),
        ({"reply": "press", "text": "Soon."}, cmd.Reply("press", "Soon.")),
        ({"share": "anchor", "to": "csirt", "knowingly": True}, cmd.Share("anchor", ("csirt",), "", True)),
        ({"send": "Hello", "to": ["port"], "text": "?"}, cmd.Send(("port",), "Hello", "?")),
        ({"file": "nis2", "fields": {"what": "cable"}}, cmd.FileReport("nis2", {"what": "cable"})),
        ({"propose": "joint", "text": "Now"}, cmd.Propose("joint", "Now")),
        ({"vote": "joint", "says": "agree"}, cmd.Vote("joint", "yes")),
        ({"vote": "joint", "says": "disagree", "because": "Early"}, cmd.Vote("joint", "no", "Early")),
        ({"vote": "joint", "says": "abstain"}, cmd.Vote("joint", "abstain")),
        ({"withdraw": "joint"}, cmd.Withdraw("joint")),
        ({"improvise": "Ask the fishermen"}, cmd.ProposeAction("Ask the fishermen")),
        ({"release": "press"}, cmd.Release("press")),
        ({"hold": "press"}, cmd.Hold("press")),
        ({"skip": "press", "why": "late"}, cmd.Skip("press", "late")),
        ({"reschedule": "press", "to": "T+08:00"}, cmd.Reschedule("press", 8 * HOUR)),
        (
            {"override": [{"add": {"trust": 2}}], "because": "so"},
            cmd.Override(({"add": {"trust": 2}},), "so"),
        ),
        ({"rule": "proposal-1", "accept": True, "because": "ok"}, cmd.Rule("proposal-1", True, "ok")),
        (
            {"send_as": "A skipper", "to": ["port"], "subject": "S", "text": "T"},
            cmd.SendAs("A skipper", ("port",), "S", "T"),
        ),
        (
            {"send_inject": "S", "from": "Radio", "to": ["port"], "text": "T", "answer_within": "1h"},
            cmd.SendInject(("port",), "Radio", "S", "T", answer_within=HOUR),
        ),
        (
            {"send_inject": {"en": "S", "sq": "P"}, "from": "R", "to": "port", "text": "T", "at": "T+02:00"},
            cmd.SendInject(("port",), "R", {"en": "S", "sq": "P"}, "T", at=2 * HOUR),
        ),
        (
            {"send_template": "rumour", "fill": {"place": "Drin"}, "to": ["port"], "at": "T+02:00"},
            cmd.SendInject(("port",), template="rumour", gaps={"place": "Drin"}, at=2 * HOUR),
        ),
        ({"end": "enough"}, cmd.End("enough")),
    ]
    lines = lines_of([{"at": "T+00:00", "as": "port", "do": do} for do, _ in words])
    assert [line.do.command() for line in lines] == [command for _, command in words]


def test_mistakes_are_answered_with_their_line_all_at_once(tmp_path: Path) -> None:
    text = """\
commands:
  - {at: 02:30, as: port, do: {order: survey}}
  - {at: T+03:00, as: port, do: {oder: repair}}
"""
    with pytest.raises(ScenarioInvalid) as found:
        read_script(written(tmp_path, text), harbour())
    said = [str(complaint).partition("night.yaml:")[2] for complaint in found.value.complaints]
    assert [line.split(": ")[:2] for line in said] == [
        ["2:10", "commands.0.at"],
        ["3:34", "commands.1.do.oder"],
    ]
    assert "did you mean `order`" in said[1]


def test_names_the_scenario_does_not_have_are_found_before_play(tmp_path: Path) -> None:
    text = """\
commands:
  - {at: T+01:00, as: prot, do: {order: repiar}}
  - {at: T+01:00, as: port, do: {reply: ad-hoc-1, text: Noted.}}
"""
    with pytest.raises(ScenarioInvalid) as found:
        read_script(written(tmp_path, text), harbour())
    said = [(complaint.where, complaint.suggestion) for complaint in found.value.complaints]
    assert said == [
        ("commands.0.as", "did you mean `port`?"),
        ("commands.0.do.order", "did you mean `repair`?"),
    ]


def test_the_log_of_a_scripted_run_plays_again_to_itself(tmp_path: Path) -> None:
    _, records = run_headless(None, scripted(tmp_path, bots="diligent"), harbour(), until=END)
    engine, beyond = resimulate(harbour(), "7", records)
    assert beyond == []
    assert engine.tick == END


@given(st.data())
@settings(deadline=None, max_examples=40)
def test_cut_anywhere_and_resumed_nothing_is_asked_twice(data: st.DataObject) -> None:
    commands = [
        {"at": "T+02:30", "as": "port", "do": {"order": "survey"}},
        {"at": "T+02:30", "as": "csirt", "do": {"release": "press"}},
        {"at": "T+03:00", "as": "port", "do": {"order": "repair"}},
        {"at": "T+03:00", "as": "port", "do": {"order": "repair"}},
        {"at": "T+03:00", "as": "csirt", "do": {"improvise": "Ask the fishermen"}},
        {"at": "T+20:00", "as": "excon", "do": {"observe": "Late."}},
    ]
    head = msgspec.structs.replace(header(bots="slow"), script=commands)
    whole: list[Record] = []
    drill = Drill(harbour(), "7", head.bots, whole.append, script=commands)
    drill.submit("excon", cmd.Start())
    drill.advance_to(END)
    cut = data.draw(st.integers(1, len(whole)))
    rest: list[Record] = []
    again = Drill.resumed(head, harbour(), whole[:cut], rest.append)
    again.advance_to(END)
    assert [*whole[:cut], *rest] == whole


def test_a_run_that_goes_on_needs_no_file(tmp_path: Path) -> None:
    path, head = tmp_path / "log.jsonl", scripted(tmp_path)
    _, whole = run_headless(None, head, harbour(), until=END)
    run_headless(path, head, harbour(), until=END)
    lines = path.read_bytes().splitlines(keepends=True)
    early = next(number for number, line in enumerate(lines) if b'"tick":10800' in line)
    path.write_bytes(b"".join(lines[:early]))
    resume_headless(read_log(path), harbour(), until=END)
    assert read_log(path).records == whole


def test_the_example_in_the_readme_is_played(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    example = re.search(r"```yaml\n# night.yaml\n(.*?)```", readme, re.DOTALL)
    command = re.search(r"^\$ exercise (run .* --script night.yaml.*)$", readme, re.MULTILINE)
    assert example
    assert command
    (tmp_path / "night.yaml").write_text(example[1], "utf-8")
    monkeypatch.chdir(tmp_path)
    assert main([*command[1].split(), "--until", "T+02:00", "--out", "run", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["refused"] == []
    asked_by_script = [
        record for record in read_log(tmp_path / "run") if isinstance(record, Asked) and record.id
    ]
    assert [record.id for record in asked_by_script] == ["script/1", "script/2", "script/3"]


def test_refusals_are_told_on_stderr_and_as_data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    script = written(
        tmp_path, "commands:\n  - {at: T+00:10, as: din-csirt, do: {reply: loss-of-light, text: Here.}}\n"
    )
    words = ["run", "deep-line", "--headless", "--until", "T+00:30", "--bots", "idle", "--json"]
    assert main([*words, "--script", str(script), "--out", str(tmp_path / "run")]) == 0
    heard = capsys.readouterr()
    assert "refused: T+00:10 din-csirt: reply loss-of-light: there is no inject in your inbox" in heard.err
    assert [refusal["asked"] for refusal in json.loads(heard.out)["refused"]] == ["reply loss-of-light"]


async def test_a_paced_drill_plays_its_script_too(tmp_path: Path) -> None:
    from exercise.conduct.session import begin

    session = begin(tmp_path / "log.jsonl", scripted(tmp_path), harbour())
    try:
        await session.ask("excon", cmd.Start())
        await session.ask("excon", cmd.Jump(4 * HOUR))
        assert [name for *_, name in asked(session.records) if name] == ["script/2", "script/1", "script/4"]
        assert len(session.drill.script.refused) == 2
    finally:
        session.close()


def test_controllers_share_out_their_work_in_a_script() -> None:
    from exercise.rehearsal.script_file import lines_of

    said = [
        {"take": "call/cut", "seat": "central"},
        {"give_back": "call/cut"},
        {"put_away": "overdue/cut/0", "why": "told"},
        {"hand_over": "call/cut", "cell": "north"},
        {"move_authority": "north", "to": "centre", "why": "night"},
        {"move_lead": "central", "why": "night"},
        {"role_play": True},
        {"deliver": "cut", "note": "said"},
        {"fail_delivery": "cut", "why": "no answer"},
        {"ask_rating": "How bad?", "within": "30min"},
        {"share_spread": "noon"},
        {"rate": "noon", "level": "sev2", "because": "two towns"},
    ]
    lines = lines_of({"at": "T+01:00", "as": "excon", "do": do} for do in said)
    assert [line.do.command() for line in lines] == [
        cmd.TakeTask("call/cut", "central"),
        cmd.GiveBackTask("call/cut"),
        cmd.PutAwayTask("overdue/cut/0", "told"),
        cmd.HandOverTask("call/cut", "north"),
        cmd.MoveAuthority("north", "centre", "night"),
        cmd.MoveLead("central", "night"),
        cmd.SetRolePlay(True),
        cmd.Deliver("cut", "said"),
        cmd.FailDelivery("cut", "no answer"),
        cmd.AskRating(("everyone",), 1800, "How bad?"),
        cmd.ShareSpread("noon"),
        cmd.Rate("noon", "sev2", "two towns"),
    ]
