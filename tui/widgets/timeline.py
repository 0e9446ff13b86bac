"""The MSEL on a time axis: storylines as rows, a sign for every inject at its time, and a line where now is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Static

from exercise.language import marked, t
from exercise.review.names import minute
from exercise.review.rows import MselRow
from exercise.scenario.quantities import HOUR, MINUTE
from tui.themes import Ink
from tui.widgets.words import Words

SIGNS = {
    "planned": "·",
    "gated": "…",
    "held": "=",
    "delivering": "☎",
    "released": "▶",
    "answered": "✔",
    "overdue": "!",
    "skipped": "x",
}
LEGEND = marked("✔ done ! late ▶ out · planned = held … waits x skipped 2 several │ now")
_PRESSING = ("overdue", "delivering", "held", "gated", "released", "planned", "answered", "skipped")
"""Of several injects in one place, the first of these gives the colour."""
_STEPS = (5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, 24 * HOUR)
_NEAR_PAST, _NEAR = 2 * HOUR, 8 * HOUR
_MARK_ROOM = 12
_MANY = 9
_NO_STORYLINE = marked("no storyline")
_NEVER = 10**9


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of exercise time."""

    start: int
    end: int

    def column(self, tick: int, width: int) -> int | None:
        """In which of so many columns a moment lies; None outside."""
        if not self.start <= tick <= self.end:
            return None
        return min(width - 1, (tick - self.start) * width // max(1, self.end - self.start))


def near(now: int) -> Window:
    """The last two hours and the next six."""
    start = max(0, now - _NEAR_PAST)
    return Window(start, start + _NEAR)


def whole(rows: Sequence[MselRow], now: int, duration: int) -> Window:
    """All of the exercise, and what goes beyond."""
    return Window(0, max(duration, now, *(row.at for row in rows if row.at is not None)))


def draw(
    rows: Sequence[MselRow], window: Window, *, now: int, width: int, chosen: str, ink: Ink
) -> list[tuple[str, Text]]:
    """Lines with the storyline each is about; the axis comes first, about nothing.

    What has no time of its own is listed at the end of its line by number, behind the sign for why it waits.
    What lies before or after the window is counted at its edges, so that nothing is left out unsaid.
    """
    lanes: dict[str, list[MselRow]] = defaultdict(list)
    for row in rows:
        lanes[row.storyline or t(_NO_STORYLINE)].append(row)
    label = min(max((len(name) for name in lanes), default=0), max(10, width // 6))
    tails = {name: _tail(lane, chosen, ink) for name, lane in lanes.items()}
    room = min(max((tail.cell_len for tail in tails.values()), default=0), max(10, width // 5))
    across = max(10, width - label - room - 2)
    lines = [("", _axis(window, label, across, ink))]
    for name, lane in lanes.items():
        line = Text(f"{name[:label]:<{label}} ", style="bold", no_wrap=True, end="")
        line.append_text(_lane(lane, window, across, now, chosen, ink)).append(" ")
        tail = tails[name]
        tail.truncate(room, overflow="ellipsis")
        lines.append((name, line.append_text(tail)))
    return lines


def _axis(window: Window, label: int, across: int, ink: Ink) -> Text:
    """Times, as close as they can be read."""
    span = window.end - window.start
    step = next((step for step in _STEPS if step * across >= _MARK_ROOM * span), _STEPS[-1])
    cells = [" "] * across
    for tick in range(-(-window.start // step) * step, window.end + 1, step):
        words = "┬" + minute(tick).removeprefix("T+")
        place = window.column(tick, across)
        if place is not None and place + len(words) <= across:
            cells[place : place + len(words)] = words
    return Text(" " * (label + 1) + "".join(cells), style=ink.muted, no_wrap=True)


def _lane(lane: Sequence[MselRow], window: Window, across: int, now: int, chosen: str, ink: Ink) -> Text:
    """One storyline: at every column nothing, now, the sign of one inject, or how many there are."""
    timed = [(row, row.at) for row in lane if row.at is not None]
    places: dict[int, list[MselRow]] = defaultdict(list)
    for row, at in timed:
        if (place := window.column(at, across)) is not None:
            places[place].append(row)
    before = sum(at < window.start for _, at in timed)
    after = sum(at > window.end for _, at in timed)
    here = window.column(now, across)
    text, column = Text(no_wrap=True), 0
    edge = f"‹{before}" if before and not any(place < 3 for place in places) else ""
    if edge:
        text.append(edge, style=ink.muted)
        column = len(edge)
    last = f"{after}›" if after else ""
    while column < across:
        found = places.get(column)
        if found:
            sign = _cell(found, chosen, ink)
            room = min([place for place in places if place > column] or [across - len(last)]) - column - 2
            number = f"{found[0].number}"
            if (
                len(found) == 1
                and len(number) <= room
                and (here is None or not column < here <= column + len(number))
            ):
                sign.append(number, style=f"{ink.muted}" if found[0].id != chosen else "bold reverse")
            text.append_text(sign)
            column += sign.cell_len
        elif column == here:
            text.append("│", style=f"bold {ink.accent}")
            column += 1
        elif last and column == across - len(last):
            text.append(last, style=ink.muted)
            column += len(last)
        else:
            text.append(" ")
            column += 1
    return text


def _cell(found: Sequence[MselRow], chosen: str, ink: Ink) -> Text:
    """One sign, or a number where several share the place."""
    pressing = min(found, key=lambda row: _PRESSING.index(row.status))
    sign = SIGNS[pressing.status] if len(found) == 1 else str(len(found)) if len(found) <= _MANY else "+"
    style = f"bold {_colour(pressing.status, ink)}"
    return Text(sign, style=f"{style} reverse" if any(row.id == chosen for row in found) else style)


def _tail(lane: Sequence[MselRow], chosen: str, ink: Ink) -> Text:
    """Those without a time."""
    text = Text(no_wrap=True)
    for row in lane:
        if row.at is None:
            colour = _colour(row.status, ink)
            style = f"{colour} bold reverse" if row.id == chosen else colour
            text.append(f"{SIGNS[row.status]}{row.number}", style=style).append(" ")
    text.rstrip()
    return text


def _colour(status: str, ink: Ink) -> str:
    return {
        "overdue": ink.bad,
        "gated": ink.low,
        "held": ink.low,
        "delivering": ink.low,
        "answered": ink.good,
    }.get(status, ink.text)


def beside(rows: Sequence[MselRow], chosen: str, *, lanes: int = 0, along: int = 0) -> str:
    """The inject one step along its storyline, or the nearest in time one storyline up or down."""
    present = next((row for row in rows if row.id == chosen), None)
    if present is None:
        return rows[0].id if rows else ""
    names = list(dict.fromkeys(row.storyline for row in rows))
    if lanes:
        place = min(max(names.index(present.storyline) + lanes, 0), len(names) - 1)
        if names[place] == present.storyline:
            return chosen
        others = [row for row in rows if row.storyline == names[place]]
        return min(others, key=lambda row: abs(_time(row) - _time(present))).id
    lane = [row.id for row in rows if row.storyline == present.storyline]
    return lane[min(max(lane.index(chosen) + along, 0), len(lane) - 1)]


def _time(row: MselRow) -> int:
    return row.at if row.at is not None else _NEVER


class Timeline(VerticalScroll):
    """The timeline on the desk: arrows go from inject to inject."""

    BINDINGS = [
        Binding("left", "go(0, -1)", marked("Before"), show=False),
        Binding("right", "go(0, 1)", marked("After"), show=False),
        Binding("up", "go(-1, 0)", marked("Storyline above"), show=False),
        Binding("down", "go(1, 0)", marked("Storyline below"), show=False),
        Binding("enter", "open", marked("Open"), show=False),
    ]

    class Moved(Message):
        """Another inject is chosen."""

        def __init__(self, inject: str) -> None:
            self.inject = inject
            super().__init__()

    class Opened(Message):
        """Enter was pressed on the chosen inject."""

    def __init__(self, *, name: str) -> None:
        super().__init__(id=name)
        self._rows: Sequence[MselRow] = ()
        self._drawn: tuple[object, ...] = ()
        self._chosen = ""

    def compose(self) -> ComposeResult:
        yield Words(markup=False)

    def show(self, rows: Sequence[MselRow], window: Window, *, now: int, chosen: str, ink: Ink) -> None:
        """Draw these in the width there is, and keep the storyline of the chosen one in sight."""
        self._chosen = chosen
        width = self.scrollable_content_region.width
        drawn = (window, now, chosen, ink, width)
        if width <= 0 or (rows is self._rows and drawn == self._drawn):
            return
        self._rows, self._drawn = rows, drawn
        lines = draw(rows, window, now=now, width=width, chosen=chosen, ink=ink)
        self.query_one(Static).update(Text("\n", no_wrap=True).join(line for _, line in lines))
        lane = next((row.storyline or t(_NO_STORYLINE) for row in rows if row.id == chosen), "")
        place = next((number for number, (name, _) in enumerate(lines) if name == lane), 0)
        if not self.scroll_y <= place - 1 <= place < self.scroll_y + self.size.height:
            self.scroll_to(y=max(0, place - self.size.height // 2), animate=False)

    def action_go(self, lanes: int, along: int) -> None:
        """To the inject beside."""
        self.post_message(self.Moved(beside(self._rows, self._chosen, lanes=lanes, along=along)))

    def action_open(self) -> None:
        """What the line calls for."""
        self.post_message(self.Opened())
