"""How soon a key answers in a crowded exercise: 300 agencies, 5,000 injects, fifty records a second.

In milliseconds of CPU, because the machine is never quiet; a terminal adds up to 16 until its next frame is due.
`behind` is the worst moment for a key: five records have come in, and the desk has just begun to work on one piece of
what they change, the first, second or third. Counted until what the key asks for is painted. `alone` is the key by
itself, once the desk has shown what came: until it is painted, then until all that follows is painted as well.
"""

from __future__ import annotations

import asyncio
import gc
import time
import tracemalloc
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, ClassVar

import pytest
from rich.text import Text
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.pilot import Pilot
from textual.screen import ModalScreen
from textual.widgets import Button, Footer, Input, OptionList, TabbedContent, TabPane, TextArea

from tests.crowd import crowded, happenings
from tests.tui.scripted import ScriptedLink, desk, settle
from tui.desk import spare_the_collector
from tui.widgets.rows import Column, Rows

pytestmark = pytest.mark.benchmark

BEFORE = 10_000
"""Records that are there when the desk opens."""
BETWEEN = 5
"""Records between two keys: fifty a second, for somebody who presses ten keys a second."""
ROUNDS = 6
GOAL = 50
BARE = {"down": "down", "f": "a form", "escape": "the form left", "c": "other colours"}
KEYS = {
    "excon": (
        *("1", "down", "pagedown", "up", "end", "slash", "l", "7", "escape", "f3", "right", "f3", "f3"),
        *("2", "down", "pagedown", "f3", "f3", "3", "down", "f3", "f3", "4", "5", "down", "6", "7"),
        *("f2", "escape", "m", "down", "space", "escape", "1", "o", "escape", "i", "escape"),
    ),
    "agency-000": (
        *("1", "down", "pagedown", "up", "2", "down", "3", "4", "5", "6", "down", "7", "8"),
        *("1", "enter", "w", "e", "escape", "x", "f3"),
    ),
    "evaluator": (
        *("1", "down", "2", "down", "pagedown", "up", "3", "down", "4", "5", "6", "2", "o", "a", "escape"),
    ),
}


