"""What commands print: results on stdout, messages on stderr, nobody's control characters on either."""

from __future__ import annotations

import sys

# A scenario, a log or a participant may carry an escape sequence that repaints the reader's terminal, or a
# character that reverses the reading direction. Both are shown as their code instead of being obeyed.
_BIDI = (0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_SPELLED = {code: f"\\u{code:04x}" for code in (*range(0x20), *range(0x7F, 0xA0), *_BIDI)}
del _SPELLED[ord("\n")], _SPELLED[ord("\t")]


def harmless(text: str) -> str:
    """`text` with every control character spelled out, except new lines and tabs."""
    return text.translate(_SPELLED)


def say(text: str = "") -> None:
    """A line of the result, on stdout."""
    print(harmless(text))


def tell(text: str) -> None:
    """A message about the work, on stderr, where it cannot spoil a result that is piped on."""
    print(harmless(text), file=sys.stderr)


def say_json(value: object) -> None:
    """The result as one JSON document on stdout; readers of JSON get every character back as it was."""
    # Late: a command that prints text does not pay for it.
    import json

    print(harmless(json.dumps(value, ensure_ascii=False, indent=2)))
