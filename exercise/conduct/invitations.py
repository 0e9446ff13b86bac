"""Invitations: short codes that people can read out, links that machines can open, cards that can be handed round."""

from __future__ import annotations

import re
import secrets
from typing import NamedTuple
from urllib.parse import urlsplit

from exercise.errors import UsageError

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U, so that nothing is misread or spells a word."""

CODE_LENGTH = 8
PIN_LENGTH = 26
"""Characters of the certificate's SHA-256 in a link: 130 bits, far beyond finding another that fits."""

DEFAULT_PORT = 8765
_MISREAD = str.maketrans("OIL", "011")


def new_code() -> str:
    """Forty bits of chance, for one seat."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def spoken(code: str) -> str:
    """A code as people write it: K7QF-3M2P."""
    return f"{code[:4]}-{code[4:]}"


def heard(text: str) -> str:
    """A code as it was meant: whatever case, with or without hyphens, O for 0, I and L for 1. "" if it is none."""
    code = re.sub(r"[\s-]", "", text).upper().translate(_MISREAD)
    return code if len(code) == CODE_LENGTH and set(code) <= set(ALPHABET) else ""


def pin_of(digest: bytes) -> str:
    """The start of a SHA-256 digest, in the same alphabet."""
    number = int.from_bytes(digest, "big") >> (256 - 5 * PIN_LENGTH)
    return "".join(ALPHABET[(number >> (5 * place)) & 31] for place in reversed(range(PIN_LENGTH)))


class Invitation(NamedTuple):
    """Where to go, what to say there, and how to know that it is the right place."""

    host: str
    port: int
    code: str
    pin: str = ""
    """Of the server's own certificate; without one, the system's authorities vouch for it."""
    tls: bool = True

    @property
    def link(self) -> str:
        """As it is typed, clicked and printed. What follows `#` never leaves a browser."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        pin = f".{self.pin}" if self.pin else ""
        return f"{'https' if self.tls else 'http'}://{host}:{self.port}/#{spoken(self.code)}{pin}"

    @property
    def socket(self) -> str:
        """Where the seat's socket is."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'wss' if self.tls else 'ws'}://{host}:{self.port}/ws"


def read_invitation(text: str) -> Invitation:
    """An invitation from its link. Raises `UsageError` when it is none."""
    parts = urlsplit(text.strip())
    try:
        port = parts.port
    except ValueError:
        port = -1
    code, _, pin = parts.fragment.partition(".")
    if parts.scheme not in ("http", "https") or not parts.hostname or port == -1 or not heard(code):
        raise UsageError(
            "this is not an invitation; it looks like https://192.0.2.7:8765/#K7QF-3M2P.… "
            "(in quotes, or the shell may take part of it)"
        )
    if pin and (len(pin) != PIN_LENGTH or not set(pin.upper()) <= set(ALPHABET)):
        raise UsageError("the end of this invitation is missing: copy it whole")
    tls = parts.scheme == "https"
    return Invitation(parts.hostname, port or (443 if tls else 80), heard(code), pin.upper(), tls)
