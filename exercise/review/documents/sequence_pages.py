"""Who told whom, drawn for paper: narrow columns, slanted names, words beside the arrows; one drawing a page."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from exercise.review.documents.figures import WIDTH
from exercise.review.harmless import one_line
from exercise.review.sequence import Arrow, Diagram

ROWS = 30
"""Arrows that fit on a page lying on its side."""

TIME, WORDS = 86, 300
HEAD, ROW, EDGE = 104, 16.5, 14
COLOURS = {
    "share": "#0a6c74",
    "message": "#57606a",
    "report": "#0550ae",
    "inject": "#0550ae",
    "reply": "#116329",
}
BREACH, INK, SOFT = "#cf222e", "#1b1f24", "#57606a"
NAME, LABEL = 22, 54
"""Letters that fit."""


def sequence_pages(diagram: Diagram) -> tuple[str, ...]:
    """As many drawings as pages are needed; none when nobody told anybody anything."""
    arrows = diagram.arrows
    return tuple(_page(diagram, arrows[at : at + ROWS]) for at in range(0, len(arrows), ROWS))


def _page(diagram: Diagram, arrows: Sequence[Arrow]) -> str:
    step = (WIDTH - TIME - WORDS) / max(1, len(diagram.columns))
    place = {x: TIME + step * (number + 0.5) for number, (x, _) in enumerate(diagram.columns)}
    bottom = HEAD + ROW * len(arrows)
    parts = []
    for x, name in diagram.columns:
        parts.append(_line(place[x], place[x], HEAD - 6, bottom, "#c4ccd4", dashes="2 3"))
        shown = escape(_short(name, NAME))
        parts.append(
            f'<text transform="translate({place[x] + 3:.1f} {HEAD - 10}) rotate(-50)" font-size="11" '
            f'fill="{INK}">{shown}</text>'
        )
    for number, arrow in enumerate(arrows):
        parts.append(_arrow(arrow, place, HEAD + ROW * (number + 0.5)))
    height = bottom + EDGE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" '
        f'height="{height}" font-family="Libertinus Serif">'
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>{"".join(parts)}</svg>'
    )


def _arrow(arrow: Arrow, place: dict[int, float], y: float) -> str:
    colour = BREACH if arrow.breach else COLOURS[arrow.kind]
    begin = place.get(arrow.begin, float(TIME - 8))
    ends = [place[x] for x in arrow.ends if x in place and x != arrow.begin]
    left, right = min(begin, *ends, begin), max(begin, *ends, begin)
    parts = [_text(4, y + 4, arrow.clock, SOFT)]
    if ends:
        parts.append(_line(left, right, y, y, colour, dashes="5 3" if arrow.breach else ""))
    parts.append(f'<circle cx="{begin:.1f}" cy="{y:.1f}" r="2.6" fill="#ffffff" stroke="{colour}"/>')
    for x in ends:
        back = -6 if x > begin else 6
        parts.append(f'<path d="M{x:.1f},{y:.1f} l{back},-3.4 v6.8 Z" fill="{colour}"/>')
    words = f"r{arrow.seq} {'! ' if arrow.breach else ''}{arrow.label}"
    parts.append(_text(WIDTH - WORDS + 12, y + 4, _short(words, LABEL), INK))
    return "".join(parts)


def _short(words: str, most: int) -> str:
    words = one_line(words)
    return words if len(words) <= most else f"{words[: most - 1]}…"


def _text(x: float, y: float, words: str, colour: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="11" fill="{colour}">{escape(one_line(words))}</text>'


def _line(x1: float, x2: float, y1: float, y2: float, colour: str, *, dashes: str = "") -> str:
    drawn = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<line x1="{x1:.1f}" x2="{x2:.1f}" y1="{y1:.1f}" y2="{y2:.1f}" stroke="{colour}" '
        f'stroke-width="1"{drawn}/>'
    )
