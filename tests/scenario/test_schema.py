"""The schema that editors use accepts what we ship, and refuses what the reader refuses."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from exercise.errors import UsageError
from exercise.scenario.library import bundled, home
from exercise.scenario.model import Scenario
from exercise.scenario.schema import library_schema, part_schema, scenario_schema

SPLIT = sorted(file for folder in bundled() for file in folder.glob("*.yaml"))
LIBRARIES = sorted((home() / "library").rglob("*.yaml"))
PARTS = sorted(set(Scenario.model_fields) - {"format", "id", "title", "summary", "startex", "duration"})


def check(schema: dict[str, Any], files: list[Path], folder: Path) -> str:
    """What check-jsonschema, which many editors' users run too, says of some files; "" when all is well."""
    kept = folder / "schema.json"
    kept.write_text(json.dumps(schema), "utf-8")
    words = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(kept), *map(str, files)]
    done = subprocess.run(words, capture_output=True, text=True)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def test_bundled_scenarios_fit_the_schema(tmp_path: Path) -> None:
    heads = [file for file in SPLIT if file.stem == "scenario"]
    assert heads
    assert check(scenario_schema(), heads, tmp_path) == ""
    parts = {file.stem for file in SPLIT} - {"scenario"}
    for part in sorted(parts):
        assert check(part_schema(part), [file for file in SPLIT if file.stem == part], tmp_path) == ""


def test_library_files_fit_the_schema(tmp_path: Path) -> None:
    assert LIBRARIES
    assert check(library_schema(), LIBRARIES, tmp_path) == ""


def test_the_base_of_the_scenes_fits_the_schema(tmp_path: Path) -> None:
    assert check(library_schema(), [Path(__file__).parent / "complaints" / "base.yaml"], tmp_path) == ""


def refused(schema: dict[str, Any], value: object) -> bool:
    return not jsonschema.Draft202012Validator(schema).is_valid(value)


INJECT = {"at": "T+01:00", "from": "A", "to": ["alpha"], "channel": "phone", "subject": "Hi", "text": "Hi."}


@pytest.mark.parametrize(
    "changed",
    [
        {"to": "alpha"},
        {"to": ["alpha", "beta"]},
        {"subject": {"en": "Hi", "sq": "Tung"}},
        {"when": {"not": {"flag": "storm"}}},
        {"then": [{"if": {"activity": "look", "is": "done"}, "then": [{"add": {"trust": 2}}]}]},
        {"expect": [{"share": "scar", "with": ["beta"], "within": "1h30min"}]},
    ],
    ids=str,
)
def test_what_the_reader_takes_the_schema_takes(changed: dict[str, Any]) -> None:
    assert not refused(part_schema("injects"), {"hi": {**INJECT, **changed}})
    assert not refused(part_schema("injects"), {"injects": {"hi": {**INJECT, **changed}}})


@pytest.mark.parametrize(
    "changed",
    [
        {"at": "1:00"},
        {"to": []},
        {"channel": "pigeon"},
        {"whn": {"flag": "storm"}},
        {"when": {"flag": "storm", "fact": "scar"}},
        {"when": {"not_": {"flag": "storm"}}},
        {"then": [{"if_": {"flag": "storm"}, "then": []}]},
        {"expect": [{"reply": True, "within": 60}]},
    ],
    ids=str,
)
def test_what_the_reader_refuses_the_schema_refuses(changed: dict[str, Any]) -> None:
    assert refused(part_schema("injects"), {"hi": {**INJECT, **changed}})


def test_ids_are_ids() -> None:
    assert refused(part_schema("injects"), {"Hi_There": INJECT})


@pytest.mark.parametrize("part", PARTS)
def test_every_part_has_a_schema(part: str) -> None:
    jsonschema.Draft202012Validator.check_schema(part_schema(part))
    assert part_schema(part)["title"] == f"{part}.yaml"


def test_a_part_that_is_none() -> None:
    with pytest.raises(UsageError, match="did you mean `injects`"):
        part_schema("inject")


def test_an_unsplit_scenario_needs_its_head() -> None:
    head = {"format": 1, "title": "A", "summary": "B", "startex": "2028-01-01T08:00Z", "duration": "8h"}
    assert not refused(scenario_schema(), head)
    for key in head:
        assert refused(scenario_schema(), {**head, key: None})


def defaults(node: Any, root: dict[str, Any]) -> Iterator[tuple[dict[str, Any], Any]]:
    """Every part of a schema that has a default, with the default."""
    if isinstance(node, dict):
        if "default" in node and ("type" in node or "$ref" in node or "anyOf" in node):
            yield {**node, "$defs": root["$defs"]}, node["default"]
        for inner in node.values():
            yield from defaults(inner, root)
    elif isinstance(node, list):
        for inner in node:
            yield from defaults(inner, root)


def test_defaults_are_written_as_an_author_would() -> None:
    schema = scenario_schema()
    found = list(defaults(schema, schema))
    assert len(found) > 20
    assert [default for part, default in found if refused(part, default)] == []


def test_every_kind_of_part_says_what_it_is() -> None:
    assert [name for name, part in scenario_schema()["$defs"].items() if "description" not in part] == []
