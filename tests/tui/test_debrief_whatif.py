"""What if, with one key: what is asked of the fork, and that both futures come side by side with their reasons."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Static

from exercise.cli.debrief_cmd import _fork
from exercise.conduct.client import OtherFuture, WhatIf
from exercise.errors import UsageError
from exercise.log.records import Asked
from exercise.log.store import LogFile, read_log
from tests.harbour import HOUR, harbour
from tests.tui.recorded import debriefing, kept, played, press, until
from tests.tui.scripted import screen_text
from tui.screens.comparison import ComparisonScreen, differences
from tui.screens.form import Form

RECORDS = played()


class Forks:
    """Remembers what was asked, and says that it cannot be."""

    def __init__(self) -> None:
        self.asked: list[WhatIf] = []

    def __call__(self, log: LogFile, what: WhatIf) -> OtherFuture:
        self.asked.append(what)
        raise UsageError("not in this test")


def asked(kind: str) -> Asked:
    return next(
        record
        for record in RECORDS
        if isinstance(record, Asked) and type(record.command).__name__ == kind and record.tick > 0
    )


async def test_each_kind_of_change_is_asked_of_the_fork_as_a_script_would_write_it() -> None:
    forks = Forks()
    repair, at, when = asked("Order").seq, 5 * HOUR + 5 * 60, "T+05:05:01"
    share = {"share": "anchor", "to": ["csirt"], "knowingly": True}
    scenes: list[tuple[int | None, list[str], WhatIf]] = [
        (repair, ["enter", "ctrl+s"], WhatIf(None, without=(str(repair),))),
        (
            None,
            [*"passed", "enter", *"port", "enter", "enter", "space", "ctrl+s"],
            WhatIf(at + 1, ({"at": when, "as": "port", "do": share},)),
        ),
        (
            None,
            [*"released", "enter", "enter", "ctrl+s"],
            WhatIf(at + 1, ({"at": when, "as": "excon", "do": {"release": "storm"}},)),
        ),
        (
            None,
            [*"decided", "enter", *"csirt", "enter", "enter", "ctrl+s"],
            WhatIf(
                at + 1, ({"at": when, "as": "csirt", "do": {"decide": "public-line", "choose": "facts"}},)
            ),
        ),
        (
            None,
            [
                *"ordered",
                "enter",
                *"port",
                "enter",
                *"survey",
                "enter",
                "tab",
                "down",
                "down",
                "enter",
                "ctrl+s",
            ],
            WhatIf(at + 1, ({"at": when, "as": "port", "do": {"order": "survey"}},), bots="diligent"),
        ),
        (
            repair,
            [*"instead", "enter", *"survey", "enter", "ctrl+s"],
            WhatIf(None, ({"at": "T+01:08:19", "as": "port", "do": {"order": "survey"}},), (str(repair),)),
        ),
    ]
    async with debriefing(fork=forks) as (pilot, link):
        for seq, keys, what in scenes:
            link.go_to(at) if seq is None else link.go_to_record(seq)
            await press(pilot, "x", *keys)
            await until(pilot, lambda: bool(forks.asked))
            assert forks.asked.pop() == what
            await until(pilot, lambda: len(pilot.app.screen_stack) == 2)
        assert any("not in this test" in toast.message for toast in pilot.app._notifications)


async def test_both_futures_come_side_by_side_and_the_other_one_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    repair = next(
        record
        for record in RECORDS
        if isinstance(record, Asked) and getattr(record.command, "activity", "") == "repair"
    )
    async with debriefing(tmp_path, fork=_fork) as (pilot, link):
        before = (tmp_path / "log.jsonl").read_bytes()
        link.go_to_record(repair.seq)
        await press(pilot, "x", "enter", "ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, ComparisonScreen))
        shown = screen_text(pilot.app)  # type: ignore[arg-type]
        assert f"left out: #{repair.seq}" in shown
        assert "only in the log" in shown
        (kept,) = (tmp_path / "data" / "exercise" / "runs").glob("*/log.jsonl")
        assert read_log(kept).header.fork is not None
        assert str(kept.parent.name) in shown
        assert (tmp_path / "log.jsonl").read_bytes() == before
        await press(pilot, "escape")
        assert link.seq == repair.seq


async def test_nothing_to_change_is_said_before_anything_is_played() -> None:
    forks = Forks()
    async with debriefing(fork=forks) as (pilot, link):
        link.go_to(4 * HOUR)
        await press(pilot, "x", *"others", "enter", "ctrl+s")
        assert isinstance(pilot.app.screen, Form)
        error = str(pilot.app.screen.query_one(".dialog-error", Static).content)
        assert "nothing would be otherwise" in error
        assert forks.asked == []


LEFT_OUT = ["enter", "ctrl+s"]
OTHERWISE = [*"instead", "enter", "enter", "down", "down", "enter", "ctrl+s"]
NOBODY = [*"others", "enter", *["down"] * 4, "enter", "ctrl+s"]


@pytest.mark.parametrize(
    ("change", "keys", "wanted"),
    [
        ("Order", LEFT_OUT, {"Connectivity": "asked to order: Repair the cable  ← only in the log"}),
        ("Decide", OTHERWISE, {"Public trust": "asked to decide: What do we say?  ← only in the fork"}),
        (
            "Order",
            NOBODY,
            {
                "What do we say?": "asked to decide: What do we say?  ← only in the log",
                "National CSIRT: An anchor dragged over the cable.": "over the cable.  ← only in the log",
            },
        ),
    ],
    ids=["left out", "another decision", "nobody plays on"],
)
async def test_every_difference_is_explained_by_the_records_behind_it(
    change: str, keys: list[str], wanted: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    async with debriefing(tmp_path, fork=_fork) as (pilot, link):
        link.go_to_record(asked(change).seq)
        await press(pilot, "x", *keys)
        await until(pilot, lambda: isinstance(pilot.app.screen, ComparisonScreen))
        screen = pilot.app.screen
        assert isinstance(screen, ComparisonScreen)
        pages = {row.name: "\n".join(row.page) for row in differences(screen._future.comparison)}
    assert [name for name, page in pages.items() if "why:" not in page or "← only in the" not in page] == []
    assert [name for name, words in wanted.items() if words not in pages.get(name, "")] == []


async def test_what_was_decided_is_not_offered_in_its_own_place() -> None:
    made = asked("Decide")
    decided = getattr(made.command, "decision", ""), getattr(made.command, "option", "")
    async with debriefing() as (pilot, link):
        link.go_to_record(made.seq)
        options = harbour().decisions[decided[0]].options
        await press(pilot, "x", *"instead", "enter", "enter", "enter")
        words = screen_text(pilot.app)  # type: ignore[arg-type]
        shown = {name: next(iter(part.text.values())) in words for name, part in options.items()}
        assert shown == {name: name != decided[1] for name in options}


async def test_what_was_asked_is_called_by_its_words() -> None:
    async with debriefing() as (pilot, link):
        link.go_to_record(asked("Share").seq)
        await press(pilot, "x")
        words = " ".join(screen_text(pilot.app).split())  # type: ignore[arg-type]
        assert "asked to share: An anchor dragged" in words


async def test_two_moments_of_the_same_minute_are_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    future = _fork(kept(tmp_path), WhatIf(None, without=(str(asked("Order").seq),)))
    (answered,) = [row for row in differences(future.comparison) if row.kind == "answered"]
    assert (answered.log, answered.fork) == ("T+01:08:19", "T+01:08:59")
