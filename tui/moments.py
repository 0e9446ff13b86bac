"""Times as people type them at a desk: `T+12:00`, `12:00`, `+90min` from now, or `-10min`: ten minutes ago."""

from __future__ import annotations

from exercise.language import marked, t
from exercise.scenario.quantities import parse_duration, parse_time

HELP = marked("T+12:00, T+2d04:00, or +90min from now")
PAST = marked("T+12:00, T+2d04:00, or -10min: ten minutes ago")
_LASTING = marked("write a duration with its unit, for example 45min, 4h, 1h30min or 3d")


def moment(typed: str, now: int) -> int:
    """The exercise time meant. Raises `ValueError` with what to type instead."""
    words = typed.strip()
    if words.startswith("+"):
        return now + _duration("".join(words[1:].split()))
    if words.startswith("-"):
        return max(0, now - _duration("".join(words[1:].split())))
    if words[:1].isdigit() and ":" in words:
        words = f"T+{words}"
    try:
        return parse_time(words)
    except ValueError:
        raise ValueError(t("write a time as {how}", how=t(HELP))) from None


def lapse(typed: str) -> int | None:
    """A duration, or None for an empty field. Raises `ValueError` with what to type instead."""
    return _duration(typed) if typed.strip() else None


def _duration(typed: str) -> int:
    try:
        return parse_duration(typed)
    except ValueError:
        raise ValueError(t(_LASTING)) from None
