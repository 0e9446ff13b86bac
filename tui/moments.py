"""Times as people type them at a desk: `T+12:00`, `12:00`, or `+90min` from now."""

from __future__ import annotations

from exercise.scenario.quantities import parse_duration, parse_time

HELP = "T+12:00, T+2d04:00, or +90min from now"


def moment(typed: str, now: int) -> int:
    """The exercise time meant. Raises `ValueError` with what to type instead."""
    words = typed.strip()
    if words.startswith("+"):
        return now + parse_duration(words[1:])
    if words[:1].isdigit() and ":" in words:
        words = f"T+{words}"
    try:
        return parse_time(words)
    except ValueError:
        raise ValueError(f"write a time as {HELP}") from None


def lapse(typed: str) -> int | None:
    """A duration, or None for an empty field. Raises `ValueError` with what to type instead."""
    return parse_duration(typed) if typed.strip() else None
