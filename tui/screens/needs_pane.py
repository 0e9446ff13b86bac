"""The queue of exercise control: what presses first, what is lost long ago apart from it, and what to press."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from exercise.language import marked, n, t
from exercise.review.describe_excon import cell_name
from exercise.review.needs import REMEMBERED
from exercise.review.rows import NeedRow
from exercise.scenario.quantities import lasting
from tui import queue
from tui.screens.boxes import boxed
from tui.screens.desk import DeskScreen, worded
from tui.themes import Ink
from tui.widgets import pages, wording
from tui.widgets.grouped import Group, group_cells
from tui.widgets.rows import HEADING, Column, Keyed, Rows
from tui.widgets.words import Words

_COLUMNS = (
    Column(marked("Since"), 10),
    Column(marked("What"), 9),
    Column(marked("Who"), 18),
    Column("", share=1),
    Column(marked("Cell"), 22, from_=110),
)


def body() -> ComposeResult:
    """The list, and the chosen item in whole sentences."""
    yield boxed(Rows(*_COLUMNS, name="needs-list"), t("Needs you"))
    with VerticalScroll(id="needs-page", classes="box page", can_focus=False):
        yield Words(id="needs-text", markup=False)


def pressing(screen: DeskScreen) -> int:
    """How many items wait for whoever sits here, without those that are lost."""
    desk = screen.picture.desk
    rows = screen.picture.needs_you(screen.desk.now())
    return sum(row.taken in ("", desk) and not row.lost for row in rows)


def pieces(screen: DeskScreen) -> Iterator[None]:
    """All of it, in pieces between which a key can be answered."""
    queue.shown(screen)  # worked out once for this moment
    yield
    # A key pressed meanwhile may have asked for another part of the queue.
    only, names, title = screen.only_cell, screen.picture.names, t("Needs you")
    rows = [row for row in queue.shown(screen) if only is None or row.cell == only]
    table = screen.query_one("#needs-list", Rows)
    part = t("put away") if screen.is_away else "" if only is None else cell_name(names, only)
    table.border_title = Content(f"{title} · {part}" if part else title)

    def cells(row: NeedRow | Group, ink: Ink) -> Keyed:
        if isinstance(row, Group):
            return group_cells(row, ink, column=3)
        return wording.need_cells(row, ink, cell_name(names, row.cell))

    table.show_each(rows if screen.is_away else _apart(rows, screen.picture.desk), screen.desk.ink(), cells)
    nothing = (
        t("Nothing was put away; {filter} shows all that waits.")
        if screen.is_away
        else t("Play is over: nothing waits any more.")
        if screen.picture.world.phase == "ended"
        else t("Nothing needs you now.")
        if only is None
        else t("Nothing of this cell's now; {filter} shows all that waits.")
    )
    table.nothing = worded(screen, nothing)
    show_page(screen)


def _apart(rows: Sequence[NeedRow], desk: str) -> tuple[NeedRow | Group, ...]:
    """With a heading over what was overdue long ago, and over what others do."""
    found: list[NeedRow | Group] = []
    for (others, lost), part in groupby(rows, key=lambda row: (row.taken not in ("", desk), row.lost)):
        listed = tuple(part)
        time, count = lasting(REMEMBERED), len(listed)
        if others:
            words = n("{count} that another does", "{count} that others do", count)
        else:
            words = n(
                "{count} overdue for more than {time}",
                "{count} overdue for more than {time}",
                count,
                time=time,
            )
        if others or lost:
            found.append(Group(f"{HEADING}{others}{lost}", words))
        found += listed
    return tuple(found)


def show_page(screen: DeskScreen) -> None:
    """The chosen item."""
    row: NeedRow | None = screen.query_one("#needs-list", Rows).chosen_row
    page = Text("")
    if row is not None:
        cell = cell_name(screen.picture.names, row.cell) if screen.desk.scenario.cells else ""
        page = pages.need_page(row, screen.desk.ink(), word=partial(worded, screen), cell=cell)
    screen.query_one("#needs-text", Static).update(page)
