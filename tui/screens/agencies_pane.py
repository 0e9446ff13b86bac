"""Agencies on the controllers' desk: how each is doing, or what is true beside what each has reason to believe."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll

from exercise.language import marked, n, t
from exercise.review.beliefs import evidence
from exercise.review.names import minute
from exercise.review.picture import Picture
from exercise.review.rows import AgencyRow
from exercise.review.rows_duties import DutyRow, EvidenceRow, StandingRow
from tui.screens.boxes import boxed
from tui.screens.desk import DeskScreen
from tui.themes import Ink
from tui.widgets import pages, wording
from tui.widgets.columns import AGENCIES, DUTY_STANDS
from tui.widgets.rows import Column, Keyed, Rows
from tui.widgets.words import Words

TRUTH = "-truth"
_STANDINGS = (
    Column(marked("State"), 9),
    Column(marked("Agency"), 15),
    Column(marked("About"), 14),
    Column(marked("Truth"), 6),
    Column(marked("Holds likeliest"), share=2),
    Column(marked("True is"), share=2, from_=100),
    Column(marked("Facts"), 5),
)
_POINTS = {
    "to the truth": marked("(points to the truth)"),
    "away from it": marked("(points away from it)"),
    "neither way": marked("(points neither way)"),
}


def body() -> ComposeResult:
    """Two tables of which one is shown, and a page about the chosen line."""
    with Vertical(id="agency-views", classes="stack"):
        yield boxed(Rows(*AGENCIES, name="agency-list"), t("Agencies"))
        yield boxed(
            Rows(*_STANDINGS, name="standing-list"), t("What is true, and what each agency must believe")
        )
        with VerticalScroll(id="agency-page", classes="box page", can_focus=False):
            yield Words(id="agency-text", markup=False)


def pieces(screen: DeskScreen) -> Iterator[None]:
    """Bring the pane up to date."""
    if shows_truth(screen):
        _list_truth(screen)
    else:
        rows = screen.picture.agencies(screen.desk.now())
        yield
        screen.query_one("#agency-list", Rows).show_each(rows, screen.desk.ink(), wording.agency_cells)
    yield
    show_page(screen)


def show_page(screen: DeskScreen) -> None:
    """Only what is said about the chosen line."""
    page = _truth(screen) if shows_truth(screen) else _work(screen)
    screen.query_one("#agency-text", Words).update(page)


def shows_truth(screen: DeskScreen) -> bool:
    """Whether it is the view of truth and beliefs."""
    return screen.query_one("#agency-views").has_class(TRUTH)


def in_hand(screen: DeskScreen) -> str:
    """The agency of the chosen line."""
    if shows_truth(screen):
        return screen.selected("standing-list").partition("/")[0]
    return screen.selected("agency-list")


def _work(screen: DeskScreen) -> Text:
    now, ink, picture = screen.desk.now(), screen.desk.ink(), screen.picture
    chosen: AgencyRow | None = screen.query_one("#agency-list", Rows).chosen_row
    if chosen is None:
        return Text(t("No agency is chosen."), style=ink.muted)
    runs = picture.runs(now, over=0, agency=chosen.id)
    return pages.agency_page(chosen, runs, _owed(picture, chosen.short, now), ink)


def _owed(picture: Picture, short: str, now: int) -> list[str]:
    """Reports and votes that wait for an agency."""
    duties = (row for row in picture.duties(now) if row.agency == short and row.filed is None)
    votes = (row for row in picture.votes(now) if row.status == "open")
    waits = (row for row in votes if any(each.agency == short and not each.vote for each in row.voters))
    return [
        *(_duty_words(row) for row in duties),
        *(t("vote on {name}", name=row.name) for row in waits),
    ]


def _duty_words(row: DutyRow) -> str:
    gaps = {"name": row.name, "who": row.to, "status": t(DUTY_STANDS[row.status]), "time": minute(row.due)}
    return t("{name} to {who}: {status}, due {time}", **gaps)


def _list_truth(screen: DeskScreen) -> None:
    ink, picture = screen.desk.ink(), screen.picture
    rows = picture.standings()
    table = screen.query_one("#standing-list", Rows)
    table.show_each(rows, ink, _standing_cells)
    misled = len({row.agency for row in rows if row.misled})
    told = len({row.agency for row in rows})
    of = len(picture.scenario.agencies)
    holding = n(
        "{count} of {agencies} hold a fact on it",
        "{count} of {agencies} hold a fact on it",
        told,
        agencies=of,
    )
    table.border_subtitle = n("{count} misled", "{count} misled", misled) + f" · {holding}"


def _truth(screen: DeskScreen) -> Text:
    ink, picture = screen.desk.ink(), screen.picture
    chosen: StandingRow | None = screen.query_one("#standing-list", Rows).chosen_row
    if chosen is None:
        nothing = t("No agency holds a fact that bears on what is true here.")
        asked = bool(picture.scenario.truth)
        return Text(nothing if asked else t("This scenario asks nobody who did it."), ink.muted)
    return _truth_page(chosen, evidence(picture, chosen.agency, chosen.subject), ink)


def _standing_cells(row: StandingRow, ink: Ink) -> Keyed:
    colour = ink.bad if row.misled else ink.good
    return row.id, (
        Text(t("x misled") if row.misled else t("✔ right"), style=colour),
        Text(row.short),
        Text(row.about),
        Text(f"{row.share:>4}%", style=colour),
        Text(row.likeliest, style=ink.bad if row.misled else ""),
        Text(row.truth, style=ink.muted),
        Text(f"{row.facts:>5}"),
    )


def _truth_page(row: StandingRow, facts: tuple[EvidenceRow, ...], ink: Ink) -> Text:
    page = pages.Page(ink).title(t("{agency} about {what}", agency=row.short, what=row.about))
    page.small(
        t("true: {what}", what=row.truth),
        t("from what it holds the truth gets {share}%", share=row.share),
    )
    for fact in facts:
        sign = {"to the truth": "+", "away from it": "-", "neither way": "="}[fact.points]
        colour = {"+": ink.good, "-": ink.bad}.get(sign, ink.muted)
        known = t("does not know") if fact.since is None else t("since {time}", time=minute(fact.since))
        page.text.append(f"{sign} ", style=f"bold {colour}").append(f"{known}: ", style=ink.muted)
        page.text.append(fact.text, style="" if fact.since is not None else ink.muted)
        page.text.append(f" {t(_POINTS[fact.points])}", style=ink.muted)
        if fact.since is None and fact.others:
            could = t("could tell: {who}", who=", ".join(fact.others[:4]))
            page.text.append(f" {could}", style=ink.accent)
        page.text.append("\n")
    return page.text
