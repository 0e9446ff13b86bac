"""From files, or from a log's header, to a scenario: read, validated, cross-checked, or refused whole."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from exercise.errors import ScenarioInvalid
from exercise.scenario.check import cross_check
from exercise.scenario.checking import Checking
from exercise.scenario.complaints import Complaint
from exercise.scenario.explain import validate
from exercise.scenario.lending import add_lending
from exercise.scenario.library import home
from exercise.scenario.model import Scenario
from exercise.scenario.partial import names_in_what_is_sound
from exercise.scenario.source import SCENARIO_FILE, Source, read_tree
from exercise.scenario.translation_files import Written, write_translations


@dataclass(frozen=True, slots=True)
class Loaded:
    """A scenario without errors, and where it came from."""

    scenario: Scenario
    data: dict[str, Any]
    """The merged plain data, as a log's header keeps it."""
    source: Source
    warnings: tuple[Complaint, ...]


def load(path: Path) -> Loaded:
    """Read a scenario folder or a single YAML file.

    Raises:
        ScenarioInvalid: with every error at once.
    """
    source, checking, complaints = _examined(path, None)
    errors = [complaint for complaint in complaints if complaint.severity == "error"]
    if checking is None or errors:
        raise ScenarioInvalid(name_of(path), errors)
    return Loaded(checking.scenario, source.data, source, tuple(sorted(complaints)))


def examine(path: Path, *, lang: str | None = None) -> list[Complaint]:
    """Every complaint about a scenario, sorted; with `lang`, every text that has no translation into it."""
    return sorted(_examined(path, lang)[2])


def write_for_translators(path: Path, language: str, folder: Path) -> Written:
    """Write the files in which a scenario is translated, or bring them up to date.

    Raises:
        ScenarioInvalid: it has errors, so that nobody can tell what its texts are.
    """
    _, checking, complaints = _examined(path, None)
    if checking is None:
        raise ScenarioInvalid(name_of(path), [each for each in complaints if each.severity == "error"])
    return write_translations(checking, language, folder)


def scenario_from_data(data: dict[str, Any]) -> Scenario:
    """The scenario in a log's header.

    Only the model is asked, never the cross-checks: a log once played opens for ever, whatever later versions
    complain of.

    Raises:
        ScenarioInvalid: this version cannot read it.
    """
    name = str(data.get("id", "in the log"))
    scenario, complaints = validate(Scenario, Source(Path(name), data=data, whole=True))
    if scenario is None:
        raise ScenarioInvalid(name, complaints)
    return scenario


def name_of(path: Path) -> str:
    """The id of a scenario that does not state one: its folder's name, or its file's."""
    whole = path.resolve()
    file = whole.parent.name if whole.name == SCENARIO_FILE else whole.stem if whole.is_file() else whole.name
    return re.sub(r"[^a-z0-9]+", "-", file.lower()).strip("-0123456789") or "scenario"


def _examined(path: Path, lang: str | None) -> tuple[Source, Checking | None, list[Complaint]]:
    with _undisturbed():
        source = read_tree(path, libraries=[home()], model=Scenario)
        add_lending(source.data)
        if source.whole and "id" not in source.data:
            source.data = {"id": name_of(path), **source.data}
        scenario, complaints = validate(Scenario, source)
        if scenario is not None:
            checking = Checking(scenario, source)
            return source, checking, [*complaints, *cross_check(checking, lang=lang)]
        if source.whole:
            complaints = [*complaints, *names_in_what_is_sound(source, complaints)]
        return source, None, complaints


@contextmanager
def _undisturbed() -> Iterator[None]:
    """No search for garbage: a long scenario is millions of small things, and every one of them is kept.

    Reading five thousand injects takes two thirds of the time this way.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
