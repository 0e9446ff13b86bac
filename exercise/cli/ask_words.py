"""A command from the words somebody typed: its kind, then its parts in order or by name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, get_args

import msgspec

from exercise.domain import commands as cmd
from exercise.errors import UsageError
from exercise.scenario.quantities import parse_time

_KINDS = {str(kind.__struct_config__.tag): kind for kind in get_args(cmd.AnyCommand)}
_DECODER: msgspec.json.Decoder[cmd.AnyCommand] = msgspec.json.Decoder(cmd.AnyCommand)
_SWALLOWS = ("text", "why", "reason", "note")
"""The part that takes all the words that are left."""
_NAMED = re.compile(r"([a-z][a-z0-9_-]*)=(.*)", re.DOTALL)


def command_from(words: Sequence[str]) -> cmd.AnyCommand:
    """The command. Raises `UsageError` with what is missing or unknown."""
    kind, *rest = words
    try:
        if kind == "json":
            return _DECODER.decode(" ".join(rest))
        if kind not in _KINDS:
            from difflib import get_close_matches

            near = get_close_matches(kind, _KINDS, n=1)
            raise UsageError(
                f"there is no command '{kind}'" + (f" (did you mean '{near[0]}'?)" if near else "")
            )
        fields = msgspec.structs.fields(_KINDS[kind])
        made: cmd.AnyCommand = msgspec.convert(_parts(kind, fields, rest), _KINDS[kind], strict=False)
        return made
    except msgspec.MsgspecError as wrong:
        raise UsageError(f"{kind}: {wrong}") from None


def _parts(kind: str, fields: tuple[msgspec.structs.FieldInfo, ...], words: list[str]) -> dict[str, Any]:
    by_name = {field.name: field for field in fields}
    parts: dict[str, Any] = {}
    plain: list[str] = []
    by_key = next((field.name for field in fields if str(field.type).startswith("dict")), "")
    for word in words:
        named = _NAMED.fullmatch(word)
        if named and named[1] in by_name:
            parts[named[1]] = _value(by_name[named[1]], named[2])
        elif named and by_key:
            # A question or a field of a form, by its id.
            parts.setdefault(by_key, {})[named[1]] = named[2]
        else:
            plain.append(word)
    for field in fields:
        if field.name in parts or not plain:
            continue
        if field.name in _SWALLOWS:
            parts[field.name], plain = " ".join(plain), []
        else:
            parts[field.name] = _value(field, plain.pop(0))
    if plain:
        raise UsageError(f"{kind} takes {', '.join(by_name) or 'nothing more'}; what is '{plain[0]}'?")
    return parts


def _value(field: msgspec.structs.FieldInfo, word: str) -> Any:
    if word.startswith("T+"):
        try:
            return parse_time(word)
        except ValueError as wrong:
            raise UsageError(f"{field.name}: {wrong}") from None
    if word.startswith("{") and "dict" in str(field.type):
        try:
            return msgspec.json.decode(word)
        except msgspec.DecodeError:
            return word
    if str(field.type).startswith(("tuple", "dict")):
        if word.startswith(("[", "{")):
            return msgspec.json.decode(word)
        return [part for part in word.split(",") if part]
    return word
