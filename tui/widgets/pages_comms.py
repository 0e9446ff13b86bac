"""How the directory and a comms check are worded on a desk."""

from __future__ import annotations

from rich.text import Text

from exercise.review.rows_comms import EntryRow, StationRow
from tui.themes import Ink
from tui.widgets.pages import Page
from tui.widgets.rows import Keyed
from tui.widgets.wording import BANNER

ASKED = f"{BANNER}: comms check, press c to answer"


def entry_cells(row: EntryRow, ink: Ink) -> Keyed:
    """Name, who answers, by which channel, in which languages, whether it is a point of contact."""
    style = ink.muted if row.standing in ("absent", "nobody yet") else ""
    cells = (
        row.name,
        row.standing,
        ", ".join(row.channels),
        " ".join(row.languages),
        "*" if row.contact else "",
    )
    return row.id, tuple(Text(cell, style=style) for cell in cells)


def entry_page(row: EntryRow, ink: Ink) -> Text:
    """An entry at length."""
    page = Page(ink).title(row.name).small(row.country, row.standing)
    page.pairs([("Reached by", ", ".join(row.channels)), ("Reads", ", ".join(row.languages))])
    page.pairs([("Contact", row.contact)])
    return page.body(row.about).text if row.about else page.text


def stations_words(rows: tuple[StationRow, ...]) -> str:
    """How a comms check stands: first how many, then a line for each that has not answered, then the rest."""
    if not rows:
        return "No comms check yet."
    answered = sum(row.state == "answered" for row in rows)
    silent = [row for row in rows if row.state != "answered"]
    heard = ", ".join(_heard(row) for row in rows if row.state == "answered")
    lines = [f"{answered} of {len(rows)} have answered."]
    lines += [f"! {_seat(row)}: {row.state}" for row in silent]
    return "\n".join([*lines, f"Heard: {heard}" if heard else "Nobody was heard."])


def silent_words(rows: tuple[StationRow, ...]) -> str:
    """Who has not answered, in one line; empty when everybody has."""
    silent = [row for row in rows if row.state != "answered"]
    return ", ".join(f"{_seat(row)} ({row.state})" for row in silent)


def _seat(row: StationRow) -> str:
    return row.station if row.agency in ("EXCON", row.station) else f"{row.agency} at {row.station}"


def _heard(row: StationRow) -> str:
    return _seat(row) + (f" in {row.seconds:.0f} s" if row.seconds is not None else "")
