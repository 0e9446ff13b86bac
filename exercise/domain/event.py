"""What every event is: frozen, closed, told apart by its kind."""

from __future__ import annotations

from typing import Literal

import msgspec

Phase = Literal["briefing", "running", "paused", "ended"]


def kebab(name: str) -> str:
    """A class name as the log writes it: `PhaseChanged` is `phase-changed`."""
    return "".join("-" + letter.lower() if letter.isupper() else letter for letter in name).lstrip("-")


class Event(
    msgspec.Struct,
    frozen=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    tag_field="kind",
    tag=kebab,
    gc=False,
):
    """Any event. The tag in the log is the class name in words with hyphens."""
