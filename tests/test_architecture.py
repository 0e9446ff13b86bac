"""The shape of the project. Static import rules are in `pyproject.toml`; here is what really loads."""

from __future__ import annotations

import inspect
import pickle
import re
import subprocess
import sys
from pathlib import Path

import pytest

from exercise import errors
from exercise.errors import ExerciseError

ROOT = Path(__file__).parents[1]

LOAD_EVERYTHING_IN = """
import importlib, pkgutil, sys
package = importlib.import_module(sys.argv[1])
for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
    importlib.import_module(module.name)
print(*sys.modules)
"""

ASK_FOR_HELP = """
import sys
from exercise.cli import main
try:
    main(sys.argv[1:])
except SystemExit:
    print(*sys.modules, file=sys.stderr)
"""

HEAVY = {"asyncio", "jinja2", "msgspec", "pydantic", "rich", "simpy", "textual", "tui", "yaml"}

NEVER_LOADS = {
    "exercise.scenario": HEAVY - {"msgspec", "pydantic", "yaml"},
    "exercise.domain": {"asyncio", "jinja2", "rich", "simpy", "textual", "tui", "exercise.engine"},
    "exercise.log": {"asyncio", "jinja2", "rich", "simpy", "textual", "tui", "exercise.engine"},
    "exercise.engine": {"asyncio", "jinja2", "rich", "textual", "tui", "exercise.conduct"},
    "exercise.review": {"simpy", "textual", "tui", "exercise.engine"},
    "exercise.interchange": {"simpy", "textual", "tui", "exercise.engine"},
    "exercise.rehearsal": {"textual", "tui", "exercise.conduct"},
    "exercise.conduct": {"textual", "tui"},
    "tui": {"simpy", "exercise.engine", "exercise.conduct.session", "exercise.conduct.server"},
}

ERRORS = [thing for thing in vars(errors).values() if inspect.isclass(thing) and issubclass(thing, Exception)]


def python(code: str, *words: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run([sys.executable, "-c", code, *words], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done


@pytest.mark.parametrize("package", NEVER_LOADS)
def test_a_package_loads_only_what_it_may(package: str) -> None:
    loaded = set(python(LOAD_EVERYTHING_IN, package).stdout.split())
    assert package in loaded
    assert loaded.isdisjoint(NEVER_LOADS[package])


def test_help_loads_nothing_heavy() -> None:
    done = python(ASK_FOR_HELP, "--help")
    loaded = set(done.stderr.split())
    assert "usage: exercise" in done.stdout
    assert "exercise.cli.entry" in loaded
    assert loaded.isdisjoint(HEAVY)
    assert not [name for name in loaded if name.endswith("_cmd")]


def test_the_drawing_of_the_error_tree_is_true() -> None:
    drawn: dict[str, str] = {}
    above = {0: "Exception"}
    for indent, name in re.findall(r"^( *)[*x+-] (\w+)", errors.__doc__ or "", re.MULTILINE):
        depth = len(indent) // 2 + 1
        drawn[name] = above[depth - 1]
        above[depth] = name
    assert drawn == {error.__name__: error.__base__.__name__ for error in ERRORS}


@pytest.mark.parametrize("error", ERRORS)
def test_errors_survive_being_rebuilt(error: type[ExerciseError]) -> None:
    """SimPy, pickle and worker processes all rebuild an exception from its class and `args`."""
    _, *parts = inspect.signature(error.__init__).parameters.values()
    wanted = sum(part.kind is part.POSITIONAL_OR_KEYWORD for part in parts)
    first = error(*(f"part {n}" for n in range(wanted or 1)))
    for copy in (type(first)(*first.args), pickle.loads(pickle.dumps(first))):
        assert str(copy) == str(first)
        assert "part 0" in str(copy)
        assert vars(copy) == vars(first)


def test_no_room_is_named_for_what_does_not_fit_elsewhere() -> None:
    vague = {"base.py", "common.py", "helpers.py", "manager.py", "misc.py", "util.py", "utils.py"}
    assert not [
        path for top in ("exercise", "tui") for path in (ROOT / top).rglob("*.py") if path.name in vague
    ]
