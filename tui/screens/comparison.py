"""Two futures side by side: what was recorded, what would have been, and why they differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import LoadingIndicator, Static

from exercise.conduct.client import OtherFuture
from exercise.language import marked, n, t
from exercise.review.compare import Comparison, Figures
from exercise.review.compare_text import chain_lines, heading_lines, outcome_lines
from exercise.review.drawing import number
from exercise.review.names import minute
from exercise.scenario.quantities import clock
from tui.screens.dialog import Dialog
from tui.themes import Ink
from tui.widgets.rows import Column, Keyed, Rows
from tui.widgets.wording import BANNER

COLUMNS = (
    Column("", 10),
    Column(marked("What"), share=3),
    Column(marked("In the log"), share=2),
    Column(marked("In the other future"), share=2),
)


KINDS = {
    "service": marked("service"),
    "indicator": marked("indicator"),
    "objective": marked("objective"),
    "first knew": marked("first knew"),
    "knew": marked("knew"),
    "answered": marked("answered"),
    "decided": marked("decided"),
    "repaired": marked("repaired"),
    "back": marked("back"),
}
"""What differs between two futures."""
VERDICTS = {
    "met": marked("met"),
    "not met": marked("not met"),
    "open": marked("open"),
    "not measured": marked("not measured"),
}


class Waiting(Dialog[None]):
    """While another future is played. Closing it does not stop that."""

    BINDINGS = [Binding("escape", "dismiss", marked("Close"))]

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            title = t("Playing the other future: {what}", what=self._title)
            yield Static(Content(title), classes="dialog-title")
            yield LoadingIndicator(classes="waiting")
            yield Static(
                Content(t("esc closes this; the comparison comes when it is there")), classes="dialog-hint"
            )


@dataclass(frozen=True, slots=True)
class Difference:
    """A line of the comparison, and what there is to read about it."""

    id: str
    kind: str
    name: str
    log: str
    fork: str
    page: tuple[str, ...]


def differences(found: Comparison) -> Iterator[Difference]:
    """Everything that came out otherwise: outcomes, then objectives, then key times."""
    for outcome in found.outcomes:
        if outcome.differs:
            log, fork = (_figures(figures, outcome.unit) for figures in (outcome.log, outcome.fork))
            page = tuple(outcome_lines(outcome, found.horizon))
            yield Difference(f"outcome/{outcome.id}", outcome.kind, outcome.name, log, fork, page)
    for objective in found.objectives:
        for place, task in enumerate(objective.tasks):
            if task.differs:
                sides = [(t(VERDICTS[verdict]), words) for verdict, words in (task.log, task.fork)]
                page = (
                    t(
                        "{name}: {log} in the log, {fork} in the other future",
                        name=objective.name,
                        log=objective.log or "–",
                        fork=objective.fork or "–",
                    ),
                    task.text,
                    "  " + t("log:  {verdict}, {words}", verdict=sides[0][0], words=sides[0][1]),
                    "  " + t("fork: {verdict}, {words}", verdict=sides[1][0], words=sides[1][1]),
                    *chain_lines(task.because, ""),
                )
                log, fork = (f"{verdict}, {words}" for verdict, words in sides)
                yield Difference(f"task/{objective.id}/{place}", "objective", task.text, log, fork, page)
    for place, timed in enumerate(found.times):
        time = timed.time
        who = f"{time.who}: " if time.who else ""
        title = f"{t(KINDS.get(time.kind, time.kind))}: {who}{time.what}"
        page = (title, *chain_lines(timed.because, ""))
        # Seconds are noise, unless they are all that differs.
        told = minute if minute(time.log or 0) != minute(time.fork or 0) else clock
        log, fork = (t("never") if tick is None else told(tick) for tick in (time.log, time.fork))
        yield Difference(f"time/{place}", time.kind, f"{who}{time.what}", log, fork, page)


def _figures(figures: Figures, unit: str) -> str:
    end, mean, lowest = (f"{number(value)}{unit}" for value in (figures.end, figures.mean, figures.lowest))
    return t("end {end}, mean {mean}, lowest {lowest}", end=end, mean=mean, lowest=lowest)


class ComparisonScreen(Dialog[None]):
    """What came of it; each line with the records that led to it."""

    BINDINGS = [Binding("escape,q,f1", "dismiss", marked("Close"))]

    def __init__(self, title: str, future: OtherFuture, ink: Ink) -> None:
        super().__init__()
        self._title, self._future, self._ink = title, future, ink
        changed = Difference("changes", "", t("What was changed"), "", "", ())
        self._rows = (changed, *differences(future.comparison))

    def compose(self) -> ComposeResult:
        with Vertical(classes="whole"):
            yield Static(
                Content(f"{BANNER}  " + t("What if? {what}", what=self._title)), classes="dialog-title"
            )
            table = Rows(*COLUMNS, name="differences")
            table.add_class("box")
            yield table
            with VerticalScroll(classes="box page comparison-page"):
                yield Static(id="difference", markup=False)
            hint = t("esc closes, ↑↓ choose a difference, tab reads why")
            yield Static(hint, classes="dialog-hint", markup=False)

    def _changed(self) -> Iterator[str]:
        """What was changed, where the futures part, and where the other one is kept."""
        lines = [line.strip() for line in heading_lines(self._future.comparison)]
        yield from lines
        if len(self._rows) == 1 and lines[-1] != t("Nothing is different."):
            yield t("Nothing that is measured came out otherwise.")
        yield t("Kept in {path}, and as a page beside it", path=self._future.log)

    def on_mount(self) -> None:
        table = self.query_one(Rows)
        table.show([self._cells(row) for row in self._rows])
        same = [outcome.name for outcome in self._future.comparison.outcomes if not outcome.differs]
        table.border_title = n("{count} differences", "{count} differences", len(self._rows) - 1)
        table.border_subtitle = (
            n(
                "{count} services and indicators are the same",
                "{count} services and indicators are the same",
                len(same),
            )
            if same
            else ""
        )
        table.focus()
        self._show()

    def _cells(self, row: Difference) -> Keyed:
        return row.id, (
            Text(t(KINDS.get(row.kind, row.kind)) if row.kind else "", style=self._ink.muted),
            Text(" ".join(row.name.split())),
            Text(row.log),
            Text(row.fork, style=f"bold {self._ink.accent}"),
        )

    @on(Rows.Moved)
    def _show(self) -> None:
        chosen = self.query_one(Rows).chosen
        row = next((row for row in self._rows if row.id == chosen), self._rows[0])
        page = row.page or tuple(self._changed())
        self.query_one("#difference", Static).update(Text("\n".join(page)))
