"""The scenario format as JSON Schema: an editor completes keys and underlines slips while one types."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any, get_args

from pydantic import BeforeValidator, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from exercise.errors import UsageError
from exercise.scenario.assess import Measure
from exercise.scenario.complaints import did_you_mean
from exercise.scenario.conditions import Condition
from exercise.scenario.effects import Effect
from exercise.scenario.model import Scenario
from exercise.scenario.part import Language, OneOrMore, Text
from exercise.scenario.play import Expected
from exercise.scenario.quantities import (
    Amount,
    Arrivals,
    Change,
    Count,
    Duration,
    PerHour,
    Range,
    Share,
    Slug,
    Spread,
    Time,
    clock,
    lasting,
)
from exercise.scenario.world import Need

STAMP = r"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?([+-]\d\d:\d\d|Z)$"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
_ALONE = ("format", "title", "summary", "startex", "duration")
"""What a scenario.yaml must hold itself; everything else may live in a file beside it."""

_ONE_AS_LIST = next(part.func for part in get_args(OneOrMore) if isinstance(part, BeforeValidator))

_NAMED: dict[str, tuple[Any, str]] = {
    "Id": (Slug, "An id: lower-case letters, digits and hyphens, starting with a letter."),
    "Language": (Language, "A language tag: en, sq, sr-Latn."),
    "Text": (Text, "What people read: a text, or a mapping by language such as {en: …, sq: …}."),
    "Time": (Time, "Exercise time since STARTEX: T+05:30, from the second day on also T+2d04:00."),
    "Duration": (Duration, "How long, with its unit: 45min, 4h, 1h30min, 3d."),
    "Share": (Share, "A share between 0% and 100%."),
    "Change": (Change, "A change relative to now: +20%, -30%."),
    "Rate": (PerHour, "A change per time: -1.5 per h, +3 per d."),
    "Arrivals": (Arrivals, "A mean number of arrivals per time: 4 per 8h."),
    "Amount": (Amount, "An amount with its unit: 600 Gb/s."),
    "Count": (Count, "A whole number: 1200, 31k, 1.75M."),
    "Range": (Range, "The lowest and the highest value: 0..100."),
    "Spread": (Spread, "How long it takes: 4h, {min: 2h, mode: 8h, max: 72h} or {median: 11d, p95: 20d}."),
    "Condition": (Condition, "Something that can be so; exactly one kind of it."),
    "Effect": (Effect, "Something that happens to the world; exactly one kind of it."),
    "Expected": (Expected, "What somebody should do after an inject, and by when."),
    "Measure": (Measure, "What the log is asked to judge a task."),
    "Need": (Need, "Another asset or service, or the best of several."),
}
"""Types that recur: one definition each, with a sentence an editor shows."""


class _Generate(GenerateJsonSchema):
    """Knows that some lists may be written as a single item."""

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> JsonSchemaValue:
        made = super().function_before_schema(schema)
        if schema["function"]["function"] is _ONE_AS_LIST and "items" in made:
            return {"anyOf": [made["items"], made]}
        return made


def scenario_schema() -> dict[str, Any]:
    """The schema of a scenario in one file, and of the scenario.yaml of one that is split."""
    whole = _whole()
    whole["required"] = list(_ALONE)
    return _finished(whole, "Scenario", "A drill: everything in one file, or the head of a split scenario.")


def part_schema(part: str) -> dict[str, Any]:
    """The schema of a file beside scenario.yaml, such as injects.yaml.

    Raises:
        UsageError: the format has no such part.
    """
    whole = _whole()
    if part not in whole["properties"] or part in _ALONE:
        parts = sorted(set(whole["properties"]) - {*_ALONE, "id"})
        near = did_you_mean(part, parts)
        raise UsageError(f"the format has no part {part!r}; {near or 'it has: ' + ', '.join(parts)}")
    bare = whole["properties"][part]
    wrapped = {"required": [part], "properties": {part: bare}, "additionalProperties": False}
    schema = {
        # The file may repeat its name as its only key.
        "if": {"type": "object", "required": [part], "maxProperties": 1},
        "then": wrapped,
        "else": bare,
        "$defs": whole["$defs"],
    }
    return _finished(schema, f"{part}.yaml", f"The `{part}` of a scenario, in a file of their own.")


def library_schema() -> dict[str, Any]:
    """The schema of a library file, whose entries scenarios borrow with `uses`."""
    whole = _whole()
    whole["properties"] = {
        key: value
        for key, value in whole["properties"].items()
        if value.get("type") == "object" and key not in _ALONE
    }
    whole.pop("required", None)
    return _finished(whole, "Library", "Entries that several scenarios share.")


def _whole() -> dict[str, Any]:
    shorter: dict[str, str] = {}
    definitions: dict[str, Any] = {}
    for name, (kind, says) in _NAMED.items():
        plain = TypeAdapter(kind).json_schema(schema_generator=_Generate)
        plain.pop("$defs", None)
        shape = tidied(plain, shorter)
        shorter[_shape(shape)] = name
        definitions[name] = {"title": name, "description": says, **shape}
    made = Scenario.model_json_schema(schema_generator=_Generate)
    for name, part in made.pop("$defs").items():
        definitions[name] = {"title": _spaced(part["title"]), **tidied(part, shorter)}
    whole: dict[str, Any] = tidied(made, shorter)
    whole["properties"]["startex"] |= {"pattern": STAMP, "examples": ["2028-01-27T02:10:00+01:00"]}
    whole["properties"]["startex"].pop("format")
    whole["$defs"] = dict(sorted(definitions.items()))
    return whole


def tidied(node: Any, shorter: dict[str, str]) -> Any:
    """A schema as a person would write it: no empty alternatives, and recurring types by their name."""
    if isinstance(node, list):
        return [tidied(item, shorter) for item in node]
    if not isinstance(node, dict):
        return node
    made = {word: _inside(word, value, shorter) for word, value in node.items() if word != "title"}
    made = {_WORDS.get(word, word): value for word, value in made.items()}
    if made.get("default", ...) in (None, "", [], {}):
        del made["default"]
    if "patternProperties" in made:
        made["additionalProperties"] = False
    if isinstance(ways := made.get("anyOf"), list):
        made = _narrowed(made, ways)
    told = {word: made[word] for word in ("description", "default") if word in made}
    shape = {word: value for word, value in made.items() if word not in told}
    name = shorter.get(_shape(shape))
    if name and "default" in told and name in _AS_WRITTEN:
        told["default"] = _AS_WRITTEN[name](told["default"])
    return {"$ref": f"#/$defs/{name}", **told} if name else {**told, **shape}


_AS_WRITTEN: dict[str, Callable[[Any], str]] = {
    "Share": lambda share: f"{share * 100:g}%",
    "Time": clock,
    "Duration": lasting,
    "Range": lambda ends: "{:g}..{:g}".format(*ends),
}
"""Defaults are kept as the engine counts; an author reads them as they would be written."""

_WORDS = {"gt": "exclusiveMinimum", "ge": "minimum", "le": "maximum", "lt": "exclusiveMaximum"}


def _inside(word: str, value: Any, shorter: dict[str, str]) -> Any:
    if word in ("properties", "patternProperties"):
        return {name: tidied(inner, shorter) for name, inner in value.items()}
    return value if word in ("default", "examples", "enum") else tidied(value, shorter)


def _narrowed(made: dict[str, Any], ways: list[Any]) -> dict[str, Any]:
    """Nothing written is no way to write something, and a whole number is a number."""
    left = [way for way in ways if way != {"type": "null"}]
    if {"type": "number"} in left:
        left = [way for way in left if way != {"type": "integer"}]
    if len(left) > 1:
        return {**made, "anyOf": left}
    rest = {word: value for word, value in made.items() if word != "anyOf"}
    return {**left[0], **rest}


def _spaced(name: str) -> str:
    """`FactIs` as words."""
    return re.sub(r"(?<=[a-z])([A-Z])", lambda found: f" {found[1].lower()}", name)


def _shape(schema: dict[str, Any]) -> str:
    return json.dumps(schema, sort_keys=True)


def _finished(schema: dict[str, Any], title: str, says: str) -> dict[str, Any]:
    schema.pop("description", None)
    return {"$schema": DIALECT, "title": title, "description": says, **schema}
