"""An agency's eyes over records that are all here: what its seat would be told elsewhere, and nothing else.

A controller who sits at an agency, on one machine or from afar, holds the whole exercise in the same process. The
seat's desk is still drawn from what the agency may know, by the same rules as for a seat on another machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from exercise.conduct.learned import Learned
from exercise.conduct.view import View
from exercise.log.records import Record
from exercise.scenario.model import Scenario


class AgencyEyes:
    """One agency's view, kept up to date.

    Args:
        data: the whole scenario as plain data, as a log's header holds it.
    """

    def __init__(self, agency: str, data: dict[str, Any], scenario: Scenario) -> None:
        self._view = View(f"agency/{agency}", data, scenario)
        self._learned = Learned(self._view.briefing)
        self._seen = 0

    @property
    def scenario(self) -> Scenario:
        """As far as the agency may know it. Grows when records bring parts of it to light."""
        return self._learned.scenario

    def see(self, records: Sequence[Record]) -> Sequence[Record]:
        """Of new records those the agency may see, as it may read them."""
        self._view.take(records)
        told = self._view.part(self._seen, len(self._view))
        self._seen = len(self._view)
        # First the parts, then the records that name them.
        self._learned.take(told.more)
        return told.records
