"""The report as one HTML file: nothing in it points outside, and nothing that anybody else wrote runs.

Every text is escaped by the template engine, control characters are spelled out, and the page's own policy
lets only the one style sheet and the one script run whose hashes it names.
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from exercise.review import drawing
from exercise.review.documents import blocks as b
from exercise.review.harmless import visible
from exercise.review.ratings import DEFINITIONS, rating_words
from exercise.review.report import BANNER, DRAFT, Report
from exercise.review.report_tables import tlp
from exercise.scenario.quantities import clock

TEMPLATES = Path(__file__).parent / "templates"


def to_html(report: Report) -> str:
    """The whole report."""
    style, script = read("report.css") + _marked_pages(tlp(report.tlp)), read("report.js")
    moving = [curve for curve in report.curves if curve.moves]
    return (
        environment()
        .get_template("report.html")
        .render(
            report=report,
            banner=BANNER,
            draft=DRAFT,
            tlp=tlp(report.tlp),
            title=b.title_of(report),
            plan_columns=b.PLAN_COLUMNS,
            plan_note=b.PLAN_NOTE if report.improvements else b.NO_PLAN_NOTE,
            definitions=DEFINITIONS,
            rating_line=b.rating_line,
            sequence_note=b.sequence_note(report),
            rating_words=rating_words,
            style=Markup(style),
            script=Markup(script),
            policy=policy(style, script),
            axis=drawing.axis(report.end),
            lanes=[drawing.lane_shape(lane, report.end) for lane in report.lanes],
            curves=[drawing.curve_shape(curve, report.end) for curve in moving],
            level=[curve for curve in report.curves if not curve.moves],
            decided=[drawing.x_of(tick, report.end) for tick in report.decided],
            kinds=drawing.KINDS,
            shapes=drawing.SHAPES,
            width=drawing.WIDTH,
        )
    )


def _marked_pages(label: str) -> str:
    """What stands on every page when it is printed. The label is one of five, never somebody's words."""
    return (
        f'@page {{ @top-center {{ content: "{BANNER}"; }} @top-right {{ content: "{label}"; }}'
        f' @bottom-left {{ content: "{DRAFT}"; }}'
        f' @bottom-right {{ content: "{label} · " counter(page) " / " counter(pages); }} }}\n'
    )


def environment() -> Environment:
    """Templates with every text escaped and made visible; what a template lacks is an error."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    environment.filters["clock"] = clock
    environment.filters["number"] = drawing.number
    return environment


def _shown(value: object) -> object:
    """Asked for everything the template prints, before it is escaped."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def read(name: str) -> str:
    """A file beside the templates."""
    return (TEMPLATES / name).read_text("utf-8")


def policy(style: str, script: str = "") -> str:
    """Nothing may be loaded, sent or framed; one style sheet may be used, and one script, if there is one, may run."""
    may_run = _hash(script) if script else "'none'"
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {may_run}; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
