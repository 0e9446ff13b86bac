"""Whose task it was: those the scenario names, or those who alone could do what its measure asks for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from exercise.review.ratings import TaskResult
from exercise.scenario.model import Scenario

_DONE_BY = {"activity": "activities", "decision": "decisions", "consent": "consents"}
"""Key of a condition → the part of the scenario that says who can do it."""

_NOT_EFFECTS = frozenset(("requires", "until", "blocked_while", "when", "unless", "who"))


class Whose:
    """Who stands behind the tasks of one scenario."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._raise: dict[str, set[str]] = defaultdict(set)
        for section in _DONE_BY.values():
            for part in getattr(scenario, section).values():
                for flag in _flags(part.model_dump()):
                    self._raise[flag] |= set(part.who)

    def of(self, task: TaskResult) -> tuple[str, ...]:
        """The agencies, in the scenario's order; none when it can be anybody's."""
        found = set(task.agencies)
        if not found and task.measure is not None:
            found = set(self._measured(task.measure.model_dump()))
        return tuple(name for name in self._scenario.agencies if name in found)

    def _measured(self, value: Any, key: str = "") -> Iterator[str]:
        match value:
            case dict():
                # Whoever is named has done it; without a name, whoever can.
                named = [name for inner, part in value.items() for name in self._measured(part, inner)]
                yield from named or self._able(value)
            case list() | tuple():
                for part in value:
                    yield from self._measured(part, key)
            case str() if key not in (*_DONE_BY, "flag") and value in self._scenario.agencies:
                yield value

    def _able(self, condition: dict[str, Any]) -> Iterator[str]:
        for key, section in _DONE_BY.items():
            part = getattr(self._scenario, section).get(condition.get(key))
            yield from part.who if part is not None else ()
        yield from self._raise.get(str(condition.get("flag")), ())


def _flags(value: Any) -> Iterator[str]:
    """Flags that a part's effects raise, wherever in it they stand."""
    match value:
        case dict():
            if isinstance(flag := value.get("flag"), str):
                yield flag
            for key, part in value.items():
                if key not in _NOT_EFFECTS:
                    yield from _flags(part)
        case list() | tuple():
            for part in value:
                yield from _flags(part)
