"""Untrusted text made visible: what would repaint a screen or reverse the reading order is spelled out."""

from __future__ import annotations

_BIDI = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_SPELLED = {code: f"\\u{code:04x}" for code in (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, *_BIDI)}
del _SPELLED[ord("\n")]
_SPELLED[ord("\t")] = " "


def visible(text: str) -> str:
    """`text` with every control character spelled out; new lines stay, tabs become spaces."""
    return text.replace("\r\n", "\n").translate(_SPELLED)


def one_line(text: str) -> str:
    """The same on one line, with a sign where a line ended."""
    return " ⏎ ".join(line.strip() for line in visible(text).split("\n") if line.strip())
