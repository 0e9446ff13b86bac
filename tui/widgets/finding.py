"""Finding lines by words: as they stand on the screen in its language, as the log has them, and without accents."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from unicodedata import combining, normalize

from exercise.language import t
from exercise.review.rows import MselRow
from tui.widgets.wording import MSEL_SIGNS, waits_in_words


@lru_cache(20_000)
def plain(text: str) -> str:
    """In small letters and without accents, so that nobody needs a keyboard of that language to find a word."""
    small = text.casefold()
    if small.isascii():
        return small
    return "".join(letter for letter in normalize("NFD", small) if not combining(letter))


def with_words(rows: Sequence[MselRow], typed: str) -> Sequence[MselRow]:
    """The lines of the MSEL in which all these words stand; all of them where nothing is typed."""
    wanted = plain(typed).split()
    if not wanted:
        return rows
    stands = {status: f"{t(words)} {status}" for status, words in MSEL_SIGNS.items()}
    return [row for row in rows if has_all(wanted, _text(row, stands[row.status]))]


def has_all(words: Sequence[str], text: str) -> bool:
    """Whether all of them stand in it."""
    return all(word in text for word in words)


def _text(row: MselRow, stands: str) -> str:
    return plain(f"#{row.number} {row.subject} {row.to} {stands} {row.storyline} {waits_in_words(row)}")
