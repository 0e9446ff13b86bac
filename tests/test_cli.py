"""The front door: which command, which exit code, which sentence."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import pytest

from exercise.cli import commands, main
from exercise.cli.commands import COMMANDS, Command, CommandModule
from exercise.cli.output import harmless, say, say_json
from exercise.cli.parser import Parser
from exercise.errors import ExerciseError, ScenarioInvalid
from exercise.version import VERSION

ROOT = Path(__file__).parents[1]
Out = pytest.CaptureFixture[str]


def playing(monkeypatch: pytest.MonkeyPatch, run: object) -> None:
    """Put a pretend command behind `exercise list`."""

    def arguments(parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--bots", choices=["diligent", "slow", "idle"])

    def load(command: Command) -> CommandModule:
        return SimpleNamespace(arguments=arguments, run=run)

    monkeypatch.setattr(commands.Command, "load", load)


def raising(error: BaseException) -> object:
    def run(args: argparse.Namespace) -> int:
        raise error

    return run


def leave(*words: str) -> int | str | None:
    with pytest.raises(SystemExit) as left:
        main(words)
    return left.value.code


def test_help_lists_every_command(capsys: Out) -> None:
    assert leave("--help") == 0
    shown = capsys.readouterr().out
    for command in COMMANDS:
        assert f"\n  {command.name} " in shown
        assert command.help in shown


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_exists_and_explains_itself(command: Command, capsys: Out) -> None:
    assert find_spec(command.module)
    assert leave(command.name, "--help") == 0
    assert capsys.readouterr().out.startswith(f"usage: exercise {command.name}")


def test_version(capsys: Out) -> None:
    assert leave("--version") == 0
    assert capsys.readouterr().out == f"exercise {VERSION}\n"


def test_python_dash_m_is_the_same_program() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "exercise", "--version"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == f"exercise {VERSION}\n"


def test_no_command_is_a_usage_error_that_shows_the_commands(capsys: Out) -> None:
    assert main([]) == 2
    heard = capsys.readouterr()
    assert heard.out == ""
    assert "commands:" in heard.err


def test_a_mistyped_command_is_answered_with_the_nearest(capsys: Out) -> None:
    assert main(["rnu", "deep-line"]) == 2
    heard = capsys.readouterr()
    assert heard.out == ""
    assert heard.err == "exercise: there is no command 'rnu' (did you mean 'run'?)\nTry 'exercise --help'.\n"


def test_an_unknown_command_is_not_answered_with_a_guess(capsys: Out) -> None:
    assert main(["xylophone"]) == 2
    assert "did you mean" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--verison"], "unknown arguments: --verison (did you mean '--version'?)"),
        (["list", "--botz=slow"], "unknown arguments: --botz=slow (did you mean '--bots'?)"),
        (["list", "--bots", "dilligent"], "(did you mean 'diligent'?)"),
        (["list", "--bot", "slow"], "unknown arguments: --bot slow (did you mean '--bots'?)"),
    ],
)
def test_a_mistyped_option_is_answered_with_the_nearest(
    words: list[str], said: str, capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    playing(monkeypatch, lambda args: 0)
    assert leave(*words) == 2
    assert said in capsys.readouterr().err


def test_a_command_gets_its_arguments_and_gives_the_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def run(args: argparse.Namespace) -> int:
        seen.append(args.bots)
        return 7

    playing(monkeypatch, run)
    assert main(["list", "--bots", "slow"]) == 7
    assert seen == ["slow"]


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (ExerciseError("the harbour is closed"), 1, "exercise: the harbour is closed\n"),
        (
            ScenarioInvalid("x", ["x.yaml:3:1: bad", "x.yaml:9:1: worse"]),
            3,
            "x.yaml:3:1: bad\nx.yaml:9:1: worse\n",
        ),
        (KeyboardInterrupt(), 130, "exercise: interrupted\n"),
        (ModuleNotFoundError("", name="simpy.core"), 1, "  .venv/bin/exercise list\n"),
    ],
    ids=["failed", "invalid", "interrupted", "not set up"],
)
def test_errors_become_a_sentence_and_an_exit_code(
    error: BaseException, code: int, said: str, capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    playing(monkeypatch, raising(error))
    assert main(["list"]) == code
    heard = capsys.readouterr()
    assert heard.out == ""
    assert said in heard.err


@pytest.mark.parametrize("name", ["exercise.engine.clocks", "tui.desks", "json.nothing"])
def test_a_missing_module_of_our_own_is_not_blamed_on_the_setup(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    playing(monkeypatch, raising(ModuleNotFoundError("", name=name)))
    with pytest.raises(ModuleNotFoundError):
        main(["list"])


def test_a_reader_who_leaves_early_hears_no_traceback() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "exercise", "--help"],
        cwd=ROOT,
        env={**os.environ, "PYTHONUNBUFFERED": ""},
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, "")


def test_several_scripts_pass_through_a_plain_pipe() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "exercise", "Вежба"],
        cwd=ROOT,
        env={
            **os.environ,
            "LC_ALL": "C",
            "PYTHONUTF8": "0",
            "PYTHONCOERCECLOCALE": "0",
            "PYTHONIOENCODING": "ascii",
        },
        capture_output=True,
    )
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert done.stderr.startswith(b"exercise: there is no command")


def test_nobodys_text_repaints_the_terminal(capsys: Out) -> None:
    say("calm\x1b[2J\x07 \u202egnp.exe\u202c\tВежба\nДва")
    assert capsys.readouterr().out == "calm\\u001b[2J\\u0007 \\u202egnp.exe\\u202c\tВежба\nДва\n"


def test_json_keeps_every_character(capsys: Out) -> None:
    import json

    text = '\x1b[2J \u202e \x9b ж " \\'
    say_json({"text": text})
    shown = capsys.readouterr().out
    assert harmless(shown) == shown
    assert json.loads(shown) == {"text": text}


def test_parser_errors_point_to_the_help(capsys: Out) -> None:
    with pytest.raises(SystemExit):
        Parser(prog="exercise run").parse_args(["surprise"])
    assert (
        capsys.readouterr().err == "exercise run: unknown arguments: surprise\nTry 'exercise run --help'.\n"
    )
