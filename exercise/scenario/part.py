"""What every part of a scenario has in common: frozen, closed, strict; and texts in several languages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from exercise.language.scripts import rewritten
from exercise.language.tags import known

T = TypeVar("T")

Tlp = Literal["red", "amber-strict", "amber", "green", "clear"]
"""Traffic Light Protocol 2.0 (FIRST, 2022): who may be told."""

Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$")]
"""A language tag such as `en`, `sq` or `sr-Latn`."""


Channel = Literal[
    "phone", "email", "portal", "chat", "press", "social", "radio", "misp", "ras", "ipcr-web", "paper"
]
"""How something reaches people."""


class Part(BaseModel):
    """A mapping in a scenario file. An unknown key is a mistake, never ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, use_attribute_docstrings=True)


Listed = Annotated[tuple[T, ...], Field(strict=False)]
"""A YAML list."""


def _one_as_list(value: object) -> object:
    return [value] if isinstance(value, str | dict) else value


OneOrMore = Annotated[tuple[T, ...], Field(strict=False, min_length=1), BeforeValidator(_one_as_list)]
"""A YAML list, or a single item written without the dash."""

ANY_LANGUAGE = "und"
"""The tag of a text written without saying its language."""

CYRILLIC = "sr-Cyrl"

Text = Annotated[
    dict[Language, str],
    BeforeValidator(lambda value: {ANY_LANGUAGE: value} if isinstance(value, str) else value),
    AfterValidator(lambda value: value if value else _no_text()),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string"},
                {"type": "object", "minProperties": 1, "additionalProperties": {"type": "string"}},
            ]
        }
    ),
]
"""Something people read: a string, or a mapping by language such as `{en: …, sq: …}`."""


def _no_text() -> dict[str, str]:
    raise ValueError("give the text in at least one language")


def pick(text: dict[str, str], *wanted: str) -> str:
    """The text in the first wanted language it has; then the same language in another script; then English.

    `sr-Latn-ME` falls back to `sr-Latn`, then to any `sr…`, then to a text of no stated language, then `en`,
    then whatever comes first. Who reads Serbian in Cyrillic gets a text in Latin letters written in Cyrillic ones.
    """
    for language in wanted:
        parts = language.split("-")
        for length in range(len(parts), 0, -1):
            if (tag := "-".join(parts[:length])) in text:
                return text[tag]
        for tag, words in text.items():
            if tag.split("-")[0] == parts[0]:
                if known(language) == CYRILLIC != known(tag):
                    return rewritten(words, text.get("en", text.get(ANY_LANGUAGE, "")))
                return words
    for tag in (ANY_LANGUAGE, "en"):
        if tag in text:
            return text[tag]
    return next(iter(text.values()), "")


def keyed(tags: tuple[str, ...]) -> Callable[[Any], str | None]:
    """A discriminator that tells items apart by which one of `tags` they have as a key."""

    def kind(value: Any) -> str | None:
        if isinstance(value, dict):
            return next((tag for tag in tags if tag in value), None)
        return next((tag for tag in tags if tag in getattr(type(value), "model_fields", ())), None)

    return kind
