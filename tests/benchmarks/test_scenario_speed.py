"""How long an author waits for `exercise check` on an events list far longer than anybody has written."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from exercise.scenario.load import examine, load
from tests.scenario.scenes import COMPLAINTS

INJECTS = 5_000
HEAD = """\
format: 1
title: Long
summary: A very long events list.
startex: 2028-01-01T08:00:00Z
duration: 30d
uses: [library/base]
"""
INJECT = """\
inject-{n}:
  number: {number}
  at: T+{hours:02}:{minutes:02}
  when: {{any: [{{flag: storm}}, {{all: [{{service: net, below: 80%}}, {{indicator: trust, below: 60}}]}}]}}
  unless: {{inject: inject-{before}, is: missed}}
  from: The harbour
  to: [{to}]
  channel: email
  tlp: green
  subject: {{en: Message {n}, sq: Mesazhi {n}}}
  text: |
    Something happened at the harbour again, and somebody should look at it before the tide turns.
    Please say in two sentences what you know, what you do not know, and when you will write again.
  facts: [scar]
  expect:
    - {{reply: true, within: 2h, objective: listen}}
    - {{activity: look, target: cable, within: 4h, if_missed: [{{add: {{trust: -1}}}}]}}
    - {{decision: blame, who: [alpha], within: 6h}}
  then: [{{add: {{fatigue: +1}}, of: everyone}}]
  if_missed: [{{if: {{flag: storm}}, then: [{{add: {{trust: -2}}}}]}}]
"""


def long_scenario(folder: Path) -> Path:
    play, library = folder / "play", folder / "library"
    play.mkdir()
    library.mkdir()
    (library / "base.yaml").write_text((COMPLAINTS / "base.yaml").read_text("utf-8"), "utf-8")
    (play / "scenario.yaml").write_text(HEAD, "utf-8")
    with (play / "injects.yaml").open("w", encoding="utf-8") as file:
        for n in range(1, INJECTS + 1):
            hours, minutes = divmod(n * 8, 60)
            to = "alpha, beta" if n % 3 else "alpha"
            file.write(
                INJECT.format(
                    n=n, number=n, hours=hours, minutes=minutes, to=to, before=n - 1 if n > 1 else INJECTS
                )
            )
    return play


@pytest.mark.benchmark
def test_five_thousand_injects(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = long_scenario(tmp_path)
    size = sum(file.stat().st_size for file in path.glob("*.yaml")) / 1e6
    begun, working = time.perf_counter(), time.process_time()
    complaints = examine(path)
    wall, worked = time.perf_counter() - begun, time.process_time() - working
    with capsys.disabled():
        print(
            f"\n{INJECTS:,} injects ({size:.1f} MB) checked in {wall:.2f} s, {worked:.2f} s of them working"
        )
    assert [complaint for complaint in complaints if complaint.severity == "error"] == []
    assert len(load(path).scenario.injects) == INJECTS + 1
