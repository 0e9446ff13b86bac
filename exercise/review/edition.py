"""For whom a report is: everything, one agency's own, or nothing labelled above a limit."""

from __future__ import annotations

from dataclasses import dataclass

from exercise.review.ratings import ObjectiveResult
from exercise.scenario.part import Tlp

ORDER: tuple[Tlp, ...] = ("clear", "green", "amber", "amber-strict", "red")
"""TLP 2.0 labels, the freest first."""

MEANING: dict[Tlp, str] = {
    "clear": "may be told to anybody.",
    "green": "may be told within the community, not through channels that anybody can read.",
    "amber": "may be told, where they need to know, within the recipients' organisations and to their clients.",
    "amber-strict": "may be told, where they need to know, within the recipients' organisations only.",
    "red": "is for the eyes and ears of the recipients only.",
}


def above(label: str, limit: Tlp) -> bool:
    """Whether something with this label may not stand in a document under `limit`. Unknown words may not."""
    return label not in ORDER or ORDER.index(label) > ORDER.index(limit)


def highest(*labels: Tlp) -> Tlp:
    """The strictest of several labels."""
    return max(labels, key=ORDER.index)


@dataclass(frozen=True, slots=True)
class Edition:
    """What the scenario and the records were narrowed to before the report is built from them."""

    agency: str = ""
    """Whose edition it is; empty when it is nobody's in particular."""
    limit: Tlp | None = None
    results: tuple[ObjectiveResult, ...] | None = None
    """The judged objectives it may hold, when its own records cannot answer them."""
    withheld: frozenset[int] = frozenset()
    """Records it may not cite."""
    withheld_words: str = ""
    """What was left out, for the reader."""
    nameless: bool = False
    """Whether people's names were taken out."""
    walls: tuple[str, ...] = ()
    """The first and the last wall time of the whole log, where the narrowed one no longer says when it was held."""

    @property
    def is_whole(self) -> bool:
        """Whether nothing was left out."""
        return not self.agency and self.limit is None


WHOLE = Edition()
