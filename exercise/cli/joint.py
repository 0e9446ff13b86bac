"""What `serve`, `join`, `follow` and `ask` have in common: the packages of a joint drill, and a link to it."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Literal

from exercise.errors import UsageError

if TYPE_CHECKING:
    import argparse

    from exercise.conduct.remote import RemoteLink

FOR_SERVING = ("starlette", "uvicorn", "websockets", "cryptography", "segno")
FOR_JOINING = ("websockets",)
INSTALL = ".venv/bin/pip install -q -c tests/constraints.txt '.[joint]'"


def need(packages: tuple[str, ...]) -> None:
    """Raise `UsageError` with what to type when a package of a joint drill is missing."""
    missing = [name for name in packages if find_spec(name) is None]
    if missing:
        raise UsageError(
            f"a joint drill needs packages that a drill on one machine does not: {', '.join(missing)}.\n"
            f"In the project's folder:  {INSTALL}"
        )


def invitation_argument(parser: argparse.ArgumentParser) -> None:
    """The first argument of every command that goes to a server."""
    parser.add_argument("invitation", help="the link on your card, in quotes: 'https://…/#K7QF-3M2P.…'")


def link_to(text: str, *, how: Literal["desk", "records", "answers"] = "desk") -> RemoteLink:
    """A link that has not sat down yet. Only a desk takes the seat; the others stand beside it."""
    need(FOR_JOINING)
    from exercise.conduct.invitations import read_invitation
    from exercise.conduct.remote import RemoteLink

    return RemoteLink(read_invitation(text), how=how)
