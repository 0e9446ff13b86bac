"""What a fork changes: where it parts from its log, what is left out, what is added; and the file that says so."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from exercise.domain import commands as cmd
from exercise.domain.seats import EXCON, agency_of
from exercise.errors import ScenarioInvalid
from exercise.log.records import Asked, Record
from exercise.rehearsal.script_file import Line, ScriptFile, unknown_names
from exercise.scenario.complaints import Complaint, did_you_mean
from exercise.scenario.explain import validate
from exercise.scenario.model import Scenario
from exercise.scenario.part import Listed
from exercise.scenario.source import Source, read_tree

RECORDED = "recorded"
"""Who plays on: the commands in the log, as far as they are still possible."""

_KINDS = {str(kind.__struct_config__.tag) for kind in get_args(cmd.AnyCommand)}
_SCRIPT_WORDS = {"file-report": "file", "propose-action": "improvise"}
_PARTS = ("activities", "facts", "decisions", "injects", "obligations", "consents")


@dataclass(frozen=True, slots=True)
class Cut:
    """Where two futures part: everything before it is the same."""

    tick: int
    records: int
    """How many records both share."""


@dataclass(frozen=True, slots=True)
class Removal:
    """What is left out: one recorded command, or every one of an agency that fits a word."""

    seq: int | None = None
    agency: str = ""
    action: str = ""

    def __str__(self) -> str:
        return f"#{self.seq}" if self.seq is not None else f"{self.agency}+{self.action}"

    def first(self, records: Sequence[Record]) -> int | None:
        """The number of the first recorded command that it leaves out."""
        if self.seq is not None:
            return self.seq if self.seq < len(records) else None
        commands = (record for record in records if isinstance(record, Asked))
        return next((record.seq for record in commands if self.fits(record.by, record.command)), None)

    def fits(self, by: str, command: cmd.AnyCommand) -> bool:
        """Whether a command is one of those."""
        return self.agency == (agency_of(by) or EXCON) and self.action in _words(command)


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that is different from the log."""

    cut: Cut
    added: tuple[dict[str, Any], ...] = ()
    """Lines as a script writes them."""
    removed: tuple[Removal, ...] = ()
    bots: str = RECORDED


def cut_at(records: Sequence[Record], tick: int) -> Cut:
    """Just before a second: what was asked in it, and all that was due in it, is the future."""
    return Cut(tick, bisect_left(records, tick, key=lambda record: record.tick))


def cut_before(records: Sequence[Record], seq: int) -> Cut:
    """Just before a recorded command; for an event, the second after it, because what led to it has happened."""
    record = records[seq]
    return Cut(record.tick, seq) if isinstance(record, Asked) else cut_at(records, record.tick + 1)


def _words(command: cmd.AnyCommand) -> tuple[str, ...]:
    """What a command may be called: its kind, its word in a script, the thing it is about."""
    kind = str(command.__struct_config__.tag)
    first = next((getattr(command, name) for name in command.__struct_fields__), "")
    return (
        kind,
        kind.replace("-", "_"),
        _SCRIPT_WORDS.get(kind, kind),
        first if isinstance(first, str) else "",
    )


def removal(word: str, scenario: Scenario) -> Removal:
    """`#4211`, `4211` or `agency+action`. Raises `ValueError` with what is wrong and what would do."""
    number = word.removeprefix("#")
    if number.isdigit():
        return Removal(seq=int(number))
    agency, plus, action = word.partition("+")
    if not plus or not agency or not action:
        raise ValueError(f"`{word}` is neither a record's number nor an agency+action, such as csirt+share")
    seats = (*scenario.agencies, EXCON)
    if agency not in seats:
        hint = did_you_mean(agency, seats)
        raise ValueError(f"no agency `{agency}`" + (f" ({hint})" if hint else ""))
    known = {name for part in _PARTS for name in getattr(scenario, part)}
    known |= _KINDS | {kind.replace("-", "_") for kind in _KINDS} | set(_SCRIPT_WORDS.values())
    if action not in known:
        hint = did_you_mean(action, sorted(known))
        raise ValueError(
            f"`{action}` is no action, fact, decision, inject or command" + (f" ({hint})" if hint else "")
        )
    return Removal(agency=agency, action=action)


class ChangesFile(ScriptFile):
    """A file of changes: a script, and what is left out. What is to be changed is left out and written anew."""

    commands: Listed[Line] = ()
    remove: Listed[int | str] = ()


def read_changes(path: Path, scenario: Scenario) -> tuple[tuple[dict[str, Any], ...], tuple[Removal, ...]]:
    """The commands added, as plain data, and what is left out.

    Raises:
        ScenarioInvalid: with every complaint at once.
    """
    source = read_tree(path)
    changes, complaints = validate(ChangesFile, source)
    removed: list[Removal] = []
    if changes is not None:
        complaints = [
            *unknown_names(changes, source, scenario),
            *_removals(changes, source, scenario, removed),
        ]
    if changes is None or complaints:
        raise ScenarioInvalid(path.name, complaints)
    added: list[dict[str, Any]] = source.data.get("commands", [])
    return tuple(added), tuple(removed)


def _removals(
    changes: ChangesFile, source: Source, scenario: Scenario, found: list[Removal]
) -> Iterator[Complaint]:
    for number, word in enumerate(changes.remove):
        try:
            found.append(removal(str(word), scenario))
        except ValueError as wrong:
            yield source.complain(("remove", number), str(wrong))
