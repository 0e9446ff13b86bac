"""How the votes of a joint decision are counted."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import Literal

from exercise.scenario.assess import Consent

QUALIFIED = 0.55
"""Share of those who decide, for a qualified majority (Art. 16(4) TEU without its second leg, the population:
agencies at a table have none)."""


def needed(part: Consent) -> int:
    """How many voices in favour carry it, unanimity aside."""
    if part.rule == "any":
        return part.any or 1
    if part.rule == "qualified-majority":
        return ceil(QUALIFIED * len(part.who))
    return len(part.who) // 2 + 1


def outcome(part: Consent, votes: Mapping[str, str]) -> Literal["agreed", "refused"] | None:
    """What the votes cast so far decide; None while later ones can still change it.

    Under unanimity one `no` blocks and an abstention does not (constructive abstention, domain C.9), but
    everybody has to be heard. Otherwise only a `yes` counts in favour.
    """
    cast = [votes[agency] for agency in part.who if agency in votes]
    yes, missing = cast.count("yes"), len(part.who) - len(cast)
    if part.rule == "unanimity":
        if "no" in cast:
            return "refused"
        return None if missing else ("agreed" if yes else "refused")
    if yes >= needed(part):
        return "agreed"
    return "refused" if yes + missing < needed(part) else None
