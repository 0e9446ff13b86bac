"""Small parts of sentences that several of them share: how one ends, and who is meant when nobody is named."""

from __future__ import annotations

from exercise.language import marked, t

WORLD, ADVERSARY = marked("WORLD"), marked("ADVERSARY")
"""Who is named where no agency did it."""

REASONS = (
    marked("not needed as things stand"),
    marked("no longer needed"),
    marked("stood down"),
    marked("not delivered: {why}"),
)
"""What the log itself gives as a reason when nobody gave one."""


def ended(what: str, why: str = "") -> str:
    """A sentence that comes without its full stop, with the reason or the words that belong to it, if any."""
    return t("{what}: {why}", what=what, why=why) if why else f"{what}."


def somebody() -> str:
    """Whoever it was: the log does not say."""
    return t("somebody")
