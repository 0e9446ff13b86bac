"""Stand-in."""

from __future__ import annotations

from collections.abc import Sequence

from exercise.scenario.complaints import Complaint
from exercise.scenario.source import Source


def names_in_what_is_sound(source: Source, complaints: Sequence[Complaint]) -> list[Complaint]:
    """Dangling names."""
    return []
