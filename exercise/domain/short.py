"""A command in two or three words, for lists of what was asked."""

from __future__ import annotations

from exercise.domain.commands import Command


def in_short(command: Command) -> str:
    """Its kind and the first thing it names: `order repair`."""
    first = next((getattr(command, name) for name in command.__struct_fields__), "")
    kind = str(command.__struct_config__.tag).replace("-", " ")
    return f"{kind} {first}".strip()
