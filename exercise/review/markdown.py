"""The report as Markdown, without a single HTML tag: whatever anybody wrote is escaped and stays text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from exercise.review.documents import blocks as b
from exercise.review.harmless import one_line
from exercise.review.report import BANNER, DRAFT, Report
from exercise.review.report_tables import tlp

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&!$^@])")
# Bare addresses become links in many readers; a backslash keeps them text.
_LINKS = re.compile(r"(?i)(https?|ftp|mailto|xmpp)(?=:)|\bwww(?=\.)")
_STARTS = re.compile(r"^([-+=:])|^(\d+)([.)])")


def plain(text: str) -> str:
    """Text that stays text wherever it stands in Markdown."""
    text = _SPECIAL.sub(r"\\\1", one_line(text))
    text = _LINKS.sub(lambda found: found[0] + "\\", text)
    return _STARTS.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", text)


def cites(evidence: Iterable[int]) -> str:
    """The numbers of the cited records, as the last section lists them."""
    return " ".join(f"r{seq}" for seq in evidence)


def to_markdown(report: Report) -> str:
    """The whole report."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield from (f"**{BANNER}**", "", f"{tlp(report.tlp)} · {DRAFT}", "")
    yield from (f"# {plain(b.title_of(report))}", "")
    for block in b.blocks(report):
        yield from _block(block)
    yield f"**{BANNER}**"


def _block(block: b.Block) -> Iterator[str]:
    match block:
        case b.Heading(level=level, text=text):
            yield from ("#" * (level + 1) + f" {plain(text)}", "")
        case b.Words(text=text, evidence=evidence, is_label=is_label):
            words = f"**{plain(text)}**" if is_label else _with_evidence(plain(text), evidence)
            yield from (words, "")
        case b.Bullets(items=items):
            yield from (_with_evidence(f"- {plain(words)}", evidence) for words, evidence in items)
            yield ""
        case b.Pairs(rows=rows):
            yield from (f"- **{plain(name)}:** {plain(value)}" for name, value in rows)
            yield ""
        case b.Grid():
            yield from _grid(block)
        case b.Timeline():
            yield from (
                "The drawing is in the HTML, Word and PDF editions; here is what stands in each lane.",
                "",
            )
        case b.WhoToldWhom():
            yield from ("The drawing is in the HTML, Word and PDF editions.", "")
        case b.Appendices():
            return


def _with_evidence(words: str, evidence: tuple[int, ...]) -> str:
    return f"{words} ({cites(evidence)})" if evidence else words


def _grid(grid: b.Grid) -> Iterator[str]:
    cited = not grid.is_index and any(row.evidence for row in grid.rows)
    columns = (*grid.columns, *(("Records",) if cited else ()))
    yield f"| {' | '.join(columns)} |"
    yield f"|{' --- |' * len(columns)}"
    for row in grid.rows:
        cells = (*map(plain, row.cells), *((cites(row.evidence),) if cited else ()))
        yield f"| {' | '.join(cell or ' ' for cell in cells)} |"
    yield ""
