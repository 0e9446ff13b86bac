"""Injects that the MSEL did not have, as parts of a scenario: what a controller asked for, made whole."""

from __future__ import annotations

import re
from typing import NamedTuple

from exercise.domain import commands as cmd
from exercise.domain.events_msel import InjectAdded, InjectReleased
from exercise.domain.ground import CHANNELS, TLPS, one_of, something
from exercise.domain.world import World
from exercise.errors import NoSuchThing, Refused
from exercise.scenario.improvised import Template, filled, gaps_in
from exercise.scenario.model import Scenario
from exercise.scenario.part import ANY_LANGUAGE, pick
from exercise.scenario.play import Expected, ExpectReply, Inject

_TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")


class Letter(NamedTuple):
    """What a person may write of an inject: to whom, from whom, in which words, and how it travels."""

    to: tuple[str, ...]
    sender: dict[str, str]
    subject: dict[str, str]
    text: dict[str, str]
    channel: str
    tlp: str
    urgent: bool


def letter_of(part: Inject | Template | InjectAdded | InjectReleased) -> Letter:
    """That of an inject, as it is planned, kept ready, added or sent."""
    sender = part.from_ if isinstance(part, Inject | Template) else part.sender
    return Letter(part.to, sender, part.subject, part.text, part.channel, part.tlp, part.urgent)


def written(command: cmd.SendInject, scenario: Scenario) -> Inject:
    """The inject that was asked for. Raises `Refused` when something is missing."""
    template = _template(command, scenario)
    sender, subject, text = _texts(command, template)
    channel = command.channel or (template.channel if template else "email")
    tlp = command.tlp or (template.tlp if template else "amber")
    one_of(tlp, TLPS, "TLP label")
    one_of(channel, CHANNELS, "channel")
    urgent = command.urgent
    if urgent is None:
        urgent = template is not None and template.urgent
    to = command.to or (template.to if template else ())
    letter = Letter(to, sender, subject, text, channel, tlp, urgent)
    return _inject(letter, _expected(template, command.answer_within))


def _template(command: cmd.SendInject, scenario: Scenario) -> Template | None:
    if not command.template:
        if command.gaps:
            raise Refused("only a template has gaps; say which")
        return None
    template = scenario.templates.get(command.template)
    if template is None:
        raise NoSuchThing("template", command.template)
    for gap in command.gaps:
        if gap not in template.gaps:
            raise Refused(f"this template has no gap '{gap}'; it has: {', '.join(template.gaps) or 'none'}")
    return template


def _texts(command: cmd.SendInject, template: Template | None) -> list[dict[str, str]]:
    """Sender, subject and text: as given or as the template has them, with no gap left open."""
    given = {"a sender": command.sender, "a subject": command.subject, "a text": command.text}
    own = (template.from_, template.subject, template.text) if template else ({}, {}, {})
    texts = [
        _by_language(words or other or "", what)
        for (what, words), other in zip(given.items(), own, strict=True)
    ]
    if template is None:
        return texts
    used = gaps_in(texts)
    for gap, ask in template.gaps.items():
        if gap in used and not command.gaps.get(gap, "").strip():
            raise Refused(f"fill in '{gap}': {pick(ask)}")
    return [filled(text, command.gaps) for text in texts]


def line_of(scenario: Scenario, world: World, name: str) -> Inject | None:
    """A line of the MSEL: the scenario's, or one that a controller added; None for one sent at once or unknown."""
    if (part := scenario.injects.get(name)) is not None:
        return part
    added = world.improvised.get(name)
    return as_added(added, scenario) if added is not None else None


def as_added(event: InjectAdded, scenario: Scenario) -> Inject:
    """The inject that an event put into the MSEL; whoever does not know its template sees no expected actions."""
    expected = _expected(scenario.templates.get(event.template), event.answer_within)
    return _inject(letter_of(event), expected)


def _inject(letter: Letter, expect: tuple[Expected, ...]) -> Inject:
    # It was checked when it was asked for, by the rules of the exercise, and is held by no author's file.
    words = letter._asdict()
    return Inject.model_construct(from_=words.pop("sender"), expect=expect, **words)


def _expected(template: Template | None, within: int | None) -> tuple[Expected, ...]:
    """What is expected of the recipients: what the template says, with an answer by another time if that is given."""
    planned = template.expect if template else ()
    if within is None:
        return planned
    if not any(isinstance(each, ExpectReply) for each in planned):
        return (*planned, ExpectReply.model_construct(reply=True, within=within))
    return tuple(
        each.model_copy(update={"within": within}) if isinstance(each, ExpectReply) else each
        for each in planned
    )


def _by_language(text: str | dict[str, str], what: str) -> dict[str, str]:
    """A text in the languages it has; what is empty in one falls back to another."""
    if isinstance(text, str):
        something(text, what)
        return {ANY_LANGUAGE: text}
    for language in text:
        if not _TAG.fullmatch(language):
            raise Refused(f"'{language}' is no language tag; write one such as en, sq or sr-Latn")
    filled = {language: words for language, words in text.items() if words.strip()}
    something("".join(filled.values()), what)
    return filled
