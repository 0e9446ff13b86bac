"""How the directory and a comms check are worded on a desk."""

from __future__ import annotations

from rich.text import Text

from exercise.language import marked, t
from exercise.review.rows_comms import EntryRow, StationRow
from tui.themes import Ink
from tui.widgets.pages import Page
from tui.widgets.rows import Keyed
from tui.widgets.wording import BANNER

_STANDING = {
    "you": marked("you"),
    "played": marked("played"),
    "bots answer": marked("bots answer"),
    "nobody yet": marked("nobody yet"),
    "absent": marked("absent"),
    "simulated by EXCON": marked("simulated by EXCON"),
}
_STATE = {"no answer": marked("no answer"), "not connected": marked("not connected")}


def asked_words() -> str:
    """The call of a comms check; the desk puts in its key."""
    return t("{banner}: comms check, press {check} to answer", banner=BANNER)


def _standing(row: EntryRow) -> str:
    return t(_STANDING.get(row.standing, row.standing))


def entry_cells(row: EntryRow, ink: Ink) -> Keyed:
    """Name, who answers, by which channel, in which languages, whether it is a point of contact."""
    style = ink.muted if row.standing in ("absent", "nobody yet") else ""
    cells = (
        row.name,
        _standing(row),
        ", ".join(t(channel) for channel in row.channels),
        " ".join(row.languages),
        "*" if row.contact else "",
    )
    return row.id, tuple(Text(cell, style=style) for cell in cells)


def entry_page(row: EntryRow, ink: Ink) -> Text:
    """An entry at length."""
    page = Page(ink).title(row.name).small(row.country, _standing(row))
    page.pairs(
        [
            (t("Reached by"), ", ".join(t(channel) for channel in row.channels)),
            (t("Reads"), ", ".join(row.languages)),
        ]
    )
    page.pairs([(t("Contact"), row.contact)])
    return page.body(row.about).text if row.about else page.text


def stations_words(rows: tuple[StationRow, ...]) -> str:
    """How a comms check stands: first how many, then a line for each that has not answered, then the rest."""
    if not rows:
        return t("No comms check yet.")
    answered = sum(row.state == "answered" for row in rows)
    silent = [row for row in rows if row.state != "answered"]
    heard = ", ".join(_heard(row) for row in rows if row.state == "answered")
    lines = [t("{count} of {all} have answered.", count=answered, all=len(rows))]
    lines += [f"! {_seat(row)}: {t(_STATE[row.state])}" for row in silent]
    return "\n".join([*lines, t("Heard: {who}", who=heard) if heard else t("Nobody was heard.")])


def silent_words(rows: tuple[StationRow, ...]) -> str:
    """Who has not answered, in one line; empty when everybody has."""
    silent = [row for row in rows if row.state != "answered"]
    return ", ".join(f"{_seat(row)} ({t(_STATE[row.state])})" for row in silent)


def _seat(row: StationRow) -> str:
    if row.agency in ("EXCON", row.station):
        return row.station
    return t("{agency} at {seat}", agency=row.agency, seat=row.station)


def _heard(row: StationRow) -> str:
    if row.seconds is None:
        return _seat(row)
    return t("{seat} in {seconds} s", seat=_seat(row), seconds=f"{row.seconds:.0f}")
