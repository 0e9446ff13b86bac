"""In which language a desk speaks: the one asked for, else what its seat reads, else what the terminal is set to."""

from __future__ import annotations

from collections.abc import Mapping

from exercise.language import LANGUAGES
from exercise.language.catalogue import is_draft
from exercise.language.tags import SOURCE, chain, known
from exercise.scenario.model import Scenario

_SET_IN = ("LC_ALL", "LC_MESSAGES", "LANG")

_ENGLISH = {
    "fr": "French",
    "sq": "Albanian",
    "sr-Latn": "Serbian, Latin",
    "sr-Cyrl": "Serbian, Cyrillic",
    "mk": "Macedonian",
    "bs": "Bosnian",
    "cnr": "Montenegrin",
}


def of_terminal(environment: Mapping[str, str]) -> str:
    """What the terminal is set to, as far as desks speak it; empty when they do not."""
    name = next((words for each in _SET_IN if (words := environment.get(each))), "")
    place, _, variant = name.partition("@")
    tag = place.partition(".")[0]
    return known(f"{tag.partition('_')[0]}-Latn" if variant == "latin" else tag)


def of_agency(scenario: Scenario, seat: str) -> str:
    """The first language of an agency's own that desks speak; empty for every other seat."""
    agency = scenario.agencies.get(seat)
    own = agency.languages if agency is not None and "languages" in agency.model_fields_set else ()
    return next((found for tag in own if (found := known(tag))), "")


def read_first(language: str) -> tuple[str, ...]:
    """In which languages texts are wanted by whoever asked for one, best first."""
    return chain(language) or (language,)


def choices(scenario: Scenario) -> tuple[tuple[str, str], ...]:
    """Every language that desks speak or the scenario is written in, under the name its readers know, and in English.

    So whoever has no keyboard for a language, or cannot read what the desk speaks now, finds it by typing.
    """
    tags = dict.fromkeys((*LANGUAGES, *(known(tag) or tag for tag in scenario.languages)))
    named = {tag: f"{name} · {_ENGLISH[tag]}" if tag in _ENGLISH else name for tag, name in LANGUAGES.items()}
    return tuple((tag, named.get(tag, tag)) for tag in tags)


def is_unreviewed(language: str) -> bool:
    """Whether nobody who speaks it well has read a desk's words in it."""
    return language in LANGUAGES and language != SOURCE and is_draft(language)
