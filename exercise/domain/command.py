"""What every command is: frozen, closed, told apart by its kind."""

from __future__ import annotations

import msgspec

from exercise.domain.event import kebab


class Command(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, tag_field="kind", tag=kebab
):
    """Any command. Texts are what people typed; they are never markup, a path or code."""
