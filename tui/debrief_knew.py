"""Who knew what, when: the list of facts and events, and for the chosen one what each agency knew of it, and how."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rich.text import Text

from exercise.language import marked, t
from exercise.review.knowledge import Knowledge
from exercise.review.known_events import Known
from exercise.review.names import Names, minute
from exercise.review.spread import Hop
from exercise.review.spread_tables import through
from exercise.scenario.quantities import lasting
from tui.screens.seat_panes import Pane
from tui.themes import Ink
from tui.widgets.pages import Page
from tui.widgets.rows import Keyed
from tui.widgets.wording import tlp

_KINDS = {
    "fact": marked("fact"),
    "asset lost": marked("asset lost"),
    "service degraded": marked("service degraded"),
    "inject delivered": marked("inject delivered"),
    "public statement": marked("public statement"),
    "decision": marked("decision"),
}


@dataclass(frozen=True, slots=True)
class KnewRow:
    """A fact or an event under a key of its own; an event may come twice."""

    id: str
    known: Known
    path: tuple[Hop, ...]


def knew_pane(found: Knowledge | None, now: int, names: Names) -> Pane:
    """The matrix as it stood at a moment; None while it is being worked out."""
    if found is None:
        return Pane((), _no_cells, _no_page, t("Working out who knew what, from the whole log …"))
    listed = sorted(found.things, key=_order)
    rows = tuple(
        KnewRow(
            f"{known.kind}/{known.id}/{place}",
            known,
            found.paths.get(known.id, ()) if known.kind == "fact" else (),
        )
        for place, known in enumerate(listed)
    )
    agencies = tuple(names.scenario.agencies)

    def cells(row: KnewRow, ink: Ink) -> Keyed:
        known = row.known
        knew = sum(tick <= now for tick, _ in known.by.values())
        style = ink.muted if known.tick is None or known.tick > now else ""
        title = " ".join(known.title.split())
        if known.kind != "fact":
            title = f"{t(_KINDS[known.kind])}: {title}"
        return row.id, (
            Text("–" if known.tick is None else minute(known.tick), style=style),
            Text(title, style=style),
            Text(f"{knew}/{len(agencies)}", style="" if knew else ink.muted),
            Text(f"! {len(known.ought)}" if known.ought else "", style=ink.bad),
        )

    def page(row: KnewRow, ink: Ink) -> Text:
        return _page(row, agencies, now, names, ink)

    return Pane(rows, cells, page, t("Nothing happened to be known."))


def _order(known: Known) -> tuple[bool, bool, int]:
    """Facts first; each kind as it came to be, and what never came last."""
    return known.kind != "fact", known.tick is None, known.tick or 0


def _page(row: KnewRow, agencies: Iterable[str], now: int, names: Names, ink: Ink) -> Text:
    known = row.known
    page = Page(ink).title(known.title)
    came = t("nobody ever knew") if known.tick is None else t("since {time}", time=minute(known.tick))
    record = "" if known.seq is None else t("record #{number}", number=known.seq)
    page.small(t(_KINDS[known.kind]), came, record)
    first = {hop.to: hop for hop in reversed(row.path) if hop.news}
    width = max((len(names.agency(agency)) for agency in agencies), default=0)
    for agency in sorted(agencies, key=lambda name: known.by.get(name, (1 << 62, 0))[0]):
        page.text.append(f"{names.agency(agency):<{width}}  ", style="bold")
        if agency not in known.by:
            ought = agency in known.ought
            words = t("! never, and ought to have") if ought else t("– never")
            page.text.append(f"{words}\n", ink.bad if ought else ink.muted)
            continue
        tick, seq = known.by[agency]
        lag = known.lag(agency) or 0
        behind = t("at once") if lag == 0 else f"+{lasting(lag)}" if lag > 0 else t("before")
        page.text.append(f"{minute(tick):<10} {behind:<8}", style="" if tick <= now else ink.muted)
        if (hop := first.get(agency)) is not None:
            page.text.append(f" {_how(hop, names)}", style=ink.muted)
        later = "" if tick <= now else "  " + t("not yet")
        page.text.append(f"  #{seq}{later}\n", style=ink.muted)
    return page.text


def _how(hop: Hop, names: Names) -> str:
    teller = t("from {who}", who=names.agency(hop.sender)) if hop.sender else ""
    breach = t("against its label") if hop.breach else ""
    return ", ".join(part for part in (teller, through(hop, names), tlp(hop.tlp), breach) if part)


def _no_cells(row: object, ink: object) -> Keyed:
    return "", ()


def _no_page(row: object, ink: object) -> Text:
    return Text()
