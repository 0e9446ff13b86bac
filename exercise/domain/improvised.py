"""Injects that the MSEL did not have, as parts of a scenario: what a controller asked for, made whole."""

from __future__ import annotations

import re

from exercise.domain import commands as cmd
from exercise.domain.events_msel import InjectAdded
from exercise.domain.ground import CHANNELS, TLPS, one_of, something
from exercise.domain.world import World
from exercise.errors import Refused
from exercise.scenario.model import Scenario
from exercise.scenario.part import ANY_LANGUAGE
from exercise.scenario.play import Expected, ExpectReply, Inject

_TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")


def written(command: cmd.SendInject) -> Inject:
    """The inject that was asked for. Raises `Refused` when something is missing."""
    channel, tlp = command.channel or "email", command.tlp or "amber"
    one_of(tlp, TLPS, "TLP label")
    one_of(channel, CHANNELS, "channel")
    return _inject(
        to=command.to,
        sender=_by_language(command.sender, "a sender"),
        subject=_by_language(command.subject, "a subject"),
        text=_by_language(command.text, "a text"),
        channel=channel,
        tlp=tlp,
        urgent=bool(command.urgent),
        expect=_answer(command.answer_within),
    )


def line_of(scenario: Scenario, world: World, name: str) -> Inject | None:
    """A line of the MSEL: the scenario's, or one that a controller added; None for one sent at once or unknown."""
    if (part := scenario.injects.get(name)) is not None:
        return part
    added = world.improvised.get(name)
    return as_added(added) if added is not None else None


def as_added(event: InjectAdded) -> Inject:
    """The inject that an event put into the MSEL."""
    return _inject(
        to=event.to,
        sender=event.sender,
        subject=event.subject,
        text=event.text,
        channel=event.channel,
        tlp=event.tlp,
        urgent=event.urgent,
        expect=_answer(event.answer_within),
    )


def _inject(
    *,
    to: tuple[str, ...],
    sender: dict[str, str],
    subject: dict[str, str],
    text: dict[str, str],
    channel: str,
    tlp: str,
    urgent: bool,
    expect: tuple[Expected, ...],
) -> Inject:
    # It was checked when it was asked for, by the rules of the exercise, and is held by no author's file.
    return Inject.model_construct(
        from_=sender,
        to=to,
        channel=channel,
        tlp=tlp,
        subject=subject,
        text=text,
        urgent=urgent,
        expect=expect,
    )


def _answer(within: int | None) -> tuple[Expected, ...]:
    return () if within is None else (ExpectReply.model_construct(reply=True, within=within),)


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
