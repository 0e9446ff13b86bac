"""The world on the controllers' desk: what stands on what and why it fails, or every number and who holds what."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.widgets import Static

from exercise.language import marked, n, t
from exercise.review.names import minute
from exercise.review.picture import Picture
from tui.screens.boxes import boxed
from tui.screens.desk import DeskScreen
from tui.themes import Ink
from tui.widgets.gauges import Gauges
from tui.widgets.rows import Column, Rows
from tui.widgets.tree import TreeTable
from tui.widgets.wording import run_cells
from tui.widgets.words import Words

NUMBERS = "-numbers"
_RUNS = (
    Column(marked("State"), 9),
    Column(marked("Agency"), 14),
    Column(marked("Action"), share=1),
    Column("", 9),
    Column("", 16, from_=60),
)


def body() -> ComposeResult:
    """The tree with indicators beside it; in the other view every gauge, what is scarce, what is under way."""
    with Container(id="world-views"):
        yield boxed(TreeTable(name="world-tree"), t("What stands on what"))
        with Vertical(id="world-right"):
            with VerticalScroll(id="world-gauges", classes="box") as box:
                box.border_title = t("Services and indicators")
                yield Gauges(name="gauges")
            with VerticalScroll(id="world-scarce", classes="box", can_focus=False) as box:
                box.border_title = t("Scarce; agencies (min – median – max); so now")
                yield Words(id="scarce", markup=False)
            yield boxed(Rows(*_RUNS, name="run-list"), t("Under way"))


def show(screen: DeskScreen) -> None:
    """Bring the pane up to date."""
    for _ in pieces(screen):
        pass


def pieces(screen: DeskScreen) -> Iterator[None]:
    """The same piece by piece."""
    now, ink, picture = screen.desk.now(), screen.desk.ink(), screen.picture
    gauges = picture.gauges(now)
    yield
    tree, numbers = picture.tree(now), screen.query_one("#world-views").has_class(NUMBERS)
    table = screen.query_one("#world-tree", TreeTable)
    table.show_tree(tree, {gauge.id: gauge for gauge in gauges}, ink)
    yield
    services = [row for row in tree if not row.depth]
    broken = sum(row.broken for row in services)
    table.border_subtitle = t("all services whole")
    if broken:
        table.border_subtitle = n(
            "{count} of {services} services not whole",
            "{count} of {services} services not whole",
            broken,
            services=len(services),
        )
    beside = gauges if numbers else tuple(gauge for gauge in gauges if gauge.kind != "service")
    screen.query_one("#world-gauges").border_title = (
        t("Services and indicators") if numbers else t("Indicators")
    )
    screen.query_one("#gauges", Gauges).show(beside, ink)
    yield
    screen.query_one("#scarce", Static).update(_scarce(picture, now, ink))
    yield
    runs = picture.runs(now, over=0)
    screen.query_one("#run-list", Rows).show([run_cells(run, ink) for run in runs])


def fold(screen: DeskScreen) -> None:
    """Fold the chosen branch or open it; where nothing can be folded, say where."""
    table = screen.query_one("#world-tree", TreeTable)
    if screen.top != "world" or not table.chosen or screen.query_one("#world-views").has_class(NUMBERS):
        screen.desk.told(t("Choose a line of the tree first: 3 shows the world."))
        return
    table.branches.flip(table.chosen)
    show(screen)


def fold_all(screen: DeskScreen) -> None:
    """Every branch, or only those with something broken in them."""
    table = screen.query_one("#world-tree", TreeTable)
    everything = table.branches.flip_all()
    screen.go("world")
    screen.desk.told(t("Every branch stands open.") if everything else t("What is whole is folded away."))


def in_hand(screen: DeskScreen) -> str:
    """What of the world is chosen: a service or asset of the tree, or something under way."""
    focused = screen.app.focused
    if focused is not None and focused.id == "run-list":
        return screen.selected("run-list")
    if focused is not None and focused.id == "world-tree":
        return screen.selected("world-tree").rpartition("/")[2]
    return ""


def _scarce(picture: Picture, now: int, ink: Ink) -> Text:
    """Pools, then the spread of what every agency has its own of, then flags."""
    text = Text()
    for pool in picture.pools():
        full = pool.used >= pool.capacity
        text.append(f"{pool.name}: ", style="bold")
        gaps = {"used": pool.used, "capacity": pool.capacity}
        words = t("{used} of {capacity} full", **gaps) if full else t("{used} of {capacity}", **gaps)
        text.append(words, style=ink.low if full else "")
        text.append(f" {', '.join(pool.holders)}\n", style=ink.muted)
    for row in picture.spreads(now):
        worst = "" if row.low == row.high else row.lowest if row.good == "high" else row.highest
        text.append(f"{row.name}: ", style="bold").append(
            f"{row.low:.0f} – {row.median:.0f} – {row.high:.0f}"
        )
        text.append(" " + t("worst: {agency}", agency=worst) if worst else "", style=ink.muted).append("\n")
    for flag in picture.flags():
        text.append("▲ ", style=ink.accent).append(f"{flag.name} ")
        text.append(f"{minute(flag.since)}\n", style=ink.muted)
    return text if text else Text(t("Nothing."), style=ink.muted)
