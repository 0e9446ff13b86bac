"""Reports without people's names: taken out of the records and the plan beforehand, then swept out of every text.

A name is known when it stands where names stand: an evaluator's beside a note, a contact or an owner in the plan, a
seat that is not called after its role or agency. Known names go wherever they are quoted, and so do those somebody
asks to be hidden. A name that stands in a free text only is not known to be one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, get_args

import msgspec

from exercise.domain import events as ev
from exercise.domain.seats import EXCON
from exercise.log.records import Asked, Happened, Record
from exercise.review.findings import Improvement
from exercise.review.plan import Plan
from exercise.scenario.model import Scenario
from exercise.scenario.questionnaires import SeatRole

REMOVED = "(name removed)"
_SEATS = frozenset((EXCON, "central", *get_args(SeatRole)))
_SHORTEST = 3
"""Letters of a part of a name that is looked for alone."""

_BETWEEN = re.compile(r"[,;/()<>\n]+")
_PART = re.compile(r"\w+")

Say = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Nameless:
    """What a report without names is made from, and the sweep for the report itself."""

    records: tuple[Record, ...]
    plan: Plan
    earlier: tuple[Plan, ...]
    sweep: Say

    def swept(self, made: Any) -> Any:
        """The same report, without a known name in any of its texts."""
        return _said(made, self.sweep)


def nameless(
    scenario: Scenario,
    records: Sequence[Record],
    plan: Plan,
    earlier: Sequence[Plan] = (),
    *,
    hide: Iterable[str] = (),
) -> Nameless:
    """The records and plans without people's names.

    Args:
        hide: names that stand in free texts only.
    """
    seats = _renamed(scenario, records)
    plans = (plan, *earlier)
    bare = tuple(_bare(record, seats) for record in records)
    sweep = _sweep(scenario, _people(records), (*_contacts(scenario, plans), *hide), tuple(seats))
    kept, *before = (_bare_plan(each, scenario, sweep) for each in plans)
    return Nameless(bare, kept, tuple(before), sweep)


# --- who is a person


def _people(records: Iterable[Record]) -> set[str]:
    noted = (record.event if isinstance(record, Happened) else record.command for record in records)
    return {each.name for each in noted if hasattr(each, "proposed") and hasattr(each, "name") and each.name}


def _contacts(scenario: Scenario, plans: Iterable[Plan]) -> Iterator[str]:
    for plan in plans:
        words = [plan.about.get("contact", "")]
        for line in plan.actions:
            words += [
                line.contact,
                *(name for name in _BETWEEN.split(line.owner) if not _is_body(name, scenario)),
            ]
        for each in words:
            yield from (part.strip() for part in _BETWEEN.split(each) if part.strip())


def _is_body(owner: str, scenario: Scenario) -> bool:
    """Whether an owner is an agency or a party of the scenario, and no person."""
    parts: tuple[Any, ...] = (*scenario.agencies.values(), *scenario.parties.values())
    texts = [text for part in parts for text in (part.name, getattr(part, "short", None))]
    words = {word for text in texts for word in ((text,) if isinstance(text, str) else (text or {}).values())}
    return owner.strip().casefold() in {word.casefold() for word in words}


def _renamed(scenario: Scenario, records: Iterable[Record]) -> dict[str, str]:
    """Seats that are not called after a role, a cell or an agency, each with a number instead."""
    official = {*_SEATS, *scenario.agencies, *(f"cell-{cell}" for cell in scenario.cells)}
    found: dict[str, str] = {}
    for record in records:
        for name in _seats_in(record):
            if name and name not in official and re.sub(r"-\d+$", "", name) not in official:
                found.setdefault(name, f"seat-{len(found) + 1}")
    return found


def _seats_in(record: Record) -> Iterator[str]:
    said = record.event if isinstance(record, Happened) else record.command
    # Elsewhere `by` is whatever brought something about; among controllers it is a seat.
    among_control = type(said).__module__ == ev.TaskHandedOver.__module__
    for field in ("seat", "station", "desk", *(("by",) if among_control else ())):
        yield getattr(said, field, "") or ""
    if isinstance(said, ev.CommsChecked):
        yield from (name for name, _ in (*said.here, *said.away))


# --- taking names out


def _bare(record: Record, seats: dict[str, str]) -> Record:
    said = record.event if isinstance(record, Happened) else record.command
    changes: dict[str, Any] = {}
    for field in said.__struct_fields__:
        value = getattr(said, field)
        if field == "name" and value and hasattr(said, "proposed"):
            changes[field] = ""
        elif seats and (shown := _said(value, lambda word: seats.get(word, word))) != value:
            changes[field] = shown
    if not changes:
        return record
    bare: Any = msgspec.structs.replace(said, **changes)
    if isinstance(record, Asked):
        return msgspec.structs.replace(record, command=bare)
    return msgspec.structs.replace(record, event=bare)


def _bare_plan(plan: Plan, scenario: Scenario, sweep: Say) -> Plan:
    about = {
        key: REMOVED if key == "contact" and words else sweep(words) for key, words in plan.about.items()
    }
    actions = tuple(_bare_line(line, scenario) for line in plan.actions)
    kept: Plan = _said(replace(plan, actions=actions), sweep)
    return replace(kept, about=about)


def _bare_line(line: Improvement, scenario: Scenario) -> Improvement:
    owners = [name.strip() for name in line.owner.split(",") if name.strip()]
    shown = dict.fromkeys(name if _is_body(name, scenario) else REMOVED for name in owners)
    return replace(line, owner=", ".join(shown), contact=REMOVED if line.contact else "")


def _sweep(scenario: Scenario, people: set[str], others: Iterable[str], seats: tuple[str, ...]) -> Say:
    """Whole names in any letters. Of evaluators' names also each part, and of seats those, that are no words of the
    scenario's: a seat may be called after a thing, too."""
    told = set(_PART.findall(str(scenario.model_dump()).casefold())) if people or seats else set()
    called = (seat for seat in seats if not told.issuperset(_PART.findall(seat.casefold())))
    whole = {name for name in (*people, *others, *called) if len(name) >= _SHORTEST}
    parts = {
        part
        for name in people
        for part in _PART.findall(name)
        if len(part) >= _SHORTEST and part[0].isupper() and part.casefold() not in told
    }
    if not whole:
        return str
    longest = sorted(whole, key=len, reverse=True)
    known = [
        rf"(?i:{'|'.join(map(re.escape, longest))})",
        *map(re.escape, sorted(parts, key=len, reverse=True)),
    ]
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(known)})(?!\w)")
    return lambda text: pattern.sub(REMOVED, text)


def _said(value: Any, say: Say) -> Any:
    """Everything that can be read in a value, said again; ids, numbers and the scenario's own parts stay."""
    match value:
        case str():
            return say(value)
        case tuple():
            return tuple(_said(each, say) for each in value)
        case dict():
            return {key: _said(each, say) for key, each in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        found = {field.name: getattr(value, field.name) for field in fields(value) if field.init}
        changed = {name: new for name, old in found.items() if (new := _said(old, say)) != old}
        return replace(value, **changed) if changed else value
    return value
