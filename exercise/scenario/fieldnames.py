"""Which fields a model allows at a place in the data, so that an unknown one is answered with a near one."""

from __future__ import annotations

import types
from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from exercise.scenario.complaints import Step


def names_at(model: type[BaseModel], data: Any, path: Sequence[Step]) -> list[str]:
    """The keys an author may write in the mapping at `path`; none if that cannot be told.

    Where several models may stand, those count that know the most of the keys written there.
    """
    kinds = kinds_at(model, data, path)
    for step in path:
        data = data[step]
    written = set(data) if isinstance(data, dict) else set()
    offers = [_fields(kind) for kind in kinds if _is_model(kind)]
    most = max((len(written & set(offer)) for offer in offers), default=0)
    fitting = [offer for offer in offers if len(written & set(offer)) == most]
    return list(dict.fromkeys(name for offer in fitting for name in offer))


def kinds_at(model: type[BaseModel], data: Any, path: Sequence[Step]) -> list[Any]:
    """The types of what may stand at `path`."""
    kinds: list[Any] = [model]
    for step in path:
        kinds = [kind for one in kinds for inner in _inside(one, step) for kind in _kinds(inner)]
        data = data[step]
        if not isinstance(data, list):
            kinds += [item for one in kinds for item in _items(one)]
    return kinds


def _kinds(annotation: Any) -> Iterator[Any]:
    """The types that an annotation allows, once its decoration and its unions are taken apart."""
    if get_origin(annotation) is Annotated:
        yield from _kinds(get_args(annotation)[0])
    elif get_origin(annotation) in (Union, types.UnionType):
        for member in get_args(annotation):
            yield from _kinds(member)
    elif hasattr(annotation, "__value__"):
        yield from _kinds(annotation.__value__)
    else:
        yield annotation


def _inside(kind: Any, step: Step) -> list[Any]:
    """What may stand at `step` within a value of this type."""
    if _is_model(kind):
        if not kind.__pydantic_complete__:
            # A part that names itself learns its own fields' types only when it is used on its own.
            kind.model_rebuild(raise_errors=False)
        return [field.annotation for name, field in kind.model_fields.items() if step in (field.alias, name)]
    inner = [member for member in get_args(kind) if member is not Ellipsis]
    return inner[-1:] if isinstance(step, str) else inner


def _items(kind: Any) -> Iterator[Any]:
    """What a list may hold, for a single item that stands where a list may."""
    if get_origin(kind) in (list, tuple):
        for inner in _inside(kind, 0):
            yield from _kinds(inner)


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _fields(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]
