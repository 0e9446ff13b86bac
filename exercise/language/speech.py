"""In which language words are said just now: per task, so that one server draws pages in several side by side.

A desk has one reader and many tasks; it speaks for all of them that say nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from exercise.language.catalogue import translations
from exercise.language.tags import LANGUAGES, SOURCE, chain

NOBODY = ""
"""What is said to nobody in particular, such as all that is recorded: the program's own words."""

_PRESENT: ContextVar[str | None] = ContextVar("language", default=None)
"""Empty where nobody in particular reads: the program's own words, the scenario's own languages. None: as the desk."""

_AT_THE_DESK = [""]
"""What the desk of this process speaks; empty where there is none."""

LONGEST_MATCHED = 2_000
"""Characters of a sentence that is looked up by its template: what is longer holds somebody's own text."""

_GAP = re.compile(r"\{(\w+)\}")


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Within, `t` and `n` answer in this language; with none, in the program's own words."""
    before = _PRESENT.set(language if language in LANGUAGES else "")
    try:
        yield
    finally:
        _PRESENT.reset(before)


def speak(language: str) -> None:
    """From now on the desk of this process speaks it, in every task that has no reader of its own; empty: no desk."""
    _AT_THE_DESK[0] = language if language in LANGUAGES else ""


def _spoken() -> str:
    own = _PRESENT.get()
    return _AT_THE_DESK[0] if own is None else own


def present() -> str:
    """The language spoken now."""
    return _spoken() or SOURCE


def reading() -> tuple[str, ...]:
    """Languages in which a scenario's texts are wanted now, best first; none when nobody in particular reads."""
    spoken = _spoken()
    return (chain(spoken) or (spoken,)) if spoken else ()


def marked(message: str) -> str:
    """The same text, marked for translators where it stands; `t` says it where it is read."""
    return message


def t(message: str, /, **gaps: object) -> str:
    """A message in the present language, its `{gaps}` filled. Gaps are filled as they are, and never read again."""
    said = translations(present()).gettext(message) if message else ""
    return filled(said, gaps)


def n(one: str, many: str, /, count: int, **gaps: object) -> str:
    """A message that counts something, in the form that the present language has for this number."""
    said = translations(present()).ngettext(one, many, count)
    return filled(said, {"count": count, **gaps})


def filled(message: str, gaps: dict[str, object]) -> str:
    """Not `str.format`, which would look into what it is given; a gap without a word for it stays as it is."""
    return _GAP.sub(lambda gap: str(gaps.get(gap[1], gap[0])), message) if gaps else message


@cache
def _pattern(template: str) -> re.Pattern[str]:
    parts = _GAP.split(template)
    return re.compile(
        "".join(re.escape(part) if at % 2 == 0 else f"(?P<{part}>.+)" for at, part in enumerate(parts)),
        re.DOTALL,
    )


def in_words(said: str, templates: tuple[str, ...]) -> str:
    """A finished English sentence in the present language, by the template that it was made from.

    For what is said where nobody knows who will read it. Without a template that fits it stays as it is.
    What fills the gaps is said as it is, unless it is a message itself.
    """
    if present() == SOURCE or len(said) > LONGEST_MATCHED:
        return said
    for template in templates:
        if template == said:
            return t(said)
        if "{" in template and (found := _pattern(template).fullmatch(said)):
            return t(template, **{name: t(words) for name, words in found.groupdict().items()})
    return said
