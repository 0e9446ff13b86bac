"""The timeline as drawings for documents that are printed: plain SVG, one for each page it takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from xml.sax.saxutils import escape

from exercise.review import drawing
from exercise.review.curves import Curve
from exercise.review.drawing import CurveShape, LaneShape
from exercise.review.harmless import one_line
from exercise.review.report import Report
from exercise.review.timeline import MarkKind

NAMES = 190
"""How wide the column of names is."""

WIDTH = NAMES + drawing.WIDTH + 20
PAGE = 620
"""How high a drawing may be to fit on a page lying on its side."""

AXIS = 20
GAP = 6

# Colours of their own and not the style sheet's: the programs that draw these know no variables.
COLOURS = {
    "inject": "#0550ae",
    "decision": "#6639ba",
    "reply": "#116329",
    "share": "#0a6c74",
    "message": "#57606a",
    "missed": "#cf222e",
    "observation": "#953800",
    "override": "#bf3989",
    "phase": "#1b1f24",
}


def figures(report: Report) -> tuple[str, ...]:
    """Lanes, then curves, as many drawings as pages are needed."""
    lanes = [(shape.height + GAP, _lane(shape)) for shape in _lane_shapes(report)]
    curves = [(shape.height + GAP, _curve(shape, report)) for shape in _curve_shapes(report)]
    marks = [_drawing(page, report, _key) for page in _pages(lanes)]
    return (*marks, *(_drawing(page, report, _curve_key) for page in _pages(curves)))


def _lane_shapes(report: Report) -> Iterator[LaneShape]:
    return (drawing.lane_shape(lane, report.end) for lane in report.lanes if lane.marks or lane.spans)


def _curve_shapes(report: Report) -> Iterator[CurveShape]:
    moving: Iterable[Curve] = (curve for curve in report.curves if curve.moves)
    return (drawing.curve_shape(curve, report.end) for curve in moving)


def _pages(rows: list[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    page: list[tuple[int, str]] = []
    for row in rows:
        if page and sum(height for height, _ in page) + row[0] > PAGE - 2 * AXIS:
            yield page
            page = []
        page.append(row)
    if page:
        yield page


def _drawing(rows: list[tuple[int, str]], report: Report, key: Callable[[float], str]) -> str:
    top, parts = AXIS, []
    for height, words in rows:
        parts.append(f'<g transform="translate(0 {top})">{words}</g>')
        parts.append(_line(0, WIDTH, top + height - GAP / 2, top + height - GAP / 2, "#d8dee4"))
        top += height
    height = top + AXIS
    ticks = drawing.axis(report.end)
    grid = "".join(_line(NAMES + tick.x, NAMES + tick.x, AXIS - 4, top, "#d8dee4") for tick in ticks)
    words = "".join(
        _words(NAMES + tick.x + 2, 12, tick.words, 11, "#57606a")
        for tick in ticks
        if tick.x < drawing.WIDTH - 30
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" '
        f'height="{height}" font-family="Libertinus Serif">'
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>{grid}{words}{"".join(parts)}'
        f"{key(top + 14)}</svg>"
    )


def _key(y: float) -> str:
    """What the marks mean."""
    parts, x = [], 8.0
    for kind, words in drawing.KINDS:
        parts.append(_mark(x, y - 4, kind))
        parts.append(_words(x + 9, y, words, 11, "#1b1f24"))
        x += 24 + 5.6 * len(words)
    return "".join(parts)


def _curve_key(y: float) -> str:
    return _line(12, 12, y - 10, y + 2, "#d2a8ff") + _words(20, y, "a decision fell", 11, "#1b1f24")


def _lane(shape: LaneShape) -> str:
    parts = [_words(4, 13, _short(shape.name), 12, "#1b1f24")]
    for span in shape.spans:
        x = NAMES + span.x
        parts.append(_box(x, span.y, span.width, "#d0d7de"))
        parts += [
            _box(NAMES + bar.x, span.y, bar.width, "#6cb6ff") for bar in span.bars if bar.what == "work"
        ]
    parts += [_mark(NAMES + mark.x, mark.y, mark.kind) for mark in shape.marks]
    return "".join(parts)


def _curve(shape: CurveShape, report: Report) -> str:
    unit = f" {shape.unit}" if shape.unit else ""
    decided = "".join(
        _line(NAMES + x, NAMES + x, 0, shape.height, "#d2a8ff")
        for x in (drawing.x_of(tick, report.end) for tick in report.decided)
    )
    note = _words(4, 27, _short(shape.note), 10, "#57606a") if shape.note else ""
    return (
        f"{_words(4, 13, _short(shape.name), 12, '#1b1f24')}{note}{decided}"
        f'<g transform="translate({NAMES} 0)"><polyline points="{shape.points}" fill="none" stroke="#0550ae" '
        f'stroke-width="1.6"/></g>'
        f"{_words(NAMES + 2, 11, f'{drawing.number(shape.high)}{unit}', 10, '#57606a')}"
        f"{_words(NAMES + 2, shape.height - 3, f'{drawing.number(shape.low)}{unit}', 10, '#57606a')}"
    )


def _short(name: str) -> str:
    name = one_line(name)
    return name if len(name) <= 32 else f"{name[:31]}…"


def _mark(x: float, y: float, kind: MarkKind) -> str:
    return f'<path transform="translate({x} {y})" d="{drawing.SHAPES[kind]}" fill="{COLOURS[kind]}"/>'


def _box(x: float, y: float, width: float, colour: str) -> str:
    return f'<rect x="{x}" y="{y}" width="{max(width, 1)}" height="6" fill="{colour}"/>'


def _line(x1: float, x2: float, y1: float, y2: float, colour: str) -> str:
    return f'<line x1="{x1}" x2="{x2}" y1="{y1}" y2="{y2}" stroke="{colour}" stroke-width="0.8"/>'


def _words(x: float, y: float, text: str, size: int, colour: str) -> str:
    return f'<text x="{x}" y="{y}" font-size="{size}" fill="{colour}">{escape(one_line(text))}</text>'
