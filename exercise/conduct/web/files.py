"""The files of the web seat, as the wheel holds them, and the templates among them."""

from __future__ import annotations

import re
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup, escape

from exercise.conduct.web.refusals import SENT_AWAY
from exercise.language import n, t
from exercise.language.catalogue import form_of, translations
from exercise.language.speech import filled
from exercise.review.harmless import visible
from exercise.review.names import minute
from exercise.review.plain import belief_in_words
from exercise.review.report_tables import tlp

_MARKED = re.compile(r'\bt\("([^"\\]+)"|\bn\("([^"\\]+)", "([^"\\]+)"')

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
    made.globals |= {"t": t, "n": n, "m": _with_markup}
    made.filters |= {"minute": minute, "tlp": tlp, "belief": belief_in_words}
    made.filters["choices"] = lambda options: [(option.id, option.text) for option in options]
    return made


@cache
def words_of(language: str) -> dict[str, Any]:
    """What the script says, in a language: message → its forms; and which form each number below 200 takes."""
    spoken = translations(language)
    messages: dict[str, list[str]] = {}
    for single, one, many in _MARKED.findall(text_of("seat.js")):
        if not single:
            # As many forms as the language has, each at a number that takes it.
            found = {
                form_of(language, count): spoken.ngettext(one, many, count) for count in reversed(range(200))
            }
            messages[one] = [found[form] for form in sorted(found)]
    singles = (*(single for single, *_ in _MARKED.findall(text_of("seat.js")) if single), *SENT_AWAY)
    messages |= {single: [spoken.gettext(single)] for single in singles}
    return {"messages": messages, "forms": [form_of(language, count) for count in range(200)]}


def _with_markup(message: str, **gaps: object) -> Markup:
    """A message of which some gaps are markup of our own; everything else is escaped, the translation too."""
    safe = {name: gap if isinstance(gap, Markup) else escape(_shown(gap)) for name, gap in gaps.items()}
    return Markup(filled(str(escape(visible(t(message)))), dict(safe)))


def _shown(value: object) -> object:
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
