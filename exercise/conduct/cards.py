"""Invitations as cards to print, and as squares for a telephone's camera."""

from __future__ import annotations

import io
from collections.abc import Sequence
from html import escape

import segno

from exercise.conduct.invitations import Invitation, spoken
from exercise.conduct.roles import IN_A_BROWSER, Seat
from exercise.conduct.wire import MARKING
from exercise.language import closest, speaking, t
from exercise.language.tags import SOURCE
from exercise.scenario.model import Scenario
from exercise.scenario.part import pick

_STYLE = """
body{font:12pt/1.4 system-ui,sans-serif;margin:1cm}
main{display:grid;grid-template-columns:repeat(auto-fill,minmax(9cm,1fr));gap:.6cm}
article{border:1px solid #000;padding:.5cm;break-inside:avoid}
h2{margin:0 0 .2cm;font-size:14pt}p{margin:.15cm 0}code{overflow-wrap:anywhere}
.code{font:bold 18pt ui-monospace,monospace}svg{width:4.2cm;height:auto}
"""


def qr(invitation: Invitation) -> str:
    """The link as a square of half blocks, for a terminal."""
    drawn = io.StringIO()
    segno.make(invitation.link, error="m").terminal(drawn, compact=True, border=2)
    return drawn.getvalue()


def cards(invited: Sequence[tuple[Seat, Invitation]], scenario: Scenario) -> str:
    """A page to print and cut: nothing in it comes from anywhere else."""
    title = escape(pick(scenario.title, *scenario.languages))
    body = "\n".join(_card(seat, one, title, scenario) for seat, one in invited)
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{MARKING}: {title}</title>'
        f"<style>{_STYLE}</style></head>\n<body><p><strong>{MARKING}</strong></p>\n<main>\n{body}\n</main></body></html>\n"
    )


def _ways(seat: Seat) -> str:
    return t("Scan the square, or open the link in a browser.") + " " if seat.role in IN_A_BROWSER else ""


def _card(seat: Seat, invitation: Invitation, title: str, scenario: Scenario) -> str:
    square = segno.make(invitation.link, error="m").svg_inline(scale=3, omitsize=True)
    of_seat = scenario.languages_of(seat.agency)
    language = closest(of_seat) if seat.role in IN_A_BROWSER else SOURCE
    with speaking(language):
        ways = _ways(seat) + t("In a terminal:")
        keep, role = t("This card is your seat. Keep it to yourself."), seat.title(scenario)
    return (
        f'<article lang="{language}"><p>{MARKING}</p><h2>{title}</h2><p>{escape(role)} ({escape(seat.name)})</p>'
        f'<p class="code">{spoken(invitation.code)}</p>{square}'
        f"<p>{escape(ways)} <code>exercise join '{escape(invitation.link)}'</code></p>"
        f"<p>{escape(keep)}</p></article>"
    )
