"""Pydantic's errors laid along the data they are about: without union tags, and without rival guesses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from exercise.scenario.complaints import Step

KEY = "[key]"
"""What pydantic ends a location with when it is the key of a mapping that is wrong."""

WANTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "list_type": "a list",
    "tuple_type": "a list",
    "set_type": "a list",
    "frozen_set_type": "a list",
    "dict_type": "a mapping (`key: value`)",
    "mapping_type": "a mapping (`key: value`)",
    "model_type": "a mapping (`key: value`)",
    "model_attributes_type": "a mapping (`key: value`)",
}
"""Errors that say only that a value is of another type, and what should have stood there."""

_MOST_READINGS = 64


class _Branch(NamedTuple):
    """One of the types of a union, as the way to an error went through it."""

    union: tuple[Step, ...]
    tag: Step
    depth: int
    """How many steps into the data the union stands."""


@dataclass(frozen=True, slots=True)
class Misfit:
    """One thing that does not fit the model."""

    kind: str
    """Pydantic's word for it, such as `missing`."""
    path: tuple[Step, ...]
    """Where, by the keys the author wrote; a missing field is the last step."""
    value: Any
    """What stands there; for a missing field, what it is missing from."""
    message: str
    given: dict[str, Any]
    """What the broken rule says of itself."""
    of_key: bool = False
    """The key itself is wrong, and it is the value here."""
    wanted: tuple[str, ...] = ()
    """For a value of another type: every type that may stand there."""
    branches: tuple[_Branch, ...] = ()


def misfits(refused: ValidationError, data: Any) -> list[Misfit]:
    """Every misfit, each said once."""
    laid = [_laid_along(data, error) for error in refused.errors(include_url=False)]
    return list(_one_for_each_value(_without_rivals(laid)))


def _laid_along(data: Any, raw: ErrorDetails) -> Misfit:
    kind, loc = raw["type"], raw["loc"]
    of_key, missing = loc[-1:] == (KEY,), kind == "missing"
    walk = loc[:-1] if of_key or missing else loc
    readings = _readings(data, walk)
    taken = max(readings, key=lambda one: (readings[one] is raw["input"], len(walk) - 1 in one, len(one)))
    path = tuple(walk[index] for index in taken)
    branches = tuple(
        _Branch(walk[:index], walk[index], sum(step < index for step in taken))
        for index in range(len(walk))
        if index not in taken
    )
    return Misfit(
        kind,
        (*path, loc[-1]) if missing else path,
        raw["input"] if of_key else readings[taken],
        raw["msg"],
        raw.get("ctx", {}),
        of_key=of_key,
        wanted=(WANTED[kind],) if kind in WANTED else (),
        branches=branches,
    )


def _readings(data: Any, walk: Sequence[Step]) -> dict[tuple[int, ...], Any]:
    """Every way to read `walk` as steps into the data with tags between: numbers of steps, and the value.

    A tag is often spelled like the key that it stands for, so a name may have to be read both ways.
    """
    readings: dict[tuple[int, ...], Any] = {(): data}
    for index, step in enumerate(walk):
        further = {(*taken, index): value[step] for taken, value in readings.items() if _has(value, step)}
        # Two readings that have come to the same value need not both be followed.
        stayed = {id(value): taken for taken, value in reversed(readings.items())}
        further |= {taken: readings[taken] for taken in reversed(stayed.values())}
        readings = dict(list(further.items())[:_MOST_READINGS])
    return readings


def _has(value: Any, step: Step) -> bool:
    if isinstance(value, dict):
        return step in value
    return isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value)


def _without_rivals(laid: list[Misfit]) -> list[Misfit]:
    """A union that nothing fits fails once for each of its types; keep what the author most likely meant."""
    unions: dict[tuple[Step, ...], dict[Step, list[Misfit]]] = {}
    depths: dict[tuple[Step, ...], int] = {}
    for misfit in laid:
        for union, tag, depth in misfit.branches:
            unions.setdefault(union, {}).setdefault(tag, []).append(misfit)
            depths[union] = depth
    dropped: set[int] = set()
    for union, types in unions.items():
        found = {tag: (_is_other_type(branch, depths[union]), len(branch)) for tag, branch in types.items()}
        best = min(found, key=lambda tag: found[tag])
        for tag, (other_type, _) in found.items():
            if tag != best and not (other_type and found[best][0]):
                dropped.update(id(misfit) for misfit in types[tag])
    return [misfit for misfit in laid if id(misfit) not in dropped]


def _is_other_type(branch: list[Misfit], depth: int) -> bool:
    return any(misfit.wanted and len(misfit.path) == depth for misfit in branch)


def _one_for_each_value(laid: list[Misfit]) -> Iterator[Misfit]:
    """Misfits of type from several branches become one that names every type."""
    joined: dict[tuple[Step, ...], Misfit] = {}
    for misfit in laid:
        if not misfit.wanted or misfit.of_key:
            yield misfit
        elif misfit.path in joined:
            first = joined[misfit.path]
            joined[misfit.path] = replace(first, wanted=tuple(dict.fromkeys(first.wanted + misfit.wanted)))
        else:
            joined[misfit.path] = misfit
    yield from joined.values()
