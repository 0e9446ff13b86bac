"""The languages of the interface: what each is called in itself, which stands in for which, which a reader gets."""

from __future__ import annotations

from collections.abc import Iterable

SOURCE = "en"
"""What the program is written in."""

LANGUAGES = {
    "en": "English",
    "fr": "Français",
    "sq": "Shqip",
    "sr-Latn": "Srpski (latinica)",
    "sr-Cyrl": "Српски (ћирилица)",
    "mk": "Македонски",
    "bs": "Bosanski",
    "cnr": "Crnogorski",
}
"""Tag → the name its readers know it by."""

_INSTEAD = {"sr-Cyrl": ("sr-Latn",), "cnr": ("bs", "sr-Latn"), "bs": ("sr-Latn",)}
"""Who can read what else, when something is missing in their own."""

_ALSO = {"sr": "sr-Cyrl", "sr-Latn-ME": "cnr", "sr-Cyrl-ME": "sr-Cyrl", "sh": "sr-Latn", "hr": "bs"}
"""Other tags of the same, and of what is read as easily. Plain `sr` is Cyrillic, as everywhere else."""


def chain(language: str) -> tuple[str, ...]:
    """A language and those that stand in for it, best first; English, which everything has, is not among them."""
    return () if language == SOURCE else (language, *_INSTEAD.get(language, ()))


def known(tag: str) -> str:
    """The interface's language for a tag such as `sq-XK`; empty when it has none."""
    parts = tag.replace("_", "-").split("-")
    for length in range(len(parts), 0, -1):
        name = "-".join(parts[:length])
        name = _ALSO.get(name, name)
        if name in LANGUAGES:
            return name
    return ""


def closest(wanted: Iterable[str]) -> str:
    """The first of several tags that the interface has a language for; English when there is none."""
    return next((found for tag in wanted if (found := known(tag))), SOURCE)


def accepted(header: str) -> tuple[str, ...]:
    """The tags of a browser's `Accept-Language`, best first. What cannot be read is left out."""
    weighed: list[tuple[float, str]] = []
    for each in header[:400].split(","):
        tag, _, weight = each.strip().partition(";q=")
        try:
            weighed.append((-float(weight or 1), tag))
        except ValueError:
            continue
    return tuple(tag for _, tag in sorted(weighed, key=lambda pair: pair[0]))
