"""What a desk does in a crowded exercise: work for what is on the screen and what has changed, not for all there is."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from exercise.domain import events as ev
from exercise.log.records import Happened, Record
from exercise.review import control_rows
from exercise.review.picture import Picture
from exercise.scenario.model import Scenario
from tests.crowd import crowded, happenings
from tests.review.joint import joint_records, joint_scenario
from tests.review.small import small_records, small_scenario
from tests.tui.scripted import ScriptedLink, desk, settle, until
from tui.widgets import wording

SCREEN = 24
AGENCIES, INJECTS = 12, 300


class Counted:
    """How often a function was called."""

    def __init__(self, patch: pytest.MonkeyPatch, where: Any, *names: str) -> None:
        self.calls: Counter[str] = Counter()
        for name in names:
            patch.setattr(where, name, self._counting(name, getattr(where, name)))

    def _counting(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            self.calls[name] += 1
            return real(*given, **named)

        return call


def crowd(injects: int = INJECTS) -> tuple[Scenario, list[Happened]]:
    scenario = crowded(AGENCIES, injects)
    return scenario, list(happenings(scenario, 400))


async def test_cells_are_made_for_lines_on_the_screen_only(monkeypatch: pytest.MonkeyPatch) -> None:
    made = Counted(monkeypatch, wording, "msel_cells", "agency_cells", "need_cells", "run_cells")
    scenario, told = crowd()
    link = ScriptedLink(told[:300], scenario=scenario)
    app = desk(link)
    async with app.run_test(size=(80, SCREEN)) as pilot:
        await settle(pilot)
        assert 0 < made.calls["msel_cells"] < 4 * SCREEN
        made.calls.clear()
        link.tell(*told[300:310])
        await settle(pilot)
        assert made.calls.keys() == {"msel_cells"}
        assert made.calls["msel_cells"] < SCREEN / 2


async def test_rows_are_worked_out_for_the_pane_on_top_only(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Counted(monkeypatch, Picture, "msel", "agencies", "tree", "runs", "standings")
    scenario, told = crowd()
    link = ScriptedLink(told[:300], scenario=scenario)
    app = desk(link)
    async with app.run_test(size=(80, SCREEN)) as pilot:
        await settle(pilot)
        assert asked.calls.keys() == {"msel"}
        await pilot.press("2")
        asked.calls.clear()
        link.tell(*told[300:310])
        await settle(pilot)
        assert asked.calls.keys() == {"agencies", "runs"}


async def test_records_leave_no_widgets_behind() -> None:
    scenario, told = crowd()
    link = ScriptedLink(told[:20], scenario=scenario)
    app = desk(link)
    async with app.run_test(size=(80, SCREEN)) as pilot:
        await settle(pilot)
        before = len(app.screen.query("*"))
        link.tell(*told[20:])
        await settle(pilot)
        assert len(app.screen.query("*")) == before


async def test_a_search_for_garbage_now_and_then_breaks_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.app.TIDY", 0.001)
    searched: list[int] = []

    def watch(phase: str, info: dict[str, int]) -> None:
        searched.append(info["generation"])

    gc.callbacks.append(watch)
    try:
        async with desk(ScriptedLink()).run_test(size=(80, SCREEN)) as pilot:
            await until(pilot, lambda: 2 in searched)
    finally:
        gc.callbacks.remove(watch)


def rows_redone(monkeypatch: pytest.MonkeyPatch, injects: int) -> int:
    """Lines of the MSEL worked out for ten records, once it has been listed."""
    scenario, told = crowd(injects)
    picture = Picture(scenario)
    picture.take_all(told[:300])
    picture.msel(picture.tick)
    with monkeypatch.context() as patch:
        redone = Counted(patch, control_rows, "_row")
        picture.take_all(told[300:310])
        picture.msel(picture.tick)
    return redone.calls["_row"]


def test_the_work_for_a_record_does_not_grow_with_the_msel(monkeypatch: pytest.MonkeyPatch) -> None:
    assert rows_redone(monkeypatch, 100) == rows_redone(monkeypatch, 300) < 10


def test_rows_are_worked_out_once_for_a_moment() -> None:
    scenario, told = crowd()
    picture = Picture(scenario)
    picture.take_all(told[:300])
    now = picture.tick
    assert picture.msel(now) is picture.msel(now)
    assert picture.needs_you(now) is picture.needs_you(now)
    before = picture.needs_you(now)
    picture.take_all(told[300:330])
    assert picture.needs_you(now) is not before


BACK_AND_OTHERS = [
    Happened(10_000, 400, ev.InjectRescheduled("letter-200", 900)),
    Happened(10_001, 500, ev.InjectHeld("letter-201")),
    Happened(10_002, 600, ev.InjectSkipped("letter-202", "Too much")),
    Happened(10_003, 1_000, ev.PaceSet(30.0), ("*",)),
]


@pytest.mark.parametrize("exercise", ["small", "joint", "crowd"])
def test_a_msel_listed_after_every_record_is_the_one_listed_once(exercise: str) -> None:
    scenario, records = _exercise(exercise)
    often = Picture(scenario)
    for count, record in enumerate(records, start=1):
        often.take(record)
        listed = often.msel(often.tick)
        if count % 25 == 0 or count > len(records) - 5:
            once = Picture(scenario)
            once.take_all(records[:count])
            assert listed == once.msel(once.tick)
    assert often.msel(0) == once.msel(0)


def _exercise(name: str) -> tuple[Scenario, Sequence[Record]]:
    if name == "small":
        return small_scenario(), small_records()
    if name == "joint":
        return joint_scenario(), joint_records()
    scenario, told = crowd()
    return scenario, [*told[:200], *BACK_AND_OTHERS]
