"""One event of each kind and of each of its turns, for whoever has to say all of them in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin, get_type_hints

from exercise.domain import events as ev

_BLANKS = {"str": "x", "int": 1, "float": 1.0, "bool": True, "dict": {"und": "x"}, "tuple": ("x",)}
_SPECIAL = {"phase": "paused", "what": "demand", "how": "activity", "vote": "yes", "counts": (("x", 1),)}


def _blank(kind: type, name: str) -> Any:
    if name == "outcome":
        return "agreed" if kind is ev.ConsentClosed else "done"
    return _SPECIAL.get(name) or _BLANKS[str(kind.__annotations__[name]).split("[")[0].split(" ")[0]]


def every_event() -> Iterator[ev.AnyEvent]:
    """One of each kind, with the least in it."""
    for kind in get_args(ev.AnyEvent):
        needed = kind.__struct_fields__[: len(kind.__struct_fields__) - len(kind.__struct_defaults__)]
        yield kind(**{name: _blank(kind, name) for name in needed})


def every_turn() -> Iterator[ev.AnyEvent]:
    """Each kind with all and with the least in it, and from there each of its fields in its other ways."""
    for kind in get_args(ev.AnyEvent):
        hints = get_type_hints(kind)
        optional = kind.__struct_fields__[len(kind.__struct_fields__) - len(kind.__struct_defaults__) :]
        choices = {
            name: _choices(kind, name, hints[name], name in optional) for name in kind.__struct_fields__
        }
        for end in (0, -1):
            usual = {name: values[end] for name, values in choices.items()}
            changed = ({name: value} for name, values in choices.items() for value in values)
            for turn in (usual, *(usual | change for change in changed)):
                yield kind(**{name: value for name, value in turn.items() if value is not ...})


def _choices(kind: type, name: str, hint: Any, may_lack: bool) -> tuple[Any, ...]:
    if get_origin(hint) is Literal:
        return get_args(hint)
    if hint is bool:
        return (True, False)
    if str(kind.__annotations__[name]).startswith(("float", "int")) and not may_lack:
        return (-1, 0, 1) if name == "rate" else (1,)
    try:
        return (_blank(kind, name), ...) if may_lack else (_blank(kind, name),)
    except KeyError:
        return (...,)
