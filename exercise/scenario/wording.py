"""What is wrong with a value, and what to write instead: the sentences for pydantic's kinds of error."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from exercise.scenario.complaints import did_you_mean, shown
from exercise.scenario.misfits import Misfit

_ID_PATTERN = "[a-z][a-z0-9-]*"
_ID_RULE = "ids are lower-case letters, digits and hyphens, starting with a letter"
_NEVER_PLAIN = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})


class Words(NamedTuple):
    """What is wrong, and what to write instead."""

    what: str
    suggestion: str | None = None


def words_for(misfit: Misfit) -> Words:
    """A sentence an author can act on."""
    if misfit.wanted:
        return _wrong_type(misfit)
    return _SAID.get(misfit.kind, _own_words)(misfit)


def _wrong_type(misfit: Misfit) -> Words:
    wanted = [one for one in misfit.wanted if one != "a whole number" or "a number" not in misfit.wanted]
    expected, value = " or ".join(wanted), misfit.value
    if value is None:
        return Words(f"nothing is written here; {expected} is expected")
    quotable = "text" in wanted and isinstance(value, bool | int | float)
    suggestion = f'quote it: "{_bare(value)}"' if quotable else None
    return Words(f"expected {expected}, not {shown(value)}", suggestion)


def _missing(misfit: Misfit) -> Words:
    return Words(f"{shown(misfit.path[-1])} is missing")


def _not_offered(misfit: Misfit) -> Words:
    expected = str(misfit.given.get("expected") or misfit.given.get("expected_tags") or "")
    options = re.findall(r"'([^']*)'", expected) or [expected]
    value = misfit.given["tag"] if misfit.kind == "union_tag_invalid" else misfit.value
    several = len(options) > 1
    what = f"{shown(value)} is not {'one of ' if several else ''}{', '.join(options)}"
    return Words(what, did_you_mean(value, options) if isinstance(value, str) else None)


def _no_tag(misfit: Misfit) -> Words:
    name = str(misfit.given.get("discriminator", "")).strip("'")
    if name.isidentifier():
        return Words(f"`{name}` is missing")
    return Words("this is none of the forms that may stand here")


def _not_matching(misfit: Misfit) -> Words:
    pattern, value = str(misfit.given.get("pattern", "")), str(misfit.value)
    if pattern.removeprefix("^").removesuffix("$") != _ID_PATTERN:
        return Words(f"{shown(value)} is not written as it must be", f"it must match {pattern}")
    better = re.sub(r"[^a-z0-9]+", "-", value.lower()).strip("-")
    usable = re.fullmatch(_ID_PATTERN, better) and better not in _NEVER_PLAIN
    return Words(f"{shown(value)} is not an id: {_ID_RULE}", f"write {better}" if usable else None)


def _wrong_length(misfit: Misfit) -> Words:
    least = misfit.given.get("min_length")
    number = misfit.given.get("max_length") if least is None else least
    unit = "character" if misfit.kind.startswith("string") else "item"
    if least == 1:
        return Words(f"this is empty; at least one {unit} is expected")
    bound = "at most" if least is None else "at least"
    return Words(f"{bound} {number} {unit}{'' if number == 1 else 's'} may stand here")


def _own_words(misfit: Misfit) -> Words:
    """A rule's own sentence, with the offending text before it unless the sentence holds it already."""
    sentence = re.sub(r"^(Value error|Assertion failed), ", "", misfit.message)
    value = misfit.value
    if sentence.startswith("Input should be "):
        return Words(f"must be {sentence.removeprefix('Input should be ')}, not {shown(value)}")
    if value is None:
        return Words(f"nothing is written here: {sentence}")
    if isinstance(value, dict | list) or shown(value) in sentence:
        return Words(sentence)
    return Words(f"{shown(value)}: {sentence}")


def _bare(value: object) -> str:
    return shown(value).strip("`")


_SAID: dict[str, Callable[[Misfit], Words]] = {
    "missing": _missing,
    "literal_error": _not_offered,
    "enum": _not_offered,
    "union_tag_invalid": _not_offered,
    "union_tag_not_found": _no_tag,
    "string_pattern_mismatch": _not_matching,
    "too_short": _wrong_length,
    "too_long": _wrong_length,
    "string_too_short": _wrong_length,
    "string_too_long": _wrong_length,
}
