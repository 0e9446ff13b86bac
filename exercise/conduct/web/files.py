"""The files of the web seat, as the wheel holds them, and the templates among them."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from exercise.review.harmless import visible
from exercise.review.names import minute
from exercise.review.plain import belief_in_words
from exercise.review.report_tables import tlp

KINDS = {"seat.js": "text/javascript", "seat.css": "text/css", "icon.svg": "image/svg+xml"}
"""What a browser may load besides the page itself."""


@cache
def text_of(name: str) -> str:
    """A file beside this module."""
    return files("exercise.conduct.web").joinpath(name).read_text("utf-8")


@cache
def mark_of(name: str) -> str:
    """Changes with the file, so that a browser may keep each version for ever."""
    return sha256(text_of(name).encode()).hexdigest()[:12]


@cache
def environment() -> Environment:
    """Templates that escape every text, after spelling out whatever would reorder or hide a part of it."""
    made = Environment(
        loader=FunctionLoader(text_of),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    made.filters |= {"minute": minute, "tlp": tlp, "belief": belief_in_words}
    made.filters["choices"] = lambda options: [(option.id, option.text) for option in options]
    return made


def _shown(value: object) -> object:
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
