"""The dependency tree as table rows: what is whole folds away, what is broken stands open with its cause."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from rich.text import Text

from exercise.language import marked, t
from exercise.review.dependencies import TreeRow
from exercise.review.rows import Gauge
from tui.themes import Ink
from tui.widgets.rows import Column, Keyed, Rows

COLUMNS = (
    Column("", 2),
    Column(marked("Service"), share=5),
    Column(marked("Level"), 6),
    Column("", 10, from_=72),
    Column(marked("Why"), share=6),
)
_BAR = 9
_ARROWS = {"up": "↑", "down": "↓", "steady": ""}
_HALF = 0.5
_SHAKY = marked("holds, but not all it stands on does")


class Branches:
    """Which branches of a tree stand open. Only what a person changed is remembered."""

    def __init__(self) -> None:
        self._flipped: set[str] = set()
        self._all = False

    def flip(self, branch: str) -> None:
        """Fold what stands open, open what is folded."""
        self._flipped ^= {branch}

    def flip_all(self) -> bool:
        """Everything open, or only what is broken; returns whether everything is."""
        self._all = not self._all
        self._flipped.clear()
        return self._all

    def is_open(self, row: TreeRow, *, broken_below: bool) -> bool:
        """Whether what a thing stands on is shown under it."""
        return (self._all or broken_below) != (row.id in self._flipped)


@dataclass(frozen=True, slots=True)
class Shown:
    """What of a tree is on screen."""

    rows: tuple[TreeRow, ...]
    foldable: Collection[str]
    folded: Collection[str]
    shaky: Collection[str]
    """Branches with something broken further down."""


def shown(rows: Sequence[TreeRow], branches: Branches) -> Shown:
    """The rows on screen, and which of them are folded."""
    parents = {row.id.rpartition("/")[0] for row in rows}
    # What was shown further up opens no branch again: the cause of what stands on it names it.
    broken = (row.id for row in rows if row.broken and not row.above)
    above_broken = {part for each in broken for part in _ways_down(each)}
    visible: list[TreeRow] = []
    folded: set[str] = set()
    hidden = ""
    for row in rows:
        if hidden and row.id.startswith(hidden):
            continue
        visible.append(row)
        hidden = ""
        if row.id in parents and not branches.is_open(row, broken_below=row.id in above_broken):
            folded.add(row.id)
            hidden = f"{row.id}/"
    return Shown(tuple(visible), parents, folded, above_broken)


def _ways_down(branch: str) -> list[str]:
    """`a/b/c` lies below `a` and `a/b`."""
    parts = branch.split("/")
    return ["/".join(parts[:count]) for count in range(1, len(parts))]


def tree_cells(row: TreeRow, ink: Ink, gauge: Gauge | None, tree: Shown) -> Keyed:
    """Sign, name under what stands on it, level and where it is going, bar, cause."""
    shaky = row.id in tree.shaky
    sign, colour = _sign(row, ink, shaky=shaky)
    fold = "▸ " if row.id in tree.folded else "▾ " if row.id in tree.foldable else "· " if row.depth else "  "
    arrow = _ARROWS[gauge.direction] if gauge is not None else ""
    full = round(max(0.0, min(1.0, row.level)) * _BAR)
    bar = Text("█" * full, style=colour).append("░" * (_BAR - full), style=ink.muted)
    otherwise = t("shown above") if row.above else t(_SHAKY) if shaky else ""
    name = Text("  " * row.depth + fold, style=ink.muted)
    name.append(row.name, style="bold" if row.kind == "service" and not row.depth else "")
    return row.id, (
        Text(sign, style=f"bold {colour}"),
        name,
        Text(f"{row.level:>4.0%}{arrow}", style=colour),
        bar,
        Text(row.cause or otherwise, style="" if row.cause else ink.muted),
    )


def _sign(row: TreeRow, ink: Ink, *, shaky: bool) -> tuple[str, str]:
    if row.level < _HALF:
        return "‼", ink.bad
    return ("!", ink.low) if row.broken or shaky else ("✔", ink.good)


class TreeTable(Rows):
    """The tree on the desk."""

    def __init__(self, *, name: str) -> None:
        super().__init__(*COLUMNS, name=name)
        self.branches = Branches()

    def show_tree(self, rows: Sequence[TreeRow], gauges: Mapping[str, Gauge], ink: Ink) -> None:
        """Show these, folded as the person here left them."""
        tree = shown(rows, self.branches)
        self.show([tree_cells(row, ink, gauges.get(row.what), tree) for row in tree.rows])
