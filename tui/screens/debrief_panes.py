"""The panes of the debrief: on one side what was so, on the other what an agency could see of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static, TabbedContent, TabPane

from exercise.language import marked, t
from exercise.review.bookmarks import Note
from exercise.review.names import Names, minute
from exercise.review.picture import Picture
from exercise.review.rows import AgencyRow
from exercise.review.stops import Stop
from tui.debrief_moves import KINDS
from tui.screens.seat_panes import COLUMNS, SHORT, Pane
from tui.screens.seat_panes import PANES as SEAT_PANES
from tui.themes import Ink
from tui.widgets import pages, wording
from tui.widgets.columns import AGENCIES, MSEL
from tui.widgets.feed import feed_line
from tui.widgets.gauges import Gauges
from tui.widgets.pages import Page
from tui.widgets.rows import Column, Keyed, Rows

Word = Callable[[str], str]
"""Puts in the keys that a person has set."""
FEED_LINES = 40
"""Lines of what came last, under the gauges."""

TRUTH_PANES = (
    ("world", marked("World")),
    ("msel", marked("MSEL")),
    ("agencies", marked("Agencies")),
    ("events", marked("Events")),
    ("notes", marked("Notes")),
    ("knew", marked("Knew")),
)
TRUTH_COLUMNS = {
    "msel": MSEL,
    "agencies": AGENCIES,
    "events": (Column("", 1), Column(marked("Time"), 10), Column("", 12), Column(marked("What"), share=1)),
    "notes": (
        Column("", 1),
        Column(marked("Time"), 10),
        Column(marked("Eyes"), 14),
        Column(marked("Note"), share=1),
    ),
    "knew": (
        Column(marked("When"), 10),
        Column(marked("Fact"), share=1),
        Column(marked("Knew"), 6),
        Column(marked("Never"), 5),
    ),
}
SIDES = {"truth": TRUTH_PANES, "eyes": SEAT_PANES}
GAUGES = {"truth": "world", "eyes": "situation"}
"""The pane of each side that is gauges and feed instead of a list and a page."""
KIND_WORDS = {
    "inject": marked("I inject"),
    "decision": marked("D decision"),
    "service": marked("▼ service"),
    "answer": marked("A answer"),
    "share": marked("F share"),
    "message": marked("M message"),
    "report": marked("R report"),
    "missed": marked("! missed"),
    "override": marked("V override"),
    "observation": marked("O observed"),
}


class Side(Vertical):
    """One of the two: a heading and its panes."""

    def __init__(self, name: str) -> None:
        super().__init__(id=name, classes="side")
        self._filled: tuple[str, Pane | None] = "", None
        """The list that is shown, and what it was filled with."""

    def compose(self) -> ComposeResult:
        assert self.id
        yield Static(classes="side-heading", markup=False)
        with TabbedContent(id=f"{self.id}-tabs"):
            for number, (pane, title) in enumerate(SIDES[self.id], start=1):
                with TabPane(f"{number} {t(SHORT.get(pane, title))}", id=pane):
                    if pane == GAUGES[self.id]:
                        yield from _gauges(pane)
                    else:
                        yield from _list_and_page(pane, {**COLUMNS, **TRUTH_COLUMNS}[pane])

    @property
    def top(self) -> str:
        """The pane on top."""
        return self.query_one(TabbedContent).active

    def head(self, words: Text) -> None:
        """Say whose side this is."""
        self.query_one(".side-heading", Static).update(words)

    def show_list(self, pane: Pane, ink: Ink) -> None:
        """Fill the pane on top, its page with the chosen row."""
        table = self.query_one(f"#{self.top}-list", Rows)
        table.show([pane.cells(row, ink) for row in pane.rows])
        self._filled = self.top, pane
        self.show_page(ink)

    def show_page(self, ink: Ink) -> None:
        """The page beside the list, of the row that is chosen now; the list stays as it was drawn."""
        top, pane = self._filled
        if pane is None or top != self.top:
            return
        chosen = self.query_one(f"#{top}-list", Rows).chosen
        page = next((pane.page(row, ink) for row in pane.rows if _key(row) == chosen), None)
        self.query_one(f"#{top}-text", Static).update(page or Text(pane.nothing, style=ink.muted))

    def show_gauges(self, picture: Picture, now: int, ink: Ink) -> None:
        """Fill the pane of gauges and feed."""
        self.query_one(Gauges).show(picture.gauges(now), ink)
        lines = (feed_line(line, ink) for line in reversed(picture.feed.last(FEED_LINES)))
        nothing = Text(t("Nothing yet."), style=ink.muted)
        self.query_one(f"#{self.top}-feed", Static).update(Text("\n").join(lines) or nothing)


def _key(row: object) -> str:
    return str(getattr(row, "seq", "")) if isinstance(row, Stop) else str(getattr(row, "id", ""))


def _gauges(pane: str) -> ComposeResult:
    with Vertical():
        with VerticalScroll(classes="box half") as box:
            box.border_title = t("Services and indicators")
            yield Gauges(name=f"gauges-{pane}")
        with VerticalScroll(classes="box half page") as box:
            box.border_title = t("What came last, the newest first")
            yield Static(id=f"{pane}-feed", markup=False)


def _list_and_page(pane: str, columns: Sequence[Column]) -> ComposeResult:
    with Vertical():
        table = Rows(*columns, name=f"{pane}-list")
        table.add_class("box")
        yield table
        with VerticalScroll(id=f"{pane}-page", classes="box page side-page"):
            yield Static(id=f"{pane}-text", markup=False)


# --- what the panes of the record hold


def msel_pane(picture: Picture, now: int) -> Pane:
    """The MSEL as it stood."""
    return Pane(picture.msel(now), wording.msel_cells, pages.msel_page, t("No inject here."))


def agencies_pane(picture: Picture, now: int) -> Pane:
    """How every agency was doing."""

    def page(row: AgencyRow, ink: Ink) -> Text:
        return pages.agency_page(row, picture.runs(now, over=0, agency=row.id), (), ink)

    return Pane(picture.agencies(now), wording.agency_cells, page, "")


def events_pane(
    stops: Sequence[Stop],
    fell: Mapping[int, bool],
    seq: int,
    names: Names,
    *,
    filtered: str,
    asked: Callable[[Stop], bool],
    word: Word,
) -> Pane:
    """Where one may jump, around the moment shown. `asked` says whether somebody's command led there."""
    last = max((stop.seq for stop in stops if stop.seq <= seq), default=-1)

    def kind(stop: Stop) -> str:
        return t("▲ service") if fell.get(stop.seq) is False else t(KIND_WORDS[stop.kind])

    def cells(stop: Stop, ink: Ink) -> Keyed:
        style = ink.muted if stop.seq > seq else ""
        return str(stop.seq), (
            Text("▶" if stop.seq == last else " ", style=ink.accent),
            Text(minute(stop.tick), style=style),
            Text(kind(stop), style=ink.bad if stop.kind == "missed" else style),
            Text(" ".join(f"{stop.who}: {stop.text}".split()), style=style),
        )

    def page(stop: Stop, ink: Ink) -> Text:
        written = Page(ink).title(f"{stop.who}: {stop.text}")
        record, storyline = (
            t("record #{number}", number=stop.seq),
            names.scenario.storylines.get(stop.storyline),
        )
        about = names.pick(storyline.name) if storyline else stop.storyline
        written.small(minute(stop.tick), record, t(KINDS[stop.kind]), about)
        written.pairs([(t("Concerns"), names.agencies(sorted(stop.agencies)) if stop.agencies else "")])
        then = (
            t("Enter goes there; {what-if} asks what if it had not been asked.")
            if asked(stop)
            else t("Enter goes there; {what-if}: what if something else had been done from here?")
        )
        return written.small(word(then)).text

    nothing = t("Nothing happened yet.")
    if filtered:
        nothing = t(
            "Nothing with this filter: {words}. {filter} changes it, {unfilter} takes it away.",
            words=filtered,
        )
    return Pane(stops, cells, page, word(nothing))


def notes_pane(notes: Iterable[Note], seq: int, names: Names, where: str, *, word: Word) -> Pane:
    """Bookmarks and notes, in the order of the log."""

    def cells(note: Note, ink: Ink) -> Keyed:
        text = note.text or t("(bookmark)")
        return str(note.id), (
            Text("▶" if note.seq == seq else "◆", style=ink.accent),
            Text(minute(note.tick)),
            Text(names.agency(note.agency) if note.agency else t("truth"), style=ink.muted),
            Text(" ".join(text.split())),
        )

    def page(note: Note, ink: Ink) -> Text:
        written = Page(ink).title(t("Bookmark") if note.kind == "bookmark" else t("Note"))
        written.small(minute(note.tick), t("record #{number}", number=note.seq))
        hint = word(t("Enter goes there, {edit} edits, {remove} takes it away."))
        return written.body(note.text).small(hint, where).text

    nothing = t(
        "No notes. {bookmark} puts a bookmark at the moment shown, {note} writes a note. The log stays."
    )
    return Pane(tuple(notes), cells, page, word(nothing))
