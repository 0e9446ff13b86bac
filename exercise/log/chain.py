"""The hash chain: every line carries a hash over itself and the line before it."""

from __future__ import annotations

from hashlib import sha256

GENESIS = "0" * 64
"""What stands before the first line."""

_MARK = b',"exercise":true,"hash":"'
_TAIL = len(_MARK) + 64 + len(b'"}')


def sealed(body: bytes, before: str) -> tuple[bytes, str]:
    """A JSON object as a line of the log (without its end), and its hash.

    The hash covers the hash before and every byte of the object up to the hash itself.
    """
    core = body[:-1] + _MARK
    digest = sha256(before.encode() + core).hexdigest()
    return core + digest.encode() + b'"}', digest


def opened(line: bytes, before: str) -> tuple[bytes, str] | None:
    """The JSON object in a line, and its hash; None when the line does not follow from `before`."""
    core, digest = line[: -_TAIL + len(_MARK)], line[-_TAIL + len(_MARK) : -2].decode("ascii", "replace")
    if not core.endswith(_MARK) or not line.endswith(b'"}'):
        return None
    if sha256(before.encode() + core).hexdigest() != digest:
        return None
    return core[: -len(_MARK)] + b"}", digest
