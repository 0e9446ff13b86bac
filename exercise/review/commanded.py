"""What a command is about, by name: for lists of what was asked, left out, added or refused in another future."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, get_args

from exercise.domain import commands as cmd
from exercise.domain.commands import AnyCommand
from exercise.log.records import Asked, Record
from exercise.review.describe import describe
from exercise.review.names import Names
from exercise.scenario.quantities import clock

_LIST, _PAGE = 60, 200
"""How many letters of a text a list has room for, and a page."""
_CALLED: dict[type, Callable[[Names, str], str]] = {
    cmd.Order: Names.activity,
    cmd.StandDown: Names.run,
    cmd.Decide: Names.decision,
    cmd.Share: Names.fact,
    cmd.Reply: Names.inject,
    cmd.Release: Names.inject,
    cmd.Hold: Names.inject,
    cmd.Skip: Names.inject,
    cmd.Reschedule: Names.inject,
    cmd.TakeSeat: Names.agency,
    cmd.LeaveSeat: Names.agency,
}
"""How its first field is called, where the log has an id that nobody but its author knows."""
_KINDS = {str(kind.__struct_config__.tag).replace("-", " "): kind for kind in get_args(AnyCommand)}


def about(command: AnyCommand, names: Names, *, longest: int = _PAGE) -> str:
    """What a command is about: its first field, by name, in not too many words."""
    first = next((getattr(command, name) for name in command.__struct_fields__), "")
    return _shortened(_called(type(command), first, names), longest) if isinstance(first, str) else ""


def asked_in_words(asked: Asked, names: Names, *, longest: int = _LIST) -> str:
    """Who asked for what."""
    told = describe(asked, names.scenario, *names.languages)
    what, words = about(asked.command, names, longest=longest), told.text.removesuffix(".")
    return f"{told.who}: {words}: {what}" if what else f"{told.who}: {words}"


def removal_in_words(word: str, records: Sequence[Record], names: Names) -> str:
    """What a fork left out: a record by its number, or what an agency asked for."""
    number = word.removeprefix("#")
    if number.isdigit() and int(number) < len(records):
        record = records[int(number)]
        if isinstance(record, Asked):
            return f"{word} {clock(record.tick)} {asked_in_words(record, names, longest=_PAGE)}"
    agency, plus, action = word.partition("+")
    return f"{names.agency(agency)}: {named(action, names)}" if plus else word


def line_in_words(line: Mapping[str, Any], names: Names) -> str:
    """A command that a fork added, as a script writes it, with names for ids."""
    done = line["do"]
    named_option = (
        {"choose": names.option(done["decide"], done["choose"])} if {"decide", "choose"} <= {*done} else {}
    )
    words = ", ".join(f"{key}: {_value(value, names)}" for key, value in {**done, **named_option}.items())
    return f"{line['at']} {names.agency(line['as'])}: {words}"


def refusal_in_words(refusal: Mapping[str, Any], names: Names) -> str:
    """A recorded command that was no longer possible, and why."""
    asked = str(refusal["asked"])
    for kind in sorted((each for each in _KINDS if f"{asked} ".startswith(f"{each} ")), key=len)[-1:]:
        what = _called(_KINDS[kind], asked.removeprefix(kind).strip(), names)
        asked = f"{kind} {_shortened(what, _PAGE)}".strip()
    return f"{clock(refusal['at'])} {names.agency(refusal['as'])}: {asked}: {refusal['why']}"


def named(word: str, names: Names) -> str:
    """The name of whatever part of the scenario has this id; the word itself where none has."""
    scenario = names.scenario
    called: tuple[tuple[Mapping[str, object], Callable[[str], str]], ...] = (
        (scenario.activities, names.activity),
        (scenario.decisions, names.decision),
        (scenario.facts, names.fact),
        (scenario.injects, names.inject),
        (scenario.agencies, names.agency),
        (scenario.services, names.service),
        (scenario.assets, names.asset),
    )
    return next((call(word) for parts, call in called if word in parts), word)


def _called(kind: type, word: str, names: Names) -> str:
    call = _CALLED.get(kind)
    return call(names, word) if call else named(word, names)


def _value(value: object, names: Names) -> str:
    if isinstance(value, str):
        return named(value, names)
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_value(each, names)}" for key, each in value.items())
    if isinstance(value, Iterable):
        return ", ".join(_value(each, names) for each in value)
    return str(value)


def _shortened(text: str, longest: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"
