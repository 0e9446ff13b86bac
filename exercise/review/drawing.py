"""Lanes and curves as shapes on a plot 1000 wide: numbers and words for a template to write and escape."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from exercise.review.curves import Curve
from exercise.review.timeline import Lane, Mark, MarkKind, Span
from exercise.scenario.quantities import DAY, HOUR, MINUTE, clock, lasting

WIDTH = 1000
MARK_Y = 9
FIRST_ROW, ROW, MOST_ROWS = 20, 8, 6
CURVE_HEIGHT = 72

_STEPS = (
    5 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    HOUR,
    2 * HOUR,
    3 * HOUR,
    6 * HOUR,
    12 * HOUR,
    DAY,
    2 * DAY,
    7 * DAY,
)
_MOST_TICKS = 12

SHAPES: dict[MarkKind, str] = {
    "inject": "M-4.5,-4.5 L4.5,-4.5 L0,4.5 Z",
    "decision": "M0,-5.5 L5.5,0 L0,5.5 L-5.5,0 Z",
    "reply": "M-4,-4 H4 V4 H-4 Z",
    "share": "M0,-5 L5,4 L-5,4 Z",
    "message": "M-5,-3 H5 V3 H-5 Z",
    "missed": "M-5,-3 L-3,-5 L0,-2 L3,-5 L5,-3 L2,0 L5,3 L3,5 L0,2 L-3,5 L-5,3 L-2,0 Z",
    "observation": "M-4,0 A4,4 0 1 0 4,0 A4,4 0 1 0 -4,0 Z",
    "override": "M-2,-5 H2 V-2 H5 V2 H2 V5 H-2 V2 H-5 V-2 H-2 Z",
    "phase": "M-1.5,-7 H1.5 V7 H-1.5 Z",
}
"""A shape for each kind of mark, so that no reader depends on colour."""

KINDS: tuple[tuple[MarkKind, str], ...] = (
    ("inject", "inject received"),
    ("decision", "decision"),
    ("reply", "written answer"),
    ("share", "fact passed on"),
    ("message", "message"),
    ("missed", "deadline missed"),
    ("observation", "observation"),
    ("override", "override"),
    ("phase", "start, pause, end, stop"),
)


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the time axis."""

    x: float
    words: str


@dataclass(frozen=True, slots=True)
class MarkShape:
    """A moment on the plot; stands for several of its kind when they fall into one column."""

    x: float
    y: float
    kind: MarkKind
    tick: int
    seq: int
    others: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of work or waiting."""

    x: float
    width: float
    what: str


@dataclass(frozen=True, slots=True)
class SpanShape:
    """One running of an activity on the plot."""

    x: float
    y: float
    width: float
    tick: int
    seq: int
    outcome: str
    words: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class LaneShape:
    """A lane: its name, how high it is, what is in it."""

    name: str
    height: int
    summary: str
    marks: tuple[MarkShape, ...]
    spans: tuple[SpanShape, ...]


@dataclass(frozen=True, slots=True)
class CurveShape:
    """A curve, the scale it is drawn on, and its extremes in words."""

    name: str
    note: str
    points: str
    low: float
    high: float
    unit: str
    height: int
    summary: str


def x_of(tick: int, end: int) -> float:
    """Where a moment lies on the plot."""
    return round(WIDTH * min(tick, end) / end, 1)


def axis(end: int) -> tuple[Tick, ...]:
    """Lines at round hours, at most a dozen."""
    step = next((step for step in _STEPS if end / step <= _MOST_TICKS), _STEPS[-1])
    return tuple(Tick(x_of(tick, end), clock(tick)) for tick in range(0, end + 1, step))


def lane_shape(lane: Lane, end: int) -> LaneShape:
    """A lane drawn."""
    spans, rows = _rows(lane.spans, end)
    counts = lane.counts()
    parts = [f"{counts[kind]} × {words}" for kind, words in KINDS if counts[kind]]
    if lane.spans:
        parts.append(f"{len(lane.spans)} × action")
    height = FIRST_ROW + rows * ROW + (2 if rows else 0)
    return LaneShape(lane.name, height, ", ".join(parts) or "nothing", _marks(lane.marks, end), spans)


def _marks(marks: Sequence[Mark], end: int) -> tuple[MarkShape, ...]:
    """One shape for each column and kind."""
    columns: dict[tuple[int, MarkKind], list[Mark]] = {}
    for mark in marks:
        columns.setdefault((round(x_of(mark.tick, end) / 2), mark.kind), []).append(mark)
    return tuple(
        MarkShape(x_of(same[0].tick, end), MARK_Y, kind, same[0].tick, same[0].seq, len(same) - 1)
        for (_, kind), same in columns.items()
    )


def _rows(spans: Sequence[Span], end: int) -> tuple[tuple[SpanShape, ...], int]:
    """Each span in the first row that is free; beyond the last row they overlap."""
    free = [0.0] * MOST_ROWS
    shapes, used = [], 0
    for span in sorted(spans, key=lambda each: (each.begin, each.seq)):
        x = x_of(span.begin, end)
        width = max(2.0, round(x_of(span.end, end) - x, 1))
        row = next((index for index, until in enumerate(free) if until <= x), MOST_ROWS - 1)
        free[row] = max(free[row], x + width + 1)
        used = max(used, row + 1)
        bars = tuple(
            Bar(x_of(part.begin, end), round(x_of(part.end, end) - x_of(part.begin, end), 1), part.what)
            for part in span.parts
        )
        words = f"{span.name}, {clock(span.begin)} to {clock(span.end)}, {span.outcome}"
        words += f", {lasting(span.worked)} of work" if span.worked else ""
        shapes.append(
            SpanShape(x, FIRST_ROW + row * ROW, width, span.begin, span.seq, span.outcome, words, bars)
        )
    return tuple(shapes), used


def curve_shape(curve: Curve, end: int) -> CurveShape:
    """A curve drawn on a scale that shows it."""
    low, high = _scale(curve)
    height = CURVE_HEIGHT

    def y(value: float) -> float:
        return round(height - 2 - (height - 4) * (value - low) / (high - low), 1)

    points = " ".join(f"{x_of(tick, end)},{y(value)}" for tick, value in curve.points)
    unit = f" {curve.unit}" if curve.unit else ""
    corners = (("lowest", curve.lowest), ("highest", curve.highest))
    words = [f"{name} {number(value)}{unit} at {clock(tick)}" for name, (tick, value) in corners]
    summary = f"{', '.join(words)}, {number(curve.points[-1][1])}{unit} at the end"
    return CurveShape(curve.name, curve.note, points, low, high, curve.unit, height, summary)


def _scale(curve: Curve) -> tuple[float, float]:
    """A service on its whole range; an indicator from the foot of its range up to a round number."""
    if curve.kind == "service":
        return curve.low, curve.high
    low, top = min(curve.low, curve.lowest[1]), curve.highest[1] - curve.low
    size = 1.0
    while size * 10 < top:
        size *= 10
    reach = next(size * times for times in (1, 2, 5, 10) if size * times >= top)
    return low, max(low + 1.0, min(curve.high, curve.low + reach))


def number(value: float) -> str:
    """A value for people: no more digits than anybody reads."""
    return f"{value:,.0f}" if abs(value) >= 100 or value == round(value) else f"{value:.1f}"
