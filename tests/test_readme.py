"""The README tells the truth: its commands run, its table of commands is whole, its words about the log hold."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from exercise.cli.commands import COMMANDS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def typed() -> list[str]:
    """Every line of a console block, in order, without its prompt."""
    blocks = re.findall(r"```console\n(.*?)```", README, re.S)
    return [
        line.removeprefix("$ ") for block in blocks for line in block.splitlines() if line.startswith("$ ")
    ]


def run(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-m", *shlex.split(line)]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "XDG_DATA_HOME": str(folder / "data")}
    return subprocess.run(
        words, cwd=folder, env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL
    )


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which every command of the README was typed, in its order."""
    folder = tmp_path_factory.mktemp("reader")
    for name, text in re.findall(r"```yaml\n# (\S+)\n(.*?)```", README, re.S):
        (folder / name).write_text(text, "utf-8")
    for line in typed():
        done = run(line, folder)
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
    return folder


def test_every_command_of_the_readme_runs_as_it_stands(played: Path) -> None:
    assert (played / "my-run" / "report" / "report.html").is_file()
    assert (played / "my-scenario").is_dir()


def test_the_readme_shows_every_command_there_is() -> None:
    shown = set(re.findall(r"^\| `exercise ([a-z]+)", README, re.M))
    assert shown == {command.name for command in COMMANDS}


def test_the_log_is_as_the_readme_says(played: Path) -> None:
    lines = [json.loads(line) for line in (played / "my-run" / "log.jsonl").read_text("utf-8").splitlines()]
    header, *records, closing = lines
    assert {"format", "program", "exercise_id", "seed", "data", "bots"} <= set(header)
    assert closing["records"] == len(records)
    examples = [json.loads(line) for line in re.search(r"```json\n(.*?)```", README, re.S)[1].splitlines()]  # type: ignore[index]
    for example in examples:
        alike = [record for record in records if record["type"] == example["type"]]
        assert any(set(record) == set(example) for record in alike)


def test_a_desk_without_a_terminal_explains_and_offers_the_headless_command(tmp_path: Path) -> None:
    done = run("exercise run deep-line", tmp_path)
    assert done.returncode == 2
    assert "exercise run deep-line --headless" in done.stderr
