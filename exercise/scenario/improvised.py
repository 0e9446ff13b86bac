"""Templates: injects that stand ready for a controller to improvise with, and are in no plan."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from pydantic import Field

from exercise.scenario.part import Channel, Listed, Part, Text, Tlp
from exercise.scenario.play import Expected
from exercise.scenario.quantities import Slug

GAP = re.compile(r"\{([^{}]*)\}")
"""A place in a text that is filled in when the inject is sent."""

TEXTS = ("sender", "subject", "text")


class Template(Part):
    """An inject to improvise with. Where a text says `{gap}`, the controller who sends it writes what belongs there."""

    name: Text
    """What controllers find it by."""
    gaps: dict[Slug, Text] = Field(default_factory=dict)
    """Gap → what the controller is asked to write there."""
    from_: Text = Field(alias="from")
    """The simulated originator, as players see it."""
    to: Listed[Slug] = ()
    """Agencies, or `everyone`; the controller marks others, or whom there are none."""
    channel: Channel = "email"
    tlp: Tlp = "amber"
    subject: Text
    text: Text
    urgent: bool = False
    cell: Slug | None = None
    """The control cell it is for; without it, every cell whose agencies it goes to."""
    expect: Listed[Expected] = ()
    """With `within`: a template has no time of its own."""
    note: Text | None = None
    """For controllers: when to use it."""


def filled(text: Mapping[str, str], gaps: Mapping[str, str]) -> dict[str, str]:
    """A text in all its languages with the gaps filled in; a gap without words stays to be seen."""

    def words(found: re.Match[str]) -> str:
        return gaps.get(found[1], "").strip() or found[0]

    return {language: GAP.sub(words, said) for language, said in text.items()}


def gaps_in(texts: Iterable[Mapping[str, str]]) -> dict[str, None]:
    """What stands between braces in any language of any of the texts, each once."""
    return dict.fromkeys(gap for text in texts for said in text.values() for gap in GAP.findall(said))
