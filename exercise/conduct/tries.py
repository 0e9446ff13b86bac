"""Codes tried at the door: however many come at once, never more wrong ones from an address than it is allowed."""

from __future__ import annotations

import asyncio
import math
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from hashlib import blake2b

from exercise.conduct.invitations import heard
from exercise.conduct.roles import Seat
from exercise.conduct.seats import Door, Seats, house
from exercise.errors import SentAway


class HasToWait(SentAway):
    """Too many wrong codes came from an address."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = max(1, math.ceil(seconds))

    def __str__(self) -> str:
        return f"too many wrong codes came from your address; try again in {self.seconds} s"


class Tries:
    """The way in with a code.

    What a code opens is worked out beside the loop, and slowly. Whoever tries many at once would have them all
    judged before the first is found wrong; so tries under way count as wrong ones until they are right.
    """

    def __init__(self, seats: Seats, door: Door) -> None:
        self._seats, self._door = seats, door
        self._under_way: dict[str, int] = {}
        self._ended = asyncio.Condition()
        self._key = secrets.token_bytes(32)
        self._good: dict[bytes, str] = {}
        """Digests of codes that opened something, so that who asks every second costs little."""

    async def opened(self, text: str, address: str, *, sits_down: bool) -> tuple[Seat, str]:
        """As `Seats.opened`. Raises `SentAway`, in the same words whatever is wrong with the code."""
        async with self._turn(address):
            found = await self._found(heard(text), sits_down=sits_down)
            if found is None:
                self._door.wrong(address)
                raise SentAway("this invitation is not, or no longer, valid; ask your exercise control")
            return found

    async def _found(self, code: str, *, sits_down: bool) -> tuple[Seat, str] | None:
        if not code:
            return None
        name = blake2b(code.encode(), key=self._key).digest()
        if (digest := self._good.pop(name, "")) and (
            found := self._seats.opened(digest, sits_down=sits_down)
        ):
            self._good[name] = digest
            return found
        # Also for a code that was good once: how long it takes must not tell revoked from unknown.
        digest = await asyncio.to_thread(self._seats.digest, code)
        if found := self._seats.opened(digest, sits_down=sits_down):
            self._good[name] = digest
        return found

    @asynccontextmanager
    async def _turn(self, address: str) -> AsyncIterator[None]:
        name = house(address)
        async with self._ended:
            while (wait := self._door.wait(address)) <= 0:
                if self._under_way.get(name, 0) < self._door.left(address):
                    break
                await self._ended.wait()
            if wait > 0:
                raise HasToWait(wait)
            self._under_way[name] = self._under_way.get(name, 0) + 1
        try:
            yield
        finally:
            self._under_way[name] -= 1
            if not self._under_way[name]:
                del self._under_way[name]
            async with self._ended:
                self._ended.notify_all()
