"""The interface's own words in the languages of those who sit down: catalogues that people review, read by gettext."""

from __future__ import annotations

from exercise.language.speech import NOBODY, in_words, marked, n, present, reading, speak, speaking, t
from exercise.language.tags import LANGUAGES, chain, closest

__all__ = [
    "LANGUAGES",
    "NOBODY",
    "chain",
    "closest",
    "in_words",
    "marked",
    "n",
    "present",
    "reading",
    "speak",
    "speaking",
    "t",
]
