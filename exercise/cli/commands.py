"""The table of commands: a name, a line of help, and the module that does it, loaded only when asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

if TYPE_CHECKING:
    import argparse


class CommandModule(Protocol):
    """What every `exercise/cli/<name>_cmd.py` offers. `arguments` loads nothing heavy: `--help` needs it."""

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        """Add the command's arguments to `parser`."""

    def run(self, args: argparse.Namespace) -> int:
        """Do it, and return the exit code."""


class Command(NamedTuple):
    """One line of `exercise --help`."""

    name: str
    help: str

    @property
    def module(self) -> str:
        return f"exercise.cli.{self.name}_cmd"

    def load(self) -> CommandModule:
        """Import the module behind this command."""
        return cast(CommandModule, import_module(self.module))


COMMANDS = (
    Command("list", "the bundled scenarios: title, length, agencies, injects, objectives"),
    Command("check", "every complaint about a scenario, with file, line and a suggestion"),
    Command("schema", "the JSON Schema of the scenario format, for editors"),
    Command("new", "a small runnable scenario to start from"),
    Command("run", "a whole drill in one terminal, or at full speed without a screen"),
    Command("rehearse", "bots play a scenario many times: what comes of it, and what actions are worth"),
    Command("serve", "the server of a joint drill: prints an invitation for every seat"),
    Command("join", "a seat of a joint drill: its desk, in this terminal"),
    Command("follow", "what a seat of a joint drill is told, line by line"),
    Command("ask", "one question to a joint drill, from a script or a keyboard"),
    Command("debrief", "any moment of a log again, truth and every agency's picture side by side"),
    Command("show", "the picture at a moment of a log, through anybody's eyes"),
    Command("fork", "what if: same past, other future, compared side by side"),
    Command("verify", "whether a log is whole, and honest when played again"),
    Command("report", "the after-action report and improvement plan"),
)

USAGE = "exercise COMMAND [ARGUMENTS]"
OPTIONS = """\
options:
  -h, --help  show this help message and exit
  --version   show program's version number and exit"""
EXAMPLES = """\
examples:
  exercise run deep-line              sit down at the controller's desk
  exercise run deep-line --headless   the same drill at full speed, without a screen
  exercise check my-scenario.yaml     before anybody is invited

exit codes:
  0 done   1 findings, or failed   2 usage   3 scenario invalid   4 cannot connect   130 interrupted

`exercise COMMAND --help` says more about one command."""


def listing() -> str:
    """The commands, one line each, as the help shows them."""
    width = max(len(command.name) for command in COMMANDS)
    return "\n".join(f"  {command.name:<{width}}  {command.help}" for command in COMMANDS)


def help_text() -> str:
    """What `exercise --help` shows."""
    return (
        f"usage: {USAGE}\n\nA tabletop cyber-crisis exercise simulator.\n\ncommands:\n{listing()}\n\n"
        f"{OPTIONS}\n\n{EXAMPLES}"
    )
