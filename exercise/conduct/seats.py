"""The seats of a run and who may sit there: codes kept as hashes, in a file beside the log."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import ipaddress
import secrets
import threading
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

import msgspec

from exercise.conduct.atomic import write_whole
from exercise.conduct.invitations import new_code
from exercise.conduct.pacer import stopwatch
from exercise.conduct.roles import Seat
from exercise.errors import NoSuchThing, UsageError

FILE_NAME = "seats.json"

TRIES, WINDOW = 5, 60.0
"""So many wrong codes in so many seconds, and an address has to wait."""

_COST = 2**12
"""Of scrypt: milliseconds for the server, centuries for whoever stole the file and tries all codes."""


class _Kept(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """A seat with its lock."""

    seat: Seat
    digest: str
    """Of the code; empty when revoked."""
    moves: int = 0
    """How often somebody sat down with the code. A token is good until the next move."""


class _File(msgspec.Struct, forbid_unknown_fields=True):
    format: int
    salt: str
    key: str
    seats: list[_Kept]


class Seats:
    """Everybody invited to one run.

    Args:
        folder: the run's; what changes is written there before it counts.
    """

    def __init__(self, folder: Path, kept: _File) -> None:
        self._path, self._kept = folder / FILE_NAME, kept
        self._by_name = {each.seat.name: each for each in kept.seats}
        self._by_digest = {each.digest: each for each in kept.seats if each.digest}
        self._disk, self._turn = threading.Lock(), asyncio.Lock()
        self._changes = self._written = 0

    @classmethod
    def made(cls, folder: Path, seats: Iterable[Seat]) -> tuple[Seats, dict[str, str]]:
        """New seats and the code of each, which is known only now."""
        file = _File(1, secrets.token_hex(16), secrets.token_hex(32), [_Kept(seat, "") for seat in seats])
        made = cls(folder, file)
        codes = {name: made._new_code(kept) for name, kept in made._by_name.items()}
        made._write()
        return made, codes

    @classmethod
    def read(cls, folder: Path) -> Seats:
        """The seats of a run that goes on. Raises `UsageError` when it has none."""
        path = folder / FILE_NAME
        try:
            return cls(folder, msgspec.json.decode(path.read_bytes(), type=_File))
        except FileNotFoundError:
            raise UsageError(f"{folder} was not a joint drill: it has no {FILE_NAME}") from None
        except msgspec.MsgspecError as wrong:
            raise UsageError(f"{path} cannot be read: {wrong}") from None

    @staticmethod
    def kept_in(folder: Path) -> bool:
        """Whether this run has seats already."""
        return (folder / FILE_NAME).exists()

    def all(self) -> tuple[Seat, ...]:
        """Every seat, revoked ones too."""
        return tuple(each.seat for each in self._by_name.values())

    def is_revoked(self, name: str) -> bool:
        """Whether its invitation is void."""
        return not self._of(name).digest

    # --- coming in

    def digest(self, code: str) -> str:
        """What is kept of a code. Slow on purpose; touches nothing, so it may run beside the loop."""
        salt = bytes.fromhex(self._kept.salt)
        return hashlib.scrypt(code.encode(), salt=salt, n=_COST, r=8, p=1, dklen=32).hex()

    def opened(self, digest: str, *, sits_down: bool) -> tuple[Seat, str] | None:
        """The seat that opens to a code, and a token to come back with.

        Who sits down takes the seat from whoever sat there before; others stand beside it.
        """
        # Nobody can steer a digest, so how long it takes to find one says nothing about the others.
        found = self._by_digest.get(digest) if digest else None
        if found is None:
            return None
        if not sits_down:
            return found.seat, self._token(found, beside=True)
        found.moves += 1
        self._changes += 1
        return found.seat, self._token(found)

    async def kept(self) -> None:
        """Returns when those who sat down are on disk. Many who come together share one write."""
        mine = self._changes
        async with self._turn:
            if self._written >= mine:
                return
            now = self._changes
            with suppress(OSError):
                # A full disk must not keep people out; after a crash they would have to type the code again.
                await asyncio.to_thread(self._write)
            self._written = now

    def comes_back(self, token: str, *, sits_down: bool) -> tuple[Seat, str] | None:
        """The seat a token is good for."""
        name, _, _ = token.partition(".")
        kept = self._by_name.get(name)
        if kept is None or not kept.digest:
            return None
        good = self._token(kept, beside=not sits_down)
        return (kept.seat, token) if hmac.compare_digest(good.encode(), token.encode()) else None

    def _token(self, kept: _Kept, *, beside: bool = False) -> str:
        word = f"{kept.seat.name}/{'beside' if beside else kept.moves}/{kept.digest}".encode()
        proof = hmac.new(bytes.fromhex(self._kept.key), word, hashlib.sha256).hexdigest()[:32]
        return f"{kept.seat.name}.{proof}"

    @property
    def folder(self) -> Path:
        """Where the run is kept."""
        return self._path.parent

    def mark(self, word: str) -> str:
        """A word that only this run's key makes of another one: it says nothing to whoever has no key."""
        return hmac.new(bytes.fromhex(self._kept.key), f"mark/{word}".encode(), hashlib.sha256).hexdigest()

    # --- managing

    def revoke(self, name: str) -> None:
        """Make an invitation void."""
        kept = self._of(name)
        self._by_digest.pop(kept.digest, None)
        kept.digest = ""
        self._write()

    def renew(self, name: str) -> str:
        """A new code for a seat; the old one is void."""
        kept = self._of(name)
        code = self._new_code(kept)
        kept.moves += 1
        self._write()
        return code

    def _of(self, name: str) -> _Kept:
        if name not in self._by_name:
            raise NoSuchThing("seat", name)
        return self._by_name[name]

    def _new_code(self, kept: _Kept) -> str:
        code = new_code()
        self._by_digest.pop(kept.digest, None)
        kept.digest = self.digest(code)
        self._by_digest[kept.digest] = kept
        return code

    def _write(self) -> None:
        # What is written is what is so once it is this writer's turn: an older state never replaces a newer one.
        with self._disk:
            write_whole(self._path, msgspec.json.format(msgspec.json.encode(self._kept)))


class Door:
    """Counts wrong codes by address. Five in a minute, and that address waits."""

    def __init__(self, clock: Callable[[], float] | None = None) -> None:
        self._clock = clock or stopwatch()
        self._wrong: dict[str, deque[float]] = {}

    def wait(self, address: str) -> float:
        """Seconds until this address may try again; 0 when it may now."""
        tries = self._recent(house(address))
        return tries[0] + WINDOW - self._clock() if len(tries) >= TRIES else 0.0

    def left(self, address: str) -> int:
        """How many more wrong codes it may try now."""
        return TRIES - len(self._recent(house(address)))

    def wrong(self, address: str) -> None:
        """A code that opens nothing was tried from here."""
        self._wrong.setdefault(house(address), deque(maxlen=TRIES)).append(self._clock())

    def _recent(self, house: str) -> deque[float]:
        now = self._clock()
        for known in [known for known, tries in self._wrong.items() if tries[-1] + WINDOW <= now]:
            del self._wrong[known]
        tries = self._wrong.get(house, deque())
        while tries and tries[0] + WINDOW <= now:
            tries.popleft()
        return tries


def house(address: str) -> str:
    """What counts as one address: of IPv6 the first half, as a machine has as many as it likes in the other."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((parsed, 64), strict=False)) if parsed.version == 6 else address