@pytest.mark.parametrize("size", [(80, 24), (140, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("seat", KEYS)
async def test_keys_answer_in_a_crowd(
    seat: str, size: tuple[int, int], capsys: pytest.CaptureFixture[str]
) -> None:
    scenario = crowded(300, 5_000)
    told = list(happenings(scenario, BEFORE + BETWEEN * ROUNDS * len(KEYS[seat])))
    link, more = ScriptedLink(told[:BEFORE], scenario=scenario), iter(told[BEFORE:])
    behind: dict[str, list[float]] = defaultdict(list)
    alone: dict[str, list[float]] = defaultdict(list)
    after: dict[str, list[float]] = defaultdict(list)
    app = desk(link, "excon" if seat == "evaluator" else seat)
    spare_the_collector()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        if seat == "evaluator":
            await pilot.press("e")
        for number in range(ROUNDS):
            for place, key in enumerate(KEYS[seat]):
                link.tell(*(next(more) for _ in range(BETWEEN)))
                await pilot.pause()
                if number % 2 == 0:
                    app.redraw()
                    await pilot.pause()
                painted, last = await _answered(pilot, key, number // 2 if number % 2 else None)
                name = f"{app.screen.__class__.__name__} {place} {key}"
                if painted is not None:
                    (behind if number % 2 else alone)[name].append(painted)
                if number % 2 == 0:
                    after[name].append(last)
    with capsys.disabled():
        print(f"\n{seat} at {size[0]}x{size[1]}: ms from key to screen, goal {GOAL}")
        heading = f"{'p50':>7}{'p99':>7}{'worst':>7}"
        print(f"{'':<30}{heading}   alone{heading}   after{heading}")
        for name in after:
            print(f"{name:<30}" + "        ".join(_row(each[name]) for each in (behind, alone, after)))
        every = ([each for one in kind.values() for each in one] for kind in (behind, alone, after))
        print(f"{'all':<30}" + "        ".join(map(_row, every)))


async def _answered(pilot: Pilot[Any], key: str, during: int | None) -> tuple[float | None, float]:
    """Until what a key asks for is painted, if it changes anything; and until the last that follows; in ms of CPU."""
    app, was, hook = pilot.app, _shown(pilot.app), pilot.app.post_display_hook
    painted, last = list[float](), list[float]()

    def watch() -> None:
        now = time.process_time()
        hook()
        last.append(now)
        if not painted and _shown(app) != was and app.focused is not None:
            painted.append(now)

    app.post_display_hook = watch  # type: ignore[method-assign]
    begun = await _press(pilot, key, during)
    await pilot.pause()
    del app.post_display_hook
    end = (last or [begun])[-1]
    return (painted[0] - begun) * 1000 if painted else None, (end - begun) * 1000


async def _press(pilot: Pilot[Any], key: str, during: int | None) -> float:
    """Press it, while a piece of what is new is worked on; returns when that piece, or the key alone, began."""
    begun, pressed, app = list[float](), list[asyncio.Task[None]](), pilot.app
    if during is not None:
        turns = app.desk_on_top()._turns  # type: ignore[attr-defined]
        pieces, app._news = turns._pieces, True  # type: ignore[attr-defined]

        def watched() -> Iterator[None]:
            work, number = pieces(), 0
            while True:
                now, more = time.process_time(), next(work, work)
                if number == during and not begun:
                    begun.append(now)
                    pressed.append(asyncio.create_task(pilot.press(key)))
                if more is work:
                    return
                number += 1
                yield

        turns._pieces = watched
        app.redraw()  # type: ignore[attr-defined]
        await pilot.pause()
        turns._pieces = pieces
    if not begun:
        begun.append(time.process_time())
        await pilot.press(key)
    for task in pressed:
        await task
    return begun[0]


def _shown(app: App[Any]) -> object:
    """What keys change: the screen, the pane and the view, the focus, lines chosen, words typed."""
    screen, focused = app.screen, app.focused
    tabs = [each.active for each in screen.query(TabbedContent)]
    views = [each.classes for each in screen.query("#left, #agency-views, #world-views")]
    lines = [each.cursor_row for each in screen.query(Rows)]
    held = [getattr(focused, name, None) for name in ("value", "text", "highlighted", "scroll_offset")]
    return id(screen), id(focused), tabs, views, lines, held, app.theme


@pytest.mark.parametrize("size", [(80, 24), (140, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_limit_a_bare_application(
    size: tuple[int, int], capsys: pytest.CaptureFixture[str]
) -> None:
    """What a key costs where there is nothing but two short tables under tabs, a line of keys, and a short form."""
    app, times = Bare(), defaultdict[str, list[float]](list)
    app.animation_level = "none"
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        for key in ("2", "down", "f", "escape", "c", "1", "down") * ROUNDS:
            name = BARE.get(key, "another pane")
            painted, last = await _answered(pilot, key, None)
            times[name].append(painted or 0.0)
            times[f"{name}, and all that follows"].append(last)
    with capsys.disabled():
        print(f"\nbare application at {size[0]}x{size[1]}, ms{'':<7}{'p50':>7}{'p99':>7}{'worst':>7}")
        for name, every in times.items():
            print(f"{name:<36}{_row(every)}")


@pytest.mark.parametrize("seat", ["excon", "agency-000"])
async def test_a_desk_does_not_grow(seat: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What twenty thousand records leave behind, beside themselves: memory, widgets, lines kept."""
    scenario = crowded(300, 5_000)
    told = list(happenings(scenario, 20_000))
    link = ScriptedLink(told[:100], scenario=scenario)
    app = desk(link, seat)
    held: list[str] = []
    async with app.run_test(size=(140, 40)) as pilot:
        await settle(pilot)
        for key in "1234567":
            await pilot.press(key)
        await pilot.press("1")
        tracemalloc.start()
        for count in (5_000, 10_000, 15_000, 20_000):
            while len(link.told) < count:
                link.tell(*told[len(link.told) : len(link.told) + 500])
                await settle(pilot)
            gc.collect()
            lines = sum(len(table._drawn) for table in app.screen.query(Rows))
            memory = tracemalloc.get_traced_memory()[0] / 1e6
            held.append(
                f"{len(link.told):>9}{memory:9.1f}{len(app.screen.query('*')):9}{lines:9}{len(gc.get_objects()):9}"
            )
        tracemalloc.stop()
    with capsys.disabled():
        print(f"\n{seat:<12}\n  records       MB  widgets    lines  objects")
        print("\n".join(held))


class Bare(App[None]):
    """The least that looks like a desk."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *((key, f"pane('{key}')", f"Pane {key}") for key in "12"),
        ("f", "form", "A form"),
        ("c", "colours", "Other colours"),
    ]

    def compose(self) -> ComposeResult:
        with TabbedContent():
            for pane in "12":
                with TabPane(pane, id=f"pane-{pane}"):
                    yield Rows(Column("Words", share=1), name=f"list-{pane}")
        yield Footer()

    def on_mount(self) -> None:
        for table in self.query(Rows):
            table.show([(str(number), (Text(f"Line {number}"),)) for number in range(20)])

    def action_pane(self, pane: str) -> None:
        self.query_one(TabbedContent).active = f"pane-{pane}"
        self.query_one(f"#list-{pane}").focus()

    def action_form(self) -> None:
        self.push_screen(BareForm())

    def action_colours(self) -> None:
        self.theme = "nord" if self.theme != "nord" else "gruvbox"


class BareForm(ModalScreen[None]):
    """Three things to fill in over the desk, and two buttons."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss", "Cancel")]

    def compose(self) -> ComposeResult:
        yield Input()
        yield OptionList(*(f"agency {number}" for number in range(300)))
        yield TextArea()
        yield Button("Send")
        yield Button("Cancel")


def _row(times: list[float]) -> str:
    """Of a key that changes nothing there, such as the one for the pane on top, there is nothing to say."""
    if not times:
        return "      -" * 3
    times = sorted(times)
    return "".join(
        f"{each:7.1f}" for each in (times[len(times) // 2], times[-1 - len(times) // 100], times[-1])
    )
