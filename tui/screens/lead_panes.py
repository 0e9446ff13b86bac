"""Two pages of the controllers' desk that need no delivery work: how the cells keep up, how severe it is."""

from __future__ import annotations

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from exercise.language import marked, n, t
from exercise.review.names import minute
from exercise.review.needs import cells
from exercise.review.rows import NeedRow
from exercise.review.rows_excon import CellRow, SaidRow, SeverityRow
from exercise.review.severity import severity
from exercise.scenario.quantities import lasting
from tui.screens.boxes import boxed
from tui.screens.desk import DeskScreen, worded
from tui.themes import Ink
from tui.widgets.rows import Column, Keyed, Rows
from tui.widgets.words import Words

_CELLS = (
    Column(marked("Cell"), share=2),
    Column(marked("Waiting"), 7),
    Column(marked("Oldest"), 8),
    Column(marked("Overdue"), 7),
    Column(marked("With"), 14),
    Column(marked("Taken by"), share=2),
)
_STEPS = (
    Column(marked("Asked"), 10),
    Column(marked("Lowest"), 7),
    Column(marked("Median"), 7),
    Column(marked("Highest"), 7),
    Column(marked("Rated"), 6),
    Column(marked("Question"), share=1),
)
_KINDS = {
    "stop": marked("stop"),
    "call": marked("call"),
    "rule": marked("rule"),
    "asked": marked("asked"),
    "party": marked("party"),
    "held": marked("held"),
    "handed": marked("handed"),
    "vote": marked("vote"),
    "unrated": marked("unrated"),
    "overdue": marked("overdue"),
    "duty": marked("duty"),
    "soon": marked("soon"),
    "tlp": marked("tlp"),
    "unread": marked("unread"),
    "silent": marked("silent"),
}


def lead_body() -> ComposeResult:
    """The list of cells, and what waits in the chosen one."""
    with Vertical(classes="stack"):
        yield boxed(Rows(*_CELLS, name="cells-list"), t("Cells"))
        with VerticalScroll(id="cells-page", classes="box page half", can_focus=False):
            yield Words(id="cells-text", markup=False)


def severity_body() -> ComposeResult:
    """The list of steps, and who said what at the chosen one."""
    with Vertical(classes="stack"):
        yield boxed(Rows(*_STEPS, name="severity-list"), t("Severity"))
        with VerticalScroll(id="severity-page", classes="box page half", can_focus=False):
            yield Words(id="severity-text", markup=False)


def show_lead(screen: DeskScreen) -> None:
    """Bring the page of the cells up to date."""
    now, ink = screen.desk.now(), screen.desk.ink()
    rows, table = cells(screen.picture, now), screen.query_one("#cells-list", Rows)
    table.show([_cell_row(row, ink) for row in rows])
    lead = screen.picture.world.excon.lead
    table.border_subtitle = Content(t("lead: {seat}", seat=lead) if lead else "")
    chosen = table.chosen.removeprefix("cell/") if table.chosen else ""
    waiting = [row for row in screen.picture.needs_you(now) if row.cell == chosen]
    screen.query_one("#cells-text", Static).update(_waiting(waiting, ink))


def show_severity(screen: DeskScreen) -> None:
    """Bring the page of the ratings up to date."""
    ink, rows = screen.desk.ink(), severity(screen.picture)
    table = screen.query_one("#severity-list", Rows)
    table.show([_step_row(row, ink) for row in rows])
    step = table.chosen
    chosen = next((row for row in rows if row.id == step), None)
    nothing = Text(worded(screen, t("Nobody was asked yet. {severity} asks.")), style=ink.muted)
    screen.query_one("#severity-text", Static).update(_said(chosen, ink) if chosen else nothing)


def _cell_row(row: CellRow, ink: Ink) -> Keyed:
    by = ", ".join(dict.fromkeys(seat for seat, _ in row.taken))
    return f"cell/{row.id}", (
        Text(row.name),
        Text(f"{row.waiting:>4}", style=ink.low if row.waiting else ink.muted),
        Text("" if row.oldest is None else lasting(row.oldest)),
        Text(f"{row.overdue:>4} !" if row.overdue else "   -", style=ink.bad if row.overdue else ink.muted),
        Text(
            f"→ {row.holder}" if row.holder else t("itself") if row.id else "",
            style=ink.low if row.holder else ink.muted,
        ),
        Text(f"{len(row.taken)}: {by}" if by else "", style=ink.muted),
    )


def _waiting(rows: list[NeedRow], ink: Ink) -> Text:
    text = Text()
    for row in rows:
        text.append(f"{minute(row.since):<10} {t(_KINDS[row.kind]):<8} ", style=ink.muted)
        if row.taken:
            text.append(t("taken by {who}", who=row.taken) + " · ", style=ink.good)
        text.append(f"{row.who}: ", style="bold").append(f"{row.text}\n")
    return text if text else Text(t("Nothing waits here."), style=ink.muted)


def _step_row(row: SeverityRow, ink: Ink) -> Keyed:
    count = sum(bool(each.level) for each in row.said)
    apart = ink.low if row.low != row.high else ""
    return row.id, (
        Text(minute(row.asked)),
        Text(row.low or "-", style=apart),
        Text(row.median or "-"),
        Text(row.high or "-", style=apart),
        Text(f"{count}/{len(row.said)}", style=ink.low if row.silent else ink.good),
        Text((row.text or t("How severe is it?")) + (" · " + t("shared") if row.shared else "")),
    )


def _said(row: SeverityRow, ink: Ink) -> Text:
    text = Text()
    for each in sorted(row.said, key=lambda said: said.level, reverse=True):
        if each.level:
            text.append(f"{each.agency:<18} ", style="bold").append(f"{each.level:<6}").append(_moved(each))
            text.append(f" {each.reason}\n", style=ink.muted)
    if row.silent:
        text.append(t("Not rated:") + " ", style=ink.low).append(f"{', '.join(row.silent)}\n")
    return text


def _moved(each: SaidRow) -> str:
    arrow = ""
    if each.change > 0:
        arrow = " ▲ " + n("{count} up", "{count} up", each.change)
    elif each.change < 0:
        arrow = " ▼ " + n("{count} down", "{count} down", -each.change)
    return arrow + (" " + t("(at first {level})", level=each.before) if each.before else "")
