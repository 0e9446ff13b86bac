"""The MSEL as it was listed last, so that listing it again costs what has changed and not what there is."""

from __future__ import annotations

from dataclasses import dataclass, field

from exercise.review.rows import MselRow


@dataclass(slots=True)
class Listed:
    """Kept with a picture; `control_rows` lists."""

    tick: int = -1
    """The moment it was listed for."""
    rows: dict[str, MselRow] = field(default_factory=dict)
    order: tuple[MselRow, ...] = ()
    waiting: set[str] = field(default_factory=set)
    """Injects whose words tell of a condition, which may turn with any record and with time."""
    due: list[tuple[int, str]] = field(default_factory=list)
    """A heap of times to come and the injects whose words change then."""
