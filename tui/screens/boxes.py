"""A widget in a box with a title, as every pane has them, and the panes that several desks are made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.widget import Widget

from tui.widgets.feed import FeedLog
from tui.widgets.gauges import Gauges
from tui.widgets.reading_on import ReadingOn
from tui.widgets.rows import Column, Rows
from tui.widgets.words import Words

AnyWidget = TypeVar("AnyWidget", bound=Widget)


def boxed(widget: AnyWidget, title: str = "") -> AnyWidget:
    """The same widget, with a border that says what it is."""
    widget.add_class("box")
    widget.border_title = title
    return widget


def list_and_page(pane: str, columns: Sequence[Column]) -> ComposeResult:
    """A list, and beside it or below it what there is to read about the chosen line."""
    with Container(classes="list-and-page"):
        yield boxed(Rows(*columns, name=f"{pane}-list"))
        with ReadingOn(id=f"{pane}-page", classes="box page page-side"):
            yield Words(id=f"{pane}-text", markup=False)


def situation(gauges: str, now: str, seen: str) -> ComposeResult:
    """Gauges, what is so now, and what came to be known, under these titles."""
    with Container(classes="list-and-page"):
        with boxed(ReadingOn(id="situation-gauges"), gauges):
            yield Gauges(name="gauges")
        with Vertical(classes="page-side"):
            with boxed(VerticalScroll(id="so-now", can_focus=False), now):
                yield Words(id="so-now-text", markup=False)
            yield boxed(FeedLog(name="seen-feed"), seen)
