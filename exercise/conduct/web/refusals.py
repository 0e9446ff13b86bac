"""What a seat in a browser is told when something is refused, or when it is sent away, in its own language."""

from __future__ import annotations

from msgspec.structs import replace

from exercise.conduct import wire
from exercise.domain.refusals import in_own_words
from exercise.language import in_words, marked, speaking

SENT_AWAY = (
    marked("another exercise runs here now; join again"),
    marked("you have seen more than this exercise holds; join again"),
    marked("somebody sat down at this seat elsewhere"),
    marked("somebody sat down at this seat elsewhere, or it was withdrawn"),
    marked("your invitation was withdrawn; ask your exercise control"),
    marked("this invitation is not, or no longer, valid; ask your exercise control"),
    marked(
        "this seat works in a terminal only: there, type exercise join and the whole link of your invitation"
    ),
)
"""The last words to a page; those said before anybody sat down are said again by its script."""

_AGAIN = "share it knowingly"


def worded(message: wire.Answer, language: str) -> wire.Answer:
    """An answer as a page in this language gets it; a desk, which has no language here, gets it as it is."""
    if not language:
        return message
    with speaking(language):
        if isinstance(message, wire.Sorry):
            again = _AGAIN in message.reason
            return replace(message, reason=in_own_words(message.reason), knowingly=again)
        if isinstance(message, wire.Bye):
            return replace(message, reason=in_words(message.reason, SENT_AWAY))
    return message
